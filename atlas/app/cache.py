"""The same doors as `atlas.tables`, opened once and shared by all sessions."""

from __future__ import annotations

import gc
from functools import lru_cache

import pandas as pd
import streamlit as st

from atlas import language, tables

#: text of tables up to this many rows is held as Python strings: a page asks such tables for single
#: values and small selections, which Arrow answers several times slower
SMALL = 3_000
PYTHON_TEXT = pd.StringDtype("python", na_value=float("nan"))

#: keeps what a function worked out, for all sessions: nobody may change what comes back. To hash arguments
#: Streamlit's way would cost more than looking up what was kept
shared = lru_cache(maxsize=512)


@st.cache_resource(show_spinner=False)
def _frames() -> dict[str, pd.DataFrame]:
    return {name: _small_text(frame) for name, frame in tables.load_all().items()}


def _small_text(frame: pd.DataFrame) -> pd.DataFrame:
    text: list[str] = list(frame.select_dtypes("str"))
    return frame if len(frame) > SMALL else frame.astype(dict.fromkeys(text, PYTHON_TEXT))


def table(name: str) -> pd.DataFrame:
    """One table as `tables.load` gives it; a shallow copy, so no session can hurt another's."""
    return _frames()[name].copy(deep=False)


def every_table() -> dict[str, pd.DataFrame]:
    """All tables by name, each a shallow copy."""
    return {name: table(name) for name in tables.names()}


@st.cache_resource(show_spinner=False)
def start() -> bool:
    """Read tables and catalogues before the first figure, then freeze what lives.

    Frozen objects are left out of every later garbage collection, which otherwise walks
    them after each rerun. Raises `tables.TableError` when a table breaks its schema.
    """
    _frames()
    for code in language.LANGUAGES:
        language.catalogue(code)
    gc.collect()
    gc.freeze()
    return True


@st.cache_resource(show_spinner=False)
def _terms() -> dict[tuple[str, str], dict[str, str]]:
    rows: list[dict[str, str]] = table("terms").astype("object").to_dict("records")  # type: ignore[assignment]
    return {(row["vocabulary"], row["code"]): row for row in rows}


def term(vocabulary: str, code: str, lang: language.Language) -> str:
    """Name of a code in one language; KeyError for a code without a row in ``terms.csv``."""
    return lang.pick(_terms()[vocabulary, code], "name")


def meaning(vocabulary: str, code: str, lang: language.Language) -> str:
    """One-line explanation of a code, empty where the table has none."""
    text = _terms()[vocabulary, code][f"meaning_{lang.ending}"]
    return "" if pd.isna(text) else text


@shared
def terms(vocabulary: str, code: str) -> dict[str, str]:
    """Names of all codes of a vocabulary in the language with that code, in the table's order."""
    lang = language.Language(code)
    return {key[1]: lang.pick(row, "name") for key, row in _terms().items() if key[0] == vocabulary}
