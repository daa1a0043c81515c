"""Capacity over time, and how forecasts moved."""

from __future__ import annotations

import streamlit as st

from atlas.app.exhibit import metrics, show
from atlas.app.frame import Page
from atlas.packaging import capacity_answers
from atlas.packaging.controls import KINDS, finding, technology_choice, vendor_choice, years_choice
from atlas.packaging.names import Names

#: how statements are drawn: as ranges, by their middle (ours), or those of one source
SHOWN = ("range", "midpoint", "source")


def _controls(page: Page, names: Names) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", key="packaging-controls"):
        technology_choice(page, names, capacity_answers.technologies())
        vendor_choice(page, names, capacity_answers.vendors(page.address["technology"]))
        years_choice(page)
        st.pills(
            page.lang.text("Kind"),
            KINDS,
            format_func=lambda kind: names.term("kind", kind),
            selection_mode="multi",
            **page.address.bind("kind"),
        )


def _choice(page: Page) -> capacity_answers.Choice:
    """The address in one value, years in order."""
    address = page.address
    first, last = sorted((int(address["from"]), int(address["to"])))
    kinds = tuple(address["kind"])
    return capacity_answers.Choice(page.lang, address["technology"], address["vendor"], kinds, (first, last))


def capacity(page: Page, names: Names) -> None:
    """Every statement on the chosen technology, and what else is counted beside it."""
    _ = page.lang.text
    top = st.container()
    _controls(page, names)
    with st.container(horizontal=True, vertical_alignment="bottom", key="packaging-drawing"):
        shown = _drawing_choice(page)
        log = st.toggle(_("Log scale"), key="packaging-log")
        index = st.toggle(_("Index, first year = 100"), key="packaging-index")
        choice = _with_doubtful(page, _choice(page))
    with top:
        _opening(choice)
    if shown == "source":
        choice = _one_source(page, choice)
    if index:
        st.caption(
            _("Base of the index: the middle of what was stated for the end of the first year (ours).")
        )
    style = capacity_answers.Style(midpoints=shown == "midpoint", log=log, index=index)
    for number, ready in enumerate(capacity_answers.drawn(choice, style)):
        show(page, f"packaging-capacity-{number}", ready, facts={"article": "a2"})
    if not index:
        _others(page, choice)
    if not capacity_answers.anything(choice, index):
        st.info(_("No statement fits this choice."))


def _with_doubtful(page: Page, choice: capacity_answers.Choice) -> capacity_answers.Choice:
    """Figures of low reliability are off unless asked for."""
    label = page.lang.text("Show doubtful figures ({count})", count=capacity_answers.doubtful_count(choice))
    return choice._replace(doubtful=st.toggle(label, key="packaging-doubtful"))


def _drawing_choice(page: Page) -> str:
    _ = page.lang.text
    words = {"range": _("Ranges"), "midpoint": _("Midpoints (ours)"), "source": _("One source")}
    st.segmented_control(
        _("Show"), SHOWN, format_func=words.__getitem__, required=True, **page.address.bind("show")
    )
    return str(page.address["show"])


def _one_source(page: Page, choice: capacity_answers.Choice) -> capacity_answers.Choice:
    """The choice narrowed to one source, where any fits."""
    who = capacity_answers.houses(choice)
    if not who:
        return choice
    source = st.selectbox(
        page.lang.text("Source"), list(who), format_func=who.__getitem__, key="packaging-source"
    )
    return choice._replace(source=source)


def _opening(choice: capacity_answers.Choice) -> None:
    opening = capacity_answers.opening(choice)
    finding(opening.text)
    if opening.figures:
        metrics(opening.figures, "packaging-figures")


def _others(page: Page, choice: capacity_answers.Choice) -> None:
    """What is counted in another way."""
    _, units = page.lang.text, capacity_answers.others(choice)
    if not units:
        return
    st.header(_("Counted in another way"))
    st.caption(
        _(
            "Not comparable with the figures above and not to be added: other lines, other steps or other units."
        )
    )
    for unit, ready in units.items():
        show(page, f"packaging-others-{unit}", ready)


def revisions(page: Page, names: Names) -> None:
    """How the figure for the end of 2025, 2026 and 2027 moved by date of statement."""
    top = st.container()
    _controls(page, names)
    ready = capacity_answers.revisions(_with_doubtful(page, _choice(page)))
    if ready is None:
        finding(page.lang.text("No statement fits this choice."))
        return
    with top:
        finding(ready.drawing.alt)
    show(page, "packaging-revisions", ready, facts={"article": "a2"})
