"""The planner: whose capacity could cover a need, with every assumption on screen."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd
import streamlit as st

from atlas.app import cache
from atlas.app.cache import cached
from atlas.app.exhibit import Exhibit, Metric, metrics, show, show_table
from atlas.app.frame import Page
from atlas.language import Language
from atlas.packaging import planner as packaging_planner
from atlas.packaging import planner_chart
from atlas.packaging.controls import finding, switch
from atlas.packaging.names import Names
from atlas.packaging.words_answers import names_in

YEARS_PLANNED = ("2025", "2026", "2027", "2028")


class Need(NamedTuple):
    """What a buyer asks for."""

    wafers: float
    year: int
    family: str
    doubtful: bool


class _Plan(NamedTuple):
    """The answer in a sentence, in large figures and as an exhibit, and what it assumes."""

    sentence: str
    figures: tuple[Metric, ...] = ()
    ready: Exhibit | None = None
    assumptions: tuple[pd.DataFrame, dict[str, str]] | None = None


def _need(page: Page, names: Names) -> Need:
    _ = page.lang.text
    with st.container(horizontal=True, vertical_alignment="bottom", key="packaging-planner"):
        bind = page.address.bind
        st.number_input(
            _("Wafers a month"), 100.0, 500_000.0, step=500.0, format="%.0f", width=190, **bind("wafers")
        )
        st.selectbox(_("By the end of"), YEARS_PLANNED, width=140, **bind("by"))
        st.selectbox(
            _("Family"),
            packaging_planner.FAMILIES,
            format_func=lambda code: names.term("packaging_family", code),
            width=240,
            **bind("family"),
        )
        doubtful = switch(page, "doubtful", _("Count doubtful figures"))
    address = page.address
    return Need(address["wafers"], int(address["by"]), address["family"], doubtful)


def _planner_figures(answers: pd.DataFrame, names: Names) -> tuple[Metric, ...]:
    _, lang = names.lang.text, names.lang
    single = answers[~answers["aggregate"]]["answer"]
    return (
        Metric(_("Lines that cover it at the low end"), lang.number((single == "covers").sum())),
        Metric(_("Only at the high end"), lang.number((single == "may_cover").sum())),
        Metric(_("Too small"), lang.number((single == "too_small").sum())),
    )


def planner(page: Page, names: Names) -> None:
    """I need N wafers a month by a date: who could cover it, with every assumption."""
    top = st.container()
    plan = _plan(page.lang, _need(page, names))
    with top:
        finding(plan.sentence)
        if plan.figures:
            metrics(plan.figures, "packaging-figures")
    if plan.ready is None or plan.assumptions is None:
        return
    show(page, "packaging-planner", plan.ready)
    st.header(page.lang.text("Every assumption"))
    show_table(*plan.assumptions, key="packaging-assumptions")


@cached
def _plan(lang: Language, need: Need) -> _Plan:
    names = names_in(lang)
    _ = names.lang.text
    result = packaging_planner.plan(
        cache.table("packaging_capacity"),
        cache.table("packaging_technologies"),
        cache.table("packaging_vendors"),
        cache.table("cowos_allocation"),
        cache.table("packaging_demand"),
        wafers=need.wafers,
        year=need.year,
        family=need.family,
        doubtful=need.doubtful,
    )
    sentence = _planner_sentence(result.answers, names, need)
    if result.answers.empty:
        return _Plan(sentence)
    ready = Exhibit(
        _("Free capacity, low to high, against what you need"),
        planner_chart.planner(result.answers, names, need.wafers, sentence),
        *_answer_table(result.answers, names),
        tuple(key for cell in result.assumptions["source_ids"].dropna() for key in cell.split(";")),
        _(
            "Stated capacity is not free capacity: contracts, qualification and yield are not in it. "
            "Lines are alternatives, never a sum. Grey: several vendors together. Hollow: nothing could be deducted."
        ),
    )
    figures = _planner_figures(result.answers, names)
    return _Plan(sentence, figures, ready, _assumption_table(result.assumptions, names))


def _planner_sentence(answers: pd.DataFrame, names: Names, need: Need) -> str:
    _ = names.lang.text
    words = {"wafers": names.lang.number(need.wafers), "year": need.year}
    single = [row for row in answers.to_dict("records") if not row["aggregate"]]
    sure = [names.series(row) for row in single if row["answer"] == "covers"]
    maybe = [names.series(row) for row in single if row["answer"] == "may_cover"]
    if sure:
        who = names.lang.join(sure)
        return _(
            "{wafers} wafers a month by the end of {year}: covered even at the low end, after allocations and shortage, by {who}.",
            who=who,
            **words,
        )
    if maybe:
        who = names.lang.join(maybe)
        return _(
            "{wafers} wafers a month by the end of {year}: not sure; at most at the high end of what is stated, by {who}.",
            who=who,
            **words,
        )
    return _(
        "{wafers} wafers a month by the end of {year}: no single vendor's stated range covers it.", **words
    )


def _answer_table(answers: pd.DataFrame, names: Names) -> tuple[pd.DataFrame, dict[str, str]]:
    _ = names.lang.text
    words = {
        "covers": _("Covers, even at the low end"),
        "may_cover": _("Only at the high end"),
        "too_small": _("Too small"),
    }
    records = answers.to_dict("records")
    table = pd.DataFrame(
        {
            "series": [names.series(row) for row in records],
            "period": answers["period_end"].dt.strftime("%Y-%m").tolist(),
            "unit": [names.term("packaging_unit", row["unit"]) for row in records],
            "low": answers["low"].tolist(),
            "high": answers["high"].tolist(),
            "taken": answers["taken_high"].tolist(),
            "free_low": answers["free_low"].round().tolist(),
            "free_high": answers["free_high"].round().tolist(),
            "answer": [words[row["answer"]] for row in records],
        }
    )
    labels = {
        "series": _("Series"),
        "period": _("Level as of"),
        "unit": _("Unit"),
        "low": _("Stated, low"),
        "high": _("Stated, high"),
        "taken": _("Held by the largest customers (%)"),
        "free_low": _("Free, low"),
        "free_high": _("Free, high"),
        "answer": _("Answer"),
    }
    return table, labels


def _assumption_table(rows: pd.DataFrame, names: Names) -> tuple[pd.DataFrame, dict[str, str]]:
    _ = names.lang.text
    words = {
        "level": _("Stated level, wafers a month"),
        "customer_share": _("Share held by a customer, %"),
        "no_share_stated": _("No customer share stated: nothing deducted"),
        "shortage": _("Stated shortage, % of demand: those who wait are served first"),
        "doubtful_left_out": _("Doubtful statements left out"),
    }
    table = pd.DataFrame(
        {
            "what": [words[code] for code in rows["assumption"]],
            "vendor": ["" if pd.isna(vendor) else names.vendor(vendor) for vendor in rows["vendor_id"]],
            "customer": [names.term("customer", code) for code in rows["customer"]],
            "technology": [names.term("packaging_technology", code) for code in rows["technology"]],
            "year": rows["year"].tolist(),
            "low": rows["low"].tolist(),
            "high": rows["high"].tolist(),
            "sources": rows["source_ids"].tolist(),
        }
    )
    labels = {
        "what": _("Assumption"),
        "vendor": _("Vendor"),
        "customer": _("Customer"),
        "technology": _("Technology"),
        "year": _("Year"),
        "low": _("Low"),
        "high": _("High"),
        "sources": _("Sources"),
    }
    return table, labels
