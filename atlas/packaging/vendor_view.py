"""One vendor: capacity statements, plants, technologies, customers, ranking, sources."""

from __future__ import annotations

import streamlit as st

from atlas.app.exhibit import metrics, show_table
from atlas.app.frame import Page
from atlas.app.source_note import source_note
from atlas.packaging import vendor_answers
from atlas.packaging.controls import finding
from atlas.packaging.names import Names
from atlas.packaging.plants_view import project_cards


def vendor(page: Page, names: Names) -> None:
    """One vendor: capacity statements, plants, technologies, customers, ranking, sources."""
    _, top = page.lang.text, st.container()
    with st.container(horizontal=True, key="packaging-controls"):
        _choice(page, names)
    if not page.address["vendor"]:
        with top:
            finding(_("Choose a vendor to see all that the tables hold on it."))
        return
    one = vendor_answers.vendor(page.lang, page.address["vendor"][0])
    with top:
        finding(one.sentence)
        metrics(one.figures, "packaging-figures")
    st.header(_("Capacity statements"))
    if one.capacity is not None:
        show_table(*one.capacity, key="packaging-vendor-capacity")
    else:
        st.write(_("No capacity figure found."))
    st.header(_("Customers named by a source"))
    st.write(one.customers)
    if one.projects:
        st.header(_("Projects"))
        project_cards(page, one.projects)
    st.header(_("All sources on this vendor"))
    source_note(page.lang, one.sources)


def _choice(page: Page, names: Names) -> None:
    """Choice of one vendor, the first of the address, and the way back to all."""
    firms, address = vendor_answers.firms(), page.address
    key = f"packaging-one-vendor:{page.lang.code}"
    chosen = address["vendor"][0] if address["vendor"] else None
    st.session_state[key] = chosen if chosen in firms else None

    def changed() -> None:
        address.set("vendor", [st.session_state[key]] if st.session_state[key] else [])

    st.selectbox(
        page.lang.text("Vendor"),
        firms,
        format_func=names.vendor,
        placeholder=page.lang.text("Choose a vendor"),
        label_visibility="collapsed",
        width=260,
        key=key,
        on_change=changed,
    )
    st.button(
        page.lang.text("All vendors"),
        icon=":material/arrow_back:",
        on_click=address.set,
        args=("view", "vendors"),
    )
