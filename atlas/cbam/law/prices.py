"""The price of a certificate by period of import: published, due, or an assumption."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from atlas.cbam import Array

# A period is a year (slot 0) or one of its quarters (slots 1 to 4).
SLOTS = 5
REGULATION = "EU-2023-956"
PUBLISHED, ASSUMED, DUE, QUARTER_NEEDED = range(4)


@dataclass(frozen=True, eq=False)
class Prices:
    """Prices by period (position ``(year - first year) * SLOTS + quarter``).

    `mode` says what a period has: a published price, only assumptions, a price that is due (asked
    for rather than assumed), or quarterly prices so that the quarter must be named.
    """

    mode: Array
    published: Array
    paths: dict[str, Array]
    due: dict[int, str]
    act: str

    @classmethod
    def from_tables(cls, frames: dict[str, pd.DataFrame], years: list[int], titles: dict[str, str]) -> Prices:
        """Tables cbam_certificate_prices (quarters) and cbam_price_paths (assumptions)."""
        size = len(years) * SLOTS
        mode, published = np.full(size, ASSUMED), np.full(size, np.nan)
        due: dict[int, str] = {}
        table = frames["cbam_certificate_prices"]
        for row in table.to_dict("records"):
            year = (row["period_start"].year - years[0]) * SLOTS
            spot = year + row["period_start"].quarter
            mode[year] = QUARTER_NEEDED
            mode[spot] = PUBLISHED if row["status"] == "published" else DUE
            published[spot] = row["price_eur"]
            if row["status"] != "published":
                due[spot] = row["published"].date().isoformat()
        return cls(
            mode=mode,
            published=published,
            paths=_paths(frames["cbam_price_paths"], years, _last_published(table)),
            due=due,
            act=f"{titles[REGULATION]} {table['article'].iloc[0]}",
        )


def _last_published(table: pd.DataFrame) -> float:
    """The price of the latest quarter that has one."""
    published = table[table["price_eur"].notna()].sort_values("period_end")
    return float(published["price_eur"].iloc[-1])


def _paths(table: pd.DataFrame, years: list[int], last_published: float) -> dict[str, Array]:
    """Assumed prices by period; a path without a figure of its own holds the last published price."""
    table = table.assign(price_eur=table["price_eur"].fillna(last_published))
    paths = {}
    for name, rows in table.groupby("price_path"):
        path = np.full(len(years) * SLOTS, np.nan)
        for row in rows.to_dict("records"):
            for spot in range(len(path)):
                year, quarter = years[spot // SLOTS], spot % SLOTS
                first = pd.Timestamp(year, 3 * max(quarter, 1) - 2, 1)
                if first >= row["valid_from"] and not first > row["valid_to"]:
                    path[spot] = row["price_eur"]
        paths[str(name)] = path
    return paths
