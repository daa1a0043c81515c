"""An exhibit: a figure or its table, where it comes from, what to doubt, and its files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import nullcontext
from typing import Any, Literal, NamedTuple

import pandas as pd
import streamlit as st

from atlas.app import page_state
from atlas.app.downloads import downloads, labelled
from atlas.app.navigation import link_to
from atlas.app.page_state import Exhibit as Exhibit
from atlas.app.page_state import Page
from atlas.app.plotly_settings import plotly_settings
from atlas.app.source_note import source_note
from atlas.charts.theme import Drawing
from atlas.export import shown_digits
from atlas.language import MISSING

#: pixels of the switch between chart and table: said in advance, so that it stands beside its title at once
SWITCH = 146


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
    fills: bool = False,
) -> None:
    """Show a figure with its table, source note and files.

    ``name`` is the key of the exhibit and of its files. ``table`` holds what the figure draws, ``labels``
    its column headings; both may be functions, called when asked for. ``view`` names the address parameter
    (choices chart or map, and table) that switches between the two; without it the switch lives in the
    session. ``sources`` are keys of ``sources.csv``, ``facts`` parameters of ``/sources``. ``on_click`` gets
    plotly's selection once after each click. A figure that ``fills`` is as high as its style's box.
    """
    lang, rows = page.lang, (table if callable(table) else lambda: table)
    if (held := page_state.held.get()) is not None:
        shown = drawing() if callable(drawing) else drawing
        held[name] = Exhibit(title, shown, table, labels, tuple(sources), doubt)
        return
    with st.container(key=f"exhibit-{name}"):
        if _head(page, name, title, view):
            show_table(rows(), labels, key=f"table-{name}")
        else:
            _draw(name, drawing() if callable(drawing) else drawing, on_click, fills)
        with st.container(horizontal=True, horizontal_alignment="distribute", key=f"exhibit-foot-{name}"):
            source_note(lang, sources, doubt)
            with st.container(horizontal=True, width="content") if facts else nullcontext():
                downloads(page, name, title, rows, labels, sources, doubt, drawing)
                if facts:
                    link_to("sources", lang.text("Statements behind it"), **facts)


def _head(page: Page, name: str, title: str, view: str | None) -> bool:
    """Title and switch; True when the table is to be shown."""
    with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
        # the second level after the page's title: screen readers want no level left out
        st.markdown(f"## {title}" if title else "")
        return _switch(page, name, view)


def show_table(
    table: pd.DataFrame,
    labels: Mapping[str, str],
    key: str,
    height: int | Literal["auto", "stretch", "content"] = "auto",
) -> None:
    """A sortable, searchable table whose columns keep their codes and show their labels."""
    shown = labelled(table, labels)
    st.dataframe(
        shown,
        column_config={str(column): _column(shown[column], labels[column]) for column in shown.columns},
        hide_index=True,
        width="stretch",
        height=_height(len(shown)) if height == "auto" else height,
        placeholder=MISSING,
        key=key,
    )


def _height(rows: int) -> int:
    """Pixels of a table: heading and up to ten rows, as Streamlit itself would choose once it is loaded."""
    return min(400, 37 + 35 * max(rows, 1))


def _column(values: pd.Series[Any], label: str) -> Any:
    """A column's heading, and how its numbers are written: grouped, with as many digits as they need."""
    digits = shown_digits(values, str(values.name))
    if digits is None:
        return st.column_config.Column(label)
    return st.column_config.NumberColumn(label, format="%d" if digits < 0 else f"%,.{digits}f")


def _switch(page: Page, name: str, view: str | None) -> bool:
    """The chart / table switch; True when the table is to be shown."""
    _ = page.lang.text
    words = {"chart": _("Chart"), "map": _("Map"), "table": _("Table")}
    if view is None:
        choices = ["chart", "table"]
        bound: dict[str, Any] = {"key": f"switch-{name}-{page.lang.code}", "default": "chart"}
    else:
        parameter = next(p for p in page.address.parameters if p.name == view)
        choices, bound = list(parameter.choices or ()), page.address.bind(view)
    chosen = st.segmented_control(
        _("Show as"),
        choices,
        format_func=words.__getitem__,
        required=True,
        label_visibility="collapsed",
        width=SWITCH,
        **bound,
    )
    return bool(chosen == "table")


def _draw(
    name: str, drawing: Drawing, on_click: Callable[[dict[str, Any]], None] | None, fills: bool
) -> None:
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
        # said in advance: until its script is there, a chart takes no more room than a line
        height="stretch" if fills else drawing.figure.to_dict()["layout"].get("height", "content"),
        config=plotly_settings(name),
        on_select=clicked if on_click else "ignore",
        selection_mode="points",
    )


class Metric(NamedTuple):
    """One large figure in words."""

    label: str
    value: str
    help: str | None = None


def show(
    page: Page,
    name: str,
    shown: Exhibit,
    *,
    facts: Mapping[str, str] | None = None,
    on_click: Callable[[dict[str, Any]], None] | None = None,
) -> None:
    """Show a prepared exhibit as ``name``; ``facts`` and ``on_click`` as for `exhibit.exhibit`."""
    exhibit(
        page,
        name,
        shown.title,
        shown.drawing,
        shown.table,
        shown.labels,
        shown.sources,
        doubt=shown.doubt,
        facts=facts,
        on_click=on_click,
    )


def metrics(figures: Iterable[Metric], key: str) -> None:
    """A row of large figures."""
    with st.container(horizontal=True, key=key):
        for label, value, note in figures:
            st.metric(label, value, help=note)
