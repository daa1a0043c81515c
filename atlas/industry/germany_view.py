"""German firms in China: power bill at both places, wages and land, trade, investments, Taicang."""

from __future__ import annotations

import streamlit as st

from atlas import terms
from atlas.app.exhibit import metrics, show
from atlas.app.finding import finding
from atlas.app.frame import Page
from atlas.evidence.fact_tables_view import outside_of
from atlas.industry import germany
from atlas.industry import germany_answers as answers


def section(page: Page) -> None:
    """The answer: what power costs at both places."""
    address, lang = page.address, page.lang
    finding("germany", answers.finding(lang))
    kwh, price = address["kwh"], address["price"]
    show(
        page,
        "power-bills",
        answers.bills(lang, kwh, price),
        facts={"article": "a6", "subject": "german_industry"},
    )
    _controls(page)
    metrics(answers.figures(lang, kwh, price), "germany-figures")
    st.caption(terms.meaning("power_price", price, lang))


def more(page: Page) -> None:
    """What else the article is about: wages, land, trade, local content, investments, Taicang."""
    _, lang = page.lang.text, page.lang
    st.header(_("Labour and land"))
    show(page, "hourly-cost", answers.labour(lang), facts={"article": "a6", "subject": "reader"})
    outside_of(
        page,
        "land",
        _("Land: what sources give"),
        germany.LAND,
        _(
            "The years do not match, and Chinese land is a right of use for 50 years: orders of magnitude only."
        ),
    )
    st.header(_("Trade and tariffs"))
    _tariff(page)
    outside_of(page, "trade", _("What independent sources say on trade and tariffs"), germany.TRADE)
    outside_of(page, "insolvencies", _("Company insolvencies in Germany"), germany.INSOLVENCIES)
    st.header(_("Investments, local content and Taicang"))
    show(page, "investments", answers.investments(lang), facts={"article": "a6"})
    show(page, "local-parts", answers.local_parts(lang), facts={"article": "a6", "metric": "local_parts"})
    show(page, "taicang", answers.taicang(lang), facts={"article": "a6", "subject": "taicang"})
    title = _("All independent figures on power and wages")
    with st.expander(title, key="germany-figures-outside", on_change="rerun") as figures:
        if figures.open:
            outside_of(page, "power", _("Power"), germany.POWER)
            outside_of(page, "wages", _("Wages and hours"), germany.WAGES)


def _controls(page: Page) -> None:
    _, address = page.lang.text, page.address
    named = terms.names("power_price", page.lang)
    choices = next(p for p in address.parameters if p.name == "price").choices or ()
    with st.container(horizontal=True, vertical_alignment="bottom", key="germany-controls"):
        st.selectbox(
            _("German price"),
            list(choices),
            format_func=named.__getitem__,
            width=260,
            **address.bind("price"),
        )
        st.number_input(
            _("Your use of power, kWh a month"),
            min_value=0.0,
            step=100_000.0,
            format="%.0f",
            width=260,
            help=_("The start value is the article's unnamed plant: its bill divided by its price."),
            **address.bind("kwh"),
        )


def _tariff(page: Page) -> None:
    """What a tariff leaves of one's own margin; nothing is shown until a margin is given."""
    _, lang, address = page.lang.text, page.lang, page.address
    with st.container(horizontal=True, vertical_alignment="bottom", key="tariff-controls"):
        st.number_input(
            _("Your margin on sales, %"),
            min_value=-100.0,
            max_value=99.0,
            width=220,
            **address.bind("margin"),
        )
        st.number_input(
            _("Tariff, % (the article: 15)"),
            min_value=0.0,
            max_value=500.0,
            width=220,
            **address.bind("tariff"),
        )
        st.number_input(
            _("Passed on to the customer, %"),
            min_value=0.0,
            max_value=100.0,
            width=240,
            **address.bind("passed"),
        )
    if address["margin"] is None:
        st.caption(_("Give your margin to see what the tariff leaves of it."))
        return
    st.markdown(answers.margin_text(address["margin"], address["tariff"], address["passed"], lang))
