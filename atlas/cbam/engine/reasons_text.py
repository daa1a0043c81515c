"""Why a line was refused, as a sentence: the one set for pages, files, addresses and the command line."""

from __future__ import annotations

import pandas as pd

from atlas.language import Language

PARTS = ["reason_code", "reason_value", "reason_hint"]


def reason(code: str, value: str, hint: str, lang: Language) -> str:
    """Sentence of a refused line: a code of `atlas.cbam.engine.reasons`, the value quoted, what would do."""
    texts = _good_reasons(lang) | _procedure_reasons(lang) | _figure_reasons(lang) | _precursor_reasons(lang)
    return texts[code].format(value=value, hint=lang.join(hint.split(";")))


def reasons(assessed: pd.DataFrame, lang: Language) -> pd.Series:
    """Sentence for each line that has a reason, empty for the others; same index."""
    held = assessed.loc[assessed["reason_code"].notna(), PARTS].astype("object").fillna("").astype("str")
    keys = pd.Series(
        list(zip(*(held[part] for part in PARTS), strict=True)), index=held.index, dtype="object"
    )
    words = {key: reason(key[0], key[1], key[2], lang) for key in keys.unique()}
    told = dict(zip(keys.index, (words[key] for key in keys), strict=True))
    return pd.Series([told.get(row, "") for row in assessed.index], index=assessed.index, dtype="str")


def with_reasons(assessed: pd.DataFrame, lang: Language) -> pd.DataFrame:
    """Assessed lines with the column ``reason`` after the codes it is made of; empty where there is none."""
    told = reasons(assessed, lang)
    found = assessed.copy(deep=False)
    found.insert(list(found).index(PARTS[-1]) + 1, "reason", told.where(told != "", None))
    return found


def _good_reasons(lang: Language) -> dict[str, str]:
    _ = lang.text
    return {
        "period_missing": _("Give the import date, or a period such as 2026-Q1 or 2027."),
        "period_malformed": _("“{value}” is not a period. Write 2026-Q1, a year, or a date as 2026-05-20."),
        "date_malformed": _("“{value}” is not a date. Write it as 2026-05-20."),
        "period_conflict": _("The import date lies outside the period {value}. Correct one of the two."),
        "before_start": _("{value} is too early: the obligation starts with imports of {hint}."),
        "after_end": _("{value} is too late: this calculation ends with {hint}."),
        "cn_missing": _("Give the CN code: 8 digits, or 10 with TARIC."),
        "cn_malformed": _("“{value}” is not a CN code. Write 8 digits, or 10 with TARIC."),
        "cn_too_short": _("“{value}” is too short. Give all 8 digits, for instance {hint}."),
        "cn_unknown": _(
            "“{value}” is no code of its heading in the CBAM list. Check it, for instance {hint}."
        ),
        "cn_not_in_annex_i": _("“{value}” is not on the CBAM list, so nothing is due. Remove or correct it."),
        "cn_excepted": _("“{value}” is expressly excepted from CBAM. Remove or correct it."),
        "cn_split": _("{value} was split into newer codes. Choose one: {hint}."),
        "taric_needed": _("{value} needs its TARIC digits. Choose one: {hint}."),
        "taric_unknown": _("“{value}” is no TARIC code with a default value. Choose one: {hint}."),
        "origin_missing": _("Give the country of origin: two letters or its name."),
        "origin_unknown": _("“{value}” is not a known country. Write its two letters or its name."),
        "basis_unknown": _("“{value}” is not a basis. Write default or actual."),
        "route_unknown": _("“{value}” is not a production route. Use one of {hint}."),
        "route_needed": _("The production route is needed, as no table names it. Choose one of {hint}."),
        "route_not_for_good": _("This good has no benchmark for the route {value}. Choose one of {hint}."),
        "quarter_needed": _("The price of {value} is set by quarter. Name the quarter, such as {hint}."),
        "price_not_published": _(
            "The price of {value} is due on {hint}. Enter a price or choose an assumption."
        ),
    }


def _procedure_reasons(lang: Language) -> dict[str, str]:
    _ = lang.text
    return {
        "returned_goods": _(
            "Returned goods (Union Customs Code, Art. 203) are declared with zero emissions, so nothing is due."
        ),
        "not_released": _(
            "The goods are not released for free circulation yet. Nothing is due until they are; then they count."
        ),
        "inward_not_listed": _(
            "“{value}” is not on the CBAM list, but after inward processing the CBAM goods count that were placed under it. Enter those goods, or free circulation if there were none."
        ),
        "re_importation": _(
            "Re-import can mean returned goods or outward processing. Write returned goods or outward processing."
        ),
    }


def _figure_reasons(lang: Language) -> dict[str, str]:
    _ = lang.text
    return {
        "mass_missing": _("Give the net mass in tonnes, or megawatt hours for electricity."),
        "mass_not_number": _("“{value}” is not a number. Write the net mass in tonnes."),
        "mass_negative": _("The net mass {value} is negative. Write it in tonnes, from 0 up."),
        "mass_not_finite": _("“{value}” is not a finite number. Write the net mass in tonnes."),
        "mass_too_large": _("{value} is beyond any shipment. Check that the unit is tonnes."),
        "direct_missing": _("Actual values: give the direct emissions, or choose default values."),
        "direct_invalid": _("Direct emissions “{value}”: write a number from 0 up."),
        "indirect_missing": _(
            "Emissions of the electricity count for this good: give the indirect emissions, or choose default values."
        ),
        "indirect_invalid": _("Indirect emissions “{value}”: write a number from 0 up."),
        "carbon_price_invalid": _("Carbon price paid “{value}”: write a number from 0 up."),
        "price_invalid": _("Certificate price “{value}”: write a price of 0.01 or more."),
        "electricity_default": _(
            "The default factors of electricity are not part of this tool. Enter the factor of the grid, or choose actual values."
        ),
        "emission_factor_invalid": _("Emission factor “{value}”: write a number from 0 up."),
        "production_year_invalid": _("“{value}” is not a year up to the year of import."),
        "electricity_limit": _(
            "{value} t/MWh is above the limit of {hint} for an actual factor of electricity. Check it."
        ),
    }


def _precursor_reasons(lang: Language) -> dict[str, str]:
    _ = lang.text
    return {
        "precursor_invalid": _("What precursors bring must be a number from 0 up. Correct it."),
        "precursors_twice": _("The precursors are given in more than one way. Keep one of them."),
        "precursors_malformed": _("The chain of precursors cannot be read: {hint}."),
        "precursor_code": _(
            "Precursor {hint}: this code is not on the CBAM list. Leave it out or correct it."
        ),
        "precursor_mass": _("Precursor {hint}: give its mass per tonne of product."),
        "precursor_origin": _(
            "Precursor {hint}: the country is not known. Write its two letters, or leave it empty."
        ),
        "precursor_direct": _("Precursor {hint}: verified, so give its direct emissions."),
        "precursor_indirect": _("Precursor {hint}: its indirect emissions count, so give them."),
        "precursor_route": _("Precursor {hint}: name its production route."),
        "precursor_no_default": _("Precursor {hint}: there is no default value for this code."),
    }
