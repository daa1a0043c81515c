"""One good: the answer, how it comes about, and what moves it."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from atlas.app.downloads import downloads
from atlas.app.exhibit import exhibit
from atlas.app.finding import finding, name_view
from atlas.app.frame import Page
from atlas.cbam.answers import law_answers
from atlas.cbam.answers.good import Good
from atlas.cbam.law.names_text import written
from atlas.cbam.page import answers, notes_text, text
from atlas.cbam.page.actual_values_view import aids
from atlas.cbam.page.controls import controls, way_out
from atlas.cbam.page.levers_view import levers
from atlas.cbam.page.other_tools_view import other_tool
from atlas.cbam.page.product_controls import found
from atlas.cbam.page.scope_view import scope


def one_good(page: Page, good: Good, tonnes: float) -> None:
    """The tab of one good: what is chosen in one row, the answer, and how it comes about."""
    controls(page, good)
    line = answers.assessed(good, tonnes, False)
    name_view(text.named(good, page.lang))
    case = answers.case(good, tonnes)
    finding("cbam", answers.sentence(case, page.lang), brief=text.brief(case, page.lang))
    found(page, good)
    if line["status"] in answers.OPEN:
        way_out(page, line)
    elif line["status"] != "exempt":
        _answer(page, good, tonnes)
    if good.basis == "actual":
        aids(page, good, tonnes)
    if answers.counted(good, tonnes):
        _calculation(page, good, tonnes)
        other_tool(page, good)
    _about(page, good)
    scope(page)


def _answer(page: Page, good: Good, tonnes: float) -> None:
    """The amount in other money, and side by side what makes it up and what moves it."""
    _, lang = page.lang.text, page.lang
    rates, own = law_answers.exchange_rates(), answers.assessed(good, tonnes, False)
    shown = [
        lang.money(own["cost_eur"] * rates[currency][0], currency, digits=0) for currency in ("CNY", "USD")
    ]
    st.caption(
        _(
            "In other money: {amounts}, at the ECB reference rates of {date}. Rules as of {rules}. Not legal advice.",
            amounts=" · ".join(shown),
            date=lang.date(rates["CNY"][1]),
            rules=lang.date(law_answers.rules_date()),
        )
    )
    left, right = st.columns(2, gap="medium")
    with left:
        exhibit(
            page,
            "cbam-waterfall",
            _("From emissions to the amount to pay, EUR per tonne"),
            lambda: answers.waterfall_drawing(good, tonnes, lang),
            answers.waterfall_rows(good, tonnes, lang),
            {"step": _("Step"), "t_co2e": _("t CO₂e"), "eur": _("EUR"), "eur_per_t": _("EUR per tonne")},
            notes_text.sources(good),
        )
    with right:
        levers(page, good)


def _figures(page: Page, good: Good, tonnes: float) -> None:
    """Cost, cost per tonne, certificates and price."""
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


def _calculation(page: Page, good: Good, tonnes: float) -> None:
    """What stands in, and the worked calculation."""
    _, lang = page.lang.text, page.lang
    st.header(_("How is it worked out?"))
    _figures(page, good, tonnes)
    with st.container(border=True, key="cbam-notes"):
        st.markdown("**" + _("What was assumed, replaced or is open") + "**")
        st.markdown("\n".join(f"- {note}" for note in answers.notes(good, tonnes, lang)))
    table = answers.worked_rows(good, tonnes, lang)
    heads = text.worked_heads(lang)
    st.table(answers.worked_table(good, tonnes, lang))
    downloads(
        page, "cbam-calculation", _("How is it worked out?"), lambda: table, heads, notes_text.sources(good)
    )


def _about(page: Page, good: Good) -> None:
    """The text of the law for the good, and whose words the short name is."""
    _, row = page.lang.text, law_answers.good_rows()[good.cn]
    with st.expander(_("What exactly is {code}?", code=written(good.cn))):
        st.markdown(str(row["name_en"]))
        if row["name_en"] != page.lang.pick(row, "name"):
            st.markdown(page.lang.pick(row, "name"))
        st.caption(
            _(
                "English: the customs nomenclature, known errors corrected. Short names and Chinese texts are this atlas's own."
            )
        )
