"""The planner: whose capacity could cover a need, with every assumption on screen."""

from __future__ import annotations

import streamlit as st

from atlas.app.controls import switch
from atlas.app.exhibit import metrics, show, show_table
from atlas.app.frame import Page
from atlas.packaging import planner as packaging_planner
from atlas.packaging import planner_answers
from atlas.packaging.controls import finding
from atlas.packaging.names import Names

YEARS_PLANNED = ("2025", "2026", "2027", "2028")


def _need(page: Page, names: Names) -> planner_answers.Need:
    _ = page.lang.text
    with st.container(horizontal=True, vertical_alignment="bottom", key="packaging-planner"):
        bind = page.address.bind
        st.number_input(
            _("Wafers a month"), 100.0, 500_000.0, step=500.0, format="%.0f", width=190, **bind("wafers")
        )
        st.selectbox(_("By the end of"), YEARS_PLANNED, width=140, **bind("by"))
        st.selectbox(
            _("Family"),
            packaging_planner.FAMILIES,
            format_func=lambda code: names.term("packaging_family", code),
            width=240,
            **bind("family"),
        )
        doubtful = switch(page, "doubtful", _("Count doubtful figures"))
    address = page.address
    return planner_answers.Need(address["wafers"], int(address["by"]), address["family"], doubtful)


def planner(page: Page, names: Names) -> None:
    """I need N wafers a month by a date: who could cover it, with every assumption."""
    top = st.container()
    plan = planner_answers.plan(page.lang, _need(page, names))
    with top:
        finding(plan.sentence)
        if plan.figures:
            metrics(plan.figures, "packaging-figures")
    if plan.exhibit is None or plan.assumptions is None:
        return
    show(page, "packaging-planner", plan.exhibit)
    st.header(page.lang.text("Every assumption"))
    show_table(*plan.assumptions, key="packaging-assumptions")
