"""German firms in China: power bill at both places, investments, growth of Taicang."""

from __future__ import annotations

import pandas as pd

from atlas.evidence import formulas

GERMAN, CHINESE_RATIO = "a6-037", "a6-039"
#: hourly cost → how it follows from independent facts
HOURLY = {
    "germany_2024": "hi-032",
    "germany_2023": "hi-033",
    "china_non_private": "hi-036 / 52 / hi-043",
    "china_production": "hi-041 / 52 / hi-043",
}
#: independent facts on the price of land, and on wages
LAND = ("hi-047", "hi-048", "hi-049", "hi-050", "hi-051", "hi-052", "hi-053", "hi-054")
WAGES = tuple(f"hi-{number:03d}" for number in range(32, 47))
#: independent facts on power, on trade and on tariffs
POWER = tuple(f"hi-{number:03d}" for number in range(1, 32))
TRADE = tuple(f"hi-{number:03d}" for number in range(55, 75))
INSOLVENCIES = tuple(f"hi-{number:03d}" for number in range(75, 80))


def chinese_price(evidence: pd.DataFrame) -> float:
    """Chinese power price in EUR per kWh that the article implies (its German price / its ratio).

    The article prints the ratio only.
    """
    return formulas.compute(f"{GERMAN} / {CHINESE_RATIO}", formulas.facts(evidence)).low


def bills(kwh_month: float, prices: pd.DataFrame) -> pd.DataFrame:
    """Power bill a month in Germany for each German price, against the one in China.

    ``prices``: ``power_prices`` (EUR per kWh). Out: ``basis``, ``price_low``, ``price_high``,
    ``germany_low``, ``germany_high``, ``china_low``, ``china_high`` (EUR a month), ``ratio_low`` (lowest German
    over highest Chinese price), ``ratio_high``, ``source_id``. ValueError for a negative consumption.
    """
    if kwh_month < 0:
        raise ValueError("consumption cannot be negative")
    chinese = prices[prices["country"] == "cn"].iloc[0]
    frame = prices.loc[prices["country"] == "de", ["basis", "source_id"]].assign(
        price_low=prices["value_low"], price_high=prices["value_high"]
    )
    for end, other in (("low", "high"), ("high", "low")):
        frame[f"germany_{end}"] = frame[f"price_{end}"] * kwh_month
        frame[f"china_{end}"] = chinese[f"value_{end}"] * kwh_month
        frame[f"ratio_{end}"] = frame[f"price_{end}"] / chinese[f"value_{other}"]
    return frame.reset_index(drop=True)


def labour(outside: pd.DataFrame, cny_per_eur: float) -> pd.DataFrame:
    """Cost of an hour in manufacturing: ``case`` (vocabulary hourly_cost), ``eur_hour``, ``source_id``.

    Germany is labour cost as published. China is the average wage of a year over 52 weeks of the average
    hours of 2024, without employer contributions, so the gap that follows is an upper bound.
    """
    known = formulas.facts(outside)
    sources = outside.set_index("fact_id")["source_id"]
    rows = [
        {
            "case": case,
            "eur_hour": formulas.compute(formula, known).low
            / (cny_per_eur if case.startswith("china") else 1),
            "source_id": sources[formulas.named(formula)[0]],
        }
        for case, formula in HOURLY.items()
    ]
    return pd.DataFrame(rows)


def margin_after(margin_percent: float, tariff_percent: float, passed_on_percent: float) -> float:
    """Margin on the exporter's own price once a tariff stands, in percent.

    The importer's cost was the old price; it may rise by the part of the tariff that is passed on, and the
    exporter's price is what is left of it before the tariff. ValueError outside sensible bounds.
    """
    if not (-100 <= margin_percent < 100 and 0 <= tariff_percent <= 500 and 0 <= passed_on_percent <= 100):
        raise ValueError("margin -100 to 100, tariff 0 to 500, share passed on 0 to 100")
    tariff = tariff_percent / 100
    price = (1 + tariff * passed_on_percent / 100) / (1 + tariff)
    return (1 - (1 - margin_percent / 100) / price) * 100


def local_parts(facts: pd.DataFrame) -> pd.DataFrame:
    """Share of parts from China that firms claim, highest first; ``facts`` as `claims.judged` gives them."""
    return facts[facts["metric"] == "local_parts"].sort_values("value_low", ascending=False)


def investments(facts: pd.DataFrame, places: pd.DataFrame) -> pd.DataFrame:
    """Investments that the article on German firms names, largest first within a currency.

    ``facts`` as `claims.judged` gives them. Out: the facts' columns with ``latitude``, ``longitude`` and
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
