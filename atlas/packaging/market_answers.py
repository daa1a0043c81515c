"""Market forecasts by house with growth recomputed, kept for all sessions."""

from __future__ import annotations

import pandas as pd

from atlas.app import cache
from atlas.app.cache import cached
from atlas.app.exhibit import Exhibit
from atlas.language import Language
from atlas.packaging import market as packaging_market
from atlas.packaging import market_charts
from atlas.packaging.names import Names
from atlas.packaging.words_answers import names_in

#: markets that are drawn together; each keeps its own definition and colour
GROUPS = {
    "advanced": ("advanced", "advanced_chip", "advanced_ic", "high_end"),
    "whole": ("all_ic", "semiconductor_packaging", "traditional", "osat", "osat_top10"),
    "packaging_2_5d_3d": ("packaging_2_5d_3d",),
    "hbm": ("hbm",),
}


@cached
def forecasts(lang: Language, group: str) -> Exhibit:
    """The series of one of the GROUPS, with stated and recomputed growth as their table."""
    names = names_in(lang)
    series, values = cache.table("packaging_market_series"), cache.table("packaging_market")
    rows = packaging_market.market(values, series)
    rows = rows[rows["segment"].isin(GROUPS[group]) & (rows["unit"] == "usd_bn")]
    growth = packaging_market.market_growth(values, series)
    growth = growth[growth["series_id"].isin(rows["series_id"])]
    return Exhibit(
        names.lang.text("Market size by house and definition"),
        market_charts.market(rows, names),
        *_growth_table(growth, rows, names),
        tuple(rows["source_id"]),
        _market_doubt(growth, names),
    )


def _market_doubt(growth: pd.DataFrame, names: Names) -> str:
    """What is drawn, the definitions that need a word, and doubted series by house."""
    _ = names.lang.text
    parts = [_("Each house draws its line elsewhere; the axis is logarithmic.")]
    for segment in dict.fromkeys(growth["segment"]):
        meaning = names.meaning("market_segment", segment)
        if meaning:
            parts.append(_("{name}: {note}.", name=names.term("market_segment", segment), note=meaning))
    for row in growth[growth["doubt"].notna() & (growth["doubt"] != "house_not_named")].to_dict("records"):
        note = names.term("doubt", row["doubt"])
        parts.append(_("{name}: {note}.", name=names.house_of_series(row), note=note))
    return " ".join(parts)


def _verdict_words(names: Names) -> dict[str, str]:
    _ = names.lang.text
    return {
        "matches": _("agree"),
        "differs": _("differ"),
        "not_stated": _("none stated"),
        "not_computable": _("cannot be computed"),
    }


def _growth_table(
    growth: pd.DataFrame, rows: pd.DataFrame, names: Names
) -> tuple[pd.DataFrame, dict[str, str]]:
    _ = names.lang.text
    ends = {
        key: ", ".join(
            f"{year}: {value:g}" for year, value in zip(mine["year"], mine["value_low"], strict=True)
        )
        for key, mine in rows.groupby("series_id")
    }
    records = growth.to_dict("records")
    table = pd.DataFrame(
        {
            "house": [names.house_of_series(row) for row in records],
            "segment": [names.term("market_segment", row["segment"]) for row in records],
            "values": [ends.get(row["series_id"], "") for row in records],
            "stated": growth["stated_cagr_percent"].tolist(),
            "recomputed": growth["recomputed_percent"].round(2).tolist(),
            "years": [
                "" if pd.isna(row["from_year"]) else f"{row['from_year']:.0f}–{row['to_year']:.0f}"
                for row in records
            ],
            "verdict": [_verdict_words(names)[row["verdict"]] for row in records],
            "doubt": [names.term("doubt", row["doubt"]) for row in records],
        }
    )
    labels = {
        "house": _("House"),
        "segment": _("Definition"),
        "values": _("US$ billion"),
        "stated": _("Stated (% a year)"),
        "recomputed": _("Recomputed (% a year)"),
        "years": _("Years used"),
        "verdict": _("Verdict"),
        "doubt": _("Doubt"),
    }
    return table, labels
