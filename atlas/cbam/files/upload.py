"""An uploaded file as tables of cells, or the reason why it cannot be read.

Nothing here knows what the columns mean; `atlas.cbam.files.portfolio` does. The kind of file is
told by its ending and must agree with its content. Sizes are checked before anything is
unpacked, because a file of a few kilobytes may unpack to gigabytes.
"""

from __future__ import annotations

import csv
import io
import itertools
import zipfile
from collections.abc import Callable, Collection, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from atlas.cbam.files.cells import written
from atlas.cbam.files.encoding import decode, utf_16
from atlas.cbam.files.table import Found, Limits, Table, Unreadable, Upload
from atlas.cbam.files.workbooks import workbook

LIMITS = Limits()
#: how many known headings a list of cells holds
HeaderScore = Callable[[Sequence[Any]], int]
ENDINGS = {
    "csv": "text",
    "tsv": "text",
    "txt": "text",
    "xlsx": "zip",
    "xlsm": "zip",
    "xlsb": "zip",
    "ods": "zip",
    "xls": "xls",
    "parquet": "parquet",
}


def tables(
    content: bytes, name: str, header_score: HeaderScore, limits: Limits, hidden: Collection[str] = ()
) -> Upload:
    """All tables of the file. ``header_score`` counts the known headings in a list of cells (it
    decides the delimiter); ``hidden`` sheets are read too. Raises Unreadable."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    if ending not in ENDINGS:
        raise Unreadable("ending_unknown", ending)
    if len(content) > limits.bytes:
        raise Unreadable("file_too_large", len(content))
    if not content.strip(b"\x00\t\r\n \xef\xbb\xbf\xfe\xff"):
        raise Unreadable("file_empty")
    kind = _kind(content)
    # some systems give a text the ending of a workbook, and workbooks each other's endings
    if kind == "text" and ENDINGS[ending] in ("text", "xls"):
        return _text(*decode(content), header_score, limits)
    if kind == "parquet" and ENDINGS[ending] == "parquet":
        return _parquet(content, limits)
    if kind in ("zip", "xls") and ENDINGS[ending] in ("zip", "xls"):
        return workbook(content, kind, limits, hidden)
    raise Unreadable("content_differs", kind)


MAGIC = {
    b"PK\x03\x04": "zip",
    b"PAR1": "parquet",
    b"\xd0\xcf\x11\xe0": "xls",
    b"%PDF": "pdf",
    b"\x89PNG": "png",
    b"\xff\xd8\xff": "jpeg",
    b"GIF8": "gif",
    b"\x1f\x8b": "gzip",
    b"Rar!": "rar",
    b"7z\xbc\xaf": "7z",
    b"\x7fELF": "program",
    b"SQLite": "sqlite",
}


def _kind(content: bytes) -> str:
    found = next((kind for magic, kind in MAGIC.items() if content.startswith(magic)), "")
    if found == "zip":
        try:
            names = zipfile.ZipFile(io.BytesIO(content)).namelist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError):
            raise Unreadable("archive_broken") from None
        books = any(part.startswith("xl/workbook") or part == "content.xml" for part in names)
        return "zip" if books else "archive"
    if found:
        return found
    sample = content[:4096]
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")) or utf_16(sample):
        return "text"
    strange = sum(byte < 32 and byte not in (0, 9, 10, 13) for byte in sample)
    return "binary" if strange > len(sample) / 20 or sample.count(0) > len(sample) / 10 else "text"


def _text(text: str, encoding: str, header_score: HeaderScore, limits: Limits) -> Upload:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n\t ;,").split("\n")
    if len(lines) > limits.rows + 50:
        raise Unreadable("too_many_rows", len(lines))
    marked = lines[0].strip().strip('"').lower() if lines else ""
    if marked.startswith("sep=") and len(marked) == 5:
        # a spreadsheet's own line that names the delimiter; it keeps its place in the count of rows
        lines[0] = ""
    scores = {mark: max(header_score(line.split(mark)) for line in lines[:20]) for mark in ",;\t|"}
    delimiter = max(scores, key=lambda mark: scores[mark])
    problems: list[Found] = []
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
    columns = list(itertools.zip_longest(*records, fillvalue=""))
    return Upload([Table("", numbers, columns)], problems, "text", encoding, delimiter)


def _around_broken(lines: list[str], delimiter: str) -> tuple[list[int], list[tuple[str, ...]], list[Found]]:
    """(row numbers, records, problems) of a text in which some rows have a quote without its partner."""
    numbers: list[int] = []
    records: list[tuple[str, ...]] = []
    problems: list[Found] = []
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


def _parquet(content: bytes, limits: Limits) -> Upload:
    try:
        file = pq.ParquetFile(pa.BufferReader(content))
        meta = file.metadata
        if meta.num_rows > limits.rows:
            raise Unreadable("too_many_rows", meta.num_rows)
        if meta.num_columns > limits.columns:
            raise Unreadable("too_many_columns", meta.num_columns)
        if any(pa.types.is_nested(field.type) for field in file.schema_arrow):
            raise Unreadable("parquet_unreadable")
        parts, held = [], 0
        for batch in file.iter_batches(batch_size=1_000):
            # what a dictionary declares is less than what it unpacks to
            held += batch.nbytes
            if held > limits.unpacked:
                raise Unreadable("archive_too_large", held)
            parts.append(batch)
        table = pa.Table.from_batches(parts, file.schema_arrow)
        # row 1 is the heading, as in a spreadsheet
        columns = [
            (name, *map(_figure, column.to_pylist()))
            for name, column in zip(table.column_names, table.itercolumns(), strict=True)
        ]
    except (pa.ArrowException, OSError, ValueError, OverflowError):
        raise Unreadable("parquet_unreadable") from None
    return Upload([Table("", list(range(1, meta.num_rows + 2)), columns)], [], "parquet")


def _figure(value: Any) -> Any:
    """Figures and dates as they are, whole numbers as figures too; the rest as text."""
    if type(value) is int:
        return float(value) if abs(value) < 2**53 else str(value)
    return value if type(value) is float or hasattr(value, "year") else written(value)
