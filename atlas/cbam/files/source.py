"""The lines of all sheets of a file, one below the other, before their cells are read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from atlas.cbam.engine.lines import COLUMNS as INPUTS
from atlas.cbam.files.assign import ROLES, Assigned
from atlas.cbam.files.cells import written
from atlas.cbam.files.columns import Column, Problem, joined
from atlas.cbam.files.decisions import Decisions
from atlas.cbam.files.headings import written_unit
from atlas.cbam.files.sheets import Sheet
from atlas.cbam.files.vocabulary import Meaning


@dataclass(eq=False)
class Question:
    """Something about the file that only its reader knows, asked once: ``rows`` lines wait for the
    answer, or none where ``chosen`` is assumed until then. ``values`` show what it is about."""

    code: str
    column: str
    chosen: str
    rows: int
    values: tuple[str, ...] = ()


@dataclass(eq=False)
class Source:
    """Rows of the file that hold lines, their sheet, and the column and heading of each input."""

    rows: Any
    sheets: Any
    columns: dict[str, Column]
    headings: dict[str, str]
    meanings: dict[str, Meaning]
    #: unit of mass that the heading names, the unit it only implies, for each row
    heading_unit: Any
    implied_unit: Any
    #: whether a heading shows that the file comes from an exporting country's customs
    foreign: bool
    decisions: Decisions
    told: list[Problem]
    questions: list[Question] = field(default_factory=list)

    @property
    def size(self) -> int:
        """Number of lines."""
        return len(self.rows)

    def column(self, name: str) -> Column:
        """The cells of an input, blank where the file has no such column."""
        return self.columns.get(name) or Column.blank(self.size)

    def tell(self, code: str, name: str, wrong: Any) -> None:
        """Report each row in which an input is ``wrong`` (an array of rows)."""
        if name not in self.columns:
            return
        column, heading = self.columns[name], self.headings[name]
        for row in np.flatnonzero(wrong):
            cell = written(column.cells[column.codes[row]])[:100]
            own = (code, int(self.rows[row]), heading, cell, str(self.sheets[row]), name)
            self.told.append(Problem(*own))

    def told_of(self, name: str) -> Any:
        """Rows whose cell of an input was reported, and is therefore empty."""
        told = {(own.sheet, own.row) for own in self.told if own.name == name and own.row is not None}
        if not told:
            return np.zeros(self.size, dtype="bool")
        keys = zip(self.sheets, self.rows, strict=True)
        return np.fromiter((key in told for key in keys), dtype="bool", count=self.size)

    def note(self, code: str, name: str, count: int, value: str = "") -> None:
        """Tell once of what was done to ``count`` cells of an input."""
        if count:
            shown = f"{count}" if not value else f"{count}: {value}"
            self.told.append(Problem(code, None, self.headings.get(name, name), shown, "", name))

    def ask(
        self, code: str, name: str, waiting: int, assumed: str = "", values: tuple[str, ...] = ()
    ) -> None:
        """Put a question, answered or not."""
        chosen = self.decisions.answers.get(code, assumed)
        self.questions.append(Question(code, self.headings.get(name, name), chosen, waiting, values))


def stack(sheets: list[tuple[Sheet, Assigned]], decisions: Decisions, told: list[Problem]) -> Source:
    """The sheets' lines one below the other, with the reader's corrections in their places."""
    sizes = [len(sheet.rows) for sheet, _ in sheets]
    columns, heads, meanings = {}, {}, {}
    for name in (*INPUTS, *ROLES):
        if not any(name in own for _, own in sheets):
            continue
        parts = [
            own[name][1] if name in own else Column.blank(size)
            for (_, own), size in zip(sheets, sizes, strict=True)
        ]
        columns[name] = joined(parts)
        heads[name] = next(own[name][0] for _, own in sheets if name in own)
        meanings[name] = _meaning(sheets, name, heads[name])
    units = [_mass_unit(sheet, own) for sheet, own in sheets]
    found = Source(
        rows=np.concatenate([sheet.rows for sheet, _ in sheets]),
        sheets=np.repeat([sheet.name for sheet, _ in sheets], sizes).astype("object"),
        columns=columns,
        headings=heads,
        meanings=meanings,
        heading_unit=np.repeat([explicit for explicit, _ in units], sizes),
        implied_unit=np.repeat([implied for _, implied in units], sizes),
        foreign=any(
            known and known.column == "export_sign" for sheet, _ in sheets for known in sheet.meanings
        ),
        decisions=decisions,
        told=told,
    )
    _correct(found)
    return found


def _meaning(sheets: list[tuple[Sheet, Assigned]], name: str, heading: str) -> Meaning:
    for sheet, _ in sheets:
        for text, known in zip(sheet.head, sheet.meanings, strict=True):
            if known and known.column == name and text in heading:
                return known
    return Meaning(name, 9)


def _mass_unit(sheet: Sheet, own: Assigned) -> tuple[str, str]:
    """(unit that the heading of the mass names, unit that a customs heading implies)."""
    if "net_mass_t" not in own:
        return "", ""
    heading = own["net_mass_t"][0]
    for text, known in zip(sheet.head, sheet.meanings, strict=True):
        if known and text == heading and known.unit:
            return ("", known.unit) if known.implied else (known.unit, "")
    # a heading that the reader chose may name its unit too
    return written_unit(heading), ""


def _correct(found: Source) -> None:
    """Put the reader's corrections in place; what was told of these cells no longer holds."""
    cells = found.decisions.cells
    if not cells:
        return
    place = {
        (str(sheet), int(row)): at
        for at, (sheet, row) in enumerate(zip(found.sheets, found.rows, strict=True))
    }
    for name in {name for _, _, name in cells}:
        own = found.column(name).rows()
        for (sheet, row, column), text in cells.items():
            if column == name and (sheet, row) in place:
                own[place[sheet, row]] = text
        found.columns[name] = Column.of(own)
        found.headings.setdefault(name, name)
    found.told[:] = [told for told in found.told if (told.sheet, told.row, told.name) not in cells]
