"""Which rule holds: the CBAM tables of ``data/`` prepared as arrays for `atlas.cbam.engine.assess`.

Nothing here knows a figure of the law: factors, mark-ups, benchmarks, prices and thresholds
are rows with act, article and dates. A year that needs a rule and has none is an error that
names act and date. Rows of another rule set (a proposal) take the place of the law's rows
for the years they cover.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from atlas.cbam import Array
from atlas.cbam.law import benchmarks, goods, origins, prices
from atlas.cbam.law.benchmarks import Highest

Frames = dict[str, pd.DataFrame]

# The last year this tool answers for; the tables may know later rules.
LAST_YEAR = 2034

# Source of the method for actual emissions (a whole act, so no rule row names it).
METHOD = "EU-2025-2547"

TABLES = [
    "sources",
    "cbam_goods",
    "cbam_sectors",
    "cbam_countries",
    "cbam_default_values",
    "cbam_precursor_defaults",
    "cbam_markups",
    "cbam_benchmarks",
    "cbam_benchmark_years",
    "cbam_factors",
    "cbam_cscf",
    "cbam_certificate_prices",
    "cbam_price_paths",
    "cbam_parameters",
    "cbam_deadlines",
]


class RuleMissing(LookupError):
    """A year needs a rule that no row gives; the message names act and date."""

    def __init__(self, what: str, act: str, date: str) -> None:
        super().__init__(f"no {what} for {date}: {act} has no row that covers this date")


@dataclass(frozen=True, eq=False)
class Rules:
    """All rules of one rule set, ready for lookups; build once with `from_tables`.

    `years` are the import years covered. Yearly arrays are indexed by year minus
    `years[0]`, sector arrays by the position in `sectors`.
    """

    scenario: str
    years: list[int]
    sectors: list[str]
    units: Array
    counted: Array
    allocated: Array
    goods: goods.Goods
    origins: origins.Origins
    defaults: benchmarks.Defaults
    benchmarks: benchmarks.Benchmarks
    highest: Highest
    prices: prices.Prices
    factor: Array
    cscf: Array
    markup: Array
    provisional: Array
    benchmark_year: Array
    declaration_due: Array
    threshold_t: Array
    electricity_limit: Array
    acts: dict[str, list[str]]

    @classmethod
    def from_tables(cls, frames: Frames, scenario: str = "law") -> Rules:
        """Build the rules from the tables named in `TABLES` (typed as `atlas.tables` loads them).

        `scenario` is a rule set named in cbam_factors (``law``, ``com_2026_616``). Raises
        ValueError for an unknown rule set and RuleMissing where a year lacks a rule.
        """
        known = sorted(frames["cbam_factors"]["scenario"].unique())
        if scenario not in known:
            raise ValueError(f"unknown rule set {scenario!r}; there are {', '.join(known)}")
        named = frames["sources"].set_index("source_id")["title"].str.split(",").str[0]
        titles = {str(key): str(title) for key, title in named.items()}
        years = list(range(frames["cbam_factors"]["valid_from"].min().year, LAST_YEAR + 1))
        sectors = frames["cbam_sectors"].sort_values("sector")
        names = sectors["sector"].tolist()
        catalogue = goods.Goods.from_tables(frames, names)
        places = origins.Origins.from_tables(frames)
        values = benchmarks.Defaults.from_tables(frames, catalogue, places)
        bench = _benchmark_years(frames, years, titles)
        yearly = _year_rules(frames, years, names, scenario, titles)
        held = benchmarks.Benchmarks.from_tables(frames, catalogue, values, bench["benchmark_year"])
        yearly["acts"] |= {"default": [values.act(titles)] * len(years), "benchmark": bench["act"].tolist()}
        return cls(
            scenario=scenario,
            years=years,
            sectors=names,
            units=sectors["unit"].to_numpy(dtype=object),
            counted=sectors["threshold_applies"].to_numpy(dtype=bool),
            allocated=sectors["free_allocation"].to_numpy(dtype=bool),
            goods=catalogue,
            origins=places,
            defaults=values,
            benchmarks=held,
            highest=Highest.from_tables(frames, catalogue, held),
            prices=_prices(frames, years, titles),
            provisional=(bench["status"] != "in_force").to_numpy(),
            benchmark_year=bench["benchmark_year"].to_numpy(dtype=int),
            **yearly,
        )


def _year_rules(
    frames: Frames, years: list[int], sectors: list[str], scenario: str, titles: dict[str, str]
) -> dict[str, Any]:
    """The rules that change by year only, and the acts they stand in."""
    factor = _yearly(frames["cbam_factors"], years, scenario, titles, "CBAM factor")
    cscf = _yearly(frames["cbam_cscf"], years, scenario, titles, "correction factor")
    markup, markup_acts = _markups(frames, years, sectors, scenario, titles)
    due = frames["cbam_deadlines"].query("duty == 'declaration'").set_index("import_year")["due"]
    return {
        "factor": factor["value"].to_numpy(),
        "cscf": cscf["value"].to_numpy(),
        "markup": markup,
        "declaration_due": due.reindex(years).to_numpy(),
        "threshold_t": _parameter(frames, "mass_threshold", years, scenario, titles),
        "electricity_limit": _parameter(frames, "electricity_actual_limit", years, scenario, titles),
        "acts": {
            "actual": [titles[METHOD]] * len(years),
            "markup": markup_acts,
            "factor": factor["act"].tolist(),
            "cscf": cscf["act"].tolist(),
        },
    }


def _act(row: pd.Series, titles: dict[str, str]) -> str:
    """Act, article and, where it is not in force, standing of a rule row."""
    article = row.get("article")
    words = titles[row["source_id"]] + (f" {article}" if pd.notna(article) else "")
    return words if row["status"] in ("in_force", "published") else f"{words} ({row['status']})"


def _yearly(
    table: pd.DataFrame, years: list[int], scenario: str, titles: dict[str, str], what: str
) -> pd.DataFrame:
    """One row per year with value and act; the rule set's own row wins over the law's."""
    rows: list[dict[str, Any]] = []
    for year in years:
        first, last = pd.Timestamp(year, 1, 1), pd.Timestamp(year, 12, 31)
        held = table[(table["valid_from"] <= first) & ~(table["valid_to"] < last)]
        own = held[held["scenario"] == scenario]
        chosen = own if len(own) else held[held["scenario"] == "law"]
        if chosen.empty:
            raise RuleMissing(what, titles[table["source_id"].iloc[0]], str(year))
        row = chosen.iloc[-1]
        rows.append({"value": float(row["value"]), "act": _act(row, titles)})
    return pd.DataFrame(rows, index=years)


def _prices(frames: Frames, years: list[int], titles: dict[str, str]) -> prices.Prices:
    """Prices, each period that may be assumed having an assumption on every path."""
    own = prices.Prices.from_tables(frames, years, titles)
    assumed = np.isin(own.mode, [prices.ASSUMED, prices.DUE])
    for name, path in own.paths.items():
        for spot in np.flatnonzero(assumed & np.isnan(path)):
            year, quarter = years[spot // prices.SLOTS], spot % prices.SLOTS
            raise RuleMissing(f"{name} price", own.act, f"{year}-Q{quarter}" if quarter else str(year))
    return own


def _parameter(frames: Frames, name: str, years: list[int], scenario: str, titles: dict[str, str]) -> Array:
    table = frames["cbam_parameters"]
    return _yearly(table[table["parameter"] == name], years, scenario, titles, name)["value"].to_numpy()


def _markups(
    frames: Frames, years: list[int], sectors: list[str], scenario: str, titles: dict[str, str]
) -> tuple[Array, list[str]]:
    """Mark-up by sector and year, and the acts by year; sectors without a row (electricity) hold NaN."""
    table = frames["cbam_markups"]
    rates = np.full((len(sectors), len(years)), np.nan)
    acts: list[str] = []
    for position, sector in enumerate(sectors):
        own = table[table["sector"] == sector]
        if len(own):
            rows = _yearly(own, years, scenario, titles, f"mark-up of {sector}")
            rates[position], acts = rows["value"].to_numpy(), rows["act"].tolist()
    return rates, acts


def _benchmark_years(frames: Frames, years: list[int], titles: dict[str, str]) -> pd.DataFrame:
    table = frames["cbam_benchmark_years"].set_index("production_year")
    for year in years:
        if year not in table.index:
            raise RuleMissing("benchmark", titles[table["source_id"].iloc[0]], str(year))
    chosen = table.loc[years].copy()
    chosen["act"] = [_act(row, titles) for _, row in chosen.assign(article="Annex").iterrows()]
    return chosen
