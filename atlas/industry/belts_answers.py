"""What the topic of industrial belts shows, worked out once for all sessions."""

from __future__ import annotations

import pandas as pd

from atlas import terms
from atlas.app import cache
from atlas.app.cache import cached
from atlas.app.exhibit import Exhibit, Metric
from atlas.charts.rows import bar_rows
from atlas.charts.theme import Drawing
from atlas.evidence.text import BOUND, names, period_text, result
from atlas.industry import belts
from atlas.industry.map_charts import zone_map
from atlas.language import MISSING, Language

HUBS = ("a3-028", "a3-029", "a3-030")
#: facts on the merchants' stages, in their order
STAGES = ("a3-046", "a3-047", "a3-048")
ARTICLE = "SEED3"


@cached
def _margins() -> pd.DataFrame:
    return belts.merchants(cache.table("evidence"))


@cached
def finding(lang: Language) -> str:
    """Zones without a number, and the merchants' margins."""
    margin = _margins()["margin"]
    return lang.text(
        "The article sorts China into three zones without one number. Its merchants earn between less than {low}% and more than {high}% of sales.",
        low=lang.number(margin.min(), 1),
        high=lang.number(margin.max()),
    )


@cached
def zones(lang: Language) -> Exhibit:
    """The zones of the article on the map."""
    _ = lang.text
    drawing, table = _zone_map(lang)
    return Exhibit(
        _("Zones of the AI gradient"),
        drawing,
        table,
        {"province": _("Province"), "zone": _("Zone")},
        (ARTICLE,),
        _(
            "The article lists no provinces. Deltas are read as Guangdong, Shanghai, Jiangsu, Zhejiang; the rest as the statistics office groups provinces. Both centre and west are said to grow fastest."
        ),
    )


def _zone_map(lang: Language) -> tuple[Drawing, pd.DataFrame]:
    rows, zone_names = belts.zones(cache.table("provinces")), terms.names("belt_zone", lang)
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
    table = rows.assign(
        province=[lang.pick(row, "name") for row in rows.to_dict("records")],
        zone=rows["zone"].map(zone_names),
    )
    return zone_map(rows, points, zone_names, lang), table[["province", "zone"]]


def _merchant_rows(rows: pd.DataFrame, lang: Language) -> pd.DataFrame:
    """The merchants in words."""
    subjects = names("evidence_subjects", "subject_id", lang)

    def money(value: float) -> str:
        return MISSING if pd.isna(value) else lang.compact(value, 1)

    bounds = rows["bound"].map(BOUND).fillna("")
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
def merchants(lang: Language) -> Exhibit:
    """Sales, profit and margin of the merchants."""
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
        (ARTICLE,),
        _(
            "Single anecdotes. Shenzhen is about three months; Wuhu has production outside, so sales per person do not compare with a plant."
        ),
    )


@cached
def changes(lang: Language) -> tuple[Metric, ...]:
    """What the platform's three growth figures mean for each other."""
    _ = lang.text
    words = {
        "value_per_visitor": _("Sales per visitor"),
        "value_per_inquiry": _("Sales per inquiry"),
        "inquiries_per_visitor": _("Inquiries per visitor"),
    }
    found = belts.funnel(cache.table("evidence")).set_index("measure")["change"]
    figures = []
    for measure, label in words.items():
        sign = "+" if found[measure] > 0 else "−"
        figures.append(Metric(label, f"{sign}{lang.number(abs(found[measure]), 1)}%"))
    return tuple(figures)


@cached
def stages(lang: Language) -> str:
    """The stages that the article expects, as a list in Markdown."""
    facts = cache.table("evidence").set_index("fact_id", drop=False)
    rows = [facts.loc[key].to_dict() for key in STAGES]
    return "\n".join(f"- **{period_text(row, lang)}** {lang.pick(row, 'statement')}" for row in rows)
