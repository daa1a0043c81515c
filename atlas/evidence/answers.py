"""What pages ask about claims: where an article stands, and how all of them fared."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from atlas import terms
from atlas.app import cache
from atlas.app.cache import cached
from atlas.app.exhibit import Exhibit
from atlas.evidence import charts, claims
from atlas.evidence.text import check_rows, judged, names, recomputed, step_text, value_text
from atlas.language import Language


@cached
def articles() -> pd.DataFrame:
    """The articles with their facts, checks and verdicts counted."""
    return claims.by_article(cache.table("articles"), judged(), cache.table("evidence_checks"))


@cached
def verdicts(lang: Language) -> Exhibit:
    """How the claims of each article fared."""
    rows, topics = articles(), terms.names("article_topic", lang)
    _ = lang.text
    labels = dict(zip(rows["article_id"], rows["topic"].map(topics), strict=True))
    evidence, arithmetic = terms.names("evidence", lang), terms.names("arithmetic", lang)
    table = rows.assign(topic=rows["topic"].map(topics), title=lang.pick_all(rows, "title"))
    return Exhibit(
        _("What independent sources say of each article's claims"),
        charts.verdict_bars(rows, labels, evidence, lang),
        table,
        {
            "topic": _("Topic"),
            "title": _("Title"),
            "facts": _("Statements"),
            "checks": _("Checks"),
            **evidence,
            **arithmetic,
        },
        tuple(rows["source_id"]),
        _(
            "A claim for which nothing but the article itself was found is untestable, whatever its arithmetic. What was not checked is not counted."
        ),
    )


@cached
def tally(lang: Language, article: str | None = None) -> str:
    """How the checked claims of an article fared, or of all; one or two sentences."""
    checks = cache.table("evidence_checks")
    count = claims.tally(checks if article is None else checks[checks["article_id"] == article])
    named = {code: lang.number(number) for code, number in count.items()}
    first = lang.plural(
        "{count} claim was checked: independent sources support {supported} and dispute {disputed}; {untestable} cannot be tested.",
        "{count} claims were checked: independent sources support {supported} and dispute {disputed}; {untestable} cannot be tested.",
        count["checks"],
        **named,
    )
    itself = count["disagrees"]
    if not itself:
        return first
    second = lang.plural(
        "{count} contradicts the article itself.", "{count} contradict the article itself.", itself
    )
    return lang.sentences([first, second])


@cached
def positions(article: str | None, lang: Language) -> Exhibit | None:
    """Independent figures beside those that an article prints, or all do; None where no claim has both."""
    rows = claims.positions(recomputed())
    checks = check_rows(lang).set_index("check_id")
    rows = rows[rows["check_id"].map(checks["article_id"]).eq(article)] if article else rows
    if rows.empty:
        return None
    table = _position_rows(rows, lang).assign(
        verdict=rows["check_id"].map(checks["verdict"]).to_numpy(),
        claim=rows["check_id"].map(checks["claim"]).to_numpy(),
    )
    _ = lang.text
    sources = ";".join(checks.loc[rows["check_id"], "source_ids"].dropna()).split(";")
    return Exhibit(
        _("Independent figures, as a multiple of the article's"),
        charts.positions(table, lang),
        table,
        {
            "claim": _("The article says"),
            "label": _("Figure"),
            "printed": _("Printed"),
            "elsewhere": _("Independent sources"),
            "verdict": _("Verdict"),
        },
        tuple(sources),
        _(
            "Only claims with a figure that an independent source gives too. Beyond four times, the mark stands at the edge."
        ),
    )


def _position_rows(rows: pd.DataFrame, lang: Language) -> pd.DataFrame:
    """Both figures of each row in words."""
    facts = cache.table("evidence").set_index("fact_id", drop=False)
    metrics = names("evidence_metrics", "metric", lang)
    subjects = names("evidence_subjects", "subject_id", lang)
    printed = [value_text(facts.loc[key].to_dict(), lang) for key in rows["printed_fact_id"]]
    elsewhere = [step_text({**row, "qualifier": "eq"}, lang) for row in rows.to_dict("records")]
    labels = [
        f"{subjects[facts.loc[key, 'subject_id']]}: {metrics[facts.loc[key, 'metric']]}"
        for key in rows["printed_fact_id"]
    ]
    said = [
        lang.text("article {printed}, others {elsewhere}", printed=a, elsewhere=b)
        for a, b in zip(printed, elsewhere, strict=True)
    ]
    return pd.DataFrame(
        {
            "label": labels,
            "printed": printed,
            "elsewhere": elsewhere,
            "said": said,
            "ratio_low": rows["ratio_low"].to_numpy(),
            "ratio_high": rows["ratio_high"].to_numpy(),
            "hover": [f"{a}<br>{b}" for a, b in zip(labels, said, strict=True)],
        }
    )


class Checked(NamedTuple):
    """The checks of an article in words: those that did not hold, gravest first, and all of them."""

    failed: pd.DataFrame
    every: pd.DataFrame


@cached
def checked(article: str, lang: Language) -> Checked:
    """What was checked in an article."""
    rows = check_rows(lang)
    rows = rows[rows["article_id"] == article].sort_values("weight", ascending=False, kind="stable")
    return Checked(rows[rows["weight"] > 1], rows)


@cached
def ranked(lang: Language) -> pd.DataFrame:
    """The claims that are disputed or contradict themselves, in words, weightiest first."""
    gravest = claims.contradictions(cache.table("evidence_checks"), recomputed())
    words = check_rows(lang).set_index("check_id", drop=False).loc[gravest["check_id"]].reset_index(drop=True)
    topics = terms.names("article_topic", lang)
    topic = cache.table("articles").set_index("article_id")["topic"].map(topics)
    return words.assign(article=words["article_id"].map(topic), score=gravest["score"].round(2))
