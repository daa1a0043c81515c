"""The parts of the lighthouse page below the map."""

from __future__ import annotations

import streamlit as st

from atlas import cached
from atlas.components import lighthouse_views as views
from atlas.components.exhibit import exhibit, source_note
from atlas.components.frame import Page


def move_inland(page: Page, chosen: views.Filters) -> None:
    """Share of each region over the cohorts, for the whole scope."""
    _, code = page.lang.text, page.lang.code
    rows = views.region_rows(chosen.scope, code)
    st.markdown(views.inland(chosen.scope, code))
    exhibit(
        page,
        "lighthouse-regions",
        _("Share of all sites named so far, by region"),
        lambda: views.region_lines(chosen.scope, code),
        rows,
        {
            "cohort": _("Cohort"),
            "region": _("Region"),
            "new": _("New sites"),
            "total": _("Sites so far"),
            "share": _("Share"),
        },
        views.cohort_sources()[0],
        doubt=_(
            "Regions as the mainland statistics office groups provinces. Up to four sites in China are not in our list."
        ),
        facts={"article": "a1"},
    )


def industries(page: Page, chosen: views.Filters) -> None:
    """Industries of the selection by cohort."""
    _, code = page.lang.text, page.lang.code
    if views.selection(chosen).empty:
        return
    exhibit(
        page,
        "lighthouse-industries",
        _("New sites by industry and cohort"),
        lambda: views.industry_heatmap(chosen, code),
        views.industry_rows(chosen, code),
        {"industry": _("Industry"), "cohort": _("Cohort"), "sites": _("New sites")},
        views.sources(chosen, "sites"),
        doubt=_("The industry of a site is our reading of what the plant makes."),
    )


def coverage(page: Page, _chosen: views.Filters) -> None:
    """Announced sites against those in our list, with the reason for each gap."""
    _, code = page.lang.text, page.lang.code
    exhibit(
        page,
        "lighthouse-coverage",
        _("Announced for China including Taiwan, and what our list has"),
        lambda: views.coverage_bars(code),
        views.coverage_rows(code),
        {
            "cohort": _("Cohort"),
            "announced_new": _("Awards announced"),
            "official_new": _("New sites announced"),
            "listed": _("In our list"),
            "missing": _("Not in our list"),
            "reason": _("Why"),
        },
        [*views.cohort_sources()[1], *views.cohort_sources()[0]],
        doubt=_(
            "In June 2026 sixteen more sites were announced worldwide; how many are in China is not known."
        ),
    )


def article(page: Page, _chosen: views.Filters) -> None:
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
    st.table(views.claims(page.lang.code).rename(columns=heads).set_index(heads["what"]))
    source_note(page.lang, cached.table("lighthouse_claims")["source_id"].tolist())


PARTS = {"inland": move_inland, "industries": industries, "complete": coverage, "article": article}


def more(page: Page, chosen: views.Filters) -> None:
    """The part that the address names, and the switch between them."""
    _ = page.lang.text
    names = {
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
    PARTS[page.address["more"]](page, chosen)
