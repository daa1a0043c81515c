"""What was checked in one article: cards for what did not hold, a table of what did."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import pandas as pd
import streamlit as st

from atlas.app.cache import cached
from atlas.app.exhibit import show_table
from atlas.app.frame import Page, link_to
from atlas.app.source_note import source_note
from atlas.evidence.fact_tables_view import check_labels
from atlas.evidence.text import check_rows
from atlas.language import MISSING, Language

#: colour of a verdict's badge by its severity
BADGES = ["green", "gray", "orange", "red", "red"]


class Card(NamedTuple):
    """A check in words: verdict, claim and what was found; the two values; the sources."""

    text: str
    values: str
    sources: tuple[str, ...]


class _Checks(NamedTuple):
    held: pd.DataFrame
    failed: tuple[Card, ...]
    refuted: int


def doubts(page: Page, article: str) -> None:
    """The checks of an article, gravest first, and the way to its facts."""
    _, lang = page.lang.text, page.lang
    checks = _of(article, lang)
    st.header(_("What to doubt"))
    st.markdown(
        _(
            "Claims checked: {count}. Confirmed: {confirmed}. Contradicted: {refuted}.",
            count=lang.number(len(checks.held) + len(checks.failed)),
            confirmed=lang.number(len(checks.held)),
            refuted=lang.number(checks.refuted),
        )
    )
    cards(checks.failed, lang)
    if len(checks.held):
        with st.expander(_("What holds: {count}", count=lang.number(len(checks.held)))):
            show_table(checks.held, check_labels(lang), key=f"checks-{article}")
    link_to("sources", _("All facts of this article"), article=article)


@cached
def _of(article: str, lang: Language) -> _Checks:
    """Checks of an article that held, and those that did not, gravest first."""
    rows = check_rows(lang)
    rows = rows[rows["article_id"] == article].sort_values("severity", ascending=False, kind="stable")
    failed = rows[rows["severity"] > 0]
    held = rows.loc[rows["severity"] == 0, list(check_labels(lang))]
    return _Checks(held, in_words(failed, lang), int((failed["severity"] >= 3).sum()))


def in_words(checks: pd.DataFrame, lang: Language) -> tuple[Card, ...]:
    """The cards of some checks; ``checks`` as `fact_words.check_rows` gives them."""
    return tuple(_card(check, lang) for check in checks.to_dict("records"))


def _card(check: dict[str, Any], lang: Language) -> Card:
    _ = lang.text
    badge = f":{BADGES[check['severity']]}-badge[{check['verdict']}]"
    parts = [badge, f"**{check['claim']}**", check["comment"]]
    values = ""
    if check["recomputed"] != MISSING and check["printed"] == MISSING:
        values = _("Recomputed: {recomputed}", recomputed=check["recomputed"])
    elif check["recomputed"] != MISSING:
        printed, recomputed = check["printed"], check["recomputed"]
        values = _("Printed: {printed} · recomputed: {recomputed}", printed=printed, recomputed=recomputed)
    sources = () if pd.isna(check["source_ids"]) else tuple(check["source_ids"].split(";"))
    return Card("\n\n".join(part for part in parts if part), values, sources)


def cards(found: Sequence[Card], lang: Language) -> None:
    """One card a check, two in a row."""
    for start in range(0, len(found), 2):
        for column, card in zip(st.columns(2), found[start : start + 2], strict=False):
            with column, st.container(border=True, height="stretch"):
                st.markdown(card.text)
                if card.values:
                    st.caption(card.values)
                if card.sources:
                    source_note(lang, card.sources)
