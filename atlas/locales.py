"""The languages of the app: everything that each of them says of itself, one row a language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple


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
    #: whether a currency is a word after the number (16,353 歐元) or a sign before it (€16,353)
    currency_last: bool = False
    #: currencies that the locale's own sign or name does not tell apart, or that need a counter
    currencies: Mapping[str, str] = {}
    #: between a number and the step (萬, 億) it is counted in
    step_gap: str = ""
    #: Babel's patterns of a day, a month and a year; empty is the locale's own
    day: str = ""
    month: str = ""
    year: str = "{year}"
    quarter: str = "Q{quarter} {year}"
    #: how the quarters one to four are numbered
    quarters: str = "1234"


#: what both Chinese forms say alike
CHINESE: dict[str, Any] = {
    "gap": "",
    "width": 2,
    "currency_last": True,
    "step_gap": " ",
    "day": "y 年 M 月 d 日",
    "month": "y 年 M 月",
    "year": "{year} 年",
    "quarters": "一二三四",
}
#: address code → language; English stands in the code and needs no catalogue
LANGUAGES = {
    "en": Spoken(
        "en", "en", "English", ("en",), "en_US", currencies={"USD": "US$", "JPY": "JP¥", "CAD": "CA$"}
    ),
    "zh-Hant": Spoken(
        "zh_Hant",
        "zh_hant",
        "繁體中文",
        ("zh-hant", "zh-tw", "zh-hk", "zh-mo"),
        "zh_TW",
        **CHINESE,
        currencies={"CNY": "元人民幣", "TWD": "元新台幣"},
        quarter="{year} 年第{quarter}季",
    ),
    "zh-Hans": Spoken(
        "zh_Hans",
        "zh_hans",
        "简体中文",
        ("zh",),
        "zh_CN",
        **CHINESE,
        currencies={"CNY": "元人民币", "TWD": "元新台币"},
        quarter="{year} 年第{quarter}季度",
    ),
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
