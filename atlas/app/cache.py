"""What is kept for all sessions: the tables, and what functions marked `cached` worked out."""

from __future__ import annotations

import gc
from functools import cache, lru_cache

import pandas as pd

from atlas import language, tables

#: text of tables up to this many rows is held as Python strings: a page asks such tables for single
#: values and small selections, which Arrow answers several times slower
SMALL = 3_000
PYTHON_TEXT = pd.StringDtype("python", na_value=float("nan"))

#: keeps what a function worked out, for all sessions: nobody may change what comes back. To hash arguments
#: Streamlit's way would cost more than looking up what was kept
cached = lru_cache(maxsize=512)


@cache
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


@cache
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
