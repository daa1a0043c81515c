"""Pairs of technologies, and a roadmap with the reader's own cost, start and saving."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from atlas import terms
from atlas.app.address import Parameter
from atlas.app.downloads import downloads
from atlas.app.exhibit import show_table
from atlas.app.frame import Page
from atlas.app.plotly_settings import plotly_settings
from atlas.app.source_note import source_note
from atlas.my_plant import answers, plan_answers
from atlas.my_plant.pairs import payback_months
from atlas.my_plant.plan_chart import gantt

OWN = ("cost", "start", "months", "saving")
_NUMBER = r"(\d{1,12}(\.\d{1,2})?)?"


def parameters(metrics: tuple[str, ...]) -> tuple[Parameter, ...]:
    """The goal of the roadmap, and the reader's figures of each step: ``technology:cost:start:months:saving``."""
    codes = "|".join(terms.codes("technology"))
    return (
        Parameter("goal", choices=metrics),
        Parameter("plan", [], pattern=rf"({codes})(:{_NUMBER}){{4}}", many=True),
    )


def pairs(page: Page, chosen: tuple[str, ...], among: answers.Among) -> None:
    """Which technologies are named together with a result."""
    _ = page.lang.text
    said, source = plan_answers.combined(page.lang)
    st.markdown(said)
    table = plan_answers.pair_rows(chosen, among, page.lang)
    if table.empty:
        st.caption(_("No result of this choice names two technologies."))
    else:
        labels = {
            "metric": _("Metric"),
            "pair": _("Technologies named together"),
            "plants": _("Plants"),
            "reached": _("Reached, from … to"),
            "median": _("Median"),
            "named": _("Named plants"),
        }
        show_table(table, labels, key="benchmark-pairs")
        downloads(page, "benchmark-pairs", _("Technologies named together"), lambda: table, labels, [source])
    source_note(page.lang, [source, *answers.sources(chosen, among)])


def roadmap(page: Page, chosen: tuple[str, ...], among: answers.Among) -> None:
    """Steps that named plants took towards a goal, with the reader's own figures, a chart and a workbook."""
    _, lang = page.lang.text, page.lang
    goal = page.address["goal"] if page.address["goal"] in chosen else chosen[0]
    names = terms.names("lighthouse_metric", lang)
    if len(chosen) > 1:
        key = f"w:benchmark:goal:{lang.code}"
        st.session_state[key] = goal
        st.segmented_control(
            _("My goal"),
            list(chosen),
            format_func=names.__getitem__,
            key=key,
            required=True,
            on_change=lambda: page.address.set("goal", st.session_state[key]),
        )
    table = plan_answers.step_rows(goal, among, lang)
    if table.empty:
        st.caption(_("The sources name no technology with this goal in this industry."))
        return
    st.markdown(
        _(
            "Steps that named plants took towards **{goal}**, the most often reported first. Fill in your own figures; any currency, the same in all fields.",
            goal=names[goal],
        )
    )
    _plan(page, goal, among, table)


def _plan(page: Page, goal: str, among: answers.Among, table: pd.DataFrame) -> None:
    _ = page.lang.text
    labels = {
        "step": _("Step"),
        "plants": _("Plants"),
        "reached": _("Reached, from … to"),
        "median": _("Median"),
        "cases": _("Plants to look at"),
        "cost": _("My cost"),
        "start": _("My start, months from now"),
        "months": _("My duration, months"),
        "saving": _("My saving a year"),
        "payback": _("Payback, months"),
    }
    own = {name: st.column_config.NumberColumn(labels[name], min_value=0, format="%g") for name in OWN}
    fixed = {name: st.column_config.Column(labels[name], disabled=True) for name in list(labels)[:5]}
    edited = st.data_editor(
        _with_own(page, goal, among, table).drop(columns="code"),
        column_config=fixed | own,
        hide_index=True,
        key=f"w:benchmark:plan:{goal}:{among.industry}:{page.lang.code}",
    )
    edited["payback"] = [
        payback_months(cost, saving) for cost, saving in zip(edited["cost"], edited["saving"], strict=True)
    ]
    kept = [text for text in page.address["plan"] if text.split(":")[0] not in set(table["code"])]
    page.address.values["plan"] = [*kept, *_written(table["code"].tolist(), edited)]
    _bars(page, edited)
    sources = plan_answers.goal_sources(goal, among)
    downloads(page, "benchmark-roadmap", _("Roadmap"), lambda: edited, labels, sources)
    source_note(page.lang, sources)


def _bars(page: Page, edited: pd.DataFrame) -> None:
    """The steps that have a start and a duration, as bars."""
    planned = edited[edited["start"].notna() & edited["months"].notna()]
    if planned.empty:
        st.caption(page.lang.text("Fill in start and duration of a step to see the plan as bars."))
        return
    paid = planned["start"] + planned["months"] + planned["payback"].astype("float64")
    drawing = gantt(planned.assign(paid=paid), page.lang)
    st.plotly_chart(
        drawing.figure, alt=drawing.alt, key="figure-plan", config=plotly_settings("benchmark-roadmap")
    )


def _with_own(page: Page, goal: str, among: answers.Among, table: pd.DataFrame) -> pd.DataFrame:
    """The steps with the reader's figures as the address had them when this roadmap was opened.

    What is typed stands in the table's own state: fed back, it would lose every second entry.
    """
    key = f"benchmark:plan:{goal}:{among.industry}"
    if page.address.adopted or key not in st.session_state:
        st.session_state[key] = dict(text.split(":", 1) for text in page.address["plan"])
    given = st.session_state[key]
    numbers = {
        code: [float(part) if part else None for part in given.get(code, ":::").split(":")]
        for code in table["code"]
    }
    columns = {
        name: pd.Series([numbers[code][place] for code in table["code"]], index=table.index, dtype="float64")
        for place, name in enumerate(OWN)
    }
    return table.assign(**columns)


def _written(codes: list[str], edited: pd.DataFrame) -> list[str]:
    """The filled-in steps as they stand in the address."""
    found = []
    for code, row in zip(codes, edited[list(OWN)].to_dict("records"), strict=True):
        parts = ["" if pd.isna(row[name]) else f"{row[name]:.2f}".rstrip("0").rstrip(".") for name in OWN]
        if any(parts):
            found.append(":".join([code, *parts]))
    return found
