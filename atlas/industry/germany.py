"""German firms in China: power bill at both places, investments, growth of Taicang."""

from __future__ import annotations

import pandas as pd

from atlas.evidence import formulas

GERMAN, CHINESE_RATIO = "a6-037", "a6-039"


def chinese_price(evidence: pd.DataFrame) -> float:
    """Chinese power price in EUR per kWh that the article implies (its German price / its ratio).

    The article prints the ratio only.
    """
    return formulas.compute(f"{GERMAN} / {CHINESE_RATIO}", formulas.facts(evidence)).low


def bills(kwh_month: float, prices: pd.DataFrame, chinese_eur_kwh: float) -> pd.DataFrame:
    """Power bill a month in Germany for each price, against the one in China.

    ``prices``: ``power_prices`` (EUR per kWh). Out: ``basis``, ``price_low``, ``price_high``,
    ``germany_low``, ``germany_high``, ``china`` (EUR a month), ``ratio_low``, ``ratio_high``. ValueError for a
    negative consumption.
    """
    if kwh_month < 0:
        raise ValueError("consumption cannot be negative")
    frame = prices[["basis", "fact_id", "source_id"]].assign(
        price_low=prices["value_low"], price_high=prices["value_high"]
    )
    for end in ("low", "high"):
        frame[f"germany_{end}"] = frame[f"price_{end}"] * kwh_month
        frame[f"ratio_{end}"] = frame[f"price_{end}"] / chinese_eur_kwh
    return frame.assign(china=chinese_eur_kwh * kwh_month)


def investments(facts: pd.DataFrame, places: pd.DataFrame) -> pd.DataFrame:
    """Investments that the article on German firms names, largest first within a currency.

    ``facts`` as `evidence.judged` gives them. Out: the facts' columns with ``latitude``, ``longitude`` and
    ``province_code`` of the place (empty where the text names no place). Repeats are left out.
    """
    chosen = facts[
        (facts["article_id"] == "a6")
        & facts["metric"].isin(("investment", "deal"))
        & facts["duplicate_of"].isna()
    ]
    where = places[["place_id", "province_code", "latitude", "longitude"]]
    joined = chosen.merge(where, on="place_id", how="left")
    return joined.sort_values(["unit", "value_low"], ascending=[False, False]).reset_index(drop=True)


def taicang(evidence: pd.DataFrame) -> pd.DataFrame:
    """How the pace of German arrivals in Taicang changed.

    Out: ``step`` (first_100, fifth_100), ``years``, ``per_year`` (100 companies over those years) and
    ``growth`` (average a year in percent, empty for the first hundred, which starts at nothing).
    """
    known = formulas.facts(evidence)
    first, fifth = (formulas.compute(key, known).low for key in ("a6-004", "a6-005"))
    return pd.DataFrame(
        {
            "step": ["first_100", "fifth_100"],
            "fact_id": ["a6-004", "a6-005"],
            "years": [first, fifth],
            "per_year": [100 / first, 100 / fifth],
            "growth": [float("nan"), ((500 / 400) ** (1 / fifth) - 1) * 100],
        }
    )
