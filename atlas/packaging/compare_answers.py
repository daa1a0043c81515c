"""Vendors year by year: one measure as cells, chosen vendors in one chart, the statements of a cell."""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd

from atlas.app import cache
from atlas.app.cache import cached
from atlas.app.exhibit import Exhibit
from atlas.language import Language
from atlas.packaging import compare_chart, vendors, vendors_text
from atlas.packaging.names import Names
from atlas.packaging.vendors_answers import cells, every_vendor, label, owned
from atlas.packaging.words_answers import doubts_in, names_in, statement_table

#: sign of a kind in a cell of text
SIGNS = {"actual": "●", "estimate": "◐", "target": "○", "forecast": "◌", "claim": "◌"}


def measure_words(lang: Language) -> dict[str, str]:
    """Name of each measure that can be shown year by year."""
    _ = lang.text
    return {
        "capacity": _("Capacity"),
        "capex": _("Capital expenditure"),
        "revenue": _("Revenue"),
        "money": _("Announced money"),
    }


class Table(NamedTuple):
    """A table with its title, headings, sources and what to doubt."""

    title: str
    table: pd.DataFrame
    labels: dict[str, str]
    sources: tuple[str, ...]
    doubt: str = ""


@cached
def years(lang: Language, measure: str, family: str, doubtful: bool) -> Table:
    """One measure as a table of cells: vendors down, years across; empty where nothing is published."""
    names, held = names_in(lang), cells(measure, family, doubtful)
    _ = lang.text
    held = held[(held["year"] >= 2020) & held["vendor_id"].isin(every_vendor())]
    wide: dict[str, dict[int, str]] = {key: {} for key in every_vendor() if key in set(held["vendor_id"])}
    for row in held.to_dict("records"):
        text = f"{SIGNS[row['kind']]} {_value(names, measure, row)}" + (" ?" if row["doubtful"] else "")
        said = wide[row["vendor_id"]].get(row["year"])
        wide[row["vendor_id"]][row["year"]] = f"{said}; {text}" if said else text
    columns = sorted(set(held["year"]))
    table = pd.DataFrame(
        [
            {"vendor": label(names, key), **{str(year): one.get(year, "") for year in columns}}
            for key, one in wide.items()
        ]
    )
    labels = {"vendor": _("Vendor"), **{str(year): str(year) for year in columns}}
    doubt = _(
        "● reached, ◐ estimate, ○ target, ◌ forecast, ? doubtful or computed; empty: nothing published."
    )
    return Table(_title(lang, measure, family, names), table, labels, _sources(measure, held), doubt)


def _title(lang: Language, measure: str, family: str, names: Names) -> str:
    title = measure_words(lang)[measure]
    if measure == "capacity":
        return lang.text(
            "{measure}, {family}, wafers a month",
            measure=title,
            family=names.term("packaging_family", family),
        )
    return title


def _value(names: Names, measure: str, row: dict[Any, Any]) -> str:
    if measure == "capacity":
        return vendors_text.level(names, row)
    return vendors_text.money(names, row)


def _sources(measure: str, held: pd.DataFrame) -> tuple[str, ...]:
    ids = {key for cell in held["ids"] for key in cell}
    return tuple(source for source in _behind(measure, ids)["source_id"])


def _behind(measure: str, ids: set[str]) -> pd.DataFrame:
    """The rows behind some cells, each with one ``source_id``."""
    if measure == "capacity":
        rows = cache.table("packaging_capacity")
        return rows[rows["row_id"].isin(ids)]
    if measure == "money":
        rows = owned()[owned()["project_id"].isin(ids)]
        return rows.assign(source_id=rows["source_ids"].str.split(";").str[0])
    rows = cache.table("packaging_vendor_measures")
    return rows[rows["measure_id"].isin(ids)]


@cached
def chosen(lang: Language, measure: str, family: str, doubtful: bool, ids: tuple[str, ...]) -> Exhibit | None:
    """The chosen vendors in one chart, the first against each other; None where no year has two."""
    names, held = names_in(lang), cells(measure, family, doubtful)
    held = held[held["vendor_id"].isin(ids)]
    low, high = ("low", "high") if measure == "capacity" else ("usd_low", "usd_high")
    if measure == "money" or held.dropna(subset=[low, high], how="all").empty:
        return None
    apart = vendors.differences(held, ids, low, high)
    shown = held.dropna(subset=[low, high], how="all").assign(
        vendor=[label(names, key) for key in held.dropna(subset=[low, high], how="all")["vendor_id"]]
    )
    bottom, top = shown[low].fillna(shown[high]), shown[high].fillna(shown[low])
    text = [_text(names, measure, a, b) for a, b in zip(shown[low], shown[high], strict=True)]
    hover = [f"<b>{v}, {y}: {t}</b>" for v, y, t in zip(shown["vendor"], shown["year"], text, strict=True)]
    shown = shown.assign(bottom=bottom if measure == "capacity" else 0.0, top=top, text=text, hover=hover)
    first = apart[apart["vendor_id"] == ids[1]]
    between = {row["year"]: _difference(names, measure, row) for row in first.to_dict("records")}
    order = [label(names, key) for key in ids]
    table, labels = _difference_table(names, measure, shown, apart, ids)
    unit = lang.text("wafers a month") if measure == "capacity" else lang.text("US$ billion, at yearly rates")
    title = f"{_title(lang, measure, family, names)}: {lang.join(order)}"
    drawing = compare_chart.compared(
        shown, order, between, unit, sentence(lang, measure, family, doubtful, ids)
    )
    behind = _behind(measure, {key for cell in shown["ids"] for key in cell})
    return Exhibit(title, drawing, table, labels, tuple(behind["source_id"]), doubts_in(behind, names))


@cached
def sentence(lang: Language, measure: str, family: str, doubtful: bool, ids: tuple[str, ...]) -> str:
    """The newest year that the first two vendors share, in words."""
    names = names_in(lang)
    low, high = ("low", "high") if measure == "capacity" else ("usd_low", "usd_high")
    held = cells(measure, family, doubtful) if measure != "money" else cells("capex")
    apart = vendors.differences(held, ids[:2], low, high)
    one, two = (label(names, key) for key in ids[:2])
    if apart.empty:
        return lang.text("{one} and {two}: no year for which both publish a figure.", one=one, two=two)
    row = apart.iloc[-1].to_dict()
    rows = {key: held[(held["vendor_id"] == key) & (held["year"] == row["year"])].iloc[0] for key in ids[:2]}
    return lang.text(
        "{measure} {year}: {one} **{first}**, {two} **{second}**; ratio **{ratio}**.",
        measure=measure_words(lang)[measure if measure != "money" else "capex"],
        year=row["year"],
        one=one,
        two=two,
        first=_text(names, measure, rows[ids[0]][low], rows[ids[0]][high]),
        second=_text(names, measure, rows[ids[1]][low], rows[ids[1]][high]),
        ratio=_ratio(names, row),
    )


def _text(names: Names, measure: str, low: float, high: float) -> str:
    return names.amount(low, high) if measure == "capacity" else names.money(low, high, "usd")


def _ratio(names: Names, row: dict[Any, Any]) -> str:
    ends = [names.lang.number(row[end], 1) for end in ("ratio_low", "ratio_high")]
    return f"×{'–'.join(dict.fromkeys(ends))}"


def _difference(names: Names, measure: str, row: dict[Any, Any]) -> str:
    """First minus second, least to greatest."""
    scale = 1.0 if measure == "capacity" else 1e9
    ends = [
        f"{'+' if end > 0 else '−' if end < 0 else ''}{names.lang.compact(abs(end) * scale)}"
        for end in (row["less"], row["more"])
    ]
    return "Δ " + " … ".join(dict.fromkeys(ends))


def _difference_table(
    names: Names, measure: str, shown: pd.DataFrame, apart: pd.DataFrame, ids: tuple[str, ...]
) -> tuple[pd.DataFrame, dict[str, str]]:
    _ = names.lang.text
    said = {(row["vendor_id"], row["year"]): row for row in shown.to_dict("records")}
    between = {(row["vendor_id"], row["year"]): row for row in apart.to_dict("records")}
    found = []
    for year in sorted(set(shown["year"])):
        line: dict[str, Any] = {"year": int(year)}
        for key in ids:
            row = said.get((key, year))
            line[key] = (
                f"{row['text']} ({names.term('kind', row['kind'])})" if row else _("nothing published")
            )
        for key in ids[1:]:
            row = between.get((key, year))
            line[f"difference_{key}"] = (
                f"{_difference(names, measure, row)} ({_ratio(names, row)})" if row else ""
            )
        found.append(line)
    first = label(names, ids[0])
    labels = {"year": _("Year"), **{key: label(names, key) for key in ids}}
    labels |= {
        f"difference_{key}": _("{one} less {other} (ratio)", one=first, other=label(names, key))
        for key in ids[1:]
    }
    return pd.DataFrame(found), labels


@cached
def behind(lang: Language, vendor: str, measure: str, year: int, family: str, doubtful: bool) -> Table:
    """The statements behind a cell: title, table, labels, sources."""
    names, held = names_in(lang), cells(measure, family, doubtful)
    mine = held[(held["vendor_id"] == vendor) & ((held["year"] == year) | (year == 0))]
    rows = _behind(measure, {key for cell in mine["ids"] for key in cell})
    title = f"{label(names, vendor)}, {measure_words(lang)[measure]}" + (f", {year}" if year else "")
    if measure == "capacity":
        table, labels = statement_table(rows, names)
        return Table(title, table(), labels, tuple(rows["source_id"]))
    return Table(title, *_measure_table(rows, names), tuple(rows["source_id"]))


def _measure_table(rows: pd.DataFrame, names: Names) -> tuple[pd.DataFrame, dict[str, str]]:
    _ = names.lang.text
    records = rows.to_dict("records")
    table = pd.DataFrame(
        {
            "period": [
                names.date(row["period_end"], "year" if row["months"] == 12 else "month") for row in records
            ],
            "low": rows["value_low"].tolist(),
            "high": rows["value_high"].tolist(),
            "unit": [names.term("vendor_unit", row["unit"]) for row in records],
            "kind": [names.term("kind", row["kind"]) for row in records],
            "stated": [names.date(row["as_of"], row["as_of_precision"]) for row in records],
            "doubt": [names.term("doubt", row["doubt"]) for row in records],
            "source": [names.publisher(row["source_id"]) for row in records],
        }
    )
    labels = {
        "period": _("Period"),
        "low": _("Low"),
        "high": _("High"),
        "unit": _("Unit"),
        "kind": _("Kind"),
        "stated": _("Stated on"),
        "doubt": _("Doubt"),
        "source": _("Source"),
    }
    return table, labels
