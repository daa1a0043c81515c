"""Chip equipment: domestic shares, export limits, what a budget buys, the rule of half domestic spending."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from atlas.app.cache import cached
from atlas.app.exhibit import show
from atlas.app.finding import finding
from atlas.app.frame import Page
from atlas.app.plotly_settings import plotly_settings
from atlas.evidence.text import amount
from atlas.industry import equipment
from atlas.industry import equipment_answers as answers
from atlas.industry.comparison_charts import share_bar

EMPTY_LINES = 4


def section(page: Page) -> None:
    """The answer: how much of the equipment is domestic."""
    finding("equipment", answers.finding(page.lang))
    show(
        page, "domestic-steps", answers.steps(page.lang), facts={"article": "a5", "metric": "domestic_share"}
    )


def more(page: Page) -> None:
    """What a budget buys, the rule tried on a line, export limits, and who sells to China."""
    _, address = page.lang.text, page.address
    st.header(_("What a budget buys"))
    st.number_input(
        _("Budget, million USD (the article: 120)"),
        min_value=0.0,
        step=10.0,
        format="%g",
        width=300,
        **address.bind("budget"),
    )
    st.markdown(answers.purchase(page.lang, address["budget"]))
    show(
        page,
        "scanners",
        answers.scanners(page.lang, address["budget"]),
        facts={"article": "a5", "subject": "asml"},
    )
    _rule(page, answers.required())
    st.header(_("Limits on exports of lithography machines"))
    st.markdown(answers.limits(page.lang))
    show(page, "china-sales", answers.exposure(page.lang), facts={"article": "a5", "subject": "asml"})
    show(page, "equipment-context", answers.context(page.lang), facts={"article": "a5", "subject": "naura"})


@cached
def _empty_lines() -> pd.DataFrame:
    empty = pd.DataFrame(
        {
            "item": [""] * EMPTY_LINES,
            "quantity": [None] * EMPTY_LINES,
            "price": [None] * EMPTY_LINES,
            "domestic": [False] * EMPTY_LINES,
        }
    )
    return empty.astype({"item": "str", "quantity": "float64", "price": "float64", "domestic": "bool"})


def _rule(page: Page, required: float) -> None:
    _, lang = page.lang.text, page.lang
    st.header(_("Does a new line meet the rule of half domestic equipment?"))
    st.caption(
        _(
            "The rule was never published. Sources say: at least {required}% of the spending on equipment for new capacity goes to domestic suppliers, less for advanced lines.",
            required=lang.number(required),
        )
    )
    entered = st.data_editor(
        _empty_lines(),
        column_config={
            "item": st.column_config.TextColumn(_("Equipment")),
            "quantity": st.column_config.NumberColumn(_("Quantity"), min_value=0, step=1),
            "price": st.column_config.NumberColumn(_("Price of one"), min_value=0),
            "domestic": st.column_config.CheckboxColumn(_("Domestic supplier")),
        },
        num_rows="dynamic",
        hide_index=True,
        width="stretch",
        placeholder="",
        key="rule-lines",
    )
    answer = equipment.domestic_share(entered, required)
    if answer is None:
        st.info(
            _("Fill in quantity and price of at least one machine; nothing you type leaves this session."),
            icon=":material/edit:",
        )
        return
    _answer(page, answer, required)


def _answer(page: Page, answer: equipment.DomesticShare, required: float) -> None:
    _, lang = page.lang.text, page.lang
    drawing = share_bar(answer.share, required, lang)
    st.plotly_chart(drawing.figure, alt=drawing.alt, key="figure-rule", config=plotly_settings("rule"))
    with st.container(horizontal=True, key="rule-answer"):
        st.metric(_("Domestic, by spending"), lang.percent(answer.share / 100, 1))
        st.metric(_("Domestic, by number of machines"), lang.percent(answer.share_by_count / 100, 1))
        st.metric(_("Would have to move to domestic suppliers"), amount(answer.to_move, lang))
    if answer.passes:
        st.success(_("The line meets the rule."), icon=":material/check:")
    else:
        st.warning(_("The line does not meet the rule."), icon=":material/close:")
    if answer.unpriced:
        st.caption(
            _("Lines left out for lack of quantity or price: {count}", count=lang.number(answer.unpriced))
        )
