"""The second tab of the sources page: every table, its fields, coverage and files."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from atlas import tables
from atlas.app import cache
from atlas.app.cache import cached
from atlas.app.exhibit import show_table
from atlas.app.frame import Page
from atlas.evidence import claims
from atlas.language import MISSING, Language


@cached
def _coverage(lang: Language) -> pd.DataFrame:
    rows = claims.coverage(cache.every_table())
    return rows.assign(
        title=[lang.described(tables.resource(name), "title") for name in rows["table"]],
        sources_text=[MISSING if pd.isna(count) else lang.number(count) for count in rows["sources"]],
        first_hand_text=rows["first_hand"].map(lang.percent),
        filled_text=rows["filled"].map(lang.percent),
        gap=[
            _field_title(table, column, lang)
            for table, column in zip(rows["table"], rows["emptiest"], strict=True)
        ],
    )


def _field_title(table: str, column: str | None, lang: Language) -> str:
    if column is None or pd.isna(column):
        return ""
    fields = tables.resource(table)["schema"]["fields"]
    return lang.described(next(field for field in fields if field["name"] == column), "title")


def data(page: Page) -> None:
    """Every table: what it holds and lacks, its fields, its file; and the data package."""
    _, lang, address = page.lang.text, page.lang, page.address
    rows = _coverage(lang)
    st.markdown(
        _(
            "{tables} tables with {rows} rows. To correct a fact, change one line of a file.",
            tables=lang.number(len(rows)),
            rows=lang.number(rows["rows"].sum()),
        )
    )
    st.download_button(
        _("The whole data package (zip)"),
        data=tables.kept(tables.archive),
        file_name=tables.file_name("factory-atlas-data", "zip"),
        mime="application/zip",
        on_click="ignore",
        icon=":material/download:",
        key="package",
    )
    _overview(page, rows)
    titles = dict(zip(rows["table"], rows["title"], strict=True))
    st.selectbox(
        _("Look into a table"),
        tables.names(),
        format_func=titles.__getitem__,
        width=420,
        **address.bind("table"),
    )
    _table(page, address["table"])


def _overview(page: Page, rows: pd.DataFrame) -> None:
    """All tables with what they hold and lack."""
    _ = page.lang.text
    labels = {
        "title": _("Table"),
        "rows": _("Rows"),
        "sources_text": _("Sources"),
        "first_hand_text": _("Near the fact"),
        "filled_text": _("Filled cells"),
        "gap": _("Emptiest column"),
    }
    show_table(rows[list(labels)], labels, key="coverage", height=360)
    st.caption(
        _(
            "Near the fact: rows from an authority, a company, a law, a data set or a research house; the rest is press or further away."
        )
    )


@cached
def _described(name: str, lang: Language) -> pd.DataFrame:
    """The fields of a table in words; ``ending`` of the keys of a language."""
    fields = tables.resource(name)["schema"]["fields"]
    return pd.DataFrame(
        {
            "name": [field["name"] for field in fields],
            "title": [lang.described(field, "title") for field in fields],
            "description": [lang.described(field, "description") for field in fields],
            "type": [field["type"] for field in fields],
            "unit": [field.get("unit", "") for field in fields],
        }
    )


@cached
def _shown(name: str) -> pd.DataFrame:
    """A table with its days as ISO dates."""
    frame = cache.table(name)
    for column in frame.select_dtypes("datetime"):
        frame[column] = frame[column].dt.strftime("%Y-%m-%d")
    return frame


def _table(page: Page, name: str) -> None:
    _, lang = page.lang.text, page.lang
    entry = tables.resource(name)
    described = _described(name, lang)
    st.markdown(f"**{lang.described(entry, 'title')}**: {lang.described(entry, 'description')}")
    labels = {
        "name": _("Column"),
        "title": _("Name"),
        "description": _("What it holds"),
        "type": _("Type"),
        "unit": _("Unit"),
    }
    show_table(described, labels, key="fields")
    titles = dict(zip(described["name"], described["title"], strict=True))
    show_table(_shown(name), titles, key=f"rows-{name}", height=300)
    st.download_button(
        _("This table as CSV"),
        data=tables.kept(partial(tables.file_of, tables.resource(name)["path"])),
        file_name=tables.file_name(name, "csv"),
        mime="text/csv",
        on_click="ignore",
        icon=":material/download:",
        key="table-csv",
    )
