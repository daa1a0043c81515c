"""Files to fill in: the headings of import lines in one language, with example lines."""

from __future__ import annotations

import csv
import io

import xlsxwriter

from atlas import terms
from atlas.cbam.files.portfolio import COLUMNS
from atlas.cbam.files.values import NUMBERS
from atlas.language import Language

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


def named(lang: Language) -> dict[str, str]:
    """The columns that a reader fills in, with their headings in one language."""
    names = terms.names("cbam_column", lang)
    return {column: names[column] for column in COLUMNS if column in names}


def csv_template(lang: Language) -> bytes:
    """A CSV file with headings and example lines; marked as UTF-8 so that spreadsheets see Chinese."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(named(lang).values())
    writer.writerows([example.get(column, "") for column in named(lang)] for example in EXAMPLES)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def xlsx_template(lang: Language) -> bytes:
    """A workbook with headings, what they mean as a note on each, and example lines; codes stay text."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        bold, text = book.add_format({"bold": True, "text_wrap": True}), book.add_format({"num_format": "@"})
        sheet = book.add_worksheet("CBAM")
        sheet.freeze_panes(1, 0)
        for at, (column, heading) in enumerate(named(lang).items()):
            sheet.set_column(at, at, 16, None if column in NUMBERS else text)
            sheet.write_string(0, at, heading, bold)
            sheet.write_comment(0, at, terms.meaning("cbam_column", column, lang))
            for row, example in enumerate(EXAMPLES, start=1):
                if column in example:
                    sheet.write(row, at, example[column], None if column in NUMBERS else text)
    return content.getvalue()
