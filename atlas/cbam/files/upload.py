"""An uploaded file as rows of text cells, or the reason why it cannot be read.

Nothing here knows what the columns mean; `atlas.cbam.files.portfolio` does. The kind of file is
told by its ending and must agree with its content. Sizes are checked before anything is
unpacked, because a file of a few kilobytes may unpack to gigabytes.
"""

from __future__ import annotations

import csv
import io
import itertools
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq
from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from atlas.cbam.files.encoding import decode, utf_16


class Limits(NamedTuple):
    """What a file may hold; the page states these."""

    bytes: int = 20 * 1024**2
    rows: int = 200_000
    columns: int = 100
    #: bytes after unpacking a workbook or a Parquet file
    unpacked: int = 120 * 1024**2
    #: rows times columns of a sheet, also its empty cells
    cells: int = 6_000_000


LIMITS = Limits()
#: how many known headings a list of cells holds
HeaderScore = Callable[[list[str]], int]
ENDINGS = {"csv": "text", "tsv": "text", "txt": "text", "xlsx": "xlsx", "parquet": "parquet"}


class Rows(NamedTuple):
    """A table of texts: ``numbers`` count its rows from 1 as a spreadsheet does.

    ``columns`` are equally long; ``problems`` are (code, row, value) of rows that could not be
    taken apart; ``delimiter`` is empty for workbooks and Parquet.
    """

    numbers: list[int]
    columns: list[tuple[str, ...]]
    problems: list[tuple[str, int | None, str]]
    delimiter: str = ""


class Unreadable(Exception):
    """The file as a whole cannot be read: a code of `portfolio.SEVERITY` and a value."""

    def __init__(self, code: str, value: object = "") -> None:
        super().__init__(code)
        self.code, self.value = code, str(value)


def rows(content: bytes, name: str, known: frozenset[str], header_score: HeaderScore, limits: Limits) -> Rows:
    """All rows of the file.

    ``known`` are characters expected in it (they decide between Chinese encodings),
    ``header_score`` counts the known headings in a list of cells (it decides the delimiter).
    Raises Unreadable.
    """
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    if ending not in ENDINGS:
        raise Unreadable("ending_unknown", ending)
    if len(content) > limits.bytes:
        raise Unreadable("file_too_large", len(content))
    if not content.strip(b"\x00\t\r\n \xef\xbb\xbf\xfe\xff"):
        raise Unreadable("file_empty")
    kind = _kind(content)
    if kind != ENDINGS[ending]:
        raise Unreadable("content_differs", kind)
    if kind == "xlsx":
        return _workbook(content, limits)
    if kind == "parquet":
        return _parquet(content, limits)
    return _text(decode(content, known), header_score, limits)


MAGIC = {
    b"PK\x03\x04": "xlsx",
    b"PAR1": "parquet",
    b"\x89PNG": "png",
    b"\xff\xd8\xff": "jpeg",
    b"GIF8": "gif",
    b"%PDF": "pdf",
    b"\xd0\xcf\x11\xe0": "xls",
    b"\x1f\x8b": "gzip",
    b"BZh": "bzip2",
    b"7z\xbc\xaf": "7z",
    b"Rar!": "rar",
    b"\x7fELF": "program",
    b"MZ\x90": "program",
    b"SQLite format": "sqlite",
}


def _kind(content: bytes) -> str:
    found = next((kind for magic, kind in MAGIC.items() if content.startswith(magic)), "")
    if found == "xlsx":
        try:
            names = zipfile.ZipFile(io.BytesIO(content)).namelist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError):
            raise Unreadable("archive_broken") from None
        return "xlsx" if any(part.startswith("xl/workbook") for part in names) else "zip"
    if found:
        return found
    sample = content[:4096]
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")) or utf_16(sample):
        return "text"
    strange = sum(byte < 32 and byte not in (0, 9, 10, 13) for byte in sample)
    return "binary" if strange > len(sample) / 20 or sample.count(0) > len(sample) / 10 else "text"


def _text(text: str, header_score: HeaderScore, limits: Limits) -> Rows:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n\t ;,").split("\n")
    if len(lines) > limits.rows + 50:
        raise Unreadable("too_many_rows", len(lines))
    scores = {mark: max(header_score(line.split(mark)) for line in lines[:20]) for mark in ",;\t|"}
    delimiter = max(scores, key=lambda mark: scores[mark])
    problems: list[tuple[str, int | None, str]] = []
    try:
        # tuples of texts weigh less on the garbage collector than lists
        records = list(
            map(tuple, csv.reader(io.StringIO("\n".join(lines)), delimiter=delimiter, strict=True))
        )
        numbers = list(range(1, len(records) + 1))
    except csv.Error:
        numbers, records, problems = _around_broken(lines, delimiter)
    width = max(map(len, records), default=0)
    if width > limits.columns:
        raise Unreadable("too_many_columns", width)
    return Rows(numbers, list(itertools.zip_longest(*records, fillvalue="")), problems, delimiter)


def _around_broken(
    lines: list[str], delimiter: str
) -> tuple[list[int], list[tuple[str, ...]], list[tuple[str, int | None, str]]]:
    """(row numbers, records, problems) of a text in which some rows have a quote without its partner."""
    numbers: list[int] = []
    records: list[tuple[str, ...]] = []
    problems: list[tuple[str, int | None, str]] = []
    start, number = 0, 0
    while start < len(lines):
        source = (lines[index] + "\n" for index in range(start, len(lines)))
        reader = csv.reader(source, delimiter=delimiter, strict=True)
        used = 0
        try:
            for record in reader:
                number, used = number + 1, reader.line_num
                numbers.append(number)
                records.append(tuple(record))
            break
        except csv.Error:
            # leave out the one line where the broken row began and go on after it
            number += 1
            problems.append(("quote_broken", number, lines[start + used][:100]))
            start += used + 1
    return numbers, records, problems


def _unpack(content: bytes, limits: Limits) -> dict[str, bytes]:
    """The parts of an XLSX, read up to their declared sizes, which are summed first."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        parts = archive.infolist()
        size = sum(part.file_size for part in parts)
        if size > limits.unpacked or len(parts) > 2000:
            raise Unreadable("archive_too_large", size)
        return {part.filename: archive.read(part) for part in parts if not part.is_dir()}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError):
        raise Unreadable("archive_broken") from None


CELL_COLUMN = re.compile(rb"\sr\s*=\s*[\"']\s*([A-Za-z]{1,9})[0-9]")
CELL_ROW = re.compile(rb"\sr\s*=\s*[\"']\s*[A-Za-z]{1,9}([0-9]{1,18})")


def _check_sheet(xml: bytes, longest: int, limits: Limits) -> None:
    """Refuse a sheet whose outermost cell would make the reader fill millions of empty ones."""
    width = max(map(_column, set(CELL_COLUMN.findall(xml))), default=1)
    height = max(map(int, set(CELL_ROW.findall(xml))), default=1)
    if width > limits.columns:
        raise Unreadable("too_many_columns", width)
    if height > limits.rows + 50:
        raise Unreadable("too_many_rows", height)
    # a long text that many cells share is copied for each of them
    shared = xml.count(b'"s"') + xml.count(b"'s'")
    if height * width > limits.cells or longest * shared > 4 * limits.unpacked:
        raise Unreadable("archive_too_large", height * width)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _workbook(content: bytes, limits: Limits) -> Rows:
    parts = _unpack(content, limits)
    strings = next((xml for part, xml in parts.items() if part.endswith("sharedStrings.xml")), b"")
    longest = max((len(text) for text in strings.split(b"<si")), default=0)
    for part, xml in parts.items():
        if "/worksheets/" in part and part.endswith(".xml"):
            _check_sheet(xml, longest, limits)
    # packed anew: sizes that the archive declared falsely cannot reach the reader
    clean = io.BytesIO()
    with zipfile.ZipFile(clean, "w", zipfile.ZIP_STORED) as archive:
        for part, xml in parts.items():
            archive.writestr(part, xml)
    try:
        clean.seek(0)
        book = CalamineWorkbook.from_filelike(clean)
        sheet = book.get_sheet_by_index(0)
        found = sheet.to_python(skip_empty_area=False)
    except PasswordError:
        raise Unreadable("workbook_encrypted") from None
    except (CalamineError, OSError, ValueError, IndexError, KeyError):
        raise Unreadable("workbook_unreadable") from None
    except BaseException as error:
        # a fault inside the compiled reader arrives as an exception of its own kind
        if type(error).__name__ != "PanicException":
            raise
        raise Unreadable("workbook_unreadable") from None
    others = book.sheet_names[1:]
    ignored: list[tuple[str, int | None, str]] = [("sheets_ignored", None, ", ".join(others)[:200])]
    columns = [_cells(column) for column in zip(*found, strict=True)]
    return Rows(list(range(1, len(found) + 1)), columns, ignored if others else [])


def _cells(values: Iterable[Any]) -> tuple[str, ...]:
    """Cells of a workbook or a Parquet column as the texts a CSV file would hold."""
    return tuple(value if type(value) is str else _cell(value) for value in values)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if type(value) is float:
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return str(value)


def _parquet(content: bytes, limits: Limits) -> Rows:
    try:
        file = pq.ParquetFile(pa.BufferReader(content))
        meta = file.metadata
        if meta.num_rows > limits.rows:
            raise Unreadable("too_many_rows", meta.num_rows)
        if meta.num_columns > limits.columns:
            raise Unreadable("too_many_columns", meta.num_columns)
        size = sum(meta.row_group(index).total_byte_size for index in range(meta.num_row_groups))
        if size > limits.unpacked:
            raise Unreadable("archive_too_large", size)
        table = file.read()
        # row 1 is the heading, as in a spreadsheet
        columns = [
            (name, *_cells(column.to_pylist()))
            for name, column in zip(table.column_names, table.itercolumns(), strict=True)
        ]
    except (pa.ArrowException, OSError, ValueError, OverflowError):
        raise Unreadable("parquet_unreadable") from None
    return Rows(list(range(1, meta.num_rows + 2)), columns, [])
