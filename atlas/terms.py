"""The only translator of codes: names and meanings of ``terms.csv`` in the reader's language.

A vocabulary is a list of codes (kinds, verdicts, units, statuses ...); each code has a name and
may have a meaning of one line, in every language of `atlas.language.LANGUAGES`.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import pandas as pd

from atlas import tables
from atlas.language import Language


def _rows() -> dict[str, dict[str, dict[str, Any]]]:
    """Rows of ``terms.csv`` by vocabulary and code."""
    return _rows_of(tables.used())


@cache
def _rows_of(release: str | None) -> dict[str, dict[str, dict[str, Any]]]:
    """Names are no facts: today's serve an earlier release too, beside the codes that only it knows."""
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for date in dict.fromkeys((release, None)):
        with tables.using(date):
            rows = tables.load("terms").astype("object").to_dict("records")
        for row in rows:
            found.setdefault(row["vocabulary"], {})[row["code"]] = {
                str(key): value for key, value in row.items()
            }
    return found


def codes(vocabulary: str) -> tuple[str, ...]:
    """All codes of a vocabulary, in the table's order; KeyError for an unknown vocabulary."""
    return tuple(_rows()[vocabulary])


def name(vocabulary: str, code: str, lang: Language) -> str:
    """Name of a code; KeyError for a code without a row."""
    return lang.pick(_rows()[vocabulary][code], "name")


def meaning(vocabulary: str, code: str, lang: Language) -> str:
    """One-line explanation of a code, empty where the table has none; KeyError for an unknown code."""
    row = _rows()[vocabulary][code]
    return "" if pd.isna(row["meaning_en"]) else lang.pick(row, "meaning")


def names(vocabulary: str, lang: Language) -> dict[str, str]:
    """Names of all codes of a vocabulary, in the table's order; do not change what comes back."""
    return _names(vocabulary, lang, tables.used())


@cache
def _names(vocabulary: str, lang: Language, release: str | None) -> dict[str, str]:
    return {code: lang.pick(row, "name") for code, row in _rows()[vocabulary].items()}
