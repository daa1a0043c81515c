"""Plants: timeline, map of sites, and a card for each project."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from atlas import cached, packaging_projects
from atlas.components.exhibit import exhibit, source_note
from atlas.components.frame import Page
from atlas.components.packaging_views import finding, technology_choice, vendor_choice
from atlas.figures import packaging_projects as places
from atlas.figures.theme import Drawing
from atlas.packaging_names import Names

#: cards shown at once
CARDS = 10


@st.cache_resource(show_spinner=False)
def _milestones() -> pd.DataFrame:
    return packaging_projects.milestones(cached.table("packaging_project_dates"), cached.table("sources"))


@st.cache_resource(show_spinner=False)
def _slips() -> pd.DataFrame:
    return packaging_projects.slips(_milestones())


def plants(page: Page, names: Names) -> None:
    """Timeline, map and cards of the projects that fit the choice."""
    _ = page.lang.text
    top = st.container()
    projects = _chosen(page, names)
    if projects.empty:
        finding(_("No project fits this choice."))
        return
    slips = _slips()[_slips()["project_id"].isin(projects["project_id"])]
    with top:
        _plants_finding(page, projects, slips)
    table, labels = project_table(projects, names)
    sources = [key for cell in projects["source_ids"] for key in cell.split(";")]
    exhibit(
        page,
        "packaging-timeline",
        _("When: announced, built, producing"),
        lambda: places.timeline(projects, _milestones(), _slips(), names),
        table,
        labels,
        sources,
        doubt=_(
            "Black: reported. Blue: planned. A grey bar is the time a date may mean; an arrow shows how a date moved."
        ),
        facts={"article": "a2"},
    )
    _map(page, names, projects, (table, labels), sources)
    st.header(_("Projects"))
    shown = st.slider(_("Cards"), 2, max(len(projects), 3), min(CARDS, len(projects)), key="packaging-cards")
    project_cards(page, names, projects.head(shown))


def _chosen(page: Page, names: Names) -> pd.DataFrame:
    """Projects by vendor and technology (in the address), country and status (in the session)."""
    _ = page.lang.text
    projects = cached.table("packaging_projects")
    technologies = [code for cell in projects["technologies"] for code in cell.split(";")]
    with st.container(horizontal=True, vertical_alignment="bottom", key="packaging-controls"):
        vendor_choice(page, names, projects["vendor_id"].value_counts().index.tolist())
        one = st.toggle(_("This technology only"), key="packaging-one-technology")
        if one:
            technology_choice(page, names, pd.Series(technologies).value_counts().index.tolist())
        countries = _many(page, _("Country"), "country", projects["country"].tolist(), names)
        statuses = _many(page, _("Status"), "project_status", projects["status"].tolist(), names)
        coming = st.toggle(_("Only with plans not yet reported as done"), True, key="packaging-coming")
    if coming:
        projects = packaging_projects.with_open_plans(projects, _milestones())
    return packaging_projects.choose(
        projects,
        vendors=[page.address["vendor"]] if page.address["vendor"] else (),
        technologies=[page.address["technology"]] if one else (),
        countries=countries,
        statuses=statuses,
    )


def _many(page: Page, label: str, vocabulary: str, codes: list[str], names: Names) -> list[str]:
    return st.multiselect(
        label,
        list(dict.fromkeys(codes)),
        format_func=lambda code: names.term(vocabulary, code),
        placeholder=page.lang.text("All"),
        key=f"packaging-{vocabulary}-{page.lang.code}",
        width=230,
    )


def _plants_finding(page: Page, projects: pd.DataFrame, slips: pd.DataFrame) -> None:
    _, lang = page.lang.text, page.lang
    later, earlier = int((slips["moved"] == "later").sum()), int((slips["moved"] == "earlier").sum())
    running = int(projects["status"].isin(["operating", "partial"]).sum())
    finding(
        _(
            "**{count}** projects, **{running}** of them producing. {later} dates have moved later, {earlier} earlier.",
            count=len(projects),
            running=running,
            later=later,
            earlier=earlier,
        )
    )
    with st.container(horizontal=True, key="packaging-figures"):
        st.metric(_("Projects"), lang.number(len(projects)))
        st.metric(_("Producing"), lang.number(running))
        st.metric(
            _("Under construction or tooling"),
            lang.number(projects["status"].isin(["construction", "tools"]).sum()),
        )
        st.metric(_("Countries"), lang.number(projects["country"].nunique()))


def _map(
    page: Page,
    names: Names,
    projects: pd.DataFrame,
    shown: tuple[pd.DataFrame, dict[str, str]],
    sources: list[str],
) -> None:
    _ = page.lang.text
    areas = {"world": _("World"), "east_asia": _("East Asia"), "taiwan": names.term("country", "TW")}
    area = st.segmented_control(
        _("Area"),
        list(areas),
        format_func=areas.__getitem__,
        default="world",
        required=True,
        key=f"packaging-area-{page.lang.code}",
    )

    def drawing() -> Drawing:
        sites = packaging_projects.sites(projects)
        rows = projects.set_index("project_id", drop=False)
        sites["label"] = [names.lang.pick(rows.loc[keys[0]], "city") for keys in sites["project_ids"]]
        sites["city"] = [keys[0] for keys in sites["project_ids"]]
        sites["hover"] = [
            "<br>".join([f"<b>{label}</b>", *(project_name(rows.loc[key], names) for key in keys)])
            for label, keys in zip(sites["label"], sites["project_ids"], strict=True)
        ]
        return places.site_map(sites, str(area), names)

    missing = packaging_projects.unplaced(projects)
    doubt = _("Points stand at the middle of a city. Outlines: Natural Earth; no borders are shown.")
    if len(missing):
        listed = names.lang.join([project_name(row, names) for row in missing.to_dict("records")])
        doubt += " " + _("Not on the map, city unknown: {projects}.", projects=listed)
    exhibit(page, "packaging-map", _("Where"), drawing, *shown, sources, doubt=doubt)


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
            "technologies": [names.terms("packaging_technology", row["technologies"]) for row in records],
            "type": [names.term("project_type", row["project_type"]) for row in records],
            "status": [names.term("project_status", row["status"]) for row in records],
            "money": [money(row, names) for row in records],
            "usd": projects["capex_usd_m"].tolist(),
            "doubts": [names.terms("doubt", row["doubts"]) for row in records],
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


def project_cards(page: Page, names: Names, projects: pd.DataFrame) -> None:
    """One card for each project: what, how much, dates with precision, slips, doubts, sources."""
    for start in range(0, len(projects), 2):
        columns = st.columns(2)
        for column, row in zip(columns, projects.iloc[start : start + 2].to_dict("records"), strict=False):
            with column, st.container(border=True, height="stretch"):
                _card(page, names, row)


def _card(page: Page, names: Names, row: dict[Any, Any]) -> None:
    _, lang = page.lang.text, page.lang
    place = [names.term("country", row["country"])]
    if pd.notna(row["city_en"]):
        place.insert(0, lang.pick(row, "city"))
    st.markdown(f"**{project_name(row, names)}**")
    as_of = names.date(row["status_as_of"], row["status_as_of_precision"])
    st.caption(
        f"{lang.join(place)} · {names.terms('packaging_technology', row['technologies'])} · "
        f"{names.term('project_status', row['status'])} ({as_of})"
    )
    lines = [f"{_('Money')}: {money(row, names)}"]
    if pd.notna(row["jobs_low"]) or pd.notna(row["jobs_high"]):
        low, high = (
            float(row[side]) if pd.notna(row[side]) else float("nan") for side in ("jobs_low", "jobs_high")
        )
        jobs = _("Jobs")
        lines.append(f"{jobs}: {names.value(low, high)}")
    if pd.notna(row["area_value"]):
        digits = 0 if float(row["area_value"]).is_integer() else 1
        unit = f"{names.term('area_unit', row['area_unit'])} ({names.term('area_basis', row['area_basis'])})"
        lines.append(f"{_('Area')}: {lang.number(row['area_value'], digits)} {unit}")
    lines += _date_lines(names, row["project_id"])
    st.markdown("\n".join(f"- {line}" for line in lines).replace("$", "\\$"))
    if pd.notna(row["doubts"]):
        st.caption(":material/help: " + names.terms("doubt", row["doubts"]))
    source_note(lang, row["source_ids"].split(";"))


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
