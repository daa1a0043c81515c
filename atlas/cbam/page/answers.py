"""What the CBAM page shows for one good, worked out once for all sessions from scalar arguments.

Nothing of an uploaded portfolio passes through here: that stays in its session.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from atlas import tables
from atlas.app import cache
from atlas.app.cache import cached
from atlas.cbam.answers import compare, exchange, explain, good_names
from atlas.cbam.answers.steps import worked
from atlas.cbam.engine.assess import assess
from atlas.cbam.law.rules import TABLES, Rules
from atlas.cbam.page import charts, year_charts
from atlas.charts.theme import Drawing
from atlas.language import Language

SCENARIOS = ("law", "com_2026_616")
PATHS = ("low", "central", "high")
#: tonnes for figures per tonne, and counted tonnes of an importer far above any threshold
UNIT_T, MANY_T = 1.0, 1e9
PRICES = tuple(range(40, 161, 5))


class Good(NamedTuple):
    """One good and the choices about it, as the address holds them; tonnes stand apart."""

    cn: str
    origin: str
    period: str
    basis: str
    route: str | None
    direct: float | None
    indirect: float | None
    precursor_free: float | None
    carbon_price: float | None
    price: float | None
    price_path: str
    scenario: str


def rules(scenario: str = "law") -> Rules:
    """The rules of one rule set, built once."""
    return _rules(scenario)


# apart from its default: what was kept for rules() would not serve rules("law")
@cached
def _rules(scenario: str) -> Rules:
    return Rules.from_tables({name: cache.table(name) for name in TABLES}, scenario)


@cached
def periods() -> list[str]:
    """Quarters of the first year, then years."""
    years = rules().years
    return [f"{years[0]}-Q{quarter}" for quarter in range(1, 5)] + [str(year) for year in years[1:]]


@cached
def good_labels(ending: str) -> dict[str, str]:
    """Label of each code that can be chosen (`good_names.labels`)."""
    return good_names.labels(cache.table("cbam_goods"), ending)


@cached
def good_rows() -> dict[str, dict[str, object]]:
    """Row of the goods table by code."""
    return {row["cn_code"]: row for row in cache.table("cbam_goods").to_dict("records")}


@cached
def countries(lang: Language) -> dict[str, str]:
    """Name of each country and territory, in the order of the names."""
    rows = cache.table("cbam_countries").query("kind != 'table'").to_dict("records")
    names = {row["country"]: lang.pick(row, "name") for row in rows}
    return dict(sorted(names.items(), key=lambda item: item[1]))


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


@cached
def route_asked(good: Good) -> bool:
    """The default table names no route for this good, so the reader's one counts."""
    own = assessed(good._replace(basis="default", route=None), UNIT_T, True)
    return str(own["reason_code"]) == "route_needed"


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


def line(good: Good, tonnes: float) -> pd.DataFrame:
    """The good as one import line."""
    return pd.DataFrame(
        {
            "period": [good.period],
            "cn_code": [good.cn],
            "origin": [good.origin],
            "net_mass_t": [tonnes],
            "basis": [good.basis],
            "production_route": [good.route or ""],
            "direct_t_per_t": [_float(good.direct)],
            "indirect_t_per_t": [_float(good.indirect)],
            "precursor_free_allocation_t_per_t": [_float(good.precursor_free)],
            "carbon_price_paid_eur_per_t_co2e": [_float(good.carbon_price)],
            "certificate_price_eur": [_float(good.price)],
        }
    )


def _float(value: float | None) -> float:
    return np.nan if value is None else float(value)


@cached
def _assessed(good: Good, tonnes: float, above: bool) -> pd.DataFrame:
    totals = None
    if above:
        year = int(good.period[:4])
        totals = pd.DataFrame({"importer": [""], "year": [year], "counted_t": [MANY_T]})
    return assess(line(good, tonnes), rules(good.scenario), price_path=good.price_path, totals=totals)


@cached
def assessed(good: Good, tonnes: float, above: bool) -> pd.Series:
    """The good assessed; ``above``: as of an importer who has passed the threshold anyway."""
    return _assessed(good, tonnes, above).iloc[0]


@cached
def per_tonne(good: Good) -> pd.Series:
    """One tonne of the good, the threshold left out of account."""
    return assessed(good, UNIT_T, True)


@cached
def waterfall(good: Good, tonnes: float) -> pd.DataFrame:
    """Steps of the waterfall."""
    return explain.waterfall(assessed(good, tonnes, True))


@cached
def waterfall_drawing(good: Good, tonnes: float, lang: Language) -> Drawing:
    """From embedded emissions to the amount to pay."""
    return charts.waterfall(waterfall(good, tonnes), lang)


@cached
def steps(good: Good, tonnes: float) -> pd.DataFrame:
    """The worked calculation (`worked.worked`)."""
    precursors = good.precursor_free or 0.0 if good.basis == "actual" else 0.0
    return worked(assessed(good, tonnes, True), precursors)


@cached
def by_origin(good: Good) -> pd.DataFrame:
    """The same good from every origin."""
    return compare.by_origin(line(good, UNIT_T), rules(good.scenario), good.price_path)


@cached
def origin_drawing(good: Good, lang: Language) -> Drawing:
    """Ranking of origins."""
    return charts.origin_ranking(by_origin(good), countries(lang), lang)


@cached
def origin_rows(good: Good, lang: Language) -> pd.DataFrame:
    """The ranking with the names of the countries."""
    names = countries(lang) | {"XX": lang.text("Other countries")}
    found = by_origin(good)
    return found.assign(origin=found["origin"].map(names))


@cached
def by_price(good: Good) -> pd.DataFrame:
    """Cost at other certificate prices."""
    return compare.by_price(line(good, UNIT_T), rules(good.scenario), PRICES)


@cached
def price_drawing(good: Good, lang: Language) -> Drawing:
    """Cost by certificate price."""
    current = float(per_tonne(good)["certificate_price_eur"])
    return charts.price_sensitivity(by_price(good), lang, current)


@cached
def by_intensity(good: Good) -> pd.DataFrame:
    """Cost at other verified intensities, from zero to well above the line's own."""
    own = per_tonne(good)
    top = max(1.4 * float(own["embedded_t"]), 0.1)
    return compare.by_intensity(
        line(good, UNIT_T), rules(good.scenario), np.linspace(0, top, 36).tolist(), good.price_path
    )


@cached
def intensity_drawing(good: Good, lang: Language) -> Drawing:
    """Cost by verified intensity."""
    own = float(per_tonne(good)["see_t_per_t"]) if good.basis == "actual" else None
    return charts.intensity_sensitivity(by_intensity(good), lang, own)


def _route(good: Good) -> str | None:
    """The route the reader named, else the one of the default table."""
    own = per_tonne(good)["benchmark_route"]
    return good.route or (None if pd.isna(own) else str(own).replace("any", "") or None)


@cached
def comparison(good: Good) -> pd.Series:
    """Default against actual (`compare.default_or_actual`), per tonne."""
    routed = good._replace(route=_route(good))
    return compare.default_or_actual(line(routed, UNIT_T), rules(good.scenario), good.price_path).iloc[0]


@cached
def comparison_drawing(good: Good, lang: Language) -> Drawing:
    """Default value against actual values over intensity."""
    bare = good._replace(basis="actual", direct=0.0, indirect=0.0, route=_route(good))
    actual = line(bare, UNIT_T)
    top = 1.4 * max(float(comparison(good)["default_t_per_t"]), good.direct or 0.0, 0.1)
    curve = compare.by_intensity(
        actual, rules(good.scenario), np.linspace(0, top, 36).tolist(), good.price_path
    )
    return year_charts.default_or_actual(comparison(good), curve, lang)


@cached
def slips(good: Good) -> pd.DataFrame:
    """What known wrong formulas give per tonne of this good."""
    other = compare.other_benchmarks(_assessed(good, UNIT_T, True), rules(good.scenario)).iloc[0]
    return explain.known_slips(per_tonne(good), None if pd.isna(other) else float(other))


@cached
def parameter(name: str) -> float:
    """A figure of the law from the parameters table."""
    return float(cache.table("cbam_parameters").set_index("parameter").at[name, "value"])


@cached
def exchange_rates() -> dict[str, tuple[float, str]]:
    """Latest daily reference rate by currency: units per euro, and its day."""
    rates = cache.table("fx_reference_rates")
    currencies = rates.loc[rates["frequency"] == "daily", "currency"].unique()
    found = exchange.convert(1.0, rates, currencies).to_dict("records")
    return {row["currency"]: (row["units_per_eur"], str(row["day"])[:10]) for row in found}


@cached
def rules_date() -> str:
    """Day up to which the rules were read."""
    return str(tables.package()["created"])
