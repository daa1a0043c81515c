"""What the view of plants shows, worked out once for each choice."""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd

from atlas import tables
from atlas.app import cache
from atlas.app.cache import cached
from atlas.app.exhibit import Exhibit
from atlas.charts.theme import Drawing
from atlas.language import Language
from atlas.packaging import money_chart, plants_text, sites_chart, timeline_chart, vendors
from atlas.packaging import projects as packaging_projects
from atlas.packaging.names import Names
from atlas.packaging.vendors_answers import milestones
from atlas.packaging.vendors_text import shortened
from atlas.packaging.words_answers import names_in

#: what was paid or signed; every other amount is a plan
PAID = ("purchase", "land", "contract")


class Choice(NamedTuple):
    """Which projects a reader asked to see; empty choices mean all."""

    vendors: tuple[str, ...]
    technology: str | None
    countries: tuple[str, ...]
    statuses: tuple[str, ...]
    coming: bool


@cached
def slips() -> pd.DataFrame:
    """The dates that moved."""
    return packaging_projects.slips(milestones())


def today() -> pd.Timestamp:
    """The day of the data: what was planned for an earlier one has come or is late."""
    return pd.Timestamp(tables.date_of())


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
        projects = packaging_projects.with_open_plans(projects, milestones())
    return packaging_projects.choose(
        packaging_projects.by_vendor(projects, milestones(), today()),
        vendors=_with_subsidiaries(choice.vendors),
        technologies=[choice.technology] if choice.technology else (),
        countries=choice.countries,
        statuses=choice.statuses,
    )


def _with_subsidiaries(chosen: tuple[str, ...]) -> tuple[str, ...]:
    """The chosen vendors and those that belong to them."""
    row = vendors.rows_of(cache.table("packaging_vendors"))
    return (*chosen, *(key for key, parent in row.items() if parent in chosen and key not in chosen))


@cached
def project_ids(choice: Choice) -> tuple[str, ...]:
    """The projects that fit."""
    return tuple(_chosen(choice)["project_id"])


@cached
def next_ids(choice: Choice) -> tuple[str, ...]:
    """The projects that fit, those whose date comes next first."""
    ids, coming = project_ids(choice), packaging_projects.next_dates(milestones(), today())
    first = [key for key in coming.sort_values("last")["project_id"] if key in ids]
    return tuple(dict.fromkeys([*first, *ids]))


@cached
def opening(choice: Choice, lang: Language) -> str:
    """How many projects, how dates moved, and which planned dates have passed in silence."""
    projects = _chosen(choice)
    moved = slips()[slips()["project_id"].isin(projects["project_id"])]["moved"]
    silent = packaging_projects.passed(projects, milestones(), today())
    states = projects["status"].map(packaging_projects.STATE_OF)
    return lang.sentences([plants_text.counted(states, lang), plants_text.dates(moved, len(silent), lang)])


def _sources(projects: pd.DataFrame) -> tuple[str, ...]:
    return tuple(key for cell in projects["source_ids"] for key in cell.split(";"))


@cached
def timeline(choice: Choice, lang: Language) -> Exhibit:
    """The dates of the projects."""
    names, projects = names_in(lang), _chosen(choice)
    _ = names.lang.text
    rows = milestones()
    shown = timeline_chart.Timeline(
        projects,
        rows[rows["current"]],
        slips(),
        packaging_projects.stages(projects, rows, today()),
        packaging_projects.next_dates(rows, today()),
        today(),
    )
    return Exhibit(
        _("When: planned, built, equipped, producing"),
        timeline_chart.timeline(shown, names, opening(choice, lang)),
        *project_table(projects, names),
        _sources(projects),
        _(
            "Marks stand in the middle of the time that a date may mean (ours); an arrow shows how far a date moved, from middle to middle. Click a mark for its project."
        ),
    )


@cached
def amounts(choice: Choice, lang: Language) -> Exhibit | None:
    """The money of the projects in the currencies of the statements; None where nobody states any."""
    names, rows = names_in(lang), packaging_projects.money(_chosen(choice))
    _ = lang.text
    if rows.empty:
        return None
    records = rows.to_dict("records")
    shown = rows.assign(
        panel=[_("Stated in {currency}", currency=code) for code in rows["capex_currency"]],
        vendor=[names.vendor(row["vendor_id"]) for row in records],
        name=[shortened(lang.pick(row, "name"), 36, names) for row in records],
        value=rows["capex_m"],
        paid=rows["capex_basis"].isin(PAID),
        text=[f"{stated(row, lang)} · {names.term('capex_basis', row['capex_basis'])}" for row in records],
        hover=[f"<b>{project_name(row, names)}</b><br>{money(row, names)}" for row in records],
    )
    words = {"paid": _("price or contract"), "planned": _("announced")}
    drawing = money_chart.money(shown, words, _amounts_alt(records, names))
    doubt = _(
        "Each currency has its own scale. A purchase, a contract, a share issue and a whole project are different things: amounts are never added up, within a currency or across."
    )
    return Exhibit(
        _("Money in the currency of the statement"),
        drawing,
        *project_table(rows, names),
        _sources(rows),
        doubt,
    )


def _amounts_alt(records: list[dict[Any, Any]], names: Names) -> str:
    """The largest amount of each currency."""
    first = {row["capex_currency"]: row for row in reversed(records)}
    largest = [f"{project_name(row, names)} {stated(row, names.lang)}" for row in reversed(first.values())]
    return names.lang.text("Largest amount by currency: {amounts}.", amounts="; ".join(largest))


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
    return sites_chart.site_map(sites, area, names)


def project_name(row: Any, names: Names) -> str:
    """Vendor and site of a project."""
    return f"{names.vendor(row['vendor_id'])} · {names.lang.pick(row, 'name')}"


def stated(row: Any, lang: Language) -> str:
    """A project's money in the currency in which it was stated."""
    return lang.money_compact(row["capex_m"] * 1e6, row["capex_currency"], 2)


def money(row: Any, names: Names) -> str:
    """A project's money in its own currency, what it covers, and dollars where a source gives them."""
    _, lang = names.lang.text, names.lang
    if pd.isna(row["capex_m"]):
        return _("not disclosed")
    text = f"{stated(row, lang)} ({names.term('capex_basis', row['capex_basis'])})"
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
