"""What the reader of a file decided about it: which heading is which column, and the questions asked once.

The same decisions serve the page (`mapping step`) and the command line (``--map``); they can be
written to a file and used again for the next file of the same kind. They hold no figures of the file.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from atlas.cbam.engine.lines import COLUMNS as INPUTS
from atlas.cbam.files.vocabulary import flat

#: a saved mapping has a line a column and a question at most
MOST = 100

#: question → what may be answered
ANSWERS = {
    "decimal_mark": (".", ","),
    "day_order": ("day_first", "month_first"),
    "mass_unit": ("kg", "t", "lb"),
    "blank_cells": ("repeat", "empty"),
    "code_system": ("cn", "national"),
    "importers": ("one", "apart"),
    "mass_scale": ("as_written", "kilograms"),
    "direct_scale": ("as_written", "per_kilogram"),
}


@dataclass(frozen=True)
class Decisions:
    """``columns``: column → heading (empty: not used); ``answers``: question → answer;
    ``cells``: (sheet, row, column) → corrected text, in tonnes for a mass."""

    columns: dict[str, str] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)
    cells: dict[tuple[str, int, str], str] = field(default_factory=dict)

    def answer(self, question: str, given: str) -> Decisions:
        """The same with one answer more."""
        return replace(self, answers=self.answers | {question: given})

    def assign(self, column: str, heading: str) -> Decisions:
        """The same with a heading chosen for a column."""
        return replace(self, columns=self.columns | {column: heading})

    def correct(self, cells: dict[tuple[str, int, str], str]) -> Decisions:
        """The same with cells corrected."""
        return replace(self, cells=self.cells | cells)

    def to_json(self) -> str:
        """Headings and answers as a file to use again; corrections belong to one file and stay out."""
        return json.dumps({"columns": self.columns, "answers": self.answers}, ensure_ascii=False, indent=1)


class Misfit(NamedTuple):
    """An entry that cannot be used: a code of `columns.SEVERITY`, its name and what it says."""

    code: str
    name: str = ""
    value: str = ""


def from_json(text: str) -> tuple[Decisions, list[Misfit]]:
    """Decisions of a file that `Decisions.to_json` wrote, and the entries that cannot be used."""
    try:
        held = json.loads(text)
        pairs = [*dict(held["columns"]).items(), *dict(held["answers"]).items()]
    except (TypeError, ValueError, KeyError, RecursionError):
        return Decisions(), [Misfit("mapping_unreadable")]
    return from_pairs([(str(key)[:100], str(value)[:100]) for key, value in pairs[:MOST]])


def from_pairs(pairs: list[tuple[str, str]]) -> tuple[Decisions, list[Misfit]]:
    """Decisions of ``column=heading`` and ``question=answer``, and the entries that cannot be used."""
    found, wrong = Decisions(), []
    for key, value in pairs:
        if key in INPUTS:
            found = found.assign(key, value)
        elif key not in ANSWERS:
            wrong.append(Misfit("mapping_name_unknown", key, value))
        elif value in ANSWERS[key]:
            found = found.answer(key, value)
        else:
            wrong.append(Misfit("mapping_answer_unknown", key, value))
    return found, wrong


def fitting(decisions: Decisions, headings: list[str]) -> tuple[Decisions, list[Misfit]]:
    """The decisions without those about headings that a file does not have, which come apart."""
    held = {flat(heading) for heading in headings}
    wrong = [
        Misfit("mapping_heading_missing", column, heading)
        for column, heading in decisions.columns.items()
        if heading and flat(heading) not in held
    ]
    lost = {own.name for own in wrong}
    columns = {column: heading for column, heading in decisions.columns.items() if column not in lost}
    return replace(decisions, columns=columns), wrong
