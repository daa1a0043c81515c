"""A sheet as its headings and the columns of its lines: without totals, units and repeated headings."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

import numpy as np

from atlas.cbam.files.cells import Broken, clean, decimal_marks, number, take_unit, written
from atlas.cbam.files.columns import Column, Problem
from atlas.cbam.files.headings import heading_row, meaning, texts
from atlas.cbam.files.table import Table
from atlas.cbam.files.vocabulary import Meaning, flat, words

LONGEST_TEXT = 200
#: the longest text of a chain of precursors, 80 steps with all their digits
LONGEST_CHAIN = 30_000
#: columns whose blank cells may mean "as above"
CARRIED_DOWN = ("importer", "origin", "cn_code", "period", "import_date", "year", "quarter")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffd\ufffe\uffff]")


class Sheet(NamedTuple):
    """One sheet that holds lines: heading row ``top``, headings and what they mean, the columns below
    and the numbers of their rows; ``totals`` are rows left out because they only sum up, ``captions``
    because they hold neither code nor origin nor mass."""

    name: str
    top: int
    head: list[str]
    meanings: list[Meaning | None]
    columns: list[Column]
    rows: Any
    totals: list[int]
    captions: list[int]
    told: list[Problem]

    def tell(self, code: str, at: int, wrong: Any) -> None:
        """Report each row in which column ``at`` is ``wrong`` (an array of rows)."""
        column = self.columns[at]
        for row in np.flatnonzero(wrong):
            cell = written(column.cells[column.codes[row]])[:100]
            known = self.meanings[at]
            name = known.column if known else ""
            self.told.append(Problem(code, int(self.rows[row]), self.head[at], cell, self.name, name))


def sheet(table: Table, ragged: bool) -> Sheet | None:
    """The lines of a table, or nothing where no row holds headings; ``ragged``: rows may be too long."""
    top = heading_row(table)
    if top < 0:
        return None
    head = texts([column[top] for column in table.columns])
    meanings = [meaning(text) for text in head]
    first = _under_headings(table, top, head, meanings)
    columns = [Column.of(cells[first:]) for cells in table.columns]
    rows = np.array(table.numbers[first:], dtype="int64")
    found = Sheet(table.name, table.numbers[top], head, meanings, columns, rows, [], [], [])
    _fill_merged(found, table, first)
    found = _without_empty(found)
    _report_unusable(found, ragged)
    return _without_captions(_without_totals(found))


def _under_headings(table: Table, top: int, head: list[str], meanings: list[Meaning | None]) -> int:
    """Position of the first line; a row of units or a second row of headings is taken into the first."""
    below = top + 1
    while below < min(top + 3, len(table.numbers)):
        cells = texts([column[below] for column in table.columns])
        own = [meaning(cell) for cell in cells]
        codes = [cells[at] for at, known in enumerate(meanings) if known and known.column == "cn_code"]
        if any(any(sign.isdigit() for sign in cell) for cell in codes):
            break
        masses = [at for at, known in enumerate(meanings) if known and known.column in MASSES]
        units = {at: words("mass_unit").get(flat(cells[at]), "") for at in masses}
        known = sum(1 for cell in own if cell and cell.column not in ("carried", "mass_unit"))
        if not any(units.values()) and known < 2:
            break
        for at, unit in units.items():
            if unit and (here := meanings[at]):
                meanings[at], head[at] = here._replace(unit=unit), f"{head[at]} ({cells[at]})"
        for at, cell in enumerate(own):
            if cell and meanings[at] is None:
                meanings[at], head[at] = cell, f"{head[at]} {cells[at]}".strip()
        below += 1
    return below


RULED = re.compile(r"[-_=*+|]{4,}|")
MASSES = ("net_mass_t", "quantity", "gross_mass")


def _fill_merged(found: Sheet, table: Table, first: int) -> None:
    """The value of merged cells in each of their rows, in columns where that can be meant."""
    for at, known in enumerate(found.meanings):
        spans = [span for span in table.merged if span[2] == at and span[1] >= first]
        if not known or known.column not in CARRIED_DOWN or not spans:
            continue
        cells = found.columns[at].rows()
        for top, bottom, _ in spans:
            if top >= first:
                cells[top - first + 1 : bottom - first + 1] = cells[top - first]
        found.columns[at] = Column.of(cells)
        found.told.append(Problem("merged_filled", None, found.head[at], str(len(spans)), found.name))


def _without_empty(found: Sheet) -> Sheet:
    """Without rows in which no cell is filled."""
    filled = np.zeros(len(found.rows), dtype="bool")
    for column in found.columns:
        # printed lists draw lines of hyphens between their rows
        filled |= column.where(not RULED.fullmatch(written(cell).strip()) for cell in column.cells)
    return _kept(found, filled)


def _kept(found: Sheet, rows: Any) -> Sheet:
    if rows.all():
        return found
    columns = [column.keep(rows) for column in found.columns]
    return found._replace(columns=columns, rows=found.rows[rows])


def _report_unusable(found: Sheet, ragged: bool) -> None:
    """Cells without outer blanks and without a spreadsheet's ``="..."``; unusable ones are reported."""
    for at, known in enumerate(found.meanings):
        if known is None and not found.head[at]:
            if ragged:
                found.tell("too_many_cells", at, found.columns[at].filled())
            continue
        column = found.columns[at]
        cells = [cell.strip() if type(cell) is str else cell for cell in column.cells]
        plain = "".join(cell for cell in cells if type(cell) is str)
        found.columns[at] = Column(column.codes, cells)
        if not plain and not any(isinstance(cell, Broken) for cell in cells):
            continue
        found.columns[at] = _usable(found, at, cells, plain)


def _usable(found: Sheet, at: int, cells: list[Any], plain: str) -> Column:
    column = found.columns[at]
    known = found.meanings[at]
    read = known is not None and known.column not in ("carried", "export_sign", "gross_mass")

    def tell(code: str, wrong: list[bool]) -> None:
        # what is only carried through cannot make a line wrong
        if read and any(wrong):
            found.tell(code, at, column.where(wrong))

    if CONTROL.search(plain):
        tell("control_character", [type(cell) is str and bool(CONTROL.search(cell)) for cell in cells])
    longest = LONGEST_CHAIN if known is not None and known.column == "precursors" else LONGEST_TEXT
    if max((len(cell) for cell in cells if type(cell) is str), default=0) > longest:
        tell("text_too_long", [type(cell) is str and len(cell) > longest for cell in cells])
    for code in ("error_cell", "formula_without_value"):
        tell(code, [isinstance(cell, Broken) and cell.code == code for cell in cells])
    if "#" in plain:
        tell("error_cell", [type(cell) is str and cell in ERRORS for cell in cells])
    if "=" in plain:
        cells = [_unwrapped(cell) for cell in cells]
        tell("formula", [type(cell) is str and cell.startswith("=") for cell in cells])
        cells = ["" if type(cell) is str and cell.startswith("=") else cell for cell in cells]
    if "#" in plain or any(isinstance(cell, Broken) for cell in cells):
        cells = ["" if isinstance(cell, Broken) or cell in ERRORS else cell for cell in cells]
    return Column(column.codes, cells)


#: how spreadsheets write an error into a text
ERRORS = ("#N/A", "#VALUE!", "#REF!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#NV", "#WERT!", "#BEZUG!")


def _unwrapped(cell: Any) -> Any:
    return cell[2:-1] if type(cell) is str and cell.startswith('="') and cell.endswith('"') else cell


def _without_totals(found: Sheet) -> Sheet:
    """Without rows that only sum up: a word for a total and no code, or a mass that is the sum above."""
    codes = [at for at, known in enumerate(found.meanings) if known and known.column == "cn_code"]
    if not codes or not len(found.rows):
        return found
    coded = np.zeros(len(found.rows), dtype="bool")
    for at in codes:
        column = found.columns[at]
        coded |= column.where(any(sign.isdigit() for sign in written(cell)) for cell in column.cells)
    left = ~coded & (_named_total(found) | _repeated_heading(found))
    rest = ~coded & ~left
    for at, known in enumerate(found.meanings):
        if known and known.column == "origin":
            rest &= ~found.columns[at].filled()
    if rest.any():
        left |= rest & _sums(found)
    heads = _repeated_heading(found)
    found.totals.extend(int(row) for row in found.rows[left & ~heads])
    dropped = set(found.rows[left].tolist())
    found.told[:] = [told for told in found.told if told.row not in dropped]
    return _kept(found, ~left)


#: what a row that is a line has at least one of
TELLING = ("cn_code", "origin", "net_mass_t", "quantity")


def _without_captions(found: Sheet) -> Sheet:
    """Without rows that name a group of lines or who printed the list."""
    places = [at for at, known in enumerate(found.meanings) if known and known.column in TELLING]
    if len({known.column for at in places if (known := found.meanings[at])} & set(TELLING[:3])) < 3:
        return found
    told_rows = [told.row for told in found.told if told.name in TELLING and told.row is not None]
    kept = np.isin(found.rows, told_rows)
    for at in places:
        kept |= found.columns[at].filled()
    found.captions.extend(int(row) for row in found.rows[~kept])
    found.told[:] = [told for told in found.told if told.row not in found.captions]
    return _kept(found, kept)


def _named_total(found: Sheet) -> Any:
    known = words("total")
    named = np.zeros(len(found.rows), dtype="bool")
    for column in found.columns:
        named |= column.where(
            type(cell) is str and 0 < len(cell) < 60 and _is_total(cell, known) for cell in column.cells
        )
    return named


def _is_total(cell: str, known: dict[str, str]) -> bool:
    if (flat(cell) or cell) in known:
        return True
    # "Total 2026", "Summe Q1:", "Total (4 lines)"
    first = re.split(r"[\s:(（]+", cell.strip(), maxsplit=1)[0]
    return bool(first) and (flat(first) or first) in known and (cell.rstrip().endswith(":") or len(cell) < 30)


def _repeated_heading(found: Sheet) -> Any:
    """Rows that repeat the headings, as printed lists do on each page."""
    same = np.zeros(len(found.rows), dtype="int64")
    for column, text in zip(found.columns, found.head, strict=True):
        if text:
            same += column.where(written(cell).strip() == text for cell in column.cells)
    return same >= 2


def _sums(found: Sheet) -> Any:
    """Rows without a code whose mass is the sum of the masses above it."""
    for at, known in enumerate(found.meanings):
        if known and known.column in ("net_mass_t", "quantity"):
            column = found.columns[at]
            cells = [take_unit(clean(cell))[0] for cell in column.cells]
            marks = decimal_marks(cells)
            values = np.array([number(cell, marks)[0] for cell in cells], dtype="float64")[column.codes]
            above = np.concatenate([[0.0], np.nancumsum(values)[:-1]])
            same = np.isclose(values, above, rtol=1e-6)
            # where a mass above cannot be read, the sum is larger than what can be added up
            same[-1:] |= (np.isnan(values) & column.filled()).any() and values[-1] > above[-1]
            return (values > 0) & same
    return np.zeros(len(found.rows), dtype="bool")
