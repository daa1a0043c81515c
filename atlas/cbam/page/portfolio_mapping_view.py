"""How a file was read: which heading is which column, with samples, and a choice to change it."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from atlas import terms
from atlas.app import uploads
from atlas.app.frame import Page
from atlas.app.refusals_text import refusal
from atlas.cbam.files.decisions import Decisions
from atlas.cbam.files.portfolio import REQUIRED
from atlas.cbam.files.understanding import Understanding
from atlas.cbam.page.portfolio_answer_text import kind_of_file, samples
from atlas.cbam.page.portfolio_session_view import Held, decide, reuse
from atlas.cbam.page.portfolio_text import problem

#: always listed, so that a missing one can be assigned
LISTED = [*REQUIRED, "import_date", "importer"]


def mapping(page: Page, mine: Held) -> None:
    """One compact table; open where something has to be decided."""
    _, lang = page.lang.text, page.lang
    understood = mine.found.understanding
    if not understood.headings:
        return
    with st.expander(
        _("How your file was read") + " · " + kind_of_file(mine.name, understood, lang),
        expanded=mine.empty or bool(understood.open),
        icon=":material/table_view:",
    ):
        table = _table(page, understood)
        _editor(page, mine, table)
        if understood.carried:
            st.caption(_("Kept for the answer: {columns}", columns=lang.join(understood.carried[:12])))
        with st.container(horizontal=True, vertical_alignment="center"):
            st.download_button(
                _("Keep these choices as a file"),
                data=saved(mine).to_json(),
                file_name="cbam-mapping.json",
                mime="application/json",
                on_click="ignore",
                type="tertiary",
                key="cbam:mapping",
            )
            with st.popover(_("Use saved choices"), type="tertiary", key="cbam:mapping:again"):
                _take_back(page, mine)
        if mine.misfits:
            st.warning(_("Saved choices that do not fit this file were left out:"), icon=":material/error:")
            # texts of the reader's file are shown as they are, not as markup
            told = [problem(own.code, own.name, own.value, lang) for own in mine.misfits]
            listed = "\n".join(told)
            st.text(listed)


def saved(mine: Held) -> Decisions:
    """All headings as they were recognised or chosen, and the reader's answers, for the next file of
    the kind; headings that were put together from two are recognised again."""
    understood = mine.found.understanding
    found = {own.column: own.heading for own in understood.columns if own.heading in understood.headings}
    return replace(mine.decisions, columns=found | mine.decisions.columns)


def _take_back(page: Page, mine: Held) -> None:
    """The upload of choices that were kept as a file."""
    _, lang = page.lang.text, page.lang
    # another key once they are taken, so that the same file can be given again
    key = f"cbam:mapping:file:{lang.code}:{hash(mine.decisions.to_json())}"

    def changed() -> None:
        file = st.session_state[key]
        if file is not None and not uploads.missing(key):
            reuse(file.getvalue())

    st.file_uploader(
        _("Choices kept as a file before (JSON)"),
        type=["json"],
        max_upload_size=1,
        key=key,
        on_change=changed,
    )
    if lost := uploads.missing(key):
        st.warning(refusal(lost, lang), icon=":material/error:")


def _table(page: Page, understood: Understanding) -> pd.DataFrame:
    lang = page.lang
    names = terms.names("cbam_column", lang)
    rows = []
    read = {reading.column: reading for reading in understood.columns}
    for column in [*LISTED, *(name for name in read if name not in LISTED)]:
        if column == "import_date" and column not in read and "period" in read:
            continue
        own = read.get(column)
        rows.append(
            {
                "column": column,
                "name": names.get(column, column),
                "heading": own.heading if own else None,
                "sample": samples(own, lang) if own else "",
                "cells": f"{lang.number(own.read)} / {lang.number(own.filled)}" if own and own.filled else "",
            }
        )
    return pd.DataFrame(rows)


def _editor(page: Page, mine: Held, table: pd.DataFrame) -> None:
    """The table, in which another heading can be chosen for a column."""
    _, lang = page.lang.text, page.lang
    understood = mine.found.understanding
    choices = list(dict.fromkeys([*table["heading"].dropna(), *understood.headings]))
    key = f"cbam:mapping:{lang.code}:{hash(mine.decisions.to_json())}"

    def changed() -> None:
        decisions = mine.decisions
        for at, change in st.session_state[key]["edited_rows"].items():
            # a heading put together from two is the file's own and needs no choice
            if "heading" in change and change["heading"] in ["", None, *understood.headings]:
                decisions = decisions.assign(str(table.at[int(at), "column"]), change["heading"] or "")
        decide(decisions)

    st.data_editor(
        table.drop(columns="column"),
        hide_index=True,
        disabled=["name", "sample", "cells"],
        column_config={
            "name": st.column_config.TextColumn(_("Column"), width="small"),
            "heading": st.column_config.SelectboxColumn(_("Your heading"), options=choices),
            "sample": st.column_config.TextColumn(_("Read as"), width="large"),
            "cells": st.column_config.TextColumn(_("Cells read"), width="small"),
        },
        key=key,
        on_change=changed,
    )
