"""Plants: dates, money or places of the projects, and a card for each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from atlas.app.controls import switch
from atlas.app.exhibit import show
from atlas.app.frame import Page
from atlas.app.navigation import link_to
from atlas.app.page_state import Exhibit
from atlas.app.source_note import source_note
from atlas.packaging import plants_answers, project_answers
from atlas.packaging.controls import choose, choose_many, filters, finding, technology_choice, vendor_choice
from atlas.packaging.names import Names

#: cards shown at once, and beside a long chart
CARDS, FEW, LONG = 4, 2, 40
AREAS = ("world", "east_asia", "taiwan")
#: what may be shown of the projects
PARTS = ("dates", "money", "places")


def part(asked: set[str]) -> str:
    """The part of a link that names none: the map where the link chooses its area."""
    return "places" if "area" in asked else "dates"


def plants(page: Page, names: Names) -> None:
    """Dates, money or places of the projects that fit the choice, and cards of those that come next."""
    _ = page.lang.text
    top = st.container()
    choice = _choice(page, names)
    ids = plants_answers.next_ids(choice)
    with top:
        finding(plants_answers.opening(choice, page.lang) if ids else _("No project fits this choice."))
    if not ids:
        return
    _part(page, choice, names)
    with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
        st.header(_("Projects"))
        choose(
            page,
            "project",
            _("Project"),
            ids,
            lambda key: project_answers.card(key, page.lang).name,
            width=420,
        )
    if page.address["project"]:
        project_cards(page, [page.address["project"]])
    else:
        next_ones = ids[: CARDS if len(ids) <= LONG else FEW]
        st.caption(_("The next {count} by date; choose one, or click a mark.", count=len(next_ones)))
        project_cards(page, next_ones)


def _part(page: Page, choice: plants_answers.Choice, names: Names) -> None:
    """The part that was asked for: dates, money or places."""
    part = page.address["part"]
    if part == "places":
        _area(page, names)
        show(page, "packaging-map", plants_answers.site_map(choice, page.address["area"], page.lang))
    elif part == "dates":
        _clickable(page, "packaging-timeline", plants_answers.timeline(choice, page.lang))
    elif (amounts := plants_answers.amounts(choice, page.lang)) is not None:
        _clickable(page, "packaging-money", amounts)
    else:
        st.info(page.lang.text("No amount is stated for these projects."))


def _clickable(page: Page, name: str, shown: Exhibit) -> None:
    """An exhibit whose marks choose a project."""

    def clicked(point: dict[str, Any]) -> None:
        page.address.set("project", point["customdata"][0])

    show(page, name, shown, facts={"article": "a2"}, on_click=clicked)


def _choice(page: Page, names: Names) -> plants_answers.Choice:
    """Part of the view, and projects by vendor, technology, country and status, all of it in the address."""
    _, address = page.lang.text, page.address
    words = {"dates": _("Dates"), "money": _("Money"), "places": _("Places")}
    with st.container(horizontal=True, vertical_alignment="bottom", key="packaging-controls"):
        st.segmented_control(
            _("Show"),
            PARTS,
            format_func=words.__getitem__,
            required=True,
            label_visibility="collapsed",
            **address.bind("part"),
        )
        vendor_choice(page, names, plants_answers.frequent("vendor_id"))
        used = [
            address["finished"] is not None,
            address["only"] is not None,
            bool(address["country"]),
            bool(address["status"]),
        ]
        with filters(page, sum(used)):
            finished = switch(page, "finished", _("Also without open plans"))
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


def _area(page: Page, names: Names) -> None:
    _ = page.lang.text
    areas = {"world": _("World"), "east_asia": _("East Asia"), "taiwan": names.term("country", "TW")}
    st.segmented_control(
        _("Area of the map"), AREAS, format_func=areas.__getitem__, required=True, **page.address.bind("area")
    )


def project_cards(page: Page, project_ids: Sequence[str]) -> None:
    """One card for each project: what, how much, dates with precision, slips, doubts, sources."""
    for start in range(0, len(project_ids), 2):
        pair = project_ids[start : start + 2]
        for column, key in zip(st.columns(len(pair)), pair, strict=True):
            with column, st.container(border=True, height="stretch"):
                _card(page, project_answers.card(key, page.lang))


def _card(page: Page, card: project_answers.Card) -> None:
    st.markdown(f"**{card.name}**")
    st.caption(card.what)
    st.markdown(card.lines.replace("$", "\\$"))
    if card.doubts:
        st.caption(":material/help: " + card.doubts)
    source_note(page.lang, card.sources)
    if card.subject:
        link_to("sources", page.lang.text("What the article says of it"), article="a2", subject=card.subject)
