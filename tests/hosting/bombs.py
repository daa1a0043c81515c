"""Small files that ask for gigabytes, hours or the reader's life, each made here."""

from __future__ import annotations

import io
import struct
import zipfile

import pyarrow as pa
import pyarrow.parquet as pq

HEADINGS = ["cn_code", "origin", "net_mass_t", "period"]
LINE = ["72061000", "CN", "1", "2026-Q1"]
TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>'
)
RELS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"'
    ' Target="{target}"/></Relationships>'
)
BOOK = (
    '<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="lines" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
SHEET = (
    '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    "<sheetData>{rows}</sheetData></worksheet>"
)

MANIFEST = (
    '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)
TABLE = (
    '<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
    '<office:body><office:spreadsheet><table:table table:name="lines">'
    '<table:table-row table:number-rows-repeated="{rows}"><table:table-cell table:number-columns-repeated="{times}"'
    ' office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>'
    "</table:table></office:spreadsheet></office:body></office:document-content>"
)


def cell(text: str, reference: str = "") -> str:
    place = f' r="{reference}"' if reference else ""
    return f'<c{place} t="inlineStr"><is><t>{text}</t></is></c>'


def row(cells: str, number: str = "") -> str:
    return f'<row r="{number}">{cells}</row>' if number else f"<row>{cells}</row>"


def workbook(rows: str, part: str = "worksheets/sheet1.xml") -> bytes:
    """A workbook whose only sheet stands in a part of the archive."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", RELS.format(kind="officeDocument", target="xl/workbook.xml"))
        archive.writestr("xl/workbook.xml", BOOK)
        archive.writestr("xl/_rels/workbook.xml.rels", RELS.format(kind="worksheet", target=part))
        archive.writestr(f"xl/{part}", SHEET.format(rows=rows))
    return content.getvalue()


def far_cell(reference: str, part: str) -> bytes:
    """Real lines and one cell far away: a reader that fills the space between needs it all."""
    lines = row("".join(map(cell, HEADINGS))) + row("".join(map(cell, LINE)))
    return workbook(lines + row(cell("x", reference)), part)


def far_row(number: int, width: int) -> bytes:
    """A row far below whose cells have no reference of their own."""
    return workbook(row("".join(map(cell, HEADINGS)), "1") + row("".join([cell("x")] * width), str(number)))


def many_cells(count: int) -> bytes:
    """Very many tiny cells without references in one row."""
    return workbook(row("<c><v>1</v></c>" * count))


def dictionary(length: int, rows: int) -> bytes:
    """One long text that a Parquet dictionary holds once and every row repeats."""
    sink = io.BytesIO()
    long = pa.array(["x" * length] * rows).dictionary_encode()
    pq.write_table(pa.table({"cn_code": long, "origin": long, "net_mass_t": long, "period": long}), sink)
    return sink.getvalue()


def nested(length: int, rows: int) -> bytes:
    """Lists of equal values, which Parquet stores as counts."""
    sink = io.BytesIO()
    values = pa.array([[0] * length] * rows, type=pa.list_(pa.int8()))
    pq.write_table(pa.table({"cn_code": values, "origin": values}), sink, compression="zstd")
    return sink.getvalue()


def broken_quotes(lines: int) -> bytes:
    """Each line opens a quotation that the next one breaks."""
    return (",".join(HEADINGS) + "\n" + 'x","\n' * lines).encode()


def archive_of_zeros(megabytes: int) -> bytes:
    """A part that unpacks to a thousand times its size."""
    content = io.BytesIO(workbook(row(cell("x"))))
    with zipfile.ZipFile(content, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", bytes(megabytes * 1024**2))
    return content.getvalue()


def false_sizes(megabytes: int) -> bytes:
    """A sheet that unpacks to more than the archive's directory says."""
    honest = workbook(row(cell("x" * 1000)) + " " * (megabytes * 1024**2))
    size = len(SHEET.format(rows=row(cell("x" * 1000)))) + megabytes * 1024**2
    stated = struct.pack("<I", size)
    assert stated in honest
    return honest.replace(stated, struct.pack("<I", 4096))


def repeated_cells(times: int, rows: int) -> bytes:
    """An OpenDocument table of one cell and one row, repeated by their attributes."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        archive.writestr("content.xml", TABLE.format(times=times, rows=rows))
    return content.getvalue()


#: one of each kind: name, content
KINDS = {
    "sheet elsewhere": ("a.xlsx", lambda: far_cell("XFD1048576", "elsewhere/sheet1.xml")),
    "other case of the path": ("a.xlsx", lambda: far_cell("XFD1048576", "WORKSHEETS/sheet1.xml")),
    "far row": ("a.xlsx", lambda: far_row(1_048_576, 60)),
    "cells without references": ("a.xlsx", lambda: many_cells(3_000_000)),
    "dictionary": ("a.parquet", lambda: dictionary(1_000_000, 5_000)),
    "nested": ("a.parquet", lambda: nested(500_000, 100)),
    "broken quotes": ("a.csv", lambda: broken_quotes(16_000)),
    "archive of zeros": ("a.xlsx", lambda: archive_of_zeros(500)),
    "false sizes": ("a.xlsx", lambda: false_sizes(800)),
    "repeated cells": ("a.ods", lambda: repeated_cells(16_384, 1_048_576)),
}
