"""The parts of the benchmark page below the controls."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from atlas.app.exhibit import exhibit
from atlas.app.frame import Page
from atlas.language import message
from atlas.my_plant import answers, plan_view
from atlas.my_plant.calculators_view import calculators

#: draws plants as cards; a page passes that of the room that has them
Cards = Callable[[Page, tuple[str, ...]], None]


def strips(page: Page, chosen: tuple[str, ...], among: answers.Among, own: answers.Owns) -> None:
    """Named plants of each chosen metric, with the reader's point."""
    _ = page.lang.text
    exhibit(
        page,
        "benchmark-strips",
        _("What named plants reached"),
        lambda: answers.drawing(chosen, among, own, page.lang),
        lambda: answers.plants(chosen, among, page.lang),
        {
            "name": _("Metric"),
            "plant": _("Plant"),
            "industry_name": _("Industry of the plant"),
            "shown": _("Value"),
            "words": _("As published"),
            "evidence_name": _("Evidence"),
            "named": _("Technologies named with it"),
        },
        answers.sources(chosen, among),
        doubt=_(
            "Further right is stronger; the upright line is the median; my industry is coloured. A cross: the wording allows two readings; where the second is a percentage too, a ring shows it. A cross also marks a figure of a secondary copy. An axis with uneven steps is logarithmic, and says so."
        ),
        facts={"article": "a1"},
    )


def technologies(page: Page, chosen: tuple[str, ...], among: answers.Among) -> None:
    """Technologies that the sources name with the results of the chosen metrics."""
    _ = page.lang.text
    table = answers.technologies(chosen, among.any_industry(), page.lang)
    if table.empty:
        st.caption(_("The sources name no technology with these results."))
        return
    exhibit(
        page,
        "benchmark-technologies",
        _("Plants by technology named with the result"),
        lambda: answers.technology_bars(chosen, among.any_industry(), page.lang),
        table,
        {
            "name": _("Technology"),
            "plants": _("Plants"),
            "results": _("Results"),
            "named": _("Named plants"),
        },
        answers.sources(chosen, among),
        doubt=_("Named together is not caused by. Most plants changed several things at once."),
    )


#: the parts below the strips, with their names (messages of the catalogue)
PARTS = {
    "technologies": message("Which technologies stand behind these results?"),
    "pairs": message("Which are named together?"),
    "cases": message("Cases near to mine"),
    "roadmap": message("Roadmap"),
    "worth": message("What is a change worth?"),
}


def more(page: Page, chosen: tuple[str, ...], among: answers.Among, cards: Cards) -> None:
    """The part that the address names, and the switch between them."""
    _ = page.lang.text
    st.header(_("What follows from it?"))
    st.segmented_control(
        _("What follows from it?"),
        list(PARTS),
        format_func=lambda code: _(PARTS[code]),
        required=True,
        label_visibility="collapsed",
        **page.address.bind("more"),
    )
    part = page.address["more"]
    if part == "technologies":
        technologies(page, chosen, among)
    elif part == "pairs":
        plan_view.pairs(page, chosen, among)
    elif part == "cases":
        cards(page, answers.cases(chosen, among))
    elif part == "roadmap":
        plan_view.roadmap(page, chosen, among)
    else:
        calculators(page)
