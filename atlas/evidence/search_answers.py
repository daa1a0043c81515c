"""Search and filters of the sources page: which statements fit, in which order, and why."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from atlas import terms
from atlas.app import cache
from atlas.app.cache import cached
from atlas.evidence import claims, search
from atlas.evidence.outside_text import outside_rows
from atlas.evidence.text import fact_rows, judged, names
from atlas.language import LANGUAGES, Language, columns_of

#: address parameter of each filter → column of the facts; the verdict has two axes
FILTERS = {
    "article": "article_id",
    "verdict": "evidence",
    "subject": "subject_id",
    "metric": "metric",
    "place": "place_id",
    "kind": "kind",
}
NAMES = columns_of("name")
#: tables of the same texts in both Chinese scripts
BOTH_SCRIPTS = (
    "evidence",
    "evidence_checks",
    "evidence_subjects",
    "evidence_metrics",
    "evidence_places",
    "outside_facts",
    "articles",
    "provinces",
)
STATEMENTS = columns_of("statement")


def _named(keys: pd.Series[str], table: str, key: str) -> pd.Series[str]:
    """The names in all languages of what a column points to."""
    named = cache.table(table).set_index(key)[list(NAMES)].fillna("").agg(" ; ".join, axis=1)
    return keys.map(named).fillna("")


@cached
def _pairs() -> tuple[tuple[str, str], ...]:
    """Texts in both Chinese scripts, of which the search learns how they relate."""
    found: list[tuple[str, str]] = []
    for table in BOTH_SCRIPTS:
        frame = cache.table(table)
        for column in frame.columns:
            if column.endswith("zh_hant"):
                rows = frame[[column, column.removesuffix("hant") + "hans"]].dropna()
                found += list(rows.itertuples(index=False, name=None))
    return tuple(found)


def _in_every_language(codes: pd.Series[str], vocabulary: str) -> pd.Series[str]:
    """The names of codes in all languages."""
    every = [terms.names(vocabulary, Language(code)) for code in LANGUAGES]
    return codes.map(lambda code: " ; ".join(named[code] for named in every))


@cached
def _facts_index() -> search.Index:
    facts = cache.table("evidence")
    dates = facts[["period_start", "period_end"]].apply(lambda days: days.dt.strftime("%Y-%m-%d").fillna(""))
    fields = {
        "subject": _named(facts["subject_id"], "evidence_subjects", "subject_id"),
        "metric": _named(facts["metric"], "evidence_metrics", "metric"),
        "place": _named(facts["place_id"], "evidence_places", "place_id"),
        "statement": facts[list(STATEMENTS)].fillna("").agg(" ; ".join, axis=1),
        "unit": _in_every_language(facts["unit"], "fact_unit"),
        "quote": facts["quote_zh"],
        "period": dates.agg(" ; ".join, axis=1),
        "fact": facts["fact_id"],
    }
    return search.index(facts, fields, tuple(cache.table("search_words")["words"]), _pairs())


@cached
def _outside_index() -> search.Index:
    facts = cache.table("outside_facts")
    fields = {
        "subject": _in_every_language(facts["subject"], "outside_subject"),
        "metric": _in_every_language(facts["metric"], "outside_metric"),
        "unit": _in_every_language(facts["unit"], "fact_unit"),
        "statement": facts[list(STATEMENTS)].fillna("").agg(" ; ".join, axis=1),
        "quote": facts["quote"],
        "period": facts["period"].fillna(""),
        "fact": facts["fact_id"],
    }
    return search.index(facts, fields, tuple(cache.table("search_words")["words"]), _pairs())


@cached
def filtered(codes: tuple[tuple[str, str | None], ...], lang: Language) -> pd.DataFrame:
    """The statements that the filters leave, in words."""
    chosen = claims.select(judged(), dict(codes))
    return fact_rows(lang).set_index("fact_id", drop=False).loc[chosen["fact_id"]].reset_index(drop=True)


def as_columns(filters: Mapping[str, str | None]) -> tuple[tuple[str, str | None], ...]:
    """The filters of the address as columns of the facts with their codes."""
    columns: dict[str, str | None] = {}
    for name, code in filters.items():
        column = FILTERS[name]
        if name == "verdict" and code is not None:
            column, code = claims.axis_of(code)
        columns[column] = code
    return tuple(columns.items())


def found(text: str, filters: Mapping[str, str | None], lang: Language) -> pd.DataFrame:
    """The statements that filters and search leave, best first, with ``why`` in words; kept nowhere."""
    rows = filtered(as_columns(filters), lang)
    if not text.strip():
        return rows
    hits = search.find(text, _facts_index())
    hits = hits[hits["fact_id"].isin(rows["fact_id"])]
    best = rows.set_index("fact_id", drop=False).loc[hits["fact_id"]].reset_index(drop=True)
    return best.assign(why=[_why(reasons, lang) for reasons in hits["hits"]])


def found_outside(text: str, article: str | None, lang: Language) -> pd.DataFrame:
    """The facts of independent sources that a search finds, best first, with ``why`` in words."""
    rows = outside_rows(lang)
    if article is not None:
        rows = rows[rows["article_id"] == article]
    hits = search.find(text, _outside_index())
    hits = hits[hits["fact_id"].isin(rows["fact_id"])]
    best = rows.set_index("fact_id", drop=False).loc[hits["fact_id"]].reset_index(drop=True)
    return best.assign(why=[_why(reasons, lang) for reasons in hits["hits"]])


def _why(reasons: tuple[search.Hit, ...], lang: Language) -> str:
    """Where a search found its words."""
    _ = lang.text
    fields = {
        "value": _("Value"),
        "subject": _("Subject"),
        "metric": _("Metric"),
        "place": _("Place"),
        "statement": _("What it says"),
        "unit": _("Unit"),
        "quote": _("Quote"),
        "period": _("Period"),
        "fact": _("Number"),
    }
    return " · ".join(f"{fields[hit.field]}: {hit.words}" for hit in reasons)


@cached
def filter_codes() -> dict[str, tuple[str, ...]]:
    """What each filter can be set to; a verdict also by the codes that links carried before."""
    facts = cache.table("evidence")
    return {
        "article": tuple(cache.table("articles")["article_id"]),
        "verdict": (*claims.EVIDENCE, *claims.ARITHMETIC),
        "subject": tuple(cache.table("evidence_subjects")["subject_id"]),
        "metric": tuple(cache.table("evidence_metrics")["metric"]),
        "place": tuple(facts["place_id"].dropna().unique()),
        "kind": tuple(facts["kind"].unique()),
    }


@cached
def choices(lang: Language) -> dict[str, dict[str, str]]:
    """Name of each choice of each filter, in the order of its list."""
    articles = cache.table("articles")
    topics = terms.names("article_topic", lang)
    labels: dict[str, dict[str, str]] = {
        "article": dict(zip(articles["article_id"], articles["topic"].map(topics), strict=True)),
        "verdict": {**terms.names("evidence", lang), **terms.names("arithmetic", lang)},
        "subject": names("evidence_subjects", "subject_id", lang),
        "metric": names("evidence_metrics", "metric", lang),
        "place": names("evidence_places", "place_id", lang),
        "kind": terms.names("kind", lang),
    }
    found_choices: dict[str, dict[str, str]] = {}
    for name, codes in filter_codes().items():
        own = labels[name]
        ordered = sorted(codes, key=own.__getitem__) if name in ("subject", "metric", "place") else codes
        found_choices[name] = {key: own[key] for key in ordered}
    return found_choices
