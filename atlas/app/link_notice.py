"""What a page says about the release of its link: one line, a switch, and the list behind it."""

from __future__ import annotations

import streamlit as st

from atlas.app import view_changes_text as text
from atlas.app.exhibit import show_table
from atlas.app.link_release import switch
from atlas.app.view_changes import ViewChanges
from atlas.language import Language


def unknown_release(lang: Language) -> None:
    """Say that a link names no release of the data."""
    st.warning(
        lang.text("This link names a release of the data that does not exist. Today's view is shown."),
        icon=":material/link_off:",
    )


def since_the_link(page: str, changed: ViewChanges, as_of: bool, lang: Language) -> None:
    """The line, the switch where the release can show the view, and the differences in a drawer."""
    _ = lang.text
    date = lang.date(changed.date)
    with st.container(border=True, key="frame-since"):
        line, switched = st.columns([3, 1], vertical_alignment="center") if changed.held else (st, None)
        line.markdown(text.in_short(changed, lang))
        if switched:
            with switched:
                _switch(page, as_of, _("View as of {date}", date=date))
        if as_of and changed.held:
            st.caption(_("This page and its files now show the data of {date}.", date=date))
        _behind(changed, lang)


def _switch(page: str, as_of: bool, label: str) -> None:
    key = f"frame:as-of:{page}"

    def changed() -> None:
        switch(page, st.session_state[key])

    st.session_state[key] = as_of
    st.toggle(label, key=key, on_change=changed, width="content")


def _behind(changed: ViewChanges, lang: Language) -> None:
    _ = lang.text
    facts, labels = text.facts_table(changed.facts, lang)
    methods = text.methods(changed.facts, lang)
    if not (changed.said or changed.rows or methods or len(facts)):
        return
    with st.expander(_("What is different, and why"), icon=":material/difference:"):
        if changed.said:
            show_table(*text.said_table(changed.said, lang), key="since-said")
        if changed.rows:
            _heading(_("Rows of the figures on this page"))
            show_table(*text.rows_table(changed.rows, lang), key="since-rows")
        if len(facts):
            _heading(_("Facts that changed in the tables behind this page"))
            show_table(facts, labels, key="since-facts")
        if methods:
            _heading(_("Changes of method or form: the world did not change"))
            st.markdown("\n".join(f"- {line}" for line in methods))


def _heading(words: str) -> None:
    st.markdown(f"**{words}**")
