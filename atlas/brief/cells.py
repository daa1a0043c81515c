"""A table as native tables on slides, numbers written as on the page."""

from __future__ import annotations

from typing import Any

import pandas as pd
from pptx.dml.color import RGBColor
from pptx.enum.text import PP_ALIGN
from pptx.util import Emu, Inches, Pt

from atlas.brief import marks, plain
from atlas.brief.sheet import Sheet
from atlas.export import shown_digits
from atlas.language import Language

ROWS, COLUMNS, SLIDES = 15, 8, 3
CUT = 60
#: lines of text that a slide has room for, and the height of one
BUDGET, LINE = 24, int(Inches(0.3))
LEFT, TOP, WIDTH = Inches(0.55), Inches(1.2), Inches(12.2)
HEAD, STRIPE = RGBColor(0xF6, 0xF3, 0xEC), RGBColor(0xFF, 0xFF, 0xFF)


def rows_of(sheet: Sheet) -> pd.DataFrame:
    """The table of an exhibit, the columns that have a heading."""
    table = sheet.table() if callable(sheet.table) else sheet.table
    return table[[column for column in table.columns if column in sheet.labels]]


def table_slides(file: Any, sheet: Sheet, lang: Language) -> None:
    """The table of an exhibit; what is longer than a few slides says where the rest is."""
    rows = rows_of(sheet)
    start = 0
    for _ in range(SLIDES):
        some = _fitting(rows.iloc[start:], sheet, lang)
        if some.empty:
            return
        slide = file.slides.add_slide(file.slide_layouts[6])
        _line(slide, plain.words(sheet.title), Inches(0.35), Pt(22), marks.INK, bold=True)
        _write(slide, some, sheet, (int(LEFT), int(TOP), int(WIDTH), LINE * (len(some) + 1)), lang)
        said = lang.text(
            "Rows {first}–{last} of {count}; all of them are in the workbook of the page.",
            first=lang.number(start + 1),
            last=lang.number(start + len(some)),
            count=lang.number(len(rows)),
        )
        if len(some) < len(rows) or len(rows.columns) > COLUMNS:
            _line(slide, said, Inches(6.95), Pt(11), marks.MUTED)
        start += len(some)


def _line(slide: Any, text: str, top: Any, size: Any, colour: RGBColor, bold: bool = False) -> None:
    frame = slide.shapes.add_textbox(LEFT, top, WIDTH, Inches(0.5)).text_frame
    frame.word_wrap, frame.margin_left = True, 0
    marks.write(frame, text, size, colour, bold)


def _fitting(rows: pd.DataFrame, sheet: Sheet, lang: Language) -> pd.DataFrame:
    """The first rows that fit on a slide, by the number of lines that each needs."""
    widths = _widths(rows, sheet)
    room, number = float(BUDGET), 0
    for row in rows.head(ROWS).itertuples(index=False):
        texts = [str(value)[:CUT] for value in row[: len(widths)]]
        room -= max((_lines(text, width, lang) for text, width in zip(texts, widths, strict=True)), default=1)
        if room < 0 and number:
            break
        number += 1
    return rows.iloc[:number]


def _lines(text: str, width: float, lang: Language) -> float:
    """Lines of a text in a column of a share of the slide's width, with the space between rows."""
    letters = sum(2 if ord(letter) > 0x2E80 else 1 for letter in text)
    return max(1, -(-letters // max(int(width * 165), 1))) + 0.5


def _widths(rows: pd.DataFrame, sheet: Sheet) -> list[float]:
    """Share of the width of each column, by its longest text."""
    longest = [
        min(max(len(str(sheet.labels[name])), _longest(rows[name]), 6), 34) for name in rows.columns[:COLUMNS]
    ]
    return [each / sum(longest) for each in longest]


def _longest(values: pd.Series[Any]) -> int:
    if shown_digits(values, str(values.name)) is not None:
        return 8
    return max((len(str(value)) for value in values.head(60)), default=0)


def table(slide: Any, sheet: Sheet, box: tuple[int, int, int, int], lang: Language) -> None:
    """The beginning of the table in place of a figure that no chart can show."""
    _write(slide, _fitting(rows_of(sheet), sheet, lang), sheet, box, lang)


def _write(
    slide: Any, rows: pd.DataFrame, sheet: Sheet, box: tuple[int, int, int, int], lang: Language
) -> None:
    columns = list(rows.columns[:COLUMNS])
    if not columns:
        return
    shape = slide.shapes.add_table(len(rows) + 1, len(columns), *(Emu(part) for part in box))
    grid = shape.table
    whole = rows_of(sheet)
    for place, (column, width) in enumerate(zip(columns, _widths(whole, sheet), strict=True)):
        grid.columns[place].width = Emu(round(box[2] * width))
        digits = shown_digits(whole[column], str(column))
        right = digits is not None
        _cell(grid.cell(0, place), plain.words(sheet.labels[column]), bold=True, right=right, back=HEAD)
        for line, value in enumerate(rows[column], 1):
            _cell(grid.cell(line, place), _said(value, digits, lang), right=right, back=STRIPE)


def _said(value: Any, digits: int | None, lang: Language) -> str:
    if not isinstance(value, list | tuple) and pd.isna(value):
        return "–"
    if digits is not None:
        return f"{value:.0f}" if digits < 0 else lang.number(float(value), digits)
    if isinstance(value, pd.Timestamp):
        return str(value.date())
    text = plain.words(value)
    return text if len(text) <= CUT else text[: CUT - 1] + "…"


def _cell(cell: Any, text: str, *, back: RGBColor, bold: bool = False, right: bool = False) -> None:
    marks.write(cell.text_frame, text, Pt(11), bold=bold)
    cell.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
    cell.fill.solid()
    cell.fill.fore_color.rgb = back
    cell.margin_top = cell.margin_bottom = Inches(0.03)
