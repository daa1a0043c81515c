"""Lighthouse factories by province or country: counts, shares, classes of the map, its main finding."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from atlas import places

#: what a map can show, in the order of its list
SHADES = ("sites", "new", "change", "per_trillion_gdp", "grid_factor", "cluster")
#: those of them that need a statistic of China's provinces, or its city clusters
CHINA_ONLY = ("per_trillion_gdp", "grid_factor", "cluster")
#: per shade the lowest value of classes 2 to 5; the same for every cohort, so that the map can play
CLASS_FROM: dict[str, tuple[float, float, float, float]] = {
    "sites": (1, 3, 6, 11),
    "new": (1, 2, 3, 5),
    "change": (1, 2, 4, 7),
    "per_trillion_gdp": (0.001, 0.5, 1.0, 1.5),
    "grid_factor": (0.2, 0.4, 0.5, 0.6),
    "cluster": (1, 3, 6, 11),
}
#: digits that a shade's values are shown with
DIGITS = {"sites": 0, "new": 0, "change": 0, "per_trillion_gdp": 2, "grid_factor": 3, "cluster": 0}
#: the statistics give GDP in 100 million; the shade is per trillion
HUNDRED_MILLION_PER_TRILLION = 10_000


class Finding(NamedTuple):
    """What a headline says: a code for the sentence and the values that fill it."""

    code: str
    values: dict[str, Any]


def by_area(
    selection: pd.DataFrame,
    areas: pd.DataFrame,
    context: pd.DataFrame,
    shade: str = "sites",
    scope: str = "mainland",
    cohort: str | None = None,
    since: str | None = None,
) -> pd.DataFrame:
    """All units of a map and its ranking, in the order of `areas` (``area``: province or country code).

    Out: the columns of `areas`, ``sites``, ``new`` (first awarded in `cohort`; None: the last one of
    the selection), ``change`` (first awarded after cohort `since`; None: all), ``value`` (of `shade`),
    ``year`` (of the statistic used), ``missing`` (empty, ``outside_scope`` or ``no_statistic``),
    ``shade_class`` (0 without a figure, else 1 to 5 by `CLASS_FROM`) and ``rank`` (1 is the highest
    value; equal values share it). KeyError for an unknown shade or scope.
    """
    last = cohort if cohort is not None else selection["cohort"].max()
    code = areas["area"]
    where = pd.Index(code).get_indexer(pd.Index(selection[area_column(scope)]))
    joined = selection["cohort"].to_numpy(dtype=object)
    counted = {
        "sites": _at(where, len(code)),
        "new": _at(where[joined == last], len(code)),
        "change": _at(where[joined > (since or "")], len(code)),
    }
    value, year = _shade_values(code, counted, context, shade)
    outside = outside_scope(code, scope)
    value = np.where(outside, np.nan, value)
    return areas.assign(
        **counted,
        value=value,
        year=year,
        missing=np.where(outside, "outside_scope", np.where(np.isnan(value), "no_statistic", "")),
        shade_class=shade_class(value, shade),
        rank=pd.Series(value, code.index).rank(method="min", ascending=False).astype("Int64"),
    )


def area_column(scope: str) -> str:
    """The column of a site that says in which unit of a scope's map it stands."""
    return "country" if scope == "world" else "province_code"


def outside_scope(code: pd.Series, scope: str) -> npt.NDArray[np.bool_]:
    """Which units a scope leaves out; KeyError for an unknown scope."""
    if scope == "world" or len(places.SCOPES[scope]) > 1:
        return np.zeros(len(code), dtype=bool)
    return code.isin(places.OUTSIDE_MAINLAND).to_numpy()


def _at(where: npt.NDArray[np.integer], units: int) -> npt.NDArray[np.int64]:
    """How often each unit occurs; -1 is none of them."""
    return np.bincount(where[where >= 0], minlength=units)


def _shade_values(
    code: pd.Series, counted: dict[str, npt.NDArray[np.int64]], context: pd.DataFrame, shade: str
) -> tuple[npt.NDArray[np.float64], pd.Series]:
    """Value of each unit, and the year of the statistic used."""
    if shade in ("sites", "new", "change", "cluster"):
        none = pd.Series(pd.NA, index=code.index, dtype="Int64")
        return counted[shade if shade != "cluster" else "sites"].astype("float64"), none
    indicator = {"per_trillion_gdp": "gdp", "grid_factor": "grid_factor"}[shade]
    figures = latest(context, indicator).set_index("province_code")
    figure = code.map(figures["value"]).to_numpy("float64")
    year = code.map(figures["year"]).astype("Int64")
    if shade == "grid_factor":
        return figure, year
    return counted["sites"] / (figure / HUNDRED_MILLION_PER_TRILLION), year


def latest(context: pd.DataFrame, indicator: str) -> pd.DataFrame:
    """Rows of `context` of the last year that has `indicator`."""
    rows = context[context["indicator"] == indicator]
    last: pd.DataFrame = rows[rows["year"] == rows["year"].max()]
    return last


def shade_class(values: npt.NDArray[np.float64], shade: str) -> npt.NDArray[np.int64]:
    """Class of each value: 1 to 5 by `CLASS_FROM`, 0 where there is no figure."""
    found = np.searchsorted(CLASS_FROM[shade], values, side="right") + 1
    return np.where(np.isnan(values), 0, found)


def cluster_of(places_of: pd.DataFrame, clusters: pd.DataFrame) -> list[str | None]:
    """City cluster of each row with ``province_code`` and ``prefecture_code``; None outside all five."""
    by_code = dict(zip(clusters["area_code"], clusters["cluster"], strict=True))
    codes = zip(places_of["prefecture_code"].tolist(), places_of["province_code"].tolist(), strict=True)
    return [by_code.get(prefecture) or by_code.get(province) for prefecture, province in codes]


def by_cluster(selection: pd.DataFrame, clusters: pd.DataFrame) -> pd.DataFrame:
    """Sites of each city cluster, most first: ``cluster``, ``sites``."""
    found = pd.Series(cluster_of(selection, clusters), dtype=object)
    counts = {cluster: int((found == cluster).sum()) for cluster in clusters["cluster"].unique()}
    rows = pd.DataFrame({"cluster": list(counts), "sites": list(counts.values())})
    return rows.sort_values("sites", ascending=False, kind="stable", ignore_index=True)


def finding(units: pd.DataFrame, shade: str, cohort: str, since: str | None = None) -> Finding:
    """The main finding of a map, from `by_area`'s rows.

    Codes: ``no_sites``; ``sites``, ``new`` and ``change`` (values: total, places, top, top_value,
    cohort, since); ``per_trillion_gdp`` and ``grid_factor`` (top, top_value, low, low_value). ``top``
    and ``low`` are area codes; the lower code wins a tie, ``ties`` counts the units that share the top.
    """
    figures = zip(units["value"].tolist(), units["area"].tolist(), strict=True)
    shown = [(value, code) for value, code in figures if value == value]
    above_zero = sum(value > 0 for value, _code in shown)
    if shade != "grid_factor" and not above_zero:
        return Finding("no_sites", {"cohort": cohort, "since": since})
    low, top = min(shown), min(shown, key=lambda figure: (-figure[0], figure[1]))
    counted = shade if shade in ("new", "change") else "sites"
    values = {
        "top": top[1],
        "top_value": top[0],
        "ties": sum(value == top[0] for value, _code in shown),
        "low": low[1],
        "low_value": low[0],
        "total": int(units.loc[units["value"].notna(), counted].sum()),
        "places": above_zero,
        "cohort": cohort,
        "since": since,
    }
    return Finding(shade, values)
