"""The words of the overview: results in, sentences out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import pandas as pd

from atlas.language import Language

#: sources of the small example of the carbon border
CBAM_SOURCES = ("EU-2026-1740", "EU-2025-2620", "EU-2003-87", "EC-CBAM-PRICES")
Result = Mapping[Any, Any]


class Card(NamedTuple):
    """One subject: the page it leads to, its figure in words, what to doubt, where it leads, the sources."""

    name: str
    label: str
    value: str
    note: str
    link: str
    sources: tuple[str, ...]


class Sureness(NamedTuple):
    """Figures, sources and the share of first-hand ones; statements of the articles and how claims fared."""

    rows: int
    sources: int
    first_hand: float
    statements: int
    claims: Mapping[str, int]


class Gaps(NamedTuple):
    """Sites that the list lacks: in China, and of the latest cohort; the last day with a certificate price."""

    missing: int
    late: int
    new: int
    when: str
    price_until: pd.Timestamp


class Dated(NamedTuple):
    """A date of the carbon border with its row."""

    day: pd.Timestamp
    row: Result


def finding(sure: Sureness, lang: Language) -> str:
    """How many figures from how many sources."""
    return lang.text(
        "{rows} figures from {sources} sources, each with its range and its doubt.",
        rows=lang.number(sure.rows),
        sources=lang.number(sure.sources),
    )


def lighthouses(latest: Result, missing: int, sources: tuple[str, ...], lang: Language) -> Card:
    """Awards in China by the latest cohort that names them."""
    _ = lang.text
    return Card(
        "lighthouses",
        _("Lighthouse factories in China, {date}", date=lang.period(latest["cohort"])),
        _("{count} of {world}", count=lang.number(latest["total"]), world=lang.number(latest["world"])),
        lang.plural(
            "Announced so far, Taiwan included; {count} of the sites is not in our list.",
            "Announced so far, Taiwan included; {count} of the sites are not in our list.",
            missing,
        ),
        _("See the provinces"),
        sources,
    )


def packaging(ends: Result, year: int, sources: tuple[str, ...], lang: Language) -> Card:
    """TSMC's CoWoS capacity at the end of a year, from the lowest to the highest statement."""
    _ = lang.text
    return Card(
        "packaging",
        _("TSMC CoWoS, wafers a month, end of {year}", year=year),
        lang.range(ends["lowest"], ends["highest"]),
        lang.plural(
            "{count} public estimate; the picture is in thousands, hollow where not yet reached.",
            "{count} public estimates; the picture is in thousands, hollow where not yet reached.",
            int(ends["statements"]),
        ),
        _("Compare the vendors"),
        sources,
    )


def cbam(first: Result, last: Result, lang: Language) -> Card:
    """Cost of a tonne of the example in the first year, and the price that later ones assume."""
    _ = lang.text
    return Card(
        "cbam",
        _("CBAM per tonne of hot-rolled coil, China"),
        lang.money(first["cost_eur"]),
        _(
            "Early {year}, with default values. Later years at an assumed certificate price of {price}.",
            year=first["year"],
            price=lang.money(last["certificate_price_eur"]),
        ),
        _("Work out my cost"),
        CBAM_SOURCES,
    )


def past(latest: Result, dates: Iterable[Dated], lang: Language) -> str:
    """The latest awards and the last dates of the carbon border, as a list in Markdown."""
    cohort = lang.plural(
        "**{date}** {count} new lighthouse award worldwide",
        "**{date}** {count} new lighthouse awards worldwide",
        int(latest["announced_new"]),
        date=lang.period(latest["cohort"]),
    )
    return _list([*_dates(dates, lang), cohort])


def coming(dates: Iterable[Dated], lang: Language) -> str:
    """The next dates of the carbon border, as a list in Markdown."""
    return _list(_dates(dates, lang))


def _dates(dates: Iterable[Dated], lang: Language) -> list[str]:
    return [f"**{lang.date(day)}** {lang.pick(row, 'name')}" for day, row in dates]


def fact_check(sure: Sureness, lang: Language) -> str:
    """How the checked claims of the articles fared."""
    return lang.text(
        "{statements} statements of eight articles; of {checks} claims checked, independent sources support {supported} and dispute {disputed}, and {untestable} cannot be tested.",
        statements=lang.number(sure.statements),
        **{
            name: lang.number(sure.claims[name]) for name in ("checks", "supported", "disputed", "untestable")
        },
    )


def doubts(sure: Sureness, gaps: Gaps, lang: Language) -> str:
    """How near the sources stand to the facts, and what is missing, in Markdown."""
    _ = lang.text
    lines = [
        _(
            "{share} of the sources are an authority, a company, an act or a research house; the others report what those say.",
            share=lang.percent(sure.first_hand),
        ),
        _(
            "The lighthouse list lacks {missing} sites in China, and {late} of the {count} named in {date}.",
            missing=lang.number(gaps.missing),
            late=lang.number(gaps.late),
            count=lang.number(gaps.new),
            date=lang.period(gaps.when),
        ),
        _("TSMC does not publish CoWoS capacity: even “reached” levels are estimates of others."),
        _(
            "CBAM benchmarks for 2027 and later are provisional; certificate prices after {date} are assumptions.",
            date=lang.month(gaps.price_until),
        ),
    ]
    return _list(lines)


def _list(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)
