"""What the downstream proposal would change for the reader's codes."""

from __future__ import annotations

import pandas as pd

from atlas import terms
from atlas.app.cache import cached
from atlas.cbam.answers import law_answers
from atlas.cbam.law import proposed_scope, wording_text
from atlas.cbam.law.names_text import written
from atlas.language import Language

#: states of codes that would be in, wholly or in part
IN = ("whole", "part", "below")


@cached
def screened(text: str, lang: Language) -> pd.DataFrame:
    """Codes of a pasted list with what holds of each in words: ``code``, ``state``."""
    found = proposed_scope.screen(
        proposed_scope.codes(text), law_answers.rules().goods, wording_text.table(proposed_scope.TABLE)
    )
    names = terms.names("cbam_proposed_scope", lang)
    return found.assign(code=found["code"].map(written), state=found["state"].map(names))


@cached
def listed(lang: Language) -> pd.DataFrame:
    """The codes that the proposal would add: ``code``, ``part``, ``kind``."""
    rows, kinds = wording_text.table(proposed_scope.TABLE), terms.names("cbam_proposed_kind", lang)
    states = terms.names("cbam_proposed_scope", lang)
    return pd.DataFrame(
        {
            "code": rows["cn_code"].map(written),
            "part": [states["part" if part else "whole"] for part in rows["part_only"]],
            "kind": rows["kind"].map(kinds),
        }
    )


def would_be_in(assessed: pd.DataFrame) -> int:
    """How many lines outside today's list would be in, at least in part."""
    outside = assessed.loc[assessed["reason_code"].astype("str") == "cn_not_in_annex_i", "cn_code"]
    digits = outside.astype("str").str.replace(r"\D", "", regex=True)
    found = proposed_scope.screen(
        digits.unique().tolist(), law_answers.rules().goods, wording_text.table(proposed_scope.TABLE)
    )
    states = found.set_index("code")["state"]
    return int(digits.map(states).isin(IN).sum())
