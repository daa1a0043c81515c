"""Aids for actual values: a supplier's file, the chain of precursors, and the carbon price really paid."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from atlas import terms
from atlas.app import cache
from atlas.app.frame import Page
from atlas.app.source_note import source_note
from atlas.cbam.answers import law_answers
from atlas.cbam.answers.carbon_price import effective_carbon_price
from atlas.cbam.answers.good import Good
from atlas.cbam.page.chain_view import chain_of
from atlas.cbam.page.supplier_file_view import supplier_file


def aids(page: Page, good: Good) -> None:
    """A supplier's file, the chain of a complex good, and the carbon price aid."""
    _ = page.lang.text
    supplier_file(page)
    if law_answers.good_rows()[good.cn]["complexity"] == "complex":
        chain_of(page, good)
    with st.expander(_("What carbon price was really paid?")):
        _carbon_price(page, good)


def _carbon_price(page: Page, good: Good) -> None:
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
    rates = law_answers.exchange_rates()
    rate = 1.0 if currency == "EUR" else rates[currency][0] if currency in rates else None
    share = law_answers.parameter("china_ets_paid_share_limit") * 100 if origin == "CN" else None
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
