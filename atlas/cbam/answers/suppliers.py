"""What verified data of each supplier would be worth, and which goods to ask them about.

Three marks bound it, none of which is a guess about a plant: emissions equal to the default value without
its mark-up, emissions equal to the EU benchmark (column B), and all of the cost. Precursors count as
documented so that the free allocation stays that of column B.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from atlas.cbam.answers import outlook, totals
from atlas.cbam.engine.assess import assess
from atlas.cbam.law.rules import Rules

#: what a line can save: what the mark-up costs, and what is due above the benchmark
SAVINGS = ["markup_eur", "benchmark_eur"]
#: what a data sheet asks about, one row each
GOOD = ["supplier", "cn_code", "origin", "period"]
#: tonnes of an importer far above any threshold
MANY_T = 1e9


def of_lines(assessed: pd.DataFrame, rules: Rules, supplier: str) -> pd.DataFrame:
    """Supplier (text of the column ``supplier`` of the file, empty without one), code as digits, origin and
    import year of each line; the same index."""
    named = assessed[supplier].astype("str").str.strip() if supplier else ""
    return pd.DataFrame(
        {
            "supplier": named,
            "cn_code": totals.key(assessed, rules, "cn_code"),
            "origin": totals.key(assessed, rules, "origin"),
            "period": totals.key(assessed, rules, "year"),
        },
        index=assessed.index,
    )


def savings(assessed: pd.DataFrame) -> pd.DataFrame:
    """SAVINGS of default lines, as of an importer above the threshold, beside their ``cost_eur``.

    Default values stay open to everybody, so a plant above them saves nothing and loses nothing.
    ``benchmark_eur`` is missing where there is no benchmark (electricity).
    """
    price, free = assessed["certificate_price_eur"], assessed["free_allocation_t"].fillna(0.0)
    cost = assessed["cost_above_threshold_eur"]
    benchmark = assessed["benchmark_t_per_t"] * assessed["net_mass_t"].astype("float64")
    left = {"markup_eur": assessed["embedded_t"] - assessed["markup_t"], "benchmark_eur": benchmark}
    found = {
        name: (cost - (tonnes - free).clip(lower=0) * price).clip(lower=0) for name, tonnes in left.items()
    }
    return pd.DataFrame({"cost_eur": cost, **found}, index=assessed.index)


def on_defaults(assessed: pd.DataFrame, statuses: Sequence[str] = ("ok", "below_threshold")) -> pd.Series:
    """Which lines of some statuses are on default values; those below the threshold may pass it one day."""
    return assessed["status"].isin(statuses) & (assessed["see_from"].astype("str") != "actual")


def worth(
    assessed: pd.DataFrame,
    rules: Rules,
    supplier: str,
    *,
    price_path: str = "central",
    price_eur: float | None = None,
) -> pd.DataFrame:
    """What verified data are worth, by supplier, or by code and origin where the file names none.

    Columns: ``supplier`` or ``cn_code`` and ``origin``; ``lines``, ``net_mass_t`` (missing with electricity,
    which is in MWh), ``cost_eur`` (with default values: the most that can be saved), SAVINGS of the lines
    as they are, ``low_eur`` and ``high_eur`` (the smaller and the larger of the two), and
    ``low_to_end_eur`` and ``high_to_end_eur``: the same tonnes as in the first year of import, each year
    to the last of the rules. The dearest first.
    """
    held = assessed.loc[on_defaults(assessed, ("ok",))]
    by = ["supplier"] if supplier else ["cn_code", "origin"]
    keys = of_lines(held, rules, supplier)
    mass = held["net_mass_t"].astype("float64").where(held["unit"] == "t")
    own = pd.concat([keys[by], savings(held)], axis=1).assign(lines=1, net_mass_t=mass)
    whole = own.groupby(by, sort=True)["net_mass_t"].apply(lambda tonnes: tonnes.sum(skipna=False))
    sums = own.groupby(by, sort=True)[["lines", "cost_eur", *SAVINGS]].sum(min_count=1)
    found = _bounds(sums.assign(net_mass_t=whole), "low_eur", "high_eur")
    later = _to_end(held, keys, rules, by, price_path, price_eur)
    found = found.join(later).reset_index()
    columns = [*by, "lines", "net_mass_t", "cost_eur", *SAVINGS]
    columns += ["low_eur", "high_eur", "low_to_end_eur", "high_to_end_eur"]
    dearest: pd.DataFrame = found[columns].sort_values(
        ["high_eur", "cost_eur"], ascending=False, kind="stable"
    )
    return dearest.reset_index(drop=True)


def _bounds(sums: pd.DataFrame, low: str, high: str) -> pd.DataFrame:
    """SAVINGS as a range; a plant at the benchmark may emit more than the default value says."""
    return sums.assign(**{low: sums[SAVINGS].min(axis=1), high: sums[SAVINGS].max(axis=1)})


def _to_end(
    held: pd.DataFrame,
    keys: pd.DataFrame,
    rules: Rules,
    by: list[str],
    price_path: str,
    price_eur: float | None,
) -> pd.DataFrame:
    """The range summed up over the years, the first year's tonnes imported in each."""
    columns = ["low_to_end_eur", "high_to_end_eur"]
    if held.empty:
        return pd.DataFrame(columns=columns, dtype="float64")
    inputs = [name for name in outlook.SAME if name in held]
    # the importer's name stands for the supplier, so that equal goods of two suppliers stay apart
    lines = held[[*inputs, "net_mass_t"]].assign(
        importer=keys["supplier"], cn_code=keys["cn_code"], origin=keys["origin"], basis="default"
    )
    dated = lines.assign(period=totals.key(held, rules, "period"))
    repeated = outlook.every_year(outlook.one_year(dated, rules), rules)
    years = [(name, year, MANY_T) for name in repeated["importer"].unique() for year in rules.years]
    above = pd.DataFrame(years, columns=["importer", "year", "counted_t"])
    choice = {"price_path": price_path} if price_eur is None else {"price_eur": price_eur}
    later = assess(repeated, rules, totals=above, **choice)
    own = pd.concat([later.rename(columns={"importer": "supplier"})[by], savings(later)[SAVINGS]], axis=1)
    return _bounds(own.groupby(by, sort=True)[SAVINGS].sum(min_count=1), *columns)[columns]


def after_fee(found: pd.DataFrame, fee_eur: float) -> pd.DataFrame:
    """`worth` with what is left of a year's range after a verifier's fee (may be negative)."""
    left = {f"{name}_after_fee_eur": found[f"{name}_eur"] - fee_eur for name in ("low", "high")}
    return found.assign(**left)


def goods(assessed: pd.DataFrame, rules: Rules, supplier: str) -> pd.DataFrame:
    """What to ask for: GOOD with ``net_mass_t``, ``due`` (the declaration's day), ``indirect_counts`` and
    ``has_precursors``. Lines on default values; of importers below the threshold too, as these may pass it."""
    held = assessed.loc[on_defaults(assessed)]
    keys = of_lines(held, rules, supplier)
    own = keys.assign(net_mass_t=held["net_mass_t"].astype("float64"), due=held["declaration_due"])
    found = own.groupby(GOOD, sort=True).agg({"net_mass_t": "sum", "due": "max"}).reset_index()
    places = [rules.goods.position.get(code, -1) for code in found["cn_code"]]
    return found.assign(
        indirect_counts=[place >= 0 and bool(rules.goods.indirect[place]) for place in places],
        has_precursors=[place >= 0 and bool(rules.goods.complex[place]) for place in places],
    )
