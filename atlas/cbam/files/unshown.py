"""Cells that calamine gives as empty though something stands there: errors, formulas without a value, and
the cells joined below another one in ODS.

An empty cell may mean something (no basis: default values), so each is looked up in the file itself.
Sheets are told by their order, which is the workbook's.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from typing import NamedTuple

from atlas.cbam.files.cells import Broken

#: (row, column), from 0
Places = dict[tuple[int, int], Broken]


class Unshown(NamedTuple):
    """Of one sheet: cells without a value, and (first row, last row, column) of cells joined downwards."""

    broken: Places
    merged: list[tuple[int, int, int]]


#: the binary formats number their errors
ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}


def _error(code: int) -> Broken:
    return Broken("error_cell", ERRORS.get(code, "#"))


# --- ODS ------------------------------------------------------------------------------------------------

ODS_TAG = re.compile(
    rb"<(/?)table:(table|table-row|table-cell|covered-table-cell)(?=[\s/>])((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>"
)
ODS_COUNT = re.compile(rb'\btable:number-(rows-repeated|columns-repeated|rows-spanned)="([0-9]{1,7})"')


def of_ods(xml: bytes) -> list[Unshown]:
    """By sheet, from the tags of its rows and cells."""
    sheets: list[Unshown] = []
    row, height, column = 0, 1, 0
    for closing, name, inside in ODS_TAG.findall(xml):
        counts = {key: int(number) for key, number in ODS_COUNT.findall(inside)}
        if name == b"table":
            if not closing:
                sheets.append(Unshown({}, []))
                row, height = 0, 0
        elif name == b"table-row":
            if not closing:
                row, height, column = row + height, counts.get(b"rows-repeated", 1), 0
        elif not closing and sheets:
            width, found = counts.get(b"columns-repeated", 1), _ods_fault(inside)
            if found:
                places = [(row + down, column + right) for down in range(height) for right in range(width)]
                sheets[-1].broken.update(dict.fromkeys(places, found))
            if (span := counts.get(b"rows-spanned", 1)) > 1 and b'columns-spanned="1"' in inside:
                sheets[-1].merged.append((row, row + span - 1, column))
            column += width
    return sheets


def _ods_fault(inside: bytes) -> Broken | None:
    if b'calcext:value-type="error"' in inside:
        return Broken("error_cell", "#")
    if b"table:formula=" in inside and b"office:value-type=" not in inside:
        return Broken("formula_without_value", "=")
    return None


# --- XLSB -----------------------------------------------------------------------------------------------

XLSB_ROW, XLSB_ERROR, XLSB_FORMULA_ERROR, XLSB_SHEET = 0, 3, 11, 156
RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")


def of_xlsb(parts: dict[str, bytes]) -> list[Unshown]:
    """By sheet, from the records of its part."""
    targets = {}
    for tag in RELATION.findall(parts["xl/_rels/workbook.bin.rels"]):
        key, target = re.search(rb'\bId="([^"]*)"', tag), re.search(rb'\bTarget="([^"]*)"', tag)
        if key and target:
            targets[key[1].decode()] = target[1].decode().lstrip("/")
    found = []
    for kind, start, _ in _xlsb_records(parts["xl/workbook.bin"]):
        if kind == XLSB_SHEET:
            size = struct.unpack_from("<I", parts["xl/workbook.bin"], start + 8)[0]
            link = parts["xl/workbook.bin"][start + 12 : start + 12 + 2 * size].decode("utf-16-le")
            path = targets[link].removeprefix("xl/")
            found.append(Unshown(_xlsb_sheet(parts[f"xl/{path}"]), []))
    return found


def _xlsb_sheet(data: bytes) -> Places:
    broken: Places = {}
    row = 0
    for kind, start, _ in _xlsb_records(data):
        if kind == XLSB_ROW:
            row = struct.unpack_from("<I", data, start)[0]
        elif kind in (XLSB_ERROR, XLSB_FORMULA_ERROR):
            broken[row, struct.unpack_from("<I", data, start)[0]] = _error(data[start + 8])
    return broken


def _xlsb_records(data: bytes) -> Iterator[tuple[int, int, int]]:
    """(kind, start of the content, size); kind and size are written in groups of seven bits."""
    at = 0
    while at < len(data):
        kind, at = data[at], at + 1
        if kind & 128:
            kind, at = (kind & 127) | (data[at] << 7), at + 1
        size, shift = 0, 0
        while True:
            own, at = data[at], at + 1
            size |= (own & 127) << shift
            shift += 7
            if not own & 128 or shift > 21:
                break
        yield kind, at, size
        at += size


# --- XLS ------------------------------------------------------------------------------------------------

XLS_FORMULA, XLS_END, XLS_SHEET, XLS_ERROR = 0x0006, 0x000A, 0x0085, 0x0205
XLS_BEGIN = (0x0809, 0x0409, 0x0209)
#: sector numbers from here on are marks, not places
LAST_SECTOR = 0xFFFFFFFA


def of_xls(content: bytes) -> list[Unshown]:
    """By sheet, from the records of the stream of the workbook."""
    stream = _stream(content)
    found = []
    for kind, start, _ in _xls_records(stream, 0):
        if kind == XLS_SHEET:
            found.append(Unshown(_xls_sheet(stream, struct.unpack_from("<I", stream, start)[0]), []))
    return found


def _xls_sheet(stream: bytes, at: int) -> Places:
    broken: Places = {}
    for kind, start, _ in _xls_records(stream, at):
        if kind == XLS_ERROR and stream[start + 7] == 1:
            broken[struct.unpack_from("<HH", stream, start)] = _error(stream[start + 6])
        elif (
            kind == XLS_FORMULA and stream[start + 12 : start + 14] == b"\xff\xff" and stream[start + 6] == 2
        ):
            broken[struct.unpack_from("<HH", stream, start)] = _error(stream[start + 8])
    return broken


def _xls_records(stream: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    """(kind, start of the content, size) of one part of the stream, charts inside it left out."""
    depth = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        depth += (kind in XLS_BEGIN) - (kind == XLS_END)
        if depth == 1:
            yield kind, at + 4, size
        elif depth <= 0:
            return
        at += 4 + size


def _stream(content: bytes) -> bytes:
    """The stream ``Workbook`` of a compound file (MS-CFB): sectors that point to the next one."""
    size = 1 << struct.unpack_from("<H", content, 30)[0]
    listed = [*struct.unpack_from("<109I", content, 76)]
    further = struct.unpack_from("<I", content, 68)[0]
    while further < LAST_SECTOR and len(listed) * size < len(content) * 4:
        own = struct.unpack_from(f"<{size // 4}I", content, (further + 1) * size)
        listed, further = [*listed, *own[:-1]], own[-1]
    table = b"".join(_sector(content, place, size) for place in listed if place < LAST_SECTOR)
    folder = _chain(content, table, struct.unpack_from("<I", content, 48)[0], size, size)
    entries = [folder[at : at + 128] for at in range(0, len(folder) - 127, 128)]
    for entry in entries:
        name = entry[: max(struct.unpack_from("<H", entry, 64)[0] - 2, 0)].decode("utf-16-le")
        if name in ("Workbook", "Book"):
            first, length = struct.unpack_from("<II", entry, 116)
            if length >= struct.unpack_from("<I", content, 56)[0]:
                return _chain(content, table, first, size, size)[:length]
            # short streams lie in smaller sectors of the root's own stream
            root = _chain(content, table, struct.unpack_from("<I", entries[0], 116)[0], size, size)
            small = _chain(content, table, struct.unpack_from("<I", content, 60)[0], size, size)
            return _chain(root, small, first, 1 << struct.unpack_from("<H", content, 32)[0], 0)[:length]
    raise ValueError("no stream of a workbook")


def _sector(content: bytes, place: int, size: int) -> bytes:
    return content[(place + 1) * size : (place + 2) * size]


def _chain(content: bytes, table: bytes, place: int, size: int, offset: int) -> bytes:
    """The sectors from ``place`` on; ``table`` names the next of each."""
    found: list[bytes] = []
    while place < LAST_SECTOR:
        if len(found) > len(table) // 4:
            raise ValueError("sectors in a circle")
        found.append(content[place * size + offset : (place + 1) * size + offset])
        place = struct.unpack_from("<I", table, place * 4)[0]
    return b"".join(found)
