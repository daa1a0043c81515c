"""Capacity over time, and how forecasts moved."""

from __future__ import annotations

import streamlit as st

from atlas.app.controls import switch
from atlas.app.exhibit import metrics, show
from atlas.app.frame import Page
from atlas.app.source_note import source_note
from atlas.packaging import capacity_answers
from atlas.packaging.controls import (
    KINDS,
    choose,
    filters,
    finding,
    technology_choice,
    vendor_choice,
    years_choice,
)
from atlas.packaging.names import Names

#: how statements are drawn: as ranges, by their middle (ours), or those of one source
SHOWN = ("range", "midpoint", "source")


def _choice(page: Page) -> capacity_answers.Choice:
    """The address in one value, years in order."""
    address = page.address
    first, last = sorted((int(address["from"]), int(address["to"])))
    kinds, vendors = tuple(address["kind"]), tuple(address["vendor"])
    doubtful = address["doubtful"] == "1"
    return capacity_answers.Choice(
        page.lang, address["technology"], vendors, kinds, (first, last), doubtful, address["house"]
    )


def _controls(page: Page, names: Names, drawn: bool) -> None:
    """Technology, vendors and years in one row, the rest behind the filters."""
    _, address = page.lang.text, page.address
    with st.container(horizontal=True, vertical_alignment="bottom", key="packaging-controls"):
        technology_choice(page, names, capacity_answers.technologies())
        vendor_choice(page, names, capacity_answers.vendors(address["technology"]))
        years_choice(page)
        used = [
            bool(address["kind"]),
            *(address[name] is not None for name in ("log", "index", "doubtful", "house")),
        ]
        with filters(page, sum(used)):
            st.pills(
                _("Kind"),
                KINDS,
                format_func=lambda kind: names.term("kind", kind),
                selection_mode="multi",
                **address.bind("kind"),
            )
            if drawn:
                _drawing_choice(page)
                switch(page, "log", _("Log scale"))
                switch(page, "index", _("Index, first year = 100"))
            count = capacity_answers.doubtful_count(_choice(page))
            switch(page, "doubtful", _("Show doubtful figures ({count})", count=count))
            if drawn and address["show"] == "source":
                _one_source(page)


def capacity(page: Page, names: Names) -> None:
    """Every statement on the chosen technology, and what else is counted beside it."""
    _ = page.lang.text
    top = st.container()
    _controls(page, names, drawn=True)
    shown, index = page.address["show"], page.address["index"] == "1"
    choice = _choice(page)
    if shown != "source":
        choice = choice._replace(source=None)
    with top:
        _opening(choice)
    if index:
        st.caption(
            _("Base of the index: the middle of what was stated for the end of the first year (ours).")
        )
    style = capacity_answers.Style(
        midpoints=shown == "midpoint", log=page.address["log"] == "1", indexed=index
    )
    for number, ready in enumerate(capacity_answers.drawn(choice, style)):
        show(page, f"packaging-capacity-{number}", ready, facts={"article": "a2"})
    if not index:
        _others(page, choice)
    if not capacity_answers.anything(choice, index):
        st.info(_("No statement fits this choice."))


def _drawing_choice(page: Page) -> None:
    _ = page.lang.text
    words = {"range": _("Ranges"), "midpoint": _("Midpoints (ours)"), "source": _("One source")}
    st.segmented_control(
        _("Show"), SHOWN, format_func=words.__getitem__, required=True, **page.address.bind("show")
    )


def _one_source(page: Page) -> None:
    """The source whose statements alone are shown."""
    who = capacity_answers.houses(_choice(page)._replace(source=None))
    choose(page, "house", page.lang.text("Source"), list(who), lambda code: who.get(code, code))


def _opening(choice: capacity_answers.Choice) -> None:
    opening = capacity_answers.opening(choice)
    finding(opening.text)
    if opening.figures:
        metrics(opening.figures, "packaging-figures")


def _others(page: Page, choice: capacity_answers.Choice) -> None:
    """What is counted in another way."""
    _, ways = page.lang.text, capacity_answers.others(choice)
    if not ways:
        return
    st.header(_("Counted in another way"))
    st.caption(
        _(
            "Not comparable with the figures above and not to be added: other lines, other steps or other units."
        )
    )
    for technology, way in ways.items():
        with st.expander(way.title, key=f"packaging-way-{technology}"):
            for line in way.words:
                st.markdown(line)
            if way.words:
                source_note(page.lang, way.sources, way.doubt)
            for unit, ready in way.drawn.items():
                show(page, f"packaging-others-{technology}-{unit}", ready)


def revisions(page: Page, names: Names) -> None:
    """How the figure for the end of 2025, 2026 and 2027 moved by date of statement."""
    top = st.container()
    _controls(page, names, drawn=False)
    ready = capacity_answers.revisions(_choice(page))
    if ready is None:
        finding(page.lang.text("No statement fits this choice."))
        return
    with top:
        finding(ready.drawing.alt)
    show(page, "packaging-revisions", ready, facts={"article": "a2"})
