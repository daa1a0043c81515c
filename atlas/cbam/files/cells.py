"""Numbers, dates and periods out of the texts people write, never by guess.

``1.234`` and ``03/04/2026`` mean different things in different countries. What other cells
of the same file show decides; where nothing does, the cell is reported, not interpreted.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable

#: above this a figure is a slip: the world makes under 2 billion tonnes of steel a year
LARGEST = 1e10

#: the usual case, worth a short cut
PLAIN_POINT = re.compile(r"[0-9]{1,9}(?:\.[0-9]+)?")
SCIENTIFIC = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?")


def _forms(form: str) -> dict[str, re.Pattern[str]]:
    """One pattern a decimal mark; ``M`` stands for the mark, ``G`` for the other one, which groups digits."""
    pairs = {".": ",", ",": "."}
    return {
        mark: re.compile(form.replace("M", re.escape(mark)).replace("G", re.escape(group)))
        for mark, group in pairs.items()
    }


#: may be a decimal fraction or thousands
AMBIGUOUS = _forms(r"[+-]?[1-9]\d{0,2}M\d{3}")
#: decimal fractions and grouped digits
PROOF = _forms(r"[+-]?(?:\d{1,3}(?:G\d{3})+|\d+)M\d*|[+-]?M\d+|[+-]?\d{1,3}(?:G\d{3}){2,}")


def clean(cell: str) -> str:
    """A number cell without blanks and apostrophes inside, a lone dash as empty, full-width digits plain."""
    if cell.isascii() and " " not in cell and "'" not in cell:
        return "" if cell == "-" else cell
    flat = unicodedata.normalize("NFKC", cell).replace("\u2212", "-").strip()
    if flat in ("-", "\u2013", "\u2014"):
        return ""
    return re.sub(r"(?<=\d)['\u2019 ](?=\d{3})", "", flat)


def decimal_marks(cells: Iterable[str]) -> set[str]:
    """The decimal marks (``.``, ``,``) that the number cells of a file prove to be in use."""
    found = set()
    for cell in cells:
        if not PLAIN_POINT.fullmatch(cell):
            found |= {
                mark for mark in ".," if PROOF[mark].fullmatch(cell) and not AMBIGUOUS[mark].fullmatch(cell)
            }
        elif "." in cell and not AMBIGUOUS["."].fullmatch(cell):
            found.add(".")
    return found


def number(cell: str, marks: set[str]) -> tuple[float, str]:
    """(figure, code of the problem or empty) of a cleaned number cell; ``marks`` as `decimal_marks` found.

    A point that nothing explains is a decimal mark, a comma that nothing explains is ambiguous.
    """
    if PLAIN_POINT.fullmatch(cell) and not (marks - {"."} and AMBIGUOUS["."].fullmatch(cell)):
        return float(cell), ""
    return _number(cell, marks)


def _number(cell: str, marks: set[str]) -> tuple[float, str]:
    nothing = float("nan")
    if not cell:
        return nothing, ""
    if cell.lower().lstrip("+-") in ("nan", "inf", "infinity", "1.#inf", "1.#qnan"):
        return nothing, "number_not_finite"
    for mark, group in ((".", ","), (",", ".")):
        if AMBIGUOUS[mark].fullmatch(cell):
            if marks == {mark} or (mark == "." and not marks):
                return float(cell.replace(mark, ".")), ""
            return (float(cell.replace(mark, "")), "") if marks == {group} else (nothing, "number_ambiguous")
    for mark, group in ((".", ","), (",", ".")):
        if PROOF[mark].fullmatch(cell):
            return _bounded(cell.replace(group, "").replace(mark, "."))
    if SCIENTIFIC.fullmatch(cell.replace(",", ".")):
        return _bounded(cell.replace(",", "."))
    return nothing, "number_unreadable"


def _bounded(plain: str) -> tuple[float, str]:
    value = float(plain)
    return (value, "") if abs(value) <= LARGEST else (float("nan"), "number_too_large")


ISO = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ]\d{1,2}:\d{2}.*)?")
COMPACT = re.compile(r"(20\d{2})(\d{2})(\d{2})")
DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")


def day_orders(cells: Iterable[str]) -> tuple[bool, bool]:
    """(some date has the day first, some the month) among cells like 03/04/2026: a part above 12 tells."""
    found = [match for cell in cells if (match := SLASHED.fullmatch(_full_stop(cell)))]
    return any(int(match[1]) > 12 for match in found), any(int(match[2]) > 12 for match in found)


def date(cell: str, orders: tuple[bool, bool]) -> tuple[dt.date | None, str]:
    """(date, code of the problem or empty): ISO, Chinese, ``d.m.y``, and ``d/m/y`` or ``m/d/y``.

    ``orders`` as `day_orders` found; where they do not decide, such a date is ambiguous.
    """
    return _date(_full_stop(cell), *orders)


def _full_stop(cell: str) -> str:
    return unicodedata.normalize("NFKC", cell).replace(" ", " ").strip()


def _date(cell: str, day_first: bool, month_first: bool) -> tuple[dt.date | None, str]:
    if not cell:
        return None, ""
    if match := ISO.fullmatch(cell) or COMPACT.fullmatch(cell):
        return _day(match[1], match[2], match[3])
    if match := DOTTED.fullmatch(cell):
        return _day(match[3], match[2], match[1])
    if match := SLASHED.fullmatch(cell):
        if match[1] == match[2]:
            return _day(match[3], match[2], match[1])
        if int(match[1]) > 12 or (day_first and not month_first):
            return _day(match[3], match[2], match[1])
        if int(match[2]) > 12 or (month_first and not day_first):
            return _day(match[3], match[1], match[2])
        return None, "date_ambiguous"
    return None, "date_unreadable"


def _day(year: str, month: str, day: str) -> tuple[dt.date | None, str]:
    try:
        found = dt.date(int(year), int(month), int(day))
    except ValueError:
        return None, "date_unreadable"
    return (found, "") if 1900 <= found.year <= 2200 else (None, "date_unreadable")


QUARTER = re.compile(
    r"(?P<y>\d{4})[-/. ]?(?:Q|T|第)(?P<q>[1-4一二三四])季?度?|(?:Q|T)(?P<q2>[1-4])[-/. ](?P<y2>\d{4})", re.I
)


def period(cell: str) -> tuple[str, str]:
    """(``2026-Q1`` or ``2027``, code of the problem or empty) of a period in the usual forms."""
    cell = _full_stop(cell)
    if not cell:
        return "", ""
    if match := re.fullmatch(r"(\d{4})年?(?:\.0)?", cell):
        return match[1], ""
    if match := QUARTER.fullmatch(cell.replace("年", "")):
        quarter = match["q"] or match["q2"]
        return f"{match['y'] or match['y2']}-Q{'一二三四'.find(quarter) + 1 or quarter}", ""
    return "", "period_unreadable"
