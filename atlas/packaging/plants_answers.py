"""What the view of plants shows, worked out once for each choice."""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd

from atlas import tables
from atlas.app import cache
from atlas.app.cache import cached
from atlas.app.exhibit import Exhibit, Metric
from atlas.charts.theme import Drawing
from atlas.language import Language
from atlas.packaging import plants_charts
from atlas.packaging import projects as packaging_projects
from atlas.packaging.names import Names
from atlas.packaging.words_answers import names_in


class Choice(NamedTuple):
    """Which projects a reader asked to see; empty choices mean all."""

    vendors: tuple[str, ...]
    technology: str | None
    countries: tuple[str, ...]
    statuses: tuple[str, ...]
    coming: bool


class Card(NamedTuple):
    """One project in words."""

    name: str
    what: str
    lines: str
    doubts: str
    sources: tuple[str, ...]


@cached
def _milestones() -> pd.DataFrame:
    return packaging_projects.milestones(cache.table("packaging_project_dates"), cache.table("sources"))


@cached
def _slips() -> pd.DataFrame:
    return packaging_projects.slips(_milestones())


@cached
def codes(column: str) -> list[str]:
    """Codes of one column of the projects, each once, in the table's order."""
    return list(dict.fromkeys(cache.table("packaging_projects")[column]))


@cached
def frequent(column: str) -> list[str]:
    """Codes of a column whose cells may list several, the most frequent first."""
    cells = cache.table("packaging_projects")[column]
    every = [code for cell in cells for code in cell.split(";")]
    return list(pd.Series(every).value_counts().index)


@cached
def _chosen(choice: Choice) -> pd.DataFrame:
    projects = cache.table("packaging_projects")
    if choice.coming:
        projects = packaging_projects.with_open_plans(projects, _milestones())
    return packaging_projects.choose(
        packaging_projects.by_vendor(projects, _milestones()),
        vendors=choice.vendors,
        technologies=[choice.technology] if choice.technology else (),
        countries=choice.countries,
        statuses=choice.statuses,
    )


@cached
def project_ids(choice: Choice) -> tuple[str, ...]:
    """The projects that fit."""
    return tuple(_chosen(choice)["project_id"])


@cached
def opening(choice: Choice, lang: Language) -> tuple[str, tuple[Metric, ...]]:
    """How many projects, and how dates moved; the large figures."""
    lang, projects, slips = names_in(lang).lang, _chosen(choice), _slips()
    _ = lang.text
    moved = slips[slips["project_id"].isin(projects["project_id"])]["moved"]
    running = int(projects["status"].isin(["operating", "partial"]).sum())
    text = lang.sentences(
        [
            lang.plural(
                "**{count}** project, {running} producing.",
                "**{count}** projects, {running} producing.",
                len(projects),
                running=lang.number(running),
            ),
            plants_charts.moved_words(moved, lang),
        ]
    )
    building = projects["status"].isin(["construction", "tools"]).sum()
    return text, (
        Metric(_("Projects"), lang.number(len(projects))),
        Metric(_("Producing"), lang.number(running)),
        Metric(_("Under construction or tooling"), lang.number(building)),
        Metric(_("Countries"), lang.number(projects["country"].nunique())),
    )


def _sources(projects: pd.DataFrame) -> tuple[str, ...]:
    return tuple(key for cell in projects["source_ids"] for key in cell.split(";"))


@cached
def timeline(choice: Choice, lang: Language) -> Exhibit:
    """The dates of the projects."""
    names, projects = names_in(lang), _chosen(choice)
    _ = names.lang.text
    return Exhibit(
        _("When: announced, built, producing"),
        plants_charts.timeline(projects, _milestones(), _slips(), names, tables.date_of()),
        *project_table(projects, names),
        _sources(projects),
        _(
            "Black: reported. Blue: planned. A grey bar is the time a date may mean; an arrow shows how a date moved."
        ),
    )


@cached
def site_map(choice: Choice, area: str, lang: Language) -> Exhibit:
    """The projects on a map; those without a city are named."""
    names, projects = names_in(lang), _chosen(choice)
    _ = names.lang.text
    missing = packaging_projects.unplaced(projects)
    doubt = _("Points stand at the middle of a city. Outlines: Natural Earth; no borders are shown.")
    if len(missing):
        listed = names.lang.join([project_name(row, names) for row in missing.to_dict("records")])
        doubt += " " + _("Not on the map, city unknown: {projects}.", projects=listed)
    drawing, shown = _map(projects, area, names), project_table(projects, names)
    return Exhibit(_("Where"), drawing, *shown, _sources(projects), doubt)


def _map(projects: pd.DataFrame, area: str, names: Names) -> Drawing:
    sites = packaging_projects.sites(projects)
    rows = projects.set_index("project_id", drop=False)
    sites["label"] = [names.lang.pick(rows.loc[keys[0]], "city") for keys in sites["project_ids"]]
    sites["city"] = [keys[0] for keys in sites["project_ids"]]
    sites["hover"] = [
        "<br>".join([f"<b>{label}</b>", *(project_name(rows.loc[key], names) for key in keys)])
        for label, keys in zip(sites["label"], sites["project_ids"], strict=True)
    ]
    return plants_charts.site_map(sites, area, names)


def project_name(row: Any, names: Names) -> str:
    """Vendor and site of a project."""
    return f"{names.vendor(row['vendor_id'])} · {names.lang.pick(row, 'name')}"


def money(row: Any, names: Names) -> str:
    """A project's money in its own currency, what it covers, and dollars where a source gives them."""
    _, lang = names.lang.text, names.lang
    if pd.isna(row["capex_m"]):
        return _("not disclosed")
    text = f"{row['capex_currency']} {lang.compact(row['capex_m'] * 1e6)} ({names.term('capex_basis', row['capex_basis'])})"
    if pd.notna(row["capex_usd_m"]) and row["capex_currency"] != "USD":
        text += f", {names.dollars(row['capex_usd_m'] / 1000, 2)}"
    return text


def project_table(projects: pd.DataFrame, names: Names) -> tuple[pd.DataFrame, dict[str, str]]:
    """Projects in words, and the labels of the columns."""
    _ = names.lang.text
    records = projects.to_dict("records")
    table = pd.DataFrame(
        {
            "project": [project_name(row, names) for row in records],
            "country": [names.term("country", row["country"]) for row in records],
            "city": ["" if pd.isna(row["city_en"]) else names.lang.pick(row, "city") for row in records],
            "technologies": [
                names.every_term("packaging_technology", row["technologies"]) for row in records
            ],
            "type": [names.term("project_type", row["project_type"]) for row in records],
            "status": [names.term("project_status", row["status"]) for row in records],
            "money": [money(row, names) for row in records],
            "usd": projects["capex_usd_m"].tolist(),
            "doubts": [names.every_term("doubt", row["doubts"]) for row in records],
            "sources": projects["source_ids"].tolist(),
        }
    )
    labels = {
        "project": _("Project"),
        "country": _("Country"),
        "city": _("City"),
        "technologies": _("Technologies"),
        "type": _("Kind of project"),
        "status": _("Status"),
        "money": _("Money"),
        "usd": _("US$ million, where a source converts"),
        "doubts": _("Doubt"),
        "sources": _("Sources"),
    }
    return table, labels


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
    lines = "\n".join(f"- {line}" for line in _size_lines(names, row) + _date_lines(names, project_id))
    sources = tuple(row["source_ids"].split(";"))
    return Card(project_name(row, names), what, lines, names.every_term("doubt", row["doubts"]), sources)


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
    moved = _slips()[_slips()["project_id"] == project_id].set_index("milestone")
    lines = []
    rows = _milestones()
    for row in (
        rows[rows["current"] & (rows["project_id"] == project_id)].sort_values("first").to_dict("records")
    ):
        date = names.date(row["date"], row["date_precision"])
        line = f"{names.term('milestone', row['milestone'])}: {date} ({names.term('kind', row['kind'])})"
        if row["milestone"] in moved.index and moved.loc[row["milestone"], "moved"] != "within":
            before = moved.loc[row["milestone"]]
            line += ", " + _(
                "before: {date}", date=names.date(before["first_date"], before["first_precision"])
            )
        lines.append(line)
    return lines
