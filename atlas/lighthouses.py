"""Lighthouse factories: which sites a reader selects, and what the map and its lists show.

A site joins the network with its first award; a later award of the same site adds nothing
to any count. All functions take the tables of ``data/`` as `atlas.tables` loads them.
Counts set beside the announcements and the article are in `atlas.lighthouse_counts`.
"""

from __future__ import annotations

import unicodedata
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from atlas import places

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
OF_CITY = ("city_en", "city_zh_hant", "city_zh_hans", "province_code", "country", "lat", "lon")
OF_SITE = {
    "site_id": "site_ids",
    "company_en": "companies_en",
    "company_zh_hant": "companies_zh_hant",
    "company_zh_hans": "companies_zh_hans",
    "industry": "industries",
}
SEARCHED = ("company", "site", "city")


class Finding(NamedTuple):
    """What a headline says: a code for the sentence and the values that fill it."""

    code: str
    values: dict[str, Any]


def map_cohorts(cohorts: pd.DataFrame) -> list[str]:
    """Cohorts (``YYYY-MM``, oldest first) whose count in China was announced; the map stops there."""
    return sorted(cohorts.loc[cohorts["china_added"].notna(), "cohort"])


def members(sites: pd.DataFrame, designations: pd.DataFrame, up_to: str | None = None) -> pd.DataFrame:
    """All sites that were members by cohort `up_to` (``YYYY-MM``; None: today).

    Out: the columns of `sites`, ``cohort`` (of the first award) and ``awards`` (number up to then).
    """
    awards = designations if up_to is None else designations[designations["cohort"] <= up_to]
    first = awards[awards["is_first"].astype(bool)].set_index("site_id")["cohort"]
    held = sites[sites["site_id"].isin(first.index)].reset_index(drop=True)
    site, counts = held["site_id"], awards["site_id"].value_counts()
    return held.assign(cohort=site.map(first), awards=site.map(counts).astype("int64"))


def select(
    sites: pd.DataFrame,
    designations: pd.DataFrame,
    scope: str = "mainland",
    industry: str | None = None,
    designation: str | None = None,
    cohort_up_to: str | None = None,
    owner: str | None = None,
) -> pd.DataFrame:
    """The sites of a selection, one row each, with the columns of `members`.

    `scope`: a key of `places.SCOPES`, or ``world``. `designation`: the site has that award by
    `cohort_up_to`, as its first or as a later one. `owner`: chinese, taiwan or foreign. KeyError
    for an unknown scope; other codes that no site has give an empty selection.
    """
    chosen = members(sites, designations, cohort_up_to)
    if scope != "world":
        chosen = chosen[chosen["country"].isin(places.SCOPES[scope])]
    for column, wanted in (("industry", industry), ("owner", owner)):
        if wanted is not None:
            chosen = chosen[chosen[column] == wanted]
    if designation is not None:
        held = designations[designations["designation"] == designation]
        if cohort_up_to is not None:
            held = held[held["cohort"] <= cohort_up_to]
        chosen = chosen[chosen["site_id"].isin(held["site_id"])]
    return chosen.sort_values(["cohort", "site_id"], ignore_index=True)


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
    units = provinces.copy()
    code = units["province_code"]
    units["sites"] = code.map(selection["province_code"].value_counts()).fillna(0).astype(int)
    fresh = selection.loc[selection["cohort"] == last, "province_code"].value_counts()
    units["new"] = code.map(fresh).fillna(0).astype(int)
    units["value"], units["year"] = _shade_values(units, context, shade)
    outside = ~code.isin(places.in_scope(provinces, scope)["province_code"])
    units["value"] = units["value"].mask(outside)
    units["missing"] = ""
    units.loc[units["value"].isna(), "missing"] = "no_statistic"
    units.loc[outside, "missing"] = "outside_scope"
    units["shade_class"] = shade_class(units["value"], shade)
    units["rank"] = units["value"].rank(method="min", ascending=False).astype("Int64")
    return units


def _shade_values(units: pd.DataFrame, context: pd.DataFrame, shade: str) -> tuple[pd.Series, pd.Series]:
    none = pd.Series(pd.NA, index=units.index, dtype="Int64")
    if shade in ("sites", "new"):
        return units[shade].astype(float), none
    indicator = {"per_trillion_gdp": "gdp", "grid_factor": "grid_factor"}[shade]
    figures = latest(context, indicator).set_index("province_code")
    figure = units["province_code"].map(figures["value"]).astype(float)
    year = units["province_code"].map(figures["year"]).astype("Int64")
    if shade == "grid_factor":
        return figure, year
    return units["sites"] / (figure / HUNDRED_MILLION_PER_TRILLION), year


def latest(context: pd.DataFrame, indicator: str) -> pd.DataFrame:
    """Rows of `context` of the last year that has `indicator`."""
    rows = context[context["indicator"] == indicator]
    last: pd.DataFrame = rows[rows["year"] == rows["year"].max()]
    return last


def shade_class(values: pd.Series, shade: str) -> pd.Series:
    """Class of each value: 1 to 5 by `CLASS_FROM`, 0 where there is no figure."""
    return pd.Series(_classes(values.to_numpy("float64"), shade), index=values.index)


def _classes(values: npt.NDArray[np.float64], shade: str) -> npt.NDArray[np.int64]:
    found = np.searchsorted(CLASS_FROM[shade], values, side="right") + 1
    return np.where(np.isnan(values), 0, found)


def by_city(selection: pd.DataFrame) -> pd.DataFrame:
    """The selection's cities, most sites first; sites without coordinates are left out.

    Out: ``city_en/_zh_hant/_zh_hans``, ``province_code``, ``country``, ``lat``, ``lon``, ``sites``,
    and as tuples in one order ``site_ids``, ``companies_en/_zh_hant/_zh_hans``, ``industries``.
    """
    located = selection.loc[selection["lat"].notna(), [*OF_CITY, *OF_SITE]]
    cities: dict[tuple[Any, ...], list[dict[Any, Any]]] = {}
    for site in located.to_dict("records"):
        cities.setdefault(tuple(site[name] for name in ("city_en", "country", "lat", "lon")), []).append(site)
    rows = [
        {name: sites[0][name] for name in OF_CITY}
        | {"sites": len(sites)}
        | {name: tuple(site[column] for site in sites) for column, name in OF_SITE.items()}
        for sites in cities.values()
    ]
    rows.sort(key=lambda row: (-row["sites"], row["city_en"]))
    return pd.DataFrame(rows, columns=[*OF_CITY, "sites", *OF_SITE.values()])


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
    wanted = rows[rows["site_id"].isin(cards["site_id"])]
    found = {site: tuple(part[columns].to_dict("records")) for site, part in wanted.groupby("site_id")}
    return pd.Series([found.get(site, ()) for site in cards["site_id"]], index=cards.index, dtype=object)


def search(sites: pd.DataFrame, words: str) -> pd.DataFrame:
    """Sites whose company, group, plant or city contains `words`, in any of the three languages.

    Case and accents do not count. Empty words find nothing.
    """
    wanted = _plain(words)
    columns = [f"{stem}_{end}" for stem in SEARCHED for end in ("en", "zh_hant", "zh_hans")] + ["parent"]
    text = sites[columns].fillna("").agg(" ".join, axis=1).map(_plain)
    return sites[text.str.contains(wanted, regex=False)] if wanted else sites.iloc[0:0]


def _plain(words: str) -> str:
    apart = unicodedata.normalize("NFKD", words.strip()).casefold()
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def finding(units: pd.DataFrame, shade: str, cohort: str) -> Finding:
    """The main finding of a map, from `by_province`'s rows.

    Codes: ``no_sites``; ``sites`` and ``new`` (values: total, places, top, top_value, cohort);
    ``per_trillion_gdp`` and ``grid_factor`` (top, top_value, low, low_value). ``top`` and ``low`` are
    province codes; the lower code wins a tie, ``ties`` counts the units that share the top.
    """
    shown = units[units["value"].notna()]
    if shade != "grid_factor" and not (shown["value"] > 0).any():
        return Finding("no_sites", {"cohort": cohort})
    order = shown.sort_values(["value", "province_code"], ascending=[False, True])
    top, low = order.iloc[0], order.iloc[-1]
    values = {
        "top": top["province_code"],
        "top_value": float(top["value"]),
        "ties": int((shown["value"] == top["value"]).sum()),
        "low": low["province_code"],
        "low_value": float(low["value"]),
        "total": int(shown["value"].sum()) if shade in ("sites", "new") else int(shown["sites"].sum()),
        "places": int((shown["value"] > 0).sum()),
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
    classes = _classes(values, shade)
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
