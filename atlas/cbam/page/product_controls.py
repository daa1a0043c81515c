"""The choice of a product by code or everyday word, in the reader's language."""

from __future__ import annotations

from functools import partial

import streamlit as st

from atlas.app.frame import Page
from atlas.cbam.answers.good import Good
from atlas.cbam.law.names_text import good_labels
from atlas.cbam.page import search_answers

#: what belongs to one good and is forgotten with it
OWN = ("direct", "indirect", "precursors", "precursor_free")
TYPED = "cbam:typed product"


def product(page: Page, good: Good) -> None:
    """A list of all goods; what is typed and not in it is looked for among everyday words."""
    _, address, labels = page.lang.text, page.address, good_labels(page.lang)
    bound = address.bind("cn")

    def changed() -> None:
        picked = str(st.session_state[bound["key"]])
        if picked in labels:
            st.session_state.pop(TYPED, None)
            take(page, picked)
            return
        st.session_state[TYPED] = picked
        first = search_answers.hits(picked, page.lang)
        if first.codes:
            take(page, first.codes[0])
        else:
            address.set("cn", good.cn)

    st.selectbox(
        _("Product: type a code or a word"),
        list(labels),
        format_func=lambda code: labels.get(code, code),
        accept_new_options=True,
        width="stretch",
        key=bound["key"],
        on_change=changed,
    )


def take(page: Page, code: str) -> None:
    """Another good, without the figures of the one before."""
    for name in ("route", *OWN):
        page.address.set(name, None)
    page.address.set("cn", code)


def found(page: Page, good: Good) -> None:
    """What a typed word led to: other goods it may mean, or that it is none of the mechanism."""
    typed, labels = st.session_state.get(TYPED), good_labels(page.lang)
    if not typed:
        return
    hits = search_answers.hits(typed, page.lang)
    st.caption(search_answers.told(typed, page.lang))
    others = [code for code in hits.codes if code != good.cn][:6]
    with st.container(horizontal=True, key="cbam-hits"):
        for code in others:
            st.button(
                labels[code], on_click=partial(take, page, code), type="tertiary", key=f"cbam:hit:{code}"
            )
