"""The first tab of the sources page: every statement of the articles, searched and filtered."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from atlas import export, tables
from atlas.app import cache
from atlas.app.address import Parameter
from atlas.app.cache import cached
from atlas.app.controls import control_row, filters
from atlas.app.exhibit import show_table
from atlas.app.frame import Page
from atlas.evidence import claims
from atlas.evidence.fact_cards import fact_card
from atlas.evidence.fact_tables_view import fact_labels
from atlas.evidence.outside_text import outside_labels
from atlas.evidence.search_answers import FILTERS, choices, filter_codes, found, found_outside

#: filters that stand in the row of the search; the others are behind "Filters"
MAIN = ("article", "verdict")


def facts(page: Page) -> None:
    """Every statement: search and filters in one row, the table, and the chosen one in full."""
    lang, address = page.lang, page.address
    text = _filters(page)
    asked = {name: address[name] for name in FILTERS}
    rows = found(text, asked, lang)
    with st.container(key="finding-facts"):
        st.markdown(_finding(page, rows))
    labels = fact_labels(lang)
    if "why" in rows:
        labels = {"why": lang.text("Why it matched"), **labels}
    _chooser(page, rows, labels)
    if address["fact"]:
        fact_card(page, address["fact"])
    if text.strip():
        _outside(page, text)
    st.caption(lang.text("Periods with * are inferred: the article writes “this year” or “next year”."))
    st.download_button(
        lang.text("These statements as CSV"),
        data=lambda: export.to_csv(rows[list(labels)], labels),
        file_name=tables.file_name("facts", "csv"),
        mime="text/csv",
        on_click="ignore",
        icon=":material/download:",
        key="facts-csv",
    )


def _finding(page: Page, rows: pd.DataFrame) -> str:
    """How many statements are shown, how many were checked, and what to do next."""
    lang = page.lang
    if rows.empty:
        return lang.text("Nothing fits. Try fewer or other words, or take a filter away.")
    checked = int((rows["verdict"] != "").sum())
    return lang.sentences(
        [
            lang.plural(
                "{count} statement, {checked} of them judged.",
                "{count} statements, {checked} of them judged.",
                len(rows),
                checked=lang.number(checked),
            ),
            lang.text("Choose a row to see its quote and its check."),
        ]
    )


def _outside(page: Page, text: str) -> None:
    """What independent sources say on the words of the search."""
    lang = page.lang
    rows = found_outside(text, page.address["article"], lang)
    if rows.empty:
        return
    st.subheader(lang.text("What independent sources say on it"))
    show_table(rows, {"why": lang.text("Why it matched"), **outside_labels(lang)}, key="outside-found")


def _chooser(page: Page, rows: pd.DataFrame, labels: dict[str, str]) -> None:
    """The table of statements; a chosen row becomes the fact of the address."""

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
    codes = {**filter_codes()}
    codes["verdict"] = (*codes["verdict"], *claims.FORMER_VERDICTS)
    return (
        *(Parameter(name, choices=found_codes) for name, found_codes in codes.items()),
        Parameter("fact", choices=tuple(cache.table("evidence")["fact_id"])),
        Parameter("table", "evidence", choices=tuple(tables.names())),
    )


def _filters(page: Page) -> str:
    """The search and the filters, bound to the address; the words of the search stay in the session."""
    lang, address = page.lang, page.address
    if address["verdict"] in claims.FORMER_VERDICTS:
        address.set("verdict", claims.axis_of(address["verdict"])[1])
    hidden = [name for name in FILTERS if name not in MAIN]
    with control_row("facts"):
        text = st.text_input(
            lang.text("Search"),
            placeholder=lang.text("Words, names or numbers"),
            width=354,
            key="facts-search",
        )
        for name in MAIN:
            _filter(page, name)
        with filters(page, "facts", hidden):
            for name in hidden:
                _filter(page, name)
    return text


def _filter(page: Page, name: str) -> None:
    _, named = page.lang.text, choices(page.lang)[name]
    titles = {
        "article": _("Article"),
        "subject": _("Subject"),
        "metric": _("Metric"),
        "place": _("Place"),
        "kind": _("Kind"),
        "verdict": _("Verdict"),
    }
    st.selectbox(
        titles[name],
        list(named),
        index=None,
        format_func=named.__getitem__,
        placeholder=_("All"),
        width=220,
        **page.address.bind(name, then=lambda: page.address.set("fact", None)),
    )
