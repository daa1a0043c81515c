"""The rules and what hangs on them alone, read once for all sessions; page, API and overview ask here."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd

from atlas import tables
from atlas.app import cache
from atlas.app.cache import cached
from atlas.cbam.law import exchange, rule_sets
from atlas.cbam.law.rules import TABLES, Rules


def rules(scenario: str = rule_sets.LAW) -> Rules:
    """The rules of one rule set, built once."""
    return _rules(scenario)


# apart from its default: what was kept for rules() would not serve rules("law")
@cached
def _rules(scenario: str) -> Rules:
    return Rules.from_tables({name: cache.table(name) for name in TABLES}, scenario)


def every_rule_set() -> dict[str, Rules]:
    """All rule sets by code, the law first."""
    return {name: rules(name) for name in rule_sets.rule_sets()}


@cached
def periods() -> list[str]:
    """Quarters of the first year, then years."""
    years = rules().years
    return [f"{years[0]}-Q{quarter}" for quarter in range(1, 5)] + [str(year) for year in years[1:]]


@cached
def good_rows() -> dict[str, dict[str, object]]:
    """Row of the goods table by code."""
    rows = cache.table("cbam_goods").to_dict("records")
    return {str(row["cn_code"]): {str(name): value for name, value in row.items()} for row in rows}


@cached
def origin_kinds() -> dict[str, str]:
    """For each origin: has default values of its own, takes those of other countries, or is exempt."""
    places = rules().origins
    return {
        code: "exempt" if exempt else "own" if code in places.tables else "other"
        for code, exempt in zip(places.codes, places.exempt, strict=True)
    }


@cached
def price_assumed(period: str) -> bool:
    """No price is published for this period."""
    known = cache.table("cbam_certificate_prices").set_index("period")["price_eur"]
    return bool(pd.isna(known.get(period)))


def overdue(period: str, today: dt.date) -> bool:
    """The price of this period should be published by now and is not in the data."""
    row = cache.table("cbam_certificate_prices").set_index("period").reindex([period]).iloc[0]
    return bool(row["status"] == "due" and row["published"].date() < today)


@cached
def route_letters(cn: str, year: int) -> list[str]:
    """Routes that the benchmarks know for a good in an import year."""
    law = rules()
    spot = law.goods.position.get(cn)
    if spot is None:
        return []
    held = ~np.isnan(law.benchmarks.column_b[spot, :, law.benchmarks.set_of_year[year - law.years[0]]])
    letters = [route for route, here in zip(law.benchmarks.routes, held, strict=True) if here]
    return [letter for letter in letters if letter not in ("none", "any")]


@cached
def parameter(name: str) -> float:
    """A figure of the law from the parameters table."""
    return float(cache.table("cbam_parameters").set_index("parameter")["value"][name])


@cached
def exchange_rates() -> dict[str, tuple[float, str]]:
    """Latest daily reference rate by currency: units per euro, and its day."""
    rates = cache.table("fx_reference_rates")
    currencies = rates.loc[rates["frequency"] == "daily", "currency"].unique().tolist()
    found = exchange.convert(1.0, rates, currencies).to_dict("records")
    return {row["currency"]: (row["units_per_eur"], str(row["day"])[:10]) for row in found}


@cached
def rules_date() -> str:
    """Day up to which the rules were read; releases that do not name it were read on their own day."""
    package = tables.package()
    return str(package.get("rules_as_of", package["created"]))
