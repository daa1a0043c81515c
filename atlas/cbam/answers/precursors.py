"""A table of precursors as a reader fills it in: benchmarks looked up, free allocation added up."""

from __future__ import annotations

import numpy as np
import pandas as pd

from atlas.cbam.answers.carbon_price import precursor_free_allocation
from atlas.cbam.law.rules import Rules

#: columns a reader fills in; ``benchmark_t_per_t`` may stay empty where the law has the figure
COLUMNS = [
    "cn_code",
    "production_route",
    "verified",
    "mass_t_per_t",
    "see_t_per_t",
    "benchmark_t_per_t",
    "precursor_free_allocation_t_per_t",
]


def benchmark(cn_code: str, route: str, verified: bool, year: int, rules: Rules) -> float:
    """Benchmark of a precursor, t CO2e/t: column A with verified data, else column B (2025/2620
    Annex Eq. 4 and 6). Missing where the code is unknown or the route must be named."""
    spot = rules.goods.find(cn_code)[0]
    if spot < 0:
        return float("nan")
    column = rules.benchmarks.column_a if verified else rules.benchmarks.column_b
    held = column[spot, :, rules.benchmarks.set_of_year[year - rules.years[0]]]
    letter = str(route).strip().upper()
    if letter in rules.benchmarks.routes:
        return float(held[rules.benchmarks.routes.index(letter)])
    known = np.unique(held[~np.isnan(held)])
    return float(known[0]) if len(known) == 1 else float("nan")


def fill(table: pd.DataFrame, year: int, rules: Rules) -> pd.DataFrame:
    """The reader's rows (COLUMNS) that name a code or a mass, with benchmarks filled in and the answer
    of `verified.precursor_free_allocation`. ``production_year`` of precursors is taken as ``year``."""
    named = table["cn_code"].fillna("").astype("str").str.strip() != ""
    rows = table.loc[named | table["mass_t_per_t"].notna(), COLUMNS].reset_index(drop=True)
    figures = [column for column in COLUMNS if column.endswith("_t")]
    rows[figures] = rows[figures].astype("float64")
    looked_up = [
        benchmark(
            str(row["cn_code"] or ""), str(row["production_route"] or ""), bool(row["verified"]), year, rules
        )
        for row in rows.to_dict("records")
    ]
    rows["benchmark_t_per_t"] = rows["benchmark_t_per_t"].fillna(pd.Series(looked_up, dtype="float64"))
    place = year - rules.years[0]
    return precursor_free_allocation(rows, float(rules.factor[place]), float(rules.cscf[place]))
