"""A portfolio or a single good in the years to come, and when the money is due.

The same tonnes are imported every year; law, proposal and price path change. Every figure
comes from `atlas.cbam.engine.assess.assess`.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from atlas.cbam.answers.totals import key
from atlas.cbam.engine.assess import assess
from atlas.cbam.law.rules import Rules

#: input columns that make two lines the same good for a year's sum
SAME = [
    "importer",
    "period",
    "cn_code",
    "origin",
    "basis",
    "production_route",
    "direct_t_per_t",
    "indirect_t_per_t",
    "emission_factor_t_per_mwh",
    "production_year",
    "precursors",
    "precursor_benchmark_t_per_t",
    "precursor_free_allocation_t_per_t",
    "carbon_price_paid_eur_per_t_co2e",
    "customs_procedure",
]
BENCHMARKS, FREE = "precursor_benchmark_t_per_t", "precursor_free_allocation_t_per_t"
SUMS = ["embedded_t", "markup_t", "free_allocation_t", "certificates_t", "cost_eur"]
#: columns of assessed lines that a year is summed up from
YEARLY = [*SUMS, "net_mass_t", "cbam_factor", "provisional", "year"]


def one_year(lines: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """The lines of the first import year that can be assessed, equal goods added up.

    Columns: SAME as far as given, ``net_mass_t`` and ``year``. ``period`` is the quarter or year; a free
    allocation of precursors has become the sum of benchmarks it stands for; dates, marks and prices of single lines are dropped. Empty where every line is refused.
    """
    assessed = assess(lines, rules, price_path="central")
    held = assessed["status"].isin(["ok", "below_threshold"])
    period, years = key(assessed, rules, "period"), key(assessed, rules, "year")
    first = years[held].min()
    kept = lines.loc[held & (years == first)]
    if kept.empty:
        return pd.DataFrame(columns=[*SAME, "net_mass_t", "year"])
    kept = carried(kept.assign(period=period, net_mass_t=kept["net_mass_t"].astype("float64")), assessed)
    columns = [column for column in SAME if column in kept]
    summed = kept.groupby(columns, dropna=False, sort=False, observed=True)[["net_mass_t"]].sum()
    year: pd.DataFrame = summed.reset_index().assign(year=int(first))
    return year


def carried(lines: pd.DataFrame, assessed: pd.DataFrame) -> pd.DataFrame:
    """Lines that hold in any year: a free allocation of precursors, which holds the factor of one year, as
    the sum of benchmarks before factor and correction (its ratio to other years is that of the factors)."""
    if FREE not in lines:
        return lines
    entered = pd.to_numeric(lines[FREE], errors="coerce").notna()
    sums = assessed.loc[lines.index, f"{BENCHMARKS}_used"]
    given = pd.to_numeric(lines[BENCHMARKS], errors="coerce") if BENCHMARKS in lines else np.nan
    return lines.drop(columns=FREE).assign(**{BENCHMARKS: sums.where(entered, given)})


def outlook(
    lines: pd.DataFrame,
    rule_sets: dict[str, Rules],
    price_paths: tuple[str, ...] = ("low", "central", "high"),
    price_eur: float | None = None,
    entered_under: str | None = None,
) -> pd.DataFrame:
    """Cost per year of the lines' first import year, repeated to the last year of the rules.

    ``rule_sets``: scenario → Rules (``law``, ``com_2026_616``). ``price_eur`` adds the path
    ``user`` with this price in every year; the other paths keep the published prices of 2026.
    ``entered_under``: the scenario that a free allocation of precursors was entered under (the first
    one if not given); it follows the factors of each year and rule set from there.
    Columns: ``scenario``, ``price_path``, ``year``, SUMS (t CO2e and EUR), ``net_mass_t``,
    ``cbam_factor`` and ``certificate_price_eur`` (weighted mean where quarters differ; missing
    where nothing is due), ``provisional``. Empty where no line can be assessed.
    """
    base = one_year(lines, rule_sets[entered_under or next(iter(rule_sets))])
    columns = ["scenario", "price_path", "year", *SUMS, "net_mass_t", "cbam_factor"]
    columns += ["certificate_price_eur", "provisional"]
    if base.empty:
        return pd.DataFrame(columns=columns)
    found = []
    for scenario, rules in rule_sets.items():
        repeated = every_year(base, rules)
        for path in [*price_paths, *(["user"] if price_eur else [])]:
            user = path == "user"
            assessed = assess(
                repeated, rules, price_path=None if user else path, price_eur=price_eur if user else None
            )
            found.append(assessed[YEARLY].assign(scenario=scenario, price_path=path))
    return _yearly(pd.concat(found, ignore_index=True))[columns]


def by_line(
    lines: pd.DataFrame,
    rule_sets: dict[str, Rules],
    price_paths: tuple[str, ...],
    price_eur: float | None = None,
    entered_under: str | None = None,
) -> pd.DataFrame:
    """Each line assessed for its own year and every later one, under each rule set and price path.

    The answer of `assess` with ``scenario``, ``price_path`` (``user`` for ``price_eur``) and ``year`` in
    front, one row a line and year in the order of the lines; a refused line stands once, in no year.
    """
    law = rule_sets[entered_under or next(iter(rule_sets))]
    assessed = assess(lines, law, price_path=price_paths[0])
    years = key(assessed, law, "year")
    held = ~assessed["status"].isin(["refused", "not_covered"]) & (years != "")
    own = carried(lines, assessed).assign(period=key(assessed, law, "period"), year=years)
    own = own.drop(columns=[name for name in ("import_date",) if name in own])
    written = lines["period"] if "period" in lines else pd.Series("", index=lines.index)
    own["period"] = own["period"].where(held, written)
    parts = [own.loc[~held].assign(year="")]
    for year in law.years:
        part = own.loc[held & (pd.to_numeric(years, errors="coerce") <= year)]
        later = part["year"] != str(year)
        made = _made(part, year)
        parts.append(part.assign(**made, period=part["period"].where(~later, str(year)), year=str(year)))
    repeated = pd.concat(parts).sort_index(kind="stable").reset_index(drop=True)
    found = []
    for scenario, rules in rule_sets.items():
        for path in (*price_paths, *(["user"] if price_eur else [])):
            choice = {"price_eur": price_eur} if path == "user" else {"price_path": path}
            answer = assess(repeated.drop(columns="year"), rules, **choice)
            answer.insert(0, "scenario", scenario)
            answer.insert(1, "price_path", path)
            answer.insert(2, "year", pd.Series(repeated["year"]))
            found.append(answer)
    return pd.concat(
        [part.astype(dict.fromkeys(part.select_dtypes("category"), "str")) for part in found],
        ignore_index=True,
    )


def _made(lines: pd.DataFrame, year: int) -> dict[str, pd.Series]:
    """The year of production of lines imported in another year: as long before it as it was."""
    if "production_year" not in lines:
        return {}
    made = pd.to_numeric(lines["production_year"], errors="coerce")
    return {"production_year": made + year - pd.to_numeric(lines["year"], errors="coerce")}


def every_year(base: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """The base year as it is, and once for each later year."""
    first, size = int(base["year"].iloc[0]), len(base)
    later = [year for year in rules.years if year > first]
    repeated = base.iloc[np.tile(np.arange(size), 1 + len(later))].reset_index(drop=True)
    years = np.repeat([first, *later], size)
    if "production_year" in repeated:
        # goods imported later are made later too
        made = pd.to_numeric(repeated["production_year"], errors="coerce")
        repeated["production_year"] = made + (years - first)
    return repeated.assign(year=years, period=[*base["period"], *years[size:].astype("str")])


def _yearly(assessed: pd.DataFrame) -> pd.DataFrame:
    """Sums of each scenario, price path and year; ``assessed``: YEARLY and these."""
    years = assessed.groupby(["scenario", "price_path", "year"], sort=False)
    sums = dict.fromkeys([*SUMS, "net_mass_t"], "sum")
    found = years.agg(sums | {"cbam_factor": "first", "provisional": "any"}).reset_index()
    price = (found["cost_eur"] / found["certificates_t"]).where(found["certificates_t"] > 0)
    return found.assign(certificate_price_eur=price)


def path_of_rules(rule_sets: dict[str, Rules], sector: str) -> pd.DataFrame:
    """What changes by year without any import: factor, mark-up and standing of the benchmark.

    Columns: ``scenario``, ``year``, ``cbam_factor`` (share of the free allocation that stays),
    ``cscf``, ``markup`` (missing for electricity), ``provisional``. Raises ValueError for an
    unknown sector.
    """
    found = []
    for scenario, rules in rule_sets.items():
        columns = {
            "scenario": scenario,
            "year": rules.years,
            "cbam_factor": rules.factor,
            "cscf": rules.cscf,
            "markup": rules.markup[rules.sectors.index(sector)],
            "provisional": rules.provisional,
        }
        found.append(pd.DataFrame(columns))
    return pd.concat(found, ignore_index=True)


def payments(
    lines: pd.DataFrame,
    rules: Rules,
    deadlines: pd.DataFrame,
    holding_share: float,
    year: int | None = None,
    price_path: str = "central",
) -> pd.DataFrame:
    """When certificates for one import year are bought, held, surrendered and cancelled, with amounts.

    ``deadlines``: table cbam_deadlines; ``holding_share``: parameter ``holding_share``;
    ``year``: an import year (the lines' first one if not given; a later one repeats the same
    tonnes). Columns: ``due``, ``duty`` (sale_start, holding_check, declaration,
    repurchase_request, cancellation), ``certificates_t`` and ``eur`` (missing where a date has no
    amount of its own), ``article``, ``source_id``; in order of date.

    Declaration: all certificates of the year. Holding check: ``holding_share`` of what default
    values without mark-up less free allocation make since 1 January (Regulation (EU) 2023/956
    Art. 22(2)(a)), never below zero for a line; lines known by year only are spread evenly over
    its quarters. For an importer who passes 50 t later in the year the first check is the
    quarter after that (Art. 22(2a)); these amounts then come later.
    """
    base = one_year(lines, rules)
    if base.empty:
        return pd.DataFrame(columns=["due", "duty", "certificates_t", "eur", "article", "source_id"])
    first = int(base["year"].iloc[0])
    year = year or first
    own = base if year == first else every_year(base, rules).query("year == @year")
    assessed = assess(own, rules, price_path=price_path)
    found = deadlines.loc[deadlines["import_year"] == year, ["due", "duty", "article", "source_id"]]
    found = found.sort_values("due", kind="stable").reset_index(drop=True)
    due, cost = float(assessed["certificates_t"].sum()), float(assessed["cost_eur"].sum())
    price = cost / due if due else np.nan
    held = _held(own, rules, price_path) * holding_share
    quarter = pd.to_datetime(found["due"]).dt.quarter
    amount = np.where(found["duty"] == "holding_check", held[quarter - 1], np.nan)
    amount = np.where(found["duty"] == "declaration", due, amount)
    return found.assign(certificates_t=amount, eur=amount * price)[
        ["due", "duty", "certificates_t", "eur", "article", "source_id"]
    ]


def _held(lines: pd.DataFrame, rules: Rules, price_path: str) -> np.ndarray:
    """t CO2e from 1 January to each quarter's end: default values without mark-up, less free allocation."""
    default = assess(lines.assign(basis="default"), rules, price_path=price_path)
    counted = default.loc[default["status"] == "ok"]
    bare = counted["embedded_t"] - counted["markup_t"].fillna(0) - counted["free_allocation_t"]
    quarter = counted["period"].str.extract(r"Q(\d)$")[0].astype("float64")
    sums = np.zeros(4)
    for number in range(1, 5):
        passed = np.where(quarter.isna(), number / 4, (quarter <= number).astype("float64"))
        sums[number - 1] = (bare.clip(lower=0) * passed).sum()
    return sums
