"""The release of the data that a page's link was made with, and whether the view is shown with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import streamlit as st

from atlas import tables
from atlas.app.address import AS_OF, COMMON, DATA, encode, known, opened, release_asked
from atlas.app.view_changes import ViewChanges, changes
from atlas.language import Language


class Asked(NamedTuple):
    """What a page's link asks: an earlier release, to show the view with it, or a release that is none."""

    date: str | None = None
    as_of: bool = False
    wrong: bool = False


def asked(page: str) -> Asked:
    """Read the link of a page; what cannot be honoured is told once and then left out of the address."""
    kept, query, wrong = release_asked(page), opened(page), False
    if query is not None:
        kept.clear()
        date = query.get(DATA, [""])[-1]
        wrong = date != "" and date not in (tables.date_of(), *tables.releases())
        if date and not wrong:
            kept[DATA] = [date]
            if query.get(AS_OF, [""])[-1] == "1" and date < tables.date_of():
                kept[AS_OF] = ["1"]
    date = kept.get(DATA, [""])[-1]
    return Asked(date if "" < date < tables.date_of() else None, AS_OF in kept, wrong)


def switch(page: str, as_of: bool) -> None:
    """Show a page with the release of its link, or with today's data again."""
    kept = release_asked(page)
    kept.pop(AS_OF, None)
    if as_of:
        kept[AS_OF] = ["1"]


def changes_since(page: str, date: str, lang: Language) -> ViewChanges:
    """What differs in the view of a page, as its reader has set it, since a release."""
    query: Mapping[str, list[str]] | None = opened(page)
    if query is None:
        values = st.session_state.get("address:values", {}).get(page, {})
        query = encode(known.get(page, ()), values)
    own = {name: texts for name, texts in query.items() if name not in COMMON}
    return changes(page, own, lang, date)
