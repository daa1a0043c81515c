"""What the lighthouse page shows for one selection, worked out once for all sessions."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, NamedTuple

import pandas as pd

from atlas import places, terms
from atlas.app import cache
from atlas.app.cache import cached
from atlas.charts.bars import ranked_bars
from atlas.charts.theme import Drawing
from atlas.language import Language
from atlas.lighthouses import areas, counts, text
from atlas.lighthouses import sites as lighthouses_sites
from atlas.lighthouses.map_chart import Marks, lighthouse_map, shade_names


class Filters(NamedTuple):
    """Which sites: scope, industry, designation, owner, group, last cohort, and the one to count from."""

    scope: str
    industry: str | None
    designation: str | None
    owner: str | None
    company: str | None
    cohort: str
    since: str | None

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Filters:
        """The filters that an address asks for; ``since`` is its parameter ``from``."""
        return cls(*(values["from" if name == "since" else name] for name in cls._fields))

    @property
    def narrowed(self) -> bool:
        """Whether some plants of the scope are left out."""
        return any((self.industry, self.designation, self.owner, self.company))

    @property
    def world(self) -> bool:
        """Whether countries are shown, and not China's provinces."""
        return self.scope == "world"


def measure(chosen: Filters, shade: str) -> str:
    """The measure that a scope can show: the world has no statistic of provinces."""
    return "sites" if chosen.world and shade in areas.CHINA_ONLY else shade


@cached
def members(cohort: str) -> pd.DataFrame:
    """All sites that were members by a cohort."""
    return lighthouses_sites.members(
        cache.table("lighthouses"), cache.table("lighthouse_designations"), cohort
    )


@cached
def selection(chosen: Filters) -> pd.DataFrame:
    """The sites of a selection up to its last cohort."""
    return lighthouses_sites.narrow(
        members(chosen.cohort),
        cache.table("lighthouse_designations"),
        chosen.scope,
        chosen.industry,
        chosen.designation,
        chosen.cohort,
        chosen.owner,
        chosen.company,
    )


@cached
def drawn(chosen: Filters, shade: str) -> pd.DataFrame:
    """The sites that the measure counts: those the map draws."""
    return lighthouses_sites.drawn(selection(chosen), shade, chosen.cohort, chosen.since)


@cached
def _areas(world: bool) -> pd.DataFrame:
    """Units of a map with their code as ``area``."""
    if world:
        return pd.DataFrame({"area": places.countries(), "region": "other"})
    provinces = cache.table("provinces")
    return provinces.assign(area=provinces["province_code"])


@cached
def area_names(world: bool, lang: Language) -> dict[str, str]:
    """Name of each province, or of each country, by its code."""
    if not world:
        rows = cache.table("provinces")
        return dict(zip(rows["province_code"], lang.pick_all(rows, "name"), strict=True))
    rows = cache.table("cbam_countries")
    every = dict(zip(rows["country"], lang.pick_all(rows, "name"), strict=True)) | terms.names(
        "country", lang
    )
    return {code: every[code] for code in places.countries()}


@cached
def units(chosen: Filters, shade: str, lang: Language) -> pd.DataFrame:
    """The map's units for a selection, with their names."""
    rows = areas.by_area(
        selection(chosen),
        _areas(chosen.world),
        cache.table("province_context"),
        shade,
        chosen.scope,
        chosen.cohort,
        chosen.since,
    )
    return rows.assign(name=rows["area"].map(area_names(chosen.world, lang)))


@cached
def area_map(chosen: Filters, shade: str, marks: Marks, lang: Language) -> Drawing:
    """The map of a selection: the areas by measure, and a circle for each city whose sites it counts."""
    cities = lighthouses_sites.by_city(drawn(chosen, shade))
    names = None
    if shade == "cluster":
        cities["cluster"] = areas.cluster_of(cities, cache.table("city_clusters"))
        names = terms.names("city_cluster", lang)
    rows = units(chosen, shade, lang)
    return lighthouse_map(rows, cities, shade, lang, world=chosen.world, marks=marks, clusters=names)


@cached
def ranking(chosen: Filters, shade: str, lang: Language) -> pd.DataFrame:
    """Areas with a value above zero, highest first: ``province``, ``region``, ``sites``, ``value``."""
    if shade == "cluster":
        rows = clusters(chosen, lang)
        shown = {"province": rows["name"], "region": "", "sites": rows["sites"], "value": rows["sites"]}
        return pd.DataFrame(shown)
    rows = units(chosen, shade, lang)
    rows = rows[rows["value"] > 0].sort_values(["value", "area"], ascending=[False, True])
    regions = terms.names("region", lang)
    return pd.DataFrame(
        {
            "province": rows["name"].tolist(),
            "region": ["" if chosen.world else regions[region] for region in rows["region"]],
            "sites": rows["sites"].tolist(),
            "value": rows["value"].tolist(),
        }
    )


@cached
def clusters(chosen: Filters, lang: Language) -> pd.DataFrame:
    """Sites of each city cluster, named, most first."""
    rows = areas.by_cluster(selection(chosen), cache.table("city_clusters"))
    return rows.assign(name=rows["cluster"].map(terms.names("city_cluster", lang)))


@cached
def ranking_bars(chosen: Filters, shade: str, lang: Language, limit: int) -> Drawing:
    """The highest areas as bars, at most ``limit``."""
    rows = ranking(chosen, shade, lang).head(limit)
    texts = [lang.number(value, areas.DIGITS[shade]) for value in rows["value"]]
    drawn_rows = rows.rename(columns={"province": "label"}).assign(text=texts)
    drawn_rows["hover"] = [f"{label}: {value}" for label, value in zip(rows["province"], texts, strict=True)]
    first = (
        f"{rows['province'].iloc[0]}: {texts[0]}" if len(rows) else lang.text("No plant in this selection.")
    )
    return Drawing(ranked_bars(drawn_rows), first)


@cached
def finding(chosen: Filters, shade: str, lang: Language) -> str:
    """The headline of the map."""
    if shade == "cluster" and len(selection(chosen)):
        return text.clusters(clusters(chosen, lang), len(selection(chosen)), lang)
    found = areas.finding(units(chosen, shade, lang), shade, chosen.cohort, chosen.since)
    return text.finding(found, area_names(chosen.world, lang), chosen.world, lang)


@cached
def figures_of(chosen: Filters, shade: str) -> dict[str, float]:
    """Key figures: sites drawn and selected, share of foreign groups, official total and what it lacks."""
    totals = cohort_totals("world" if chosen.world else "greater").set_index("cohort").loc[chosen.cohort]
    return {
        "drawn": float(len(drawn(chosen, shade))),
        "sites": float(len(selection(chosen))),
        "provinces": float(selection(chosen)[areas.area_column(chosen.scope)].nunique()),
        "foreign": counts.ownership(selection(chosen))["foreign"],
        # what is announced counts all plants, not those of an industry or a company
        "announced": _number(None if chosen.narrowed else totals["announced_total"]),
        "missing": _number(None if chosen.narrowed else totals["missing_total"]),
        "published": 0.0 if math.isnan(_number(totals["announced_total"])) else 1.0,
    }


def _number(value: Any) -> float:
    return float("nan") if pd.isna(value) else float(value)


@cached
def cohort_totals(scope: str) -> pd.DataFrame:
    """Announced against listed sites of a scope, one row a cohort."""
    sites, designations = cache.table("lighthouses"), cache.table("lighthouse_designations")
    return counts.cohort_totals(sites, designations, cache.table("lighthouse_cohorts"), scope)


@cached
def figures_line(chosen: Filters, shade: str, lang: Language) -> str:
    """The key figures as one line."""
    return text.figures(figures_of(chosen, shade), shade, chosen.world, lang)


@cached
def map_title(chosen: Filters, shade: str, lang: Language) -> str:
    """What the map shows, with its time."""
    return text.map_title(shade_names(lang)[shade], shade, chosen.cohort, chosen.since, lang)


@cached
def unnamed_note(chosen: Filters, lang: Language) -> str:
    """What is known of the last cohort where its names are not public."""
    rows = cache.table("lighthouse_cohorts")
    last = rows[(rows["cohort"] == chosen.cohort) & rows["china_total"].isna() & rows["china_added"].notna()]
    return text.june_note(last, lang)


@cached
def sources(chosen: Filters, shade: str) -> list[str]:
    """Sources of the map: of the sites, and of the statistic that a measure uses."""
    keys = drawn(chosen, shade)["source_id"].tolist()
    indicator = {"per_trillion_gdp": "gdp", "grid_factor": "grid_factor"}.get(shade)
    if indicator:
        statistic = areas.latest(cache.table("province_context"), indicator)["source_id"]
        keys = [*statistic.unique(), *keys]
    if shade == "cluster":
        keys = [*cache.table("city_clusters")["source_id"].unique(), *keys]
    return list(dict.fromkeys(keys))


@cached
def cohorts() -> list[str]:
    """All cohorts, oldest first."""
    return sorted(cache.table("lighthouse_cohorts")["cohort"])


@cached
def last_cohort() -> str:
    """The last cohort whose total in China is published: where the page opens."""
    return lighthouses_sites.map_cohorts(cache.table("lighthouse_cohorts"))[-1]


@cached
def green_power(lang: Language) -> str:
    """Whether the west offers cleaner power, in words."""
    grid = counts.grid_by_region(cache.table("provinces"), cache.table("province_context"))
    return text.green_power(grid, area_names(False, lang), lang)


@cached
def awards(lang: Language) -> dict[str, str]:
    """All awards of each site in words, oldest first; a category that no source states is left out."""
    held = cache.table("lighthouse_designations").sort_values("cohort", kind="stable")
    names, by_site = terms.names("designation", lang), dict[str, list[str]]()
    unstated = lang.text("category not stated")
    columns = ("site_id", "designation", "cohort", "category_known")
    for site, award, cohort, known in zip(*(held[name] for name in columns), strict=True):
        by_site.setdefault(site, []).append(f"{names[award] if known else unstated} {cohort}")
    return {site: lang.join(words) for site, words in by_site.items()}


@cached
def site_rows(chosen: Filters, shade: str, lang: Language) -> pd.DataFrame:
    """The sites that the map draws, in words: company, plant, city, area, industry, owner, awards."""
    rows, held = drawn(chosen, shade), awards(lang)
    words = {stem: lang.pick_all(rows, stem) for stem in ("company", "site")}
    return pd.DataFrame(
        words
        | {
            "city": [city_of(row, lang) for row in rows.to_dict("records")],
            "province": rows[areas.area_column(chosen.scope)].map(area_names(chosen.world, lang)).tolist(),
            "industry": rows["industry"].map(terms.names("lighthouse_industry", lang)).tolist(),
            "owner": rows["owner"].map(terms.names("owner", lang)).tolist(),
            "cohort": rows["cohort"].tolist(),
            "awards": [held[site] for site in rows["site_id"]],
        }
    )


def city_of(row: Mapping[Any, Any], lang: Language) -> str:
    """City of a site, with its district where that is known; the plant's name where no city is."""
    city = lang.pick(row, "city" if pd.notna(row["city_en"]) else "site")
    return f"{city} ({lang.pick(row, 'district')})" if pd.notna(row["district_en"]) else city
