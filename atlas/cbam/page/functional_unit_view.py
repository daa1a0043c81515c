"""The aid for goods whose actual values the law counts per tonne of nitrogen or clinker."""

from __future__ import annotations

import streamlit as st

from atlas.app.frame import Page
from atlas.cbam.answers import functional_unit, law_answers
from atlas.cbam.answers.good import Good
from atlas.cbam.page import functional_unit_text
from atlas.cbam.page.figure_controls import figure

#: pixels of a field
FIELD = 230


def functional_units(page: Page, good: Good, tonnes: float) -> None:
    """Content and figures per tonne of it give those per tonne of product; a button takes them over."""
    row = law_answers.good_rows()[good.cn]
    content = functional_unit.CONTENTS.get(str(row["functional_unit"]))
    if content is None:
        return
    _, lang = page.lang.text, page.lang
    words = functional_unit_text.words(content, lang)
    counted = {"direct": words.direct} | ({"indirect": words.indirect} if row["indirect_in_scope"] else {})
    with st.expander(words.title):
        st.caption(words.why)
        with st.container(horizontal=True, vertical_alignment="bottom"):
            share = figure(words.share, f"unit:{content}:share", 100.0, width=FIELD)
            given = {
                name: figure(label, f"unit:{content}:{name}", 1e4, width=FIELD)
                for name, label in counted.items()
            }
        known = {name: value for name, value in given.items() if value is not None}
        if not share or not known:
            return
        each = {
            name: functional_unit.per_tonne_of_product(value, share / 100) for name, value in known.items()
        }
        st.markdown(functional_unit_text.both(known, each, tonnes * share / 100, content, lang))

        def used() -> None:
            for name, value in each.items():
                page.address.set(name, value)

        label = _("Use the figures per tonne of product")
        st.button(label, on_click=used, key="cbam:use-functional-unit")
