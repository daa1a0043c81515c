"""Files to fill in: the headings of import lines in one language, with example lines."""

from __future__ import annotations

import csv
import io

import pandas as pd
import xlsxwriter

from atlas.cbam.files.portfolio import COLUMNS
from atlas.cbam.files.values import NUMBERS

#: examples that show each kind of line: default by quarter, default by date, actual values, TARIC digits
EXAMPLES: list[dict[str, str | float]] = [
    {"line_id": "1", "period": "2026-Q1", "cn_code": "72083600", "origin": "CN", "net_mass_t": 100.0},
    {"line_id": "2", "import_date": "2026-05-20", "cn_code": "76011010", "origin": "IN", "net_mass_t": 24.5},
    {
        "line_id": "3",
        "period": "2027",
        "cn_code": "72071111",
        "origin": "TR",
        "net_mass_t": 60.0,
        "basis": "actual",
        "production_route": "C",
        "direct_t_per_t": 2.1,
        "precursor_free_allocation_t_per_t": 1.15,
    },
    {"line_id": "4", "period": "2026-Q3", "cn_code": "2523100090", "origin": "VN", "net_mass_t": 1000.0},
]


def headings(terms: pd.DataFrame, ending: str) -> list[str]:
    """Headings of COLUMNS in one language (``ending``: en, zh_hant, zh_hans)."""
    names = terms.loc[terms["vocabulary"] == "cbam_column"].set_index("code")[f"name_{ending}"]
    return [str(names[column]) for column in named(terms)]


def named(terms: pd.DataFrame) -> list[str]:
    """The columns that a reader fills in, those with a heading."""
    known = set(terms.loc[terms["vocabulary"] == "cbam_column", "code"])
    return [column for column in COLUMNS if column in known]


def csv_template(terms: pd.DataFrame, ending: str) -> bytes:
    """A CSV file with headings and example lines; marked as UTF-8 so that spreadsheets see Chinese."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(headings(terms, ending))
    writer.writerows([example.get(column, "") for column in named(terms)] for example in EXAMPLES)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def xlsx_template(terms: pd.DataFrame, ending: str) -> bytes:
    """A workbook with headings, what they mean as a note on each, and example lines; codes stay text."""
    meanings = terms.loc[terms["vocabulary"] == "cbam_column"].set_index("code")[f"meaning_{ending}"]
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        bold, text = book.add_format({"bold": True, "text_wrap": True}), book.add_format({"num_format": "@"})
        sheet = book.add_worksheet("CBAM")
        sheet.freeze_panes(1, 0)
        for at, (column, heading) in enumerate(zip(named(terms), headings(terms, ending), strict=True)):
            sheet.set_column(at, at, 16, None if column in NUMBERS else text)
            sheet.write_string(0, at, heading, bold)
            sheet.write_comment(0, at, str(meanings[column]))
            for row, example in enumerate(EXAMPLES, start=1):
                if column in example:
                    sheet.write(row, at, example[column], None if column in NUMBERS else text)
    return content.getvalue()
