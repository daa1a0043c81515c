"""The parts of the lighthouse page below the map."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pandas as pd
import streamlit as st

from atlas.app import cache
from atlas.app.exhibit import exhibit, show_table
from atlas.app.frame import Page
from atlas.app.source_note import source_note
from atlas.language import Language, message
from atlas.lighthouses import answers, section_answers
from atlas.lighthouses.answers import Filters
from atlas.lighthouses.map_chart import shade_names


def site_labels(lang: Language) -> dict[str, str]:
    """Headings of the table of plants."""
    _ = lang.text
    return {
        "company": _("Company"),
        "site": _("Plant"),
        "city": _("City"),
        "province": _("Province or country"),
        "industry": _("Industry"),
        "owner": _("Owner"),
        "cohort": _("Cohort"),
        "awards": _("Awards"),
    }


def provinces(page: Page, chosen: Filters, shade: str) -> None:
    """All areas with a value, highest first."""
    _ = page.lang.text
    name = shade_names(page.lang)[shade]
    exhibit(
        page,
        "lighthouse-provinces",
        name,
        lambda: answers.ranking_bars(chosen, shade, page.lang, 40),
        lambda: answers.ranking(chosen, shade, page.lang),
        {
            "province": _("Province or country"),
            "region": _("Region"),
            "sites": _("Plants"),
            "value": name,
        },
        answers.sources(chosen, shade),
    )


def cities(page: Page, chosen: Filters, _shade: str) -> None:
    """Cities of the selection, most plants first."""
    _ = page.lang.text
    labels = {
        "city": _("City"),
        "province": _("Province or country"),
        "sites": _("Plants"),
        "companies": _("Companies"),
    }
    show_table(section_answers.city_rows(chosen, page.lang), labels, key="lighthouse-cities")
    source_note(page.lang, answers.sources(chosen, "sites"))


def move_inland(page: Page, chosen: Filters, _shade: str) -> None:
    """Share of each region over the cohorts, for the whole scope in China."""
    _ = page.lang.text
    st.markdown(section_answers.inland(chosen.scope, page.lang))
    exhibit(
        page,
        "lighthouse-regions",
        _("Share of all plants named so far, by region"),
        lambda: section_answers.region_lines(chosen.scope, page.lang),
        lambda: section_answers.region_rows(chosen.scope, page.lang),
        {
            "cohort": _("Cohort"),
            "region": _("Region"),
            "new": _("New plants"),
            "total": _("Plants so far"),
            "share": _("Share"),
        },
        section_answers.cohort_sources(),
        doubt=_("Regions as the mainland statistics office groups provinces."),
        facts={"article": "a1"},
    )


def industries(page: Page, chosen: Filters, _shade: str) -> None:
    """Industries of the selection by cohort."""
    _ = page.lang.text
    if answers.selection(chosen).empty:
        st.caption(_("No lighthouse plant in this selection."))
        return
    exhibit(
        page,
        "lighthouse-industries",
        _("New plants by industry and cohort"),
        lambda: section_answers.industry_heatmap(chosen, page.lang),
        lambda: section_answers.industry_rows(chosen, page.lang),
        {"industry": _("Industry"), "cohort": _("Cohort"), "sites": _("New plants")},
        answers.sources(chosen, "sites"),
        doubt=_("The industry of a plant is our reading of what it makes."),
    )


def coverage(page: Page, chosen: Filters, _shade: str) -> None:
    """Announced plants against those in our list, with the reason for each gap and other prints."""
    _ = page.lang.text
    title = (
        _("Announced worldwide, and what our list has")
        if chosen.world
        else _("Announced for China including Taiwan, and what our list has")
    )
    exhibit(
        page,
        "lighthouse-coverage",
        title,
        lambda: section_answers.coverage_bars(chosen.scope, page.lang),
        lambda: section_answers.coverage_rows(chosen.scope, page.lang),
        {
            "cohort": _("Cohort"),
            "announced_new": _("Awards announced"),
            "official_new": _("New plants announced"),
            "listed": _("In our list"),
            "missing": _("Not in our list"),
            "reason": _("Why"),
            "announced_total": _("WEF total"),
            "prints": _("Others print"),
        },
        section_answers.coverage_sources(chosen.scope),
        doubt=_(
            "For June 2026 the number of Chinese plants rests on one secondary source, and their names are not public."
        ),
    )


def abroad(page: Page, _chosen: Filters, _shade: str) -> None:
    """Plants outside China that Chinese groups own."""
    _ = page.lang.text
    rows, sources = section_answers.abroad(page.lang)
    st.markdown(
        page.lang.plural(
            "{count} named plant abroad belongs to a Chinese group, or to Foxconn's arm listed in Shanghai.",
            "{count} named plants abroad belong to Chinese groups, or to Foxconn's arm listed in Shanghai.",
            len(rows),
        )
    )
    _plants(page, rows, sources, "lighthouse-abroad")


def article(page: Page, _chosen: Filters, _shade: str) -> None:
    """The article's figures beside the announcements and our list, and the plants that it counts."""
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
    st.table(section_answers.claims(page.lang).rename(columns=heads).set_index(heads["what"]))
    source_note(page.lang, cache.table("lighthouse_claims")["source_id"].tolist())
    rows, sources = section_answers.of_the_article(page.lang)
    st.markdown(
        _(
            "**“16 plants in China or of Chinese firms abroad”, plant by plant.** By the announcement 16 awards went to the mainland: {new} to new plants and one to a plant that was a member already (CATL, Yibin). The Foxconn plant in Vietnam comes on top."
        ).format(new=page.lang.number(len(rows) - 1))
    )
    _plants(page, rows, sources, "lighthouse-article")


def _plants(page: Page, rows: pd.DataFrame, sources: tuple[str, ...], key: str) -> None:
    labels = site_labels(page.lang)
    shown = {name: labels[name] for name in rows.columns}
    show_table(rows, shown, key=key)
    source_note(page.lang, sources)


class Part(NamedTuple):
    """A part below the map: its name (a message of the catalogue) and what draws it."""

    name: str
    draw: Callable[[Page, Filters, str], None]


PARTS = {
    "provinces": Part(message("Ranking"), provinces),
    "cities": Part(message("Cities"), cities),
    "inland": Part(message("Did the lighthouses move inland?"), move_inland),
    "industries": Part(message("Which industries?"), industries),
    "complete": Part(message("Is the list complete?"), coverage),
    "abroad": Part(message("Chinese plants abroad"), abroad),
    "article": Part(message("What the article says"), article),
}


def more(page: Page, chosen: Filters, shade: str) -> None:
    """The part that the address names, and the switch between them."""
    _ = page.lang.text
    st.header(_("More about the list"))
    st.segmented_control(
        _("More about the list"),
        list(PARTS),
        format_func=lambda code: _(PARTS[code].name),
        required=True,
        label_visibility="collapsed",
        **page.address.bind("more"),
    )
    PARTS[page.address["more"]].draw(page, chosen, shade)
