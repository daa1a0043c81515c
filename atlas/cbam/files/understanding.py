"""How a file was understood: which heading is which column, units, samples, and what is still open."""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd

from atlas.cbam.engine.lines import COLUMNS as INPUTS
from atlas.cbam.files.assign import Assigned
from atlas.cbam.files.cells import written
from atlas.cbam.files.columns import SEVERITY
from atlas.cbam.files.decisions import Decisions
from atlas.cbam.files.sheets import Sheet
from atlas.cbam.files.source import Question, Source
from atlas.cbam.files.table import Upload

SAMPLES = 3


class Reading(NamedTuple):
    """One column: the heading it was found under, its unit, how many filled cells were read, and pairs
    of what stands there and what was read."""

    column: str
    heading: str
    unit: str
    read: int
    filled: int
    samples: list[tuple[str, str]]


class Understanding(NamedTuple):
    """The whole of it; ``headings`` are all of the file, ``carried`` those kept for the answer,
    ``roles`` the columns of the answer that name supplier and declaration."""

    kind: str
    encoding: str
    delimiter: str
    sheets: dict[str, int]
    columns: list[Reading]
    headings: list[str]
    carried: list[str]
    totals: int
    questions: list[Question]
    roles: dict[str, str]

    @property
    def open(self) -> list[Question]:
        """Questions whose answer lines wait for."""
        return [question for question in self.questions if not question.chosen]


def understood(
    found: Upload,
    complete: list[tuple[Sheet, Assigned]],
    source: Source,
    lines: pd.DataFrame,
    roles: dict[str, str],
) -> Understanding:
    """The understanding of a file whose lines were read."""
    wrong: dict[str, set[tuple[str, int | None]]] = {}
    for told in source.told:
        if SEVERITY[told.code] == "row":
            wrong.setdefault(told.name, set()).add((told.sheet, told.row))
    columns = [
        _reading(source, lines, name, len(wrong.get(name, ()))) for name in INPUTS if name in source.columns
    ]
    return Understanding(
        found.kind,
        found.encoding,
        found.delimiter,
        {sheet.name: len(sheet.rows) for sheet, _ in complete},
        columns,
        list(dict.fromkeys(text for sheet, _ in complete for text in sheet.head if text)),
        [name.removeprefix("file:") for name in lines.columns if name.startswith("file:")],
        sum(len(sheet.totals) for sheet, _ in complete),
        source.questions,
        roles,
    )


def nothing_understood(sheets: list[Sheet], decisions: Decisions) -> Understanding:
    """The understanding of a file without lines: the headings that could be assigned."""
    heads = list(dict.fromkeys(text for sheet in sheets for text in sheet.head if text))
    known = [
        Reading(name, text, "", 0, 0, [])
        for name in INPUTS
        for sheet in sheets[:1]
        for text, meaning in zip(sheet.head, sheet.meanings, strict=True)
        if meaning and meaning.column == name and name not in decisions.columns
    ]
    return Understanding("", "", "", {}, known, heads, [], 0, [], {})


def _reading(source: Source, lines: pd.DataFrame, name: str, wrong: int) -> Reading:
    column = source.columns[name]
    filled = int(column.filled().sum())
    unit = ""
    if name == "net_mass_t":
        units = [str(own) for own in pd.unique(source.heading_unit) if own]
        unit = units[0] if len(units) == 1 else ""
    return Reading(
        name, source.headings[name], unit, max(filled - wrong, 0), filled, _samples(column, lines[name])
    )


def _samples(column: Any, read: pd.Series) -> list[tuple[str, str]]:
    """Different cells with what was read from each."""
    found: dict[str, str] = {}
    shown: set[int] = set()
    for at, code in enumerate(column.codes[:2000]):
        if code in shown:
            continue
        shown.add(code)
        text = written(column.cells[code]).strip()
        if text:
            found.setdefault(text[:60], _shown(read.iloc[at]))
        if len(found) == SAMPLES:
            break
    return list(found.items())


def _shown(value: Any) -> str:
    if pd.isna(value):
        return ""
    return value.date().isoformat() if isinstance(value, pd.Timestamp) else written(value)


def to_plain(found: Understanding) -> dict[str, Any]:
    """The understanding as plain values, for ``--show-mapping``."""
    plain = found._asdict() | {
        "columns": [reading._asdict() for reading in found.columns],
        "questions": [
            {
                "question": own.code,
                "heading": own.column,
                "answer": own.chosen,
                "lines_waiting": 0 if own.chosen else own.rows,
                "values": list(own.values),
            }
            for own in found.questions
        ],
    }
    return plain
