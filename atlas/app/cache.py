"""What is kept for all sessions: the tables, and what functions marked `cached` worked out.

All of it is kept apart by the release of the data that is read (`tables.using`), and each
result remembers which tables it was worked out from.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache, wraps
from typing import Any, ParamSpec, TypeVar

import pandas as pd

from atlas import language, tables

#: text of tables up to this many rows is held as Python strings: a page asks such tables for single
#: values and small selections, which Arrow answers several times slower
SMALL = 3_000
PYTHON_TEXT = pd.StringDtype("python", na_value=float("nan"))
Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")

#: names of the tables that were read since `reading` began; None while nobody asks
_read: ContextVar[set[str] | None] = ContextVar("read", default=None)


@contextmanager
def reading() -> Iterator[set[str]]:
    """Collects the names of the tables that are read inside, also by what was kept from before."""
    names: set[str] = set()
    token = _read.set(names)
    try:
        yield names
    finally:
        _read.reset(token)


def _note(names: set[str] | frozenset[str]) -> None:
    reader = _read.get()
    if reader is not None:
        reader |= names


def cached(function: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
    """Keeps what a function worked out, for all sessions: nobody may change what comes back.

    To hash arguments Streamlit's way would cost more than looking up what was kept.
    """

    @lru_cache(maxsize=512)
    def kept(release: str | None, args: Any, named: Any) -> tuple[Answer, frozenset[str]]:
        with reading() as names:
            answer = function(*args, **dict(named))
        return answer, frozenset(names)

    @wraps(function)
    def look_up(*args: Asked.args, **named: Asked.kwargs) -> Answer:
        answer, names = kept(tables.used(), args, tuple(named.items()))
        _note(names)
        return answer

    return look_up


@lru_cache(maxsize=6)
def _frames(release: str | None) -> dict[str, pd.DataFrame]:
    with tables.using(release):
        return {name: _small_text(frame) for name, frame in tables.load_all().items()}


def _small_text(frame: pd.DataFrame) -> pd.DataFrame:
    text: list[str] = list(frame.select_dtypes("str"))
    return frame if len(frame) > SMALL else frame.astype(dict.fromkeys(text, PYTHON_TEXT))


def table(name: str) -> pd.DataFrame:
    """One table as `tables.load` gives it; a shallow copy, so no session can hurt another's."""
    _note({name})
    return _frames(tables.used())[name].copy(deep=False)


def every_table() -> dict[str, pd.DataFrame]:
    """All tables by name, each a shallow copy."""
    return {name: table(name) for name in tables.names()}


@cache
def start() -> bool:
    """Read tables and catalogues before the first figure, then freeze what lives.

    Frozen objects are left out of every later garbage collection, which otherwise walks
    them after each rerun. Raises `tables.TableError` when a table breaks its schema.
    """
    _frames(None)
    for code in language.LANGUAGES:
        language.catalogue(code)
    gc.collect()
    gc.freeze()
    return True
