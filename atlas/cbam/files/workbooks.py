"""Workbooks (XLSX, XLSM, XLSB, XLS, ODS) as tables of cells, by calamine; macros are never run.

calamine gives an error cell, and a formula whose value was never stored, as an empty one. An empty
cell may mean something (no basis: default values), so both are looked up in the file itself: here in
XLSX, for the other formats in `atlas.cbam.files.unshown`.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Collection
from html import unescape
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from atlas.cbam.files import unshown
from atlas.cbam.files.cells import Broken
from atlas.cbam.files.table import Found, Limits, Table, Unreadable, Upload
from atlas.cbam.files.unshown import Places, Unshown


def workbook(content: bytes, kind: str, limits: Limits, hidden: Collection[str] = ()) -> Upload:
    """All visible sheets of a workbook, and the ``hidden`` ones that are named. Raises Unreadable."""
    if kind == "xls" and "EncryptedPackage".encode("utf-16-le") in content:
        raise Unreadable("workbook_encrypted")
    parts = _unpack(content, limits) if kind == "zip" else {}
    _check_parts(parts, limits)
    kinds = {"xl/workbook.bin": "xlsb", "xl/workbook.xml": "xlsx", "content.xml": "ods"}
    found = next((name for part, name in kinds.items() if part in parts), "xls")
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(_packed_anew(parts) if parts else content))
        seen = _unshown(found, content, parts, book)
        tables, problems = _sheets(book, seen, limits, hidden)
    except PasswordError:
        raise Unreadable("workbook_encrypted") from None
    except (CalamineError, OSError, ValueError, IndexError, KeyError):
        raise Unreadable("workbook_unreadable") from None
    except BaseException as error:
        # a fault inside the compiled reader arrives as an exception of its own kind
        if type(error).__name__ != "PanicException":
            raise
        raise Unreadable("workbook_unreadable") from None
    if not seen:
        problems.append(("errors_unseen", None, found))
    return Upload(tables, problems, found)


def _unshown(found: str, content: bytes, parts: dict[str, bytes], book: CalamineWorkbook) -> list[Unshown]:
    """What calamine leaves out, by sheet; nothing where the file is built in a way not known here."""
    try:
        if found == "xlsx":
            return [Unshown(_broken(_part_of(name, parts)), []) for name in book.sheet_names]
        if found == "ods":
            own = unshown.of_ods(parts["content.xml"])
        else:
            own = unshown.of_xlsb(parts) if found == "xlsb" else unshown.of_xls(content)
    except (struct.error, ValueError, IndexError, KeyError):
        return []
    return own if len(own) == len(book.sheets_metadata) else []


def _sheets(
    book: CalamineWorkbook, seen: list[Unshown], limits: Limits, hidden: Collection[str]
) -> tuple[list[Table], list[Found]]:
    tables: list[Table] = []
    problems: list[Found] = []
    rows = 0
    for place, sheet in enumerate(book.sheets_metadata):
        if sheet.typ != SheetTypeEnum.WorkSheet:
            continue
        if sheet.visible != SheetVisibleEnum.Visible and sheet.name not in hidden:
            problems.append(("sheet_hidden", None, sheet.name[:100]))
            continue
        own = book.get_sheet_by_name(sheet.name)
        height, width = own.total_height + 1, own.total_width + 1
        if width > limits.columns + 1:
            raise Unreadable("too_many_columns", width)
        rows += height
        if rows > limits.rows + 50 * len(book.sheet_names):
            raise Unreadable("too_many_rows", rows)
        found = own.to_python(skip_empty_area=False)
        broken, spans = seen[place] if seen else Unshown({}, [])
        columns = [_cells(column, at, broken) for at, column in enumerate(zip(*found, strict=True))]
        merged = [
            (top, bottom, left)
            for (top, left), (bottom, right) in own.merged_cell_ranges or []
            if bottom > top and left == right
        ]
        merged += spans
        tables.append(Table(sheet.name, list(range(1, len(found) + 1)), columns, merged))
    return tables, problems


def _cells(values: tuple[Any, ...], column: int, broken: Places) -> tuple[Any, ...]:
    """Figures, dates and texts of a column, with what shows no value marked."""
    cells = [value if type(value) in (str, float) else _cell(value) for value in values]
    for (row, own), what in broken.items():
        if own == column and row < len(cells):
            cells[row] = what
    return tuple(cells)


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    if type(value) is int:
        return float(value)
    # true and false are words here, and equal to 1 and 0 in Python
    return value if hasattr(value, "year") else str(value)


ERROR = re.compile(rb"<(?:\w+:)?c\b[^>]*\bt\s*=\s*[\"']e[\"'][^>]*>.*?</(?:\w+:)?c>", re.S)
#: a formula with nothing, or an empty value, behind it
NO_VALUE = re.compile(
    rb"<(?:\w+:)?c\b[^>]*>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)"
    rb"\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
PLACE = re.compile(rb"\sr\s*=\s*[\"']\s*([A-Za-z]{1,3})([0-9]{1,7})")
#: an empty text that a formula gave is a value
TEXT_RESULT = re.compile(rb"^[^>]*\bt\s*=\s*[\"']str[\"']")
SHOWN = re.compile(rb"<(?:\w+:)?v>([^<]*)<")


def _broken(xml: bytes) -> Places:
    """(row, column), from 0, of cells that show an error or hold a formula without a value."""
    found: Places = {}
    if b'"e"' in xml or b"'e'" in xml:
        for match in ERROR.finditer(xml):
            shown = SHOWN.search(match[0])
            found[_place(match[0])] = Broken("error_cell", shown[1].decode() if shown else "#")
    if b"f>" in xml or b"<f" in xml:
        for match in NO_VALUE.finditer(xml):
            if not TEXT_RESULT.match(match[0]):
                found[_place(match[0])] = Broken("formula_without_value", "=")
    return found


def _place(cell: bytes) -> tuple[int, int]:
    place = PLACE.search(cell)
    if not place:
        raise Unreadable("workbook_unreadable")
    return int(place[2]) - 1, _column(place[1]) - 1


def _part_of(name: str, parts: dict[str, bytes]) -> bytes:
    """The XML of the sheet of a name; empty in formats that hold none."""
    sheets = re.findall(rb"<(?:\w+:)?sheet\b[^>]*>", parts.get("xl/workbook.xml", b""))
    for tag in sheets:
        title, key = re.search(rb'\bname="([^"]*)"', tag), re.search(rb'\w+:id="([^"]*)"', tag)
        if title and key and unescape(title[1].decode()) == name:
            for link in re.findall(
                rb"<(?:\w+:)?Relationship\b[^>]*>", parts.get("xl/_rels/workbook.xml.rels", b"")
            ):
                target = re.search(rb'\bTarget="([^"]*)"', link)
                if target and re.search(rb'\bId="' + re.escape(key[1]) + rb'"', link):
                    path = target[1].decode().lstrip("/")
                    return parts.get(path, parts.get(f"xl/{path}", b""))
    return b""


def _unpack(content: bytes, limits: Limits) -> dict[str, bytes]:
    """The parts of an archive, read up to their declared sizes, which are summed first."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        listed = archive.infolist()
        size = sum(part.file_size for part in listed)
        if size > limits.unpacked or len(listed) > 2000:
            raise Unreadable("archive_too_large", size)
        parts = {}
        for part in listed:
            if not part.is_dir():
                with archive.open(part) as file:
                    # one byte more than declared tells an archive that lies
                    parts[part.filename] = file.read(part.file_size + 1)
        return parts
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError):
        raise Unreadable("archive_broken") from None


def _packed_anew(parts: dict[str, bytes]) -> bytes:
    """An archive whose sizes are those of its parts, so that none declared falsely reaches the reader."""
    clean = io.BytesIO()
    with zipfile.ZipFile(clean, "w", zipfile.ZIP_STORED) as archive:
        for part, body in parts.items():
            archive.writestr(part, body)
    return clean.getvalue()


ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*\sr\s*=\s*[\"']\s*([0-9]{1,18})")
#: a cell with something in it; an empty one that only has a format takes no room
CELL_COLUMN = re.compile(rb"<(?:\w+:)?c\b[^>/]*\sr\s*=\s*[\"']\s*([A-Za-z]{1,9})[0-9]+[\"'][^>/]*>")
CELL_ROW = re.compile(rb"<(?:\w+:)?c\b[^>/]*\sr\s*=\s*[\"']\s*[A-Za-z]{1,9}([0-9]{1,18})[\"'][^>/]*>")
BARE_CELL = re.compile(rb"<(?:\w+:)?c(?:\s(?:(?!\br\s*=)[^>/])*)?>")
REPEATED = re.compile(rb"number-(rows|columns)-repeated=\"([0-9]{1,9})\"[^>]*[^/>]>")


def _check_parts(parts: dict[str, bytes], limits: Limits) -> None:
    """Refuse sheets whose outermost cell would make the reader fill millions of empty ones."""
    strings = next((xml for part, xml in parts.items() if part.endswith("sharedStrings.xml")), b"")
    longest = max((len(text) for text in strings.split(b"<si")), default=0)
    for part, xml in parts.items():
        # the sheets of a workbook may lie in any folder
        if part != "xl/sharedStrings.xml" and b"sheetData" in xml:
            _check_sheet(xml, longest, limits)
    if "content.xml" in parts:
        counts = [int(count) for kind, count in REPEATED.findall(parts["content.xml"])]
        if sum(counts) > limits.rows * 2:
            raise Unreadable("too_many_rows", sum(counts))


def _check_sheet(xml: bytes, longest: int, limits: Limits) -> None:
    width = max(map(_column, set(CELL_COLUMN.findall(xml))), default=1)
    height = max(map(int, set(CELL_ROW.findall(xml))), default=1)
    if BARE_CELL.search(xml):
        # cells without an address lie one after another, in rows that count themselves
        height = max(height, *map(int, ROW.findall(xml)), xml.count(b"<row"))
        width = max(width, *(row.count(b"<c") for row in xml.split(b"<row")))
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
