"""Lighthouse factories: which sites a reader selects, and what the map and its lists show.

A site joins the network with its first award; a later award of the same site adds nothing
to any count. All functions take the tables of ``data/`` as `atlas.tables` loads them.
Counts set beside the announcements and the article are in `atlas.lighthouse_counts`.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from atlas import places
from atlas.language import columns_of

SHADES = ("sites", "new", "per_trillion_gdp", "grid_factor")
#: per shade the lowest value of classes 2 to 5; the same for every cohort, so that the map can play
CLASS_FROM: dict[str, tuple[float, float, float, float]] = {
    "sites": (1, 3, 6, 11),
    "new": (1, 2, 3, 5),
    "per_trillion_gdp": (0.001, 0.5, 1.0, 1.5),
    "grid_factor": (0.2, 0.4, 0.5, 0.6),
}
#: digits that a shade's values are shown with
DIGITS = {"sites": 0, "new": 0, "per_trillion_gdp": 2, "grid_factor": 3}
#: the statistics give GDP in 100 million; the shade is per trillion
HUNDRED_MILLION_PER_TRILLION = 10_000
#: columns of a site that its city has too, and those whose values are listed for each city
OF_CITY = (*columns_of("city"), "province_code", "country", "lat", "lon")
OF_SITE = {
    "site_id": "site_ids",
    **dict(zip(columns_of("company"), columns_of("companies"), strict=True)),
    "industry": "industries",
}


class Finding(NamedTuple):
    """What a headline says: a code for the sentence and the values that fill it."""

    code: str
    values: dict[str, Any]


def map_cohorts(cohorts: pd.DataFrame) -> list[str]:
    """Cohorts (``YYYY-MM``, oldest first) whose count in China was announced; the map stops there."""
    return sorted(cohorts.loc[cohorts["china_added"].notna(), "cohort"])


def members(sites: pd.DataFrame, designations: pd.DataFrame, up_to: str | None = None) -> pd.DataFrame:
    """All sites that were members by cohort `up_to` (``YYYY-MM``; None: today), oldest first.

    Out: the columns of `sites`, ``cohort`` (of the first award) and ``awards`` (number up to then).
    """
    awards = designations if up_to is None else designations[designations["cohort"] <= up_to]
    first = awards[awards["is_first"].astype(bool)].set_index("site_id")["cohort"]
    held = sites[sites["site_id"].isin(first.index)]
    site, counts = held["site_id"], awards["site_id"].value_counts()
    joined = held.assign(cohort=site.map(first), awards=site.map(counts).astype("int64"))
    return joined.sort_values(["cohort", "site_id"], ignore_index=True)


def select(
    sites: pd.DataFrame,
    designations: pd.DataFrame,
    scope: str = "mainland",
    *,
    cohort_up_to: str | None = None,
    **filters: str | None,
) -> pd.DataFrame:
    """The sites of a selection, one row each: all `members` by a cohort, narrowed by the filters of `narrow`."""
    every = members(sites, designations, cohort_up_to)
    return narrow(every, designations, scope, cohort_up_to=cohort_up_to, **filters)


def narrow(
    every: pd.DataFrame,
    designations: pd.DataFrame,
    scope: str = "mainland",
    industry: str | None = None,
    designation: str | None = None,
    cohort_up_to: str | None = None,
    owner: str | None = None,
) -> pd.DataFrame:
    """The members of a selection, with the columns and in the order of `members`.

    `scope`: a key of `places.SCOPES`, or ``world``. `designation`: the site has that award by
    `cohort_up_to`, as its first or as a later one. `owner`: chinese, taiwan or foreign. KeyError
    for an unknown scope; other codes that no site has give an empty selection.
    """
    kept = np.ones(len(every), dtype=bool)
    if scope != "world":
        kept &= every["country"].isin(places.SCOPES[scope]).to_numpy()
    for column, wanted in (("industry", industry), ("owner", owner)):
        if wanted is not None:
            kept &= (every[column] == wanted).to_numpy()
    if designation is not None:
        held = designations[designations["designation"] == designation]
        if cohort_up_to is not None:
            held = held[held["cohort"] <= cohort_up_to]
        kept &= every["site_id"].isin(held["site_id"]).to_numpy()
    return every[kept].reset_index(drop=True)


def by_province(
    selection: pd.DataFrame,
    provinces: pd.DataFrame,
    context: pd.DataFrame,
    shade: str = "sites",
    scope: str = "mainland",
    cohort: str | None = None,
) -> pd.DataFrame:
    """All 34 units for the map and the ranking, in the order of `provinces`.

    Out: the columns of `provinces`, ``sites``, ``new`` (first awarded in `cohort`; None: the last
    cohort of the selection), ``value`` (of `shade`: sites, new, sites per trillion CNY, or
    kg CO2/kWh), ``year`` (of the statistic used), ``missing`` (empty, ``outside_scope`` or
    ``no_statistic``), ``shade_class`` (0 without a figure, else 1 to 5 by `CLASS_FROM`) and ``rank``
    (1 is the highest value; equal values share it). KeyError for an unknown shade or scope.
    """
    last = cohort if cohort is not None else selection["cohort"].max()
    code = provinces["province_code"]
    where = pd.Index(code).get_indexer(pd.Index(selection["province_code"]))
    fresh = (selection["cohort"] == last).to_numpy()
    sites, new = _at(where, len(code)), _at(where[fresh], len(code))
    value, year = _shade_values(code, sites, new, context, shade)
    outside = ~code.isin(places.in_scope(provinces, scope)["province_code"]).to_numpy()
    value = np.where(outside, np.nan, value)
    return provinces.assign(
        sites=sites,
        new=new,
        value=value,
        year=year,
        missing=np.where(outside, "outside_scope", np.where(np.isnan(value), "no_statistic", "")),
        shade_class=shade_class(value, shade),
        rank=pd.Series(value, code.index).rank(method="min", ascending=False).astype("Int64"),
    )


def _at(where: npt.NDArray[np.integer], units: int) -> npt.NDArray[np.int64]:
    """How often each unit occurs; -1 is none of them."""
    return np.bincount(where[where >= 0], minlength=units)


def _shade_values(
    code: pd.Series,
    sites: npt.NDArray[np.int64],
    new: npt.NDArray[np.int64],
    context: pd.DataFrame,
    shade: str,
) -> tuple[npt.NDArray[np.float64], pd.Series]:
    """Value of each unit, and the year of the statistic used."""
    if shade in ("sites", "new"):
        none = pd.Series(pd.NA, index=code.index, dtype="Int64")
        return (sites if shade == "sites" else new).astype("float64"), none
    indicator = {"per_trillion_gdp": "gdp", "grid_factor": "grid_factor"}[shade]
    figures = latest(context, indicator).set_index("province_code")
    figure = code.map(figures["value"]).to_numpy("float64")
    year = code.map(figures["year"]).astype("Int64")
    return figure if shade == "grid_factor" else sites / (figure / HUNDRED_MILLION_PER_TRILLION), year


def latest(context: pd.DataFrame, indicator: str) -> pd.DataFrame:
    """Rows of `context` of the last year that has `indicator`."""
    rows = context[context["indicator"] == indicator]
    last: pd.DataFrame = rows[rows["year"] == rows["year"].max()]
    return last


def shade_class(values: npt.NDArray[np.float64], shade: str) -> npt.NDArray[np.int64]:
    """Class of each value: 1 to 5 by `CLASS_FROM`, 0 where there is no figure."""
    found = np.searchsorted(CLASS_FROM[shade], values, side="right") + 1
    return np.where(np.isnan(values), 0, found)


def by_city(selection: pd.DataFrame) -> pd.DataFrame:
    """The selection's cities, most sites first; sites without coordinates are left out.

    Out: ``city_en/_zh_hant/_zh_hans``, ``province_code``, ``country``, ``lat``, ``lon``, ``sites``,
    and as tuples in one order ``site_ids``, ``companies_en/_zh_hant/_zh_hans``, ``industries``.
    """
    located = selection[selection["lat"].notna()]
    of = {name: located[name].tolist() for name in (*OF_CITY, *OF_SITE)}
    spots: dict[tuple[Any, ...], list[int]] = {}
    for spot, city in enumerate(zip(of["city_en"], of["country"], of["lat"], of["lon"], strict=True)):
        spots.setdefault(city, []).append(spot)
    cities = sorted(spots.values(), key=lambda held: (-len(held), of["city_en"][held[0]]))
    return pd.DataFrame(
        {name: [of[name][held[0]] for held in cities] for name in OF_CITY}
        | {"sites": [len(held) for held in cities]}
        | {
            name: [tuple(of[column][spot] for spot in held) for held in cities]
            for column, name in OF_SITE.items()
        }
    )


def site_cards(selection: pd.DataFrame, designations: pd.DataFrame, results: pd.DataFrame) -> pd.DataFrame:
    """The selection with what a card shows, in its order.

    Out: the columns of `selection`, ``held`` (tuple of records: designation, cohort, is_first,
    basis, source_id; oldest first) and ``results`` (tuple of records of ``lighthouse_metrics``).
    """
    cards = selection.copy()
    award_columns = ["designation", "cohort", "is_first", "basis", "source_id"]
    cards["held"] = _records(cards, designations.sort_values("cohort", kind="stable"), award_columns)
    columns = [column for column in results.columns if column != "site_id"]
    cards["results"] = _records(cards, results, columns)
    return cards


def _records(cards: pd.DataFrame, rows: pd.DataFrame, columns: list[str]) -> pd.Series:
    found: dict[str, list[dict[Any, Any]]] = {site: [] for site in cards["site_id"]}
    wanted = rows.loc[rows["site_id"].isin(list(found)), ["site_id", *columns]]
    for row in wanted.to_dict("records"):
        found[row.pop("site_id")].append(row)
    return pd.Series([tuple(found[site]) for site in cards["site_id"]], index=cards.index, dtype=object)


def finding(units: pd.DataFrame, shade: str, cohort: str) -> Finding:
    """The main finding of a map, from `by_province`'s rows.

    Codes: ``no_sites``; ``sites`` and ``new`` (values: total, places, top, top_value, cohort);
    ``per_trillion_gdp`` and ``grid_factor`` (top, top_value, low, low_value). ``top`` and ``low`` are
    province codes; the lower code wins a tie, ``ties`` counts the units that share the top.
    """
    figures = zip(units["value"].tolist(), units["province_code"].tolist(), strict=True)
    shown = [(value, code) for value, code in figures if value == value]
    above_zero = sum(value > 0 for value, _code in shown)
    if shade != "grid_factor" and not above_zero:
        return Finding("no_sites", {"cohort": cohort})
    low, top = min(shown), min(shown, key=lambda figure: (-figure[0], figure[1]))
    values = {
        "top": top[1],
        "top_value": top[0],
        "ties": sum(value == top[0] for value, _code in shown),
        "low": low[1],
        "low_value": low[0],
        "total": int(units.loc[units["value"].notna(), "new" if shade == "new" else "sites"].sum()),
        "places": above_zero,
        "cohort": cohort,
    }
    return Finding(shade, values)


def spread(
    selection: pd.DataFrame,
    units: pd.DataFrame,
    cities: pd.DataFrame,
    context: pd.DataFrame,
    shade: str,
    cohorts: list[str],
) -> pd.DataFrame:
    """How the map of a selection filled up: one row a cohort, oldest first.

    In: the rows of `by_province` and `by_city` for the same selection. Out: ``cohort``,
    ``total`` (sites so far), ``classes`` (`shade_class` of each unit, in the order of
    `units`), ``city_sites`` (sites so far in each city, in the order of `cities`).
    """
    time, unit = pd.Index(cohorts), pd.Index(units["province_code"])
    when = time.get_indexer(pd.Index(selection["cohort"]))
    where = unit.get_indexer(pd.Index(selection["province_code"]))
    counts = _counts(where, when, (len(unit), len(time)))
    values = (counts if shade == "new" else counts.cumsum(axis=1)).astype("float64")
    if shade == "grid_factor":
        values[:] = units[["value"]].to_numpy("float64")
    elif shade == "per_trillion_gdp":
        gdp = latest(context, "gdp").set_index("province_code")["value"].reindex(unit)
        values /= gdp.to_numpy("float64")[:, None] / HUNDRED_MILLION_PER_TRILLION
    values[(units["missing"] == "outside_scope").to_numpy()] = np.nan
    classes = shade_class(values, shade)
    place_of = {site: place for place, sites in enumerate(cities["site_ids"]) for site in sites}
    where = np.array([place_of.get(site, -1) for site in selection["site_id"]], dtype="int64")
    by_place = _counts(where, when, (len(cities), len(time))).cumsum(axis=1)
    return pd.DataFrame(
        {
            "cohort": cohorts,
            "total": np.bincount(when[when >= 0], minlength=len(time)).cumsum(),
            "classes": classes.T.tolist(),
            "city_sites": by_place.T.tolist(),
        }
    )


def _counts(
    rows: npt.NDArray[np.integer], columns: npt.NDArray[np.integer], shape: tuple[int, int]
) -> npt.NDArray[np.int64]:
    """How often each row and column meet; -1 is nowhere."""
    table = np.zeros(shape, dtype="int64")
    known = (rows >= 0) & (columns >= 0)
    np.add.at(table, (rows[known], columns[known]), 1)
    return table
