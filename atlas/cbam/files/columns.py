"""The columns of an uploaded sheet under their known names, and the list of what is wrong with it.

Each column is kept as its distinct cells and the row in which each stands: a portfolio of
100,000 lines has few distinct origins, codes and dates, so each is read once.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

LONGEST_TEXT = 200

#: what a problem does: the whole ``file`` cannot be read, the ``row`` is left out, a ``note`` only tells
SEVERITY = {
    "archive_broken": "file",
    "archive_too_large": "file",
    "column_missing": "file",
    "content_differs": "file",
    "ending_unknown": "file",
    "file_empty": "file",
    "file_too_large": "file",
    "headings_missing": "file",
    "lines_missing": "file",
    "parquet_unreadable": "file",
    "too_many_columns": "file",
    "too_many_rows": "file",
    "workbook_encrypted": "file",
    "workbook_unreadable": "file",
    "basis_unknown": "row",
    "code_rounded": "row",
    "control_character": "row",
    "date_ambiguous": "row",
    "date_unreadable": "row",
    "formula": "row",
    "number_ambiguous": "row",
    "number_not_finite": "row",
    "number_too_large": "row",
    "number_unreadable": "row",
    "period_unreadable": "row",
    "quote_broken": "row",
    "text_too_long": "row",
    "too_many_cells": "row",
    "values_differ": "row",
    "column_twice": "note",
    "column_unknown": "note",
    "sheets_ignored": "note",
}


class Problem(NamedTuple):
    """One thing wrong with a file; ``row`` is missing where it concerns the whole file."""

    code: str
    row: int | None
    column: str
    value: str


def problems(found: list[Problem]) -> pd.DataFrame:
    """The table of problems."""
    frame = pd.DataFrame(found, columns=list(Problem._fields))
    frame.insert(0, "severity", frame["code"].map(SEVERITY).astype("str"))
    text = {"severity": "str", "code": "str", "row": "Int64", "column": "str", "value": "str"}
    return frame.astype(text)


def flat(heading: str) -> str:
    """A heading without case, spaces and signs: ``Net mass (t)`` and ``NET_MASS_T`` are the same."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", heading).casefold())


class Column(NamedTuple):
    """One column: its distinct cells and, for each row, which of them stands there."""

    codes: Any
    cells: Any

    def each(self, answers: list[Any], dtype: str) -> pd.Series:
        """``answers`` (one a distinct cell) as a column of rows."""
        return pd.Series(answers, dtype=dtype).take(self.codes).reset_index(drop=True)


class Sheet(NamedTuple):
    """The heading row, its number, the numbers of the rows below, and the list of what is wrong."""

    head: tuple[str, ...]
    top: int
    rows: Any
    told: list[Problem]

    def tell(self, code: str, heading: str, column: Column, wrong: list[bool]) -> None:
        """Report each row whose cell is ``wrong`` (one answer a distinct cell)."""
        if any(wrong):
            for at in np.flatnonzero(np.array(wrong)[column.codes]):
                self.told.append(
                    Problem(code, int(self.rows[at]), heading, column.cells[column.codes[at]][:100])
                )


def known_columns(
    sheet: Sheet, columns: list[Column], headings: dict[str, str], ragged: bool
) -> dict[str, tuple[str, Column]]:
    """Column name → (heading the user wrote, cells) of the columns with a known heading."""
    known: dict[str, tuple[str, Column]] = {}
    for heading, column in zip(sheet.head, columns, strict=True):
        name = headings.get(flat(heading), "")
        if not name:
            if ragged and not heading.strip():
                sheet.tell("too_many_cells", "", column, [bool(cell.strip()) for cell in column.cells])
            elif heading.strip():
                sheet.told.append(Problem("column_unknown", sheet.top, heading[:100], ""))
            continue
        tidy = _tidy(sheet, heading, column)
        if name in known:
            tidy = _merged(sheet, heading, known[name], tidy)
        known[name] = (known[name][0] if name in known else heading, tidy)
    return known


CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffd\ufffe\uffff]")


def _tidy(sheet: Sheet, heading: str, column: Column) -> Column:
    """Cells without outer blanks and without Excel's ``="..."``; unusable ones are reported."""
    cells = [cell.strip() for cell in column.cells]
    if CONTROL.search("".join(cells)):
        sheet.tell("control_character", heading, column, [bool(CONTROL.search(cell)) for cell in cells])
    if max(map(len, cells), default=0) > LONGEST_TEXT:
        sheet.tell("text_too_long", heading, column, [len(cell) > LONGEST_TEXT for cell in cells])
    if "=" in "".join(cells):
        cells = [cell[2:-1] if cell.startswith('="') and cell.endswith('"') else cell for cell in cells]
        sheet.tell("formula", heading, column, [cell.startswith("=") for cell in cells])
        cells = ["" if cell.startswith("=") else cell for cell in cells]
    return Column(column.codes, cells)


def _merged(sheet: Sheet, heading: str, first: tuple[str, Column], second: Column) -> Column:
    """Two columns of the same meaning as one; rows in which they differ are reported."""
    sheet.told.append(Problem("column_twice", sheet.top, heading, first[0]))
    one = np.array(first[1].cells, dtype="object")[first[1].codes]
    two = np.array(second.cells, dtype="object")[second.codes]
    for at in np.flatnonzero((one != two) & (one != "") & (two != "")):
        sheet.told.append(Problem("values_differ", int(sheet.rows[at]), heading, two[at][:100]))
    return Column(*pd.factorize(np.where(one == "", two, one)))
