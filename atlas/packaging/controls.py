"""What the views of the packaging page share: the finding, choices bound to the address, switches."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from atlas.app.finding import finding as shown_first
from atlas.app.frame import Page
from atlas.packaging.names import Names

KINDS = ("actual", "estimate", "target", "forecast")
YEARS = ("2023", "2024", "2025", "2026", "2027", "2028")


def finding(text: str) -> None:
    """The sentence that the page opens with."""
    shown_first("packaging", text.replace("$", "\\$"))


def filters(page: Page, count: int) -> Any:
    """The drawer of the controls that most readers leave alone; says how many are in use."""
    return st.popover(
        page.lang.text("Filters ({count})", count=count), icon=":material/tune:", key="packaging-filters"
    )


def choose(
    page: Page, name: str, label: str, codes: Sequence[str], word: Callable[[str], str], **more: Any
) -> None:
    """A list of codes by name, bound to the address; an empty choice means all."""
    current = page.address[name]
    options = list(codes) if current is None or current in codes else [*codes, current]
    st.selectbox(
        label,
        options,
        format_func=word,
        placeholder=page.lang.text("All"),
        **page.address.bind(name),
        **more,
    )


def choose_many(
    page: Page, name: str, label: str, codes: Sequence[str], word: Callable[[str], str], **more: Any
) -> None:
    """Several codes by name, bound to the address; no choice means all."""
    options = list(dict.fromkeys([*codes, *page.address[name]]))
    st.multiselect(
        label, options, format_func=word, placeholder=page.lang.text("All"), **page.address.bind(name), **more
    )


def vendor_choice(page: Page, names: Names, vendors: Sequence[str]) -> None:
    """Choice of vendors among those the view has figures for."""
    choose_many(page, "vendor", page.lang.text("Vendor"), vendors, names.vendor, width=240)


def technology_choice(page: Page, names: Names, technologies: Sequence[str]) -> None:
    """Choice of a technology among those the view has figures for."""
    choose(
        page,
        "technology",
        page.lang.text("Technology"),
        list(dict.fromkeys(technologies)),
        lambda code: names.term("packaging_technology", code),
        width=230,
    )


def years_choice(page: Page) -> None:
    """First and last year."""
    for name, label in (("from", page.lang.text("From year")), ("to", page.lang.text("To year"))):
        st.selectbox(label, list(YEARS), width=110, **page.address.bind(name))
