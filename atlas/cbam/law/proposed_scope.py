"""Whether goods would come in from 2028 under the proposal COM(2025) 989, by their codes.

The proposal is no law and has no default values or benchmarks, so this says in or out and no cost.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd

from atlas.cbam.law.goods import Goods

TABLE = "cbam_downstream_2028"
#: covered already; named as a whole, in part, or below a shorter code that was typed; not named; no code
STATES = ("covered", "whole", "part", "below", "outside", "malformed")
BETWEEN = re.compile(r"[\n,;、；，|\t]+|(?<=\d{4})\s+(?=\d{4})")
CODE = re.compile(r"\d{4,10}")
MOST = 200


def codes(text: str) -> list[str]:
    """The codes of a pasted list, each once, at most MOST of them."""
    parts = [part.strip() for part in BETWEEN.split(text)]
    return list(dict.fromkeys(re.sub(r"[\s.]", "", part) for part in parts if part))[:MOST]


def screen(wanted: Sequence[str], goods: Goods, listed: pd.DataFrame) -> pd.DataFrame:
    """``code`` and ``state`` (one of STATES) of each code."""
    rows = [(code, _state(code, goods, listed)) for code in wanted]
    return pd.DataFrame(rows, columns=["code", "state"])


def _state(code: str, goods: Goods, listed: pd.DataFrame) -> str:
    if not CODE.fullmatch(code):
        return "malformed"
    found = goods.find(code)
    if found[0] >= 0 or found[1] in ("cn_split", "taric_needed", "taric_unknown"):
        return "covered"
    above = listed[[code.startswith(own) for own in listed["cn_code"]]]
    if len(above):
        return "part" if above["part_only"].all() else "whole"
    if any(own.startswith(code) for own in listed["cn_code"]):
        return "below"
    return "covered" if any(own.startswith(code) for own in goods.codes) else "outside"
