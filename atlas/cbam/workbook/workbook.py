"""The answer as a spreadsheet with live formulas, for an auditor who changes a price and recomputes.

Every step of a line is a formula over its own inputs and over one row of the sheets *Rules*,
*Prices* and *Threshold*. Each formula carries its computed value, so the file shows the
page's figures before anything is recalculated.
"""

from __future__ import annotations

import io
from typing import Any, NamedTuple

import pandas as pd
import xlsxwriter

from atlas import terms
from atlas.cbam.files.carried import shown_names
from atlas.cbam.law.rules import Rules
from atlas.cbam.workbook import cells, layout, rows
from atlas.language import Language

#: more lines make a file that spreadsheet programs open slowly
MAX_LINES = 100_000

Book = Any
Sheet = Any


class Texts(NamedTuple):
    """Words of the caller: ``reasons`` of refused lines (same index as the lines), and notes such as
    acts, date of the rules, price path, open points; one row each on the last sheet."""

    reasons: pd.Series
    notes: list[str]


def build(assessed: pd.DataFrame, rules: Rules, lang: Language, texts: Texts) -> bytes:
    """An XLSX with sheets Totals, Lines, Prices, Rules, Threshold, Refused and Notes; lines carry the
    columns of the reader's file, with its row and sheet.

    ``assessed``: answer of `atlas.cbam.engine.assess.assess`. Change a price, a factor, a mass or an intensity, and
    lines and totals follow, also across the 50-tonne threshold. Raises ValueError above MAX_LINES lines.
    """
    if len(assessed) > MAX_LINES:
        raise ValueError(f"{len(assessed)} lines are more than a workbook takes ({MAX_LINES})")
    _ = lang.text
    tabs = {
        "totals": _("Totals"),
        "lines": _("Lines"),
        "prices": _("Prices"),
        "rules": _("Rules"),
        "threshold": _("Threshold"),
        "refused": _("Refused"),
        "notes": _("Notes"),
    }
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, "constant_memory": True}) as book:
        forms = _forms(book)
        sheets = {key: book.add_worksheet(name) for key, name in tabs.items()}
        words = Words(lang, shown_names(assessed.columns))
        plan = layout.plan(assessed, rules, tabs)
        _write_totals(sheets["totals"], plan, words, forms)
        _write_lines(sheets["lines"], plan, words, forms)
        for key in ("prices", "rules", "threshold"):
            _write_table(sheets[key], plan.tables[key], words, forms)
        _write_refused(sheets["refused"], assessed, texts.reasons, words, forms)
        sheets["notes"].set_column(0, 0, 110, forms["wrap"])
        for at, note in enumerate(texts.notes):
            sheets["notes"].write_string(at, 0, safe(note), forms["wrap"])
    part = f"xl/worksheets/sheet{list(tabs).index('lines') + 1}.xml"
    return rows.fill(content.getvalue(), part, plan.columns, plan.size, words.shown)


class Words:
    """Headings and codes in the reader's language."""

    def __init__(self, lang: Language, own: dict[str, str]) -> None:
        """``own``: columns of the reader's file → their headings."""
        self.lang = lang
        self.headings = terms.names("cbam_column", lang) | {name: safe(text) for name, text in own.items()}

    def shown(self, vocabulary: str, code: object) -> str:
        """Name of a code, marked so that nothing takes it for a formula; the code itself where it has
        none (countries, goods codes)."""
        names = terms.names(vocabulary, self.lang) if vocabulary else {}
        return safe(names.get(str(code), code))

    def heading(self, column: str) -> str:
        """Heading of a column."""
        return self.headings.get(column, column)


def safe(text: object) -> str:
    """A text that no program takes for a formula, also after it is saved as CSV."""
    plain = str(text)
    return f"'{plain}" if plain.startswith(("=", "+", "-", "@", "\t", "\r")) else plain


def _forms(book: Book) -> dict[str, Any]:
    return {
        "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
        "input": book.add_format({"bg_color": "#FFF4D6"}),
        "t": book.add_format({"num_format": "#,##0.000"}),
        "eur": book.add_format({"num_format": "#,##0.00"}),
        "share": book.add_format({"num_format": "0.0%"}),
        "plain": book.add_format({"num_format": "0"}),
        "number": book.add_format({"num_format": "0"}),
        "text": book.add_format({"num_format": "@"}),
        "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
    }


def _head(sheet: Sheet, columns: list[str], words: Words, forms: dict[str, Any], row: int = 0) -> None:
    for at, column in enumerate(columns):
        sheet.write_string(row, at, words.heading(column), forms["head"])


def _write_lines(sheet: Sheet, plan: cells.Plan, words: Words, forms: dict[str, Any]) -> None:
    """Headings, and one blank row that carries the formats; `rows.fill` writes the lines."""
    sheet.set_column(0, len(plan.columns) - 1, 13)
    sheet.freeze_panes(1, 4)
    _head(sheet, [column.name for column in plan.columns], words, forms)
    for at, column in enumerate(plan.columns):
        sheet.write_blank(1, at, None, forms[column.form])


def _write_table(sheet: Sheet, table: list[cells.Row], words: Words, forms: dict[str, Any]) -> None:
    """Rows of cells: texts, numbers to change (tinted), formulas with their values, headings."""
    sheet.set_column(0, 7, 20)
    for at, row in enumerate(table):
        for place, cell in enumerate(row):
            if isinstance(cell, cells.Heading):
                sheet.write_string(at, place, words.heading(cell.column), forms["head"])
            elif isinstance(cell, cells.Formula):
                sheet.write_formula(at, place, cell.text, forms[cell.form], cell.value)
            elif isinstance(cell, cells.Code):
                sheet.write_string(at, place, words.shown(cell.vocabulary, cell.code))
            elif isinstance(cell, float):
                sheet.write_number(at, place, cell, forms["input"])
            elif isinstance(cell, int):
                sheet.write_number(at, place, cell)
            else:
                sheet.write_string(at, place, safe(cell))


def _write_totals(sheet: Sheet, plan: cells.Plan, words: Words, forms: dict[str, Any]) -> None:
    _write_table(sheet, plan.tables["totals"], words, forms)


def _write_refused(
    sheet: Sheet, assessed: pd.DataFrame, reasons: pd.Series, words: Words, forms: dict[str, Any]
) -> None:
    refused = assessed.loc[assessed["status"] == "refused"]
    columns = [column for column in layout.IDENTITY if column in refused]
    own = [name for name in layout.own_columns(assessed) if name not in columns]
    _head(sheet, [*columns, "reason", *own], words, forms)
    sheet.set_column(0, len(columns) - 1, 14)
    sheet.set_column(len(columns), len(columns), 90)
    sheet.freeze_panes(1, 0)
    told = refused.assign(reason=reasons.reindex(refused.index))[[*columns, "reason", *own]]
    cells = told.astype("object").where(told.notna(), "")
    for row, values in enumerate(cells.to_numpy(), start=1):
        for at, value in enumerate(values):
            sheet.write_string(row, at, safe(value)[: rows.LONGEST])
