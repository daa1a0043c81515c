"""Which goods would come in from 2028: a screen for the reader's codes, and the proposal's list."""

from __future__ import annotations

import streamlit as st

from atlas.app.exhibit import show_table
from atlas.app.frame import Page
from atlas.app.source_note import source_note
from atlas.cbam.answers import scope_answers
from atlas.cbam.page import scope_text
from atlas.language import Language


def scope(page: Page) -> None:
    """The screen, filled when it is opened."""
    title = page.lang.text("Would other goods come in from 2028? (proposal)")
    with st.expander(title, icon=":material/filter_alt:", key="cbam-proposal", on_change="rerun") as screen:
        if screen.open:
            _screen(page.lang)


def _screen(lang: Language) -> None:
    """What holds of the codes that are typed, and the whole list."""
    _ = lang.text
    st.markdown(scope_text.standing(lang))
    typed = st.text_area(
        _("CN codes, one a line or separated by commas"),
        placeholder="8450 11 11, 7318 15 88, 8708",
        max_chars=4000,
        height=100,
        key=f"cbam:scope:{lang.code}",
    )
    found = scope_answers.screened(typed or "", lang)
    if len(found):
        show_table(found, {"code": _("CN code"), "state": _("What holds")}, key="cbam-scope")
    st.caption(_("The whole list of the proposal:"))
    heads = {"code": _("CN code"), "part": _("What holds"), "kind": _("Kind of goods")}
    show_table(scope_answers.listed(lang), heads, key="cbam-proposed", height=220)
    source_note(lang, ["EU-COM-2025-989"])
