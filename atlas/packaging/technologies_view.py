"""A page for each technology: facts, who has it, capacity, dates, relations."""

from __future__ import annotations

import streamlit as st

from atlas.app.exhibit import show_table
from atlas.app.frame import Page
from atlas.app.plotly_settings import plotly_settings
from atlas.app.source_note import source_note
from atlas.packaging import technologies_answers
from atlas.packaging.controls import finding, technology_choice
from atlas.packaging.names import Names
from atlas.packaging.plants_view import project_cards


def technologies(page: Page, names: Names) -> None:
    """One technology with all that the tables hold on it."""
    _, code, known = page.lang.text, page.address["technology"], technologies_answers.profiled()
    top = st.container()
    with st.container(horizontal=True, key="packaging-controls"):
        technology_choice(page, names, known)
    if code not in known:
        with top:
            finding(_("No page for this technology yet; its statements are under Capacity."))
        return
    one = technologies_answers.technology(page.lang, code)
    with top:
        finding(f"**{names.term('packaging_technology', code)}.** {one.facts}")
        st.caption(one.line)
    left, right = st.columns([3, 2])
    with left:
        if one.measures is not None:
            st.header(_("Sizes, pitches, yields: what came and what was planned"))
            show_table(*one.measures, key="packaging-technology-measures")
    with right:
        if one.relations is not None:
            st.header(_("Related technologies"))
            st.plotly_chart(
                one.relations.figure,
                alt=one.relations.alt,
                key="packaging-relations",
                config=plotly_settings("relations"),
            )
    if one.capacity is not None:
        st.header(_("Capacity statements"))
        show_table(*one.capacity, key="packaging-technology-capacity", height=300)
    if one.projects:
        st.header(_("Plants and dates"))
        project_cards(page, one.projects[:8])
    source_note(page.lang, one.sources)
