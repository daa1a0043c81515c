"""One project in words: its card, and what the source article says of it."""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd

from atlas.app import cache
from atlas.app.cache import cached
from atlas.language import Language
from atlas.packaging.names import Names
from atlas.packaging.plants_answers import money, project_name, slips
from atlas.packaging.vendors_answers import milestones
from atlas.packaging.words_answers import names_in


class Card(NamedTuple):
    """One project in words."""

    name: str
    what: str
    lines: str
    doubts: str
    sources: tuple[str, ...]
    #: subject of the article’s statements on it, empty where the article does not name the plant
    subject: str


@cached
def card(project_id: str, lang: Language) -> Card:
    """One project: what, how much, dates with precision, slips, doubts, sources."""
    names, projects = names_in(lang), cache.table("packaging_projects")
    row = projects[projects["project_id"] == project_id].to_dict("records")[0]
    place = [names.term("country", row["country"])]
    if pd.notna(row["city_en"]):
        place.insert(0, names.lang.pick(row, "city"))
    as_of = names.date(row["status_as_of"], row["status_as_of_precision"])
    what = (
        f"{names.lang.join(place)} · {names.every_term('packaging_technology', row['technologies'])} · "
        f"{names.term('project_status', row['status'])} ({as_of})"
    )
    sized = _size_lines(names, row) + _other_figures(names, project_id)
    lines = "\n".join(f"- {line}" for line in sized + _date_lines(names, project_id))
    sources = (*row["source_ids"].split(";"), *_figures(project_id)["source_id"])
    subject = "" if pd.isna(row["article_subject"]) else str(row["article_subject"])
    return Card(
        project_name(row, names), what, lines, names.every_term("doubt", row["doubts"]), sources, subject
    )


@cached
def said(project_id: str) -> tuple[str, ...]:
    """What the source article says of a project: keys of its statements."""
    rows, projects = cache.table("evidence"), cache.table("packaging_projects").set_index("project_id")
    return tuple(rows[rows["subject_id"] == projects.loc[project_id, "article_subject"]]["fact_id"])


def _figures(project_id: str) -> pd.DataFrame:
    rows = cache.table("packaging_project_figures")
    return rows[rows["project_id"] == project_id]


def _other_figures(names: Names, project_id: str) -> list[str]:
    """What was said before, or of a part: figures that stand beside those of the project."""
    _ = names.lang.text
    lines = []
    for row in _figures(project_id).to_dict("records"):
        when = names.lang.join(
            [
                *([names.date(row["as_of"], row["as_of_precision"])] if pd.notna(row["as_of"]) else []),
                *([_("overtaken")] if row["superseded"] else []),
            ]
        )
        what = names.term("project_figure", row["figure"])
        value = _figure(names, row)
        lines.append(_("{name}: {value}", name=what, value=f"{value} ({when})" if when else value))
    return lines


def _figure(names: Names, row: dict[Any, Any]) -> str:
    """A further figure of a project with what it covers."""
    unit, lang = row["unit"], names.lang
    if row["figure"] == "money":
        basis = names.term("capex_basis", row["basis"])
        return f"{lang.money_compact(row['value_low'] * 1e6, unit[:3].upper(), 2)} · {basis}"
    value = names.value(row["value_low"], row["value_high"])
    if row["figure"] == "jobs":
        return value
    return f"{value} {names.term('area_unit', unit)} · {names.term('area_basis', row['basis'])}"


def _size_lines(names: Names, row: dict[Any, Any]) -> list[str]:
    """Money, jobs and area, as far as they are known."""
    _, lang = names.lang.text, names.lang
    lines = [_("{name}: {value}", name=_("Money"), value=money(row, names))]
    if pd.notna(row["jobs_low"]) or pd.notna(row["jobs_high"]):
        low, high = (
            float(row[side]) if pd.notna(row[side]) else float("nan") for side in ("jobs_low", "jobs_high")
        )
        jobs = names.term("project_figure", "jobs")
        lines.append(_("{name}: {value}", name=jobs, value=names.value(low, high)))
    if pd.notna(row["area_value"]):
        digits = 0 if float(row["area_value"]).is_integer() else 1
        unit = f"{names.term('area_unit', row['area_unit'])} ({names.term('area_basis', row['area_basis'])})"
        area = names.term("project_figure", "area")
        lines.append(
            _("{name}: {value}", name=area, value=f"{lang.number(row['area_value'], digits)} {unit}")
        )
    return lines


def _date_lines(names: Names, project_id: str) -> list[str]:
    """Current dates of a project, and what was said before where a date moved."""
    _ = names.lang.text
    moved = slips()[slips()["project_id"] == project_id].set_index("milestone")
    lines = []
    rows = milestones()
    for row in (
        rows[rows["current"] & (rows["project_id"] == project_id)].sort_values("first").to_dict("records")
    ):
        date = names.date(row["date"], row["date_precision"])
        said = f"{date} ({names.term('kind', row['kind'])})"
        line = _("{name}: {value}", name=names.term("milestone", row["milestone"]), value=said)
        if row["milestone"] in moved.index and moved.loc[row["milestone"], "moved"] != "within":
            before = moved.loc[row["milestone"]]
            line += " · " + _(
                "before: {date}", date=names.date(before["first_date"], before["first_precision"])
            )
        lines.append(line)
    return lines
