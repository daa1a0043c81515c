"""What the topic of German firms in China shows, worked out once for all sessions."""

from __future__ import annotations

from typing import Any

import pandas as pd

from atlas import terms
from atlas.app import cache
from atlas.app.cache import cached
from atlas.app.exhibit import Exhibit, Metric
from atlas.charts.rows import bar_rows
from atlas.charts.theme import Drawing
from atlas.evidence.text import judged, names, result, value_text, verdict_text, with_unit
from atlas.industry import germany
from atlas.industry.comparison_charts import bill_bars
from atlas.industry.map_charts import investment_map
from atlas.language import Language

ARTICLE = "SEED6"


@cached
def bill_rows(kwh: float) -> pd.DataFrame:
    """Bills of that use of power a month, by basis of the German price."""
    return germany.bills(kwh, cache.table("power_prices"))


@cached
def finding(lang: Language) -> str:
    """How many times the Chinese price the German one is, by independent sources and by the article."""
    rows = bill_rows(1.0).set_index("basis")
    said = cache.table("evidence").set_index("fact_id")["value_low"].to_dict()[germany.CHINESE_RATIO]
    return lang.text(
        "Power in Germany costs {without} times the Chinese price without relief and {full} times with full relief; the article says {article} times.",
        without=_times(rows.loc["no_relief"].to_dict(), lang),
        full=_times(rows.loc["with_relief"].to_dict(), lang),
        article=lang.number(said, 1),
    )


def _times(row: dict[Any, Any], lang: Language) -> str:
    return lang.range(row["ratio_low"], row["ratio_high"], 1)


def _span(low: float, high: float, lang: Language) -> str:
    return "–".join(dict.fromkeys(result(end, lang) for end in (low, high)))


@cached
def figures(lang: Language, kwh: float, price: str) -> tuple[Metric, ...]:
    """What power costs at both places with the chosen price."""
    chosen = bill_rows(kwh).set_index("basis").loc[price].to_dict()
    _ = lang.text
    gaps = (
        chosen["germany_low"] - chosen["china_high"],
        chosen["germany_high"] - chosen["china_low"],
    )
    return (
        Metric(_("Germany, EUR a month"), _span(chosen["germany_low"], chosen["germany_high"], lang)),
        Metric(_("China, EUR a month"), _span(chosen["china_low"], chosen["china_high"], lang)),
        Metric(_("Difference, EUR a month"), _span(*gaps, lang)),
    )


@cached
def bills(lang: Language, kwh: float, price: str) -> Exhibit:
    """The bill of a month for each German price, and in China."""
    rows, basis_names = bill_rows(kwh), terms.names("power_price", lang)
    _ = lang.text
    implied = germany.chinese_price(cache.table("evidence"))
    outside = cache.table("outside_facts").set_index("fact_id")["source_id"]
    named = ";".join(cache.table("power_prices")["outside_ids"].dropna()).split(";")
    return Exhibit(
        _("Power bill a month, EUR"),
        bill_bars(rows, basis_names, price, lang),
        rows.assign(basis=rows["basis"].map(basis_names)),
        {
            "basis": _("Basis"),
            "price_low": _("Price from, EUR/kWh"),
            "price_high": _("Price to, EUR/kWh"),
            "germany_low": _("Germany from, EUR"),
            "germany_high": _("Germany to, EUR"),
            "china_low": _("China from, EUR"),
            "china_high": _("China to, EUR"),
        },
        (*rows["source_id"], *outside.loc[named]),
        _(
            "Prices of different years and groups of users, between 2023 and 2025. The article prints no Chinese price; its ratio implies {price} EUR, which fits.",
            price=lang.number(implied, 3),
        ),
    )


@cached
def labour(lang: Language) -> Exhibit:
    """The cost of an hour in manufacturing at both places."""
    rates = cache.table("fx_reference_rates")
    rate = rates[
        (rates["currency"] == "CNY") & (rates["frequency"] == "annual") & (rates["period"] == "2024")
    ]
    rows = germany.labour(cache.table("outside_facts"), float(rate["units_per_eur"].iloc[0]))
    _ = lang.text
    bars = pd.DataFrame(
        {
            "label": rows["case"].map(terms.names("hourly_cost", lang)),
            "value": rows["eur_hour"],
            "text": [with_unit(lang.number(value, 1), "eur_hour", lang) for value in rows["eur_hour"]],
        }
    )
    bars["hover"] = bars["label"] + ": " + bars["text"]
    return Exhibit(
        _("An hour in manufacturing, EUR"),
        bar_rows(bars, lang.join((bars["label"] + " " + bars["text"]).tolist())),
        bars,
        {"label": _("Case"), "value": _("EUR an hour")},
        (*rows["source_id"], "ECB-FX"),
        _(
            "Germany is what an hour costs the employer, China the wage alone over 52 weeks of average hours, at the exchange rate of 2024: the gap is an upper bound."
        ),
    )


@cached
def local_parts(lang: Language) -> Exhibit:
    """What share of their parts firms say they buy in China."""
    rows = germany.local_parts(judged())
    _ = lang.text
    subjects = names("evidence_subjects", "subject_id", lang)
    bars = pd.DataFrame(
        {
            "label": rows["subject_id"].map(subjects),
            "value": rows["value_low"],
            "text": [lang.percent(value / 100) for value in rows["value_low"]],
        }
    )
    bars["hover"] = bars["label"] + ": " + bars["text"]
    return Exhibit(
        _("Parts bought in China, as the article says"),
        bar_rows(bars, lang.join((bars["label"] + " " + bars["text"]).tolist())),
        rows.assign(subject=bars["label"], share=bars["text"]),
        {"subject": _("Company"), "share": _("Share"), "quote_zh": _("Quote")},
        (ARTICLE,),
        _("Claims of the firms; no independent source was found."),
    )


def margin_text(margin: float, tariff: float, passed_on: float, lang: Language) -> str:
    """What a tariff leaves of a margin, in one sentence."""
    after = germany.margin_after(margin, tariff, passed_on)
    return lang.text(
        "A margin of {before} becomes {after} at a tariff of {tariff}, if {share} of the tariff is passed on to the customer.",
        before=lang.percent(margin / 100, 1),
        after=lang.percent(after / 100, 1),
        tariff=lang.percent(tariff / 100, 1),
        share=lang.percent(passed_on / 100),
    )


def _placed(lang: Language) -> tuple[Drawing, pd.DataFrame]:
    """The map of the investments, and their table."""
    rows = germany.investments(judged(), cache.table("evidence_places"))
    subjects = names("evidence_subjects", "subject_id", lang)
    rows = rows.assign(
        subject=rows["subject_id"].map(subjects),
        amount=[value_text(row, lang) for row in rows.to_dict("records")],
        place=rows["place_id"].map(names("evidence_places", "place_id", lang)).fillna(""),
        doubt=[verdict_text(row, lang) for row in rows.to_dict("records")],
    )
    provinces = cache.table("provinces")
    counts = rows.groupby("province_code").size()
    provinces["investments"] = provinces["province_code"].map(counts).fillna(0).astype("int")
    placed = rows.dropna(subset=["latitude"])
    points = pd.DataFrame(
        {
            "lat": placed["latitude"],
            "lon": placed["longitude"],
            "sites": 2,
            "city": placed["place_id"],
            "hover": [
                f"<b>{a}</b><br>{b}<br>{c}"
                for a, b, c in zip(placed["subject"], placed["amount"], placed["doubt"], strict=True)
            ],
        }
    )
    return investment_map(provinces, points, lang), rows


@cached
def investments(lang: Language) -> Exhibit:
    """The investments that the article names, on the map and one by one."""
    _ = lang.text
    drawing, rows = _placed(lang)
    return Exhibit(
        _("Investments that the article names"),
        drawing,
        rows,
        {
            "subject": _("Company"),
            "amount": _("Amount"),
            "place": _("Place"),
            "doubt": _("Verdict"),
            "quote_zh": _("Quote"),
        },
        (ARTICLE,),
        _(
            "BMW's amount and purpose are wrong, Volkswagen's second amount has no currency. Amounts stay in the currency printed."
        ),
    )


@cached
def taicang(lang: Language) -> Exhibit:
    """How fast German companies came to Taicang."""
    rows = germany.taicang(cache.table("evidence"))
    _ = lang.text
    steps = terms.names("fact_period", lang)
    bars = pd.DataFrame(
        {
            "label": rows["step"].map(steps),
            "value": rows["years"],
            "text": [_("{years} years", years=lang.number(years)) for years in rows["years"]],
        }
    )
    bars["hover"] = [_("{count} companies a year", count=result(pace, lang)) for pace in rows["per_year"]]
    faster = lang.number(rows["per_year"].iloc[1] / rows["per_year"].iloc[0], 1)
    alt = _(
        "Years for a hundred German companies to come to Taicang: {times} times faster than at first.",
        times=faster,
    )
    return Exhibit(
        _("How long a hundred German companies took to come to Taicang"),
        bar_rows(bars, alt),
        rows.assign(step=bars["label"]),
        {
            "step": _("Step"),
            "years": _("Years needed"),
            "per_year": _("Companies a year"),
            "growth": _("Growth a year, %"),
        },
        (ARTICLE,),
        _(
            "Growth a year is from 400 to 500 companies. The first hundred started at none, so it has no rate."
        ),
    )
