"""Headings, labels and units of suppliers' workbooks, in every language of the table, and as the
workbook itself translates them.

The Commission's template carries a sheet in which its words stand row by row in English and in the
language it is shown in. So a workbook in a language that no table here knows is read all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

from atlas import tables
from atlas.cbam.files.table import Table
from atlas.cbam.files.vocabulary import flat

#: a unit behind a heading, ``SEE (direct) [tCO2e/t]``
UNIT_BEHIND = re.compile(r"^(.*?)\s*[\[【]([^\]】]*)[\]】]\s*$", re.S)
#: the number of a block, ``Purchased precursor 12:``
NUMBERED = re.compile(r"^(.*?)\s*(\d{1,3})\s*[:：]?\s*$", re.S)
LONGEST = 200


class Label(NamedTuple):
    """What a cell with a known word stands for; a word may stand for several fields, by place.
    ``unit``: as written behind it; ``number``: of a block."""

    fields: frozenset[str]
    unit: str = ""
    number: int = 0


Known = dict[str, frozenset[str]]
NONE = Label(frozenset())


@cache
def known() -> Known:
    """Flattened word → fields."""
    found: dict[str, set[str]] = {}
    rows = tables.load("cbam_supplier_words")
    for field, word in zip(rows["field"], rows["word"], strict=True):
        found.setdefault(flat(word), set()).add(field)
    return {word: frozenset(fields) for word, fields in found.items()}


class Words:
    """The known words, and their translations in the sheets of a workbook that only translate."""

    def __init__(self, dictionaries: Iterable[Table] = ()) -> None:
        self._known = dict(known())
        for sheet in dictionaries:
            for word, fields in _translated(sheet):
                self._known.setdefault(word, fields)
        self._labels: dict[str, Label] = {}

    def label(self, cell: Any) -> Label:
        """What a cell's text stands for; NONE for figures and other texts."""
        if type(cell) is not str or not cell or len(cell) > LONGEST:
            return NONE
        if cell not in self._labels:
            self._labels[cell] = self._label(cell)
        return self._labels[cell]

    def fields(self, cell: Any) -> frozenset[str]:
        """The fields that a cell's text may stand for."""
        return self.label(cell).fields

    def _label(self, cell: str) -> Label:
        for text in (cell, cell.strip().split("\n")[0]):
            if fields := self._known.get(flat(text)):
                return Label(fields)
        if (match := UNIT_BEHIND.match(cell)) and (fields := self._known.get(flat(match[1]))):
            return Label(fields, match[2].strip())
        if (match := NUMBERED.match(cell)) and (fields := self._known.get(flat(match[1]))):
            blocks = fields & {"precursor_block", "process_block"}
            return Label(blocks, number=int(match[2])) if blocks else NONE
        return NONE


def _translated(sheet: Table) -> Iterator[tuple[str, frozenset[str]]]:
    """Words of the other columns in the rows of known English ones."""
    columns = [[flat(cell[:LONGEST]) if type(cell) is str else "" for cell in own] for own in sheet.columns]
    scores = [len({word for word in own if word in known()}) for own in columns]
    english = columns[scores.index(max(scores))] if scores else []
    for own in columns:
        for word, original in zip(own, english, strict=True):
            if word and original in known() and word not in known():
                yield word, known()[original]
