"""Two provinces or two countries side by side, by every measure that the map has for both."""

from __future__ import annotations

import pandas as pd

from atlas.app.cache import cached
from atlas.language import Language
from atlas.lighthouses import areas
from atlas.lighthouses.answers import Filters, area_names, units
from atlas.lighthouses.map_chart import shade_names

MEASURES = ("sites", "new", "change", "per_trillion_gdp", "grid_factor")


def measures(chosen: Filters) -> tuple[str, ...]:
    """The measures that areas of a scope have; a change needs a cohort to count from."""
    return tuple(
        each
        for each in MEASURES
        if not (chosen.world and each in areas.CHINA_ONLY) and (each != "change" or chosen.since)
    )


def others(chosen: Filters, code: str, lang: Language) -> dict[str, str]:
    """The areas of the scope but one, with their names."""
    rows = units(chosen, "sites", lang)
    inside = set(rows.loc[rows["missing"] != "outside_scope", "area"])
    return {each: name for each, name in area_names(chosen.world, lang).items() if each in inside - {code}}


@cached
def pair(chosen: Filters, left: str, right: str, lang: Language) -> pd.DataFrame:
    """``measure``, ``left``, ``right`` and ``difference`` (right minus left); empty where there is no figure."""
    rows = []
    for measure in measures(chosen):
        values = units(chosen, measure, lang).set_index("area")["value"].astype("float64")
        rows.append((measure, values[left], values[right], values[right] - values[left]))
    return pd.DataFrame(rows, columns=["measure", "left", "right", "difference"])


@cached
def written(chosen: Filters, left: str, right: str, lang: Language) -> list[list[str]]:
    """The cells of the table in words: measure, left, right, and the signed difference of what is shown."""
    names = shade_names(lang)
    return [
        [
            names[row["measure"]],
            *lang.side_by_side(row["left"], row["right"], areas.DIGITS[row["measure"]]),
        ]
        for row in pair(chosen, left, right, lang).to_dict("records")
    ]
