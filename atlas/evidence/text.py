"""Facts and checks in words: value with its bound and unit, period, printed beside recomputed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from atlas import terms
from atlas.app import cache
from atlas.app.cache import cached
from atlas.evidence import claims
from atlas.language import MISSING, Language

BOUND = {"gt": "> ", "ge": "≥ ", "lt": "< ", "le": "≤ ", "approx": "≈ "}
#: amounts from here on are shown in the language's own large steps
LARGE = 1e5

Row = Mapping[Any, Any]


@cached
def names(table: str, key: str, lang: Language) -> dict[str, str]:
    """Names of a table's rows by key, in the language with that code."""
    return {row[key]: lang.pick(row, "name") for row in cache.table(table).to_dict("records")}


def with_unit(number: str, unit: str, lang: Language) -> str:
    """A written number and the name of its unit; no space before a percent sign or after a Chinese step."""
    return lang.with_unit(number, terms.name("fact_unit", unit, lang))


def amount(value: float, lang: Language) -> str:
    """A printed number with the digits it was printed with, large ones in steps."""
    if abs(value) >= LARGE:
        return lang.compact(value, 2)
    digits = len(f"{value:.4f}".rstrip("0").partition(".")[2])
    return lang.number(value, digits)


def result(value: float, lang: Language) -> str:
    """A computed number with three significant digits; a whole one without decimals."""
    if abs(value) >= LARGE:
        return lang.compact(value, 2)
    whole = abs(value) >= 100 or abs(value - round(value)) < 1e-9
    digits = 0 if whole else 1 if abs(value) >= 10 else 2 if abs(value) >= 1 else 3
    return lang.number(value, digits)


def value_text(fact: Row, lang: Language) -> str:
    """What a fact says: number with bound, sign and unit, or its statement, or its date."""
    if pd.isna(fact["value_low"]) and pd.isna(fact["value_high"]):
        if pd.notna(fact["statement_en"]):
            return lang.pick(fact, "statement")
        return period_text(fact, lang)
    ends = [amount(fact[end], lang) for end in ("value_low", "value_high") if pd.notna(fact[end])]
    number = "–".join(dict.fromkeys(ends))
    if fact["unit"] == "rank":
        return _rank(fact["metric"], number, lang)
    sign = {"increase": "+", "decrease": "−"}.get(fact["direction"], "")
    sign = sign if str(fact["metric"]).endswith("_chg") else ""
    return BOUND.get(fact["qualifier"], "") + with_unit(sign + number, fact["unit"], lang)


def _rank(metric: str, number: str, lang: Language) -> str:
    _ = lang.text
    if metric == "only":
        return _("as claimed")
    return _("top {rank}", rank=number) if metric == "top_n" else _("No. {rank}", rank=number)


def period_text(fact: Row, lang: Language) -> str:
    """When: a year, month or day, a span, or the article's own words."""
    _ = lang.text
    start, end = fact["period_start"], fact["period_end"]
    star = " *" if fact["inferred"] == "period" else ""
    if pd.isna(start) and pd.isna(end):
        return terms.name("fact_period", fact["period"], lang)
    if pd.isna(end):
        return _("from {date}", date=lang.month(start)) + star
    if pd.isna(start):
        return _("until {date}", date=lang.month(end)) + star
    return _span(start, end, lang) + star


def _span(start: pd.Timestamp, end: pd.Timestamp, lang: Language) -> str:
    if start == end:
        if (start.month, start.day) == (12, 31):
            return lang.text("end of {year}", year=str(start.year))
        return lang.date(start)
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return str(start.year) if start.year == end.year else f"{start.year}–{end.year}"
    if (start.year, start.month) == (end.year, end.month):
        return lang.month(start)
    return f"{lang.month(start)} – {lang.month(end)}"


def ends_text(low: float, high: float, unit: str, lang: Language) -> str:
    """A value of a table: its ends as printed, an open one as a bound, and its unit."""
    ends = dict.fromkeys(amount(end, lang) for end in (low, high) if pd.notna(end))
    bound = BOUND["ge"] if pd.isna(high) else BOUND["le"] if pd.isna(low) else ""
    return bound + with_unit("–".join(ends), unit, lang)


def step_text(step: Row, lang: Language) -> str:
    """The result of one step of a check, with its unit."""
    ends = [result(step[end], lang) for end in ("low", "high")]
    number = "–".join(dict.fromkeys(ends))
    return BOUND.get(step["qualifier"], "") + with_unit(number, step["unit"], lang)


@cached
def judged() -> pd.DataFrame:
    """All facts with their verdict on both axes."""
    return claims.judged(cache.table("evidence"), cache.table("evidence_checks"), cache.table("check_facts"))


@cached
def recomputed() -> pd.DataFrame:
    """All steps of the checks, computed from the facts and from independent sources."""
    return claims.recomputed(
        cache.table("check_steps"), cache.table("evidence"), cache.table("outside_facts")
    )


def verdict_text(row: Row, lang: Language) -> str:
    """A verdict in words, evidence first; empty for what was not checked."""
    if pd.isna(row["evidence"]):
        return ""
    return f"{terms.name('evidence', row['evidence'], lang)} · {terms.name('arithmetic', row['arithmetic'], lang)}"


def tested_text(check: Row, lang: Language) -> str:
    """What a check was tested against."""
    named = terms.names("check_basis", lang)
    against = lang.join(named[code] for code in check["tested_against"].split(";"))
    return lang.text("Tested against: {what}", what=against)


@cached
def fact_rows(lang: Language) -> pd.DataFrame:
    """The facts in words: what the tables of facts show, ``fact_id`` first."""
    facts = judged()
    records = facts.to_dict("records")
    return pd.DataFrame(
        {
            "fact_id": facts["fact_id"],
            "subject": facts["subject_id"].map(names("evidence_subjects", "subject_id", lang)),
            "metric": facts["metric"].map(names("evidence_metrics", "metric", lang)),
            "value": [value_text(row, lang) for row in records],
            "period": [period_text(row, lang) for row in records],
            "place": facts["place_id"].map(names("evidence_places", "place_id", lang)).fillna(""),
            "kind": facts["kind"].map(terms.names("kind", lang)),
            "verdict": [verdict_text(row, lang) for row in records],
            "quote_zh": facts["quote_zh"],
        }
    )


@cached
def check_rows(lang: Language) -> pd.DataFrame:
    """The checks in words: verdict, claim, printed, recomputed, what independent sources give, comment."""
    facts = cache.table("evidence").set_index("fact_id", drop=False)
    said: dict[str, dict[str, list[str]]] = {"printed": {}, "recomputed": {}, "elsewhere": {}}
    for step in recomputed().to_dict("records"):
        column = "elsewhere" if step["independent"] else "recomputed"
        _add(said[column], step["check_id"], step_text(step, lang))
        if pd.notna(step["printed_fact_id"]):
            printed = value_text(facts.loc[step["printed_fact_id"]].to_dict(), lang)
            _add(said["printed"], step["check_id"], printed)
    checks = cache.table("evidence_checks")
    records = checks.to_dict("records")
    columns = {
        name: [" · ".join(found.get(key, [])) or MISSING for key in checks["check_id"]]
        for name, found in said.items()
    }
    return checks[["check_id", "article_id", "arithmetic", "evidence", "source_ids"]].assign(
        weight=claims.weight(checks),
        verdict=[verdict_text(row, lang) for row in records],
        tested=[tested_text(row, lang) for row in records],
        claim=[lang.pick(row, "claim") for row in records],
        comment=[lang.pick(row, "comment") if pd.notna(row["comment_en"]) else "" for row in records],
        **columns,
    )


def _add(found: dict[str, list[str]], key: str, text: str) -> None:
    """A text under its key, once."""
    if text not in found.setdefault(key, []):
        found[key].append(text)
