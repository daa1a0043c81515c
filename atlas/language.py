"""Words, numbers, dates and money in the reader's language.

Messages are gettext catalogues, one file a subject: ``translations/<locale>/<subject>.po``,
keyed by the English text. Simplified Chinese is written for its readers, not converted.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import pandas as pd
from babel import Locale
from babel.dates import format_date
from babel.messages.pofile import read_po
from babel.numbers import format_compact_decimal, format_currency, format_decimal, format_percent

TRANSLATIONS = Path(__file__).resolve().parent.parent / "translations"
#: address code → (folder and Babel locale, column ending of the tables, own name)
LANGUAGES = {
    "en": ("en", "en", "English"),
    "zh-Hant": ("zh_Hant", "zh_hant", "繁體中文"),
    "zh-Hans": ("zh_Hans", "zh_hans", "简体中文"),
}
MISSING = "–"


def guess(browser_locale: str | None) -> str:
    """Language code for a browser's locale (BCP 47); English when it is none of ours."""
    tag = (browser_locale or "").lower().replace("_", "-")
    if not tag.startswith("zh"):
        return "en"
    traditional = any(part in tag.split("-") for part in ("hant", "tw", "hk", "mo"))
    return "zh-Hant" if traditional else "zh-Hans"


@cache
def _locale(code: str) -> Locale:
    return Locale.parse(LANGUAGES[code][0])


@lru_cache(maxsize=1024)
def _day(value: Any, form: str, code: str) -> str:
    day: dt.date = pd.Timestamp(value).date()
    return format_date(day, format=form, locale=_locale(code))


# one page writes the same small counts hundreds of times
@lru_cache(maxsize=8192)
def _decimal(value: Any, pattern: str, code: str) -> str:
    return format_decimal(value, format=pattern, locale=_locale(code))


@cache
def catalogue(code: str) -> dict[str, str]:
    """All messages of one language: English text → translated text."""
    messages: dict[str, str] = {}
    for path in sorted((TRANSLATIONS / LANGUAGES[code][0]).glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=LANGUAGES[code][0]):
                if message.id and message.string:
                    messages[str(message.id)] = str(message.string)
    return messages


@dataclass(frozen=True)
class Language:
    """One language: call ``text`` for words, the others for figures and dates."""

    code: str

    @property
    def locale(self) -> Locale:
        return _locale(self.code)

    @property
    def ending(self) -> str:
        """Ending of the table columns that hold this language (``en``, ``zh_hant``, ``zh_hans``)."""
        return LANGUAGES[self.code][1]

    def text(self, message: str, **values: Any) -> str:
        """The message in this language, its ``{placeholders}`` filled."""
        found = catalogue(self.code).get(message, message)
        return found.format(**values) if values else found

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
        pattern = "#,##0." + "0" * digits if digits else "#,##0"
        # a kept 0 must not answer for -0.0, nor the other way round: both are equal
        return _decimal(value or 0, pattern, self.code)

    def compact(self, value: float | None, digits: int = 1) -> str:
        """Short number in the language's own steps: 1.2M, 123.5 萬, 123.5 万."""
        if value is None or pd.isna(value):
            return MISSING
        if abs(value) < (1000 if self.code == "en" else 10_000):
            return self.number(value, 0 if value == int(value) else digits)
        return format_compact_decimal(value, fraction_digits=digits, locale=self.locale)

    def percent(self, share: float | None, digits: int = 0) -> str:
        """A share (0.45) as a percentage (45 %)."""
        if share is None or pd.isna(share):
            return MISSING
        pattern = "#,##0." + "0" * digits + "%" if digits else "#,##0%"
        return format_percent(share, format=pattern, locale=self.locale)

    def money(self, value: float | None, currency: str = "EUR", digits: int = 2) -> str:
        """An amount with its currency."""
        if value is None or pd.isna(value):
            return MISSING
        pattern = "¤ #,##0." + "0" * digits if digits else "¤ #,##0"
        return format_currency(value, currency, pattern, locale=self.locale, currency_digits=False)

    def range(self, low: float | None, high: float | None, digits: int = 0) -> str:
        """A range; one number where low equals high."""
        if low == high or high is None or pd.isna(high):
            return self.number(low, digits)
        return f"{self.number(low, digits)}–{self.number(high, digits)}"

    def date(self, value: Any, form: str = "medium") -> str:
        """A date (anything pandas reads as one) in the language's form."""
        if value is None or pd.isna(value):
            return MISSING
        return _day(value, form, self.code)

    def join(self, words: list[str]) -> str:
        """Words as a list: comma in English, 、 in Chinese."""
        return (", " if self.code == "en" else "、").join(words)
