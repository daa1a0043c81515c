"""Words, numbers, dates and money in the reader's language.

Messages are gettext catalogues, one file a subject: ``translations/<locale>/<subject>.po``,
keyed by the English text, with gettext's plural forms. Simplified Chinese is written for its
readers, not converted. A further language needs a row in `atlas.locales`, catalogues and table columns.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import pandas as pd
from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import (
    format_compact_decimal,
    format_decimal,
    format_percent,
    get_currency_name,
    get_currency_symbol,
)

from atlas.catalogues import TRANSLATIONS as TRANSLATIONS
from atlas.catalogues import catalogue as catalogue
from atlas.locales import DEFAULT as DEFAULT
from atlas.locales import LANGUAGES as LANGUAGES
from atlas.locales import Spoken as Spoken
from atlas.locales import guess as guess

MISSING = "–"
MINUS = "−"
#: from here on a number in a sentence is written in large steps (1.2M, 120 萬)
LARGE = 1e6


@cache
def _locale(code: str) -> Locale:
    return Locale.parse(LANGUAGES[code].locale)


@lru_cache(maxsize=1024)
def _day(value: Any, form: str, code: str) -> str:
    day: dt.date = pd.Timestamp(value).date()
    own = LANGUAGES[code].day if form == "medium" else ""
    return format_date(day, format=own or form, locale=_locale(code))


# one page writes the same small counts hundreds of times
@lru_cache(maxsize=8192)
def _decimal(value: Any, pattern: str, code: str) -> str:
    return _minus(format_decimal(value, format=pattern, locale=_locale(code)))


def _minus(text: str) -> str:
    """The sign of the sum, not the hyphen of a keyboard."""
    return text.replace("-", MINUS)


def _pattern(digits: int) -> str:
    return "#,##0." + "0" * digits if digits else "#,##0"


@cache
def _currency(currency: str, code: str) -> str:
    """Sign or name of a currency, as the language writes it beside a number."""
    spoken = LANGUAGES[code]
    written = get_currency_name if spoken.currency_last else get_currency_symbol
    return spoken.currencies.get(currency) or str(written(currency, locale=_locale(code)))


@cache
def _first_step(code: str) -> int:
    """The smallest number that the language shortens (1,000 in English, 10,000 in Chinese)."""
    steps = _locale(code).compact_decimal_formats["short"]["other"]
    return min(int(size) for size, pattern in steps.items() if pattern.pattern.strip("0"))


def columns_of(stem: str) -> tuple[str, ...]:
    """The table columns that hold a text in each language: ``name_en``, ``name_zh_hant`` ..."""
    return tuple(f"{stem}_{spoken.ending}" for spoken in LANGUAGES.values())


def message(english: str) -> str:
    """Marks a text for the catalogues that is translated where it is shown (``lang.text(...)``)."""
    return english


@dataclass(frozen=True)
class Language:
    """One language: call ``text`` for words, the others for figures and dates."""

    code: str

    @property
    def locale(self) -> Locale:
        return _locale(self.code)

    @property
    def spoken(self) -> Spoken:
        """What this language says of itself."""
        return LANGUAGES[self.code]

    @property
    def ending(self) -> str:
        """Ending of the table columns that hold this language (``en``, ``zh_hant``, ``zh_hans``)."""
        return self.spoken.ending

    def text(self, message: str, **values: Any) -> str:
        """The message in this language, its ``{placeholders}`` filled."""
        found = catalogue(self.code).gettext(message)
        return found.format(**values) if values else found

    def plural(self, one: str, many: str, count: float, **values: Any) -> str:
        """The message in the form that ``count`` asks for, ``{count}`` and other placeholders filled."""
        found = catalogue(self.code).ngettext(one, many, int(count))
        return found.format(**({"count": self.number(count)} | values))

    def sentences(self, texts: Iterable[str]) -> str:
        """Sentences one after the other, empty ones left out."""
        return self.spoken.gap.join(text for text in texts if text)

    def described(self, entry: Mapping[str, Any], stem: str) -> str:
        """``title`` or ``description`` of an entry of the data package, or of one of its fields."""
        return str(entry.get(f"{stem}_{self.ending}", entry[stem]))

    def pick(self, row: Any, stem: str) -> str:
        """``row[stem_<language>]`` of a table row, or its English form where that is empty."""
        own = row[f"{stem}_{self.ending}"]
        return str(own if pd.notna(own) else row[f"{stem}_en"])

    def pick_all(self, rows: pd.DataFrame, stem: str) -> list[str]:
        """`pick` of every row."""
        own, english = rows[f"{stem}_{self.ending}"].tolist(), rows[f"{stem}_en"].tolist()
        return [str(b if pd.isna(a) else a) for a, b in zip(own, english, strict=True)]

    def number(self, value: float | None, digits: int = 0) -> str:
        """Decimal number with thousands separators and a fixed number of digits."""
        if value is None or pd.isna(value):
            return MISSING
        # a kept 0 must not answer for -0.0, nor the other way round: both are equal
        return _decimal(value or 0, _pattern(digits), self.code)

    def significant(self, value: float | None, digits: int = 3) -> str:
        """A key figure with so many significant digits, in large steps from a million on: 0.0123, 16,353."""
        if value is None or pd.isna(value):
            return MISSING
        if abs(value) >= LARGE:
            return self.compact(value, 2)
        places = digits - 1 - math.floor(math.log10(abs(value))) if value else 0
        text = f"{value:.{max(0, places)}f}"
        return self.number(float(text), len(text.rstrip("0").partition(".")[2]) if "." in text else 0)

    def compact(self, value: float | None, digits: int = 1) -> str:
        """Short number in the language's own steps, for axes and above a million: 1.2M, 123.5 萬."""
        if value is None or pd.isna(value):
            return MISSING
        if abs(value) < _first_step(self.code):
            return self.number(value, 0 if value == int(value) else digits)
        short = _minus(format_compact_decimal(value, fraction_digits=digits, locale=self.locale))
        group = self.locale.number_symbols["latn"]["group"]
        # Babel neither groups such numbers nor keeps a step apart
        grouped = re.sub(r"^(\D?\d)(\d{3})(?!\d)", rf"\1{group}\2", short)
        return re.sub(r"(?<=\d)(?=[^\d.,\s])", self.spoken.step_gap, grouped)

    def side_by_side(self, left: float | None, right: float | None, digits: int = 0) -> tuple[str, str, str]:
        """Two numbers and their difference, right minus left, as it follows from what is shown."""
        shown = (self.number(left, digits), self.number(right, digits))
        if MISSING in shown:
            return *shown, MISSING
        apart = round(right, digits) - round(left, digits)  # type: ignore[arg-type]  # neither is missing
        return *shown, ("+" if round(apart, digits) > 0 else "") + self.number(apart, digits)

    def percent(self, share: float | None, digits: int = 0, *, signed: bool = False) -> str:
        """A share (0.45) as a percentage (45%); a change says its sign (+45%, −45%)."""
        if share is None or pd.isna(share):
            return MISSING
        written = _minus(format_percent(share, format=_pattern(digits) + "%", locale=self.locale))
        return f"+{written}" if signed and share > 0 else written

    def money(self, value: float | None, currency: str = "EUR", digits: int = 2) -> str:
        """An amount in full with its currency: €163.53, 163.53 歐元."""
        return self.with_currency(self.number(value, digits), currency)

    def money_compact(self, value: float | None, currency: str = "EUR", digits: int = 1) -> str:
        """An amount in large steps, for axes and above a million: €183K, 18.3 萬歐元."""
        return self.with_currency(self.compact(value, digits), currency)

    def range(self, low: float | None, high: float | None, digits: int = 0) -> str:
        """A range; one number where low equals high."""
        return _between(self.number(low, digits), self.number(high, digits))

    def compact_range(self, low: float | None, high: float | None, digits: int = 1) -> str:
        """A range of short numbers."""
        return _between(self.compact(low, digits), self.compact(high, digits))

    def percent_range(self, low: float | None, high: float | None, digits: int = 0) -> str:
        """A range of shares: 50.1–60%."""
        ends = (self.percent(end, digits) for end in (low, high))
        return _between(*ends).replace("%–", "–").replace("% –", " –")

    def with_unit(self, number: str, unit: str) -> str:
        """A written number and its unit: 500 t, 45%, 3,400 萬片."""
        if not unit or number == MISSING:
            return number
        joined = unit.startswith("%") or not (number[-1].isdigit() or number[-1].isascii())
        return number + unit if joined else f"{number} {unit}"

    def with_currency(self, amount: str, currency: str) -> str:
        """A written amount and its currency: €163.53, 163.53 歐元."""
        if amount == MISSING:
            return amount
        name = _currency(currency, self.code)
        if self.spoken.currency_last:
            return self.with_unit(amount, name)
        sign = MINUS if amount.startswith(MINUS) else ""
        gap = " " if name[-1].isalpha() else ""
        return f"{sign}{name}{gap}{amount.removeprefix(MINUS)}"

    def date(self, value: Any, form: str = "medium") -> str:
        """A date (anything pandas reads as one) in the language's form."""
        if value is None or pd.isna(value):
            return MISSING
        return _day(value, form, self.code)

    def month(self, value: Any) -> str:
        """Month and year of a date."""
        day = pd.Timestamp(value).date()
        if self.spoken.month:
            return str(format_date(day, format=self.spoken.month, locale=self.locale))
        return str(format_skeleton("yMMM", day, locale=self.locale))

    def period(self, value: Any) -> str:
        """A day, month, quarter or year of the tables in words: 2026-01, 2026-Q1 or 2026; others as they are."""
        if value is None or pd.isna(value):
            return MISSING
        text = str(value)
        if found := re.fullmatch(r"(\d{4})-Q([1-4])", text):
            quarter = self.spoken.quarters[int(found[2]) - 1]
            return self.spoken.quarter.format(year=found[1], quarter=quarter)
        if re.fullmatch(r"\d{4}", text):
            return self.spoken.year.format(year=text)
        if re.fullmatch(r"\d{4}-\d{2}", text):
            return self.month(text)
        return self.date(text) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else text

    def join(self, words: Iterable[str]) -> str:
        """Words as a list: comma in English, 、 in Chinese."""
        between = self.locale.list_patterns["standard"]["middle"]
        return str(between).replace("{0}", "").replace("{1}", "").join(words)


def _between(low: str, high: str) -> str:
    """A range with an en dash; one number where both ends are written alike or one is unknown."""
    if MISSING in (low, high):
        return low if high == MISSING else high
    if low == high:
        return low
    # beside a minus an en dash needs room
    return f"{low} – {high}" if MINUS in low + high else f"{low}–{high}"
