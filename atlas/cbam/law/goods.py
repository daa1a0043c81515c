"""Which good a customs code names: codes of Annex I, exceptions, TARIC digits, split codes."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd

from atlas.cbam import Array

_SEPARATORS = re.compile(r"[\s. ]+")
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, eq=False)
class Goods:
    """Goods that a line can name, by position; `find` maps a written code to a position."""

    codes: list[str]
    sector: Array
    indirect: Array
    complex: Array
    functional_unit: Array
    position: dict[str, int]
    children: dict[str, list[str]]
    split: dict[str, str]
    excepted: list[str]
    headings: frozenset[str]
    chapters: frozenset[str]

    @classmethod
    def from_tables(cls, frames: dict[str, pd.DataFrame], sectors: list[str]) -> Goods:
        """Columns of cbam_goods used: cn_code, level, scope, sector, indirect_in_scope, complexity,
        functional_unit, taric_needed, split_into."""
        table = frames["cbam_goods"]
        covered = table[(table["scope"] == "covered") & table["level"].isin(["cn8", "taric"])]
        codes = covered["cn_code"].tolist()
        taric = covered.loc[covered["level"] == "taric", "cn_code"]
        asked = covered.loc[covered["taric_needed"].fillna(False), "cn_code"]
        split = table[table["scope"] == "split"]
        return cls(
            codes=codes,
            sector=np.array([sectors.index(name) for name in covered["sector"]]),
            indirect=covered["indirect_in_scope"].to_numpy(dtype=bool),
            complex=(covered["complexity"] == "complex").to_numpy(dtype=bool),
            functional_unit=covered["functional_unit"].to_numpy(dtype=object),
            position={code: place for place, code in enumerate(codes)},
            children={code: [long for long in taric if long.startswith(code)] for code in asked},
            split=dict(zip(split["cn_code"], split["split_into"], strict=True)),
            excepted=table.loc[table["scope"] == "excepted", "cn_code"].tolist(),
            headings=frozenset(code[:4] for code in codes),
            chapters=frozenset(code[:2] for code in codes),
        )

    def find(self, written: object) -> tuple[int, str, str]:
        """Position of the good a code names, or -1 with a reason code and a hint (codes to use)."""
        text = _SEPARATORS.sub("", str(written))
        if isinstance(written, float) or re.fullmatch(r"\d{8,10}\.0", str(written).strip()):
            text = str(written).strip().removesuffix(".0")
        if not _DIGITS.fullmatch(text) or not text.isascii() or len(text) > 10:
            return -1, "cn_malformed", ""
        if len(text) in (8, 10):
            return self._whole(text)
        return -1, "cn_too_short" if len(text) < 8 else "cn_malformed", self._under(text)

    def _whole(self, text: str) -> tuple[int, str, str]:
        short = text[:8]
        if short in self.split:
            return -1, "cn_split", self.split[short]
        if any(text.startswith(code) for code in self.excepted):
            return -1, "cn_excepted", ""
        if short not in self.position:
            known = short[:4] in self.headings
            return -1, "cn_unknown" if known else "cn_not_in_annex_i", self._under(short[:4])
        children = self.children.get(short)
        if not children or text in children:
            return self.position[text if children else short], "", ""
        if len(text) == 10:
            return -1, "taric_unknown", ";".join(children)
        # One TARIC code only: the rest of the CN code is outside Annex I, so scope depends on it.
        if len(children) == 1:
            return -1, "taric_needed", ";".join(children)
        return self.position[short], "", ";".join(children)

    def _under(self, text: str) -> str:
        """Up to three codes that begin alike, to help the user on."""
        return ";".join([code for code in self.codes if code.startswith(text) and len(code) == 8][:3])
