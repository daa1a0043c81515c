"""The controls of a page: its main ones in one row, the rest behind "Filters (n)".

A page shows the answer first, so its controls take one row. What narrows the view down stands
in a sheet that opens on demand; its button says how many filters are set. Use it so::

    with control_row("lighthouses"):
        choose_shade(page)
        choose_scope(page)
        with filters(page, "lighthouses", ("industry", "designation", "owner")):
            choose_industry(page)
            choose_designation(page)
            choose_owner(page)

Every control is bound to the address (``**page.address.bind(name)``); ``filters`` is told the
names of those inside it. On a phone the row wraps and the sheet takes the lower half of the screen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import streamlit as st

from atlas.app.frame import Page


@contextmanager
def control_row(name: str) -> Iterator[None]:
    """One row for the main controls of a page; ``name`` tells rows of one page apart."""
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"controls-{name}"):
        yield


@contextmanager
def filters(page: Page, name: str, parameters: Sequence[str]) -> Iterator[None]:
    """The sheet behind "Filters (n)"; ``parameters`` are the names of the address it holds controls for."""
    lang, used = page.lang, set_filters(page, parameters)
    label = lang.text("Filters ({count})", count=lang.number(len(used)))
    with st.popover(label, icon=":material/filter_list:", key=f"filters-{name}"):
        with st.container(key=f"filters-sheet-{name}"):
            yield
        st.button(
            lang.text("Clear filters"),
            disabled=not used,
            on_click=_clear,
            args=(page, used),
            key=f"filters-clear-{name}",
        )


def switch(page: Page, name: str, label: str) -> bool:
    """A switch that stands in the address: "1" when on, nothing when off."""
    key = f"switch:{page.address.page}:{name}:{page.lang.code}"
    st.session_state[key] = page.address[name] == "1"

    def changed() -> None:
        page.address.set(name, "1" if st.session_state[key] else None)

    return bool(st.toggle(label, key=key, on_change=changed))


def set_filters(page: Page, parameters: Sequence[str]) -> list[str]:
    """The parameters whose value is not the one that an address without them stands for."""
    own = {parameter.name: parameter.default for parameter in page.address.parameters}
    return [name for name in parameters if page.address[name] != own[name]]


def _clear(page: Page, names: Sequence[str]) -> None:
    own = {parameter.name: parameter.default for parameter in page.address.parameters}
    for name in names:
        default = own[name]
        page.address.set(name, list(default) if isinstance(default, list) else default)
