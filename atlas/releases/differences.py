"""What differs between two releases of the data, fact by fact: by table, key and column.

Two versions of a table are compared as the text that stands in their files, so that a value
written differently is a difference and a value read differently is none.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from atlas import tables
from atlas.tables import Folder

#: the four ways in which a fact can differ, and the four in which a table's form can
FACTS = ("added", "removed", "changed")
FORMS = ("table_added", "table_removed", "column_added", "column_removed")
#: between the parts of a key of several columns
JOINT = " | "
Rows = dict[str, dict[str, str]]


class Change(NamedTuple):
    """One difference; a whole row has no column, a whole table no key."""

    table: str
    change: str
    key: str = ""
    column: str = ""
    before: str = ""
    now: str = ""


def differences(before: Folder, now: Folder) -> list[Change]:
    """Every difference between two releases, in the order of the newer one's tables and rows."""
    found: list[Change] = []
    old, new = tables.names(before), tables.names(now)
    for name in new:
        if name in old:
            found += _in_table(name, before, now)
        else:
            found.append(Change(name, "table_added", now=str(len(_rows(name, now)))))
    found += [
        Change(name, "table_removed", before=str(len(_rows(name, before)))) for name in old if name not in new
    ]
    return found


def _in_table(name: str, before: Folder, now: Folder) -> Iterator[Change]:
    columns = [_columns(tables.resource(name, folder)) for folder in (before, now)]
    yield from (Change(name, "column_added", column=each) for each in columns[1] if each not in columns[0])
    yield from (Change(name, "column_removed", column=each) for each in columns[0] if each not in columns[1])
    shared = [each for each in columns[1] if each in columns[0]]
    key = _key(tables.resource(name, now))
    if not set(key) <= set(columns[0]):
        # a key of new columns names no row of the older table: all went, all came
        old, new = _rows(name, before), _rows(name, now)
        yield from (Change(name, "removed", each) for each in old)
        yield from (Change(name, "added", each) for each in new)
        return
    old, new = _rows(name, before, key), _rows(name, now, key)
    for each, row in new.items():
        if each not in old:
            yield Change(name, "added", each)
        else:
            yield from _in_row(name, each, old[each], row, shared)
    yield from (Change(name, "removed", each) for each in old if each not in new)


def _in_row(
    name: str, key: str, old: Mapping[str, str], new: Mapping[str, str], columns: list[str]
) -> Iterator[Change]:
    for column in columns:
        if old[column] != new[column]:
            yield Change(name, "changed", key, column, old[column], new[column])


def _columns(entry: Mapping[str, Any]) -> list[str]:
    return [field["name"] for field in entry["schema"]["fields"]]


def _key(entry: Mapping[str, Any]) -> list[str]:
    # a table without a key has its whole row for one
    key = entry["schema"].get("primaryKey") or _columns(entry)
    return [key] if isinstance(key, str) else list(key)


def _rows(name: str, folder: Folder, key: list[str] | None = None) -> Rows:
    """The rows of a table as text, by their key, by default the table's own."""
    entry = tables.resource(name, folder)
    text = tables.file_of(entry["path"], folder).decode("utf-8-sig")
    parts = key or _key(entry)
    found: Rows = {}
    for row in csv.DictReader(io.StringIO(text, newline="")):
        joint = JOINT.join(row[part] for part in parts)
        # a key of an earlier form may name several rows: each is one of its own
        found[joint if joint not in found else f"{joint}{JOINT}{len(found)}"] = row
    return found
