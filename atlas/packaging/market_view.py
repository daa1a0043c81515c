"""Market forecasts of several houses, with growth recomputed."""

from __future__ import annotations

import streamlit as st

from atlas.app.exhibit import show
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
        "share": names.term("market_segment", "advanced_share"),
        "chips": _("Other chips"),
    }
    top = st.container()
    st.segmented_control(
        _("Market"),
        list(words),
        format_func=words.__getitem__,
        required=True,
        **page.address.bind("market"),
    )
    sizes = market_answers.forecasts(page.lang, page.address["market"])
    growth = market_answers.growth(page.lang, page.address["market"])
    shown = {"packaging-market": sizes, "packaging-market-growth": growth}
    given = {name: each for name, each in shown.items() if each is not None}
    with top:
        finding(next(iter(given.values())).drawing.alt)
    for name, each in given.items():
        show(page, name, each, facts={"article": "a2"})
