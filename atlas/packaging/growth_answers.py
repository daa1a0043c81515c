"""Printed growth recomputed: a verdict in words and the ranges behind it, kept for all sessions."""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd

from atlas.app import cache
from atlas.app.cache import cached
from atlas.app.exhibit import Exhibit
from atlas.language import Language
from atlas.packaging import growth as packaging_growth
from atlas.packaging import growth_chart
from atlas.packaging.names import Names
from atlas.packaging.words_answers import names_in, statement_table


class Checked(NamedTuple):
    """The finding, an exhibit for each figure that can be recomputed, and the rest as a list."""

    finding: str
    exhibits: dict[str, Exhibit]
    rest: tuple[str, ...]
    rest_sources: tuple[str, ...]


def verdict_words(lang: Language) -> dict[str, str]:
    """Each verdict of the growth check in words."""
    _ = lang.text
    return {
        "holds": _("The figures bear it out."),
        "partly": _("The figures bear it out in part."),
        "understated": _("True, but far too low: every pairing of the figures gives more."),
        "holds_for_middle": _("It holds for the middle of the ranges, not for their lower end."),
        "holds_at_top": _("It holds only at the top of the ranges."),
        "too_high": _("More than the figures can give."),
        "too_low": _("Less than the figures give."),
        "not_computable": _("It cannot be recomputed: a figure for one of the two dates is missing."),
    }


@cached
def checked(lang: Language) -> Checked:
    """Every printed growth figure, recomputed where both dates have a figure."""
    names = names_in(lang)
    rows = packaging_growth.growth_check(cache.table("packaging_capacity"))
    own = rows[rows["basis"] == "same_source"]
    computed = rows[rows["verdict"] != "not_computable"]["row_id"].unique()
    rest = own[~own["row_id"].isin(computed)]
    lines = []
    for row in rest.to_dict("records"):
        printed = names.value(row["value_low"], row["value_high"])
        lines.append(f"- {_growth_title(names, row)}: {printed} {names.term('packaging_unit', row['unit'])}")
    return Checked(
        _sentence(own.set_index("row_id"), names),
        {row_id: _growth_exhibit(names, rows[rows["row_id"] == row_id]) for row_id in computed},
        tuple(lines),
        tuple(rest["source_id"]),
    )


def _sentence(own: pd.DataFrame, names: Names) -> str:
    """What the article prints for 2023 to 2026, and what its own capacities give."""
    lang = names.lang
    by_id = {row["row_id"]: row for row in own.reset_index().to_dict("records")}
    multiple, yearly = by_id["CAP008"], by_id["CAP009"]
    return lang.text(
        "The article prints {times} times and over {percent} a year for 2023 to 2026; its own figures give **{low}–{high} times** and **{yearly} a year**.",
        times=lang.range(multiple["value_low"], multiple["value_high"]),
        percent=lang.percent(yearly["value_low"] / 100),
        low=lang.number(multiple["multiple_low"], 1),
        high=lang.number(multiple["multiple_high"], 1),
        yearly=lang.percent_range(yearly["cagr_low"] / 100, yearly["cagr_high"] / 100),
    )


def _growth_title(names: Names, row: Any) -> str:
    return names.lang.text(
        "{measure}: {series}, {start} to {end}",
        measure=names.term("packaging_metric", row["metric"]),
        series=names.series(row),
        start=row["base_end"].year,
        end=row["period_end"].year,
    )


def _growth_exhibit(names: Names, pair: pd.DataFrame) -> Exhibit:
    """A printed figure, its verdict in words, and the ranges behind the verdict."""
    first = pair.iloc[0]
    verdict = next(code for code in pair["verdict"] if code != "not_computable")
    words = verdict_words(names.lang)[verdict]
    return Exhibit(
        f"{_growth_title(names, first)} — {words}",
        growth_chart.growth(pair, names, words),
        *statement_table(pair.head(1), names),
        (first["source_id"],),
        names.lang.text(
            "Low: lowest end over highest start. High: highest end over lowest start. Middle: medians (ours)."
        ),
    )
