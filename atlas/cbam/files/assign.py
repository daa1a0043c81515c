"""Which column of a sheet is taken for which input, where several could be, or the reader decided."""

from __future__ import annotations

import numpy as np

from atlas.cbam.engine.lines import COLUMNS as INPUTS
from atlas.cbam.files.cells import code, written
from atlas.cbam.files.columns import Column, Problem
from atlas.cbam.files.sheets import Sheet
from atlas.cbam.files.vocabulary import flat

#: what a sheet may hold beside the inputs
ROLES = ("year", "quarter", "month", "mass_unit", "quantity", "supplier", "declaration")
Assigned = dict[str, tuple[str, Column]]


def assign(sheet: Sheet, chosen: dict[str, str]) -> tuple[Assigned, dict[int, str]]:
    """(input or role → heading and cells, position of each column taken → what for).

    ``chosen``: input → heading that the reader decided on, empty for none.
    """
    taken: dict[int, str] = {}
    found: Assigned = {}
    held = {flat(heading) for heading in chosen.values() if heading}
    for name in (*INPUTS, *ROLES):
        places = _places(sheet, name, chosen, held)
        if not places:
            continue
        if name == "cn_code" and name not in chosen:
            found[name] = _codes(sheet, places, taken)
            continue
        best = min(_rank(sheet, at) for at in places)
        equal = [at for at in places if _rank(sheet, at) == best or name in chosen]
        found[name] = _one(sheet, name, equal, taken)
        _tell_others(sheet, [at for at in places if at not in equal], found[name][0])
    return found, taken


def _places(sheet: Sheet, name: str, chosen: dict[str, str], held: set[str]) -> list[int]:
    """Positions of the columns that stand for an input."""
    if name in chosen:
        wanted = flat(chosen[name])
        return [at for at, text in enumerate(sheet.head) if wanted and flat(text) == wanted]
    return [
        at
        for at, known in enumerate(sheet.meanings)
        if known and known.column == name and flat(sheet.head[at]) not in held
    ]


def _rank(sheet: Sheet, at: int) -> int:
    known = sheet.meanings[at]
    return known.preference if known else 9


def _one(sheet: Sheet, name: str, places: list[int], taken: dict[int, str]) -> tuple[str, Column]:
    """Equally good columns as one; rows in which they differ are reported."""
    if name in ROLES or name == "line_id":
        # they decide nothing: the first is taken, the others are carried through
        places = places[:1]
    first = places[0]
    taken |= dict.fromkeys(places, name)
    column = sheet.columns[first]
    for at in places[1:]:
        column = _merged(sheet, first, column, at)
    return sheet.head[first], column


def _merged(sheet: Sheet, first: int, column: Column, at: int) -> Column:
    """Two columns of the same meaning as one."""
    sheet.told.append(Problem("column_twice", sheet.top, sheet.head[at], sheet.head[first], sheet.name))
    one, two = column.rows(), sheet.columns[at].rows()
    blank = ~column.filled()
    sheet.tell("values_differ", at, (one != two) & ~blank & sheet.columns[at].filled())
    return Column.of(np.where(blank, two, one))


def _tell_others(sheet: Sheet, others: list[int], winner: str) -> None:
    for at in others:
        sheet.told.append(Problem("column_other", sheet.top, sheet.head[at], winner, sheet.name))


def _codes(sheet: Sheet, places: list[int], taken: dict[int, str]) -> tuple[str, Column]:
    """The goods code; TARIC beside a CN code refines it where it begins with it."""
    systems = {at: known.code_system for at in places if (known := sheet.meanings[at])}
    taric = [at for at in places if systems[at] == "taric"]
    plain = [at for at in places if at not in taric]
    if not taric or not plain:
        best = min(_rank(sheet, at) for at in places)
        equal = [at for at in places if _rank(sheet, at) == best]
        found = _one(sheet, "cn_code", equal, taken)
        _tell_others(sheet, [at for at in places if at not in equal], found[0])
        return found
    best = min(_rank(sheet, at) for at in plain)
    heading, column = _one(sheet, "cn_code", [at for at in plain if _rank(sheet, at) == best], taken)
    _tell_others(sheet, [at for at in plain if at not in taken], heading)
    taken[taric[0]] = "cn_code"
    return f"{heading}, {sheet.head[taric[0]]}", _refined(sheet, column, taric[0])


def _refined(sheet: Sheet, column: Column, at: int) -> Column:
    """Eight digits with the two of TARIC, written in full or alone; what contradicts is reported."""
    short, long = column.rows(), sheet.columns[at].rows()
    pairs = Column.of([*zip(map(written, short), map(written, long), strict=True)])
    answers = [_together(*pair) for pair in pairs.cells]
    sheet.tell("taric_differs", at, pairs.where(not fits for _, fits in answers))
    return Column(pairs.codes, [text for text, _ in answers])


def _together(short: str, long: str) -> tuple[str, bool]:
    cn, taric = code(short)[0], code(long)[0]
    if not taric or not cn:
        return cn or taric, True
    if len(cn) == 8 and len(taric) == 2:
        return cn + taric, True
    if taric.startswith(cn[:8]):
        return taric, True
    return cn, False
