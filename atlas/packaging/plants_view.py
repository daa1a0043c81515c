"""Plants: timeline, map of sites, and a card for each project."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from atlas.app.controls import switch
from atlas.app.exhibit import metrics, show
from atlas.app.frame import Page
from atlas.app.source_note import source_note
from atlas.packaging import plants_answers
from atlas.packaging.controls import choose_many, filters, finding, technology_choice, vendor_choice
from atlas.packaging.names import Names

#: cards shown at once
CARDS = 10
AREAS = ("world", "east_asia", "taiwan")


def plants(page: Page, names: Names) -> None:
    """Timeline, map and cards of the projects that fit the choice."""
    _ = page.lang.text
    top = st.container()
    choice = _choice(page, names)
    ids = plants_answers.project_ids(choice)
    if not ids:
        finding(_("No project fits this choice."))
        return
    with top:
        text, figures = plants_answers.opening(choice, page.lang)
        finding(text)
        metrics(figures, "packaging-figures")
    show(page, "packaging-timeline", plants_answers.timeline(choice, page.lang), facts={"article": "a2"})
    show(page, "packaging-map", plants_answers.site_map(choice, _area(page, names), page.lang))
    st.header(_("Projects"))
    shown = st.slider(_("Cards"), 2, max(len(ids), 3), min(CARDS, len(ids)), key="packaging-cards")
    project_cards(page, ids[:shown])


def _choice(page: Page, names: Names) -> plants_answers.Choice:
    """Projects by vendor, technology, country and status, all of it in the address."""
    _, address = page.lang.text, page.address
    with st.container(horizontal=True, vertical_alignment="bottom", key="packaging-controls"):
        vendor_choice(page, names, plants_answers.frequent("vendor_id"))
        used = [address["only"] is not None, bool(address["country"]), bool(address["status"])]
        finished = switch(page, "finished", _("Also without open plans"))
        with filters(page, sum(used)):
            one = switch(page, "only", _("This technology only"))
            if one:
                technology_choice(page, names, plants_answers.frequent("technologies"))
            _many(page, _("Country"), "country", "country", names)
            _many(page, _("Status"), "status", "project_status", names)
    return plants_answers.Choice(
        tuple(address["vendor"]),
        address["technology"] if one else None,
        tuple(address["country"]),
        tuple(address["status"]),
        not finished,
    )


def _many(page: Page, label: str, column: str, vocabulary: str, names: Names) -> None:
    choose_many(page, column, label, plants_answers.codes(column), lambda code: names.term(vocabulary, code))


def _area(page: Page, names: Names) -> str:
    _ = page.lang.text
    areas = {"world": _("World"), "east_asia": _("East Asia"), "taiwan": names.term("country", "TW")}
    st.segmented_control(
        _("Area of the map"), AREAS, format_func=areas.__getitem__, required=True, **page.address.bind("area")
    )
    return str(page.address["area"])


def project_cards(page: Page, project_ids: Sequence[str]) -> None:
    """One card for each project: what, how much, dates with precision, slips, doubts, sources."""
    for start in range(0, len(project_ids), 2):
        for column, key in zip(st.columns(2), project_ids[start : start + 2], strict=False):
            with column, st.container(border=True, height="stretch"):
                _card(page, plants_answers.card(key, page.lang))


def _card(page: Page, card: plants_answers.Card) -> None:
    st.markdown(f"**{card.name}**")
    st.caption(card.what)
    st.markdown(card.lines.replace("$", "\\$"))
    if card.doubts:
        st.caption(":material/help: " + card.doubts)
    source_note(page.lang, card.sources)
