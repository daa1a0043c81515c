"""Facts of independent sources in words: what, how much, when, who says so."""

from __future__ import annotations

import re

import pandas as pd

from atlas import terms
from atlas.app import cache
from atlas.app.cache import cached
from atlas.evidence.text import Row, ends_text
from atlas.language import Language
from atlas.markdown import literal


def period(code: str, lang: Language) -> str:
    """When a figure of ``outside_facts`` counts: its period code in words."""
    _ = lang.text
    if "/" in code:
        start, end = code.split("/")
        if not end:
            return _("from {date}", date=_moment(start, lang))
        if not start:
            return _("until {date}", date=_moment(end, lang))
        return f"{_moment(start, lang)} – {_moment(end, lang)}"
    return _moment(code, lang)


def _moment(code: str, lang: Language) -> str:
    _ = lang.text
    business, rest = code.startswith("FY"), code.removeprefix("FY")
    half = re.fullmatch(r"(\d{4})-H([12])", rest)
    if half:
        words = (_("first half of {year}"), _("second half of {year}"))
        return words[int(half[2]) - 1].format(year=half[1])
    return _("business year {year}", year=lang.period(rest)) if business else lang.period(rest)


def value(fact: Row, lang: Language) -> str:
    """What an independent source gives: a number with its unit, or what happened."""
    if fact["unit"] == "event":
        return lang.pick(fact, "statement")
    if fact["unit"] == "rank":
        return lang.text("No. {rank}", rank=lang.number(fact["value_low"]))
    return ends_text(fact["value_low"], fact["value_high"], fact["unit"], lang)


@cached
def outside_rows(lang: Language) -> pd.DataFrame:
    """All facts of independent sources in words, ``fact_id`` first."""
    facts = cache.table("outside_facts")
    records = facts.to_dict("records")
    publishers = cache.table("sources").set_index("source_id")["publisher"]
    return facts[["fact_id", "article_id", "source_id", "quote"]].assign(
        subject=facts["subject"].map(terms.names("outside_subject", lang)),
        metric=facts["metric"].map(terms.names("outside_metric", lang)),
        value=[value(row, lang) for row in records],
        period=["" if pd.isna(row["period"]) else period(row["period"], lang) for row in records],
        kind=facts["kind"].map(terms.names("kind", lang)),
        publisher=facts["source_id"].map(publishers),
    )


def outside_labels(lang: Language) -> dict[str, str]:
    """Column headings of a table of independent facts."""
    _ = lang.text
    return {
        "subject": _("Subject"),
        "metric": _("Metric"),
        "value": _("Value"),
        "period": _("Period"),
        "kind": _("Kind"),
        "publisher": _("Source"),
        "quote": _("Quote"),
    }


@cached
def by_source(check_id: str, lang: Language) -> dict[str, list[str]]:
    """What a check was tested against: of each source its facts with their quotes, in Markdown."""
    links = cache.table("check_outside_facts")
    fact_ids = tuple(links.loc[links["check_id"] == check_id, "fact_id"])
    lines: dict[str, list[str]] = {}
    for fact in chosen(fact_ids, lang).to_dict("records"):
        when = f" ({fact['period']})" if fact["period"] else ""
        line = f"{fact['subject']}, {fact['metric']}: {fact['value']}{when}"
        lines.setdefault(fact["source_id"], []).append(f"{literal(line)}  \n  “{literal(fact['quote'])}”")
    return lines


@cached
def chosen(fact_ids: tuple[str, ...], lang: Language) -> pd.DataFrame:
    """The named facts of independent sources in words, in that order."""
    return outside_rows(lang).set_index("fact_id", drop=False).loc[list(fact_ids)]
