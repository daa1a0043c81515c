"""What was read from a supplier's file, and what is missing, in the reader's language."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from atlas import terms
from atlas.cbam.files.supplier_values import TAKEN, WHOLE_FILE, SupplierFile, SupplierGood, Told
from atlas.cbam.law.names_text import countries, written
from atlas.cbam.page.portfolio_text import problem
from atlas.language import Language


def unreadable(code: str, value: str, lang: Language) -> str:
    """Why a file as a whole cannot be read."""
    _ = lang.text
    own = {
        "supplier_unknown": _(
            "No sheet of this file lists goods with their emissions under headings that this page knows. Send the Commission’s communication template or this tool’s data sheet, filled in."
        ),
        "supplier_empty": _("The workbook lists no goods: its table of products is empty."),
    }
    return own.get(code) or problem(code, "", value, lang)


def about(found: SupplierFile, lang: Language) -> str:
    """Installation, country and period in one line; what is unknown is said."""
    _ = lang.text
    dated = found.period_from and found.period_to
    parts = [
        found.installation or _("installation unknown"),
        countries(lang).get(found.country) or _("country unknown"),
        f"{lang.date(found.period_from)} – {lang.date(found.period_to)}"
        if dated
        else _("reporting period unknown"),
    ]
    return " · ".join(parts)


def good_name(good: SupplierGood, place: int, lang: Language) -> str:
    """A good of the file by its name, code and emissions."""
    _ = lang.text
    name = good.name or _("Good {number}", number=place + 1)
    code = written(good.cn_codes[0]) if len(good.cn_codes) == 1 else ""
    direct = ""
    if good.direct is not None:
        unit = _("t CO₂e/t")
        figure = lang.with_unit(lang.significant(good.direct, 5), unit)
        direct = _("direct emissions {figure}", figure=figure)
    return " · ".join(part for part in (name, code, direct) if part)


def summary(found: SupplierFile, lang: Language) -> str:
    """How many fields were taken and how many are missing or not usable."""
    states = [told.state for told in found.account]
    _ = lang.text
    return _(
        "{goods}. Fields taken: {taken}; missing: {missing}; not usable: {refused}.",
        goods=lang.plural("{count} good read", "{count} goods read", len(found.goods)),
        taken=states.count("taken"),
        missing=states.count("missing"),
        refused=states.count("refused"),
    )


def account(found: SupplierFile, lang: Language) -> pd.DataFrame:
    """The account as a table: ``good``, ``field``, ``state``, ``value``, ``cell``, ``why``; what needs
    the reader first, in the order of the file."""
    order = list(terms.names("supplier_state", lang).values())
    fields, states = terms.names("supplier_field", lang), terms.names("supplier_state", lang)
    rows = [
        {
            "good": "" if told.good == WHOLE_FILE else _short(found.goods[told.good], told.good, lang),
            "field": fields[told.field],
            "state": states[told.state],
            "value": told.value,
            "cell": f"{told.sheet} {told.cell}".strip(),
            "why": reason(told, lang),
        }
        for told in found.account
    ]
    frame = pd.DataFrame(rows, columns=["good", "field", "state", "value", "cell", "why"])
    places = frame["state"].map({name: at for at, name in enumerate([*order[1:], order[0]])})
    return frame.iloc[places.argsort(kind="stable")].reset_index(drop=True)


def sentence(row: Mapping[Hashable, Any]) -> str:
    """A row of `account` in one line: what it is about, why, and the cell with what stands in it."""
    what = " · ".join(str(row[name]) for name in ("state", "good", "field") if row[name])
    place = ": ".join(str(row[name]) for name in ("cell", "value") if row[name])
    return f"{what}: {row['why']}" + (f" [{place}]" if place else "")


def _short(good: SupplierGood, place: int, lang: Language) -> str:
    return good.name or lang.text("Good {number}", number=place + 1)


def reason(told: Told, lang: Language) -> str:
    """Why a field is not taken, or what to know about it; empty for a field that was simply taken."""
    if told.state == TAKEN:
        return ""
    own = _fields(lang) | _figures(lang) | _precursors(lang)
    if told.code in own:
        return own[told.code]
    return problem(told.code, terms.name("supplier_field", told.field, lang), told.value, lang)


def _fields(lang: Language) -> dict[str, str]:
    _ = lang.text
    return {
        "empty": _("The cell is empty."),
        "column_missing": _("The table has no column for it."),
        "example": _("The template’s own example."),
        "row_without_good": _("The row names no product, code or emissions."),
        "error_cell": _("The cell shows an error. Ask the supplier for the value."),
        "formula": _("The cell holds a formula as text. Ask the supplier for its value."),
        "formula_without_value": _(
            "The formula was never calculated. Open the file, save it and send it again."
        ),
        "country_unknown": _("This names no country."),
        "period_turned": _("The period ends before it begins."),
        "code_unknown": _("This is no code of a good that CBAM covers."),
        "codes_several": _("The cell names several codes. Pick yours below."),
        "codes_range": _("A heading or a range stands for several codes. Pick yours below."),
        "for_information": _("Read for information; it does not enter the sum."),
    }


def _figures(lang: Language) -> dict[str, str]:
    _ = lang.text
    return {
        "negative": _("Emissions cannot be below zero."),
        "number_is_date": _("The spreadsheet made a date of the figure. Ask the supplier for the figure."),
        "number_unreadable": _("This is a text, not a figure. Ask the supplier for the figure."),
        "too_high": _("More than 30 t of CO₂e per tonne is unlikely: check whether these are kilograms."),
        "unit_missing": _("No unit is given, so the figures of this good are not taken."),
        "unit_wrong": _(
            "The unit must be t CO₂e per tonne (per MWh for electricity). The figures are not converted by guess."
        ),
        "total_differs": _("Direct and indirect emissions do not add up to this total."),
        "zero": _("Zero direct emissions are rare. Ask whether the process was filled in."),
        "default_share": _("Part of the emissions comes from default values."),
        "currency": _(
            "For this currency and year no sourced mean exchange rate is known. Convert it with the aid for carbon prices below."
        ),
        "currency_undated": _(
            "Without a reporting period the year of the exchange rate is not known. Convert it with the aid for carbon prices below."
        ),
        "currency_converted": _(
            "Converted to euro at the mean exchange rate of the reporting year, which stands behind it (ECB; Taiwan dollars by way of the US dollar, Federal Reserve)."
        ),
    }


def _precursors(lang: Language) -> dict[str, str]:
    _ = lang.text
    return {
        "precursors_missing": _(
            "This good is made of other CBAM goods and the file does not say of which. Without them their free allocation does not count, so the cost shown is too high."
        ),
        "precursor_code": _(
            "The template gives no CN code for it. Choose it above, beside the good; until then its free allocation does not count."
        ),
        "precursor_country": _(
            "The country of the precursor is not given; the highest values of the law count for it."
        ),
        "chain_too_long": _("The processes feed each other in more steps than a chain here can hold."),
        "mass_too_large": _("More than 100 t of it per tonne of product cannot be: check the units."),
        "precursor_direct": _("The emissions of this step are not usable, so it is left out of the chain."),
        "output_missing": _(
            "The output of the process is missing, so the mass per tonne cannot be worked out."
        ),
    }
