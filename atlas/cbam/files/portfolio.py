"""An uploaded file as import lines: tolerant of form, strict about meaning.

`read` is the only reader of such files, for the page, the command line and the tests. It answers
every wrong thing with a row of ``problems`` (code, row, column, value) and never with an exception.
Pages put the codes of `SEVERITY` into words.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from atlas.cbam.engine.lines import COLUMNS as INPUTS
from atlas.cbam.files import headings, upload
from atlas.cbam.files.assign import Assigned, assign
from atlas.cbam.files.carried import carried
from atlas.cbam.files.columns import SEVERITY, Problem, problems
from atlas.cbam.files.decisions import Decisions, fitting
from atlas.cbam.files.sheets import Sheet, sheet
from atlas.cbam.files.source import Source, stack
from atlas.cbam.files.table import Limits, Unreadable, Upload
from atlas.cbam.files.understanding import Understanding, nothing_understood, understood
from atlas.cbam.files.values import NUMBERS, typed

#: input columns of import lines (design, section 5), in the order of templates and answers
COLUMNS = list(INPUTS)
REQUIRED = ["cn_code", "origin", "net_mass_t"]
NOTHING = Decisions()


class Portfolio(NamedTuple):
    """What a file held.

    ``lines``: ``row`` and ``sheet`` of the user's file (heading counted), COLUMNS, and the file's
    other columns as ``file:HEADING``; texts empty where the file says nothing, figures and dates
    missing. ``left_out``: the same for rows with a problem, what could not be read left empty.
    ``problems``: ``severity``, ``code``, ``row`` (missing for the file), ``column`` (as the user wrote
    it), ``value``, ``sheet``, ``name`` (the input). ``understanding``: how it was read.
    """

    lines: pd.DataFrame
    left_out: pd.DataFrame
    problems: pd.DataFrame
    understanding: Understanding


def read(
    content: bytes, name: str, decisions: Decisions = NOTHING, limits: Limits = upload.LIMITS
) -> Portfolio:
    """Read a file of import lines; never raises for what the file holds."""
    sheets: list[Sheet] = []
    try:
        found = upload.tables(content, name, headings.score, limits)
        told = [Problem(code, row, "", value) for code, row, value in found.problems]
        sheets = [own for table in found.tables if (own := sheet(table, bool(found.delimiter)))]
        _tell_other_sheets(found, sheets, told)
        # a heading that is not there must not leave a column empty, which may mean something
        wrong = fitting(decisions, [text for own in sheets for text in own.head])[1]
        if not wrong:
            return _lines(found, sheets, decisions, told)
        told = [Problem(own.code, None, own.name, own.value, "", own.name) for own in wrong]
    except Unreadable as error:
        column = error.value if error.code == "column_missing" else ""
        value = "" if column else error.value
        told = [Problem(error.code, None, column, value, "", column)]
    return Portfolio(_no_lines(), _no_lines(), problems(told), nothing_understood(sheets, decisions))


def _tell_other_sheets(found: Upload, sheets: list[Sheet], told: list[Problem]) -> None:
    if not sheets:
        raise Unreadable("headings_missing")
    names = {own.name for own in sheets}
    for table in found.tables:
        if table.name not in names and table.columns:
            told.append(Problem("sheet_other", None, "", table.name[:100]))


def _lines(found: Upload, sheets: list[Sheet], decisions: Decisions, told: list[Problem]) -> Portfolio:
    complete: list[tuple[Sheet, Assigned]] = []
    taken: list[dict[int, str]] = []
    missing = ""
    for own in sheets:
        assigned, places = assign(own, decisions.columns)
        _take_quantity(own, assigned, places)
        lacking = _lacking(assigned)
        if lacking:
            missing = missing or lacking
            told.append(Problem("sheet_incomplete", None, lacking, own.name[:100], own.name, lacking))
        elif len(own.rows):
            complete.append((own, assigned))
            taken.append(places)
    if not complete:
        raise Unreadable("column_missing", missing) if missing else Unreadable("lines_missing")
    for own, _ in complete:
        told += own.told
        for code, rows in (("totals_left_out", own.totals), ("captions_left_out", own.captions)):
            if rows:
                shown = ", ".join(map(str, rows[:5])) + (" …" if len(rows) > 5 else "")
                told.append(Problem(code, rows[0], "", shown, own.name))
    _tell_alike(complete, told)
    source = stack(complete, decisions, told)
    lines = typed(source)
    held, kept = carried(complete, taken)
    lines = pd.concat([lines, held], axis=1)
    _tell_unknown(complete, taken, source)
    return _answer(found, complete, source, lines, kept)


def _take_quantity(own: Sheet, assigned: Assigned, places: dict[int, str]) -> None:
    """A quantity is a net mass where nothing else is and its unit is one of mass."""
    if "net_mass_t" in assigned or "quantity" not in assigned:
        return
    heading, column = assigned["quantity"]
    known = next(known for known in own.meanings if known and known.column == "quantity")
    if known.unit or "mass_unit" in assigned:
        assigned["net_mass_t"] = (heading, column)
        places |= {at: "net_mass_t" for at, name in places.items() if name == "quantity"}


def _lacking(assigned: Assigned) -> str:
    """The first input that lines cannot do without and the sheet does not have."""
    dated = {"import_date", "period", "year", "quarter", "month"} & set(assigned)
    return next(
        (name for name in [*REQUIRED, "" if dated else "import_date"] if name and name not in assigned), ""
    )


def _tell_alike(complete: list[tuple[Sheet, Assigned]], told: list[Problem]) -> None:
    """Two sheets with the same lines may be one list twice."""
    seen: dict[tuple[object, ...], str] = {}
    for own, assigned in complete:
        key = tuple(tuple(map(str, assigned[name][1].rows())) for name in REQUIRED)
        if key in seen and len(own.rows) > 1:
            told.append(Problem("sheets_alike", None, "", f"{seen[key]}, {own.name}", own.name))
        seen.setdefault(key, own.name)


def _tell_unknown(
    complete: list[tuple[Sheet, Assigned]], taken: list[dict[int, str]], source: Source
) -> None:
    for (own, _), places in zip(complete, taken, strict=True):
        for at, heading in enumerate(own.head):
            if heading and at not in places and own.meanings[at] is None:
                source.told.append(Problem("column_unknown", own.top, heading[:100], "", own.name))


def _answer(
    found: Upload,
    complete: list[tuple[Sheet, Assigned]],
    source: Source,
    lines: pd.DataFrame,
    kept: dict[str, str],
) -> Portfolio:
    """Lines without and with a problem, apart."""
    wrong = {(told.sheet, told.row) for told in source.told if SEVERITY[told.code] == "row"}
    keys = zip(source.sheets, source.rows, strict=True) if wrong else []
    left = (
        np.fromiter(((key in wrong) for key in keys), dtype="bool")
        if wrong
        else np.zeros(source.size, "bool")
    )
    source.told.sort(key=lambda told: told.row or 0)
    return Portfolio(
        lines.loc[~left].reset_index(drop=True),
        lines.loc[left].reset_index(drop=True),
        problems(source.told),
        understood(found, complete, source, lines, kept),
    )


def _no_lines() -> pd.DataFrame:
    columns = ["row", "sheet", *COLUMNS]
    frame = pd.DataFrame({name: pd.Series(dtype="str") for name in columns})
    return frame.astype({"row": "int64", "import_date": "datetime64[s]"} | dict.fromkeys(NUMBERS, "float64"))
