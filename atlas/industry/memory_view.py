"""Memory fabs under export control: shares by source, licences over time, a refusal."""

from __future__ import annotations

import streamlit as st

from atlas.app.exhibit import metrics, show
from atlas.app.finding import finding
from atlas.app.frame import Page
from atlas.evidence.fact_tables_view import outside_of
from atlas.industry import memory
from atlas.industry import memory_answers as answers
from atlas.language import MISSING


def section(page: Page) -> None:
    """The answer: what the sites are worth, and the licence of each."""
    sentence, figures = answers.opening(page.lang)
    finding("memory", sentence)
    show(page, "memory-shares", answers.shares(page.lang), facts={"article": "a8", "subject": "samsung_xian"})
    metrics(figures, "memory-figures")


def more(page: Page) -> None:
    """Licences over time, a refusal, and what independent sources say of the sites."""
    ready, events = answers.licences(page.lang)
    show(page, "memory-licences", ready, facts={"article": "a8", "subject": "us_export_rule"})
    st.markdown(events)
    _scenario(page)
    outside_of(page, "memory", page.lang.text("What independent sources say of the sites"), memory.OUTSIDE)


def _scenario(page: Page) -> None:
    _, lang, address = page.lang.text, page.lang, page.address
    st.header(_("If the yearly approval of one fab is refused"))
    st.caption(
        _(
            "A refusal stops new equipment, not the machines in place. How much output is lost, and how long, is your assumption."
        )
    )
    named = answers.site_names(lang)
    with st.container(horizontal=True, vertical_alignment="bottom", key="memory-scenario"):
        choices = next(p for p in address.parameters if p.name == "site").choices or ()
        st.selectbox(
            _("Fab"), list(choices), format_func=named.__getitem__, width=260, **address.bind("site")
        )
        st.slider(_("Output lost, %"), 0.0, 100.0, step=5.0, format="%d", width=260, **address.bind("lost"))
        st.slider(_("Months"), 0.0, 12.0, step=1.0, format="%d", width=260, **address.bind("months"))
    stake = answers.stake(lang, address["site"], address["lost"], int(address["months"]))
    metrics(stake, "memory-stake")
    if any(figure.value == MISSING for figure in stake):
        st.caption(
            _("A dash means that no independent source since {year} gives this figure.", year=memory.SINCE)
        )
