"""What a view says with an earlier release of the data and what it says with today's, difference by difference.

Both are worked out by the page itself (`view.view`). The rows of its exhibits are compared to the last
digit, and the facts behind are the differences of the tables that the view read.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import zip_longest
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from atlas import tables
from atlas.app.downloads import labelled
from atlas.app.page_state import Exhibit
from atlas.app.pages import pages
from atlas.app.view import View, ViewError, view
from atlas.language import Language
from atlas.releases import archive
from atlas.releases.differences import FACTS, Change, differences
from atlas.releases.reasons import Explained

log = logging.getLogger("atlas")
Query = Mapping[str, Sequence[str]]


class Pair(NamedTuple):
    """One thing that a view says, before and now; empty where it did not, or does not."""

    before: str
    now: str
    #: heading of a key figure; empty for a sentence
    label: str = ""


class RowChange(NamedTuple):
    """A row of an exhibit that came, went or differs in one column (by its heading)."""

    exhibit: str
    change: str
    row: str
    column: str = ""
    before: str = ""
    now: str = ""


class ViewChanges(NamedTuple):
    """The differences of a view since the release of ``date``; ``held`` when that release can show the view."""

    date: str
    held: bool
    said: tuple[Pair, ...]
    rows: tuple[RowChange, ...]
    facts: tuple[Explained, ...]


def changes(page: str, query: Query, lang: Language, date: str) -> ViewChanges:
    """What differs on a page at an address between a release and today's data; kept for all sessions."""
    return _changes(page, tuple((name, tuple(values)) for name, values in sorted(query.items())), lang, date)


@lru_cache(maxsize=256)
def _changes(
    page: str, query: tuple[tuple[str, tuple[str, ...]], ...], lang: Language, date: str
) -> ViewChanges:
    file, asked = pages()[page].file, dict(query)
    now = _shown(file, asked, lang, None)
    before = _shown(file, asked, lang, date)
    facts = _facts(date, [each.view for each in (before, now) if each is not None])
    # a value that only today's tables know is no value of the earlier view
    if before is None or now is None or set(before.view.refused) - set(now.view.refused):
        return ViewChanges(date, False, (), (), facts)
    said = (*_sentences(before.view, now.view), *_figures(before.view, now.view))
    return ViewChanges(date, True, said, tuple(_rows(before.tables, now.tables)), facts)


class _Table(NamedTuple):
    title: str
    table: pd.DataFrame
    labels: Mapping[str, str]


class _Shown(NamedTuple):
    view: View
    tables: Mapping[str, _Table]


def _shown(file: Path, query: Query, lang: Language, release: str | None) -> _Shown | None:
    """A view with the tables of its exhibits; None where the release does not hold what they need."""
    try:
        found = view(file, query, lang, release)
        with tables.using(release):
            return _Shown(found, {name: _table(each) for name, each in found.exhibits.items()})
    except ViewError:
        return None
    except Exception as error:
        # a table is made when it is asked for, so it fails after its page was run
        log.info("tables of %s with the data of %s: %s", file.stem, release, type(error).__name__)
        return None


def _table(exhibit: Exhibit) -> _Table:
    rows = exhibit.table() if callable(exhibit.table) else exhibit.table
    return _Table(exhibit.title, labelled(rows, exhibit.labels), exhibit.labels)


def _sentences(before: View, now: View) -> list[Pair]:
    # a title may be the finding
    old, new = (list(dict.fromkeys([each.title, *each.finding])) for each in (before, now))
    return [Pair(*pair) for pair in zip_longest(old, new, fillvalue="") if pair[0] != pair[1]]


def _figures(before: View, now: View) -> list[Pair]:
    """Key figures that differ, by heading; two of one heading in their order."""
    old, new = (_numbered(each.figures) for each in (before, now))
    pairs = [Pair(old.get(key, ""), new.get(key, ""), key[0]) for key in dict.fromkeys([*old, *new])]
    return [pair for pair in pairs if pair.before != pair.now]


def _numbered(figures: Sequence[tuple[str, str]]) -> dict[tuple[str, int], str]:
    found: dict[tuple[str, int], str] = {}
    for label, value in figures:
        found[label, sum(1 for known, _ in found if known == label)] = value
    return found


def _rows(before: Mapping[str, _Table], now: Mapping[str, _Table]) -> list[RowChange]:
    found: list[RowChange] = []
    for name, new in now.items():
        old = before.get(name)
        empty = new.table.iloc[:0]
        found += table_changes(new.title, old.table if old else empty, new.table, new.labels)
    for name in before.keys() - now.keys():
        old = before[name]
        found += table_changes(old.title, old.table, old.table.iloc[:0], old.labels)
    return found


def table_changes(
    title: str, before: pd.DataFrame, now: pd.DataFrame, labels: Mapping[str, str]
) -> list[RowChange]:
    """Rows that came, went or differ between two tables of an exhibit; their order is no difference."""
    shared = [str(column) for column in now.columns if column in before.columns]
    old, new = (
        [tuple(_text(value) for value in row) for row in each[shared].itertuples(index=False)]
        for each in (before, now)
    )
    key = _key(before[shared], now[shared], old, new)
    was, is_now = _by_key(old, key), _by_key(new, key)
    found = []
    for each, row in is_now.items():
        if each not in was:
            found.append(RowChange(title, "added", _name(each)))
        else:
            found += [
                RowChange(title, "changed", _name(each), labels[column], then, value)
                for column, then, value in zip(shared, was[each], row, strict=True)
                if then != value
            ]
    return found + [RowChange(title, "removed", _name(each)) for each in was if each not in is_now]


def _key(before: pd.DataFrame, now: pd.DataFrame, *rows: list[tuple[str, ...]]) -> tuple[int, ...]:
    """Places of the columns that name a row: one of words, else the first ones of words, else all."""
    numbers = [pd.api.types.is_float_dtype(kind) for each in (before, now) for kind in each.dtypes]
    width = len(before.columns)
    words = [place for place in range(width) if not (numbers[place] or numbers[place + width])]
    tried = [(place,) for place in words] + [tuple(words[:end]) for end in range(2, len(words) + 1)]
    for places in tried:
        if all(len({tuple(row[place] for place in places) for row in each}) == len(each) for each in rows):
            return places
    return tuple(range(width))


def _by_key(rows: list[tuple[str, ...]], key: tuple[int, ...]) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Rows by what names them; equal ones are told apart by a number, so that none is lost."""
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    for row in rows:
        parts = tuple(row[place] for place in key)
        named, number = parts, 1
        while named in found:
            number += 1
            named = (*parts, str(number))
        found[named] = row
    return found


def _name(key: tuple[str, ...]) -> str:
    return " · ".join(part for part in key if part)


def _text(value: Any) -> str:
    """A cell as text, to the last digit."""
    if isinstance(value, list | tuple | dict):
        return str(value)
    if pd.isna(value):
        return ""
    # sums in another order differ in their last bits, which are no fact
    return f"{value:.12g}" if isinstance(value, float) else str(value)


@lru_cache(maxsize=16)
def _all_facts(date: str) -> tuple[Explained, ...]:
    """Every difference of the tables since a release, with the reason that was given for it."""
    given = {_place(each.change): each for each in archive.since(date)}
    found = []
    for change in differences(tables.release(date), tables.DATA):
        known = given.get(_place(change))
        kind = known.kind if known else "fact" if change.change in FACTS else "method"
        found.append(Explained(change, kind, known.reason if known else ""))
    return tuple(found)


def _place(change: Change) -> tuple[str, str, str, str]:
    return change.table, change.change, change.key, change.column


def _facts(date: str, shown: Sequence[View]) -> tuple[Explained, ...]:
    """The differences of the tables that a view read; of sources only those that it names."""
    read = frozenset[str]().union(*(each.tables for each in shown))
    named = {key for each in shown for exhibit in each.exhibits.values() for key in exhibit.sources}
    return tuple(
        each
        for each in _all_facts(date)
        if each.change.table in read and (each.change.table != "sources" or each.change.key in named)
    )
