"""Market forecasts by house with growth recomputed, kept for all sessions."""

from __future__ import annotations

import pandas as pd

from atlas.app import cache
from atlas.app.cache import cached
from atlas.app.exhibit import Exhibit
from atlas.language import Language
from atlas.packaging import market as packaging_market
from atlas.packaging import market_charts, market_growth_chart
from atlas.packaging.names import Names
from atlas.packaging.words_answers import names_in

#: markets that are drawn together; each keeps its own definition and colour
GROUPS = {
    "advanced": ("advanced", "advanced_chip", "advanced_ic", "high_end"),
    "whole": ("all_ic", "semiconductor_packaging", "traditional", "osat", "osat_top10"),
    "packaging_2_5d_3d": ("packaging_2_5d_3d",),
    "hbm": ("hbm",),
    "share": ("advanced_share",),
    "chips": ("memory", "automotive_chips"),
}


@cached
def forecasts(lang: Language, group: str) -> Exhibit | None:
    """The values of one of the GROUPS; None where its houses state growth only."""
    names, growth = names_in(lang), _growth(group)
    rows = packaging_market.market(cache.table("packaging_market"), growth)
    rows = rows[rows["segment"].isin(GROUPS[group])]
    if rows.empty:
        return None
    return Exhibit(
        names.lang.text("Market by house and definition"),
        market_charts.market(rows, names),
        *_values_table(rows, names),
        tuple(rows["source_id"]),
        _market_doubt(growth, names, logarithmic=market_charts.logarithmic(rows)),
    )


@cached
def growth(lang: Language, group: str) -> Exhibit | None:
    """Growth a year of the series of one of the GROUPS, stated and recomputed; None without any."""
    names, every = names_in(lang), _growth(group)
    rows = every[every["stated_cagr_percent"].notna() | every["recomputed_percent"].notna()]
    if rows.empty:
        return None
    return Exhibit(
        names.lang.text("Growth a year, stated and recomputed"),
        market_growth_chart.growth(rows, names),
        *_growth_table(every, names),
        tuple(key for cell in rows["source_ids"] for key in cell.split(";")),
        _market_doubt(rows, names, logarithmic=False),
    )


def _growth(group: str) -> pd.DataFrame:
    """The series of a group with their growth."""
    series = cache.table("packaging_market_series")
    mine = series[series["segment"].isin(GROUPS[group])]
    return packaging_market.market_growth(cache.table("packaging_market"), mine)


def _market_doubt(growth: pd.DataFrame, names: Names, *, logarithmic: bool) -> str:
    """What is drawn, the definitions that need a word, and doubted series by house."""
    _ = names.lang.text
    parts = [_("Each house draws its line elsewhere; the axis is logarithmic.")] if logarithmic else []
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


def _values_table(rows: pd.DataFrame, names: Names) -> tuple[pd.DataFrame, dict[str, str]]:
    _ = names.lang.text
    records = rows.to_dict("records")
    table = pd.DataFrame(
        {
            "house": [names.house_of_series(row) for row in records],
            "segment": [names.term("market_segment", row["segment"]) for row in records],
            "year": rows["year"].tolist(),
            "low": rows["value_low"].tolist(),
            "high": rows["value_high"].tolist(),
            "unit": [names.term("market_unit", row["unit"]) for row in records],
            "kind": [names.term("kind", row["kind"]) for row in records],
            "doubt": [names.term("doubt", row["doubt"]) for row in records],
            "source": [names.publisher(row["source_id"]) for row in records],
        }
    )
    labels = {
        "house": _("House"),
        "segment": _("Definition"),
        "year": _("Year"),
        "low": _("Low"),
        "high": _("High"),
        "unit": _("Unit"),
        "kind": _("Kind"),
        "doubt": _("Doubt"),
        "source": _("Source"),
    }
    return table, labels


def _growth_table(growth: pd.DataFrame, names: Names) -> tuple[pd.DataFrame, dict[str, str]]:
    _ = names.lang.text
    records = growth.to_dict("records")
    table = pd.DataFrame(
        {
            "house": [names.house_of_series(row) for row in records],
            "segment": [names.term("market_segment", row["segment"]) for row in records],
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
        "stated": _("Stated (% a year)"),
        "recomputed": _("Recomputed (% a year)"),
        "years": _("Years used"),
        "verdict": _("Verdict"),
        "doubt": _("Doubt"),
    }
    return table, labels
