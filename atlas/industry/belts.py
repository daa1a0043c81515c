"""Industrial belts: the zones of the AI gradient, and the merchants' figures computed again."""

from __future__ import annotations

import pandas as pd

from atlas.evidence import formulas

#: provinces of the two deltas; the article names the deltas only, the members are our reading
DELTAS = ("310000", "320000", "330000", "440000")
ZONE_OF_REGION = {"central": "ai_growth", "west": "policy_guided", "northeast": "policy_guided"}
#: merchant → subject, and the facts with sales, profit, people
MERCHANTS = {
    "shenzhen_accessories": ("a3-003", "a3-005", None),
    "linyi_materials": ("a3-016", "a3-017", None),
    "wuhu_shoes": ("a3-012", None, "a3-011"),
}
FUNNEL = {
    "value_per_visitor": "((1 + a3-039 / 100) / (1 + a3-037 / 100) - 1) * 100",
    "value_per_inquiry": "((1 + a3-039 / 100) / (1 + a3-038 / 100) - 1) * 100",
    "inquiries_per_visitor": "((1 + a3-038 / 100) / (1 + a3-037 / 100) - 1) * 100",
}


def zones(provinces: pd.DataFrame) -> pd.DataFrame:
    """The zone of each province: ``province_code``, ``zone``.

    The article gives no number and no list. Centre, West and Northeast are read as the mainland
    statistics office groups provinces, the deltas as `DELTAS`; all others are ``not_named``.
    """
    zone = provinces["region"].map(ZONE_OF_REGION).fillna("not_named")
    zone = zone.mask(provinces["province_code"].isin(DELTAS), "ai_native")
    return provinces.assign(zone=zone)


def merchants(evidence: pd.DataFrame) -> pd.DataFrame:
    """Sales, profit, people and what follows from them, per merchant (CNY).

    Out: ``subject_id``, ``sales``, ``profit``, ``people``, ``margin`` (percent) with ``bound`` (gt or lt, as the
    profit is printed; eq) and ``sales_per_person``; NaN where the text lacks a figure.
    """
    known = formulas.facts(evidence)
    wording = evidence.set_index("fact_id")["qualifier"]

    def number(fact: str | None) -> float:
        return float("nan") if fact is None else formulas.compute(fact, known).low

    rows = []
    for subject, (sales, profit, people) in MERCHANTS.items():
        rows.append(
            {
                "subject_id": subject,
                "sales": number(sales),
                "profit": number(profit),
                "people": number(people),
                "bound": "eq" if profit is None else wording[profit],
            }
        )
    frame = pd.DataFrame(rows)
    return frame.assign(
        margin=frame["profit"] / frame["sales"] * 100, sales_per_person=frame["sales"] / frame["people"]
    )


def funnel(evidence: pd.DataFrame) -> pd.DataFrame:
    """What the platform's three growth figures mean for each other: ``measure``, ``change`` (percent)."""
    known = formulas.facts(evidence)
    changes = [formulas.compute(formula, known).low for formula in FUNNEL.values()]
    return pd.DataFrame({"measure": list(FUNNEL), "change": changes})
