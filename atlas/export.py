"""Tables as files that spreadsheets open well and that cannot run anything."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd
import pyarrow as pa
from pyarrow import csv

#: a cell that starts so is run as a formula by spreadsheets
FORMULA = re.compile(r"^[=+\-@\t\r]")
NUMBER = re.compile(r"^[+-]?\d[\d.,  ]*([eE][+-]?\d+)?\s?%?$")


#: columns of years and other numbers that are names and not amounts
NAMES = re.compile(r"^year|(^|_)(year|id|code)$")


def shown_digits(values: pd.Series[Any], name: str) -> int | None:
    """Decimals that a page shows of a column of numbers: none that is not there, two from a hundred on.

    -1 for numbers that are names (years), which are not grouped either; None for what is no number.
    """
    kind = values.dtype
    if not pd.api.types.is_numeric_dtype(kind) or pd.api.types.is_bool_dtype(kind):
        return None
    known = pd.to_numeric(values, errors="coerce").dropna().astype("float64").abs()
    if known.empty:
        return 0
    largest = float(known.max())
    if NAMES.search(name) and bool((known == known.round()).all()) and largest <= 2100:
        return -1
    most = 2 if largest >= 100 else 4 if largest >= 0.01 else 8
    return next((n for n in range(most) if float((known - known.round(n)).max()) < 1e-9), most)


def harmless(text: object) -> object:
    """Text that no spreadsheet takes for a formula; numbers stay as they are."""
    if isinstance(text, str) and FORMULA.match(text) and not NUMBER.match(text):
        return "'" + text
    return text


def _labelled(frame: pd.DataFrame, labels: Mapping[str, str]) -> pd.DataFrame:
    safe = frame.copy()
    for column in safe.columns:
        kind = safe[column].dtype
        if not (pd.api.types.is_numeric_dtype(kind) or pd.api.types.is_datetime64_any_dtype(kind)):
            codes, texts = pd.factorize(safe[column])
            told = pd.Series([harmless(text) for text in texts], dtype="object")
            # each distinct text is looked at once: long tables repeat themselves
            safe[column] = told.reindex(codes).set_axis(safe.index)
    return safe.rename(columns=lambda name: str(harmless(labels.get(name, str(name)))))


def to_csv(frame: pd.DataFrame, labels: Mapping[str, str]) -> bytes:
    """The table as CSV: UTF-8 with byte-order mark, so that Excel opens Chinese correctly."""
    text = _labelled(frame, labels).to_csv(index=False, date_format="%Y-%m-%d", lineterminator="\r\n")
    return text.encode("utf-8-sig")


def to_long_csv(frame: pd.DataFrame, labels: Mapping[str, str]) -> bytes:
    """The same for a table of 100,000 lines, written by Arrow in a tenth of the time.

    Each column holds one kind of value. Dates are written without a time of day.
    """
    table = pa.Table.from_pandas(_labelled(frame, labels), preserve_index=False)
    for place, field in enumerate(table.schema):
        if pa.types.is_timestamp(field.type):
            table = table.set_column(place, field.name, table.column(place).cast(pa.date32(), safe=False))
    sink = io.BytesIO(b"\xef\xbb\xbf")
    sink.seek(0, io.SEEK_END)
    csv.write_csv(table, sink, csv.WriteOptions(quoting_style="needed"))
    return sink.getvalue()


class Notes(NamedTuple):
    """What stands on the further sheets of a workbook."""

    notes: Sequence[str]
    #: controls of the view and what is chosen, in words
    selection: Sequence[tuple[str, str]]
    #: one line a source, and its address where it has one
    sources: Sequence[tuple[str, str | None]]
    #: headings of the three
    headings: tuple[str, str, str]
    #: of the view
    link: str


def rounded(frame: pd.DataFrame) -> pd.DataFrame:
    """Numbers as the page shows them."""
    digits = {column: shown_digits(frame[column], str(column)) for column in frame.columns}
    return frame.round({column: max(n, 0) for column, n in digits.items() if n is not None})


def number_format(digits: int | None) -> str | None:
    """The spreadsheet's format of a column with so many decimals."""
    if digits is None:
        return None
    return "0" if digits < 0 else "#,##0" + ("." + "0" * digits if digits else "")


def to_xlsx(frame: pd.DataFrame, labels: Mapping[str, str], notes: Notes | None = None) -> bytes:
    """The table as a workbook: raw values with number formats, then notes, selection and linked sources."""
    file = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "nan_inf_to_errors": True}
    with pd.ExcelWriter(file, engine="xlsxwriter", engine_kwargs={"options": options}) as writer:
        _labelled(frame, labels).to_excel(writer, sheet_name="Data", index=False, freeze_panes=(1, 0))
        sheet, book = writer.sheets["Data"], writer.book
        sheet.autofit(max_width=400)
        for place, column in enumerate(frame.columns):
            told = number_format(shown_digits(frame[column], str(column)))
            if told:
                sheet.set_column(place, place, 16, book.add_format({"num_format": told}))
            _link(sheet, place, frame[column])
        if notes is not None:
            _notes(book, notes)
    return file.getvalue()


def _is_link(value: object) -> bool:
    return isinstance(value, str) and value.startswith(("https://", "http://")) and len(value) < 2000


def _link(sheet: Any, place: int, values: pd.Series[Any]) -> None:
    """Addresses in a column become links."""
    if pd.api.types.is_numeric_dtype(values.dtype):
        return
    for row, value in enumerate(values.tolist(), 1):
        if _is_link(value):
            sheet.write_url(row, place, value)


def _notes(book: Any, notes: Notes) -> None:
    bold = book.add_format({"bold": True})
    parts: list[Sequence[tuple[str, str | None]]] = [
        [*((note, None) for note in notes.notes), (notes.link, notes.link)],
        [(f"{label}: {value}", None) for label, value in notes.selection],
        notes.sources,
    ]
    for name, heading, lines in zip(("Notes", "Selection", "Sources"), notes.headings, parts, strict=True):
        sheet = book.add_worksheet(name)
        sheet.set_column(0, 0, 120)
        sheet.write_string(0, 0, heading, bold)
        for row, (text, address) in enumerate(lines, 1):
            if _is_link(address):
                sheet.write_url(row, 0, address, string=str(harmless(text))[:250])
            else:
                sheet.write_string(row, 0, str(harmless(text)))
