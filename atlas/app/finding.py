"""The sentence that a view opens with, and what the browser calls the view: tab, bookmark, history."""

from __future__ import annotations

import re
import unicodedata

import streamlit as st

from atlas.app import page_state
from atlas.app.view import plain
from atlas.language import Language

#: width of a title in Latin letters; a Chinese sign is as wide as two
LONGEST = 90
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9])|(?<=[。！？])")


def finding(name: str, sentence: str, *, brief: str = "", below: str = "") -> None:
    """Show the sentence that a view opens with; the browser's title of the view says it too.

    ``name`` tells findings of one page apart, ``brief`` is a shorter form for the title, ``below``
    stands under the sentence in small print.
    """
    with st.container(key=f"finding-{name}"):
        st.markdown(sentence)
        if below:
            st.caption(below)
    say(brief or sentence)


def say(sentence: str) -> None:
    """Have the browser's title say a finding that the page shows in a way of its own."""
    if (title := page_state.title.get()) is not None:
        title.finding = title.finding or sentence


def name_view(name: str) -> None:
    """Have the browser's title name a view within the page."""
    if (title := page_state.title.get()) is not None:
        title.view = name


def document_title(title: page_state.Title, page: str, lang: Language) -> str:
    """The browser's title of what was shown: the view, what it found, and whose page it is.

    ``page`` is the page's own name, for a view that has none.
    """
    name, brand = title.view or page, lang.text("Factory Atlas")
    if not title.finding:
        return f"{name} · {brand}"
    return lang.text("{view}: {finding} · {brand}", view=name, finding=_shortened(title.finding), brand=brand)


def _shortened(sentence: str) -> str:
    """The first sentence without marks of style, cut between words where it is long."""
    first = SENTENCE.split(plain(sentence))[0].rstrip(".。")
    width, kept = 0, ""
    for sign in first:
        width += 2 if unicodedata.east_asian_width(sign) in "WF" else 1
        if width > LONGEST:
            head, space, _ = kept.rpartition(" ")
            return (head if space and len(head) > len(kept) - 20 else kept).rstrip(" ,;:，；：、") + "…"
        kept += sign
    return kept
