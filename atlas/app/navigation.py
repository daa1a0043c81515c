"""The head of every page: brand, pages, language and Share; on a phone one menu that names the page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from atlas.app import page_state
from atlas.app.address import LANGUAGE, left
from atlas.app.pages import FIRST
from atlas.app.present import begin
from atlas.app.questions import questions
from atlas.language import LANGUAGES, Language

#: pixels of the head before its style is there; frame.css makes it higher and lifts it by as much, so that
#: what stands below stays in its place
HEIGHT = 14
#: pixels of a Chinese sign; other letters take about half
SIGN = 16
PADDING = 19
ICON = 24


def head(lang: Language, links: Mapping[str, Any], current: str) -> bool:
    """Draw the head of the page named ``current``; whether Share was pressed in this run."""
    with st.container(
        horizontal=True, vertical_alignment="center", key="frame-head", height=HEIGHT, border=False
    ):
        with st.container(horizontal=True, vertical_alignment="center", key="frame-links"):
            _links(lang, links)
        # unseen on a wide screen, so it is filled when it is opened
        with st.popover(
            links[current].title, icon=":material/menu:", key="frame-menu", on_change="rerun"
        ) as menu:
            if menu.open:
                _links(lang, links)
        with st.container(horizontal=True, vertical_alignment="center", key="frame-tools", width="content"):
            _language_switch(lang)
            questions(lang, current)
            present, share = lang.text("Present"), lang.text("Share")
            st.button(
                present,
                icon=":material/slideshow:",
                on_click=begin,
                key="frame-present",
                type="tertiary",
                width=_width(present) + ICON,
            )
            return st.button(
                share, icon=":material/share:", key="frame-share", width=_width(share) + ICON + PADDING // 2
            )


def _width(label: str) -> int:
    """Pixels that a link or button takes: said in advance, so that the others stay when its script comes."""
    signs = sum(1 if ord(sign) > 0x2E80 else 0.68 if sign.isupper() else 0.52 for sign in label)
    return round(SIGN * signs) + PADDING


def _links(lang: Language, links: Mapping[str, Any]) -> None:
    """Each page as the reader left it, so that a change of page is one step in the browser's history."""
    for name, page in links.items():
        words = lang.text("Factory Atlas") if name == FIRST else page.title
        label = f"**{words}**" if name == FIRST else words
        query = {**left(name), LANGUAGE: lang.code}
        st.page_link(page, label=label, query_params=query, width=_width(words))


def _language_switch(lang: Language) -> None:
    def changed() -> None:
        st.session_state["language"] = st.session_state["frame:language"]

    st.session_state["frame:language"] = lang.code
    st.selectbox(
        "Language · 語言 · 语言",
        list(LANGUAGES),
        format_func=lambda code: LANGUAGES[code].name,
        key="frame:language",
        on_change=changed,
        label_visibility="collapsed",
        width=130,
    )


def link_to(name: str, label: str, **query: str) -> None:
    """A link to another page, in the same language, with some of its parameters.

    Nothing where that page does not exist.
    """
    lang = page_state.language.get()
    if lang is None or name not in page_state.links.get():
        return
    st.page_link(page_state.links.get()[name], label=label, query_params={LANGUAGE: lang.code, **query})
