"""Numbers as a reader types them into a search: figures, English words, Chinese characters, parts and multiples."""

from __future__ import annotations

import re
from collections.abc import Sequence

ASIAN = "\u4e00-\u9fff"
UNITS = {
    "zero": 0,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
SCALES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "k": 1e3,
    "million": 1e6,
    "m": 1e6,
    "mn": 1e6,
    "billion": 1e9,
    "bn": 1e9,
    "trillion": 1e12,
    "%": 1.0,
    "percent": 1.0,
    "times": 1.0,
    "x": 1.0,
    "百": 1e2,
    "千": 1e3,
    "万": 1e4,
    "亿": 1e8,
    "兆": 1e12,
}
#: scales that stand for a number without one before them ("a hundred times")
ROUND = frozenset({"hundred", "thousand", "million", "billion", "trillion"})
#: parts of a whole, in percent ("two thirds")
PARTS = {"half": 50.0, "third": 100 / 3, "thirds": 100 / 3, "quarter": 25.0, "quarters": 25.0}
#: what ends a multiple; an "x" of its own, not that of "six"
MULTIPLE = re.compile(r"(?:times|(?<![a-z])x|倍)$")
DIGITS = dict(zip("零一二三四五六七八九两", [*range(10), 2], strict=True))


def number(words: Sequence[str]) -> tuple[float, int]:
    """The number that these words begin with, and how many of them it takes; 0 words for none."""
    first = re.fullmatch(rf"(\d+(?:\.\d+)?)(%|[a-z]+)?([{ASIAN}]+)?", words[0])
    if first and (first[2] is None or first[2] in SCALES):
        found, used = float(first[1]) * SCALES.get(first[2] or "", 1.0), 1
    elif words[0] in ROUND:
        found, used = 1.0, 0
    elif set(words[0]) <= {*DIGITS, "十", *SCALES} and not set(words[0]) <= set(SCALES):
        return _chinese(words[0]), 1
    else:
        found, used = _in_words(words)
        if not used:
            return (PARTS[words[0]], 1) if words[0] in PARTS else (0.0, 0)
    if used < len(words) and words[used] in PARTS:
        return found * PARTS[words[used]], used + 1
    while used < len(words) and words[used] in SCALES:
        found, used = found * SCALES[words[used]], used + 1
    return found, used


def _in_words(words: Sequence[str]) -> tuple[float, int]:
    """A number below a hundred in English words: "three point eight", "forty-five"; and how many it takes."""
    parts = words[0].split("-")
    if not all(part in UNITS for part in parts):
        return 0.0, 0
    number, used = float(sum(UNITS[part] for part in parts)), 1
    if number >= 20 and number % 10 == 0 and used < len(words) and 0 < UNITS.get(words[used], 0) < 10:
        number, used = number + UNITS[words[used]], used + 1
    if used < len(words) and words[used] == "point":
        decimals = "".join(
            str(UNITS[word]) for word in words[used + 1 : used + 2] if UNITS.get(word, 10) < 10
        )
        if decimals:
            number, used = number + float(f"0.{decimals}"), used + 2
    return number, used


def _chinese(text: str) -> float:
    """A number in Chinese characters, such as 七十亿."""
    total, part, digit = 0.0, 0.0, 0.0
    for sign in text:
        if sign in DIGITS:
            digit = DIGITS[sign]
        elif sign in ("十", "百", "千"):
            part += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[sign]
            digit = 0.0
        else:
            total += (part + digit or 1) * SCALES[sign]
            part = digit = 0.0
    return total + part + digit


def unit(words: str) -> str | None:
    """The unit that a number in words asks for; None where it says none."""
    if words.endswith(("%", "percent")) or words.split()[-1] in PARTS:
        return "percent"
    return "times" if MULTIPLE.search(words) else None
