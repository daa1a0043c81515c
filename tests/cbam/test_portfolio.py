"""Uploads: 200 malformed files and the well-formed ones beside them.

Each malformed case says what must be told: (code, row, column), and which lines must survive.
"""

import csv
import io
import zipfile

import pandas as pd
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas import tables
from atlas.cbam.files import cells as cbam_cells
from atlas.cbam.files import dates, portfolio, template, upload
from atlas.cbam.files.columns import SEVERITY
from atlas.cbam.files.decisions import Decisions
from atlas.language import LANGUAGES, Language

HEAD = "line_id,period,cn_code,origin,net_mass_t"
GOOD = "g,2026-Q1,72083600,CN,100"
PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452") + bytes(200)


@pytest.fixture(scope="module")
def terms():
    return tables.load("terms")


def read(content, name="lines.csv", **decided):
    if isinstance(content, str):
        content = content.encode()
    return portfolio.read(content, name, Decisions(**decided))


def workbook(rows, names=("Sheet1",)):
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        for name in names:
            sheet = book.add_worksheet(name)
            for at, cells in enumerate(rows):
                sheet.write_row(at, 0, cells)
    return content.getvalue()


def parquet(**columns):
    content = io.BytesIO()
    pd.DataFrame(columns).to_parquet(content)
    return content.getvalue()


def packed(**parts):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/") + ".xml", text)
    return content.getvalue()


def sheet_with(cells):
    """A valid workbook whose sheet is replaced by raw cells."""
    source = zipfile.ZipFile(io.BytesIO(workbook([HEAD.split(",")])))
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in source.namelist():
            body = source.read(part)
            if part == "xl/worksheets/sheet1.xml":
                start = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
                body = start + cells + b"</sheetData></worksheet>"
            archive.writestr(part, body)
    return content.getvalue()


def told(found):
    keys = found.problems[["code", "row", "column"]].astype("object").to_numpy().tolist()
    return [(code, None if pd.isna(row) else int(row), column) for code, row, column in keys]


# --- the whole file cannot be read: name, content, code, value -------------------------------------

BOMB = packed(xl__workbook="<a/>", xl__worksheets__sheet1=b"0" * (121 * 1024**2))
WHOLE = {
    "nothing": ("a.csv", b"", "file_empty"),
    "blanks": ("a.csv", b" \r\n\t\n ", "file_empty"),
    "only BOM": ("a.csv", b"\xef\xbb\xbf", "file_empty"),
    "only zero bytes": ("a.csv", bytes(5000), "file_empty"),
    "empty workbook file": ("a.xlsx", b"", "file_empty"),
    "empty parquet file": ("a.parquet", b"", "file_empty"),
    "no ending": ("lines", HEAD.encode(), "ending_unknown"),
    "old Excel of nonsense": ("a.xls", b"\xd0\xcf\x11\xe0" + bytes(900), "workbook_unreadable"),
    "macro workbook cut off": ("a.xlsm", b"PK\x03\x04", "archive_broken"),
    "picture": ("a.png", PNG, "ending_unknown"),
    "dot only": ("a.", HEAD.encode(), "ending_unknown"),
    "picture as csv": ("a.csv", PNG, "content_differs"),
    "picture as xlsx": ("a.xlsx", PNG, "content_differs"),
    "picture as parquet": ("a.parquet", PNG, "content_differs"),
    "jpeg as csv": ("a.csv", b"\xff\xd8\xff\xe0" + bytes(range(256)), "content_differs"),
    "gif as csv": ("a.csv", b"GIF89a" + bytes(range(256)), "content_differs"),
    "pdf as csv": ("a.csv", b"%PDF-1.7\n" + b"stream" * 50, "content_differs"),
    "gzip as csv": ("a.csv", b"\x1f\x8b\x08" + bytes(range(256)), "content_differs"),
    "old Excel as xlsx": ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "workbook_unreadable"),
    "old Excel as csv": ("a.csv", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "content_differs"),
    "program as csv": ("a.csv", b"\x7fELF" + bytes(500), "content_differs"),
    "sqlite as csv": ("a.csv", b"SQLite format 3\0" + bytes(500), "content_differs"),
    "random bytes as csv": ("a.csv", bytes((i * 73 + i // 7) % 256 for i in range(4000)), "content_differs"),
    "csv as xlsx": ("a.xlsx", HEAD.encode(), "content_differs"),
    "csv as parquet": ("a.parquet", HEAD.encode(), "content_differs"),
    "xlsx as csv": ("a.csv", workbook([HEAD.split(",")]), "content_differs"),
    "xlsx as parquet": ("a.parquet", workbook([HEAD.split(",")]), "content_differs"),
    "parquet as csv": ("a.csv", parquet(cn_code=["1"]), "content_differs"),
    "parquet as xlsx": ("a.xlsx", parquet(cn_code=["1"]), "content_differs"),
    "zip of something else": ("a.xlsx", packed(readme="hello"), "content_differs"),
    "document as xlsx": ("a.xlsx", packed(word__document="<a/>"), "content_differs"),
    "half a zip": ("a.xlsx", workbook([HEAD.split(",")])[:2000], "archive_broken"),
    "zip head only": ("a.xlsx", b"PK\x03\x04" + bytes(100), "archive_broken"),
    "zip damaged inside": (
        "a.xlsx",
        (lambda b: b[:400] + bytes(300) + b[700:])(workbook([HEAD.split(",")] * 50)),
        "archive_broken",
    ),
    "zip bomb": ("a.xlsx", BOMB, "archive_too_large"),
    "many parts": (
        "a.xlsx",
        packed(xl__workbook="", **{f"p{i}": "" for i in range(2001)}),
        "archive_too_large",
    ),
    "workbook without sheets": ("a.xlsx", packed(xl__workbook="<workbook/>"), "workbook_unreadable"),
    "workbook of nonsense": ("a.xlsx", packed(xl__workbook="no xml <<<"), "workbook_unreadable"),
    "last cell far away": (
        "a.xlsx",
        sheet_with(b'<row r="1048576"><c r="A1048576"><v>1</v></c></row>'),
        "too_many_rows",
    ),
    "last column far away": (
        "a.xlsx",
        sheet_with(b'<row r="1"><c r="XFD1"><v>1</v></c></row>'),
        "too_many_columns",
    ),
    "corner within bounds but vast": (
        "a.xlsx",
        sheet_with(b'<row r="200000"><c r="CV200000"><v>1</v></c></row>'),
        "archive_too_large",
    ),
    "single quotes hide nothing": (
        "a.xlsx",
        sheet_with(b"<row r='1'><c r = 'XFD1'><v>1</v></c></row>"),
        "too_many_columns",
    ),
    "half a parquet": ("a.parquet", parquet(cn_code=["1"] * 99)[:200], "parquet_unreadable"),
    "parquet head only": ("a.parquet", b"PAR1" + bytes(100), "parquet_unreadable"),
    "million columns": ("a.csv", b"," * 1_000_000 + b"x", "too_many_columns"),
    "million named columns": (
        "a.csv",
        ",".join(f"c{i}" for i in range(150_000)).encode(),
        "too_many_columns",
    ),
    "101 columns": ("a.csv", (HEAD + ",x" * 96 + "\n" + GOOD).encode(), "too_many_columns"),
    "one wide row": ("a.csv", (HEAD + "\n" + GOOD + "\n" + "9," * 200 + "9").encode(), "too_many_columns"),
    "wide parquet": ("a.parquet", parquet(**{f"c{i}": [1] for i in range(101)}), "too_many_columns"),
    "too many rows": ("a.csv", (HEAD + ("\n" + GOOD) * 200_060).encode(), "too_many_rows"),
    "too many rows in parquet": ("a.parquet", parquet(cn_code=["1"] * 200_001), "too_many_rows"),
    "headings only": ("a.csv", HEAD.encode(), "lines_missing"),
    "headings and blank rows": ("a.csv", (HEAD + "\n,,,,\n , , , , \n\n").encode(), "lines_missing"),
    "headings only in workbook": ("a.xlsx", workbook([HEAD.split(",")]), "lines_missing"),
    "headings only in parquet": (
        "a.parquet",
        parquet(cn_code=[], origin=[], net_mass_t=[], period=[]),
        "lines_missing",
    ),
    "empty workbook": ("a.xlsx", workbook([]), "headings_missing"),
    "no headings": ("a.csv", (GOOD + "\n" + GOOD).encode(), "headings_missing"),
    "other table": ("a.csv", b"name,age\nann,3\n", "headings_missing"),
    "prose": ("a.txt", b"Dear all,\nplease find attached the list.\n", "headings_missing"),
    "json": ("a.csv", b'[{"cn_code": "72083600"}]', "headings_missing"),
    "html": ("a.csv", b"<html><body><table><tr><td>1</td></tr></table></body></html>", "headings_missing"),
    "one word": ("a.csv", b"hello", "headings_missing"),
    "only delimiters": ("a.csv", b",,,,\n,,,,\n", "headings_missing"),
    "one quotation mark": ("a.csv", b'"', "headings_missing"),
    "headings below row 20": ("a.csv", ("note\n" * 20 + HEAD + "\n" + GOOD).encode(), "headings_missing"),
}


@pytest.mark.parametrize("case", WHOLE)
def test_a_file_that_cannot_be_read_is_told_in_one_message(case):
    name, content, code = WHOLE[case]
    found = read(content, name)
    assert [(c, row) for c, row, _ in told(found)] == [(code, None)] and found.lines.empty
    assert list(found.problems["severity"]) == ["file"]
    assert list(found.lines.columns) == ["row", "sheet", *portfolio.COLUMNS]


@pytest.mark.parametrize("column", ["cn_code", "origin", "net_mass_t", "import_date"])
def test_a_missing_column_is_named(column):
    heads = [
        head for head in HEAD.split(",") if head not in (column, "period" if column == "import_date" else "")
    ]
    found = read(",".join(heads) + "\n" + ",".join("1" * len(heads)))
    assert told(found) == [("column_missing", None, column)]


def test_one_byte_over_the_limit_is_refused_and_the_limit_itself_is_read():
    text = (HEAD + "\n" + GOOD + "\n").encode()
    exact = text + b" " * (upload.LIMITS.bytes - len(text))
    assert len(read(exact).lines) == 1
    over = read(exact + b" ")
    assert told(over) == [("file_too_large", None, "")]
    assert over.problems["value"][0] == str(20 * 1024 * 1024 + 1)


# --- one row is wrong: the middle row of three, told with its column; the others are kept ------------

COLUMN = {
    "mass": "net_mass_t",
    "date": "import_date",
    "period": "period",
    "code": "cn_code",
    "basis": "basis",
    "origin": "origin",
    "id": "line_id",
    "price": "certificate_price_eur",
    "direct": "direct_t_per_t",
    "indirect": "indirect_t_per_t",
    "precursor": "precursor_free_allocation_t_per_t",
    "paid": "carbon_price_paid_eur_per_t_co2e",
}
UNREADABLE_NUMBERS = [
    "abc", "10 x", "t 10", "10xt", "EUR 5", "5 €", "10%", "1..5", "1.2.3", "--5", "5-6", "1e", "e5", "0x1F",
    "1_000", "ten", "十", "?", "n/a", "none", "True", "1,2,3", "1.2,3.4", "1 2",
    "12:30", "(100)", "100*2", "1/2", "$100", "<10", "~5", "1.000.00", "1,00,000", "½", "10^3", "[5]", "5;6",
]  # fmt: skip
FORMULAS = ["=1+1", "=A1", "=SUM(A1:A9)", "=cmd|' /C calc'!A0", "= 5", '=HYPERLINK("http://x","y")']
NOT_FINITE = ["NaN", "nan", "-nan", "inf", "-inf", "Infinity", "INF", "+inf", "1.#INF"]
TOO_LARGE = ["1e308", "-1e308", "1e309", "1E+99", "9" * 40, "123456789012", "1e11"]
WRONG_DATES = [
    "2026-13-01", "2026-02-30", "2026-00-10", "31.04.2026", "2026-1", "1.1.6", "32/01/26", "yesterday",
    "4602", "Foo 5, 2026", "5 Foo 2026", "2026", "0000-00-00", "99999-01-01", "20261301",
    "32/01/2026", "00/00/2026", "2026-Q1", "民國115年13月5日", "1700-01-01",
]  # fmt: skip
WRONG_PERIODS = [
    "Q5 2026",
    "2026-Q0",
    "Q1",
    "26-Q1",
    "2026-01-05",
    "first quarter",
    "2026-H1",
    "2026-13",
    "1",
    "H1",
]
WRONG_BASES = ["maybe", "0", "actually?", "默認嗎", "true", "d"]
ROWS = (
    [("mass", text, "number_unreadable") for text in UNREADABLE_NUMBERS]
    + [("mass", text, "formula") for text in FORMULAS]
    + [("mass", text, "error_cell") for text in ("#VALUE!", "#REF!", "#N/A", "#DIV/0!", "#NV")]
    + [("basis", "#N/A", "error_cell"), ("price", "#REF!", "error_cell")]
    + [("mass", text, "number_not_finite") for text in NOT_FINITE]
    + [("mass", text, "number_too_large") for text in TOO_LARGE]
    + [("mass", "1,234", "number_ambiguous"), ("mass", "-1,234", "number_ambiguous")]
    + [("date", text, "date_unreadable") for text in WRONG_DATES]
    + [
        ("date", "03/04/2026", "date_ambiguous"),
        ("date", "12-11-2026", "date_ambiguous"),
        ("date", "=NOW()", "formula"),
    ]
    + [("period", text, "period_unreadable") for text in WRONG_PERIODS]
    + [("basis", text, "basis_unknown") for text in WRONG_BASES]
    + [("code", text, "code_rounded") for text in ["7.20836E+07", "7,2E+7", "2.5231E9", "7E7"]]
    + [("origin", "=A2", "formula"), ("code", "=72083600", "formula"), ("id", "=1", "formula")]
    + [("id", "x" * 201, "text_too_long"), ("origin", "C" * 100_000, "text_too_long")]
    + [
        ("id", "a\0b", "control_character"),
        ("origin", "C\x1bN", "control_character"),
        ("code", "72\x0783600", "control_character"),
    ]
    + [
        (where, text, code)
        for where in ("price", "direct", "indirect", "precursor", "paid")
        for text, code in [
            ("seventy", "number_unreadable"),
            ("inf", "number_not_finite"),
            ("=2", "formula"),
            ("1e308", "number_too_large"),
        ]
    ]
    + [("price", "2,500", "number_ambiguous"), ("paid", "2.500", "number_ambiguous")]
)


def three(column, cell):
    """Row 2 and 4 are good, row 3 carries the cell; headings of the user's own spelling."""
    row = {"line_id": "g", "import_date": "2026-01-31", "period": "", "cn_code": "72083600", "origin": "CN"}
    row |= dict.fromkeys(COLUMN.values(), "") | row | {"net_mass_t": "100"}
    bad = row | {column: cell}
    quoted = ['"' + text.replace('"', '""') + '"' for text in bad.values()]
    good = ",".join(row.values())
    return (
        ",".join(head.upper().replace("_", " ") for head in row) + f"\n{good}\n{','.join(quoted)}\n{good}\n"
    )


@pytest.mark.parametrize(("where", "cell", "code"), ROWS, ids=[f"{w}-{c[:20]!r}" for w, c, _ in ROWS])
def test_a_wrong_cell_is_told_with_row_and_column_and_the_other_rows_are_kept(where, cell, code):
    column = COLUMN[where]
    found = read(three(column, cell))
    assert told(found) == [(code, 3, column.upper().replace("_", " "))]
    assert found.problems["value"][0] == cell[:100] and found.problems["severity"][0] == "row"
    assert list(found.lines["row"]) == [2, 4]


def test_there_are_200_malformed_cases():
    assert len(WHOLE) + len(ROWS) >= 200


def test_a_broken_quotation_mark_costs_one_row():
    found = read(f'{HEAD}\n{GOOD}\nb,2026-Q1,"72083600,CN,5\n{GOOD}\n{GOOD}')
    assert told(found) == [("quote_broken", 3, "")] and list(found.lines["row"]) == [2, 4, 5]


def test_quotation_marks_inside_an_unquoted_row_cost_one_row():
    found = read(f'{HEAD}\n{GOOD}\n"b"x,2026-Q1,72083600,CN,5\n{GOOD}')
    assert told(found) == [("quote_broken", 3, "")] and list(found.lines["row"]) == [2, 4]


def test_a_decimal_comma_in_a_comma_file_makes_a_cell_too_many():
    found = read(f"{HEAD}\n{GOOD}\nb,2026-Q1,72083600,CN,10,5\n{GOOD}")
    assert told(found) == [("too_many_cells", 3, "")] and list(found.lines["row"]) == [2, 4]


def test_short_rows_and_trailing_delimiters_are_read():
    found = read(f"{HEAD},basis\n{GOOD}\n{GOOD},default\n{GOOD},,,\n")
    assert found.problems.empty and list(found.lines["basis"]) == ["default"] * 3


def test_a_column_that_stands_twice_is_used_where_both_agree():
    found = read(f"{HEAD},CN code\n{GOOD},72083600\n{GOOD},\n{GOOD},72083700\n")
    assert told(found) == [("column_twice", 1, "CN code"), ("values_differ", 4, "CN code")]
    assert list(found.lines["row"]) == [2, 3]


def test_an_unknown_column_is_told_and_ignored():
    found = read(f"{HEAD},colour\n{GOOD},red")
    assert told(found) == [("column_unknown", 1, "colour")] and len(found.lines) == 1
    assert list(found.problems["severity"]) == ["note"]


@pytest.mark.parametrize("heading", ["Net weight", "Weight", "淨重", "Mass"])
def test_a_mass_without_a_unit_is_asked_for_once(heading):
    text = f"cn_code,origin,period,{heading}\n72083600,CN,2026-Q1,5000"
    found = read(text)
    assert told(found) == [("unit_missing", 2, heading)]
    assert [(q.code, q.rows) for q in found.understanding.open] == [("mass_unit", 1)]
    assert list(read(text, answers={"mass_unit": "kg"}).lines["net_mass_t"]) == [5]
    assert list(read(text, answers={"mass_unit": "t"}).lines["net_mass_t"]) == [5000]


def test_a_quantity_is_no_mass_without_a_unit_of_mass():
    head = "cn_code,origin,period,quantity"
    assert told(read(f"{head}\n72083600,CN,2026-Q1,5000")) == [("column_missing", None, "net_mass_t")]
    found = read(f"{head},Unit\n72083600,CN,2026-Q1,5000,KGM\n72083600,CN,2026-Q1,7,PCE")
    assert list(found.lines["net_mass_t"]) == [5] and told(found) == [("unit_unknown", 3, "Unit")]


def test_rows_are_those_of_the_file_when_it_has_titles_and_blank_rows():
    found = read(f"Imports of ACME\n\n{HEAD}\n{GOOD}\n\nb,2026-Q1,72083600,CN,x\n{GOOD}")
    assert told(found) == [("number_unreadable", 6, "net_mass_t")] and list(found.lines["row"]) == [4, 7]


# --- forms that must be read ----------------------------------------------------------------------

CHINESE = "編號;期間;CN 號;原產國;淨重(公噸)\n一;2026 年第一季;7208 36 00;中國;1,5\n"
SIMPLIFIED = "编号,期间,CN编码,原产国,净重（吨）\n一,2026Q1,7208.36.00,中国,1.5\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(CHINESE, e) for e in ("utf-8", "utf-8-sig", "utf-16", "big5")]
    + [(SIMPLIFIED, e) for e in ("utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk")],
)
def test_chinese_files_are_read_in_their_usual_encodings(text, encoding):
    found = read(text.encode(encoding))
    line = found.lines.iloc[0]
    assert found.problems.empty
    assert (line["period"], line["cn_code"], line["net_mass_t"]) == ("2026-Q1", "72083600", 1.5)
    assert line["origin"] == "CN" and line["line_id"] == "一"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "cp1252", "utf-8"])
def test_english_files_are_read_in_their_usual_encodings(encoding):
    found = read(f"{HEAD}\ng,2026-Q1,72083600,Türkiye,100\n".encode(encoding))
    assert found.problems.empty and found.lines["origin"][0] == "TR"


def test_a_row_of_bytes_that_are_no_text_is_left_out():
    found = read(f"{HEAD}\n{GOOD}\nb,2026-Q1,72083600,".encode() + b"\xff\xfe\xfa" + f",5\n{GOOD}".encode())
    assert list(found.lines["row"]) == [2, 4] or len(found.lines) == 3
    assert found.lines["net_mass_t"].tolist()[0] == 100


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters(delimiter):
    found = read((HEAD + "\n" + GOOD).replace(",", delimiter), "a.txt")
    assert found.problems.empty and found.lines["net_mass_t"][0] == 100


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["1.5", "1.234"], [1.5, 1.234]),
        (["1,5", "1.234"], [1.5, 1234]),
        (["1,5", "1,234"], [1.5, 1.234]),
        (["1,234.5", "1,234"], [1234.5, 1234]),
        (["1.234,5", "1.234"], [1234.5, 1234]),
        (["1,234,567", "1,234"], [1234567, 1234]),
        (["1 234,5", "2"], [1234.5, 2]),
        (["1'234.5", "2"], [1234.5, 2]),
        (["1\u00a0234.5", "2"], [1234.5, 2]),
        (["１２．５", "2"], [12.5, 2]),
        (["\u22125", "+5"], [-5, 5]),
        (["1e3", "1,5E2"], [1000, 150]),
        ([".5", "5."], [0.5, 5]),
        (["0.125", "0.001"], [0.125, 0.001]),
    ],
)
def test_numbers_are_read_as_the_file_shows_them(cells, expected):
    cleaned = [cbam_cells.clean(cell) for cell in cells]
    marks = cbam_cells.decimal_marks(cleaned)
    assert [cbam_cells.number(cell, marks)[0] for cell in cleaned] == expected


def test_a_file_with_both_decimal_marks_keeps_the_plain_cases_only():
    found = read(
        f"{HEAD}\n" + "\n".join(f'g,2026-Q1,72083600,CN,"{n}"' for n in ("1,5", "1.5", "1.234", "12"))
    )
    assert told(found) == [("number_ambiguous", 4, "net_mass_t")]
    assert list(found.lines["net_mass_t"]) == [1.5, 1.5, 12]


@pytest.mark.parametrize(("cell", "point", "comma"), [("1.234", 1.234, 1234), ("1,234", 1234, 1.234)])
@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_a_lone_mark_before_three_digits_is_asked_for_once(cell, point, comma, delimiter):
    text = f"{HEAD}\n{GOOD}\n{GOOD[:-3]}CELL".replace(",", delimiter).replace("CELL", cell)
    found = read(text)
    assert told(found) == [("number_ambiguous", 3, "net_mass_t")] and list(found.lines["net_mass_t"]) == [100]
    for mark, value in ((".", point), (",", comma)):
        assert list(read(text, answers={"decimal_mark": mark}).lines["net_mass_t"]) == [100, value]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (
            ["2026-01-05", "2026/1/5", "20260105", "5.1.2026", "2026年1月5日", "2026-01-05 00:00:00"],
            "2026-01-05",
        ),
        (["05/01/2026", "25/01/2026"], "2026-01-05"),
        (["01/05/2026", "01/25/2026"], "2026-01-05"),
        (["05-01-2026", "31-12-2026"], "2026-01-05"),
    ],
)
def test_dates_are_read_as_the_file_shows_them(cells, expected):
    orders = dates.day_orders(cells)
    found = {str(dates.date(cell, orders)[0]) for cell in cells if not cell.startswith(("25", "31", "01/25"))}
    assert found == {expected}


@pytest.mark.parametrize(
    "cell", ["2026-Q2", "2026Q2", "2026 Q2", "Q2 2026", "Q2/2026", "2026-q2", "2026年第2季度", "2026/Q2"]
)
def test_periods(cell):
    assert dates.period(cell) == ("2026-Q2", "")


def test_codes_stay_text():
    cells = ["7208 36 00", "7208.36.00", "'72083600", "72083600.0", '="72083600"', "７２０８３６００"]
    content = (
        HEAD + "\n" + "\n".join(f'g,2026-Q1,"{cell.replace(chr(34), chr(34) * 2)}",CN,1' for cell in cells)
    )
    found = read(content)
    assert found.problems.empty and set(found.lines["cn_code"]) == {"72083600"}
    assert read(f"{HEAD}\ng,2026-Q1,05083600,CN,1").lines["cn_code"][0] == "05083600"


def test_namibia_is_not_a_missing_value():
    assert read(f"{HEAD}\ng,2026-Q1,72083600,NA,1").lines["origin"][0] == "NA"


def test_workbook_of_mixed_types_is_read():
    day = pd.Timestamp("2026-05-20").to_pydatetime()
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["CN code", "Origin", "Net mass (t)", "Import date"])
        sheet.write_row(1, 0, [72083600, "CN", 12.5, day])
        sheet.write_row(2, 0, ["7208 36 00", "CN", "12,5", "2026-05-20"])
        sheet.write_row(3, 0, [72083600, "CN", True, day])
        sheet.write_row(5, 0, [2523100090, "CN", 12.5, day])
        book.add_worksheet("Notes")
    found = read(content.getvalue(), "a.XLSX")
    assert told(found) == [("number_unreadable", 4, "Net mass (t)")]
    assert list(found.lines["cn_code"]) == ["72083600", "72083600", "2523100090"]
    assert list(found.lines["row"]) == [2, 3, 6] and set(found.lines["net_mass_t"]) == {12.5}
    assert set(found.lines["import_date"]) == {pd.Timestamp("2026-05-20")}


def test_workbook_formulas_give_their_stored_results():
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEAD.split(","))
        sheet.write_row(1, 0, ["g", "2026-Q1", "72083600", "CN"])
        sheet.write_formula(1, 4, "=50+50", None, 100)
    assert read(content.getvalue(), "a.xlsx").lines["net_mass_t"][0] == 100


def test_parquet_is_read_with_its_types():
    content = parquet(
        cn_code=["72083600", "72083600"],
        origin=["CN", None],
        net_mass_t=[1.5, float("nan")],
        import_date=pd.to_datetime(["2026-01-05", "2026-02-05"]),
    )
    found = read(content, "a.parquet")
    assert told(found) == [("number_not_finite", 3, "net_mass_t")] or found.problems.empty
    assert found.lines["import_date"][0] == pd.Timestamp("2026-01-05") and found.lines["net_mass_t"][0] == 1.5


def test_a_text_shared_by_many_rows_of_parquet_is_refused():
    """60,000 rows that all point to one text of 3,000 letters are 180 MB; the file declares some kilobytes."""
    content = parquet(cn_code=["7" * 3_000] * 60_000)
    assert len(content) < 100_000
    assert told(read(content, "a.parquet")) == [("archive_too_large", None, "")]


def test_lists_in_cells_of_parquet_are_refused():
    assert told(read(parquet(cn_code=[["72083600"]]), "a.parquet")) == [("parquet_unreadable", None, "")]


def test_a_bomb_that_lies_about_its_size_is_refused():
    """The archive declares 10 bytes for a part that unpacks to 30 million."""
    content = bytearray(packed(xl__workbook="<a/>", xl__worksheets__sheet1=b"0" * 30_000_000))
    for at in range(len(content) - 4):
        if content[at : at + 4] == (30_000_000).to_bytes(4, "little"):
            content[at : at + 4] = (10).to_bytes(4, "little")
    assert told(read(bytes(content), "a.xlsx")) == [("archive_broken", None, "")]


def test_one_long_text_shared_by_many_cells_is_refused():
    """20,000 cells that all point to one text of 30,000 letters would unpack to 600 MB."""
    cells = b"".join(
        b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (row, row) for row in range(1, 20_001)
    )
    source = zipfile.ZipFile(io.BytesIO(sheet_with(cells)))
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in source.namelist():
            body = source.read(part)
            if part == "xl/sharedStrings.xml":
                body = b"<sst><si><t>" + b"x" * 30_000 + b"</t></si></sst>"
            archive.writestr(part, body)
    assert told(read(content.getvalue(), "a.xlsx")) == [("archive_too_large", None, "")]


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_templates_read_back_without_a_problem(code, kind):
    content = getattr(template, f"{kind}_template")(Language(code))
    found = portfolio.read(content, f"a.{kind}")
    assert found.problems.empty
    assert list(found.lines["cn_code"]) == ["72083600", "76011010", "72071111", "2523100090"]
    assert list(found.lines["net_mass_t"]) == [100, 24.5, 60, 1000]
    assert list(found.lines["basis"]) == ["default", "default", "actual", "default"]


def test_every_column_has_a_name_in_three_languages(terms):
    names = terms.loc[terms["vocabulary"] == "cbam_column"].set_index("code")
    assert set(portfolio.COLUMNS) <= set(names.index)
    assert names[["name_en", "name_zh_hant", "name_zh_hans"]].notna().all(axis=None)


@settings(max_examples=150, deadline=None)
@given(
    content=st.binary(max_size=400), name=st.sampled_from(["a.csv", "a.xlsx", "a.parquet", "a.txt", "a", ""])
)
def test_no_bytes_raise(content, name):
    found = read(content, name)
    assert found.lines.empty == bool((found.problems["severity"] == "file").any()) or len(found.problems)


@settings(max_examples=150, deadline=None)
@given(cells=st.lists(st.lists(st.text(max_size=12), min_size=5, max_size=5), min_size=1, max_size=4))
def test_no_cells_raise(cells):
    text = io.StringIO()
    csv.writer(text).writerows([HEAD.split(","), *cells])
    found = read(text.getvalue().encode(errors="replace"))
    assert set(found.problems["code"]) <= set(SEVERITY)
    assert len(found.lines) <= len(cells)


GOOD_FILES = {
    "xlsx": workbook([HEAD.split(","), GOOD.split(",")]),
    "parquet": parquet(cn_code=["72083600"], origin=["CN"], net_mass_t=[1.0], period=["2026-Q1"]),
}


@settings(max_examples=80, deadline=None)
@given(data=st.data(), kind=st.sampled_from(["xlsx", "parquet"]))
def test_no_damaged_file_raises(data, kind):
    content = bytearray(GOOD_FILES[kind])
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    found = read(bytes(content), f"a.{kind}")
    assert set(found.problems["code"]) <= set(SEVERITY)
