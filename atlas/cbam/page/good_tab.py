"""One good: the answer, how it comes about, and what moves it."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from atlas.app.downloads import downloads
from atlas.app.exhibit import exhibit
from atlas.app.frame import Page
from atlas.cbam.page import answers, notes_text, text
from atlas.cbam.page.actual_values_view import aids
from atlas.cbam.page.controls import controls, way_out
from atlas.cbam.page.levers_view import levers
from atlas.cbam.page.other_tools_view import other_tool
from atlas.cbam.page.reasons_text import reason


def one_good(page: Page, good: answers.Good, tonnes: float) -> None:
    """The tab of one good."""
    line = answers.assessed(good, tonnes, False)
    with st.container(key="finding-cbam"):
        if line["status"] == "refused":
            why = (str(line["reason_code"]), _text(line["reason_value"]), _text(line["reason_hint"]))
            st.markdown(reason(*why, page.lang))
        else:
            st.markdown(text.finding(good, tonnes, page.lang))
    if line["status"] == "refused":
        way_out(page, line)
    else:
        _figures(page, good, tonnes)
    controls(page, good)
    if line["status"] == "refused":
        return
    if line["status"] != "exempt":
        _calculation(page, good, tonnes)
    if good.basis == "actual":
        aids(page, good)
    if line["status"] != "exempt":
        levers(page, good)
        other_tool(page, good)


def _text(value: object) -> str:
    return "" if pd.isna(value) else str(value)  # type: ignore[call-overload]


def _figures(page: Page, good: answers.Good, tonnes: float) -> None:
    """Cost, cost per tonne, certificates and price; the cost in other money."""
    _, lang = page.lang.text, page.lang
    own, above = answers.assessed(good, tonnes, False), answers.assessed(good, tonnes, True)
    below = own["status"] == "below_threshold"
    label = _("Per tonne") if own["unit"] == "t" else _("Per MWh")
    with st.container(horizontal=True, key="cbam-figures"):
        st.metric(_("Cost"), lang.money(own["cost_eur"]))
        st.metric(
            _("{label}, above the threshold", label=label) if below else label,
            lang.money(above["cost_eur_per_t"]),
        )
        st.metric(
            _("Certificates"),
            text.exact(own["certificates_t"], lang, 3),
            help=_("One certificate covers one tonne of CO₂e."),
        )
        if pd.notna(own["certificate_price_eur"]):
            st.metric(_("Price of a certificate"), lang.money(own["certificate_price_eur"]))
    rates = answers.exchange_rates()
    shown = [
        lang.money(own["cost_eur"] * rates[currency][0], currency, digits=0) for currency in ("CNY", "USD")
    ]
    st.caption(
        _(
            "In other money: {amounts}, at the ECB reference rates of {date}. Rules as of {rules}. Not legal advice.",
            amounts=" · ".join(shown),
            date=lang.date(rates["CNY"][1]),
            rules=lang.date(answers.rules_date()),
        )
    )


def _calculation(page: Page, good: answers.Good, tonnes: float) -> None:
    """Waterfall, what stands in, and the worked calculation."""
    _, lang = page.lang.text, page.lang
    left, right = st.columns([1.5, 1], gap="medium")
    with left:
        exhibit(
            page,
            "cbam-waterfall",
            _("From emissions to the amount to pay, EUR per tonne"),
            lambda: answers.waterfall_drawing(good, tonnes, lang),
            text.waterfall_rows(good, tonnes, lang),
            {"step": _("Step"), "t_co2e": _("t CO₂e"), "eur": "EUR", "eur_per_t": _("EUR per tonne")},
            notes_text.sources(good),
        )
    with right, st.container(border=True, key="cbam-notes"):
        st.markdown("**" + _("What was assumed, replaced or is open") + "**")
        st.markdown("\n".join(f"- {note}" for note in notes_text.notes(good, tonnes, lang)))
    st.header(_("How is it worked out?"))
    table = text.worked_rows(good, tonnes, lang)
    heads = text.worked_heads(lang)
    st.table(text.worked_table(good, tonnes, lang))
    downloads(
        page, "cbam-calculation", _("How is it worked out?"), lambda: table, heads, notes_text.sources(good)
    )
