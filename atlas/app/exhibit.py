"""An exhibit: a figure or its table, where it comes from, what to doubt, and its files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from typing import Any

import pandas as pd
import streamlit as st

from atlas import export, tables, terms
from atlas.app import cache
from atlas.app.cache import cached
from atlas.app.frame import Page, link_to
from atlas.charts.theme import Drawing
from atlas.language import MISSING, Language

#: plotly asks for this file of world outlines before it draws a map; ours is empty and local
TOPOLOGY = "app/static/topo/"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def plotly_settings(name: str) -> dict[str, Any]:
    """Settings of every chart: a button for the picture, no zoom by accident, nothing fetched."""
    return {
        "topojsonURL": TOPOLOGY,
        "displaylogo": False,
        "displayModeBar": "hover",
        "modeBarButtons": [["toImage"]],
        "toImageButtonOptions": {"format": "png", "filename": name, "scale": 2},
        "scrollZoom": False,
        "doubleClick": False,
    }


def exhibit(
    page: Page,
    name: str,
    title: str,
    drawing: Drawing | Callable[[], Drawing],
    table: pd.DataFrame | Callable[[], pd.DataFrame],
    labels: Mapping[str, str],
    sources: Sequence[str],
    *,
    doubt: str = "",
    view: str | None = None,
    facts: Mapping[str, str] | None = None,
    on_click: Callable[[dict[str, Any]], None] | None = None,
) -> None:
    """Show a figure with its table, source note and files.

    ``name`` is the key of the exhibit and of its files. ``table`` holds what the figure
    draws, ``labels`` its column headings in the reader's language; both may be functions,
    called when they are shown or asked for. ``view`` names the address parameter (with the
    choices chart or map, and table) that switches between the two; without it the switch
    lives in the session. ``sources`` are keys of
    ``sources.csv``, ``doubt`` says what is uncertain, ``facts`` are parameters of
    ``/sources`` that lead to the facts behind. ``on_click`` gets plotly's selection once
    after each click on the figure.
    """
    lang, rows = page.lang, (table if callable(table) else lambda: table)
    with st.container(key=f"exhibit-{name}"):
        with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
            st.markdown(f"### {title}" if title else "")
            shows_table = _switch(page, name, view)
        if shows_table:
            show_table(rows(), labels, key=f"table-{name}")
        else:
            _draw(name, drawing() if callable(drawing) else drawing, on_click)
        with st.container(horizontal=True, horizontal_alignment="distribute", key=f"exhibit-foot-{name}"):
            source_note(lang, sources, doubt)
            with st.container(horizontal=True, width="content") if facts else nullcontext():
                downloads(page, name, title, rows, labels, sources, doubt)
                if facts:
                    link_to("sources", lang.text("Facts"), **facts)


def show_table(table: pd.DataFrame, labels: Mapping[str, str], key: str, height: int | str = "auto") -> None:
    """A sortable, searchable table whose columns keep their codes and show their labels."""
    shown = _labelled(table, labels)
    st.dataframe(
        shown,
        column_config={column: st.column_config.Column(labels[column]) for column in shown},
        hide_index=True,
        width="stretch",
        height=height,
        placeholder=MISSING,
        key=key,
    )


def _labelled(table: pd.DataFrame, labels: Mapping[str, str]) -> pd.DataFrame:
    """The columns that have a heading."""
    named = [column for column in table.columns if column in labels]
    return table if len(named) == len(table.columns) else table[named]


def source_note(lang: Language, sources: Sequence[str], doubt: str = "") -> None:
    """Publisher, title, date and link of each source, and what is uncertain."""
    _ = lang.text
    keys = _named(sources)
    entries = _source_entries(keys, lang)
    said = f":material/help: {doubt}" if doubt else ""
    if len(entries) <= 2:
        source = _("Source") + ": " + " · ".join(entries)
        st.caption(f"{said}\n\n{source}" if said else source)
        return
    publishers = _publishers(keys)
    shown = lang.join(publishers[:4]) + (" …" if len(publishers) > 4 else "")
    with st.container(width="stretch") if said else nullcontext():
        if said:
            st.caption(said)
        with st.expander(_("{count} sources: {publishers}", count=len(entries), publishers=shown)):
            st.caption("\n".join(f"- {entry}" for entry in entries))


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
        return export.to_csv(_labelled(table(), labels), dict(labels))

    def workbook() -> bytes:
        notes = [citation, doubt, *_source_entries(_named(sources), page.lang)]
        return export.to_xlsx(_labelled(table(), labels), dict(labels), [note for note in notes if note])

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


def _switch(page: Page, name: str, view: str | None) -> bool:
    """The chart / table switch; True when the table is to be shown."""
    _ = page.lang.text
    words = {"chart": _("Chart"), "map": _("Map"), "table": _("Table")}
    if view is None:
        choices, bound = ["chart", "table"], {"key": f"switch-{name}-{page.lang.code}", "default": "chart"}
    else:
        parameter = next(p for p in page.address.parameters if p.name == view)
        choices, bound = list(parameter.choices or ()), page.address.bind(view)
    chosen = st.segmented_control(
        _("Show as"),
        choices,
        format_func=words.__getitem__,
        required=True,
        label_visibility="collapsed",
        **bound,
    )
    return bool(chosen == "table")


def _draw(name: str, drawing: Drawing, on_click: Callable[[dict[str, Any]], None] | None) -> None:
    key = f"figure-{name}"

    def clicked() -> None:
        assert on_click is not None
        points = st.session_state[key]["selection"]["points"]
        if points:
            on_click(points[0])

    st.plotly_chart(
        drawing.figure,
        alt=drawing.alt,
        key=key,
        config=plotly_settings(name),
        on_select=clicked if on_click else "ignore",
        selection_mode="points",
    )


def _named(sources: Sequence[str]) -> tuple[str, ...]:
    """The sources that are known, each once; a row without one says so by its own doubt."""
    return tuple(dict.fromkeys(key for key in sources if pd.notna(key)))


@cached
def _source_entries(sources: tuple[str, ...], lang: Language) -> list[str]:
    """One line for each source, in Markdown: publisher: title (date), linked."""
    rows = _source_rows()
    entries = []
    for key in sources:
        row = rows[key]
        title = _plain(row["title"])
        linked = f"[{title}]({row['url']})" if pd.notna(row["url"]) else title
        publisher = f"{_plain(row['publisher'])}: " if pd.notna(row["publisher"]) else ""
        date = f" ({row['published']})" if pd.notna(row["published"]) else ""
        entries.append(f"{publisher}{linked}{date} · {terms.name('tier', row['tier'], lang)}")
    return entries


@cached
def _source_rows() -> dict[str, dict[str, str]]:
    return {row["source_id"]: row for row in cache.table("sources").to_dict("records")}


@cached
def _publishers(sources: tuple[str, ...]) -> list[str]:
    rows = _source_rows()
    names = pd.Series([rows[key]["publisher"] for key in sources], dtype="str")
    return [_plain(name) for name in names.dropna().value_counts().index]


def _plain(text: str) -> str:
    """Text in which Markdown finds nothing to format."""
    for sign in "\\`*_[]<>$~":
        text = text.replace(sign, "\\" + sign)
    return text


def _citation(page: Page, title: str) -> str:
    return page.lang.text(
        "Factory Atlas, “{title}”, data as of {date}. {link}",
        title=title,
        date=page.lang.date(tables.package()["created"]),
        link=page.address.link(),
    )
