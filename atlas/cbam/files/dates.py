"""Dates, quarters and months as people write them, never by guess.

``03/04/2026`` is a day in March or in April. Another date of the same column tells which; where
none does, the reader is asked once.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from atlas.cbam.files.cells import written
from atlas.cbam.files.vocabulary import flat, months

TIME = r"(?:[T ]+\d{1,2}:\d{2}.*)?"
ISO = re.compile(rf"(\d{{4}})[-/.年](\d{{1,2}})[-/.月](\d{{1,2}})日?{TIME}")
COMPACT = re.compile(r"(20\d{2})(\d{2})(\d{2})(?:\d{6}|\d{4})?")
DOTTED = re.compile(rf"(\d{{1,2}})\.(\d{{1,2}})\.(\d{{4}}|\d{{2}}){TIME}")
SLASHED = re.compile(rf"(\d{{1,2}})[/-](\d{{1,2}})[/-](\d{{4}}|\d{{2}}){TIME}")
#: 15-Jan-2026, 15. Januar 2026, 15 January 26; January 15, 2026
NAMED = re.compile(
    rf"(\d{{1,2}})\.?[\s\-/]*(?:de\s+)?([^\W\d_]+)\.?[\s\-/,]*(?:de\s+)?(\d{{4}}|\d{{2}}){TIME}"
)
NAME_FIRST = re.compile(rf"([^\W\d_]+)\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}}){TIME}")
#: years of the Republic of China, 民國115年5月20日 or 115/05/20
MINGUO = re.compile(r"(?:(?:中華)?民國)?(1\d{2})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
#: days that a spreadsheet counts from 1899-12-30: the years 2000 to 2099
SERIAL = re.compile(
    r"(3652[6-9]|365[3-9]\d|36[6-9]\d\d|3[7-9]\d{3}|[4-6]\d{4}|7[0-2]\d{3}|730[0-4]\d)(?:\.\d+)?"
)
ORIGIN = dt.date(1899, 12, 30)


def day_orders(cells: Iterable[Any]) -> tuple[bool, bool]:
    """(some date has the day first, some the month) among cells like 03/04/2026: a part above 12 tells."""
    found = [match for cell in cells if type(cell) is str and (match := SLASHED.fullmatch(_signs(cell)))]
    return any(int(match[1]) > 12 for match in found), any(int(match[2]) > 12 for match in found)


def date(cell: Any, orders: tuple[bool, bool]) -> tuple[dt.date | None, str]:
    """(date, code of the problem or empty) of a cell.

    ``orders`` as `day_orders` found; where they do not decide, such a date is ambiguous.
    """
    if isinstance(cell, dt.datetime):
        return cell.date(), ""
    if isinstance(cell, dt.date):
        return cell, ""
    return _date(_signs(written(cell)), *orders)


def _signs(cell: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", cell).split())


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
        if int(match[1]) > 12 or (day_first and not month_first and int(match[2]) <= 12):
            return _day(match[3], match[2], match[1])
        if int(match[2]) > 12 or (month_first and not day_first):
            return _day(match[3], match[1], match[2])
        return None, "date_ambiguous"
    return _rarer(cell)


def _rarer(cell: str) -> tuple[dt.date | None, str]:
    """Months by name, years of the Republic of China, days as a spreadsheet counts them."""
    if (match := NAMED.fullmatch(cell)) and (month := months().get(flat(match[2]))):
        return _day(match[3], str(month), match[1])
    if (match := NAME_FIRST.fullmatch(cell)) and (month := months().get(flat(match[1]))):
        return _day(match[3], str(month), match[2])
    if match := MINGUO.fullmatch(cell.replace(" ", "")):
        return _day(str(int(match[1]) + 1911), match[2], match[3])
    if match := SERIAL.fullmatch(cell):
        return ORIGIN + dt.timedelta(days=int(match[1])), ""
    return None, "date_unreadable"


def _day(year: str, month: str, day: str) -> tuple[dt.date | None, str]:
    try:
        found = dt.date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
    except ValueError:
        return None, "date_unreadable"
    return (found, "") if 1900 <= found.year <= 2200 else (None, "date_unreadable")


WORD = r"(?:Q|T|K|Qtr|Quarter|Quartal|Trimestre|Trim|Kwartaal|Kwartał|第)"
QUARTER_FIRST = re.compile(
    rf"{WORD}?\.?\s?(?P<q>[1-4])\.?(?:er|e|ème|st|nd|rd|th|º|°)?\s?{WORD}?\.?[\s\-/.']*(?P<y>\d{{4}}|\d{{2}})",
    re.I,
)
YEAR_FIRST = re.compile(rf"(?P<y>\d{{4}})[\s\-/.]*{WORD}\.?\s?(?P<q>[1-4一二三四])\.?\s?(?:季度|季)?", re.I)
BARE_QUARTER = re.compile(
    rf"{WORD}?\.?\s?(?P<q>[1-4一二三四])\.?(?:er|e|ème|st|nd|rd|th|º|°)?\s?(?:{WORD}|季度|季)?", re.I
)
#: 2026-01, 2026年1月; 01/2026
MONTH = re.compile(r"(?P<y>\d{4})[-/.年 ](?P<m>0?[1-9]|1[0-2])月?")
MONTH_FIRST = re.compile(r"(?P<m>0?[1-9]|1[0-2])[-/.](?P<y>\d{4})")
MONTH_NAMED = re.compile(r"(?P<m>[^\W\d_]+)\.?[\s\-/']*(?P<y>\d{4}|\d{2})")


def period(cell: Any) -> tuple[str, str]:
    """(``2026-Q1`` or ``2027``, code of the problem or empty) of a period in the usual forms."""
    if isinstance(cell, dt.date):
        return quarter_of(cell.year, cell.month), ""
    text = _signs(written(cell))
    if not text:
        return "", ""
    if match := re.fullmatch(r"(\d{4})年?(?:\.0)?", text):
        return match[1], ""
    bare = text.replace("年", " ").replace("  ", " ")
    if match := YEAR_FIRST.fullmatch(bare):
        return f"{match['y']}-Q{_digit(match['q'])}", ""
    if (match := QUARTER_FIRST.fullmatch(bare)) and re.search(WORD, bare, re.I):
        return f"{_year(match['y'])}-Q{match['q']}", ""
    if match := MONTH.fullmatch(text) or MONTH_FIRST.fullmatch(text):
        return quarter_of(int(match["y"]), int(match["m"])), ""
    if (match := MONTH_NAMED.fullmatch(text)) and (month := months().get(flat(match["m"]))):
        return quarter_of(int(_year(match["y"])), month), ""
    return "", "period_unreadable"


def quarter(cell: Any) -> str:
    """Number of a quarter that names no year, empty where there is none."""
    match = BARE_QUARTER.fullmatch(_signs(written(cell)))
    return _digit(match["q"]) if match else ""


def month(cell: Any) -> str:
    """Number of the quarter in which a month lies that names no year, empty where there is none."""
    text = _signs(written(cell)).removesuffix("月")
    number = int(text) if text.isdecimal() else months().get(flat(text), 0)
    return str((number + 2) // 3) if 1 <= number <= 12 else ""


def quarter_of(year: int, month: int) -> str:
    """The quarter in which a month lies."""
    return f"{year}-Q{(month + 2) // 3}"


def _digit(sign: str) -> str:
    return str("一二三四".find(sign) + 1 or sign)


def _year(text: str) -> str:
    return text if len(text) == 4 else f"20{text}"
