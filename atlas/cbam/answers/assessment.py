"""The lines of a file assessed, the same on the page and on the command line.

Rows that could not be read stand among the lines as refused ones. A refused line whose good, origin,
date and mass are known counts towards the 50-tonne threshold all the same: correcting it can only
change what it costs, and until then its importer is not promised that nothing is due.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from atlas.cbam.engine.assess import assess
from atlas.cbam.engine.lines import read
from atlas.cbam.files.portfolio import Portfolio
from atlas.cbam.law.rules import Rules

#: problems after which the mass that stands in the row is not to be relied on
MASS_IN_DOUBT = ("too_many_cells", "quote_broken")


def assess_file(
    found: Portfolio, rules: Rules, *, price_path: str | None = None, price_eur: float | None = None
) -> pd.DataFrame:
    """All rows of the file in its order, with the columns of `atlas.cbam.engine.assess.assess`."""
    every, problem = _together(found)
    work: Callable[..., pd.DataFrame] = partial(
        assess, rules=rules, price_path=price_path, price_eur=price_eur
    )
    masked = every.assign(net_mass_t=every["net_mass_t"].where(problem == ""))
    result = work(masked)
    certain = _certain(every, result, problem, rules)
    if certain.any():
        result = work(masked, totals=_totals(every, result, certain, rules))
    return _with_problems(result, every, found, problem)


def possible_tonnes(found: Portfolio, assessed: pd.DataFrame) -> pd.DataFrame:
    """For each importer: the tonnes of refused lines that may still count. Columns: importer, refused_t."""
    refused = assessed.loc[assessed["status"] == "refused", ["importer", "net_mass_t"]]
    sums = refused.groupby("importer", sort=True)["net_mass_t"].sum().rename("refused_t")
    return sums[sums > 0].reset_index()


def _together(found: Portfolio) -> tuple[pd.DataFrame, pd.Series]:
    """(all rows in the order of the file, code of the problem of each or empty)."""
    if found.left_out.empty:
        return found.lines, pd.Series("", index=found.lines.index)
    joined = pd.concat([found.lines, found.left_out], ignore_index=True)
    order = {name: place for place, name in enumerate(found.understanding.sheets)}
    places = np.lexsort([joined["row"], joined["sheet"].map(order)])
    every: pd.DataFrame = joined.iloc[places].reset_index(drop=True)
    own = found.problems.loc[found.problems["severity"] == "row"].drop_duplicates(["sheet", "row"])
    codes = dict(zip(zip(own["sheet"], own["row"], strict=True), own["code"], strict=True))
    keys = zip(every["sheet"], every["row"], strict=True)
    return every, pd.Series([codes.get(key, "") for key in keys], index=every.index)


def _certain(every: pd.DataFrame, result: pd.DataFrame, problem: pd.Series, rules: Rules) -> Any:
    """Refused lines that count towards the threshold whatever is corrected about them."""
    refused = (result["status"] == "refused").to_numpy()
    if not refused.any():
        return refused
    lines = read(every, rules)
    known = (lines.good >= 0) & (lines.origin >= 0) & (lines.period >= 0) & ~np.isnan(lines.mass)
    counted = known & rules.counted[rules.goods.sector[np.maximum(lines.good, 0)]]
    sure = ~problem.isin(MASS_IN_DOUBT).to_numpy()
    return refused & sure & counted & ~rules.origins.exempt[lines.origin] & (lines.mass > 0)


def _totals(every: pd.DataFrame, result: pd.DataFrame, certain: Any, rules: Rules) -> pd.DataFrame:
    """Tonnes that count, by importer and year, with those of refused lines that certainly do."""
    lines = read(every, rules)
    counted = certain | result["importer_year_t"].notna().to_numpy()
    names = np.array(lines.importers, dtype="object")[lines.importer]
    years = np.array(rules.years)[lines.year]
    own = pd.DataFrame({"importer": names, "year": years, "counted_t": lines.mass})
    sums: pd.DataFrame = own[counted].groupby(["importer", "year"])["counted_t"].sum().reset_index()
    return sums


def _with_problems(
    result: pd.DataFrame, every: pd.DataFrame, found: Portfolio, problem: pd.Series
) -> pd.DataFrame:
    """Rows that could not be read say so, and what stands in the cell."""
    wrong = (problem != "").to_numpy()
    if not wrong.any():
        return result
    own = found.problems.loc[found.problems["severity"] == "row"].drop_duplicates(["sheet", "row"])
    texts = dict(
        zip(
            zip(own["sheet"], own["row"], strict=True),
            zip(own["code"], own["value"], own["column"], strict=True),
            strict=True,
        )
    )
    told = [texts[key] for key in zip(every["sheet"][wrong], every["row"][wrong], strict=True)]
    columns = {
        "reason_code": [f"file_{code}" for code, _, _ in told],
        "reason_value": [value for _, value, _ in told],
        "reason_hint": [column for _, _, column in told],
    }
    result = result.assign(net_mass_t=every["net_mass_t"])
    for name, values in columns.items():
        whole = result[name].astype("object").to_numpy(copy=True)
        whole[wrong] = values
        result[name] = pd.Categorical(whole)
    return result
