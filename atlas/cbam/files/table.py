"""What an uploaded file is taken apart into, and the limits of what is taken."""

from __future__ import annotations

from typing import Any, NamedTuple


class Limits(NamedTuple):
    """What a file may hold; the page states these."""

    bytes: int = 20 * 1024**2
    rows: int = 200_000
    columns: int = 100
    #: bytes after unpacking a workbook or a Parquet file
    unpacked: int = 120 * 1024**2
    #: rows times columns of a sheet, also its empty cells
    cells: int = 6_000_000


#: (code of `columns.SEVERITY`, row, value)
Found = tuple[str, int | None, str]


class Table(NamedTuple):
    """Cells of one sheet, or of a whole text: ``numbers`` count its rows from 1 as a spreadsheet does.

    ``columns`` are equally long; texts hold ``str`` only, workbooks also figures, dates and
    `cells.Broken`. ``merged``: (first row, last row, column) of cells joined downwards, from 0.
    """

    name: str
    numbers: list[int]
    columns: list[tuple[Any, ...]]
    merged: list[tuple[int, int, int]] = []


class Upload(NamedTuple):
    """All tables of a file; ``problems`` are rows that could not be taken apart, and sheets left aside."""

    tables: list[Table]
    problems: list[Found]
    kind: str
    encoding: str = ""
    delimiter: str = ""


class Unreadable(Exception):
    """The file as a whole cannot be read: a code of `columns.SEVERITY` and a value."""

    def __init__(self, code: str, value: object = "") -> None:
        super().__init__(code)
        self.code, self.value = code, str(value)
