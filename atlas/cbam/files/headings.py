"""Which column a heading stands for, and which row of a sheet holds the headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from atlas.cbam.files.cells import heading_unit, is_date, written
from atlas.cbam.files.table import Table
from atlas.cbam.files.vocabulary import (
    Meaning,
    flat,
    headings,
    headings_by_words,
    significant,
    unit_words,
    words,
)

#: headings stand within these rows
SEARCHED = 20
#: a known heading is no evidence that a row holds headings if it is only carried through
CARRIED = ("carried", "export_sign")
BRACKETS = re.compile(r"[(\[（【].*?[)\]）】]")
#: a code, a mass or a date; no heading holds so many digits
FIGURE = re.compile(r"[\d.,:/\s-]{6,}")
#: parts of a heading in two languages
PARTS = re.compile(r"[/|;\n\r]+|(?<=[\u3400-\u9fff)）])\s*(?=[A-Za-z])|(?<=[A-Za-z.)])\s*(?=[\u3400-\u9fff])")


@lru_cache(maxsize=4096)
def meaning(heading: str) -> Meaning | None:
    """What a heading stands for, by itself, without its unit, its brackets, in one of two languages, or by
    its words in another order."""
    if not heading.strip() or len(heading) > 100:
        return None
    return _listed(heading) or _by_words(heading)


def _listed(heading: str) -> Meaning | None:
    for text in _forms(heading):
        known = headings()
        if found := known.get(flat(text)):
            unit = _bracketed_unit(heading)
            return found._replace(unit=unit, implied=False) if unit else found
        rest, unit = heading_unit(flat(text), known)
        if unit:
            return known[rest]._replace(unit=unit, implied=False)
    return None


def written_unit(heading: str) -> str:
    """The unit of mass that a heading names, in brackets or as its last word; empty without one."""
    return _words_and_unit(heading)[1]


def _words_and_unit(heading: str) -> tuple[list[str], str]:
    parts, unit = significant(BRACKETS.sub(" ", heading)), _bracketed_unit(heading)
    if len(parts) > 1 and (last := words("mass_unit").get(parts[-1], "")):
        return parts[:-1], last
    return parts, unit


def _by_words(heading: str) -> Meaning | None:
    parts, unit = _words_and_unit(heading)
    known = headings_by_words()
    if found := known.get(frozenset(parts)):
        return found._replace(unit=unit, implied=False) if unit else found
    # "Net weight unit of measure"; "Unit net weight" is the weight of one piece
    rest = [part for part in parts if part not in unit_words()]
    if not rest or rest == parts or rest[0] != parts[0]:
        return None
    found = known.get(frozenset(rest))
    if found and found.column in ("net_mass_t", "quantity"):
        return Meaning("mass_unit", found.preference if found.column == "quantity" else 1)
    return None


def _forms(heading: str) -> Iterator[str]:
    yield heading
    bare = BRACKETS.sub(" ", heading)
    if bare != heading:
        yield bare
    parts = [part for part in PARTS.split(heading) if part.strip()]
    if len(parts) > 1:
        yield from parts
        yield from (BRACKETS.sub(" ", part) for part in parts)


def _bracketed_unit(heading: str) -> str:
    """The unit that stands in brackets, as in ``Net weight (in KGM)``."""
    for held in BRACKETS.findall(heading):
        for word in (held, *held.split()):
            if unit := words("mass_unit").get(flat(word), ""):
                return unit
    return ""


def day_order(heading: str) -> str:
    """The order of day and month that a heading names, as in ``Date (DD/MM/YYYY)``."""
    if re.search(r"\bd{1,2}\W?m{1,3}\W?[yj]", heading, re.I) or re.search(r"\bTT\WMM\W", heading):
        return "day_first"
    return "month_first" if re.search(r"\bm{1,3}\Wd{1,2}\Wy", heading, re.I) else ""


def score(cells: Sequence[Any]) -> int:
    """How many different columns the cells of a row name; none in a row that holds figures, where CN is
    a country and KG a unit."""
    if any(map(_is_figure, cells[:200])):
        return 0
    found = (meaning(cell) for cell in cells[:200] if type(cell) is str and 0 < len(cell) < 100)
    return len({known.column for known in found if known and known.column not in CARRIED})


def _is_figure(cell: Any) -> bool:
    if type(cell) is str:
        return bool(FIGURE.fullmatch(cell.strip()))
    return is_date(cell) or (type(cell) is float and abs(cell) >= 1e5)


def heading_row(table: Table) -> int:
    """Position of the row with most known headings, -1 where none has two."""
    heads = list(zip(*(column[:SEARCHED] for column in table.columns), strict=True))
    best = max(range(len(heads)), key=lambda at: score(heads[at]), default=-1)
    return best if best >= 0 and score(heads[best]) >= 2 else -1


def texts(cells: Sequence[Any]) -> list[str]:
    """The cells of a heading row as text."""
    return [" ".join(written(cell).split()) for cell in cells]
