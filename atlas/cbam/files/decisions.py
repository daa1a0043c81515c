"""What the reader of a file decided about it: which heading is which column, and the questions asked once.

The same decisions serve the page (`mapping step`) and the command line (``--map``); they can be
written to a file and used again for the next file of the same kind. They hold no figures of the file.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace

from atlas.cbam.engine.lines import COLUMNS as INPUTS

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


def from_json(text: str) -> Decisions:
    """Decisions of a file that `Decisions.to_json` wrote. Raises ValueError that says what is wrong."""
    try:
        held = json.loads(text)
        pairs = [*dict(held.get("columns", {})).items(), *dict(held.get("answers", {})).items()]
    except (TypeError, ValueError, AttributeError) as problem:
        raise ValueError("this is not a file of decisions") from problem
    return from_pairs([(str(key), str(value)) for key, value in pairs])


def from_pairs(pairs: list[tuple[str, str]]) -> Decisions:
    """Decisions of ``column=heading`` and ``question=answer``. Raises ValueError for an unknown name."""
    found = Decisions()
    for key, value in pairs:
        if key in ANSWERS:
            if value not in ANSWERS[key]:
                raise ValueError(f"{key}: answer one of {', '.join(ANSWERS[key])}, not {value!r}")
            found = found.answer(key, value)
        elif key in INPUTS:
            found = found.assign(key, value)
        else:
            names = ", ".join([*INPUTS, *ANSWERS])
            raise ValueError(f"{key!r} is neither a column nor a question; there are {names}")
    return found
