"""German firms in China: power bill at both places, named investments, Taicang."""

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
from atlas.evidence.text import judged, names, result, value_text
from atlas.industry import germany
from atlas.industry.comparison_charts import bill_bars
from atlas.industry.map_charts import investment_map
from atlas.language import Language


def section(page: Page) -> None:
    """The topic: power, investments, Taicang."""
    address = page.address
    kwh = address["kwh"]
    with st.container(key="finding-germany"):
        st.markdown(_finding(page.lang, kwh))
    _controls(page, terms.names("power_price", page.lang))
    price = address["price"]
    metrics(_answer(page.lang, kwh, price), "germany-figures")
    st.caption(terms.meaning("power_price", price, page.lang))
    show(
        page,
        "power-bills",
        _bills(page.lang, kwh, price),
        facts={"article": "a6", "subject": "german_industry"},
    )
    show(page, "investments", _investments(page.lang), facts={"article": "a6"})
    show(page, "taicang", _taicang(page.lang), facts={"article": "a6", "subject": "taicang"})


@cached
def _bill_rows(kwh: float) -> pd.DataFrame:
    """Bills of that use of power a month, by basis of the German price."""
    china = germany.chinese_price(cache.table("evidence"))
    return germany.bills(kwh, cache.table("power_prices"), china)


@cached
def _finding(lang: Language, kwh: float) -> str:
    ratio = _bill_rows(kwh).set_index("basis")
    return lang.text(
        "The article puts power in Germany at {article} times the Chinese price; at what firms signed in 2025 it is {low} to {high} times.",
        article=lang.number(ratio.loc["article", "ratio_high"], 1),
        low=lang.number(ratio.loc["contracts", "ratio_low"], 1),
        high=lang.number(ratio.loc["contracts", "ratio_high"], 1),
    )


def _controls(page: Page, basis_names: dict[str, str]) -> None:
    _, address = page.lang.text, page.address
    with st.container(horizontal=True, vertical_alignment="bottom", key="germany-controls"):
        st.segmented_control(
            _("German price"),
            list(basis_names),
            format_func=basis_names.__getitem__,
            required=True,
            **address.bind("price"),
        )
        st.number_input(
            _("Your use of power, kWh a month"),
            min_value=0.0,
            step=100_000.0,
            format="%.0f",
            width=260,
            help=_("The start value is the article's unnamed plant: its bill divided by its price."),
            **address.bind("kwh"),
        )


@cached
def _answer(lang: Language, kwh: float, price: str) -> tuple[Metric, ...]:
    """What power costs at both places with the chosen price."""
    chosen = _bill_rows(kwh).set_index("basis").loc[price]
    _ = lang.text
    ends = [result(chosen[f"germany_{end}"], lang) for end in ("low", "high")]
    gaps = [result(chosen[f"germany_{end}"] - chosen["china"], lang) for end in ("low", "high")]
    return (
        Metric(_("Germany, EUR a month"), "–".join(dict.fromkeys(ends))),
        Metric(_("China, EUR a month"), result(chosen["china"], lang)),
        Metric(_("Difference, EUR a month"), "–".join(dict.fromkeys(gaps))),
    )


@cached
def _bills(lang: Language, kwh: float, price: str) -> Exhibit:
    bills, basis_names = _bill_rows(kwh), terms.names("power_price", lang)
    _ = lang.text
    labels = {**basis_names, "china": _("China, implied")}
    table = bills.assign(basis=bills["basis"].map(basis_names))
    return Exhibit(
        _("Power bill a month, EUR"),
        bill_bars(bills, labels, price, lang),
        table,
        {
            "basis": _("Basis"),
            "price_low": _("Price from, EUR/kWh"),
            "price_high": _("Price to, EUR/kWh"),
            "germany_low": _("Germany from, EUR"),
            "germany_high": _("Germany to, EUR"),
            "china": _("China, EUR"),
        },
        tuple(bills["source_id"]),
        _(
            "The article's 0.30 EUR is doubtful for industry. It prints no Chinese price: 0.079 EUR follows from its ratio of 3.8."
        ),
    )


def _investment_rows(lang: Language) -> tuple[Drawing, pd.DataFrame]:
    rows = germany.investments(judged(), cache.table("evidence_places"))
    subjects, verdicts = names("evidence_subjects", "subject_id", lang), terms.names("verdict", lang)
    rows = rows.assign(
        subject=rows["subject_id"].map(subjects),
        amount=[value_text(row, lang) for row in rows.to_dict("records")],
        place=rows["place_id"].map(names("evidence_places", "place_id", lang)).fillna(""),
        doubt=rows["verdict"].map(verdicts).fillna(""),
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
def _investments(lang: Language) -> Exhibit:
    _ = lang.text
    drawing, rows = _investment_rows(lang)
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
        ("SEED6",),
        _(
            "BMW's amount and purpose are wrong, Volkswagen's second amount has no currency. Amounts stay in the currency printed."
        ),
    )


@cached
def _taicang(lang: Language) -> Exhibit:
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
        ("SEED6",),
        _(
            "Growth a year is from 400 to 500 companies. The first hundred started at none, so it has no rate."
        ),
    )
