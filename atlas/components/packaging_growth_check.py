"""Printed growth beside the growth that capacities give, with a verdict in words."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from atlas import cached, packaging_growth
from atlas.components.exhibit import exhibit, source_note
from atlas.components.frame import Page
from atlas.components.packaging_views import finding, statement_table
from atlas.figures import packaging_ranges as ranges
from atlas.packaging_names import Names


def verdict_words(page: Page) -> dict[str, str]:
    """Each verdict of the growth check in words."""
    _ = page.lang.text
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


def growth(page: Page, names: Names) -> None:
    """Each printed growth figure beside the growth that capacities give."""
    _, lang = page.lang.text, page.lang
    rows = packaging_growth.growth_check(cached.table("packaging_capacity"))
    own = rows[rows["basis"] == "same_source"].set_index("row_id")
    multiple, yearly = own.loc["CAP008"], own.loc["CAP009"]
    finding(
        _(
            "The article prints {times} times and over {percent} % a year for 2023 to 2026; its own figures give **{low}–{high} times** and **{slow}–{fast} % a year**.",
            times=lang.range(multiple["value_low"], multiple["value_high"]),
            percent=lang.number(yearly["value_low"]),
            low=lang.number(multiple["multiple_low"], 1),
            high=lang.number(multiple["multiple_high"], 1),
            slow=lang.number(yearly["cagr_low"]),
            fast=lang.number(yearly["cagr_high"]),
        )
    )
    computed = rows[rows["verdict"] != "not_computable"]["row_id"].unique()
    for row_id in computed:
        _growth_exhibit(page, names, rows[rows["row_id"] == row_id])
    rest = rows[~rows["row_id"].isin(computed) & (rows["basis"] == "same_source")]
    st.header(_("Printed, but not to be recomputed"))
    st.caption(verdict_words(page)["not_computable"])
    for row in rest.to_dict("records"):
        printed = names.value(row["value_low"], row["value_high"])
        st.markdown(f"- {_growth_title(names, row)}: {printed} {names.term('packaging_unit', row['unit'])}")
    source_note(lang, rest["source_id"].tolist())


def _growth_title(names: Names, row: Any) -> str:
    return names.lang.text(
        "{measure}: {series}, {start} to {end}",
        measure=names.term("packaging_metric", row["metric"]),
        series=names.series(row),
        start=row["base_end"].year,
        end=row["period_end"].year,
    )


def _growth_exhibit(page: Page, names: Names, pair: pd.DataFrame) -> None:
    """A printed figure, its verdict in words, and the ranges behind the verdict."""
    first = pair.iloc[0]
    verdict = next(code for code in pair["verdict"] if code != "not_computable")
    words = verdict_words(page)[verdict]
    table, labels = statement_table(pair.head(1), names)
    exhibit(
        page,
        f"packaging-growth-{first['row_id']}",
        f"{_growth_title(names, first)} — {words}",
        ranges.growth(pair, names, words),
        table,
        labels,
        [first["source_id"]],
        doubt=names.lang.text(
            "Low: lowest end over highest start. High: highest end over lowest start. Middle: medians (ours)."
        ),
    )
