"""Aids for actual values: a supplier's file, the chain of precursors, and the carbon price really paid."""

from __future__ import annotations

from functools import partial

import streamlit as st

from atlas.app.frame import Page
from atlas.app.source_note import source_note
from atlas.cbam.answers import carbon_price_answers, law_answers
from atlas.cbam.answers.carbon_price import Known, effective_carbon_price
from atlas.cbam.answers.good import ELECTRICITY, Good
from atlas.cbam.page import answers, carbon_price_text, notes_text
from atlas.cbam.page.chain_view import chain_of
from atlas.cbam.page.figure_controls import figure
from atlas.cbam.page.functional_unit_view import functional_units
from atlas.cbam.page.supplier_file_view import supplier_file
from atlas.language import Language

#: pixels of a field
FIELD = 190


def aids(page: Page, good: Good, tonnes: float) -> None:
    """What is unlikely, a supplier's file, units of content, the chain of a complex good, the carbon price."""
    _ = page.lang.text
    for doubt in answers.doubts(good, page.lang):
        st.warning(doubt, icon=":material/warning:")
    if good.cn == ELECTRICITY:
        st.caption(notes_text.electricity(law_answers.parameter("electricity_actual_limit"), page.lang))
    supplier_file(page)
    functional_units(page, good, tonnes)
    if law_answers.good_rows()[good.cn]["complexity"] == "complex":
        chain_of(page, good)
    with st.expander(_("What carbon price was really paid?")):
        _carbon_price(page, good)


def _carbon_price(page: Page, good: Good) -> None:
    """Allowance price, share not allocated free and exchange rate give a price per tonne of CO2e."""
    _, lang = page.lang.text, page.lang
    st.warning(carbon_price_text.standing(lang))
    known = carbon_price_answers.known(good.origin)
    priced = [own for own in known if own.price is not None]
    chosen = _choice(priced, good.origin, lang) if priced else None
    rate = chosen.rate if chosen else None
    price, share, units = _fields(chosen, good.origin, lang)
    for text in carbon_price_text.about(chosen or (known[0] if known else None), lang):
        st.caption(text)
    sources = [*([known[0].source] if known else []), "EU-ARES-2026-4841230", *(rate.sources if rate else [])]
    source_note(lang, sources)
    if price is None or share is None or not units:
        return
    paid_eur = effective_carbon_price(price, share / 100, units)
    st.button(
        _("Use {amount} per t CO₂e", amount=lang.money(paid_eur)),
        on_click=partial(page.address.set, "carbon_price", round(paid_eur, 4)),
        key="cbam:use-carbon-price",
    )


def _fields(chosen: Known | None, origin: str, lang: Language) -> tuple[float | None, ...]:
    """Price, share in percent and units per euro, which start from the chosen price."""
    _, field = lang.text, partial(figure, width=FIELD)
    currency, kind = (chosen.currency, chosen.statistic) if chosen else ("EUR", "")
    rate, share = (chosen.rate, chosen.share) if chosen else (None, None)
    own = f"{origin}:{kind}"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        return (
            field(
                _("Price in {currency} per t CO₂e", currency=currency),
                f"aid:price:{own}",
                1e9,
                start=chosen and chosen.price,
            ),
            field(
                _("Share really paid, %"),
                f"aid:share:{own}",
                100.0,
                start=None if share is None else share * 100,
            ),
            field(
                _("{currency} per euro", currency=currency),
                f"aid:rate:{own}",
                1e9,
                start=1.0 if currency == "EUR" else rate and rate.units_per_eur,
            ),
        )


def _choice(priced: list[Known], origin: str, lang: Language) -> Known:
    """The price to start from, the newest first."""
    place = st.selectbox(
        lang.text("Carbon price of the origin"),
        range(len(priced)),
        format_func=lambda at: carbon_price_text.name(priced[at], lang),
        key=f"cbam:aid:known:{origin}:{lang.code}",
    )
    return priced[place]
