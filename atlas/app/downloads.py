"""The files of an exhibit: its table as CSV and workbook, and a ready citation."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pandas as pd
import streamlit as st

from atlas import export, tables
from atlas.app.frame import Page
from atlas.app.source_note import named, source_entries

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def labelled(table: pd.DataFrame, labels: Mapping[str, str]) -> pd.DataFrame:
    """The columns that have a heading."""
    named = [column for column in table.columns if column in labels]
    return table if len(named) == len(table.columns) else table[named]


def downloads(
    page: Page,
    name: str,
    title: str,
    table: Callable[[], pd.DataFrame],
    labels: Mapping[str, str],
    sources: Sequence[str],
    doubt: str = "",
) -> None:
    """The table as CSV and workbook, and a ready citation, in one small drawer.

    The files are made when they are asked for. The picture is made by the figure's own
    camera button, in the browser.
    """
    _ = page.lang.text
    citation = _citation(page, title)

    def csv() -> bytes:
        return export.to_csv(labelled(table(), labels), dict(labels))

    def workbook() -> bytes:
        notes = [citation, doubt, *source_entries(named(sources), page.lang)]
        return export.to_xlsx(labelled(table(), labels), dict(labels), [note for note in notes if note])

    with st.popover(_("Download"), icon=":material/download:", key=f"download-{name}"):
        for label, make, ending, mime in (
            (_("Table as CSV"), csv, "csv", "text/csv"),
            (_("Table as Excel workbook"), workbook, "xlsx", WORKBOOK),
        ):
            st.download_button(
                label,
                data=make,
                file_name=f"{name}.{ending}",
                mime=mime,
                on_click="ignore",
                key=f"{ending}-{name}",
            )
        picture = _("Picture: move the pointer over the figure and use the camera button.")
        st.caption(f"{picture}\n\n" + _("Citation"))
        st.code(citation, language=None, wrap_lines=True)


def _citation(page: Page, title: str) -> str:
    return page.lang.text(
        "Factory Atlas, “{title}”, data as of {date}. {link}",
        title=title,
        date=page.lang.date(tables.package()["created"]),
        link=page.address.link(),
    )
