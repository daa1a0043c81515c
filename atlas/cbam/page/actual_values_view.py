"""Aids for actual values: free allocation of precursors, and the carbon price really paid."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from atlas import terms
from atlas.app import cache
from atlas.app.frame import Page
from atlas.app.source_note import source_note
from atlas.cbam.answers import precursors
from atlas.cbam.answers.carbon_price import effective_carbon_price
from atlas.cbam.page import answers

ROWS = 3


def aids(page: Page, good: answers.Good) -> None:
    """The precursor table of a complex good, and the carbon price aid."""
    _ = page.lang.text
    st.header(_("Aids for actual values"))
    if answers.good_rows()[good.cn]["complexity"] == "complex":
        _precursors(page, good)
    with st.expander(_("What carbon price was really paid?")):
        _carbon_price(page, good)


def _empty() -> pd.DataFrame:
    blank = {column: pd.Series([None] * ROWS, dtype="float64") for column in precursors.COLUMNS}
    text = pd.Series([""] * ROWS, dtype="str")
    return pd.DataFrame(blank | {"cn_code": text, "production_route": text, "verified": [True] * ROWS})


def _precursors(page: Page, good: answers.Good) -> None:
    _, lang = page.lang.text, page.lang
    st.markdown("**" + _("Precursors: the materials this good is made of") + "**")
    number = partial(st.column_config.NumberColumn, min_value=0.0, format="%.12g")
    edited = st.data_editor(
        _empty(),
        num_rows="dynamic",
        hide_index=True,
        width="stretch",
        key=f"cbam:precursors:{lang.code}",
        column_config={
            "cn_code": st.column_config.TextColumn(_("CN code of the precursor")),
            "production_route": st.column_config.TextColumn(
                _("Route"), help=_("A letter, where the benchmark has several")
            ),
            "verified": st.column_config.CheckboxColumn(
                _("Verified"), help=_("Without verified data column B counts")
            ),
            "mass_t_per_t": number(_("Mass, t per t of good")),
            "see_t_per_t": number(_("Emissions, t CO₂e/t")),
            "benchmark_t_per_t": number(_("Benchmark, t CO₂e/t"), help=_("Looked up where empty")),
            "precursor_free_allocation_t_per_t": number(_("Free allocation of its own precursors, t/t")),
        },
    )
    _result(page, precursors.fill(edited, int(good.period[:4]), answers.rules(good.scenario)))


def _result(page: Page, found: pd.DataFrame) -> None:
    _, lang = page.lang.text, page.lang
    if found.empty:
        st.caption(_("Fill in a code and a mass for each material, for instance 72071210 and 1.05."))
        return
    lacking = found["free_allocation_t_per_t"].isna()
    if lacking.any():
        st.warning(
            _(
                "{count} row(s) do not count yet: the mass is missing, or the benchmark needs a known code and route.",
                count=int(lacking.sum()),
            )
        )
    total = float(found["free_allocation_t_per_t"].sum())
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.metric(_("Free allocation of precursors, t/t"), lang.number(total, 5))
        if found["embedded_t_per_t"].notna().any():
            st.metric(_("Emissions of precursors, t CO₂e/t"), lang.number(found["embedded_t_per_t"].sum(), 5))
        st.button(
            _("Use this free allocation"),
            on_click=partial(page.address.set, "precursor_free", round(total, 6)),
            disabled=bool(lacking.all()),
            key="cbam:use-precursors",
        )
    source_note(lang, ["EU-2025-2620"])


def _carbon_price(page: Page, good: answers.Good) -> None:
    """Allowance price, share not allocated free and exchange rate give a price per tonne of CO2e."""
    _, lang = page.lang.text, page.lang
    st.warning(
        _("The implementing act on this deduction is only a draft of May 2026. The result is an estimate.")
    )
    row = _known_price(good.origin)
    currency, figures = _start(good.origin, row)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        price = _field(_("Price in {currency} per t CO₂e", currency=currency), figures[0], "price")
        share = _field(_("Share really paid, %"), figures[1], "share", 100.0)
        units = _field(_("{currency} per euro", currency=currency), figures[2], "rate")
    if row is not None:
        name = terms.name("carbon_instrument", row["instrument"], lang)
        paid = terms.name("carbon_paid", row["paid_by_industry"], lang)
        st.caption(
            _(
                "{name}: industry really pays: {paid}. Only that part counts; rebates and free allowances do not.",
                name=name,
                paid=paid,
            )
        )
        source_note(lang, [row["source_id"], "EU-ARES-2026-4841230", "ECB-FX"])
    if price is None or share is None or not units:
        return
    paid_eur = effective_carbon_price(price, share / 100, units)
    st.button(
        _("Use {amount} per t CO₂e", amount=lang.money(paid_eur)),
        on_click=partial(page.address.set, "carbon_price", round(paid_eur, 4)),
        key="cbam:use-carbon-price",
    )


def _known_price(origin: str) -> pd.Series | None:
    """The newest carbon price of the origin that the table knows."""
    known = cache.table("origin_carbon_prices")
    known = known[(known["country"] == origin) & known["price_local"].notna()]
    return known.iloc[-1] if len(known) else None


def _start(origin: str, row: pd.Series | None) -> tuple[str, list[float | None]]:
    """Currency, and price, paid share and exchange rate to start from; None where not known."""
    currency = "EUR" if row is None else str(row["currency"])
    rates = answers.exchange_rates()
    rate = 1.0 if currency == "EUR" else rates[currency][0] if currency in rates else None
    share = answers.parameter("china_ets_paid_share_limit") * 100 if origin == "CN" else None
    return currency, [None if row is None else float(row["price_local"]), share, rate]


def _field(label: str, value: float | None, name: str, top: float = 1e9) -> float | None:
    found = st.number_input(
        label,
        min_value=0.0,
        max_value=top,
        value=None if value is None else float(value),
        format="%.12g",
        placeholder="–",
        width=190,
        key=f"cbam:aid:{name}:{label}",
    )
    return None if found is None else float(found)
