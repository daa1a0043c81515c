"""What the view of supply and demand shows, worked out once for each language."""

from __future__ import annotations

from typing import Any

import pandas as pd

from atlas.app import cache
from atlas.app.cache import cached
from atlas.app.exhibit import Exhibit
from atlas.charts import theme
from atlas.language import Language
from atlas.packaging import range_charts, supply, supply_chart
from atlas.packaging.names import Names
from atlas.packaging.words_answers import names_in


@cached
def finding(lang: Language, doubtful: bool) -> str:
    """In how many years a stated demand lies above every stated supply, and how many statements say so."""
    band, wanted = _both(doubtful)
    total = wanted[wanted["customer"] == "total"].merge(band, on="year", suffixes=("", "_supply"))
    above = total[total["low"] > total["high_supply"]]
    short = supply.shortages(cache.table("packaging_demand"))
    first = lang.plural(
        "{count} of {all} statements of the whole demand lies above every stated supply of its year.",
        "{count} of {all} statements of the whole demand lie above every stated supply of their year.",
        len(above),
        all=len(total),
    )
    second = lang.text(
        "{count} statements put the shortage at **{low}–{high}%** of demand.",
        count=len(short),
        low=lang.number(short["low"].min()),
        high=lang.number(short["high"].max()),
    )
    return lang.sentences([first, second])


@cached
def _both(doubtful: bool) -> tuple[pd.DataFrame, pd.DataFrame]:
    stated = supply.supply(cache.table("packaging_capacity"), doubtful)
    wanted = supply.demand(cache.table("cowos_allocation"), cache.table("packaging_demand"), doubtful)
    return supply.band(stated), wanted


@cached
def years(lang: Language, doubtful: bool) -> Exhibit:
    """The band of supply and the statements of demand, year by year."""
    names, (band, wanted) = names_in(lang), _both(doubtful)
    _ = lang.text
    stated = supply.supply(cache.table("packaging_capacity"), doubtful)
    band = band.assign(
        text=[names.amount(low, high) for low, high in zip(band["low"], band["high"], strict=True)]
    )
    drawn = wanted.assign(
        total=wanted["customer"] == "total",
        hover=[_hover(names, row) for row in wanted.to_dict("records")],
    )
    words = {
        "supply": _("Supply, lowest to highest statement"),
        "total": _("Demand, whole market"),
        "customer": _("Demand of one customer"),
    }
    drawing = supply_chart.supply_and_demand(band, drawn, words, names, finding(lang, doubtful))
    doubt = _(
        "Houses count differently: TSMC alone, with packaging houses, with or without WMCM. Capacity in a year is not output. Statements are never added or averaged."
    )
    sources = (*stated["source_id"], *wanted["source_id"])
    return Exhibit(
        _("CoWoS and similar, wafers a year"), drawing, *_table(names, stated, wanted), sources, doubt
    )


def _hover(names: Names, row: Any) -> str:
    who = names.term("customer", row["customer"])
    made = names.date(row["as_of"], row["as_of_precision"])
    return (
        f"<b>{who}, {row['year']}: {names.value(row['low'], row['high'])}</b><br>"
        f"{names.vendor(row['vendor_id'])} · {names.term('kind', row['kind'])}<br>{names.house(row)}, {made}"
    )


def _table(names: Names, stated: pd.DataFrame, wanted: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, str]]:
    _ = names.lang.text
    rows = [(_("Supply"), "", row) for row in stated.sort_values(["year", "as_of"]).to_dict("records")] + [
        (_("Demand"), names.term("customer", row["customer"]), row)
        for row in wanted.sort_values(["year", "as_of"]).to_dict("records")
    ]
    table = pd.DataFrame(
        {
            "side": [side for side, _who, _row in rows],
            "who": [who for _side, who, _row in rows],
            "year": [row["year"] for *_more, row in rows],
            "low": [row["low"] for *_more, row in rows],
            "high": [row["high"] for *_more, row in rows],
            "scope": [names.vendor(row["vendor_id"]) for *_more, row in rows],
            "kind": [names.term("kind", row["kind"]) for *_more, row in rows],
            "house": [names.house(row) for *_more, row in rows],
            "stated": [names.date(row["as_of"], row["as_of_precision"]) for *_more, row in rows],
        }
    )
    labels = {
        "side": _("Side"),
        "who": _("Customer"),
        "year": _("Year"),
        "low": _("Low"),
        "high": _("High"),
        "scope": _("Whose lines"),
        "kind": _("Kind"),
        "house": _("Stated by"),
        "stated": _("Stated on"),
    }
    return table, labels


@cached
def shortage(lang: Language) -> Exhibit:
    """The statements of shortage that carry a number."""
    names, rows = names_in(lang), supply.shortages(cache.table("packaging_demand"))
    _ = lang.text
    records = rows.to_dict("records")
    label = [
        f"{names.house(row)}, {names.date(row['as_of'], row['as_of_precision'])} · "
        f"{names.date(row['period_end'], 'year' if row['period_start'].month == 1 else 'month')} · {names.vendor(row['scope_vendor_id'])}"
        for row in records
    ]
    text = [
        lang.percent_range(low / 100, high / 100) for low, high in zip(rows["low"], rows["high"], strict=True)
    ]
    drawn = rows.assign(
        label=label,
        text=text,
        hover=[f"<b>{a}</b><br>{b}" for a, b in zip(text, label, strict=True)],
        low=0.0,
        solid=rows["kind"] == "actual",
        hatched=rows["doubt"].notna(),
        colour=theme.QUALITATIVE[0],
    )
    table = pd.DataFrame(
        {"statement": label, "gap": text, "doubt": [names.term("doubt", row["doubt"]) for row in records]}
    )
    labels = {"statement": _("Stated by, on and for"), "gap": _("Shortage"), "doubt": _("Doubt")}
    doubt = _(
        "Two of these contradict each other and both stand. Statements without a figure are in the tables."
    )
    drawing = theme.Drawing(range_charts.range_rows(drawn), finding(lang, False))
    return Exhibit(_("Shortage, % of demand"), drawing, table, labels, tuple(rows["source_id"]), doubt)


@cached
def vintages(lang: Language) -> tuple[str, Exhibit]:
    """Old forecasts scored against what was later reported as reached, with a sentence."""
    names, rows = names_in(lang), supply.scored(cache.table("packaging_vintages"))
    _ = lang.text
    shown = rows.dropna(subset=["error"])
    hover = [
        f"<b>{row['house']}: {'+' if row['error'] > 0 else ''}{lang.number(row['error'])}%</b><br>"
        f"{names.vendor(row['vendor_id'])} · {names.term('packaging_technology', row['technology'])} · {names.date(row['target_end'], 'year_end')}<br>"
        f"{names.value(row['forecast_low'], row['forecast_high'])} → {names.value(row['actual_low'], row['actual_high'])}"
        for row in shown.to_dict("records")
    ]
    drawn = shown.assign(made=shown["as_of"], hover=hover)
    cowos = shown[(shown["vendor_id"] == "tsmc") & (shown["technology"] == "cowos")]
    text = lang.sentences(_scores(names, mine) for _year, mine in cowos.groupby("year"))
    words = {"for": _("for the end of {year}"), "error": _("forecast against outcome")}
    doubt = _(
        "TSMC publishes no CoWoS wafers a month: every outcome is itself an outside estimate, and some houses judge themselves."
    )
    keys = tuple(key for cell in rows["actual_source_ids"].dropna() for key in cell.split(";"))
    drawing = supply_chart.errors(drawn, words, text)
    return text, Exhibit(
        _("Old forecasts against what was reported later"),
        drawing,
        *_vintage_table(names, rows),
        (*rows["source_id"], *keys),
        doubt,
    )


def _scores(names: Names, rows: pd.DataFrame) -> str:
    """How the forecasts for one year did, and who erred most."""
    lang, worst = names.lang, rows.assign(size=rows["error"].abs()).sort_values("size").iloc[-1].to_dict()
    return lang.text(
        "End of {year}: {low} of {count} forecasts too low, {high} too high; {house} erred most, by {error}%.",
        year=worst["year"],
        low=int((rows["result"] == supply.BELOW).sum()),
        high=int((rows["result"] == supply.ABOVE).sum()),
        count=len(rows),
        house=worst["house"],
        error=lang.number(worst["error"]),
    )


def _vintage_table(names: Names, rows: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, str]]:
    _ = names.lang.text
    records = rows.sort_values(["target_end", "as_of"]).to_dict("records")
    table = pd.DataFrame(
        {
            "house": [row["house"] for row in records],
            "made": [names.date(row["as_of"], row["as_of_precision"]) for row in records],
            "what": [
                f"{names.vendor(row['vendor_id'])} · {names.term('packaging_technology', row['technology'])}"
                for row in records
            ],
            "for": [names.date(row["target_end"], "month") for row in records],
            "forecast": [names.value(row["forecast_low"], row["forecast_high"]) for row in records],
            "outcome": [
                "" if pd.isna(row["actual_low"]) else names.value(row["actual_low"], row["actual_high"])
                for row in records
            ],
            "error": [None if pd.isna(row["error"]) else round(row["error"], 1) for row in records],
            "result": [names.term("vintage_result", row["result"]) for row in records],
            "doubt": [names.term("doubt", row["doubt"]) for row in records],
        }
    )
    labels = {
        "house": _("House"),
        "made": _("Made"),
        "what": _("Series"),
        "for": _("For"),
        "forecast": _("Forecast"),
        "outcome": _("Reported later"),
        "error": _("Error (%)"),
        "result": _("Result"),
        "doubt": _("Doubt"),
    }
    return table, labels
