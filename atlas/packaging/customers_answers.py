"""Who gets the wafers, and how the vendors rank, kept for all sessions."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from atlas.app import cache
from atlas.app.cache import cached
from atlas.app.exhibit import Exhibit
from atlas.language import Language
from atlas.packaging import allocation_chart, market, market_charts
from atlas.packaging.names import Names
from atlas.packaging.words_answers import doubts_in, names_in


class Allocation(NamedTuple):
    """Who gets the wafers of one year: a sentence, and exhibits by name."""

    sentence: str
    exhibits: dict[str, Exhibit]


@cached
def years() -> tuple[str, ...]:
    """Years with an allocation, as an address holds them; the newest first."""
    return tuple(
        sorted((str(year) for year in cache.table("cowos_allocation")["year"].unique()), reverse=True)
    )


@cached
def first_year() -> str:
    """The newest year with a statement that is shown."""
    table = cache.table("cowos_allocation")
    return next(year for year in years() if len(market.allocation(table, int(year))))


@cached
def allocation(lang: Language, year: int) -> Allocation:
    """The wafers of one year by customer, as each house states them."""
    names = names_in(lang)
    _ = names.lang.text
    rows = market.allocation(cache.table("cowos_allocation"), year)
    sentence = _customers_sentence(rows, names, year)
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
    return Allocation(sentence, exhibits)


def _customers_sentence(rows: pd.DataFrame, names: Names, year: int) -> str:
    _, stated = names.lang.text, rows.dropna(subset=["share_percent"])
    if rows.empty:
        return _(
            "For {year} there are only statements of low reliability, which are left out here.", year=year
        )
    if stated.empty:
        return _("For {year} only wafers are stated, no shares.", year=year)
    largest = stated["customer"].iloc[0]
    share = stated[stated["customer"] == largest]["share_percent"]
    return _(
        "In {year}, {customer} takes **{share}** of the CoWoS wafers, depending on who counts and what.",
        year=year,
        customer=names.term("customer", largest),
        share=names.lang.percent_range(
            share.min() / 100, share.max() / 100, 0 if (share % 1 == 0).all() else 1
        ),
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


@cached
def rankings() -> tuple[str, ...]:
    """Codes of the rankings of vendors, in the table's order."""
    return tuple(cache.table("osat_ranking")["ranking"].unique())


@cached
def ranked(lang: Language, ranking: str) -> Exhibit:
    """Vendors of one ranking by revenue."""
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
def shares(lang: Language) -> tuple[str, tuple[str, ...]]:
    """Shares of all advanced packaging in one sentence, and its sources."""
    names, shares = names_in(lang), cache.table("packaging_shares")
    lang = names.lang
    parts = [
        f"{names.vendor(row['vendor_id'])} {lang.percent(row['share_percent'] / 100, 1)}"
        for row in shares.to_dict("records")
    ]
    text = lang.text(
        "Of all advanced packaging in {period}, {house} gives: {shares}.",
        period=names.date(shares["period"].iloc[0], shares["period_precision"].iloc[0]),
        house=shares["house"].iloc[0],
        shares=lang.join(parts),
    )
    return text, tuple(shares["source_id"])
