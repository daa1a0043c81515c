"""Printed growth beside the growth that capacities give, with a verdict in words."""

from __future__ import annotations

import streamlit as st

from atlas.app.exhibit import show
from atlas.app.frame import Page
from atlas.app.source_note import source_note
from atlas.packaging import growth_answers
from atlas.packaging.controls import finding
from atlas.packaging.names import Names


def growth(page: Page, names: Names) -> None:
    """Each printed growth figure beside the growth that capacities give."""
    _, checked = page.lang.text, growth_answers.checked(page.lang)
    finding(checked.finding)
    for row_id, shown in checked.exhibits.items():
        show(page, f"packaging-growth-{row_id}", shown)
    st.header(_("Printed, but not to be recomputed"))
    st.caption(growth_answers.verdict_words(page.lang)["not_computable"])
    for line in checked.rest:
        st.markdown(line)
    source_note(page.lang, checked.rest_sources)
