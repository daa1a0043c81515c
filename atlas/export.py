"""Tables as files that spreadsheets open well and that cannot run anything."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence

import pandas as pd
import pyarrow as pa
from pyarrow import csv

#: a cell that starts so is run as a formula by spreadsheets
FORMULA = re.compile(r"^[=+\-@\t\r]")
NUMBER = re.compile(r"^[+-]?\d[\d.,  ]*([eE][+-]?\d+)?\s?%?$")


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


def to_xlsx(frame: pd.DataFrame, labels: Mapping[str, str], notes: Sequence[str]) -> bytes:
    """The table as a workbook; ``notes`` (sources, date, doubts) stand on its second sheet."""
    file = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "nan_inf_to_errors": True}
    with pd.ExcelWriter(file, engine="xlsxwriter", engine_kwargs={"options": options}) as writer:
        _labelled(frame, labels).to_excel(writer, sheet_name="Data", index=False, freeze_panes=(1, 0))
        pd.DataFrame({"Notes": [harmless(note) for note in notes]}).to_excel(
            writer, sheet_name="Notes", index=False
        )
        writer.sheets["Data"].autofit(max_width=400)
        writer.sheets["Notes"].set_column(0, 0, 120)
    return file.getvalue()
