"""The one list of rule sets and of price paths: codes and, in the vocabularies named here, their labels.

A new rule set is a row of the vocabulary and rows of cbam_factors (and of the other rule tables, where it
changes them); a new price path is a row of the vocabulary and one of cbam_price_paths.
"""

from __future__ import annotations

from atlas import terms

LAW = "law"
#: vocabularies of the terms table
RULE_SET, PRICE_PATH = "rule_set", "price_path"


def rule_sets() -> tuple[str, ...]:
    """Codes of all rule sets, the law first."""
    return terms.codes(RULE_SET)


def price_paths() -> tuple[str, ...]:
    """Codes of the assumptions about prices that are not published, the lowest first."""
    return terms.codes(PRICE_PATH)
