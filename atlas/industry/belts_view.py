"""Industrial belts: zones of the AI gradient, merchants' figures, the platform's funnel, stages."""

from __future__ import annotations

import streamlit as st

from atlas.app.exhibit import metrics, show
from atlas.app.finding import finding
from atlas.app.frame import Page
from atlas.industry import belts_answers as answers


def section(page: Page) -> None:
    """The answer: what merchants earn."""
    lang = page.lang
    finding("belts", answers.finding(lang))
    show(
        page,
        "belt-merchants",
        answers.merchants(lang),
        facts={"article": "a3", "subject": "shenzhen_accessories"},
    )


def more(page: Page) -> None:
    """The zones, the platform's funnel and the stages until 2028."""
    _, lang = page.lang.text, page.lang
    show(page, "belt-zones", answers.zones(lang), facts={"article": "a3", "subject": "deltas"})
    st.header(_("What the AI edition's three growth figures mean"))
    metrics(answers.changes(lang), "belt-funnel")
    st.caption(
        _(
            "Visitors +20%, inquiries +15%, sales +73% are printed. No period and no control group: who buys the tool may differ from who does not."
        )
    )
    st.header(_("The stages that the article expects"))
    st.markdown(answers.stages(lang))
