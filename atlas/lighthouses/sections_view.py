"""The parts of the lighthouse page below the map."""

from __future__ import annotations

import streamlit as st

from atlas import terms
from atlas.app import cache
from atlas.app.address import Parameter
from atlas.app.cache import cached
from atlas.app.exhibit import exhibit
from atlas.app.frame import Page
from atlas.app.source_note import source_note
from atlas.language import Language
from atlas.lighthouses import answers, counts, sites
from atlas.lighthouses.map_chart import shade_names


def site_labels(lang: Language) -> dict[str, str]:
    """Headings of the table of sites."""
    _ = lang.text
    return {
        "company": _("Company"),
        "site": _("Plant"),
        "city": _("City"),
        "province": _("Province"),
        "industry": _("Industry"),
        "owner": _("Owner"),
        "cohort": _("Cohort"),
        "awards": _("Awards"),
    }


def provinces(page: Page, chosen: answers.Filters, shade: str) -> None:
    """All provinces with a value, highest first."""
    _ = page.lang.text
    name = shade_names(page.lang)[shade]
    exhibit(
        page,
        "lighthouse-provinces",
        name,
        lambda: answers.ranking_bars(chosen, shade, page.lang, 40),
        lambda: answers.ranking(chosen, shade, page.lang),
        {"province": _("Province"), "region": _("Region"), "sites": _("Sites"), "value": name},
        answers.sources(chosen, shade),
    )


def move_inland(page: Page, chosen: answers.Filters, _shade: str) -> None:
    """Share of each region over the cohorts, for the whole scope."""
    _ = page.lang.text
    st.markdown(answers.inland(chosen.scope, page.lang))
    exhibit(
        page,
        "lighthouse-regions",
        _("Share of all sites named so far, by region"),
        lambda: answers.region_lines(chosen.scope, page.lang),
        lambda: answers.region_rows(chosen.scope, page.lang),
        {
            "cohort": _("Cohort"),
            "region": _("Region"),
            "new": _("New sites"),
            "total": _("Sites so far"),
            "share": _("Share"),
        },
        answers.cohort_sources()[0],
        doubt=_(
            "Regions as the mainland statistics office groups provinces. Up to four sites in China are not in our list."
        ),
        facts={"article": "a1"},
    )


def industries(page: Page, chosen: answers.Filters, _shade: str) -> None:
    """Industries of the selection by cohort."""
    _ = page.lang.text
    if answers.selection(chosen).empty:
        return
    exhibit(
        page,
        "lighthouse-industries",
        _("New sites by industry and cohort"),
        lambda: answers.industry_heatmap(chosen, page.lang),
        lambda: answers.industry_rows(chosen, page.lang),
        {"industry": _("Industry"), "cohort": _("Cohort"), "sites": _("New sites")},
        answers.sources(chosen, "sites"),
        doubt=_("The industry of a site is our reading of what the plant makes."),
    )


def coverage(page: Page, _chosen: answers.Filters, _shade: str) -> None:
    """Announced sites against those in our list, with the reason for each gap."""
    _ = page.lang.text
    exhibit(
        page,
        "lighthouse-coverage",
        _("Announced for China including Taiwan, and what our list has"),
        lambda: answers.coverage_bars(page.lang),
        lambda: answers.coverage_rows(page.lang),
        {
            "cohort": _("Cohort"),
            "announced_new": _("Awards announced"),
            "official_new": _("New sites announced"),
            "listed": _("In our list"),
            "missing": _("Not in our list"),
            "reason": _("Why"),
        },
        [*answers.cohort_sources()[1], *answers.cohort_sources()[0]],
        doubt=_(
            "In June 2026 sixteen more sites were announced worldwide; how many are in China is not known."
        ),
    )


def article(page: Page, _chosen: answers.Filters, _shade: str) -> None:
    """The article's figures beside the announcements and our list."""
    _ = page.lang.text
    heads = {
        "what": _("Figure"),
        "cohort": _("Date"),
        "printed": _("The article"),
        "official": _("Announced"),
        "listed": _("Our list"),
        "explanation": _("Why they differ"),
        "quote": _("Quote"),
    }
    st.table(answers.claims(page.lang).rename(columns=heads).set_index(heads["what"]))
    source_note(page.lang, cache.table("lighthouse_claims")["source_id"].tolist())


PARTS = {
    "provinces": provinces,
    "inland": move_inland,
    "industries": industries,
    "complete": coverage,
    "article": article,
}


@cached
def parameters() -> tuple[Parameter, ...]:
    """What the address of the page says."""
    cohorts = answers.cohorts()
    return (
        Parameter("scope", "mainland", choices=("mainland", "greater")),
        Parameter("shade", "sites", choices=sites.SHADES),
        Parameter("industry", choices=(terms.codes("lighthouse_industry"))),
        Parameter("designation", choices=(terms.codes("designation"))),
        Parameter("owner", choices=counts.OWNERS),
        Parameter("cohort", cohorts[-1], choices=cohorts),
        Parameter("province", choices=tuple(answers.province_names(Language("en")))),
        Parameter("site", choices=tuple(answers.site_names(Language("en")))),
        Parameter("view", "map", choices=("map", "table")),
        Parameter("more", "inland", choices=tuple(PARTS)),
    )


def more(page: Page, chosen: answers.Filters, shade: str) -> None:
    """The part that the address names, and the switch between them."""
    _ = page.lang.text
    names = {
        "provinces": _("Ranking of provinces"),
        "inland": _("Did the lighthouses move inland?"),
        "industries": _("Which industries?"),
        "complete": _("Is the list complete?"),
        "article": _("What the article says"),
    }
    st.header(_("More about the list"))
    st.segmented_control(
        _("More about the list"),
        list(names),
        format_func=names.__getitem__,
        required=True,
        label_visibility="collapsed",
        **page.address.bind("more"),
    )
    PARTS[page.address["more"]](page, chosen, shade)
