"""The cells of import lines as figures, dates, codes and words; what cannot be read is reported.

Each distinct cell is read once. What the whole file leaves open becomes a question.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from atlas.cbam.engine.lines import COLUMNS as INPUTS
from atlas.cbam.files import cells, dates, goods_codes
from atlas.cbam.files.columns import Column
from atlas.cbam.files.headings import day_order
from atlas.cbam.files.masses import masses
from atlas.cbam.files.numbers import numbers
from atlas.cbam.files.source import Source
from atlas.cbam.files.vocabulary import flat

NUMBERS = [name for name in INPUTS if name.endswith(("_t", "_eur", "_co2e", "_mwh"))]
#: columns of which a blank cell may mean "as above"
REPEATED = ("importer", "cn_code", "origin", "import_date", "period")


def typed(source: Source) -> pd.DataFrame:
    """All inputs with their types; cells that cannot be read are reported and left empty."""
    _combine_parts_of_period(source)
    _repeat_blanks(source)
    lines = {"row": pd.Series(source.rows), "sheet": pd.Series(source.sheets, dtype="str")}
    for name in INPUTS:
        if name == "net_mass_t":
            lines[name] = pd.Series(masses(source))
        elif name in NUMBERS:
            lines[name] = pd.Series(numbers(source, name))
        elif name not in source.columns:
            dtype = "datetime64[s]" if name == "import_date" else "str"
            blank = pd.NaT if name == "import_date" else "default" if name == "basis" else ""
            lines[name] = pd.Series(blank, index=range(source.size), dtype=dtype)
        else:
            lines[name] = _READERS.get(name, _text)(source, name)
    return pd.DataFrame(lines)


def _answers(
    source: Source, name: str, read: Callable[[Any], tuple[Any, str]], dtype: str = "str"
) -> pd.Series:
    """Each distinct cell read once; codes of problems are reported by row."""
    column = source.column(name)
    answers = [read(cell) for cell in column.cells]
    for code in dict.fromkeys(code for _, code in answers if code):
        source.tell(code, name, column.where(own == code for _, own in answers))
    return column.each([value for value, _ in answers], dtype)


def _text(source: Source, name: str) -> pd.Series:
    return _answers(source, name, lambda cell: (cells.written(cell).strip(), ""))


def _date(source: Source, name: str) -> pd.Series:
    """Dates; where day and month cannot be told apart, the heading or the reader says."""
    column = source.column(name)
    orders = dates.day_orders(column.cells)
    waiting = column.where(dates.date(cell, orders)[1] == "date_ambiguous" for cell in column.cells)
    if waiting.any():
        named = day_order(source.headings[name]) if orders == (False, False) else ""
        shown = [
            cells.written(cell) for cell in column.cells if dates.date(cell, orders)[1] == "date_ambiguous"
        ]
        if not named:
            source.ask("day_order", name, int(waiting.sum()), values=tuple(shown[:3]))
        chosen = named or source.decisions.answers.get("day_order", "")
        if chosen:
            orders = (chosen == "day_first", chosen == "month_first")
    return _answers(source, name, lambda cell: dates.date(cell, orders), "datetime64[s]")


def _code(source: Source, name: str) -> pd.Series:
    """Goods codes as digits of the EU's nomenclature."""
    column = source.column(name)
    plain = [cells.code(cell) for cell in column.cells]
    system = _code_system(source, [text for text, _ in plain if text], column)
    convert = goods_codes.of_national if system == "national" else goods_codes.of_eu
    changed = {text: convert(text) for text, code in plain if text and not code}
    noted = [(changed.get(text, ("", ""))[1], text) for text, _ in plain]
    for note in ("code_cut", "code_completed"):
        first = next((f"{text} → {changed[text][0]}" for own, text in noted if own == note), "")
        source.note(note, name, int(column.where(own == note for own, _ in noted).sum()), first)

    def read(cell: Any) -> tuple[str, str]:
        text, problem = cells.code(cell)
        found, code = changed.get(text, (text, problem))
        return found, problem or (code if code == "code_national" else "")

    return _answers(source, name, read)


def _code_system(source: Source, texts: list[str], column: Column) -> str:
    """Whether the codes are the EU's, or Chinese or Taiwanese ones, which agree in six digits only."""
    if source.meanings["cn_code"].code_system != "national" or not texts:
        return "cn"
    sure = source.foreign or any(len(text) >= 10 for text in texts)
    sure = sure or not all(goods_codes.is_eu_code(text) for text in texts if len(text) == 8)
    source.ask("code_system", "cn_code", 0, "national" if sure else "cn", tuple(texts[:3]))
    return source.questions[-1].chosen


def _importer(source: Source, name: str) -> pd.Series:
    """Importers whose names differ in case, spaces and signs only are one, unless the reader says no."""
    column = source.column(name)
    names = [" ".join(cells.written(cell).split()) for cell in column.cells]
    first: dict[str, str] = {}
    for text in names:
        first.setdefault(flat(text) or text, text)
    spelled = {key: {text for text in names if (flat(text) or text) == key} for key in first}
    several = [sorted(texts) for texts in spelled.values() if len(texts) > 1]
    if several:
        source.ask("importers", name, 0, "one", tuple(several[0][:4]))
        if source.questions[-1].chosen == "apart":
            return column.each([cells.written(cell).strip() for cell in column.cells], "str")
    return column.each([first[flat(text) or text] for text in names], "str")


_READERS: dict[str, Callable[[Source, str], pd.Series]] = {
    "importer": _importer,
    "import_date": _date,
    "period": lambda source, name: _answers(source, name, dates.period),
    "cn_code": _code,
    "origin": lambda source, name: _answers(source, name, cells.origin),
    "basis": lambda source, name: _answers(source, name, cells.basis),
    "production_route": lambda source, name: _answers(source, name, cells.route),
    "customs_procedure": lambda source, name: _answers(source, name, cells.procedure),
}


def _combine_parts_of_period(source: Source) -> None:
    """Year and quarter, or year and month, in two columns as one period; either alone is a period too."""
    parts = [name for name in ("year", "quarter", "month") if name in source.columns]
    if "period" in source.columns or not parts:
        return
    finer = "quarter" if "quarter" in source.columns else "month"
    year, part = source.column("year"), source.column(finer)
    read = dates.quarter if finer == "quarter" else dates.month
    pairs = Column.of([*zip(part.rows(), year.rows(), strict=True)])
    source.columns["period"] = Column(
        pairs.codes, [_together(own, of_year, read) for own, of_year in pairs.cells]
    )
    source.headings["period"] = ", ".join(source.headings[name] for name in parts)


def _together(part: Any, year: Any, read: Callable[[Any], str]) -> str:
    """A period of a quarter's or month's cell and a year's cell, in the form that a period cell may have."""
    own, year_text = dates.period(part)[0], dates.period(year)[0] or cells.written(year).strip()
    if "Q" in own or own == year_text:
        return own
    if (quarter := read(part)) and year_text:
        return f"{year_text[:4]}-Q{quarter}"
    # without the one or with an unreadable other, what stands there is said
    return cells.written(part).strip() or year_text


def _repeat_blanks(source: Source) -> None:
    """A blank cell below a filled one, in a line that has a mass: repeat it, or is it missing?"""
    massed = source.column("net_mass_t").filled()
    waiting, names = np.zeros(source.size, dtype="bool"), []
    dated = source.column("import_date").filled() | source.column("period").filled()
    for name in REPEATED:
        if name not in source.columns:
            continue
        filled = source.column(name).filled()
        blank = ~filled & massed & ~source.told_of(name)
        if name in ("import_date", "period"):
            blank &= ~dated
        below = blank & _any_above(filled, source.sheets)
        if below.any():
            names.append((name, filled, below))
            waiting |= below
    if not names:
        return
    heads = tuple(source.headings[name] for name, _, _ in names)
    source.ask("blank_cells", names[0][0], int(waiting.sum()), values=heads)
    for name, filled, below in names:
        if source.questions[-1].chosen == "repeat":
            source.columns[name] = _from_above(source.column(name), filled, below)
        elif source.questions[-1].chosen != "empty":
            source.tell("blank_below", name, below)


def _any_above(filled: Any, sheets: Any) -> Any:
    """Whether a row of the same sheet further up is filled."""
    return pd.Series(filled).groupby(pd.Series(sheets), sort=False).cummax().to_numpy()


def _from_above(column: Column, filled: Any, below: Any) -> Column:
    last = np.maximum.accumulate(np.where(filled, np.arange(len(filled)), 0))
    return Column(np.where(below, column.codes[last], column.codes), column.cells)
