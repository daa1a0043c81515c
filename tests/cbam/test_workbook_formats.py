"""One workbook in five formats: a cover, two sheets of lines, a hidden one; merged cells, dates, a formula
with its value, a total, and an error in a column whose empty cells mean something.

`books/imports.*` were saved by LibreOffice from one openpyxl workbook. XLSM is the XLSX with the mark of
macros; XLSB, which LibreOffice does not write, is put together here record by record.
"""

import datetime as dt
import io
import json
import struct
import zipfile
from pathlib import Path

import pytest

from atlas.cbam.__main__ import main
from atlas.cbam.answers.assessment import assess_file
from atlas.cbam.files import portfolio, unshown

BOOKS = Path(__file__).parent / "books"
HEAD = ["Importer", "CN code", "Country of origin", "Net mass (kg)", "Import date", "Basis", "Supplier"]
#: what all of them hold, as text
CSV = """Importer,CN code,Country of origin,Net mass (kg),Import date,Basis,Supplier
Muster GmbH,72083600,CN,60000,2026-02-15,,Alpha
Muster GmbH,72083600,CN,40000,2026-02-16,,Beta
Muster GmbH,72083600,CN,1000,2026-02-17,#DIV/0!,Gamma
Muster GmbH,76061292,IN,24310.25,2026-04-03,,Delta
"""


def xlsm() -> bytes:
    """The XLSX as a workbook that may hold macros."""
    content = io.BytesIO()
    with zipfile.ZipFile(BOOKS / "imports.xlsx") as source, zipfile.ZipFile(content, "w") as target:
        for name in source.namelist():
            body = source.read(name)
            if name == "[Content_Types].xml":
                main_part = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
                body = body.replace(main_part, b"application/vnd.ms-excel.sheet.macroEnabled.main+xml")
            target.writestr(name, body)
        target.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 never run")
    return content.getvalue()


def record(kind: int, content: bytes = b"") -> bytes:
    """A record of BIFF12: kind and size in groups of seven bits."""
    found = bytes([kind]) if kind < 128 else bytes([kind & 127 | 128, kind >> 7])
    size = len(content)
    while size > 127:
        found, size = found + bytes([size & 127 | 128]), size >> 7
    return found + bytes([size]) + content


def text(shown: str) -> bytes:
    return struct.pack("<I", len(shown)) + shown.encode("utf-16-le")


def cell(at: int, value: object) -> bytes:
    """Texts, figures, dates (style 1), errors and empty ones."""
    if isinstance(value, dt.date):
        return record(5, struct.pack("<IId", at, 1, (value - dt.date(1899, 12, 30)).days))
    if isinstance(value, float):
        return record(5, struct.pack("<IId", at, 0, value))
    if value == "#DIV/0!":
        # a formula (empty here) whose result is an error
        return record(11, struct.pack("<IIBHII", at, 0, 7, 0, 0, 0))
    return record(6, struct.pack("<II", at, 0) + text(str(value))) if value else b""


def sheet(rows: list[list[object]]) -> bytes:
    body = record(129) + record(148, struct.pack("<4I", 0, len(rows) - 1, 0, 6)) + record(145)
    for number, row in enumerate(rows):
        body += record(0, struct.pack("<IIHBBBI", number, 0, 300, 0, 0, 0, 0))
        body += b"".join(cell(at, value) for at, value in enumerate(row))
    return body + record(146) + record(130)


def xlsb() -> bytes:
    """The same lines; the importer in each row, as calamine knows no merged cells of this format."""
    day = dt.date
    own = "Muster GmbH"
    sheets = {
        "Cover": [["Imports 2026"]],
        "Q1": [
            ["First quarter"],
            [],
            HEAD,
            [own, "72083600", "CN", 60000.0, day(2026, 2, 15), "", "Alpha"],
            [own, "72083600", "CN", 40000.0, day(2026, 2, 16), "", "Beta"],
            [own, "72083600", "CN", 1000.0, day(2026, 2, 17), "#DIV/0!", "Gamma"],
            ["Total", "", "", 101000.0],
        ],
        "Q2": [HEAD, [own, "76061292", "IN", 24310.25, day(2026, 4, 3), "", "Delta"]],
        "old": [HEAD, [own, "72083600", "CN", 999000.0, day(2025, 2, 15), "", "Old"]],
    }
    listed, links = b"", ""
    for at, name in enumerate(sheets, start=1):
        hidden = int(name == "old")
        listed += record(156, struct.pack("<II", hidden, at) + text(f"rId{at}") + text(name))
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
        links += f'<Relationship Id="rId{at}" Type="{kind}" Target="worksheets/sheet{at}.bin"/>'
    # two cell formats: general, and number format 14, a date
    styles = record(617, struct.pack("<I", 2))
    styles += b"".join(record(47, struct.pack("<HH", 0, form) + bytes(12)) for form in (0, 14))
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as book:
        book.writestr("xl/workbook.bin", record(131) + record(143) + listed + record(144) + record(132))
        book.writestr("xl/styles.bin", record(278) + styles + record(618) + record(279))
        book.writestr(
            "xl/_rels/workbook.bin.rels", f'<?xml version="1.0"?><Relationships>{links}</Relationships>'
        )
        for at, rows in enumerate(sheets.values(), start=1):
            book.writestr(f"xl/worksheets/sheet{at}.bin", sheet(rows))
    return content.getvalue()


FORMATS = {
    "xlsx": lambda: (BOOKS / "imports.xlsx").read_bytes(),
    "xlsm": xlsm,
    "xls": lambda: (BOOKS / "imports.xls").read_bytes(),
    "ods": lambda: (BOOKS / "imports.ods").read_bytes(),
    "xlsb": xlsb,
}
KEPT = ["importer", "import_date", "cn_code", "origin", "net_mass_t", "basis", "file:Supplier"]


@pytest.mark.parametrize("ending", FORMATS)
def test_every_format_gives_the_lines_and_the_cost_of_the_text(ending, rules):
    found = portfolio.read(FORMATS[ending](), f"imports.{ending}")
    same = portfolio.read(CSV.encode(), "a.csv")
    for own, other in ((found.lines, same.lines), (found.left_out, same.left_out)):
        assert own[KEPT].to_csv() == other[KEPT].to_csv()
    assert list(found.lines["sheet"]) == ["Q1", "Q1", "Q2"] and found.understanding.totals == 1
    assert list(found.lines["row"]) == [4, 5, 2]
    cost = assess_file(found, rules)["cost_eur"].sum()
    assert cost == assess_file(same, rules)["cost_eur"].sum() > 16352.74


@pytest.mark.parametrize("ending", FORMATS)
def test_an_error_is_no_empty_cell_in_any_format(ending):
    """Empty means default values; the error refuses its row instead."""
    told = portfolio.read(FORMATS[ending](), f"imports.{ending}").problems
    assert told.query("severity == 'row'")[["code", "row", "sheet", "name"]].to_numpy().tolist() == [
        ["error_cell", 6, "Q1", "basis"]
    ]
    codes = set(told["code"])
    assert {"sheet_hidden", "sheet_other", "totals_left_out"} <= codes and "errors_unseen" not in codes
    assert ("merged_filled" in codes) == (ending != "xlsb")


@pytest.mark.parametrize("ending", ["xls", "ods", "xlsb"])
def test_the_command_line_reads_them_too(ending, tmp_path, capsys):
    file = tmp_path / f"imports.{ending}"
    file.write_bytes(FORMATS[ending]())
    assert main([str(file), "-o", str(tmp_path / "result.csv")]) == 1
    assert main([str(file), "--show-mapping"]) == 0
    assert json.loads(capsys.readouterr().out)["sheets"] == {"Q1": 3, "Q2": 1}


def test_a_formula_without_a_value_in_ods_is_told():
    whole = FORMATS["ods"]()
    body = zipfile.ZipFile(io.BytesIO(whole)).read("content.xml")
    # the mass that a formula worked out, 40,000 kg
    at = body.index(b'office:value="40000"')
    start, end = body.rindex(b"<table:table-cell", 0, at), body.index(b"</table:table-cell>", at)
    formula = body[body.index(b"table:formula=", start) :].split(b'"')[1]
    body = body[:start] + b'<table:table-cell table:formula="' + formula + b'">' + body[end:]
    told = portfolio.read(_with(whole, "content.xml", body), "a.ods").problems
    assert ["formula_without_value", 5] in told[["code", "row"]].to_numpy().tolist()


PARTS = {"xls": "", "xlsb": "xl/worksheets/sheet2.bin", "ods": "content.xml"}


@pytest.mark.parametrize("ending", PARTS)
def test_damaged_workbooks_never_raise(ending):
    """One byte turned in twenty places; in archives inside the part, whose sum of check is right again."""
    whole = FORMATS[ending]()
    part = PARTS[ending]
    body = zipfile.ZipFile(io.BytesIO(whole)).read(part) if part else whole
    for at in range(0, len(body), len(body) // 20):
        damaged = body[:at] + bytes([body[at] ^ 0xFF]) + body[at + 1 :]
        portfolio.read(_with(whole, part, damaged) if part else damaged, f"a.{ending}")


def _with(whole: bytes, part: str, body: bytes) -> bytes:
    """An archive with another content of one part."""
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as source, zipfile.ZipFile(content, "w") as target:
        for name in source.namelist():
            target.writestr(name, body if name == part else source.read(name))
    return content.getvalue()


def test_sectors_in_a_circle_end():
    whole = bytearray((BOOKS / "imports.xls").read_bytes())
    first = struct.unpack_from("<I", whole, 48)[0]
    table = (struct.unpack_from("<I", whole, 76)[0] + 1) * 512
    struct.pack_into("<I", whole, table + 4 * first, first)
    with pytest.raises(ValueError, match="circle"):
        unshown.of_xls(bytes(whole))
