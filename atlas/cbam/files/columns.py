"""The cells of one column, and the list of what is wrong with a file.

Each column is kept as its distinct cells and the row in which each stands: a portfolio of
100,000 lines has few distinct origins, codes and dates, so each is read once.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from atlas.cbam.files.cells import written

#: what a problem does: the whole ``file`` cannot be read, the ``row`` is left out, a ``note`` only tells
SEVERITY = {
    "archive_broken": "file",
    "archive_too_large": "file",
    "column_missing": "file",
    "content_differs": "file",
    "data_sheet_unknown": "file",
    "ending_unknown": "file",
    "file_empty": "file",
    "file_too_large": "file",
    "headings_missing": "file",
    "lines_missing": "file",
    "mapping_answer_unknown": "file",
    "mapping_heading_missing": "file",
    "mapping_name_unknown": "file",
    "mapping_unreadable": "file",
    "parquet_unreadable": "file",
    "too_many_columns": "file",
    "too_many_rows": "file",
    "workbook_encrypted": "file",
    "workbook_unreadable": "file",
    "basis_unknown": "row",
    "blank_below": "row",
    "chain_malformed": "row",
    "chain_twice": "row",
    "code_national": "row",
    "code_rounded": "row",
    "control_character": "row",
    "date_ambiguous": "row",
    "date_unreadable": "row",
    "error_cell": "row",
    "formula": "row",
    "formula_without_value": "row",
    "number_ambiguous": "row",
    "number_negative": "row",
    "number_not_finite": "row",
    "number_too_large": "row",
    "number_unreadable": "row",
    "origin_northern_ireland": "row",
    "origin_open": "row",
    "period_unreadable": "row",
    "quote_broken": "row",
    "step_unusable": "row",
    "step_without_good": "row",
    "taric_differs": "row",
    "text_too_long": "row",
    "too_many_cells": "row",
    "unit_conflict": "row",
    "unit_missing": "row",
    "unit_unknown": "row",
    "values_differ": "row",
    "yes_or_no": "row",
    "captions_left_out": "note",
    "code_completed": "note",
    "code_cut": "note",
    "column_other": "note",
    "column_twice": "note",
    "column_unknown": "note",
    "errors_unseen": "note",
    "merged_filled": "note",
    "sheet_hidden": "note",
    "sheet_incomplete": "note",
    "sheet_other": "note",
    "sheets_alike": "note",
    "totals_left_out": "note",
}


class Problem(NamedTuple):
    """One thing wrong with a file; ``row`` is missing where it concerns the whole file.

    ``column`` is the heading the user wrote, ``name`` the column it was read as.
    """

    code: str
    row: int | None
    column: str
    value: str
    sheet: str = ""
    name: str = ""


def problems(found: list[Problem]) -> pd.DataFrame:
    """The table of problems."""
    frame = pd.DataFrame(found, columns=list(Problem._fields))
    frame.insert(0, "severity", frame["code"].map(SEVERITY).astype("str"))
    texts = ("severity", "code", "column", "value", "sheet", "name")
    return frame.astype(dict.fromkeys(texts, "str") | {"row": "Int64"})


class Column(NamedTuple):
    """One column: its distinct cells and, for each row, which of them stands there."""

    codes: Any
    cells: Sequence[Any]

    @classmethod
    def of(cls, cells: Sequence[Any]) -> Column:
        """The column of these cells."""
        codes, distinct = pd.factorize(np.fromiter(cells, dtype="object", count=len(cells)))
        return cls(codes, list(distinct))

    @classmethod
    def blank(cls, size: int) -> Column:
        """A column without any cell filled."""
        return cls(np.zeros(size, dtype="int64"), [""])

    def each(self, answers: Sequence[Any], dtype: str) -> pd.Series:
        """``answers`` (one a distinct cell) as a column of rows."""
        return pd.Series(answers, dtype=dtype).take(self.codes).reset_index(drop=True)

    def where(self, answers: Iterable[bool]) -> Any:
        """``answers`` (one a distinct cell) as an array of rows."""
        own = np.fromiter(answers, dtype="bool")
        return own[self.codes] if len(own) else np.zeros(len(self.codes), dtype="bool")

    def rows(self) -> Any:
        """The cell of each row."""
        return np.fromiter(self.cells, dtype="object", count=len(self.cells))[self.codes]

    def filled(self) -> Any:
        """Which rows hold something."""
        return self.where(bool(written(cell).strip()) for cell in self.cells)

    def keep(self, rows: Any) -> Column:
        """The same for some of the rows."""
        return Column(self.codes[rows], self.cells)


def joined(columns: Sequence[Column]) -> Column:
    """Columns one below the other."""
    if len(columns) == 1:
        return columns[0]
    return Column.of(list(itertools.chain.from_iterable(column.rows() for column in columns)))
