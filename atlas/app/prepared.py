"""Exhibits worked out once: what they show is kept and shared by all sessions, so never change it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

import pandas as pd
import streamlit as st

from atlas.app.exhibit import exhibit
from atlas.app.frame import Page
from atlas.charts.theme import Drawing


class Ready(NamedTuple):
    """What an exhibit shows, in one language; a table may be a function, called when it is asked for."""

    title: str
    drawing: Drawing
    table: pd.DataFrame | Callable[[], pd.DataFrame]
    labels: Mapping[str, str]
    sources: tuple[str, ...]
    doubt: str = ""


class Metric(NamedTuple):
    """One large figure in words."""

    label: str
    value: str
    help: str | None = None


def show(page: Page, name: str, ready: Ready, *, facts: Mapping[str, str] | None = None) -> None:
    """Show what is ready as the exhibit ``name``; ``facts`` as for `exhibit.exhibit`."""
    exhibit(
        page,
        name,
        ready.title,
        ready.drawing,
        ready.table,
        ready.labels,
        ready.sources,
        doubt=ready.doubt,
        facts=facts,
    )


def metrics(figures: Iterable[Metric], key: str) -> None:
    """A row of large figures."""
    with st.container(horizontal=True, key=key):
        for label, value, note in figures:
            st.metric(label, value, help=note)
