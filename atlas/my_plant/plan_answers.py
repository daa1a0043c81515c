"""What the pairs of technologies and the roadmap show, worked out once for all sessions."""

from __future__ import annotations

from typing import Any

import pandas as pd

from atlas import terms
from atlas.app import cache
from atlas.app.cache import cached
from atlas.language import Language
from atlas.my_plant import answers, pairs, text
from atlas.my_plant.answers import Among


@cached
def _names(among: Among, lang: Language) -> dict[str, str]:
    sites = answers.rows(among).drop_duplicates("site_id").to_dict("records")
    return {row["site_id"]: text.plant(row, lang) for row in sites}


def _reached(row: dict[Any, Any], lang: Language) -> tuple[str, str]:
    """Range and median in words."""
    low, median, high = (
        text.amount(row[name], row["kind"], row["unit"], lang) for name in ("low", "median", "high")
    )
    return (low if low == high else f"{low} … {high}"), median


@cached
def pair_rows(chosen: tuple[str, ...], among: Among, lang: Language) -> pd.DataFrame:
    """Metric × pair in words: ``metric``, ``pair``, ``plants``, ``reached``, ``median``, ``named``."""
    tags, names = terms.names("technology", lang), terms.names("lighthouse_metric", lang)
    lines = []
    for row in pairs.pairs(answers.rows(among), chosen, among.industry).to_dict("records"):
        reached, median = _reached(row, lang)
        lines.append(
            {
                "metric": names[row["metric"]],
                "pair": f"{tags[row['first']]} + {tags[row['second']]}",
                "plants": row["plants"],
                "reached": reached,
                "median": median,
                "named": lang.join([_names(among, lang)[site] for site in row["site_ids"]]),
            }
        )
    return pd.DataFrame(lines, columns=["metric", "pair", "plants", "reached", "median", "named"])


@cached
def combined(lang: Language) -> tuple[str, str]:
    """What the publisher says of combinations beside our own count, and the key of its source."""
    statements = cache.table("lighthouse_statements").to_dict("records")
    row = next(each for each in statements if each["statement"] == "combined_technologies")
    said = lang.text(
        "The publisher of Lumina says that {share} of successful transformations combine several technologies. In our list {several} of {all} results name two or more. Only winners publish, so this is no rate of success.",
        share=lang.percent(row["value"] / 100),
        several=lang.number(pairs.several(answers.rows())),
        all=lang.number(len(answers.rows())),
    )
    return said, str(row["source_id"])


@cached
def step_rows(goal: str, among: Among, lang: Language) -> pd.DataFrame:
    """The steps of a roadmap in words: ``code``, ``step``, ``plants``, ``reached``, ``median``, ``cases``."""
    tags = terms.names("technology", lang)
    lines = []
    for row in pairs.steps(answers.rows(among), goal, among.industry).head(8).to_dict("records"):
        reached, median = _reached(row, lang)
        lines.append(
            {
                "code": row["technology"],
                "step": tags[row["technology"]],
                "plants": row["plants"],
                "reached": reached,
                "median": median,
                "cases": lang.join([_names(among, lang)[site] for site in row["site_ids"][:3]]),
            }
        )
    return pd.DataFrame(lines, columns=["code", "step", "plants", "reached", "median", "cases"])


@cached
def goal_sources(goal: str, among: Among) -> tuple[str, ...]:
    """Sources of the results of a goal."""
    rows = answers.rows(among)
    return tuple(dict.fromkeys(rows.loc[rows["metric"] == goal, "source_id"]))
