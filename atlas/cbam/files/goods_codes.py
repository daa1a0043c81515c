"""Goods codes of other lengths and nomenclatures as codes of the EU, and the nearest ones to a wrong code."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from atlas import tables


class _Codes(NamedTuple):
    """Codes of Annex I: eight digits, those that need ten, and all that ``cbam_goods`` names."""

    eight: list[str]
    need_ten: frozenset[str]
    headings: frozenset[str]


def _codes() -> _Codes:
    return _codes_of(tables.used())


@cache
def _codes_of(release: str | None) -> _Codes:
    with tables.using(release):
        rows = tables.load("cbam_goods")
    covered = rows.loc[rows["scope"] == "covered"]
    eight = sorted(covered.loc[covered["level"] == "cn8", "cn_code"])
    asked = covered.loc[covered["taric_needed"].fillna(False), "cn_code"]
    return _Codes(eight, frozenset(asked), frozenset(code[:4] for code in eight))


def of_eu(code: str) -> tuple[str, str]:
    """(code, note) of the digits an EU customs system writes: eleven are cut to eight, or ten where the
    rules need them."""
    if len(code) == 11 and code.isdigit():
        short = code[:8]
        return (code[:10] if short in _codes().need_ten else short), "code_cut"
    return code, ""


def of_national(code: str) -> tuple[str, str]:
    """(code, note or problem) of a Chinese or Taiwanese code, which agrees with the EU's in six digits.

    Where the subheading has only one EU code, and that covers all of it, it is taken.
    """
    if len(code) not in (6, 8, 10, 11) or not code.isdigit():
        return code, ""
    here = under(code[:6])
    if not here:
        return code[:8], ""
    if here == [code[:6] + "00"] and here[0] not in _codes().need_ten:
        return here[0], "code_completed"
    return code, "code_national"


def is_eu_code(code: str) -> bool:
    """Whether the first eight digits are a code of Annex I, or their heading is not in it at all."""
    return code[:8] in _codes().eight or code[:4] not in _codes().headings


def under(start: str) -> list[str]:
    """Eight-digit codes of Annex I that begin so."""
    return [code for code in _codes().eight if code.startswith(start)]


def nearest(code: str, most: int = 6) -> list[str]:
    """The nearest existing codes: of the same subheading, then of the same heading, most alike first."""
    digits = "".join(sign for sign in code if sign.isdigit())[:8]
    if len(digits) < 4:
        return []
    here = under(digits[:6]) if len(digits) >= 6 else []
    rest = [other for other in under(digits[:4]) if other not in here]
    rest.sort(key=lambda other: (-_alike(digits, other), abs(int(other) - int(digits.ljust(8, "0")))))
    return (here + rest)[:most]


def _alike(one: str, two: str) -> int:
    """How many digits agree from the left."""
    return next((at for at, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), len(one))
