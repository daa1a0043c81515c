"""The data sheet for a supplier: one row a good, to be filled in and read back.

A hidden first row holds the codes of the columns, so that a sheet in any language is read alike. What
the buyer wrote is plain text and numbers, never a formula.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any, NamedTuple

import pandas as pd
import xlsxwriter

from atlas.cbam.answers.chains import COLUMNS as STEPS
from atlas.cbam.engine import chain
from atlas.export import harmless

#: first cell of the hidden row: what the file is
MARK, STEPS_MARK = "cbam_data_sheet", "cbam_data_sheet_steps"
#: columns that the buyer fills in
GIVEN = ("number", "supplier", "cn_code", "name", "origin", "period", "net_mass_t")
FIGURES = (
    "direct_t_per_t",
    "indirect_t_per_t",
    "electricity_mwh_per_t",
    "carbon_price_paid_eur_per_t_co2e",
)
#: columns that the supplier fills in
ASKED = (
    "installation",
    "production_route",
    "direct_t_per_t",
    "indirect_t_per_t",
    "precursors",
    "electricity_mwh_per_t",
    "carbon_price_paid_eur_per_t_co2e",
    "verified",
)
COLUMNS = (*GIVEN, *ASKED)
#: columns of the second sheet: the good's number, and a step of its chain
STEP_COLUMNS = ("number", *STEPS)
#: columns that hold numbers; all others stay text, so that codes keep their zeros
NUMBERS = {
    "number",
    "net_mass_t",
    *FIGURES,
    "depth",
    "mass",
    "direct",
    "indirect",
    "benchmark",
    "years_before",
}
#: empty rows of the second sheet that are ready to be filled in
STEP_ROWS = 40
HEADINGS_ROW = 1


class Words(NamedTuple):
    """The words of a sheet in one language; by column its heading and what is meant by it."""

    headings: Mapping[str, str]
    notes: Mapping[str, str]
    #: names of the two sheets and of the explanation
    sheets: tuple[str, str, str]
    yes: str
    no: str
    how: tuple[str, ...]


def write(goods: pd.DataFrame, words: Words) -> bytes:
    """The sheet for the goods of one supplier: GIVEN but ``number``, and any of ASKED that is known already."""
    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(content, options) as book:
        numbered = goods.reset_index(drop=True).assign(number=range(1, len(goods) + 1))
        sheet = _sheet(book, words.sheets[0], MARK, COLUMNS, words)
        given, asked = _formats(book)
        for at, column in enumerate(COLUMNS, start=1):
            form = (asked if column in ASKED else given)[column in NUMBERS]
            for row, value in enumerate(_values(numbered, column), start=HEADINGS_ROW + 1):
                _cell(sheet, row, at, value, form)
        _checks(sheet, len(goods), COLUMNS, words)
        steps = _sheet(book, words.sheets[1], STEPS_MARK, STEP_COLUMNS, words)
        for at, column in enumerate(STEP_COLUMNS, start=1):
            for row in range(HEADINGS_ROW + 1, HEADINGS_ROW + 1 + STEP_ROWS):
                steps.write_blank(row, at, None, asked[column in NUMBERS])
        _checks(steps, STEP_ROWS, STEP_COLUMNS, words)
        how = book.add_worksheet(words.sheets[2])
        how.set_column(0, 0, 110, book.add_format({"text_wrap": True, "valign": "top"}))
        for row, text in enumerate(words.how):
            how.write_string(row, 0, text)
    return content.getvalue()


def _values(goods: pd.DataFrame, column: str) -> list[Any]:
    return goods[column].tolist() if column in goods else [None] * len(goods)


def _formats(book: Any) -> tuple[tuple[Any, Any], tuple[Any, Any]]:
    """Formats of texts and of numbers, of cells that are given and of those to fill in."""
    border = {"border": 1, "border_color": "#BFBFBF", "valign": "top"}
    fill = border | {"bg_color": "#FFF7E0"}
    return (
        (book.add_format(border | {"num_format": "@"}), book.add_format(border)),
        (book.add_format(fill | {"num_format": "@"}), book.add_format(fill)),
    )


def _sheet(book: Any, name: str, mark: str, columns: tuple[str, ...], words: Words) -> Any:
    """A sheet with the hidden row of codes and the headings; its first column only carries the mark."""
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    sheet.write_row(0, 0, [mark, *columns])
    sheet.set_row(0, None, None, {"hidden": True})
    sheet.set_column(0, 0, None, None, {"hidden": True})
    sheet.set_column(1, 1, 6)
    sheet.set_column(2, len(columns), 17)
    for at, column in enumerate(columns, start=1):
        sheet.write_string(HEADINGS_ROW, at, words.headings[column], bold)
        if column in words.notes:
            sheet.write_comment(HEADINGS_ROW, at, words.notes[column], {"x_scale": 2})
    sheet.freeze_panes(HEADINGS_ROW + 1, 4)
    return sheet


def _cell(sheet: Any, row: int, at: int, value: Any, form: Any) -> None:
    if value is None or value != value or value == "":
        sheet.write_blank(row, at, None, form)
    elif isinstance(value, str):
        sheet.write_string(row, at, str(harmless(value)), form)
    else:
        sheet.write_number(row, at, float(value), form)


def _checks(sheet: Any, rows: int, columns: tuple[str, ...], words: Words) -> None:
    """What a cell takes: numbers from 0 up, yes or no, a kind of precursor."""
    lists = {"verified": [words.yes, words.no], "kind": list(chain.KINDS)}
    for at, column in enumerate(columns, start=1):
        if column in lists:
            rule: dict[str, Any] = {"validate": "list", "source": lists[column]}
        elif column in NUMBERS:
            rule = {"validate": "decimal", "criteria": ">=", "value": 0}
        else:
            continue
        sheet.data_validation(HEADINGS_ROW + 1, at, HEADINGS_ROW + max(rows, 1), at, rule)
