"""The parts of the benchmark page below the controls."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from atlas.app.downloads import downloads
from atlas.app.exhibit import exhibit, show_table
from atlas.app.frame import Page
from atlas.my_plant import answers
from atlas.my_plant.calculators_view import calculators

#: draws plants as cards; a page passes that of the room that has them
Cards = Callable[[Page, tuple[str, ...]], None]


def strips(page: Page, chosen: tuple[str, ...], industry: str | None, own: answers.Owns) -> None:
    """Named plants of each chosen metric, with the reader's point."""
    _ = page.lang.text
    exhibit(
        page,
        "benchmark-strips",
        _("What named plants reached"),
        lambda: answers.drawing(chosen, industry, own, page.lang),
        lambda: answers.plants(chosen, industry, page.lang),
        {
            "name": _("Metric"),
            "plant": _("Plant"),
            "industry_name": _("Industry of the plant"),
            "shown": _("Value"),
            "words": _("As published"),
            "named": _("Technologies named with it"),
        },
        answers.sources(chosen),
        doubt=_(
            "Further right is stronger; the upright line is the median; my industry is coloured. A cross: the wording allows two readings; where the second is a percentage too, a ring shows it."
        ),
        facts={"article": "a1"},
    )


def technologies(page: Page, chosen: tuple[str, ...], _industry: str | None, _own: answers.Owns) -> None:
    """Technologies that the sources name with the results of the chosen metrics."""
    _ = page.lang.text
    table = answers.technologies(chosen, None, page.lang)
    if table.empty:
        st.caption(_("The sources name no technology with these results."))
        return
    exhibit(
        page,
        "benchmark-technologies",
        _("Plants by technology named with the result"),
        lambda: answers.technology_bars(chosen, None, page.lang),
        table,
        {
            "name": _("Technology"),
            "plants": _("Plants"),
            "results": _("Results"),
            "named": _("Named plants"),
        },
        answers.sources(chosen),
        doubt=_("Named together is not caused by. Most plants changed several things at once."),
    )


def cases(page: Page, chosen: tuple[str, ...], industry: str | None, cards: Cards) -> None:
    """Plants nearest to the reader's industry and goals."""
    cards(page, answers.cases(chosen, industry))


def roadmap(page: Page, chosen: tuple[str, ...], industry: str | None, own: answers.Owns) -> None:
    """One line a metric to plan with; the last columns are the reader's."""
    _ = page.lang.text
    sheet = answers.roadmap(chosen, own, industry, page.lang)
    labels = {
        "metric": _("Metric"),
        "plants": _("Plants"),
        "reached": _("Reached, from … to"),
        "median": _("Median"),
        "own_before": _("My value now"),
        "at_median": _("My value at the median change"),
        "technologies": _("Technologies named most"),
        "cases": _("Plants to look at"),
        "target": _("My target"),
        "owner": _("Responsible"),
        "due": _("Due"),
    }
    show_table(sheet, labels, key="roadmap")
    downloads(page, "benchmark-roadmap", _("Roadmap sheet"), lambda: sheet, labels, answers.sources(chosen))


def worth(page: Page, _chosen: tuple[str, ...], _industry: str | None, _own: answers.Owns) -> None:
    """What a change is worth in the reader's plant."""
    calculators(page)


PARTS = ("technologies", "cases", "roadmap", "worth")


def more(page: Page, chosen: tuple[str, ...], industry: str | None, own: answers.Owns, cards: Cards) -> None:
    """The part that the address names, and the switch between them."""
    _ = page.lang.text
    names = {
        "technologies": _("Which technologies stand behind these results?"),
        "cases": _("Cases near to mine"),
        "roadmap": _("Roadmap sheet"),
        "worth": _("What is a change worth?"),
    }
    st.header(_("What follows from it?"))
    st.segmented_control(
        _("What follows from it?"),
        list(names),
        format_func=names.__getitem__,
        required=True,
        label_visibility="collapsed",
        **page.address.bind("more"),
    )
    if page.address["more"] == "cases":
        cases(page, chosen, industry, cards)
        return
    draw = {"technologies": technologies, "roadmap": roadmap, "worth": worth}[page.address["more"]]
    draw(page, chosen, industry, own)
