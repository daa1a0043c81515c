"""What the page of a technology shows, worked out once for each language."""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd

from atlas.app import cache
from atlas.app.cache import cached
from atlas.charts.theme import Drawing
from atlas.language import Language
from atlas.packaging import relations_diagram
from atlas.packaging.names import Names
from atlas.packaging.words_answers import names_in, statement_table


class Technology(NamedTuple):
    """One technology: paragraph, facts in one line, tables, plants, relations, sources."""

    facts: str
    line: str
    measures: tuple[pd.DataFrame, dict[str, str]] | None
    capacity: tuple[pd.DataFrame, dict[str, str]] | None
    projects: tuple[str, ...]
    relations: Drawing | None
    sources: tuple[str, ...]


@cached
def profiled() -> tuple[str, ...]:
    """Technologies with a paragraph, in the order of the table."""
    return tuple(cache.table("packaging_technology_profiles")["technology"])


@cached
def technology(lang: Language, code: str) -> Technology:
    """All that the tables hold on one technology."""
    names, profiles = names_in(lang), cache.table("packaging_technology_profiles")
    row = profiles[profiles["technology"] == code].to_dict("records")[0]
    measures, capacity = _of("packaging_technology_measures", code), _of("packaging_capacity", code)
    projects = cache.table("packaging_projects")
    mine = projects[projects["technologies"].map(lambda codes: code in codes.split(";")).astype("bool")]
    capacity = capacity[capacity["reliability"] != "low"].sort_values("period_end", ascending=False)
    table, labels = statement_table(capacity, names)
    sources = (*row["source_ids"].split(";"), *measures["source_id"], *capacity["source_id"])
    return Technology(
        lang.pick(row, "facts"),
        _line(names, row),
        _measures(names, measures) if len(measures) else None,
        (table(), labels) if len(capacity) else None,
        tuple(mine["project_id"]),
        _relations(names, code),
        sources,
    )


def _of(table: str, code: str) -> pd.DataFrame:
    rows = cache.table(table)
    return rows[rows["technology"] == code]


def _line(names: Names, row: dict[Any, Any]) -> str:
    """Who offers it and since when; a planned year says so."""
    _, lang = names.lang.text, names.lang
    parts = [
        _(
            "Offered by {vendors}",
            vendors=lang.join(names.vendor(key) for key in row["offered_by"].split(";")),
        )
    ]
    if pd.notna(row["introduced_from"]):
        first, last = int(row["introduced_from"]), int(row["introduced_to"])
        years = str(first) if first == last else f"{first}–{last}"
        kind = names.term("kind", row["introduced_kind"])
        parts.append(_("introduced {years} ({kind})", years=years, kind=kind))
    return " · ".join(parts)


def _measures(names: Names, rows: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, str]]:
    """Sizes, pitches and yields; a plan that was overtaken stands beside what came."""
    _ = names.lang.text
    overtaken = _("overtaken")
    records = rows.sort_values(["measure", "year"]).to_dict("records")
    table = pd.DataFrame(
        {
            "measure": [names.term("technology_measure", row["measure"]) for row in records],
            "year": ["" if pd.isna(row["year"]) else str(row["year"]) for row in records],
            "variant": ["" if pd.isna(row["variant"]) else row["variant"] for row in records],
            "value": [_value(names, row) for row in records],
            "kind": [
                names.lang.join(
                    [names.term("kind", row["kind"]), *([overtaken] if row["superseded"] else [])]
                )
                for row in records
            ],
            "vendor": [
                "" if pd.isna(row["vendor_id"]) else names.vendor(row["vendor_id"]) for row in records
            ],
            "stated": [
                "" if pd.isna(row["as_of"]) else names.date(row["as_of"], row["as_of_precision"])
                for row in records
            ],
            "source": [names.publisher(row["source_id"]) for row in records],
        }
    )
    labels = {
        "measure": _("Measure"),
        "year": _("Year"),
        "variant": _("Product generation"),
        "value": _("Value"),
        "kind": _("Kind"),
        "vendor": _("Vendor"),
        "stated": _("Stated on"),
        "source": _("Source"),
    }
    return table, labels


def _value(names: Names, row: dict[Any, Any]) -> str:
    unit = names.term("technology_unit", row["unit"])
    if pd.notna(row["size"]):
        return names.lang.with_unit(row["size"], unit)
    ends = [end for end in (row["value_low"], row["value_high"]) if pd.notna(end)]
    digits = 0 if all(float(end).is_integer() for end in ends) else 1
    return names.lang.with_unit(names.value(row["value_low"], row["value_high"], digits), unit)


def _relations(names: Names, code: str) -> Drawing | None:
    """The relations of a technology in both directions."""
    rows = cache.table("packaging_technology_relations")
    mine = rows[(rows["technology"] == code) | (rows["other"] == code)].to_dict("records")
    if not mine:
        return None
    others = [
        (
            names.term(
                "packaging_technology", row["other"] if row["technology"] == code else row["technology"]
            ),
            names.term("technology_relation", row["relation"]),
            row["technology"] == code,
        )
        for row in mine
    ]
    name = names.term("packaging_technology", code)
    alt = names.lang.join(
        f"{name} {words} {other}" if away else f"{other} {words} {name}" for other, words, away in others
    )
    return relations_diagram.relations(name, others, alt)
