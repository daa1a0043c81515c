"""Prepared questions of each page: a click opens the view that answers, and the answer stands below it.

The questions are a table. The answers are the sentences of the pages themselves, worked out when
the list is opened, from today's data, and kept for all sessions.
"""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import parse_qs

import streamlit as st

from atlas.app import cache, page_state, view
from atlas.app.address import LANGUAGE, opened
from atlas.app.cache import cached
from atlas.app.pages import pages
from atlas.language import Language

KEY = "frame-questions"
#: an answer is the page's own finding, or what one of its figures says
FINDING, EXHIBIT = "finding", "exhibit:"


class Question(NamedTuple):
    """A question in words, and the view that answers it."""

    text: str
    page: str
    query: str
    answer: str

    def address(self) -> dict[str, list[str]]:
        """The parameters of the view, by name."""
        return parse_qs(self.query)


@cached
def questions_of(page: str, lang: Language) -> tuple[Question, ...]:
    """The questions that a page offers."""
    rows = cache.table("questions")
    chosen = rows[(rows["page"] == page) & rows["answered_by"].isin(list(pages()))]
    return tuple(
        Question(row[f"question_{lang.ending}"], row["answered_by"], row["query"] or "", row["answer"])
        for row in chosen.astype(object).where(chosen.notna(), None).to_dict("records")
    )


@cached
def answer(question: Question, lang: Language) -> str:
    """The sentence that answers, as the view itself says it; empty where the view says nothing."""
    try:
        shown = view.view(pages()[question.page].file, question.address(), lang)
    except view.ViewError:
        return ""
    if question.answer == FINDING:
        # a page may say first what it holds as a whole
        return shown.finding[-1] if shown.finding else ""
    exhibit = shown.exhibits.get(question.answer.removeprefix(EXHIBIT))
    return view.plain(exhibit.drawing.alt) if exhibit else ""


def questions(lang: Language, current: str) -> None:
    """The list of a page's questions; its contents are made when it is opened."""
    offered = questions_of(current, lang)
    if not offered:
        return
    if opened(current) is not None:
        # a question was clicked, or another link: the view is what counts now
        st.session_state[KEY] = False
    box = st.popover(
        lang.text("Questions"), icon=":material/help:", type="tertiary", key=KEY, on_change="rerun"
    )
    if not box.open:
        return
    links = page_state.links.get()
    with box:
        for question in offered:
            query = {**question.address(), LANGUAGE: [lang.code]}
            st.page_link(links[question.page], label=question.text, query_params=query)
            if said := answer(question, lang):
                st.caption(said.replace("$", "\\$"))
