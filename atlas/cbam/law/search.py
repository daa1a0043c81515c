"""Goods found by code or by everyday word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

import pandas as pd

#: a code as people write it: blanks, dots, dashes
_CODE = re.compile(r"[\d\s.\-\u00a0]+")
MOST = 12
#: letters of a Latin word that must stand as a whole
SHORT = 3


class Hits(NamedTuple):
    """``codes`` of goods, the best first; ``outside``: the code or heading is none of the mechanism."""

    codes: tuple[str, ...]
    outside: str = ""
    excepted: bool = False


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """A word as it is compared: no case, width, accents; plural and hyphen do not matter."""
    flat = unicodedata.normalize("NFKD", text).casefold()
    flat = "".join(letter for letter in flat if not unicodedata.combining(letter))
    words = re.sub(r"[\s\-_/,.()]+", " ", flat).split()
    return " ".join(
        word[:-1] if len(word) > 3 and word.endswith("s") and word[-2] != "s" else word for word in words
    )


def find(
    typed: str,
    codes: tuple[str, ...],
    names: Mapping[str, str],
    synonyms: pd.DataFrame,
    outside: Mapping[str, bool],
) -> Hits:
    """Goods for what was typed: a code or its beginning, an everyday word, or words of the names.

    ``codes``: goods that can be chosen; ``names``: their names in one language; ``synonyms``: columns
    ``word``, ``cn_code`` (code or its beginning, the best first) and ``scope``; ``outside``: codes that
    the law excepts.
    """
    text = typed.strip()
    if re.search(r"\d", text) and _CODE.fullmatch(text):
        return _by_code(re.sub(r"\D", "", text), codes, outside)
    wanted = plain(text)
    same = synonyms[synonyms["word"].map(plain) == wanted]
    if not same.empty:
        if (same["scope"] != "covered").all():
            return Hits((), str(same["cn_code"].iloc[0]), bool((same["scope"] == "excepted").any()))
        found = [
            code for begin in same.loc[same["scope"] == "covered", "cn_code"] for code in _under(begin, codes)
        ]
        return Hits(tuple(dict.fromkeys(found))[:MOST])
    return Hits(_by_words(wanted, codes, names))


def _under(begin: str, codes: tuple[str, ...]) -> list[str]:
    return [code for code in codes if code.startswith(begin)]


def _by_code(digits: str, codes: tuple[str, ...], outside: Mapping[str, bool]) -> Hits:
    """The longest beginning that some good has; four digits must agree."""
    for size in range(len(digits), 1, -1):
        if size < min(4, len(digits)):
            break
        found = _under(digits[:size], codes)
        if found and (size == len(digits) or size >= 6):
            return Hits(tuple(found)[:MOST])
    return Hits((), digits, any(digits.startswith(code) for code in outside))


def _by_words(wanted: str, codes: tuple[str, ...], names: Mapping[str, str]) -> tuple[str, ...]:
    """Goods whose name has every word typed, those that begin with the first one first."""
    words = wanted.split()
    found = [(code, plain(names[code])) for code in codes]
    held = [
        (not name.startswith(words[0]), len(name), code)
        for code, name in found
        if all(_stands(word, name) for word in words)
    ]
    return tuple(code for _, _, code in sorted(held)[:MOST]) if words else ()


def _stands(word: str, name: str) -> bool:
    """Whether a name has a word; a short Latin one as a whole, so that a car is not carbon steel."""
    if word.isascii() and len(word) <= SHORT:
        return re.search(rf"\b{re.escape(word)}\b", name) is not None
    return word in name
