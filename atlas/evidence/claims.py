"""The facts of the articles: verdicts on two axes, recomputed claims, contradictions, coverage.

All functions take tables of ``data/`` as `atlas.tables` loads them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import pandas as pd

from atlas.evidence import formulas

#: the two axes of a verdict, each from the gravest to the mildest code
ARITHMETIC = ("disagrees", "not_computable", "agrees")
EVIDENCE = ("disputed", "untestable", "supported")
#: what each code weighs against a claim; a claim weighs what both axes add up to
WEIGHT = {"disputed": 3, "untestable": 1, "supported": 0, "disagrees": 2, "not_computable": 0, "agrees": 0}
#: code of a link written before verdicts had two axes → axis and code that say the same today
FORMER_VERDICTS = {
    "ok": ("arithmetic", "agrees"),
    "ok_rounded": ("arithmetic", "agrees"),
    "inconsistent": ("arithmetic", "disagrees"),
    "wrong": ("evidence", "disputed"),
    "outdated": ("evidence", "disputed"),
    "understated": ("evidence", "untestable"),
    "ambiguous": ("evidence", "untestable"),
    "incomplete": ("evidence", "untestable"),
    "doubtful": ("evidence", "untestable"),
}
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


def axis_of(verdict: str) -> tuple[str, str]:
    """Axis and code of a verdict that a link asks for; links of before name a single verdict."""
    if verdict in FORMER_VERDICTS:
        return FORMER_VERDICTS[verdict]
    return ("arithmetic" if verdict in ARITHMETIC else "evidence"), verdict


def judged(evidence: pd.DataFrame, checks: pd.DataFrame, check_facts: pd.DataFrame) -> pd.DataFrame:
    """The facts with their verdict on both axes, and the ``checks`` they take part in (keys, ``;``).

    ``arithmetic`` and ``evidence`` are the gravest of the checks that judge the fact itself; a fact that
    a check only computes with has no verdict from it. Empty where no check judges the fact.
    """
    links = check_facts.merge(checks[["check_id", "arithmetic", "evidence"]], on="check_id")
    claimed = links[links["role"] == "claim"]
    columns = {
        axis: evidence["fact_id"].map(_gravest(claimed, axis, codes))
        for axis, codes in (("arithmetic", ARITHMETIC), ("evidence", EVIDENCE))
    }
    keys = links.groupby("fact_id")["check_id"].agg(lambda keys: ";".join(sorted(keys)))
    return evidence.assign(**columns, checks=evidence["fact_id"].map(keys))


def _gravest(links: pd.DataFrame, axis: str, codes: Sequence[str]) -> pd.Series[str]:
    """The first of the codes that a fact's checks carry."""
    ranks = links[axis].map({code: rank for rank, code in enumerate(codes)})
    return ranks.groupby(links["fact_id"]).min().map(dict(enumerate(codes)))


def select(facts: pd.DataFrame, codes: Mapping[str, str | None]) -> pd.DataFrame:
    """The facts whose columns have these codes (None: any). KeyError for a column that ``facts`` lacks."""
    chosen = facts
    for column, code in codes.items():
        if code is not None:
            chosen = chosen[chosen[column] == code]
    return chosen


def recomputed(steps: pd.DataFrame, evidence: pd.DataFrame, outside: pd.DataFrame) -> pd.DataFrame:
    """Each step of ``check_steps`` computed again from the facts it names.

    Out: the columns of ``steps``, ``low`` and ``high`` (the result), ``printed_low`` and
    ``printed_high`` (what the text prints, an open end empty), ``gap`` as `gap` gives it
    (empty where the text prints no result), and ``independent``: whether the step takes a figure of
    ``outside_facts``. FormulaError for a step that cannot be computed.
    """
    known = formulas.facts(evidence) | formulas.facts(outside)
    results = [formulas.compute(formula, known) for formula in steps["formula"]]
    printed = evidence.set_index("fact_id")[["value_low", "value_high"]].reindex(steps["printed_fact_id"])
    frame = steps.assign(
        low=[result.low for result in results],
        high=[result.high for result in results],
        printed_low=printed["value_low"].to_numpy(),
        printed_high=printed["value_high"].to_numpy(),
        independent=steps["formula"].map(formulas.takes_outside),
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


def positions(steps: pd.DataFrame) -> pd.DataFrame:
    """Where independent sources stand beside what an article prints, one row a check and printed fact.

    ``steps`` as `recomputed` gives them. Out: ``check_id``, ``printed_fact_id``, ``unit``, ``low`` and
    ``high`` (over all independent steps), ``printed`` (the end of the printed range nearest to them),
    ``ratio_low`` and ``ratio_high`` (independent divided by printed), farthest first.
    """
    rows = steps[steps["independent"] & steps["gap"].notna()]
    keys = ["check_id", "printed_fact_id", "unit"]
    ends = rows.groupby(keys, as_index=False).agg(
        low=("low", "min"),
        high=("high", "max"),
        printed_low=("printed_low", "first"),
        printed_high=("printed_high", "first"),
    )
    bottom, top = (
        ends["printed_low"].fillna(ends["printed_high"]),
        ends["printed_high"].fillna(ends["printed_low"]),
    )
    ends["printed"] = bottom.where(ends["high"] < bottom, top)
    ends = ends.assign(ratio_low=ends["low"] / ends["printed"], ratio_high=ends["high"] / ends["printed"])
    distance = [max(abs(math.log(low)), abs(math.log(high))) for low, high in _pairs(ends, "ratio")]
    return ends.assign(distance=distance).sort_values("distance", ascending=False).reset_index(drop=True)


def _pairs(frame: pd.DataFrame, stem: str) -> list[tuple[float, float]]:
    return list(zip(frame[f"{stem}_low"], frame[f"{stem}_high"], strict=True))


def contradictions(checks: pd.DataFrame, steps: pd.DataFrame) -> pd.DataFrame:
    """Checks whose claim an independent source disputes or that contradict themselves, gravest first.

    ``steps`` as `recomputed` gives them. Rule: ``score`` = `WEIGHT` of both axes × (1 + largest gap of its
    steps, at most 1; 0 where nothing printed can be compared). So what an independent source
    disputes weighs most, then what the text itself contradicts, and each the more the further the
    printed figure is off.
    """
    widest = steps.groupby("check_id")["gap"].max()
    frame = checks.assign(weight=weight(checks), gap=checks["check_id"].map(widest))
    frame["score"] = frame["weight"] * (1 + frame["gap"].clip(upper=1).fillna(0))
    frame = frame[frame["weight"] > 1]
    return frame.sort_values(["score", "check_id"], ascending=[False, True]).reset_index(drop=True)


def weight(checks: pd.DataFrame) -> pd.Series[int]:
    """What speaks against each claim, on both axes together: 0 for one that holds."""
    return checks["arithmetic"].map(WEIGHT) + checks["evidence"].map(WEIGHT)


def tally(checks: pd.DataFrame) -> dict[str, int]:
    """How many checks there are, and how many carry each code of either axis."""
    counted = {code: int((checks["arithmetic"] == code).sum()) for code in ARITHMETIC}
    counted |= {code: int((checks["evidence"] == code).sum()) for code in EVIDENCE}
    return {"checks": len(checks), **counted}


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
    """Per article: ``facts``, ``numbers``, ``checks``, and the checks of each code of both axes."""
    numeric = facts[facts["value_low"].notna() | facts["value_high"].notna()]
    counted = {"facts": facts.groupby("article_id").size(), "numbers": numeric.groupby("article_id").size()}
    columns = {
        name: articles["article_id"].map(sizes).fillna(0).astype("int") for name, sizes in counted.items()
    }
    tallies = [tally(checks[checks["article_id"] == article]) for article in articles["article_id"]]
    return articles.assign(**columns, **pd.DataFrame(tallies, index=articles.index))


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
