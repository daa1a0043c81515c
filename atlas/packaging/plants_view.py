"""Plants: timeline, map of sites, and a card for each project."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from atlas.app.exhibit import metrics, show
from atlas.app.frame import Page
from atlas.app.source_note import source_note
from atlas.packaging import plants_answers
from atlas.packaging.controls import finding, technology_choice, vendor_choice
from atlas.packaging.names import Names

#: cards shown at once
CARDS = 10


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
    """Projects by vendor and technology (in the address), country and status (in the session)."""
    _ = page.lang.text
    with st.container(horizontal=True, vertical_alignment="bottom", key="packaging-controls"):
        vendor_choice(page, names, plants_answers.frequent("vendor_id"))
        one = st.toggle(_("This technology only"), key="packaging-one-technology")
        if one:
            technology_choice(page, names, plants_answers.frequent("technologies"))
        countries = _many(page, _("Country"), "country", plants_answers.codes("country"), names)
        statuses = _many(page, _("Status"), "project_status", plants_answers.codes("status"), names)
        coming = st.toggle(_("Only with plans not yet reported as done"), True, key="packaging-coming")
    technology = page.address["technology"] if one else None
    return plants_answers.Choice(
        page.address["vendor"], technology, tuple(countries), tuple(statuses), coming
    )


def _many(page: Page, label: str, vocabulary: str, codes: list[str], names: Names) -> list[str]:
    return st.multiselect(
        label,
        codes,
        format_func=lambda code: names.term(vocabulary, code),
        placeholder=page.lang.text("All"),
        key=f"packaging-{vocabulary}-{page.lang.code}",
        width=230,
    )


def _area(page: Page, names: Names) -> str:
    _ = page.lang.text
    areas = {"world": _("World"), "east_asia": _("East Asia"), "taiwan": names.term("country", "TW")}
    area = st.segmented_control(
        _("Area"),
        list(areas),
        format_func=areas.__getitem__,
        default="world",
        required=True,
        key=f"packaging-area-{page.lang.code}",
    )
    return str(area)


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
