"""Columns of the file that the calculation does not use, carried through to its answer."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from atlas.cbam.files.assign import Assigned
from atlas.cbam.files.cells import written
from atlas.cbam.files.columns import Column, joined
from atlas.cbam.files.sheets import Sheet

#: stands before the heading of the file, so that it cannot be taken for a column of the answer
PREFIX = "file:"


def carried(
    complete: list[tuple[Sheet, Assigned]], taken: list[dict[int, str]]
) -> tuple[pd.DataFrame, dict[str, str]]:
    """(columns named ``file:HEADING``, role → name) of all that was not taken for an input.

    Sheets are put together by heading. Roles: ``supplier``, ``declaration``.
    """
    names: dict[str, list[int | None]] = {}
    for place, ((sheet, _), places) in enumerate(zip(complete, taken, strict=True)):
        for at, heading in enumerate(sheet.head):
            role = places.get(at, "")
            if not heading or (role and role not in ("supplier", "declaration")):
                continue
            name = _free(PREFIX + heading[:100], names, place)
            names.setdefault(name, [None] * len(complete))[place] = at
    columns = {}
    for name, positions in names.items():
        parts = [
            sheet.columns[at] if at is not None else Column.blank(len(sheet.rows))
            for (sheet, _), at in zip(complete, positions, strict=True)
        ]
        whole = joined(parts)
        columns[name] = whole.each([written(cell) for cell in whole.cells], "str")
    roles: dict[str, str] = {
        role: PREFIX + complete[0][1][role][0][:100]
        for role in ("supplier", "declaration")
        if role in complete[0][1]
    }
    return pd.DataFrame(columns, index=range(sum(len(sheet.rows) for sheet, _ in complete))), roles


def _free(name: str, names: dict[str, list[int | None]], place: int) -> str:
    """The name, numbered where the same sheet has it already."""
    number, free = 1, name
    while free in names and names[free][place] is not None:
        number += 1
        free = f"{name} ({number})"
    return free


def shown_names(columns: Iterable[str]) -> dict[str, str]:
    """Column → heading to show for it; one that a column of the answer has already keeps a mark."""
    held = [str(name) for name in columns]
    own = {name for name in held if not name.startswith(PREFIX)}
    return {
        name: name if name.removeprefix(PREFIX) in own else name.removeprefix(PREFIX)
        for name in held
        if name.startswith(PREFIX)
    }
