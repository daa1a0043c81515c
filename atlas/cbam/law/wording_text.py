"""Tables of words (names, everyday words, patterns): always today's, whichever release the facts are of."""

from __future__ import annotations

import pandas as pd

from atlas import tables
from atlas.app import cache


def table(name: str) -> pd.DataFrame:
    """One table of today's data."""
    with tables.using(None):
        return cache.table(name)
