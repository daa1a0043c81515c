"""An exhibit as the slides need it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from atlas.charts.theme import Drawing


class Sheet(NamedTuple):
    """One exhibit as the slides need it: the words as they stand on the page."""

    title: str
    drawing: Drawing
    table: pd.DataFrame | Callable[[], pd.DataFrame]
    labels: Mapping[str, str]
    #: one line a source, and its address where it has one
    sources: Sequence[tuple[str, str | None]]
    doubt: str = ""
