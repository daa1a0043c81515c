"""What can stand in a cell of the workbook, and rows of rules that formulas refer to."""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd
from xlsxwriter.utility import xl_col_to_name


class Heading(NamedTuple):
    """A column's heading."""

    column: str


class Code(NamedTuple):
    """A code to be shown by its name."""

    vocabulary: str
    code: str


class Formula(NamedTuple):
    """A formula, its value and how it is shown."""

    text: str
    value: float
    form: str


Cell = Heading | Code | Formula | float | int | str
Row = list[Cell]


class Column(NamedTuple):
    """A column of the sheet Lines; rows with an empty formula hold a number to change."""

    name: str
    form: str
    vocabulary: str
    values: list[Any]
    formulas: list[str] | None = None


class Plan(NamedTuple):
    """Everything to be written: columns of Lines with ``size`` rows, and the other sheets as rows."""

    size: int
    columns: list[Column]
    tables: dict[str, list[Row]]


class Block:
    """Distinct rows of a rule sheet and, for each line, the address of its figure."""

    def __init__(self, sheet: str, rows: list[Row], headings: list[str], vocabularies: list[str]) -> None:
        self.sheet, self.rows, self.headings, self.vocabularies = sheet, rows, headings, vocabularies

    def add(self, lines: pd.DataFrame, used: pd.Series) -> list[str]:
        """Write the distinct ``headings`` columns of the used lines; the last one is the figure.

        Returns a formula a line that refers to its figure; ``=0`` for lines not used."""
        self.rows.append([Heading(heading) for heading in self.headings])
        own = lines.loc[used, self.headings]
        number = own.groupby(self.headings, sort=True, dropna=False, observed=True).ngroup()
        distinct = own.assign(number=number).drop_duplicates("number").sort_values("number")
        top = len(self.rows) + 1
        for values in distinct[self.headings].to_numpy(dtype="object"):
            texts = [Code(v, str(code)) for v, code in zip(self.vocabularies, values[:-1], strict=True)]
            self.rows.append([*texts, float(values[-1])])
        self.rows.append([])
        letter = xl_col_to_name(len(self.headings) - 1)
        address = [f"={self.sheet}!${letter}${top + at}" for at in range(len(distinct))] + ["=0"]
        place = number.reindex(lines.index).fillna(len(distinct)).astype("int64")
        return [address[at] for at in place]
