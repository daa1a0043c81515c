"""Supply against demand, the statements of shortage, and how old forecasts did."""

from __future__ import annotations

import streamlit as st

from atlas.app.controls import switch
from atlas.app.exhibit import show
from atlas.app.frame import Page
from atlas.packaging import supply_answers
from atlas.packaging.controls import finding
from atlas.packaging.names import Names


def supply(page: Page, names: Names) -> None:
    """Where stated demand and stated supply cross, and how many statements say so."""
    top = st.container()
    doubtful = switch(page, "doubtful", page.lang.text("Show what was read at second hand"))
    with top:
        finding(supply_answers.finding(page.lang, doubtful))
    show(page, "packaging-supply", supply_answers.years(page.lang, doubtful))
    show(page, "packaging-shortage", supply_answers.shortage(page.lang))
    text, exhibit = supply_answers.vintages(page.lang)
    st.markdown(text)
    show(page, "packaging-vintages", exhibit)
