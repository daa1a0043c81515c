"""Packaging capacity: which statements may stand side by side, and how far they differ.

A statement is a row of ``packaging_capacity``. Two statements are comparable only when they
agree in technology, process step, scope, measure and unit (`COMPARABLE`); they belong to one
series when the vendor is the same too (`SERIES`). Nothing here adds statements up: the same
wafer is counted by several vendors and in several steps.
"""

from __future__ import annotations

import statistics
from collections.abc import Collection, Mapping
from typing import Any

import numpy as np
import pandas as pd

from atlas.packaging.precision import spans

COMPARABLE = ["technology", "process_step", "scope", "metric", "unit"]
SERIES = ["vendor_id", *COMPARABLE]
MONTHLY = "monthly_capacity"
#: the article that the other statements are held against; it is no witness to its own figures
ARTICLE = "SEED2"
#: a set with fewer statements is told in words, not drawn over time
FEW = 4
#: what `spread` looks at, and what it finds
STATED = ("value_low", "value_high", "midpoint", "source_id", "as_of")
SPREAD = ("statements", "sources", "bounds", "lowest", "highest", "median", "newest")


def statements(capacity: pd.DataFrame, metric: str = MONTHLY, **choices: Any) -> pd.DataFrame:
    """`dated` statements on one measure that fit the ``choices`` of `among`."""
    return among(dated(capacity, metric), **choices)


def dated(capacity: pd.DataFrame, metric: str = MONTHLY) -> pd.DataFrame:
    """The dated statements on one measure, oldest period and oldest statement first.

    Adds ``year`` (of the period's end) and ``midpoint``, which is ours and empty where a side
    is open.
    """
    rows = capacity[(capacity["metric"] == metric) & capacity["period_end"].notna()]
    rows = rows.assign(year=rows["period_end"].dt.year, midpoint=midpoint(rows))
    return rows.sort_values([*SERIES, "period_end", "as_of", "row_id"], ignore_index=True)


def among(
    rows: pd.DataFrame,
    *,
    technologies: Collection[str] = (),
    vendors: Collection[str] = (),
    kinds: Collection[str] = (),
    first_year: int | None = None,
    last_year: int | None = None,
    doubtful: bool = False,
) -> pd.DataFrame:
    """Those of `dated` statements that fit, in their order.

    Empty choices mean all. ``doubtful`` keeps the rows of low reliability.
    """
    kept = np.ones(len(rows), dtype=bool)
    for column, chosen in (("technology", technologies), ("vendor_id", vendors), ("kind", kinds)):
        if chosen:
            kept &= rows[column].isin(list(chosen)).to_numpy()
    if first_year is not None:
        kept &= (rows["year"] >= first_year).to_numpy()
    if last_year is not None:
        kept &= (rows["year"] <= last_year).to_numpy()
    if not doubtful:
        kept &= (rows["reliability"] != "low").to_numpy()
    return rows[kept].reset_index(drop=True)


def without_article(rows: pd.DataFrame) -> pd.DataFrame:
    """The statements of others than the article, its own kept only where nobody else speaks.

    Held series by series and date by date, so that the article never counts among the checks of
    its own figures.
    """
    others = (rows["source_id"] != ARTICLE) & (rows["reliability"] != "low")
    spoken = others.groupby([rows[column] for column in [*SERIES, "period_end"]]).transform("any")
    return rows[(rows["source_id"] != ARTICLE) | ~spoken.astype("bool")]


def midpoint(rows: pd.DataFrame) -> pd.Series:
    """Middle of each range, a drawing choice of ours; empty where only one side is known."""
    return (rows["value_low"] + rows["value_high"]) / 2


def comparable_sets(rows: pd.DataFrame) -> list[pd.DataFrame]:
    """The rows in sets that may share one axis (`COMPARABLE`), the largest set first."""
    groups = [group for _, group in rows.groupby(COMPARABLE, sort=True)]
    return sorted(groups, key=len, reverse=True)


def spread(rows: pd.DataFrame) -> pd.DataFrame:
    """How far the statements on one series and one date lie apart.

    One row for each series and ``period_end``: ``statements`` and ``sources`` (numbers of
    those with both ends), ``bounds`` (statements with one open side, left out of the rest),
    ``lowest`` and ``highest`` end, ``median`` of the midpoints, ``newest`` (date of the
    newest statement), ``difference`` (highest over lowest, less one).
    """
    keys = [*SERIES, "period_end"]
    groups: dict[tuple[Any, ...], list[tuple[Any, ...]]] = {}
    keyed, stated = (rows[list(names)].itertuples(index=False, name=None) for names in (keys, STATED))
    for key, row in zip(keyed, stated, strict=True):
        groups.setdefault(key, []).append(row)
    known = {key: held for key, held in groups.items() if not any(pd.isna(part) for part in key)}
    lines = [(*key, *found) for key in sorted(known) if (found := _apart(known[key]))]
    table = pd.DataFrame(lines, columns=[*keys, *SPREAD])
    table = table.astype({"period_end": rows["period_end"].dtype, "newest": rows["as_of"].dtype})
    table["difference"] = table["highest"] / table["lowest"] - 1
    return table


def _apart(stated: list[tuple[Any, ...]]) -> tuple[Any, ...]:
    """SPREAD of statements (STATED) on one series and date; empty where none has both ends."""
    closed = [row for row in stated if pd.notna(row[0]) and pd.notna(row[1])]
    if not closed:
        return ()
    lows, highs, middles, sources, dates = zip(*closed, strict=True)
    return (
        len(closed),
        len({source for source in sources if pd.notna(source)}),
        len(stated) - len(closed),
        min(lows),
        max(highs),
        statistics.median(middles),
        max((day for day in dates if pd.notna(day)), default=pd.NaT),
    )


def precision_of(rows: pd.DataFrame, level: Mapping[Any, Any]) -> str:
    """How exact the date of one level of `spread` is, as most of its statements give it."""
    same = (rows[SERIES] == [level[column] for column in SERIES]).all(axis=1)
    said = rows[same & (rows["period_end"] == level["period_end"])]["period_precision"].mode()
    return "year_end" if level["period_end"].month == 12 else str(said.iloc[0])


def indexed(rows: pd.DataFrame, base_year: int) -> pd.DataFrame:
    """The rows with values as an index, 100 = the series' own level at the end of the base year.

    The base (column ``base``, in the unit of the series) is the median of the midpoints
    stated for that date. Series without such a statement are left out.
    """
    at_base = rows[rows["period_end"] == pd.Timestamp(base_year, 12, 31)]
    base = at_base.groupby(SERIES)["midpoint"].median().rename("base").dropna().reset_index()
    joined = rows.merge(base, on=SERIES, how="inner")
    for column in ("value_low", "value_high", "midpoint"):
        joined[column] = joined[column] / joined["base"] * 100
    return joined


def revisions(rows: pd.DataFrame, years: Collection[int]) -> pd.DataFrame:
    """How the figure for the end of some years moved with the date of the statement.

    Takes statements on one series; ValueError for more than one. Adds ``stated_first`` and
    ``stated_last``, the days between which the statement was made. Undated ones are left out.
    """
    if len(rows[SERIES].drop_duplicates()) > 1:
        raise ValueError("revisions compare statements on one series only")
    ends = [pd.Timestamp(year, 12, 31) for year in years]
    chosen = rows[rows["period_end"].isin(ends) & rows["as_of"].notna()]
    stated = spans(chosen, "as_of", "as_of_precision")
    chosen = chosen.assign(stated_first=stated["first"], stated_last=stated["last"])
    return chosen.sort_values(["period_end", "stated_first", "stated_last", "row_id"], ignore_index=True)
