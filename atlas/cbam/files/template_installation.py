"""The installation of a communication template: name, country and reporting period, by their labels."""

from __future__ import annotations

from typing import Any

from atlas.cbam.files import supplier_cells as cells
from atlas.cbam.files.cells import written
from atlas.cbam.files.supplier_cells import Grid, Place
from atlas.cbam.files.supplier_values import MISSING, REFUSED, TAKEN, Told
from atlas.cbam.files.supplier_words import Words

#: labels of the installation stand near its name, those of others (its verifier) further away
NEAR, BESIDE = 15, 5
FIELDS = ("installation", "country", "period_start", "period_end")


def labels(grid: Grid, words: Words, field: str) -> list[tuple[int, int]]:
    """Places of the cells that name a field."""
    return [
        (row, column)
        for row, own in enumerate(grid.rows)
        for column, cell in enumerate(own)
        if field in words.fields(cell)
    ]


def installation(grids: list[Grid], words: Words, account: list[Told]) -> tuple[str, str, str, str]:
    """Name, country, first and last day of the reporting period."""
    described = [grid for grid in grids if all(labels(grid, words, field) for field in FIELDS)]
    found = {field: _general(described, words, field, account) for field in FIELDS}
    if found["period_start"] and found["period_end"] and found["period_end"] < found["period_start"]:
        account.append(Told(REFUSED, "period_end", "period_turned", found["period_end"]))
        found["period_start"] = found["period_end"] = ""
    return found["installation"], found["country"], found["period_start"], found["period_end"]


def _general(grids: list[Grid], words: Words, field: str, account: list[Told]) -> str:
    """A field of the file as a whole: the first value that can be read, else why there is none."""
    readers = {"country": cells.country, "period_start": cells.day, "period_end": cells.day}
    first = Told(MISSING, field, "empty")
    for grid in grids:
        names = labels(grid, words, "installation")
        for row, column in labels(grid, words, field):
            if not any(abs(row - near) <= NEAR for near, _ in names):
                continue
            place = _beside(grid, row, column, words)
            value, why = readers.get(field, text)(place.value)
            if not why:
                account.append(Told(TAKEN, field, "", value, place.sheet, place.cell))
                return value
            if why != "empty" and first.state == MISSING:
                first = Told(REFUSED, field, why, written(place.value)[:100], place.sheet, place.cell)
            elif not first.cell:
                first = Told(MISSING, field, "empty", "", place.sheet, place.cell)
    account.append(first)
    return ""


def _beside(grid: Grid, row: int, column: int, words: Words) -> Place:
    """The value to the right of a label: before the next label, and before the next block of the sheet."""
    for at in range(column + 1, column + 1 + BESIDE):
        place = grid.at(row, at)
        if words.fields(place.value):
            break
        if not cells.blank(place.value):
            return grid.at(row, column + 1) if _block_mark(place.value) else place
    return grid.at(row, column + 1)


def _block_mark(value: Any) -> bool:
    """``G1``, ``P12`` and ``(a)`` begin the next block."""
    text = written(value).strip()
    return (text[:1] in "GP" and text[1:].isdigit()) or (len(text) == 3 and text[0] == "(" and text[2] == ")")


def text(value: Any) -> tuple[str, str]:
    """(text of a cell, why there is none)."""
    if why := cells.broken(value):
        return "", why
    return written(value).strip()[:200], "empty" if cells.blank(value) else ""
