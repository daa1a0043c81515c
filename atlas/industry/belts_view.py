"""Industrial belts: zones of the AI gradient, merchants' figures, the platform's funnel."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from atlas import terms
from atlas.app import cache
from atlas.app.cache import cached
from atlas.app.exhibit import Exhibit, Metric, metrics, show
from atlas.app.frame import Page
from atlas.charts.rows import bar_rows
from atlas.charts.theme import Drawing
from atlas.evidence.text import BOUND, names, result
from atlas.industry import belts
from atlas.industry.map_charts import zone_map
from atlas.language import MISSING, Language

HUBS = ("a3-028", "a3-029", "a3-030")


def section(page: Page) -> None:
    """The topic: zones, merchants, funnel."""
    with st.container(key="finding-belts"):
        st.markdown(_finding(page.lang))
    show(page, "belt-zones", _zones_shown(page.lang), facts={"article": "a3", "subject": "deltas"})
    show(
        page,
        "belt-merchants",
        _merchants(page.lang),
        facts={"article": "a3", "subject": "shenzhen_accessories"},
    )
    _funnel(page)


@cached
def _margins() -> pd.DataFrame:
    return belts.merchants(cache.table("evidence"))


@cached
def _finding(lang: Language) -> str:
    margin = _margins()["margin"]
    return lang.text(
        "The article sorts China into three zones without one number. Its merchants earn between less than {low}% and more than {high}% of sales.",
        low=lang.number(margin.min(), 1),
        high=lang.number(margin.max()),
    )


@cached
def _zones_shown(lang: Language) -> Exhibit:
    _ = lang.text
    drawing, table = _zones(lang)
    return Exhibit(
        _("Zones of the AI gradient"),
        drawing,
        table,
        {"province": _("Province"), "zone": _("Zone")},
        ("SEED3",),
        _(
            "The article lists no provinces. Deltas are read as Guangdong, Shanghai, Jiangsu, Zhejiang; the rest as the statistics office groups provinces. Both centre and west are said to grow fastest."
        ),
    )


def _zones(lang: Language) -> tuple[Drawing, pd.DataFrame]:
    zones, zone_names = belts.zones(cache.table("provinces")), terms.names("belt_zone", lang)
    facts = cache.table("evidence").merge(cache.table("evidence_places"), on="place_id")
    hubs = facts[facts["fact_id"].isin(HUBS) & facts["latitude"].notna()]
    points = pd.DataFrame(
        {
            "lat": hubs["latitude"],
            "lon": hubs["longitude"],
            "sites": 2,
            "city": hubs["place_id"],
            "hover": [
                f"<b>{lang.pick(row, 'name')}</b><br>{lang.pick(row, 'statement')}"
                for row in hubs.to_dict("records")
            ],
        }
    )
    table = zones.assign(
        province=[lang.pick(row, "name") for row in zones.to_dict("records")],
        zone=zones["zone"].map(zone_names),
    )
    return zone_map(zones, points, zone_names, lang), table[["province", "zone"]]


def _merchant_rows(rows: pd.DataFrame, lang: Language) -> pd.DataFrame:
    """The merchants in words."""
    subjects = names("evidence_subjects", "subject_id", lang)

    def money(value: float) -> str:
        return MISSING if pd.isna(value) else lang.compact(value, 1)

    bounds = rows["bound"].map(lambda bound: BOUND.get(bound, ""))
    texts = [
        MISSING if pd.isna(m) else f"{b}{result(m, lang)}%"
        for m, b in zip(rows["margin"], bounds, strict=True)
    ]
    return pd.DataFrame(
        {
            "merchant": rows["subject_id"].map(subjects),
            "sales": rows["sales"].map(money),
            "profit": [
                MISSING if pd.isna(p) else b + money(p) for p, b in zip(rows["profit"], bounds, strict=True)
            ],
            "margin": texts,
            "people": rows["people"].map(lang.number),
            "each": rows["sales_per_person"].map(money),
        }
    )


@cached
def _merchants(lang: Language) -> Exhibit:
    rows = _margins()
    _ = lang.text
    table = _merchant_rows(rows, lang)
    bars = pd.DataFrame({"label": table["merchant"], "value": rows["margin"], "text": table["margin"]})
    bars = bars.assign(hover=bars["text"])[bars["value"].notna()]
    alt = _(
        "Margins of two merchants: {margins}.",
        margins=lang.join((bars["label"] + " " + bars["text"]).tolist()),
    )
    return Exhibit(
        _("Margin on sales"),
        bar_rows(bars, alt),
        table,
        {
            "merchant": _("Merchant"),
            "sales": _("Sales, CNY"),
            "profit": _("Profit, CNY"),
            "margin": _("Margin"),
            "people": _("People"),
            "each": _("Sales per person, CNY"),
        },
        ("SEED3",),
        _(
            "Single anecdotes. Shenzhen is about three months; Wuhu has production outside, so sales per person do not compare with a plant."
        ),
    )


@cached
def _changes(lang: Language) -> tuple[Metric, ...]:
    _ = lang.text
    words = {
        "value_per_visitor": _("Sales per visitor"),
        "value_per_inquiry": _("Sales per inquiry"),
        "inquiries_per_visitor": _("Inquiries per visitor"),
    }
    changes = belts.funnel(cache.table("evidence")).set_index("measure")["change"]
    figures = []
    for measure, label in words.items():
        sign = "+" if changes[measure] > 0 else "−"
        figures.append(Metric(label, f"{sign}{lang.number(abs(changes[measure]), 1)}%"))
    return tuple(figures)


def _funnel(page: Page) -> None:
    _ = page.lang.text
    st.header(_("What the AI edition's three growth figures mean"))
    metrics(_changes(page.lang), "belt-funnel")
    st.caption(
        _(
            "Visitors +20%, inquiries +15%, sales +73% are printed. No period and no control group: who buys the tool may differ from who does not."
        )
    )
