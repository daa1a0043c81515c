"""The third tab of the sources page: claims that did not hold, and sources that disagree."""

from __future__ import annotations

import streamlit as st

from atlas.app.exhibit import show, show_table
from atlas.app.frame import Page
from atlas.evidence import answers
from atlas.evidence.between_answers import between_sources
from atlas.evidence.check_cards import cards
from atlas.evidence.fact_tables_view import check_labels

#: most claims that stand as cards
CARDS = 8


def contradictions(page: Page) -> None:
    """Where independent sources or the article itself contradict a claim, and sources one another."""
    _, lang = page.lang.text, page.lang
    ranked, labels = answers.ranked(lang), check_labels(lang)
    with st.container(key="finding-contradictions"):
        st.markdown(
            lang.plural(
                "{count} claim is disputed by an independent source or contradicts its own article.",
                "{count} claims are disputed by an independent source or contradict their own article.",
                len(ranked),
            )
        )
    placed = answers.positions(None, lang)
    assert placed is not None  # articles and independent sources share figures, or there is no table of steps
    show(page, "contradictions", placed)
    cards(ranked.head(CARDS), lang)
    listed = {"article": _("Article"), **labels, "score": _("Weight")}
    show_table(ranked, listed, key="ranked", height=420)
    st.caption(
        _(
            "Weight = (3 if disputed, 1 if untestable, and 2 if it contradicts itself) × (1 + distance between printed and recomputed, at most 1)."
        )
    )
    st.header(_("Where sources disagree with each other"))
    _between(page)


def _between(page: Page) -> None:
    _ = page.lang.text
    labels = {
        "what": _("Figure"),
        "value_a": _("First source"),
        "publisher_a": _("Who"),
        "value_b": _("Second source"),
        "publisher_b": _("Who else"),
    }
    show_table(between_sources(page.lang), labels, key="between")
