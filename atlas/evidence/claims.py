"""The facts of the articles: search, verdicts, recomputed claims, contradictions, coverage.

All functions take tables of ``data/`` as `atlas.tables` loads them.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Mapping, Sequence

import pandas as pd

from atlas.evidence import formulas
from atlas.language import columns_of

#: how much a verdict weighs against a claim; the order of `worst` and of the contradictions
SEVERITY = {
    "ok": 0,
    "ok_rounded": 0,
    "understated": 1,
    "ambiguous": 1,
    "incomplete": 1,
    "doubtful": 2,
    "outdated": 3,
    "inconsistent": 3,
    "wrong": 4,
}
#: largest gap between printed and recomputed that a verdict allows (natural logarithm of the ratio)
TOLERANCE = {"ok": 0.05, "ok_rounded": 0.2}
#: kinds of source that stand near the fact
FIRST_HAND = (
    "government",
    "government-via-press",
    "company",
    "company-via-press",
    "law",
    "dataset",
    "research",
)
TEXTS = (*columns_of("statement"), "quote_zh", "fact_id")
NAMES = columns_of("name")


def plain(text: str) -> str:
    """Text as it is searched: width and case folded."""
    return unicodedata.normalize("NFKC", text).casefold()


def searchable(evidence: pd.DataFrame, named: Mapping[str, pd.DataFrame]) -> pd.Series:
    """What a search looks through for each fact: its words and the names of what it points to.

    ``named``: column of ``evidence`` → table with that column and ``name_*``. Out: one string
    per ``fact_id`` (the index), folded by `plain`.
    """
    parts = [evidence[column].fillna("") for column in TEXTS]
    for column, table in named.items():
        names = table.set_index(column)[list(NAMES)].fillna("").agg(" ".join, axis=1)
        parts.append(evidence[column].map(names).fillna(""))
    text = pd.concat(parts, axis=1).agg(" ".join, axis=1).map(plain)
    return text.set_axis(evidence["fact_id"])


def judged(evidence: pd.DataFrame, checks: pd.DataFrame, check_facts: pd.DataFrame) -> pd.DataFrame:
    """The facts with ``verdict`` (the gravest of their checks, empty without one) and ``checks`` (keys, ``;``)."""
    links = check_facts.merge(checks[["check_id", "verdict"]], on="check_id")
    links["weight"] = links["verdict"].map(SEVERITY)
    links = links.sort_values(["weight", "check_id"], ascending=[False, True])
    grouped = links.groupby("fact_id", sort=False)
    return evidence.assign(
        verdict=evidence["fact_id"].map(grouped["verdict"].first()),
        checks=evidence["fact_id"].map(grouped["check_id"].agg(lambda keys: ";".join(sorted(keys)))),
    )


def select(
    facts: pd.DataFrame,
    *,
    text: str = "",
    words: pd.Series | None = None,
    **codes: str | None,
) -> pd.DataFrame:
    """The facts that fit every condition.

    ``codes`` are columns and the code each must have (None: any). ``text`` holds words that must
    all occur in ``words`` (from `searchable`). KeyError for a column that ``facts`` lacks.
    """
    chosen = facts
    for column, code in codes.items():
        if code is not None:
            chosen = chosen[chosen[column] == code]
    if text.strip() and words is not None:
        there = chosen["fact_id"].map(words)
        for word in plain(text).split():
            chosen = chosen[there.loc[chosen.index].str.contains(word, regex=False)]
    return chosen


def recomputed(steps: pd.DataFrame, evidence: pd.DataFrame) -> pd.DataFrame:
    """Each step of ``check_steps`` computed again from the facts it names.

    Out: the columns of ``steps``, ``low`` and ``high`` (the result), ``printed_low`` and
    ``printed_high`` (what the text prints, an open end empty) and ``gap`` as `gap` gives it
    (empty where the text prints no result). FormulaError for a step that cannot be computed.
    """
    known = formulas.facts(evidence)
    results = [formulas.compute(formula, known) for formula in steps["formula"]]
    printed = evidence.set_index("fact_id")[["value_low", "value_high"]].reindex(steps["printed_fact_id"])
    frame = steps.assign(
        low=[result.low for result in results],
        high=[result.high for result in results],
        printed_low=printed["value_low"].to_numpy(),
        printed_high=printed["value_high"].to_numpy(),
    )
    ends = frame[["low", "high", "printed_low", "printed_high"]].itertuples(index=False)
    frame["gap"] = [gap(*row) for row in ends]
    return frame


def gap(low: float, high: float, printed_low: float, printed_high: float) -> float:
    """How far a result lies from what is printed: |ln(result / printed)| of the nearest ends.

    0 where the two ranges meet; an open end (NaN) reaches as far as it can; NaN where nothing
    is printed. A doubling and a halving are equally far (0.69).
    """
    if pd.isna(printed_low) and pd.isna(printed_high):
        return math.nan
    if high < printed_low:
        return abs(math.log(high / printed_low))
    if low > printed_high:
        return abs(math.log(low / printed_high))
    return 0.0


def ratios(steps: pd.DataFrame) -> pd.DataFrame:
    """Steps whose result misses what is printed, farthest first, with ``ratio_low`` and ``ratio_high``.

    ``steps`` as `recomputed` gives them; the ratio is recomputed divided by the nearer printed end.
    """
    apart = steps[steps["gap"] > 0].sort_values("gap", ascending=False)
    below = apart["high"] < apart["printed_low"]
    nearest = apart["printed_low"].where(below, apart["printed_high"])
    return apart.assign(ratio_low=apart["low"] / nearest, ratio_high=apart["high"] / nearest)


def contradictions(checks: pd.DataFrame, steps: pd.DataFrame) -> pd.DataFrame:
    """Checks that did not confirm their claim, gravest first.

    ``steps`` as `recomputed` gives them. Rule: ``score`` = `SEVERITY` of the verdict × (1 +
    largest gap of its steps, at most 1; 0 where nothing printed can be compared). So what
    another source refutes weighs most, then what the text itself contradicts, and each the more the
    further the printed figure is off.
    """
    widest = steps.groupby("check_id")["gap"].max()
    frame = checks.assign(severity=checks["verdict"].map(SEVERITY), gap=checks["check_id"].map(widest))
    frame["score"] = frame["severity"] * (1 + frame["gap"].clip(upper=1).fillna(0))
    frame = frame[frame["severity"] > 0]
    return frame.sort_values(["score", "check_id"], ascending=[False, True]).reset_index(drop=True)


def disagreements(statements: pd.DataFrame, same: Sequence[str]) -> pd.DataFrame:
    """Pairs of rows from different sources that speak of the same thing and do not meet.

    ``statements``: the columns ``same`` (equal or both empty within a pair), ``value_low``,
    ``value_high``, ``source_id``. Out: ``same``, the values and sources of both (``_a``, ``_b``) and
    ``gap``, widest first.
    """
    rows = statements.reset_index(drop=True)
    columns = [*same, "value_low", "value_high", "source_id"]
    keyed = rows[columns].assign(
        key=rows[list(same)].astype("object").fillna("").astype("str").agg("|".join, axis=1), row=rows.index
    )
    pairs = keyed.merge(keyed.drop(columns=list(same)), on="key", suffixes=("_a", "_b"))
    pairs = pairs[(pairs["row_a"] < pairs["row_b"]) & (pairs["source_id_a"] != pairs["source_id_b"])]
    ends = pairs[["value_low_a", "value_high_a", "value_low_b", "value_high_b"]]
    pairs = pairs.assign(gap=[gap(*row) for row in ends.itertuples(index=False)])
    pairs = pairs[pairs["gap"] > 0].sort_values("gap", ascending=False)
    return pairs.drop(columns=["key", "row_a", "row_b"]).reset_index(drop=True)


def by_article(articles: pd.DataFrame, facts: pd.DataFrame, checks: pd.DataFrame) -> pd.DataFrame:
    """Per article: ``facts``, ``numbers``, ``checks``, ``confirmed``, ``open`` and ``contradicted``.

    ``open`` are doubtful, ambiguous, incomplete and understated claims; ``contradicted`` are
    inconsistent, outdated and wrong ones (severity 3 and more).
    """
    numeric = facts[facts["value_low"].notna() | facts["value_high"].notna()]
    weight = checks["verdict"].map(SEVERITY)
    groups = {"confirmed": weight == 0, "open": weight.between(1, 2), "contradicted": weight >= 3}
    counted = {name: checks[mask].groupby("article_id").size() for name, mask in groups.items()}
    counted |= {"facts": facts.groupby("article_id").size(), "numbers": numeric.groupby("article_id").size()}
    counted["checks"] = checks.groupby("article_id").size()
    columns = {
        name: articles["article_id"].map(sizes).fillna(0).astype("int") for name, sizes in counted.items()
    }
    return articles.assign(**columns)


def coverage(frames: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """What each table holds and lacks.

    Out: ``table``, ``rows``, ``sources`` (distinct, empty for a table without sources),
    ``first_hand`` (share of rows from an authority, company, law, data set or research house),
    ``filled`` (share of cells with a value) and ``emptiest`` (the column with most empty cells,
    empty where none is).
    """
    tier = frames["sources"].set_index("source_id")["tier"]
    lines = []
    for name, frame in frames.items():
        sourced = frame["source_id"] if name != "sources" and "source_id" in frame else None
        empty = frame.isna().mean()
        lines.append(
            {
                "table": name,
                "rows": len(frame),
                "sources": None if sourced is None else sourced.nunique(),
                "first_hand": None if sourced is None else float(sourced.map(tier).isin(FIRST_HAND).mean()),
                "filled": 1 - float(frame.isna().to_numpy().mean()),
                "emptiest": None if empty.max() == 0 else str(empty.idxmax()),
            }
        )
    return pd.DataFrame(lines)
