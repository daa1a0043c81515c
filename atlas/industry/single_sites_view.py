"""Two small topics: printing presses in Qingpu, and work at SpaceX."""

from __future__ import annotations

import streamlit as st

from atlas.app.exhibit import metrics, show
from atlas.app.finding import finding
from atlas.app.frame import Page
from atlas.app.source_note import source_note
from atlas.industry import single_sites
from atlas.industry import single_sites_answers as answers


def presses(page: Page) -> None:
    """Heidelberg Shanghai: what follows from its figures, and its facts."""
    _, lang = page.lang.text, page.lang
    finding(
        "presses",
        _(
            "The headline says the world's only base for the full product line; the text says so for three presses, and names a larger base in Germany."
        ),
    )
    metrics(answers.press_figures(lang), "press-figures")
    st.caption(
        _(
            "Computed from “more than 19,000 presses”, “more than 560 staff” and “more than 20 years”. The article gives no yearly figure."
        )
    )
    source_note(lang, ["SEED4"])


def work(page: Page) -> None:
    """SpaceX: pay for an hour worked, with the article's figures or one's own."""
    _, lang, address = page.lang.text, page.lang, page.address
    pay, hours = address["pay"], address["hours"]
    hourly = single_sites.pay_per_hour(pay, hours)
    same = single_sites.same_pay_at(pay, hours)
    finding(
        "work",
        _(
            "{pay} USD a year at {hours} hours a week is {hourly} USD an hour: as much as {same} USD at {usual} hours.",
            pay=lang.number(pay),
            hours=lang.number(hours),
            hourly=lang.number(hourly, 1),
            same=lang.number(same),
            usual=lang.number(answers.USUAL_HOURS),
        ),
    )
    show(
        page, "pay-per-hour", answers.pay_bars(lang, pay, hours), facts={"article": "a7", "subject": "spacex"}
    )
    _work_controls(page)
    st.caption(
        _(
            "“More than 100 times” from 2015 to 2026 is {rate}% a year for 11 years, up to a stock listing that is assumed.",
            rate=lang.number(single_sites.yearly_return(100, 11)),
        )
    )


def _work_controls(page: Page) -> None:
    _, address = page.lang.text, page.address
    with st.container(horizontal=True, vertical_alignment="bottom", key="work-controls"):
        st.number_input(
            _("Pay a year, USD (the article: 186,000)"),
            min_value=0.0,
            step=1000.0,
            format="%.0f",
            width=280,
            **address.bind("pay"),
        )
        st.slider(
            _("Hours a week (the article: 60 on average, 80 in some teams)"),
            1.0,
            112.0,
            step=1.0,
            format="%d",
            width=420,
            **address.bind("hours"),
        )
