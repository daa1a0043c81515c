"""Who gets the wafers, how the vendors rank, and whose capacity could cover a need."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from atlas import cached, packaging_market, packaging_planner
from atlas.components.exhibit import exhibit, show_table, source_note
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
        if len(stated):
            nvidia = stated[stated["customer"] == stated["customer"].iloc[0]]["share_percent"]
            finding(
                _(
                    "In {year}, {customer} takes **{share} %** of the CoWoS wafers, depending on who counts and what.",
                    year=year,
                    customer=names.term("customer", stated["customer"].iloc[0]),
                    share=page.lang.range(nvidia.min(), nvidia.max(), 0 if (nvidia % 1 == 0).all() else 1),
                )
            )
        else:
            finding(_("For {year} only wafers are stated, no shares.", year=year))
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
    shown = pd.DataFrame(
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
    base = rows["share_base"].iloc[0]
    exhibit(
        page,
        "packaging-ranking",
        f"{names.term('ranking', str(code))} · {names.term('share_base', base)}",
        market_figures.ranking(rows, names),
        shown,
        labels,
        rows["source_id"].tolist(),
        doubt=names.meaning("share_base", base),
    )
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


def planner(page: Page, names: Names) -> None:
    """I need N wafers a month by a date: who could cover it, with every assumption."""
    _, lang = page.lang.text, page.lang
    top = st.container()
    with st.container(horizontal=True, vertical_alignment="bottom", key="packaging-planner"):
        wafers = st.number_input(
            _("Wafers a month"), 100, 500_000, 10_000, 500, key="packaging-wafers", width=190
        )
        year = st.selectbox(_("By the end of"), [2025, 2026, 2027, 2028], 1, key="packaging-by", width=140)
        families = ["cowos", "stacking", "memory", "bumping", "interposer"]
        family = st.selectbox(
            _("Family"),
            families,
            format_func=lambda code: names.term("packaging_family", code),
            key=f"packaging-family-{lang.code}",
            width=240,
        )
        doubtful = st.toggle(_("Count doubtful figures"), key="packaging-planner-doubtful")
    result = packaging_planner.plan(
        cached.table("packaging_capacity"),
        cached.table("packaging_technologies"),
        cached.table("packaging_vendors"),
        cached.table("cowos_allocation"),
        wafers=float(wafers),
        by=pd.Timestamp(int(year), 12, 31),
        family=str(family),
        doubtful=doubtful,
    )
    sentence = _planner_sentence(result.answers, names, float(wafers), int(year))
    with top:
        finding(sentence)
    if result.answers.empty:
        return
    shown, labels = _answer_table(result.answers, names)
    keys = [key for cell in result.assumptions["source_ids"].dropna() for key in cell.split(";")]
    exhibit(
        page,
        "packaging-planner",
        _("Free capacity, low to high, against what you need"),
        ranges.planner(result.answers, names, float(wafers), sentence),
        shown,
        labels,
        keys,
        doubt=_(
            "Stated capacity is not free capacity: contracts, qualification and yield are not in it. "
            "Lines are alternatives, never a sum. Grey: several vendors together. Hollow: nothing could be deducted."
        ),
    )
    st.header(_("Every assumption"))
    show_table(*_assumption_table(result.assumptions, names), key="packaging-assumptions")


def _planner_sentence(answers: pd.DataFrame, names: Names, wafers: float, year: int) -> str:
    _ = names.lang.text
    single = answers[~answers["aggregate"]] if len(answers) else answers
    words = {"wafers": names.lang.number(wafers), "year": year}
    sure = (
        [names.series(row) for row in single[single["answer"] == "covers"].to_dict("records")]
        if len(single)
        else []
    )
    maybe = (
        [names.series(row) for row in single[single["answer"] == "may_cover"].to_dict("records")]
        if len(single)
        else []
    )
    if sure:
        return _("{wafers} wafers a month by the end of {year}: covered even at the low end by {who}.",
                 who=names.lang.join(sure), **words)  # fmt: skip
    if maybe:
        return _("{wafers} wafers a month by the end of {year}: only at the high end, by {who}.",
                 who=names.lang.join(maybe), **words)  # fmt: skip
    return _(
        "{wafers} wafers a month by the end of {year}: no single vendor's stated range covers it.", **words
    )


def _answer_table(answers: pd.DataFrame, names: Names) -> tuple[pd.DataFrame, dict[str, str]]:
    _ = names.lang.text
    words = {
        "covers": _("Covers, even at the low end"),
        "may_cover": _("Only at the high end"),
        "too_small": _("Too small"),
    }
    records = answers.to_dict("records")
    table = pd.DataFrame(
        {
            "series": [names.series(row) for row in records],
            "period": answers["period_end"].dt.strftime("%Y-%m").tolist(),
            "unit": [names.term("packaging_unit", row["unit"]) for row in records],
            "low": answers["low"].tolist(),
            "high": answers["high"].tolist(),
            "taken": answers["taken_high"].tolist(),
            "free_low": answers["free_low"].round().tolist(),
            "free_high": answers["free_high"].round().tolist(),
            "answer": [words[row["answer"]] for row in records],
        }
    )
    labels = {
        "series": _("Series"),
        "period": _("Level as of"),
        "unit": _("Unit"),
        "low": _("Stated, low"),
        "high": _("Stated, high"),
        "taken": _("Held by the largest customers (%)"),
        "free_low": _("Free, low"),
        "free_high": _("Free, high"),
        "answer": _("Answer"),
    }
    return table, labels


def _assumption_table(rows: pd.DataFrame, names: Names) -> tuple[pd.DataFrame, dict[str, str]]:
    _ = names.lang.text
    words = {
        "level": _("Stated level, wafers a month"),
        "customer_share": _("Share held by a customer, %"),
        "no_share_stated": _("No customer share stated: nothing deducted"),
        "vintage_months": _("Only statements of the last months before the newest"),
        "doubtful_left_out": _("Doubtful statements left out"),
    }
    table = pd.DataFrame(
        {
            "what": [words[code] for code in rows["assumption"]],
            "vendor": ["" if pd.isna(vendor) else names.vendor(vendor) for vendor in rows["vendor_id"]],
            "customer": [names.term("customer", code) for code in rows["customer"]],
            "technology": [names.term("packaging_technology", code) for code in rows["technology"]],
            "year": rows["year"].tolist(),
            "low": rows["low"].tolist(),
            "high": rows["high"].tolist(),
            "sources": rows["source_ids"].tolist(),
        }
    )
    labels = {
        "what": _("Assumption"),
        "vendor": _("Vendor"),
        "customer": _("Customer"),
        "technology": _("Technology"),
        "year": _("Year"),
        "low": _("Low"),
        "high": _("High"),
        "sources": _("Sources"),
    }
    return table, labels
