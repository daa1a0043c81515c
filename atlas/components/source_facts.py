"""The first tab of the sources page: every fact, searched and filtered."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from atlas import cached, evidence, export
from atlas.components.fact_card import fact_card
from atlas.components.fact_tables import fact_labels
from atlas.components.fact_words import fact_rows, judged, names, shared
from atlas.components.frame import Page


@shared
def _words() -> pd.Series:
    """What the search looks through."""
    named = {"subject_id": "evidence_subjects", "metric": "evidence_metrics", "place_id": "evidence_places"}
    return evidence.searchable(
        cached.table("evidence"), {key: cached.table(name) for key, name in named.items()}
    )


def facts(page: Page) -> None:
    """Every fact: search and filters in one row, the table, and the chosen fact in full."""
    _, lang, address = page.lang.text, page.lang, page.address
    text = _filters(page)
    chosen = evidence.select(
        judged(),
        text=text,
        words=_words(),
        article_id=address["article"],
        subject_id=address["subject"],
        metric=address["metric"],
        place_id=address["place"],
        kind=address["kind"],
        verdict=address["verdict"],
    )
    rows = fact_rows(lang.code).set_index("fact_id", drop=False).loc[chosen["fact_id"]].reset_index(drop=True)
    checked = int(chosen["verdict"].notna().sum())
    st.markdown(
        _(
            "{count} facts, {checked} of them part of a check. Choose a row to see its quote and its check.",
            count=lang.number(len(rows)),
            checked=lang.number(checked),
        )
    )
    labels = fact_labels(lang)
    _chooser(page, rows, labels)
    st.caption(_("Periods with * are inferred: the article writes “this year” or “next year”."))
    st.download_button(
        _("These facts as CSV"),
        data=partial(export.to_csv, rows[list(labels)], labels),
        file_name="facts.csv",
        mime="text/csv",
        on_click="ignore",
        icon=":material/download:",
        key="facts-csv",
    )
    if address["fact"]:
        fact_card(page, address["fact"])


def _chooser(page: Page, rows: pd.DataFrame, labels: dict[str, str]) -> None:
    """The table of facts; a chosen row becomes the fact of the address."""

    def chosen() -> None:
        picked = st.session_state["facts-table"]["selection"]["rows"]
        page.address.set("fact", rows["fact_id"].iloc[picked[0]] if picked else None)

    st.dataframe(
        rows[list(labels)],
        column_config={name: st.column_config.Column(label) for name, label in labels.items()},
        hide_index=True,
        width="stretch",
        height=420,
        on_select=chosen,
        selection_mode="single-row",
        key="facts-table",
    )


def _filters(page: Page) -> str:
    """The row of filters, bound to the address; the words of the search stay in the session."""
    _, code = page.lang.text, page.lang.code
    topics = cached.terms("article_topic", code)
    articles = cached.table("articles").set_index("article_id")["topic"].map(topics).to_dict()
    lists = {
        "article": (_("Article"), articles),
        "subject": (_("Subject"), names("evidence_subjects", "subject_id", code)),
        "metric": (_("Metric"), names("evidence_metrics", "metric", code)),
        "place": (_("Place"), names("evidence_places", "place_id", code)),
        "kind": (_("Kind"), cached.terms("kind", code)),
        "verdict": (_("Verdict"), cached.terms("verdict", code)),
    }
    with st.container(horizontal=True, vertical_alignment="bottom", key="facts-filters"):
        text = st.text_input(
            _("Search"), placeholder=_("Words, names or numbers"), width=354, key="facts-search"
        )
        for name, (label, labels) in lists.items():
            choices = next(p for p in page.address.parameters if p.name == name).choices or ()
            ordered = (
                sorted(choices, key=labels.__getitem__) if name in ("subject", "metric", "place") else choices
            )
            st.selectbox(
                label,
                ordered,
                index=None,
                format_func=labels.__getitem__,
                placeholder=_("All"),
                width=168,
                **page.address.bind(name, then=lambda: page.address.set("fact", None)),
            )
    return text
