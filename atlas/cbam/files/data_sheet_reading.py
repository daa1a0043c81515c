"""A data sheet that came back: its rows, and each cell that cannot be used, with its address.

A row with an unusable cell is refused as a whole: half a row would give a wrong figure. An empty cell is
unknown and never 0, and so is a formula that was never calculated.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import pandas as pd
from xlsxwriter.utility import xl_rowcol_to_cell

from atlas.cbam.answers import chains
from atlas.cbam.engine import chain
from atlas.cbam.files import cells, data_sheet, dates, upload
from atlas.cbam.files.columns import Problem
from atlas.cbam.files.headings import score
from atlas.cbam.files.sheets import CONTROL, LONGEST_CHAIN, LONGEST_TEXT
from atlas.cbam.files.table import Limits, Table, Unreadable, Upload
from atlas.cbam.files.vocabulary import flat

#: what a supplier may write for yes and for no, flattened
YES = {"yes", "y", "true", "1", "是", "verified", "已查證", "已核查"}
NO = {"", "no", "n", "false", "0", "否"}
#: cells that may stand empty without a problem are all; these make a row that was filled in
FILLED = [name for name in data_sheet.ASKED if name != "installation"]
#: figures per tonne, of which none reaches a thousand
PER_TONNE = {"direct_t_per_t", "indirect_t_per_t", "direct", "indirect", "benchmark", "mass"}

Read = Callable[[Any], tuple[Any, str]]


class DataSheet(NamedTuple):
    """Rows of a data sheet: ``row`` of the sheet, data_sheet.COLUMNS (``verified`` as truth, figures missing
    where empty) and ``filled``, whether the supplier wrote anything. ``problems``: cells of refused rows,
    their address as ``column``."""

    rows: pd.DataFrame
    problems: list[Problem]


def recognises(found: Upload) -> bool:
    """Whether an upload is a data sheet, told by the mark in its hidden row."""
    return _marked(found, data_sheet.MARK) is not None


def read(content: bytes, name: str, limits: Limits = upload.LIMITS) -> DataSheet:
    """The data sheet of a file. Raises Unreadable, also for any other kind of file."""
    found = upload.tables(content, name, score, limits)
    if not recognises(found):
        raise Unreadable("data_sheet_unknown")
    return rows(found)


def rows(found: Upload) -> DataSheet:
    """The data sheet of an upload that `recognises` knows."""
    table, steps = _marked(found, data_sheet.MARK), _marked(found, data_sheet.STEPS_MARK)
    assert table is not None
    told: list[Problem] = []
    listed = _steps(steps, told) if steps else {}
    kept, numbers = [], set()
    for row, own in _records(table, data_sheet.COLUMNS, told, _readers(table)):
        number = _number(table, row)
        numbers.add(number)
        text, _ = listed.get(number, ("", 0))
        if own is None or (number in listed and not text):
            # a cell of the row or of its steps was refused
            continue
        if text and own["precursors"]:
            told.append(_problem(table, row, "precursors", "chain_twice", own["precursors"]))
            continue
        kept.append(own | {"row": row, "precursors": own["precursors"] or text})
    for number, (_, row) in listed.items():
        if steps and number not in numbers:
            told.append(_problem(steps, row, "number", "step_without_good", number or ""))
    frame = pd.DataFrame(kept, columns=["row", *data_sheet.COLUMNS])
    filled = [any(_some(own[name]) for name in FILLED) for own in kept]
    return DataSheet(frame.assign(filled=pd.Series(filled, dtype="bool")), told)


def _some(value: Any) -> bool:
    return bool(value) if isinstance(value, str | bool) else value == value and value is not None


def _marked(found: Upload, mark: str) -> Table | None:
    """The sheet that carries a mark in its first cell."""
    for table in found.tables:
        if table.columns and table.columns[0] and cells.written(table.columns[0][0]).strip() == mark:
            return table
    return None


def _places(table: Table) -> dict[str, int]:
    """Column code → position, as the hidden row says."""
    return {cells.written(column[0]).strip(): at for at, column in enumerate(table.columns) if at}


def _problem(table: Table, row: int, name: str, code: str, value: Any) -> Problem:
    at = _places(table).get(name, 0)
    address = f"{table.name}!{xl_rowcol_to_cell(row - 1, at)}"
    return Problem(code, row, address, cells.written(value)[:100], table.name, name)


def _records(
    table: Table, columns: tuple[str, ...], told: list[Problem], readers: Mapping[str, Read]
) -> list[tuple[int, dict[str, Any] | None]]:
    """(row, values by column or nothing where a cell is wrong) of each row with a filled cell."""
    places = _places(table)
    found: list[tuple[int, dict[str, Any] | None]] = []
    for at in range(data_sheet.HEADINGS_ROW + 1, len(table.numbers)):
        own = {name: table.columns[places[name]][at] if name in places else "" for name in columns}
        if not any(cells.written(cell).strip() for name, cell in own.items() if name != "number"):
            continue
        answers = {name: _cell(cell, readers[name]) for name, cell in own.items()}
        wrong = {name: code for name, (_, code) in answers.items() if code}
        told += [_problem(table, at + 1, name, code, own[name]) for name, code in wrong.items()]
        found.append((at + 1, None if wrong else {name: value for name, (value, _) in answers.items()}))
    return found


def _cell(cell: Any, read: Read) -> tuple[Any, str]:
    if isinstance(cell, cells.Broken):
        return None, cell.code
    if type(cell) is str and CONTROL.search(cell):
        return None, "control_character"
    # a spreadsheet's mark of text, ours against formulas among them
    return read(cell.strip().removeprefix("'") if type(cell) is str else cell)


def _readers(table: Table) -> dict[str, Read]:
    """How each column of goods is read."""
    own: dict[str, Read] = {name: _figures(table, name) for name in data_sheet.NUMBERS}
    own |= dict.fromkeys(("supplier", "name", "installation"), _text)
    return own | {
        "cn_code": cells.code,
        "origin": cells.origin,
        "period": _year,
        "production_route": cells.route,
        "precursors": _chain,
        "verified": _verified,
    }


def _text(cell: Any) -> tuple[str, str]:
    text = cells.written(cell).strip()
    return (text, "") if len(text) <= LONGEST_TEXT else ("", "text_too_long")


def _year(cell: Any) -> tuple[str, str]:
    """The year of a period."""
    period, code = dates.period(cell)
    return period[:4], code


def _figures(table: Table, name: str) -> Read:
    """Numbers from 0 up; a lone mark is a decimal one, as all figures are per tonne but the buyer's mass."""
    at = _places(table).get(name)
    column = table.columns[at][data_sheet.HEADINGS_ROW + 1 :] if at is not None else ()
    marks = cells.decimal_marks(cells.clean(cell) for cell in column)
    number = cells.number_per_tonne if name in PER_TONNE else cells.number

    def read(cell: Any) -> tuple[float, str]:
        value, code = number(cells.clean(cell), marks)
        return (value, code) if code or not value < 0 else (value, "number_negative")

    return read


def _chain(cell: Any) -> tuple[str, str]:
    text = cells.written(cell).strip()
    if not text:
        return "", ""
    try:
        if len(text) <= LONGEST_CHAIN:
            return chain.write(chain.read(text)), ""
    except chain.Malformed:
        pass
    return "", "chain_malformed"


def _verified(cell: Any) -> tuple[bool, str]:
    word = flat(cells.written(cell))
    return word in YES, "" if word in YES | NO else "yes_or_no"


def _steps(table: Table, told: list[Problem]) -> dict[int, tuple[str, int]]:
    """Chain and first row of each good's number; no chain where a step of it cannot be used."""
    readers: dict[str, Read] = {name: _figures(table, name) for name in data_sheet.NUMBERS}
    readers |= {"code": cells.code, "origin": cells.origin, "kind": _kind, "route": cells.route}
    found: dict[int, list[dict[str, Any]]] = {}
    first: dict[int, int] = {}
    faulty: set[int] = set()
    number = 0
    for row, own in _records(table, data_sheet.STEP_COLUMNS, told, readers):
        # steps of one good below each other need its number once
        number = _number(table, row) or number
        first.setdefault(number, row)
        if own is None:
            faulty.add(number)
        else:
            found.setdefault(number, []).append(own | {"row": row})
    texts = {}
    for number, steps in found.items():
        texts[number], wrong = chains.text(pd.DataFrame(steps, columns=["row", *chains.COLUMNS]), chain.WHOLE)
        for own in (steps[place - 1] for place in wrong):
            told.append(_problem(table, own["row"], "code", "step_unusable", own["code"]))
            faulty.add(number)
    return {number: ("" if number in faulty else texts[number], row) for number, row in first.items()}


def _number(table: Table, row: int) -> int:
    cell = table.columns[_places(table)["number"]][row - 1] if "number" in _places(table) else ""
    value, code = cells.number(cells.clean(cell), set())
    return 0 if code or value != value else int(value)


def _kind(cell: Any) -> tuple[str, str]:
    word = cells.written(cell).strip().lower()
    return word or chain.DEFAULT, "" if word in ("", *chain.KINDS) else "step_unusable"
