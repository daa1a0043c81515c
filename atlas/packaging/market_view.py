"""Market forecasts of several houses, with growth recomputed."""

from __future__ import annotations

import streamlit as st

from atlas.app.exhibit import show, show_table
from atlas.app.frame import Page
from atlas.packaging import market_answers
from atlas.packaging.controls import finding
from atlas.packaging.names import Names


def market(page: Page, names: Names) -> None:
    """Forecasts on one chart, definitions stated, growth recomputed."""
    _ = page.lang.text
    words = {
        "advanced": _("Advanced packaging"),
        "whole": _("All packaging"),
        "packaging_2_5d_3d": names.term("market_segment", "packaging_2_5d_3d"),
        "hbm": names.term("market_segment", "hbm"),
    }
    top = st.container()
    group = st.segmented_control(
        _("Market"),
        list(words),
        format_func=words.__getitem__,
        default="advanced",
        required=True,
        key=f"packaging-market-{page.lang.code}",
    )
    shown = market_answers.forecasts(page.lang, str(group))
    with top:
        finding(shown.drawing.alt)
    show(page, "packaging-market", shown, facts={"article": "a2"})
    st.header(_("Growth a year, stated and recomputed"))
    table = shown.table() if callable(shown.table) else shown.table
    show_table(table, shown.labels, key="packaging-market-growth")
