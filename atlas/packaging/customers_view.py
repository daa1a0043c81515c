"""Who gets the wafers, and how the vendors rank."""

from __future__ import annotations

import streamlit as st

from atlas.app.exhibit import show
from atlas.app.frame import Page
from atlas.app.source_note import source_note
from atlas.packaging import customers_answers
from atlas.packaging.controls import finding
from atlas.packaging.names import Names


def customers(page: Page, names: Names) -> None:
    """CoWoS wafers by customer as each house states them; ranking and shares of vendors."""
    top = st.container()
    st.segmented_control(
        page.lang.text("Year"), customers_answers.years(), required=True, **page.address.bind("year")
    )
    allocation = customers_answers.allocation(page.lang, int(page.address["year"]))
    with top:
        finding(allocation.sentence)
    for name, shown in allocation.exhibits.items():
        show(page, f"packaging-allocation-{name}", shown)
    _ranking(page, names)


def _ranking(page: Page, names: Names) -> None:
    _, codes = page.lang.text, customers_answers.rankings()
    st.header(_("Packaging houses by revenue"))
    st.segmented_control(
        _("Ranking"),
        codes,
        format_func=lambda one: names.term("ranking", one),
        required=True,
        **page.address.bind("ranking"),
    )
    show(page, "packaging-ranking", customers_answers.ranked(page.lang, page.address["ranking"]))
    text, sources = customers_answers.shares(page.lang)
    st.markdown(text)
    source_note(page.lang, sources)
