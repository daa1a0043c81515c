"""What the parts below the map show, worked out once for all sessions."""

from __future__ import annotations

import pandas as pd

from atlas import terms
from atlas.app import cache
from atlas.app.cache import cached
from atlas.charts.theme import Drawing
from atlas.language import Language
from atlas.lighthouses import charts, counts, groups, text
from atlas.lighthouses import sites as lighthouses_sites
from atlas.lighthouses.answers import (
    Filters,
    area_names,
    awards,
    city_of,
    cohort_totals,
    cohorts,
    members,
    selection,
)


@cached
def region_rows(scope: str, lang: Language) -> pd.DataFrame:
    """Share of each region by cohort, all sites of a scope in China, regions named."""
    inside = "mainland" if scope == "mainland" else "greater"
    every = lighthouses_sites.narrow(members(cohorts()[-1]), cache.table("lighthouse_designations"), inside)
    rows = counts.region_shares(every, cache.table("provinces"))
    return rows.assign(region=rows["region"].map(terms.names("region", lang)))


@cached
def region_lines(scope: str, lang: Language) -> Drawing:
    """The move inland, as lines."""
    return charts.region_lines(region_rows(scope, lang), lang)


@cached
def inland(scope: str, lang: Language) -> str:
    """Whether the sites moved inland, in a sentence or two."""
    return text.move_inland(region_rows(scope, lang), terms.names("region", lang)["east"], lang)


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


def _area(scope: str) -> str:
    return "world" if scope == "world" else "greater"


@cached
def coverage_rows(scope: str, lang: Language) -> pd.DataFrame:
    """Announced against listed sites by cohort, with the reason for what is missing."""
    gaps = counts.gaps_in(cache.table("lighthouse_gaps"), _area(scope))
    reasons: dict[str, list[str]] = {}
    for gap in gaps.to_dict("records"):
        reasons.setdefault(gap["cohort"], []).append(lang.pick(gap, "reason"))
    rows = cohort_totals(_area(scope))
    rows = rows[rows["official_new"].notna()].assign(
        reason=lambda r: [lang.sentences(reasons.get(cohort, [])) for cohort in r["cohort"]],
        prints=lambda r: [prints(_area(scope), lang).get(cohort, "") for cohort in r["cohort"]],
    )
    return rows.rename(columns={"listed_new": "listed", "missing_new": "missing"})


@cached
def prints(area: str, lang: Language) -> dict[str, str]:
    """What other sources print for a cohort's total, in words."""
    rows = cache.table("lighthouse_published")
    rows = rows[(rows["area"] == ("world" if area == "world" else "china")) & (rows["status"] != "official")]
    found: dict[str, list[str]] = {}
    for row in rows.to_dict("records"):
        said = f"{lang.number(row['value'])}: {lang.pick(row, 'note')}"
        found.setdefault(row["cohort"], []).append(said)
    return {cohort: "; ".join(said) for cohort, said in found.items()}


@cached
def coverage_bars(scope: str, lang: Language) -> Drawing:
    """Announced against listed, as bars; what is missing is hatched."""
    rows = coverage_rows(scope, lang)
    hover = rows["cohort"] + ": " + rows["listed"].astype("str") + " / " + rows["official_new"].astype("str")
    return charts.coverage_bars(rows.assign(hover=hover + "<br>" + rows["reason"]), lang)


@cached
def coverage_sources(scope: str) -> list[str]:
    """Sources of the announcements, and of what others print."""
    rows, printed = cache.table("lighthouse_cohorts"), cache.table("lighthouse_published")
    columns = ["source_id"] if scope == "world" else ["china_source_id", "source_id"]
    keys = [key for column in columns for key in rows[column].dropna()]
    return [*keys, *printed["source_id"]]


@cached
def cohort_sources() -> list[str]:
    """Sources of the announcements worldwide."""
    return list(cache.table("lighthouse_cohorts")["source_id"].dropna())


@cached
def claims(lang: Language) -> pd.DataFrame:
    """The article's figures beside the announcements and our list, in words."""
    names = ("lighthouse_claims", "lighthouses", "lighthouse_designations", "lighthouse_cohorts")
    rows = counts.article_claims(*[cache.table(name) for name in names])
    signs = rows["qualifier"].map({"exact": "", "more_than": "\\> ", "nearly": "≈ "})
    columns = {"printed": rows["value_low"].fillna(rows["value_high"]), **rows[["official", "listed"]]}
    words = {
        name: [_claimed(value, unit, lang) for value, unit in zip(values, rows["unit"], strict=True)]
        for name, values in columns.items()
    }
    return pd.DataFrame(
        {
            "what": [terms.name("claim_measure", measure, lang) for measure in rows["measure"]],
            "cohort": rows["cohort"],
            **words,
            "printed": signs + words["printed"],
            "explanation": lang.pick_all(rows, "explanation"),
            "quote": rows["quote"],
        }
    )


def _claimed(value: float, unit: str, lang: Language) -> str:
    if unit == "percent" and pd.notna(value):
        return lang.percent(value / 100, 1 if value % 1 else 0)
    return lang.number(value)


def _plants(rows: pd.DataFrame, lang: Language) -> pd.DataFrame:
    held = awards(lang)
    return pd.DataFrame(
        {
            "cohort": rows["cohort"].tolist(),
            "company": lang.pick_all(rows, "company"),
            "site": lang.pick_all(rows, "site"),
            "city": [city_of(row, lang) for row in rows.to_dict("records")],
            "province": [area_names(True, lang)[code] for code in rows["country"]],
            "industry": rows["industry"].map(terms.names("lighthouse_industry", lang)).tolist(),
            "awards": [held[site] for site in rows["site_id"]],
        }
    )


@cached
def abroad(lang: Language) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Plants outside China that Chinese groups own, with their sources."""
    rows = groups.abroad(members(cohorts()[-1]))
    return _plants(rows, lang), tuple(rows["source_id"].dropna())


@cached
def of_the_article(lang: Language) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Plants of January 2026 in China or abroad of Chinese groups, with their sources."""
    rows = groups.cohort_in_china_or_of_chinese_groups(members(cohorts()[-1]), "2026-01")
    return _plants(rows, lang), tuple(rows["source_id"].dropna())


@cached
def city_rows(chosen: Filters, lang: Language) -> pd.DataFrame:
    """Cities of a selection with the number of their plants: ``city``, ``province``, ``sites``, ``companies``."""
    rows = selection(chosen)
    rows = rows[rows["city_en"].notna()].assign(
        place=rows["country"] if chosen.world else rows["province_code"]
    )
    rows = rows.assign(city=lang.pick_all(rows, "city"), company=lang.pick_all(rows, "company"))
    grouped = rows.groupby(["city", "place"], sort=False)["company"].agg(
        sites="size", companies=lambda names: lang.join(dict.fromkeys(names))
    )
    found = grouped.reset_index().sort_values("sites", ascending=False, kind="stable", ignore_index=True)
    return found.assign(province=found["place"].map(area_names(chosen.world, lang)))
