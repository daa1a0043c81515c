"""The one list of views of the packaging page: code, label, group, and what draws it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import streamlit as st

from atlas.app.finding import name_view
from atlas.app.frame import Page
from atlas.language import Language
from atlas.packaging import (
    capacity_view,
    customers_view,
    growth_view,
    market_view,
    planner_view,
    plants_view,
    supply_view,
    technologies_view,
    vendor_view,
    vendors_view,
)
from atlas.packaging.names import Names


class View(NamedTuple):
    """One view: the group under which the page lists it, and what draws it."""

    group: str
    draw: Callable[[Page, Names], None]


VIEWS = {
    "vendors": View("vendors", vendors_view.vendors),
    "vendor": View("vendors", vendor_view.vendor),
    "capacity": View("capacity", capacity_view.capacity),
    "revisions": View("capacity", capacity_view.revisions),
    "growth": View("capacity", growth_view.growth),
    "supply": View("supply", supply_view.supply),
    "customers": View("supply", customers_view.customers),
    "technologies": View("technologies", technologies_view.technologies),
    "projects": View("projects", plants_view.plants),
    "market": View("market", market_view.market),
    "planner": View("planner", planner_view.planner),
}
#: what a link without a view asked for when the capacities were the first view
CAPACITY = ("vendor", "technology", "kind", "from", "to", "show")
PLANNER = ("wafers", "by", "family")


def labels(lang: Language) -> dict[str, str]:
    """Name of each view and group."""
    _ = lang.text
    return {
        "vendors": _("Vendors"),
        "vendor": _("One vendor"),
        "capacity": _("Capacity"),
        "revisions": _("How forecasts moved"),
        "growth": _("Growth check"),
        "supply": _("Supply and demand"),
        "customers": _("Who gets it"),
        "technologies": _("Technologies"),
        "projects": _("Plants and dates"),
        "market": _("Market"),
        "planner": _("Planner"),
    }


def default(asked: set[str]) -> str:
    """The view of a link that names none: by what else it asks for."""
    if asked & set(CAPACITY):
        return "capacity"
    return "planner" if asked & set(PLANNER) else "vendors"


def choose_view(page: Page) -> None:
    """Groups in one row, the views of the chosen group beside them where it has several."""
    words, address = labels(page.lang), page.address
    name_view(words[address["view"]])
    groups = list(dict.fromkeys(view.group for view in VIEWS.values()))
    current = VIEWS[address["view"]].group
    inside = [name for name, view in VIEWS.items() if view.group == current]
    with st.container(horizontal=True, vertical_alignment="center", key="packaging-views"):
        _choice(
            page,
            "group",
            groups,
            current,
            words,
            {g: next(n for n, v in VIEWS.items() if v.group == g) for g in groups},
        )
        if len(inside) > 1 and current != "vendors":
            _choice(page, current, inside, address["view"], words, {name: name for name in inside})


def _choice(
    page: Page, name: str, codes: list[str], current: str, words: dict[str, str], leads: dict[str, str]
) -> None:
    key = f"packaging-{name}:{page.lang.code}"
    st.session_state[key] = current

    def changed() -> None:
        page.address.set("view", leads[st.session_state[key]])

    st.segmented_control(
        page.lang.text("View"),
        codes,
        format_func=words.__getitem__,
        required=True,
        label_visibility="collapsed",
        key=key,
        on_change=changed,
    )
