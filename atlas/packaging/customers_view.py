"""Who gets the wafers, and how the vendors rank."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd
import streamlit as st

from atlas.app import cache
from atlas.app.cache import cached
from atlas.app.exhibit import Exhibit, show
from atlas.app.frame import Page
from atlas.app.source_note import source_note
from atlas.language import Language
from atlas.packaging import allocation_chart, market, market_charts
from atlas.packaging.controls import finding
from atlas.packaging.names import Names
from atlas.packaging.words_answers import doubts_in, names_in


class _Allocation(NamedTuple):
    """Who gets the wafers of one year: a sentence, and exhibits by name."""

    sentence: str
    exhibits: dict[str, Exhibit]


def customers(page: Page, names: Names) -> None:
    """CoWoS wafers by customer as each house states them; ranking and shares of vendors."""
    years, top = _years(), st.container()
    year = st.segmented_control(
        page.lang.text("Year"), years, default=years[0], required=True, key="packaging-allocation-year"
    )
    allocation = _allocation(page.lang, int(year or years[0]))
    with top:
        finding(allocation.sentence)
    for name, ready in allocation.exhibits.items():
        show(page, f"packaging-allocation-{name}", ready)
    _ranking(page, names)


@cached
def _years() -> list[int]:
    """Years with an allocation, the newest first."""
    return sorted((int(year) for year in cache.table("cowos_allocation")["year"].unique()), reverse=True)


@cached
def _allocation(lang: Language, year: int) -> _Allocation:
    names = names_in(lang)
    _ = names.lang.text
    rows = market.allocation(cache.table("cowos_allocation"), year)
    sentence = _customers_sentence(rows.dropna(subset=["share_percent"]), names, year)
    exhibits = {}
    for name, column, title in (
        ("wafers", "wafers_low", _("Wafers in the year, by customer")),
        ("share", "share_percent", _("Share, by customer")),
    ):
        mine = rows.dropna(subset=[column])
        if len(mine):
            doubt = doubts_in(mine, names) or _(
                "Bookings, allocation and demand are not capacity. Sources are shown side by side, not added."
            )
            drawing = allocation_chart.allocation(mine, names, shares=name == "share")
            sources = tuple(mine["source_id"])
            exhibits[name] = Exhibit(title, drawing, *_allocation_table(mine, names), sources, doubt)
    return _Allocation(sentence, exhibits)


def _customers_sentence(stated: pd.DataFrame, names: Names, year: int) -> str:
    _ = names.lang.text
    if stated.empty:
        return _("For {year} only wafers are stated, no shares.", year=year)
    largest = stated["customer"].iloc[0]
    share = stated[stated["customer"] == largest]["share_percent"]
    return _(
        "In {year}, {customer} takes **{share} %** of the CoWoS wafers, depending on who counts and what.",
        year=year,
        customer=names.term("customer", largest),
        share=names.lang.range(share.min(), share.max(), 0 if (share % 1 == 0).all() else 1),
    )


def _allocation_table(rows: pd.DataFrame, names: Names) -> tuple[pd.DataFrame, dict[str, str]]:
    _ = names.lang.text
    records = rows.to_dict("records")
    table = pd.DataFrame(
        {
            "customer": [names.term("customer", row["customer"]) for row in records],
            "supplier": [names.vendor(row["supplier_id"]) for row in records],
            "technology": [names.term("packaging_technology", row["technology"]) for row in records],
            "low": rows["wafers_low"].tolist(),
            "high": rows["wafers_high"].tolist(),
            "share": rows["share_percent"].tolist(),
            "computed": rows["share_computed"].tolist(),
            "kind": [names.term("kind", row["kind"]) for row in records],
            "house": [names.house(row) for row in records],
            "stated": [names.date(row["as_of"], row["as_of_precision"]) for row in records],
        }
    )
    labels = {
        "customer": _("Customer"),
        "supplier": _("Supplier"),
        "technology": _("Technology"),
        "low": _("Wafers, low"),
        "high": _("Wafers, high"),
        "share": _("Share stated (%)"),
        "computed": _("Share computed (%)"),
        "kind": _("Kind"),
        "house": _("Stated by"),
        "stated": _("Stated on"),
    }
    return table, labels


def _ranking(page: Page, names: Names) -> None:
    _, codes = page.lang.text, _rankings()
    st.header(_("Packaging houses by revenue"))
    code = st.segmented_control(
        _("Ranking"),
        codes,
        format_func=lambda one: names.term("ranking", one),
        default=codes[0],
        required=True,
        key=f"packaging-ranking-{page.lang.code}",
    )
    show(page, "packaging-ranking", _ranked(page.lang, str(code)))
    text, sources = _shares(page.lang)
    st.markdown(text)
    source_note(page.lang, sources)


@cached
def _rankings() -> list[str]:
    return list(cache.table("osat_ranking")["ranking"].unique())


@cached
def _ranked(lang: Language, ranking: str) -> Exhibit:
    names = names_in(lang)
    rows = market.ranking(cache.table("osat_ranking"), ranking)
    base = rows["share_base"].iloc[0]
    return Exhibit(
        f"{names.term('ranking', ranking)} · {names.term('share_base', base)}",
        market_charts.ranking(rows, names),
        *_ranking_table(rows, names),
        tuple(rows["source_id"]),
        names.meaning("share_base", base),
    )


def _ranking_table(rows: pd.DataFrame, names: Names) -> tuple[pd.DataFrame, dict[str, str]]:
    _ = names.lang.text
    table = pd.DataFrame(
        {
            "rank": rows["rank"].tolist(),
            "vendor": [names.vendor(vendor) for vendor in rows["vendor_id"]],
            "revenue": rows["revenue_usd_bn"].tolist(),
            "share": rows["share_shown"].round(1).tolist(),
            "from": [names.term("share_from", origin) for origin in rows["share_from"]],
        }
    )
    labels = {
        "rank": _("Rank"),
        "vendor": _("Vendor"),
        "revenue": _("Revenue (US$ billion)"),
        "share": _("Share (%)"),
        "from": _("Share is"),
    }
    return table, labels


@cached
def _shares(lang: Language) -> tuple[str, tuple[str, ...]]:
    """Shares of all advanced packaging in one sentence, and its sources."""
    names, shares = names_in(lang), cache.table("packaging_shares")
    lang = names.lang
    parts = [
        f"{names.vendor(row['vendor_id'])} {lang.number(row['share_percent'], 1)} %"
        for row in shares.to_dict("records")
    ]
    text = lang.text(
        "Of all advanced packaging in {period}, {house} gives: {shares}.",
        period=names.date(shares["period"].iloc[0], shares["period_precision"].iloc[0]),
        house=shares["house"].iloc[0],
        shares=lang.join(parts),
    )
    return text, tuple(shares["source_id"])
