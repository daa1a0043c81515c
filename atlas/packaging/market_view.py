"""Market forecasts of several houses, with growth recomputed; and everything on one vendor."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd
import streamlit as st

from atlas.app import cache
from atlas.app.cache import cached
from atlas.app.exhibit import Exhibit, Metric, metrics, show, show_table
from atlas.app.frame import Page
from atlas.app.source_note import source_note
from atlas.language import Language
from atlas.packaging import market as packaging_market
from atlas.packaging import market_charts
from atlas.packaging.controls import finding, names_in, statement_table, vendor_choice
from atlas.packaging.names import Names
from atlas.packaging.plants_view import project_cards
from atlas.packaging.vendor import Profile, profile

#: markets that are drawn together; each keeps its own definition and colour
GROUPS = {
    "advanced": ("advanced", "advanced_chip", "advanced_ic", "high_end"),
    "whole": ("all_ic", "semiconductor_packaging", "traditional", "osat", "osat_top10"),
    "packaging_2_5d_3d": ("packaging_2_5d_3d",),
    "hbm": ("hbm",),
}


def market(page: Page, names: Names) -> None:
    """Forecasts on one chart, definitions stated, growth recomputed."""
    _ = page.lang.text
    words = {
        "advanced": _("Advanced packaging"),
        "whole": _("All packaging"),
        "packaging_2_5d_3d": names.term("market_segment", "packaging_2_5d_3d"),
        "hbm": names.term("market_segment", "hbm"),
    }
    top = st.container()
    group = st.segmented_control(
        _("Market"),
        list(words),
        format_func=words.__getitem__,
        default="advanced",
        required=True,
        key=f"packaging-market-{page.lang.code}",
    )
    ready = _forecasts(page.lang, str(group))
    with top:
        finding(ready.drawing.alt)
    show(page, "packaging-market", ready, facts={"article": "a2"})
    st.header(_("Growth a year, stated and recomputed"))
    show_table(ready.table, ready.labels, key="packaging-market-growth")


@cached
def _forecasts(lang: Language, group: str) -> Exhibit:
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


class _Vendor(NamedTuple):
    """All that is shown on one vendor, in one language."""

    sentence: str
    figures: tuple[Metric, ...]
    capacity: tuple[pd.DataFrame, dict[str, str]] | None
    customers: str
    projects: tuple[str, ...]
    sources: tuple[str, ...]


def vendor(page: Page, names: Names) -> None:
    """One vendor: capacity statements, plants, technologies, customers, ranking, sources."""
    _, top = page.lang.text, st.container()
    with st.container(horizontal=True, key="packaging-controls"):
        vendor_choice(page, names, _firms())
    if page.address["vendor"] is None:
        with top:
            finding(_("Choose a vendor to see all that the tables hold on it."))
        return
    one = _vendor(page.lang, page.address["vendor"])
    with top:
        finding(one.sentence)
        metrics(one.figures, "packaging-figures")
    st.header(_("Capacity statements"))
    if one.capacity is not None:
        show_table(*one.capacity, key="packaging-vendor-capacity")
    else:
        st.write(_("No capacity figure found."))
    st.header(_("Customers named by a source"))
    st.write(one.customers)
    if one.projects:
        st.header(_("Projects"))
        project_cards(page, one.projects)
    st.header(_("All sources on this vendor"))
    source_note(page.lang, one.sources)


@cached
def _firms() -> list[str]:
    vendors = cache.table("packaging_vendors")
    return list(vendors[vendors["vendor_type"] != "aggregate"]["vendor_id"])


@cached
def _vendor(lang: Language, vendor_id: str) -> _Vendor:
    names, one = names_in(lang), profile(cache.every_table(), vendor_id)
    customers = [
        f"{names.term('customer', row['customer'])} ({names.term('kind', row['kind'])})"
        for row in one.customers.to_dict("records")
    ]
    table, labels = statement_table(one.capacity, names)
    return _Vendor(
        _vendor_sentence(one, names),
        _vendor_figures(one, names),
        (table(), labels) if len(one.capacity) else None,
        names.lang.join(customers) if customers else names.lang.text("None found."),
        tuple(one.projects["project_id"]),
        tuple(one.sources),
    )


def _vendor_sentence(one: Profile, names: Names) -> str:
    _, lang = names.lang.text, names.lang
    parts = [
        names.term("vendor_type", one.vendor["vendor_type"]),
        names.term("country", one.vendor["country"]),
    ]
    if pd.notna(one.vendor["parent_vendor_id"]):
        parts.append(_("part of {parent}", parent=names.vendor(one.vendor["parent_vendor_id"])))
    technologies = lang.join([names.term("packaging_technology", code) for code in one.technologies])
    return _(
        "**{name}** ({facts}). Technologies: {technologies}.",
        name=names.vendor(one.vendor["vendor_id"]),
        facts=lang.join(parts),
        technologies=technologies or _("none named"),
    )


def _vendor_figures(one: Profile, names: Names) -> tuple[Metric, ...]:
    _, lang = names.lang.text, names.lang
    figures = [
        Metric(_("Capacity statements"), lang.number(len(one.capacity))),
        Metric(_("Projects"), lang.number(len(one.projects))),
    ]
    newest = one.ranking[one.ranking["ranking"] == "fy2024"]
    if len(newest):
        figures += [
            Metric(_("Rank among packaging houses, 2024"), lang.number(newest["rank"].iloc[0])),
            Metric(_("Revenue 2024"), names.dollars(newest["revenue_usd_bn"].iloc[0], 2)),
        ]
    if len(one.shares):
        share = one.shares.iloc[0]
        when = names.date(share["period"], share["period_precision"])
        percent = f"{lang.number(share['share_percent'], 1)} %"
        figures.append(Metric(_("Share of advanced packaging"), percent, when))
    return tuple(figures)
