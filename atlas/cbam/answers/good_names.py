"""Names of goods that tell neighbours apart: what a list of 570 customs codes needs to be searched.

The nomenclature repeats the heading in every name and puts the difference last, where a list
cuts it off. A label therefore starts with what only some codes of the heading share.
"""

from __future__ import annotations

import re
from collections import Counter

import pandas as pd

#: clauses that more than this share of a heading's codes have say nothing about one of them
COMMON = 0.6


def written(code: str) -> str:
    """A code as customs write it: ``7208 36 00``, ``2523 10 00 90``."""
    return " ".join(part for part in (code[:4], code[4:6], code[6:8], code[8:]) if part)


def choices(goods: pd.DataFrame) -> list[str]:
    """Codes a reader can choose: covered goods of eight or ten digits, and codes that were split."""
    whole = goods["level"].isin(["cn8", "taric"]) & goods["scope"].isin(["covered", "split"])
    return sorted(goods.loc[whole, "cn_code"])


def labels(goods: pd.DataFrame, ending: str) -> dict[str, str]:
    """Label of each of `choices`: code, heading in one language, and what sets the good apart.

    ``goods``: table cbam_goods; ``ending``: en, zh_hant or zh_hans. Goods have English names
    only, headings and chapters all three.
    """
    names = goods.set_index("cn_code")["name_en"]
    heads = goods.loc[goods["level"] == "heading"].set_index("cn_code")[f"name_{ending}"]
    codes = choices(goods)
    clauses = {code: _clauses(str(names[code])) for code in codes}
    found = {}
    for code in codes:
        siblings = [other for other in codes if other[:4] == code[:4]]
        counted = Counter(clause for other in siblings for clause in set(clauses[other]))
        own = [c for c in clauses[code] if len(siblings) == 1 or counted[c] <= COMMON * len(siblings)]
        apart = ", ".join(sorted(own or clauses[code][-1:], key=lambda clause: counted[clause]))
        found[code] = f"{written(code)} · {apart} · {heads[code[:4]]}"
    return found


def _clauses(name: str) -> list[str]:
    """Parts between commas, without what stands in brackets; a comma inside a number separates nothing."""
    return [part.strip() for part in re.sub(r"\s*\([^()]*\)", "", name).split(", ") if part.strip()]
