"""What was checked in one article: cards for what did not hold, a table of what did."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from atlas.components.exhibit import show_table, source_note
from atlas.components.fact_tables import check_labels
from atlas.components.fact_words import check_rows
from atlas.components.frame import Page, link_to
from atlas.components.ready import shared
from atlas.language import MISSING, Language

#: colour of a verdict's badge by its severity
BADGES = ["green", "gray", "orange", "red", "red"]


def doubts(page: Page, article: str) -> None:
    """The checks of an article, gravest first, and the way to its facts."""
    _, lang = page.lang.text, page.lang
    held, failed = _of(article, lang.code)
    st.header(_("What to doubt"))
    st.markdown(
        _(
            "Claims checked: {count}. Confirmed: {confirmed}. Contradicted: {refuted}.",
            count=lang.number(len(held) + len(failed)),
            confirmed=lang.number(len(held)),
            refuted=lang.number((failed["severity"] >= 3).sum()),
        )
    )
    cards(failed, lang)
    if len(held):
        with st.expander(_("What holds: {count}", count=lang.number(len(held)))):
            show_table(held, check_labels(lang), key=f"checks-{article}")
    link_to("sources", _("All facts of this article"), article=article)


@shared
def _of(article: str, code: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Checks of an article that held, and those that did not, gravest first."""
    rows = check_rows(code)
    rows = rows[rows["article_id"] == article].sort_values("severity", ascending=False, kind="stable")
    return rows[rows["severity"] == 0], rows[rows["severity"] > 0]


def cards(checks: pd.DataFrame, lang: Language) -> None:
    """One card a check, two in a row; ``checks`` as `fact_words.check_rows` gives them."""
    rows = checks.to_dict("records")
    for start in range(0, len(rows), 2):
        for column, check in zip(st.columns(2), rows[start : start + 2], strict=False):
            with column, st.container(border=True, height="stretch"):
                _card(check, lang)


def _card(check: dict[str, Any], lang: Language) -> None:
    _ = lang.text
    st.badge(check["verdict"], color=BADGES[check["severity"]])
    st.markdown(f"**{check['claim']}**")
    if check["comment"]:
        st.markdown(check["comment"])
    if check["recomputed"] != MISSING and check["printed"] == MISSING:
        st.caption(_("Recomputed: {recomputed}", recomputed=check["recomputed"]))
    elif check["recomputed"] != MISSING:
        st.caption(
            _(
                "Printed: {printed} · recomputed: {recomputed}",
                printed=check["printed"],
                recomputed=check["recomputed"],
            )
        )
    if pd.notna(check["source_ids"]):
        source_note(lang, check["source_ids"].split(";"))
