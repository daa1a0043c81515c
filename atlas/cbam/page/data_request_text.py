"""What a supplier is sent: the letter and the words of the data sheet; and what became of an answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pandas as pd

from atlas import terms
from atlas.cbam.answers.supplier_filling import Filled
from atlas.cbam.engine.reasons_text import reason
from atlas.cbam.files.data_sheet import COLUMNS, STEP_COLUMNS, Words
from atlas.cbam.files.data_sheet_reading import DataSheet
from atlas.cbam.law.names_text import countries, good_names, written
from atlas.cbam.page.portfolio_text import problem
from atlas.language import Language
from atlas.markdown import literal


def sheet_words(lang: Language) -> Words:
    """Headings, explanations and the three sheets' names in one language."""
    _ = lang.text
    names = terms.names("cbam_column", lang)
    own = _own_headings(lang)
    headings = {name: own.get(name) or names[name] for name in (*COLUMNS, *STEP_COLUMNS)}
    notes = {
        name: terms.meaning("cbam_column", name, lang)
        for name in COLUMNS
        if name in names and name not in ("precursors", "net_mass_t", "period")
    }
    return Words(
        headings,
        notes | _own_notes(lang),
        (_("Goods"), _("Precursors"), _("How to fill in")),
        _("yes"),
        _("no"),
        tuple(_how(lang)),
    )


def _own_headings(lang: Language) -> dict[str, str]:
    _ = lang.text
    return {
        "number": _("No."),
        "supplier": _("Supplier"),
        "name": _("Good"),
        "period": _("Year of import"),
        "installation": _("Installation (name, place)"),
        "electricity_mwh_per_t": _("Electricity used, MWh/t"),
        "verified": _("Verified by an accredited verifier?"),
        "depth": _("Level (1 goes into the good)"),
        "code": _("CN code of the precursor"),
        "mass": _("Mass, t per t of the product above"),
        "kind": _("Values: d, o or w"),
        "direct": _("Direct emissions, t CO₂e/t"),
        "indirect": _("Indirect emissions, t CO₂e/t"),
        "benchmark": _("Sum of the benchmarks of its own precursors, t/t"),
        "route": _("Production route"),
        "years_before": _("Years made before the good"),
    }


def _own_notes(lang: Language) -> dict[str, str]:
    _ = lang.text
    return {
        "precursors": _(
            "The chain as one text, if you have it from this tool; else fill in the second sheet."
        ),
        "electricity_mwh_per_t": _("For your verifier; the calculation does not use it."),
        "kind": _(
            "d: default value, no figures needed. o: verified, its own emissions alone. w: verified, all below it included."
        ),
        "number": _("The number of the good on the first sheet."),
    }


def _how(lang: Language) -> list[str]:
    _ = lang.text
    return [
        _("One row is one good of one year. Fill in the yellow cells; leave empty what you do not know."),
        _("Emissions are tonnes of CO₂ equivalent per tonne of the good, precursors included."),
        _("Precursors made from other covered goods: one row each on the second sheet, outermost first."),
        _("Write values, not formulas. The hidden first row and column must stay."),
    ]


def letter(goods: pd.DataFrame, lead_weeks: float | None, lang: Language) -> str:
    """The letter about the goods of one supplier (`suppliers.goods`), as plain text."""
    _ = lang.text
    due = pd.Timestamp(goods["due"].max()).date()
    parts = [
        _("Subject: emissions data for the EU carbon border adjustment (CBAM)"),
        _("Dear Sir or Madam,"),
        _(
            "we import the goods below into the European Union. Unless we hold verified emissions of your installation, we must declare default values with a mark-up, which makes your goods dearer."
        ),
        "\n".join(_good_line(row, lang) for row in goods.to_dict("records")),
        _("Please fill in the data sheet that comes with this letter. For each good we need:"),
        "\n".join(f"- {text}" for text in _needed(goods, lang)),
        _by_when(due, lead_weeks, lang),
        _(
            "The values count only if an accredited verifier has confirmed them. The data stay with us and in our declaration."
        ),
        _("Kind regards,"),
    ]
    return "\r\n\r\n".join(part.replace("\n", "\r\n") for part in parts) + "\r\n"


def _good_line(row: Mapping[Any, Any], lang: Language) -> str:
    code = str(row["cn_code"])
    origin = countries(lang).get(str(row["origin"]), str(row["origin"]))
    return "- " + lang.text(
        "{code} {name}, from {origin}, imported in {year}: {tonnes} t",
        code=written(code),
        name=good_names(lang).get(code, ""),
        origin=origin,
        year=str(row["period"]),
        tonnes=lang.number(float(row["net_mass_t"]), 3),
    )


def _needed(goods: pd.DataFrame, lang: Language) -> list[str]:
    """What is asked, as the goods need it."""
    _ = lang.text
    asked = [_("direct emissions per tonne, and the production route;")]
    if goods["indirect_counts"].any():
        asked.append(_("indirect emissions (of the electricity used) per tonne;"))
    if goods["has_precursors"].any():
        asked.append(_("precursors: code, mass per tonne, origin, and verified values where they exist;"))
    asked.append(_("the carbon price really paid per tonne of CO₂e, after rebates;"))
    return [*asked, _("the installation, and whether the values are verified.")]


def _by_when(due: dt.date, lead_weeks: float | None, lang: Language) -> str:
    _ = lang.text
    if lead_weeks is None:
        return _(
            "Our declaration is due on {due}, and verification takes time before that. Please tell us when we can have the data.",
            due=lang.date(due, "long"),
        )
    return _(
        "We need the data by {day}: our declaration is due on {due}, and we allow {weeks} weeks for verification.",
        day=lang.date(due - dt.timedelta(weeks=lead_weeks), "long"),
        due=lang.date(due, "long"),
        weeks=lang.number(lead_weeks),
    )


def names(found: pd.DataFrame, lang: Language) -> list[str]:
    """How each row of `suppliers.worth` is called."""
    if "supplier" in found:
        return [str(name) or lang.text("not named") for name in found["supplier"]]
    goods, places = good_names(lang), countries(lang)
    return [
        f"{goods.get(code, '')} {written(code)} · {places.get(origin, origin)}".strip()
        for code, origin in zip(found["cn_code"], found["origin"], strict=True)
    ]


def value(found: pd.DataFrame, lang: Language) -> str:
    """Where data are worth most, and what a fee leaves of it (`suppliers.worth` with ``name``)."""
    _, first = lang.text, found.iloc[0]
    said = _(
        "Verified data are worth most from **{name}**: {low} to {high} a year, {low_end} to {high_end} to the last year of the rules. All that it costs with default values is {cost}.",
        name=literal(first["name"]),
        low=lang.money(first["low_eur"], digits=0),
        high=lang.money(first["high_eur"], digits=0),
        low_end=lang.money(first["low_to_end_eur"], digits=0),
        high_end=lang.money(first["high_to_end_eur"], digits=0),
        cost=lang.money(first["cost_eur"], digits=0),
    )
    if "low_after_fee_eur" not in found:
        return said
    sure, perhaps = (int((found[f"{name}_after_fee_eur"] > 0).sum()) for name in ("low", "high"))
    return lang.sentences(
        [
            said,
            _(
                "After the fee, {sure} of {count} pay off in one year even without cleaner plants, {perhaps} at the benchmark.",
                sure=lang.number(sure),
                perhaps=lang.number(perhaps),
                count=lang.number(len(found)),
            ),
        ]
    )


def value_heads(fee: bool, named: bool, lang: Language) -> dict[str, str]:
    """Headings of the table of `suppliers.worth`."""
    _, heads = lang.text, terms.names("cbam_column", lang)
    after = {
        "low_after_fee_eur": _("After the fee, at least (EUR)"),
        "high_after_fee_eur": _("After the fee, at the benchmark (EUR)"),
    }
    return {
        "name": _("Supplier") if named else _("Good and origin"),
        "lines": _("Lines"),
        "net_mass_t": heads["net_mass_t"],
        "cost_eur": _("Cost with default values (EUR)"),
        "markup_eur": _("Saved by a plant like the default value (EUR)"),
        "benchmark_eur": _("Saved by a plant at the EU benchmark (EUR)"),
        **(after if fee else {}),
        "low_to_end_eur": _("To the last year, low (EUR)"),
        "high_to_end_eur": _("To the last year, high (EUR)"),
    }


def pack(suppliers: int, goods: int, lang: Language) -> str:
    """What the request pack holds."""
    _ = lang.text
    return lang.sentences(
        [
            lang.plural("{count} supplier.", "{count} suppliers.", suppliers),
            lang.plural("{count} good on default values.", "{count} goods on default values.", goods),
            _("One folder each: a letter and a data sheet, in English and both forms of Chinese."),
            _("The files are made in this session and not kept."),
        ]
    )


def taken(found: Filled, left: int, lang: Language) -> str:
    """How many lines carry values of data sheets now, and how many still wait."""
    rows = found.account["state"]
    said = [
        lang.plural(
            "**{count} line** now has the values of its supplier.",
            "**{count} lines** now have the values of their suppliers.",
            int(found.filled.sum()),
        )
    ]
    nowhere = int((rows == "no_line").sum())
    if nowhere:
        said.append(lang.plural("{count} row matches no line.", "{count} rows match no line.", nowhere))
    if left:
        said.append(
            lang.plural(
                "{count} line of these suppliers stays on default values.",
                "{count} lines of these suppliers stay on default values.",
                left,
            )
        )
    return lang.sentences(said)


def refused(sheets: Mapping[str, DataSheet], lang: Language) -> pd.DataFrame:
    """Cells that could not be used: ``file``, ``cell``, ``told``."""
    rows = [
        {"file": name, "cell": own.column, "told": problem(own.code, own.column, own.value, lang)}
        for name, sheet in sheets.items()
        for own in sheet.problems
    ]
    return pd.DataFrame(rows, columns=["file", "cell", "told"])


def account(found: pd.DataFrame, lang: Language) -> pd.DataFrame:
    """The account of `supplier_filling.fill` with what became of each row as a sentence (``told``)."""
    names = good_names(lang)
    told = [_told(row, lang) for row in found.to_dict("records")]
    good = [f"{names.get(code, '')} {written(code)}".strip() for code in found["cn_code"].astype("str")]
    return found.assign(told=pd.Series(told, index=found.index, dtype="str"), good=good)


def _told(row: Mapping[Any, Any], lang: Language) -> str:
    _, state = lang.text, str(row["state"])
    if state == "refused":
        why = reason(str(row["reason_code"]), str(row["reason_value"]), str(row["reason_hint"]), lang)
        return lang.sentences([_("Not taken, default values stay."), why])
    if state != "taken":
        return {
            "empty": _("Nothing filled in."),
            "no_line": _("No import line has this code, origin, supplier and year."),
            "taken_before": _("Another row has filled these lines already."),
            "masses_needed": _(
                "Several installations make this good: write into each row the tonnes that it delivered. Default values stay."
            ),
            "cannot_average": _(
                "Several installations make this good by different routes, or their figures cover different steps, so no mean holds. Split the import lines by supplier or year. Default values stay."
            ),
        }[state]
    said = [lang.plural("Taken for {count} line.", "Taken for {count} lines.", int(row["lines"]))]
    missing = row["missing"]
    if "precursors" in missing:
        said.append(_("Precursors are missing, so hardly any free allocation is counted."))
    if "averaged" in missing:
        said.append(_("Mean of the installations of this good, weighted by their tonnes."))
    if "verified" in missing:
        said.append(_("Not verified: a preview, not yet to be declared."))
    return lang.sentences(said)
