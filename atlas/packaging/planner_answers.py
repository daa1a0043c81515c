"""Whose capacity could cover a need, and every assumption, kept for all sessions."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from atlas.app import cache
from atlas.app.cache import cached
from atlas.app.exhibit import Exhibit, Metric
from atlas.language import Language
from atlas.packaging import planner as packaging_planner
from atlas.packaging import planner_chart
from atlas.packaging.names import Names
from atlas.packaging.words_answers import names_in


class Need(NamedTuple):
    """What a buyer asks for."""

    wafers: float
    year: int
    family: str
    doubtful: bool


class PlannerAnswer(NamedTuple):
    """The answer in a sentence, in large figures and as an exhibit, and what it assumes."""

    sentence: str
    figures: tuple[Metric, ...] = ()
    exhibit: Exhibit | None = None
    assumptions: tuple[pd.DataFrame, dict[str, str]] | None = None


def _planner_figures(answers: pd.DataFrame, names: Names) -> tuple[Metric, ...]:
    _, lang = names.lang.text, names.lang
    single = answers[~answers["aggregate"]]["answer"]
    return (
        Metric(_("Lines that cover it at the low end"), lang.number((single == "covers").sum())),
        Metric(_("Only at the high end"), lang.number((single == "may_cover").sum())),
        Metric(_("Too small"), lang.number((single == "too_small").sum())),
    )


@cached
def plan(lang: Language, need: Need) -> PlannerAnswer:
    """Which lines could cover a need, free capacity only, and every assumption behind it."""
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
        return PlannerAnswer(sentence)
    exhibit = Exhibit(
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
    return PlannerAnswer(sentence, figures, exhibit, _assumption_table(result.assumptions, names))


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
