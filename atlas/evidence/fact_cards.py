"""One fact in full: its quote, where it stands, its checks computed again, where it is used."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from atlas import terms
from atlas.app import cache
from atlas.app.frame import Page, link_to
from atlas.app.pages import pages
from atlas.app.source_note import source_note
from atlas.evidence import formulas
from atlas.evidence.check_cards import tested_against, verdict_line
from atlas.evidence.outside_text import outside_rows
from atlas.evidence.text import (
    check_rows,
    fact_rows,
    judged,
    names,
    recomputed,
    step_text,
    value_text,
)
from atlas.language import Language


def fact_card(page: Page, fact_id: str) -> None:
    """A card for one fact; KeyError for a key that ``evidence.csv`` lacks."""
    _, lang = page.lang.text, page.lang
    fact = judged().set_index("fact_id", drop=False).loc[fact_id].to_dict()
    words = fact_rows(lang).set_index("fact_id").loc[fact_id]
    article = cache.table("articles").set_index("article_id").loc[fact["article_id"]].to_dict()
    with st.container(border=True, key="fact-card"):
        st.markdown(f"**{words['subject']}** · {words['metric']}")
        st.markdown(f"### {words['value']}")
        st.caption(" · ".join(part for part in (words["period"], words["place"], words["kind"]) if part))
        st.markdown("> " + " ".join(fact["quote_zh"].split()))
        st.caption(
            _(
                "“{title}”, at character {position} of the collection · No. {fact}",
                title=lang.pick(article, "title"),
                position=lang.number(fact["position"]),
                fact=fact_id,
            )
        )
        if pd.notna(fact["inferred"]):
            st.caption(":material/help: " + terms.meaning("fact_inferred", fact["inferred"], lang))
        if pd.notna(fact["duplicate_of"]):
            st.caption(_("Repeats fact {fact}; left out of sums.", fact=fact["duplicate_of"]))
        _checks(fact, lang)
        _used(article["topic"], lang)
        source_note(lang, [article["source_id"]])


def _checks(fact: dict[Any, Any], lang: Language) -> None:
    _ = lang.text
    if pd.isna(fact["checks"]):
        st.markdown(_("Not checked: as the article prints it."))
        return
    checks = check_rows(lang).set_index("check_id", drop=False)
    steps = recomputed()
    for key in fact["checks"].split(";"):
        check = checks.loc[key].to_dict()
        st.markdown(f"{verdict_line(check, lang)}: {check['claim']}. {check['comment']}")
        for step in steps[steps["check_id"] == key].to_dict("records"):
            st.caption(_step(step, lang))
        st.caption(check["tested"])
        tested_against(check, lang)


def _step(step: dict[Any, Any], lang: Language) -> str:
    """Formula, result, and what is printed, in one line."""
    _ = lang.text
    facts = cache.table("evidence").set_index("fact_id", drop=False)
    said = (
        _("Independent: {result}, from {formula}")
        if step["independent"]
        else _("Recomputed: {result}, from {formula}")
    )
    text = said.format(result=step_text(step, lang), formula=f"`{step['formula']}`")
    if pd.notna(step["printed_fact_id"]):
        printed = value_text(facts.loc[step["printed_fact_id"]].to_dict(), lang)
        text += "  \n" + _("Printed: {value}", value=printed)
    parts = [_part(key, lang) for key in formulas.named(step["formula"])[:6]]
    return text + "  \n" + " · ".join(parts)


def _part(key: str, lang: Language) -> str:
    """One figure that a step takes, in words."""
    outside = outside_rows(lang).set_index("fact_id")
    if key in outside.index:
        row = outside.loc[key].to_dict()
        return f"`{key}` {row['subject']}, {row['metric']}: {row['value']} ({row['publisher']})"
    fact = cache.table("evidence").set_index("fact_id", drop=False).loc[key].to_dict()
    metrics = names("evidence_metrics", "metric", lang)
    return f"`{key}` {metrics[str(fact['metric'])]}: {value_text(fact, lang)}"


def _used(topic: str, lang: Language) -> None:
    st.markdown(lang.text("Where the atlas uses it"))
    names_of_topics = terms.names("article_topic", lang)
    with st.container(horizontal=True):
        link_to("industry", lang.text("Fact check: {topic}", topic=names_of_topics[topic]), topic=topic)
        if topic in pages():
            link_to(topic, names_of_topics[topic])
