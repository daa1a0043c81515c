"""Words, numbers, dates and money in the reader's language.

Messages are gettext catalogues, one file a subject: ``translations/<locale>/<subject>.po``,
keyed by the English text, with gettext's plural forms. Simplified Chinese is written for its
readers, not converted. A further language needs a row in `LANGUAGES`, catalogues and table columns.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_compact_decimal, format_currency, format_decimal, format_percent

TRANSLATIONS = Path(__file__).resolve().parent.parent / "translations"
MISSING = "–"


class Spoken(NamedTuple):
    """A language of the app: everything that a further one must say of itself."""

    #: folder of its catalogues and Babel's locale
    locale: str
    #: ending of the table columns that hold it
    ending: str
    #: its own name
    name: str
    #: BCP 47 tags of browsers that are answered in it, the longest match wins
    tags: tuple[str, ...]
    #: territory that link previews name (``og:locale``)
    preview: str
    #: between two sentences
    gap: str = " "
    #: characters in the width of one Latin letter, for the wrapping of labels
    width: int = 1


#: address code → language; English stands in the code and needs no catalogue
LANGUAGES = {
    "en": Spoken("en", "en", "English", ("en",), "en_US"),
    "zh-Hant": Spoken(
        "zh_Hant", "zh_hant", "繁體中文", ("zh-hant", "zh-tw", "zh-hk", "zh-mo"), "zh_TW", "", 2
    ),
    "zh-Hans": Spoken("zh_Hans", "zh_hans", "简体中文", ("zh",), "zh_CN", "", 2),
}
DEFAULT = "en"


def guess(browser_locale: str | None) -> str:
    """Language code for a browser's locale (BCP 47); the default when it is none of ours."""
    tag = (browser_locale or "").lower().replace("_", "-")
    fits = {
        ours: code
        for code, spoken in LANGUAGES.items()
        for ours in spoken.tags
        if tag == ours or tag.startswith(f"{ours}-")
    }
    return fits[max(fits, key=len)] if fits else DEFAULT


@cache
def _locale(code: str) -> Locale:
    return Locale.parse(LANGUAGES[code].locale)


@lru_cache(maxsize=1024)
def _day(value: Any, form: str, code: str) -> str:
    day: dt.date = pd.Timestamp(value).date()
    return format_date(day, format=form, locale=_locale(code))


# one page writes the same small counts hundreds of times
@lru_cache(maxsize=8192)
def _decimal(value: Any, pattern: str, code: str) -> str:
    return format_decimal(value, format=pattern, locale=_locale(code))


@cache
def _first_step(code: str) -> int:
    """The smallest number that the language shortens (1,000 in English, 10,000 in Chinese)."""
    steps = _locale(code).compact_decimal_formats["short"]["other"]
    return min(int(size) for size, pattern in steps.items() if pattern.pattern.strip("0"))


@cache
def catalogue(code: str) -> NullTranslations:
    """All messages of one language: its catalogues as one gettext translation."""
    locale = LANGUAGES[code].locale
    messages = Catalog(locale=locale)
    for path in sorted((TRANSLATIONS / locale).glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=locale):
                if message.id:
                    messages[message.id] = message
    if not len(messages):
        return NullTranslations()
    compiled = io.BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    return GNUTranslations(compiled)


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
        pattern = "#,##0." + "0" * digits if digits else "#,##0"
        # a kept 0 must not answer for -0.0, nor the other way round: both are equal
        return _decimal(value or 0, pattern, self.code)

    def compact(self, value: float | None, digits: int = 1) -> str:
        """Short number in the language's own steps: 1.2M, 123.5 萬, 123.5 万."""
        if value is None or pd.isna(value):
            return MISSING
        if abs(value) < _first_step(self.code):
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

    def month(self, value: Any) -> str:
        """Month and year of a date."""
        return str(format_skeleton("yMMM", pd.Timestamp(value).date(), locale=self.locale))

    def join(self, words: Iterable[str]) -> str:
        """Words as a list: comma in English, 、 in Chinese."""
        between = self.locale.list_patterns["standard"]["middle"]
        return str(between).replace("{0}", "").replace("{1}", "").join(words)
