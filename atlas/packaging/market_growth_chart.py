"""Growth a year of each market series: the rate its house states beside the rate its sizes give."""

from __future__ import annotations

from typing import Any

import pandas as pd

from atlas.charts import theme
from atlas.packaging.names import Names
from atlas.packaging.range_charts import range_rows


def growth(rows: pd.DataFrame, names: Names) -> theme.Drawing:
    """Growth a year of each series, the stated and the recomputed one as the ends of a bar.

    ``rows``: as `packaging_market.market_growth` gives them. Hollow where nothing can be recomputed.
    """
    _ = names.lang.text
    ends = rows[["stated_cagr_percent", "recomputed_percent"]]
    said = [_growth_words(row, names) for row in rows.to_dict("records")]
    drawn = pd.DataFrame(
        {
            "label": [_growth_label(row, names) for row in rows.to_dict("records")],
            "low": ends.min(axis=1),
            "high": ends.max(axis=1),
            "text": said,
            "hover": said,
            "solid": rows["recomputed_percent"].notna(),
            "hatched": rows["doubt"].notna() & (rows["doubt"] != "house_not_named"),
            "colour": theme.QUALITATIVE[0],
        }
    ).reset_index(drop=True)
    return theme.Drawing(range_rows(drawn), _growth_alt(rows, names))


def _growth_alt(rows: pd.DataFrame, names: Names) -> str:
    """How many rates hold; the rates themselves where none can be recomputed."""
    _, lang = names.lang.text, names.lang
    if rows["recomputed_percent"].isna().all():
        stated = [
            f"{names.term('market_segment', row['segment'])} **{_rate(row['stated_cagr_percent'], names)}**"
            for row in rows.to_dict("records")
        ]
        return _("Growth a year as stated, without a size to recompute it: {rates}.", rates=lang.join(stated))
    differ = int((rows["verdict"] == "differs").sum())
    agree = int((rows["verdict"] == "matches").sum())
    return _(
        "Growth a year: {agree} stated rates agree with the recomputed ones, {differ} differ.",
        agree=agree,
        differ=differ,
    )


def _rate(percent: float, names: Names) -> str:
    return names.lang.percent(percent / 100, 1)


def _growth_words(row: Any, names: Names) -> str:
    """The rates, one a line, so that they fit a phone."""
    _, lines = names.lang.text, []
    if pd.notna(row["stated_cagr_percent"]):
        lines.append(_("stated {stated}", stated=_rate(row["stated_cagr_percent"], names)))
    if pd.notna(row["recomputed_percent"]):
        lines.append(_("recomputed {found}", found=_rate(row["recomputed_percent"], names)))
    return "<br>  ".join(lines)


def _growth_label(row: Any, names: Names) -> str:
    years = "" if pd.isna(row["from_year"]) else f" · {row['from_year']:.0f}–{row['to_year']:.0f}"
    return names.line(row) + years
