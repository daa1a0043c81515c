"""Two small topics: printing presses in Qingpu, and work at SpaceX."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from atlas.app import cache
from atlas.app.cache import cached
from atlas.app.exhibit import Exhibit, Metric, metrics, show
from atlas.app.frame import Page
from atlas.app.source_note import source_note
from atlas.charts.rows import bar_rows
from atlas.evidence.fact_tables_view import facts_of
from atlas.evidence.text import result
from atlas.industry import single_sites
from atlas.language import Language

PRESS_FACTS = ("a4-001", "a4-012", "a4-003", "a4-013", "a4-010", "a4-011", "a4-009", "a4-004", "a4-019")
WORK_FACTS = ("a7-001", "a7-002", "a7-003", "a7-005", "a7-006", "a7-009")
USUAL_HOURS = 40.0


def presses(page: Page) -> None:
    """Heidelberg Shanghai: what follows from its figures, and its facts."""
    _, lang = page.lang.text, page.lang
    with st.container(key="finding-presses"):
        st.markdown(
            _(
                "The headline says the world's only base for the full product line; the text says so for three presses, and names a larger base in Germany."
            )
        )
    metrics(_press_figures(lang), "press-figures")
    st.caption(
        _(
            "Computed from “more than 19,000 presses”, “more than 560 staff” and “more than 20 years”. The article gives no yearly figure."
        )
    )
    facts_of(page, "presses", _("What the article says"), PRESS_FACTS)
    source_note(lang, ["SEED4"])


@cached
def _press_figures(lang: Language) -> tuple[Metric, ...]:
    _ = lang.text
    values = single_sites.presses(cache.table("evidence")).set_index("unit")["value"]
    words = {
        "units_year": _("Presses shipped a year, on average"),
        "units_per_person": _("Presses shipped per employee, since 2005"),
        "m2_per_person": _("Floor per employee, m²"),
    }
    return tuple(Metric(label, "≈ " + result(values[unit], lang)) for unit, label in words.items())


def work(page: Page) -> None:
    """SpaceX: pay for an hour worked, with the article's figures or one's own."""
    _, lang, address = page.lang.text, page.lang, page.address
    pay, hours = address["pay"], address["hours"]
    hourly = single_sites.pay_per_hour(pay, hours)
    same = single_sites.same_pay_at(pay, hours)
    with st.container(key="finding-work"):
        st.markdown(
            _(
                "{pay} USD a year at {hours} hours a week is {hourly} USD an hour: as much as {same} USD at 40 hours.",
                pay=lang.number(pay),
                hours=lang.number(hours),
                hourly=lang.number(hourly, 1),
                same=lang.number(same),
            )
        )
    _work_controls(page)
    show(page, "pay-per-hour", _pay_bars(lang, pay, hours), facts={"article": "a7", "subject": "spacex"})
    facts_of(page, "work", _("What the article says"), WORK_FACTS)
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


@cached
def _pay_bars(lang: Language, pay: float, hours: float) -> Exhibit:
    _ = lang.text
    rows = pd.DataFrame({"hours": sorted({USUAL_HOURS, 60.0, 80.0, hours})})
    rows["hourly"] = [single_sites.pay_per_hour(pay, each) for each in rows["hours"]]
    bars = pd.DataFrame(
        {
            "label": [_("{hours} hours a week", hours=lang.number(each)) for each in rows["hours"]],
            "value": rows["hourly"],
            "text": [f"{lang.number(each, 1)} USD" for each in rows["hourly"]],
        }
    )
    bars["hover"] = bars["text"]
    own = str(bars["label"][rows["hours"] == hours].iloc[0])
    return Exhibit(
        _("Pay for an hour worked, 52 weeks a year"),
        bar_rows(bars, lang.join((bars["label"] + " " + bars["text"]).tolist()), own),
        rows,
        {"hours": _("Hours a week"), "hourly": _("USD an hour")},
        ("SEED7",),
        _("Whether the pay includes bonus and shares is unclear. The text compares with no other firm."),
    )
