"""One cell of a supplier's workbook as a figure, a date or codes, or the reason why it is none."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

from xlsxwriter.utility import xl_col_to_name

from atlas import tables
from atlas.cbam.files import cells, dates, goods_codes
from atlas.cbam.files.numbers import UNLIKELY_INTENSITY
from atlas.cbam.files.sheets import ERRORS
from atlas.cbam.files.table import Table

#: between codes of one cell; blanks, dots and hyphens also stand inside codes
BETWEEN = re.compile(r"[;,/|\n\r、；，&]+|\s+(?:and|und|et|y|or)\s+", re.I)
#: codes written one after another with blanks only, ``72083600 72083700``
APART = re.compile(r"(?<=\d{8})\s+(?=\d{8})")
RANGE = re.compile(r"(\d[\d .]*\d)\s*(?:[-–—]|to|bis|…|\.\.\.?)\s*(\d[\d .]*\d)")


class Place(NamedTuple):
    """A cell with its sheet and address."""

    value: Any
    sheet: str
    cell: str


class Grid:
    """A sheet by row and column, from 0; outside it all cells are empty."""

    def __init__(self, table: Table) -> None:
        self.name = table.name
        self.rows = list(zip(*table.columns, strict=True))
        self._numbers = table.numbers

    def at(self, row: int, column: int) -> Place:
        """The cell and its address."""
        inside = 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row])
        value = self.rows[row][column] if inside else ""
        number = self._numbers[row] if inside else row + 1
        return Place(value, self.name, f"{xl_col_to_name(column)}{number}")


def blank(value: Any) -> bool:
    """Whether a cell holds nothing, or only a sign for nothing."""
    return type(value) is str and not value.replace("\u2014", "").replace("\u2013", "").strip(" -\t\r\n\xa0")


def broken(value: Any) -> str:
    """Why no value can stand in the cell, empty where one may."""
    if isinstance(value, cells.Broken):
        return value.code
    if type(value) is str and value.strip() in ERRORS:
        return "error_cell"
    return "formula" if type(value) is str and value.strip().startswith("=") else ""


def figure(
    value: Any, number: Callable[[Any, set[str]], tuple[float, str]] = cells.number
) -> tuple[float | None, str]:
    """(figure, why there is none): nothing is guessed, and a figure is never below 0."""
    if why := broken(value):
        return None, why
    if blank(value):
        return None, "empty"
    if cells.is_date(value):
        return None, "number_is_date"
    found, why = number(cells.clean(value), set())
    if why or found != found:
        return None, why or "number_unreadable"
    return (None, "negative") if found < 0 else (found, "")


def intensity(value: Any) -> tuple[float | None, str]:
    """`figure` of emissions per tonne."""
    found, why = figure(value, cells.number_per_tonne)
    if found is not None and found > UNLIKELY_INTENSITY:
        return None, "too_high"
    return found, why


def day(value: Any) -> tuple[str, str]:
    """(ISO date, why there is none)."""
    if why := broken(value):
        return "", why
    if blank(value):
        return "", "empty"
    found, why = dates.date(value, (False, False))
    return (found.isoformat(), "") if found else ("", why)


def country(value: Any) -> tuple[str, str]:
    """(code of a country, why there is none)."""
    if why := broken(value):
        return "", why
    if blank(value):
        return "", "empty"
    found, why = cells.origin(value)
    if why:
        return "", "country_unknown"
    return (found, "") if found in _countries() else ("", "country_unknown")


@cache
def _countries() -> frozenset[str]:
    rows = tables.load("cbam_countries").query("kind != 'table'")
    return frozenset(rows["country"])


def codes(value: Any) -> tuple[tuple[str, ...], str]:
    """(codes of Annex I, why there is none or what to know): ``codes_several`` where the buyer must pick,
    ``codes_range`` where a heading or a range stands for several."""
    if why := broken(value):
        return (), why
    if blank(value):
        return (), "empty"
    if cells.is_date(value):
        return (), "code_unknown"
    text = cells.written(value).strip()
    if match := RANGE.fullmatch(text):
        between = _between(match[1], match[2])
        return (between, "codes_range") if between else ((), "code_unknown")
    parts = [part for piece in BETWEEN.split(text) for part in APART.split(piece) if part.strip()]
    found: list[str] = []
    wide = False
    for part in parts:
        code, why = cells.code(part)
        if why:
            return (), why
        own = _of_annex(code)
        if not own:
            return (), "code_unknown"
        wide |= len(code) < 8
        found += own
    several = tuple(dict.fromkeys(found))
    if len(several) > 1:
        return several, "codes_range" if wide else "codes_several"
    return several, ""


def _of_annex(code: str) -> list[str]:
    """The codes of the EU that a code or the beginning of one stands for."""
    if not code.isdigit() or not 4 <= len(code) <= 11:
        return []
    code, _ = goods_codes.of_eu(code)
    whole = code[:8]
    if len(code) < 8:
        return goods_codes.under(code)
    if whole in _split():
        return _split()[whole]
    if goods_codes.under(whole) != [whole]:
        return []
    return [code if len(code) == 10 and code in _ten() else whole]


@cache
def _ten() -> frozenset[str]:
    rows = tables.load("cbam_goods")
    return frozenset(rows.loc[rows["level"] == "taric", "cn_code"])


@cache
def _split() -> dict[str, list[str]]:
    """Code of earlier years → codes that it was split into."""
    rows = tables.load("cbam_goods").query("scope == 'split'")
    return {
        code: str(into).split(";") for code, into in zip(rows["cn_code"], rows["split_into"], strict=True)
    }


def _between(first: str, last: str) -> tuple[str, ...]:
    """Codes from one to another of as many digits; ``7208 36-39`` counts its last digits."""
    low, high = (re.sub(r"\D", "", text) for text in (first, last))
    high = low[: len(low) - len(high)] + high if len(high) < len(low) else high
    if len(low) != len(high) or not 4 <= len(low) <= 10 or low[:2] != high[:2]:
        return ()
    every = goods_codes.under(low[:2])
    return tuple(code for code in every if low <= code[: len(low)] <= high)
