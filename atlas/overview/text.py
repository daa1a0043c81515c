"""The words of the overview, worked out once for each language."""

from __future__ import annotations

from typing import NamedTuple

from atlas.app import cache
from atlas.app.cache import cached
from atlas.language import Language
from atlas.overview import answers


class Subject(NamedTuple):
    """One card: the page it leads to, its figure in words, what to doubt, the question, the sources."""

    name: str
    label: str
    value: str
    note: str
    question: str
    sources: tuple[str, ...]


@cached
def finding(lang: Language) -> str:
    """How many figures from how many sources."""
    sure = answers.sureness()
    return lang.text(
        "{rows} figures from {sources} sources, each with its range and its doubt. Every view is a link.",
        rows=lang.number(sure["rows"]),
        sources=lang.number(sure["sources"]),
    )


@cached
def subjects(lang: Language) -> tuple[Subject, ...]:
    """The cards in their order."""
    return _lighthouses(lang), _packaging(lang), _cbam(lang)


def _lighthouses(lang: Language) -> Subject:
    _, latest = lang.text, answers.announced().iloc[-1]
    return Subject(
        "lighthouses",
        _("Lighthouse awards in China, {date}", date=latest["cohort"]),
        _("{count} of {world}", count=lang.number(latest["total"]), world=lang.number(latest["world"])),
        _(
            "Announced so far, Taiwan included; {missing} of the sites are not in our list.",
            missing=answers.missing(),
        ),
        _("Where are they?"),
        tuple(cache.table("lighthouse_cohorts")["china_source_id"].dropna().tail(3)),
    )


def _packaging(lang: Language) -> Subject:
    _, ends, rows = lang.text, answers.capacity(), cache.table("packaging_capacity")
    next_year = ends[ends["year"] == 2026].iloc[0]
    cowos = rows[(rows["technology"] == "cowos") & (rows["period_end"].dt.year == 2026)]
    return Subject(
        "packaging",
        _("TSMC CoWoS, wafers a month, end of 2026"),
        lang.range(next_year["lowest"], next_year["highest"]),
        _(
            "{count} statements disagree; thousands in the picture, hollow where not yet reached.",
            count=next_year["statements"],
        ),
        _("Who has how much?"),
        tuple(cowos["source_id"]),
    )


def _cbam(lang: Language) -> Subject:
    _, costs = lang.text, answers.cost()
    return Subject(
        "cbam",
        _("CBAM per tonne of hot-rolled coil, China"),
        lang.money(costs["cost_eur"].iloc[0]),
        _(
            "Early 2026, with default values. Later years at an assumed certificate price of {price}.",
            price=lang.money(costs["certificate_price_eur"].iloc[-1]),
        ),
        _("What will it cost us?"),
        ("EU-2026-1740", "EU-2025-2620", "EU-2003-87", "EC-CBAM-PRICES"),
    )


@cached
def news(lang: Language) -> str:
    """The latest awards and the dates of the carbon border, as a list in Markdown."""
    last = answers.totals("world").iloc[-1]
    cohort = lang.text(
        "Lighthouses: {count} new awards worldwide, the latest in {date}",
        count=last["announced_new"],
        date=last["cohort"],
    )
    dates = [f"{lang.date(day)}: {lang.pick(row, 'name')}" for day, row in answers.dates()]
    return _list([cohort, *dates])


@cached
def doubts(lang: Language) -> str:
    """How much was recomputed and holds, and what is missing, in Markdown."""
    sure, last = answers.sureness(), answers.totals("world").iloc[-1]
    _ = lang.text
    checked = _(
        "Of {checks} claims that we recomputed, **{ok}** hold. {share} of the sources are an authority, a company, an act or a research house; the others report what those say.",
        checks=lang.number(sure["checks"]),
        ok=lang.number(sure["ok"]),
        share=lang.percent(sure["first_hand"]),
    )
    gaps = [
        _(
            "The lighthouse list lacks {missing} sites in China, and {late} of the {count} named in {date}.",
            missing=answers.missing(),
            late=last["missing_new"],
            count=last["announced_new"],
            date=last["cohort"],
        ),
        _("TSMC does not publish CoWoS capacity: even “reached” levels are estimates of others."),
        _(
            "CBAM benchmarks for 2027 and later are provisional; certificate prices after {date} are assumptions.",
            date=lang.month(answers.prices_until()),
        ),
    ]
    return f"{checked}\n\n{_list(gaps)}"


def _list(lines: list[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)
