"""Capacity over time, and how forecasts moved."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from atlas import cached, packaging
from atlas.components.exhibit import exhibit
from atlas.components.frame import Page
from atlas.components.packaging_views import (
    FEW,
    KINDS,
    doubts_in,
    finding,
    statement_table,
    technology_choice,
    vendor_choice,
    years_choice,
)
from atlas.figures import packaging as over_time
from atlas.figures import packaging_ranges as ranges
from atlas.figures import packaging_revisions as revised
from atlas.packaging_names import Names


def _rows(page: Page, technologies: list[str], doubtful: bool) -> pd.DataFrame:
    address = page.address
    years = sorted((int(address["from"]), int(address["to"])))
    return packaging.statements(
        cached.table("packaging_capacity"),
        technologies=technologies,
        vendors=[address["vendor"]] if address["vendor"] else (),
        kinds=address["kind"],
        first_year=years[0],
        last_year=years[1],
        doubtful=doubtful,
    )


def _controls(page: Page, names: Names) -> None:
    _ = page.lang.text
    every = packaging.statements(cached.table("packaging_capacity"), doubtful=True)
    common = every["technology"].value_counts().index.tolist()
    with st.container(horizontal=True, vertical_alignment="bottom", key="packaging-controls"):
        technology_choice(page, names, common)
        chosen = every[every["technology"] == page.address["technology"]]
        vendor_choice(page, names, chosen["vendor_id"].value_counts().index.tolist())
        years_choice(page)
        st.pills(
            _("Kind"),
            KINDS,
            format_func=lambda kind: names.term("kind", kind),
            selection_mode="multi",
            **page.address.bind("kind"),
        )


def capacity(page: Page, names: Names) -> None:
    """Every statement on the chosen technology, and what else is counted beside it."""
    _ = page.lang.text
    technology = page.address["technology"]
    top = st.container()
    _controls(page, names)
    with st.container(horizontal=True, vertical_alignment="bottom", key="packaging-drawing"):
        shown = _drawing_choice(page)
        log = st.toggle(_("Log scale"), key="packaging-log")
        index = st.toggle(_("Index, first year = 100"), key="packaging-index")
        doubtful = _doubtful_toggle(page)
    rows = _rows(page, [technology], doubtful)
    with top:
        _capacity_finding(page, names, rows)
    if shown == "source" and len(rows):
        rows = _one_source(page, names, rows)
    if index:
        rows = packaging.indexed(rows, min(int(page.address["from"]), int(page.address["to"])))
        st.caption(
            _("Base of the index: the middle of what was stated for the end of the first year (ours).")
        )
    sets = packaging.comparable_sets(rows)
    drawn = [group for group in sets if len(group) >= FEW]
    for number, group in enumerate(drawn):
        _over_time(page, names, group, number, midpoints=shown == "midpoint", log=log, index=index)
    if not index:
        _others(page, names, pd.concat([rows.iloc[:0], *(g for g in sets if len(g) < FEW)]), doubtful)
    if not sets:
        st.info(_("No statement fits this choice."))


def _doubtful_toggle(page: Page) -> bool:
    """Figures of low reliability are off unless asked for."""
    family = _family(page)
    count = len(_rows(page, family, True)) - len(_rows(page, family, False))
    return st.toggle(page.lang.text("Show doubtful figures ({count})", count=count), key="packaging-doubtful")


def _family(page: Page) -> list[str]:
    """Technologies that a buyer compares with the chosen one, itself included."""
    kin = cached.table("packaging_technologies").set_index("technology")["family"]
    return list(kin[kin == kin[page.address["technology"]]].index)


def _drawing_choice(page: Page) -> str:
    _ = page.lang.text
    words = {"range": _("Ranges"), "midpoint": _("Midpoints (ours)"), "source": _("One source")}
    chosen = st.segmented_control(
        _("Show"),
        list(words),
        format_func=words.__getitem__,
        default="range",
        required=True,
        key=f"packaging-shown-{page.lang.code}",
    )
    return str(chosen)


def _one_source(page: Page, names: Names, rows: pd.DataFrame) -> pd.DataFrame:
    who = {row["source_id"]: f"{names.house(row)} · {row['source_id']}" for row in rows.to_dict("records")}
    most = rows["source_id"].value_counts().index.tolist()
    source = st.selectbox(page.lang.text("Source"), most, format_func=who.__getitem__, key="packaging-source")
    return rows[rows["source_id"] == source]


def _capacity_finding(page: Page, names: Names, rows: pd.DataFrame) -> None:
    _, lang = page.lang.text, page.lang
    apart = packaging.spread(rows)
    if apart.empty:
        finding(_("No figure with both ends fits this choice."))
        return
    most = apart.sort_values(["statements", "period_end"]).iloc[-1]
    finding(
        _(
            "For the {period}, {count} statements put the {technology} capacity of {vendor} between **{low}** and **{high}** {unit}.",
            period=names.date(most["period_end"], "year_end" if most["period_end"].month == 12 else "month"),
            count=lang.number(most["statements"]),
            technology=names.term("packaging_technology", most["technology"]),
            vendor=names.vendor(most["vendor_id"]),
            low=lang.number(most["lowest"]),
            high=lang.number(most["highest"]),
            unit=names.term("packaging_unit", most["unit"]),
        )
    )
    with st.container(horizontal=True, key="packaging-figures"):
        st.metric(_("Lowest"), lang.number(most["lowest"]))
        st.metric(
            _("Middle (ours)"), lang.number(most["median"]), help=_("Median of the middles of all ranges.")
        )
        st.metric(_("Highest"), lang.number(most["highest"]))
        st.metric(_("Highest above lowest"), lang.percent(most["difference"]))


def _over_time(page: Page, names: Names, group: pd.DataFrame, number: int, **drawing: Any) -> None:
    _ = page.lang.text
    first = group.iloc[0]
    title = " · ".join(
        [
            names.term("packaging_technology", first["technology"]),
            names.term("packaging_scope", first["scope"]),
            _("index") if drawing["index"] else names.term("packaging_unit", first["unit"]),
        ]
    )
    table, labels = statement_table(group, names)
    exhibit(
        page,
        f"packaging-capacity-{number}",
        title,
        lambda: over_time.capacity(
            group, packaging.spread(group[group["reliability"] != "low"]), names, **drawing
        ),
        table,
        labels,
        group["source_id"].tolist(),
        doubt=_capacity_doubt(group, names),
        facts={"article": "a2"},
    )


def _capacity_doubt(group: pd.DataFrame, names: Names) -> str:
    """What the figures mean, and why the doubtful ones among them are doubted."""
    _ = names.lang.text
    text = _(
        "TSMC does not publish CoWoS wafers a month: “actual” means reported as reached. Figures of different steps, units or scopes are never added."
    )
    low = doubts_in(group[group["reliability"] == "low"], names)
    return text + " " + _("{name}: {note}.", name=_("Doubtful"), note=low) if low else text


def _others(page: Page, names: Names, few: pd.DataFrame, doubtful: bool) -> None:
    """What is counted in another way: other scopes of the technology, its relatives."""
    _ = page.lang.text
    rows = _rows(page, [code for code in _family(page) if code != page.address["technology"]], doubtful)
    rows = pd.concat([few, rows], ignore_index=True)
    if rows.empty:
        return
    st.header(_("Counted in another way"))
    st.caption(
        _(
            "Not comparable with the figures above and not to be added: other lines, other steps or other units."
        )
    )
    for unit, group in rows.groupby("unit"):
        table, labels = statement_table(group, names)
        exhibit(
            page,
            f"packaging-others-{unit}",
            names.term("packaging_unit", str(unit)),
            ranges.side_by_side(group, names),
            table,
            labels,
            group["source_id"].tolist(),
            doubt=doubts_in(group, names),
        )


def revisions(page: Page, names: Names) -> None:
    """How the figure for the end of 2025, 2026 and 2027 moved by date of statement."""
    _ = page.lang.text
    top = st.container()
    _controls(page, names)
    doubtful = _doubtful_toggle(page)
    every = packaging.statements(
        cached.table("packaging_capacity"),
        technologies=[page.address["technology"]],
        vendors=[page.address["vendor"]] if page.address["vendor"] else (),
        kinds=page.address["kind"],
        doubtful=doubtful,
    )
    series = [group for _key, group in every.groupby(packaging.SERIES)]
    if not series:
        finding(_("No statement fits this choice."))
        return
    rows = packaging.revisions(max(series, key=len), [2025, 2026, 2027])
    if rows.empty:
        finding(_("No statement fits this choice."))
        return
    drawing = revised.revisions(rows, names)
    with top:
        finding(drawing.alt)
    table, labels = statement_table(rows, names)
    exhibit(
        page,
        "packaging-revisions",
        f"{names.series(rows.iloc[0])} · {names.term('packaging_unit', rows['unit'].iloc[0])}",
        drawing,
        table,
        labels,
        rows["source_id"].tolist(),
        doubt=_(
            "Undated statements are left out. Several papers repeat one broker: many mouths are not many witnesses."
        ),
        facts={"article": "a2"},
    )
