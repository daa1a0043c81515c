"""The first tab of the sources page: every fact, searched and filtered."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from atlas import export, tables, terms
from atlas.app import cache
from atlas.app.address import Parameter
from atlas.app.cache import cached
from atlas.app.frame import Page
from atlas.evidence import claims
from atlas.evidence.fact_cards import fact_card
from atlas.evidence.fact_tables_view import fact_labels
from atlas.evidence.text import fact_rows, judged, names
from atlas.language import Language

#: address parameter of each filter → column of the facts
FILTERS = {
    "article": "article_id",
    "subject": "subject_id",
    "metric": "metric",
    "place": "place_id",
    "kind": "kind",
    "verdict": "verdict",
}


@cached
def _words() -> pd.Series:
    """What the search looks through."""
    named = {"subject_id": "evidence_subjects", "metric": "evidence_metrics", "place_id": "evidence_places"}
    return claims.searchable(cache.table("evidence"), {key: cache.table(name) for key, name in named.items()})


@cached
def _filtered(codes: tuple[tuple[str, str | None], ...], lang: Language) -> pd.DataFrame:
    """The facts that the filters leave, in words."""
    return _in_words(claims.select(judged(), **dict(codes)), lang)


def _in_words(chosen: pd.DataFrame, lang: Language) -> pd.DataFrame:
    rows = fact_rows(lang).set_index("fact_id", drop=False).loc[chosen["fact_id"]]
    return rows.reset_index(drop=True)


def _rows(page: Page, text: str) -> pd.DataFrame:
    """The facts that filters and search leave; the words of a search are kept nowhere."""
    codes = tuple((column, page.address[name]) for name, column in FILTERS.items())
    if not text.strip():
        return _filtered(codes, page.lang)
    return _in_words(claims.select(judged(), text=text, words=_words(), **dict(codes)), page.lang)


def facts(page: Page) -> None:
    """Every fact: search and filters in one row, the table, and the chosen fact in full."""
    _, lang, address = page.lang.text, page.lang, page.address
    rows = _rows(page, _filters(page))
    checked = int((rows["verdict"] != "").sum())
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
        data=lambda: export.to_csv(rows[list(labels)], labels),
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


@cached
def parameters() -> tuple[Parameter, ...]:
    """What the address says beside the part of the page: the filters, a fact, a table."""
    return (
        *(Parameter(name, choices=codes) for name, codes in filter_codes().items()),
        Parameter("fact", choices=tuple(cache.table("evidence")["fact_id"])),
        Parameter("table", "evidence", choices=tuple(tables.names())),
    )


@cached
def filter_codes() -> dict[str, tuple[str, ...]]:
    """What each filter can be set to."""
    facts = cache.table("evidence")
    return {
        "article": tuple(cache.table("articles")["article_id"]),
        "subject": tuple(cache.table("evidence_subjects")["subject_id"]),
        "verdict": (terms.codes("verdict")),
        "metric": tuple(cache.table("evidence_metrics")["metric"]),
        "place": tuple(facts["place_id"].dropna().unique()),
        "kind": tuple(facts["kind"].unique()),
    }


@cached
def _choices(lang: Language) -> dict[str, dict[str, str]]:
    """Name of each choice of each filter, in the order of its list."""
    topics = terms.names("article_topic", lang)
    labels = {
        "article": cache.table("articles").set_index("article_id")["topic"].map(topics).to_dict(),
        "subject": names("evidence_subjects", "subject_id", lang),
        "metric": names("evidence_metrics", "metric", lang),
        "place": names("evidence_places", "place_id", lang),
        "kind": terms.names("kind", lang),
        "verdict": terms.names("verdict", lang),
    }
    found = {}
    for name, codes in filter_codes().items():
        own = labels[name]
        ordered = sorted(codes, key=own.__getitem__) if name in ("subject", "metric", "place") else codes
        found[name] = {key: own[key] for key in ordered}
    return found


def _filters(page: Page) -> str:
    """The row of filters, bound to the address; the words of the search stay in the session."""
    _, choices = page.lang.text, _choices(page.lang)
    titles = {
        "article": _("Article"),
        "subject": _("Subject"),
        "metric": _("Metric"),
        "place": _("Place"),
        "kind": _("Kind"),
        "verdict": _("Verdict"),
    }
    with st.container(horizontal=True, vertical_alignment="bottom", key="facts-filters"):
        text = st.text_input(
            _("Search"), placeholder=_("Words, names or numbers"), width=354, key="facts-search"
        )
        for name, title in titles.items():
            st.selectbox(
                title,
                list(choices[name]),
                index=None,
                format_func=choices[name].__getitem__,
                placeholder=_("All"),
                width=168,
                **page.address.bind(name, then=lambda: page.address.set("fact", None)),
            )
    return text
