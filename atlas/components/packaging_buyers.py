"""Who gets the wafers, and how the vendors rank."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from atlas import cached, packaging_market
from atlas.components.exhibit import exhibit, source_note
from atlas.components.frame import Page
from atlas.components.packaging_views import doubts_in, finding
from atlas.figures import packaging_market as market_figures
from atlas.figures import packaging_ranges as ranges
from atlas.packaging_names import Names


def customers(page: Page, names: Names) -> None:
    """CoWoS wafers by customer as each house states them; ranking and shares of vendors."""
    _ = page.lang.text
    table = cached.table("cowos_allocation")
    years = sorted((int(year) for year in table["year"].unique()), reverse=True)
    top = st.container()
    year = st.segmented_control(
        _("Year"), years, default=years[0], required=True, key="packaging-allocation-year"
    )
    rows = packaging_market.allocation(table, int(year or years[0]))
    stated = rows.dropna(subset=["share_percent"])
    with top:
        _customers_finding(page, names, stated, int(year or years[0]))
    for shares, title in ((False, _("Wafers in the year, by customer")), (True, _("Share, by customer"))):
        mine = rows.dropna(subset=["share_percent" if shares else "wafers_low"])
        if len(mine):
            shown, labels = _allocation_table(mine, names)
            exhibit(
                page,
                f"packaging-allocation-{'share' if shares else 'wafers'}",
                title,
                ranges.allocation(mine, names, shares=shares),
                shown,
                labels,
                mine["source_id"].tolist(),
                doubt=doubts_in(mine, names)
                or _(
                    "Bookings, allocation and demand are not capacity. Sources are shown side by side, not added."
                ),
            )
    _ranking(page, names)


def _customers_finding(page: Page, names: Names, stated: pd.DataFrame, year: int) -> None:
    _ = page.lang.text
    if stated.empty:
        finding(_("For {year} only wafers are stated, no shares.", year=year))
        return
    largest = stated["customer"].iloc[0]
    share = stated[stated["customer"] == largest]["share_percent"]
    finding(
        _(
            "In {year}, {customer} takes **{share} %** of the CoWoS wafers, depending on who counts and what.",
            year=year,
            customer=names.term("customer", largest),
            share=page.lang.range(share.min(), share.max(), 0 if (share % 1 == 0).all() else 1),
        )
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
    _ = page.lang.text
    table = cached.table("osat_ranking")
    st.header(_("Packaging houses by revenue"))
    codes = list(table["ranking"].unique())
    code = st.segmented_control(
        _("Ranking"),
        codes,
        format_func=lambda one: names.term("ranking", one),
        default=codes[0],
        required=True,
        key=f"packaging-ranking-{page.lang.code}",
    )
    rows = packaging_market.ranking(table, str(code))
    base = rows["share_base"].iloc[0]
    exhibit(
        page,
        "packaging-ranking",
        f"{names.term('ranking', str(code))} · {names.term('share_base', base)}",
        market_figures.ranking(rows, names),
        *_ranking_table(rows, names),
        rows["source_id"].tolist(),
        doubt=names.meaning("share_base", base),
    )
    _shares(page, names)


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


def _shares(page: Page, names: Names) -> None:
    _ = page.lang.text
    shares = cached.table("packaging_shares")
    parts = [
        f"{names.vendor(row['vendor_id'])} {page.lang.number(row['share_percent'], 1)} %"
        for row in shares.to_dict("records")
    ]
    st.markdown(
        _("Of all advanced packaging in {period}, {house} gives: {shares}.",
          period=names.date(shares["period"].iloc[0], shares["period_precision"].iloc[0]),
          house=shares["house"].iloc[0], shares=page.lang.join(parts))
    )  # fmt: skip
    source_note(page.lang, shares["source_id"].tolist())
