"""A printed growth figure above the growth that capacities give."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from atlas.charts import theme
from atlas.packaging.names import Names
from atlas.packaging.range_charts import range_rows


def growth(rows: pd.DataFrame, names: Names, verdict_words: str) -> theme.Drawing:
    """One printed growth figure above the growth its own and other sources' figures give.

    ``rows``: the two rows of `packaging_growth.growth_check` for that figure.
    ``verdict_words`` is the verdict in words, which becomes the alternative text.
    """
    _ = names.lang.text
    printed = rows.iloc[0]
    stem = {"capacity_multiple": "multiple", "capacity_growth": "growth"}.get(printed["metric"], "cagr")
    digits = 1 if stem == "multiple" else 0
    unit = names.term("packaging_unit", printed["unit"])
    low = printed["value_low"]
    high = printed["value_high"]
    shown = [
        {
            "label": _(
                "Printed by {source}: {value}",
                source=names.house(printed),
                value=f"{names.value(low, high, digits)} {unit}",
            ),
            "low": low,
            "high": high,
            "solid": False,
            "colour": theme.ACCENT,
        }
    ]
    computed = rows[rows["verdict"] != "not_computable"].to_dict("records")
    shown += [_computed(row, stem, digits, unit, names) for row in computed]
    table = pd.DataFrame(shown).assign(hatched=False, text="")
    table["hover"] = table["label"]
    return theme.Drawing(range_rows(table), verdict_words)


def _computed(row: Mapping[Any, Any], stem: str, digits: int, unit: str, names: Names) -> dict[str, Any]:
    """The row of a growth that capacities give."""
    _ = names.lang.text
    low, mid, high = (row[f"{stem}_{side}"] for side in ("low", "mid", "high"))
    words = {
        "range": names.lang.range(low, high, digits),
        "unit": unit,
        "middle": names.lang.number(mid, digits),
    }
    label = (
        _("From the same source's capacities: {range} {unit}, middle {middle}", **words)
        if row["basis"] == "same_source"
        else _("From other sources: {range} {unit}, middle {middle}", **words)
    )
    return {"label": label, "low": low, "high": high, "solid": True, "colour": theme.QUALITATIVE[0]}
