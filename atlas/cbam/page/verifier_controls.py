"""Fee and lead time of a verifier: the reader's own figures, as no public ones were found."""

from __future__ import annotations

import streamlit as st

from atlas.app.frame import Page

#: parameters with the most that each takes: EUR, weeks
VERIFIER = {"verifier_fee": 1e7, "verifier_weeks": 200.0}


def verifier(page: Page, fee_label: str) -> None:
    """Both fields, kept in the address."""
    labels = {"verifier_fee": fee_label, "verifier_weeks": page.lang.text("Time a verifier needs, weeks")}
    with st.container(horizontal=True, vertical_alignment="bottom", key="cbam-verifier"):
        for name, label in labels.items():
            st.number_input(
                label,
                min_value=0.0,
                max_value=VERIFIER[name],
                format="%.12g",
                placeholder="–",
                width=260,
                **page.address.bind(name),
            )
