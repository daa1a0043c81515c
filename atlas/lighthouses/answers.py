"""What the lighthouse page shows for one selection, worked out once for all sessions."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from atlas import terms
from atlas.app import cache
from atlas.app.cache import cached
from atlas.charts.bars import ranked_bars
from atlas.charts.theme import Drawing
from atlas.language import Language
from atlas.lighthouses import charts, counts
from atlas.lighthouses import sites as lighthouses_sites
from atlas.lighthouses import text as lighthouses_text
from atlas.lighthouses.map_chart import lighthouse_map


class Filters(NamedTuple):
    """Which sites: scope, industry, designation, last cohort, owner; codes or None."""

    scope: str
    industry: str | None
    designation: str | None
    cohort: str
    owner: str | None


@cached
def _members(cohort: str) -> pd.DataFrame:
    """All sites that were members by a cohort."""
    return lighthouses_sites.members(
        cache.table("lighthouses"), cache.table("lighthouse_designations"), cohort
    )


@cached
def selection(chosen: Filters) -> pd.DataFrame:
    """The sites of a selection."""
    return lighthouses_sites.narrow(
        _members(chosen.cohort),
        cache.table("lighthouse_designations"),
        chosen.scope,
        chosen.industry,
        chosen.designation,
        chosen.cohort,
        chosen.owner,
    )


@cached
def units(chosen: Filters, shade: str) -> pd.DataFrame:
    """The map's units for a selection."""
    provinces, context = cache.table("provinces"), cache.table("province_context")
    return lighthouses_sites.by_province(
        selection(chosen), provinces, context, shade, chosen.scope, chosen.cohort
    )


@cached
def province_map(chosen: Filters, shade: str, province: str | None, lang: Language) -> Drawing:
    """The map, in the language with that code."""
    cities = lighthouses_sites.by_city(selection(chosen))
    shown = [cohort for cohort in cohorts() if cohort <= chosen.cohort]
    rows = units(chosen, shade)
    steps = lighthouses_sites.spread(
        selection(chosen), rows, cities, cache.table("province_context"), shade, shown
    )
    return lighthouse_map(rows, cities, steps, shade, lang, selected=province)


@cached
def ranking(chosen: Filters, shade: str, lang: Language) -> pd.DataFrame:
    """Units with a value above zero, highest first: ``province``, ``region``, ``sites``, ``value``."""
    rows = units(chosen, shade)
    rows = rows[rows["value"] > 0].sort_values(["value", "province_code"], ascending=[False, True])
    regions = terms.names("region", lang)
    return pd.DataFrame(
        {
            "province": lang.pick_all(rows, "name"),
            "region": rows["region"].map(regions).tolist(),
            "sites": rows["sites"].tolist(),
            "value": rows["value"].tolist(),
        }
    )


@cached
def ranking_bars(chosen: Filters, shade: str, lang: Language, limit: int) -> Drawing:
    """The highest units as bars, at most ``limit``."""
    rows = ranking(chosen, shade, lang).head(limit)
    texts = [lang.number(value, lighthouses_sites.DIGITS[shade]) for value in rows["value"]]
    drawn = rows.rename(columns={"province": "label"}).assign(text=texts)
    drawn["hover"] = [f"{label}: {text}" for label, text in zip(drawn["label"], texts, strict=True)]
    first = f"{drawn['label'].iloc[0]}: {texts[0]}" if len(drawn) else lang.text("No site in this selection.")
    return Drawing(ranked_bars(drawn), first)


@cached
def region_rows(scope: str, lang: Language) -> pd.DataFrame:
    """Share of each region by cohort, all sites of a scope, regions named."""
    every = lighthouses_sites.narrow(_members(cohorts()[-1]), cache.table("lighthouse_designations"), scope)
    rows = counts.region_shares(every, cache.table("provinces"))
    return rows.assign(region=rows["region"].map(terms.names("region", lang)))


@cached
def region_lines(scope: str, lang: Language) -> Drawing:
    """The move inland, as lines."""
    return charts.region_lines(region_rows(scope, lang), lang)


@cached
def industry_rows(chosen: Filters, lang: Language) -> pd.DataFrame:
    """New sites by industry (named, most first) and cohort."""
    rows = counts.industries_by_cohort(selection(chosen)).rename(columns={"new": "sites"})
    order = rows.groupby("industry")["sites"].sum().sort_values(ascending=False, kind="stable").index
    rows = rows.sort_values(
        ["industry", "cohort"], key=lambda c: c.map(list(order).index) if c.name == "industry" else c
    )
    return rows.assign(industry=rows["industry"].map(terms.names("lighthouse_industry", lang)))


@cached
def industry_heatmap(chosen: Filters, lang: Language) -> Drawing:
    """Industries by cohort, as a heat map."""
    return charts.industry_heatmap(industry_rows(chosen, lang), lang)


@cached
def coverage_rows(lang: Language) -> pd.DataFrame:
    """Announced against listed sites in China by cohort, with the reason for what is missing."""
    tables = [cache.table(n) for n in ("lighthouses", "lighthouse_designations", "lighthouse_cohorts")]
    rows = counts.cohort_totals(*tables, "greater")
    gaps = counts.gaps_in(cache.table("lighthouse_gaps"), "greater").set_index("cohort")
    reasons = {cohort: lang.pick(gap, "reason") for cohort, gap in gaps.iterrows()}
    rows = rows[rows["official_new"].notna()].assign(reason=lambda r: r["cohort"].map(reasons).fillna(""))
    return rows.rename(columns={"listed_new": "listed", "missing_new": "missing"})


@cached
def coverage_bars(lang: Language) -> Drawing:
    """Announced against listed, as bars; what is missing is hatched."""
    rows = coverage_rows(lang)
    hover = rows["cohort"] + ": " + rows["listed"].astype("str") + " / " + rows["official_new"].astype("str")
    return charts.coverage_bars(rows.assign(hover=hover + "<br>" + rows["reason"]), lang)


@cached
def province_names(lang: Language) -> dict[str, str]:
    """Name of each province by its code."""
    rows = cache.table("provinces")
    return dict(zip(rows["province_code"], lang.pick_all(rows, "name"), strict=True))


@cached
def claims(lang: Language) -> pd.DataFrame:
    """The article's figures beside the announcements and our list, in words."""
    names = ("lighthouse_claims", "lighthouses", "lighthouse_designations", "lighthouse_cohorts")
    rows = counts.article_claims(*[cache.table(name) for name in names])
    signs = rows["qualifier"].map({"exact": "", "more_than": "\\> ", "nearly": "≈ "})
    columns = {"printed": rows["value_low"].fillna(rows["value_high"]), **rows[["official", "listed"]]}
    words_of = {
        name: [_claimed(value, unit, lang) for value, unit in zip(values, rows["unit"], strict=True)]
        for name, values in columns.items()
    }
    return pd.DataFrame(
        {
            "what": [terms.name("claim_measure", measure, lang) for measure in rows["measure"]],
            "cohort": rows["cohort"],
            **words_of,
            "printed": signs + words_of["printed"],
            "explanation": lang.pick_all(rows, "explanation"),
            "quote": rows["quote"],
        }
    )


def _claimed(value: float, unit: str, lang: Language) -> str:
    if unit == "percent" and pd.notna(value):
        return lang.percent(value / 100, 1 if value % 1 else 0)
    return lang.number(value)


@cached
def green_power(lang: Language) -> str:
    """Whether the west offers cleaner power, in words."""
    grid = counts.grid_by_region(cache.table("provinces"), cache.table("province_context"))
    return lighthouses_text.green_power(grid, province_names(lang), lang)


@cached
def sites_at(
    chosen: Filters, province: str | None, site: str | None, lang: Language
) -> tuple[str, tuple[str, ...]]:
    """Name of a province or a site that was asked for, and the keys of its sites.

    A province gives those of the selection, a site itself, selected or not.
    """
    if site is not None:
        every = cache.table("lighthouses")
        place = lang.pick(every[every["site_id"] == site].iloc[0], "company")
        return province_names(lang).get(str(province), place), (site,)
    rows = selection(chosen)
    held = rows.loc[rows["province_code"] == province, "site_id"]
    return province_names(lang)[str(province)], tuple(held)


@cached
def sources(chosen: Filters, shade: str) -> list[str]:
    """Sources of the map: of the sites, and of the statistic a shade uses."""
    keys = selection(chosen)["source_id"].tolist()
    indicator = {"per_trillion_gdp": "gdp", "grid_factor": "grid_factor"}.get(shade)
    if indicator:
        statistic = lighthouses_sites.latest(cache.table("province_context"), indicator)["source_id"]
        keys = [*statistic.unique(), *keys]
    return list(dict.fromkeys(keys))


@cached
def cohorts() -> list[str]:
    """Cohorts whose count in China was announced, oldest first."""
    return lighthouses_sites.map_cohorts(cache.table("lighthouse_cohorts"))


@cached
def finding(chosen: Filters, shade: str, lang: Language) -> str:
    """The headline of the map."""
    found = lighthouses_sites.finding(units(chosen, shade), shade, chosen.cohort)
    return lighthouses_text.finding(found, province_names(lang), lang)


@cached
def inland(scope: str, lang: Language) -> str:
    """Whether the sites moved inland, in a sentence or two."""
    return lighthouses_text.move_inland(region_rows(scope, lang), terms.names("region", lang)["east"], lang)


@cached
def figures_of(chosen: Filters) -> dict[str, float]:
    """Key figures: sites and provinces selected, share of foreign groups, official totals."""
    sites = selection(chosen)
    return {
        "sites": len(sites),
        "provinces": sites["province_code"].nunique(),
        "foreign": counts.ownership(sites)["foreign"],
        **_official(chosen.cohort),
    }


@cached
def _official(cohort: str) -> dict[str, float]:
    """Sites in China up to a cohort: announced, in our list, missing there."""
    totals = coverage_rows(Language("en")).set_index("cohort").loc[cohort]
    return {name: float(totals[f"{name}_total"]) for name in ("announced", "listed", "missing")}


@cached
def site_names(lang: Language) -> dict[str, str]:
    """Company and city of each site by its code, in the order of the names."""
    rows = cache.table("lighthouses")
    places = zip(lang.pick_all(rows, "company"), lang.pick_all(rows, "city"), strict=True)
    names = zip(rows["site_id"], [f"{company} · {city}" for company, city in places], strict=True)
    return dict(sorted(names, key=lambda item: item[1]))


@cached
def cohort_sources() -> tuple[list[str], list[str]]:
    """Sources of the announcements worldwide, and of those for China."""
    rows = cache.table("lighthouse_cohorts")
    return rows["source_id"].dropna().tolist(), rows["china_source_id"].dropna().tolist()


@cached
def awards(lang: Language) -> dict[str, str]:
    """All awards of each site in words, oldest first."""
    held = cache.table("lighthouse_designations").sort_values("cohort", kind="stable")
    names, by_site = terms.names("designation", lang), dict[str, list[str]]()
    for site, award, cohort in zip(held["site_id"], held["designation"], held["cohort"], strict=True):
        by_site.setdefault(site, []).append(f"{names[award]} {cohort}")
    return {site: lang.join(words_of) for site, words_of in by_site.items()}


@cached
def site_rows(chosen: Filters, lang: Language) -> pd.DataFrame:
    """The sites of a selection in words: company, plant, city, province, industry, owner, awards."""
    rows, held = selection(chosen), awards(lang)
    words_of = {stem: lang.pick_all(rows, stem) for stem in ("company", "site", "city")}
    return pd.DataFrame(
        words_of
        | {
            "province": rows["province_code"].map(province_names(lang)).tolist(),
            "industry": rows["industry"].map(terms.names("lighthouse_industry", lang)).tolist(),
            "owner": rows["owner"].map(terms.names("owner", lang)).tolist(),
            "cohort": rows["cohort"].tolist(),
            "awards": [held[site] for site in rows["site_id"]],
        }
    )
