"""Which country a line names: ISO codes and names in three languages, exempt origins."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

import numpy as np
import pandas as pd

from atlas.cbam import Array
from atlas.language import columns_of

OTHER = "XX"
NAMES = ["country", *columns_of("name")]


def plain(name: object) -> str:
    """A name as it is compared: no case, accents, or difference between & and "and"."""
    text = unicodedata.normalize("NFKD", str(name)).replace("&", " and ")
    text = "".join(letter for letter in text if not unicodedata.combining(letter))
    return " ".join(text.casefold().replace("’", "'").split())


@dataclass(frozen=True, eq=False)
class Origins:
    """Origins by position. `table` is the position of the default table that serves an origin
    (its own, or "other countries" where it has none); `tables` are their codes."""

    codes: list[str]
    exempt: Array
    exempt_article: list[str]
    table: Array
    tables: list[str]
    position: dict[str, int]

    @classmethod
    def from_tables(cls, frames: dict[str, pd.DataFrame]) -> Origins:
        """Columns of cbam_countries used: country, kind, names, aliases, has_table, exempt, article."""
        titles = frames["sources"].set_index("source_id")["title"].str.split(",").str[0]
        every = frames["cbam_countries"]
        tables = every.loc[every["has_table"], "country"].tolist()
        # "Other countries" is a table of the law, not a place a good can come from.
        places = every[every["kind"] != "table"]
        position: dict[str, int] = {}
        for place, row in enumerate(places.to_dict("records")):
            aliases = [] if pd.isna(row["aliases"]) else str(row["aliases"]).split(";")
            for name in [*(row[column] for column in NAMES), *aliases]:
                position[plain(name)] = place
        table = [tables.index(code if code in tables else OTHER) for code in places["country"]]
        articles = places["exempt_act"].map(titles).fillna("") + " " + places["exempt_article"].fillna("")
        return cls(
            codes=places["country"].tolist(),
            exempt=places["exempt"].to_numpy(dtype=bool),
            exempt_article=articles.str.strip().tolist(),
            table=np.array(table),
            tables=tables,
            position=position,
        )

    def find(self, written: object) -> tuple[int, str, str]:
        """Position of the origin a text names, or -1 and a reason code."""
        place = self.position.get(plain(written), -1)
        return place, "" if place >= 0 else "origin_unknown", ""
