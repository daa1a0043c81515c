"""Free capacity of each series against the wafers that are wanted."""

from __future__ import annotations

from typing import Any

import pandas as pd

from atlas.charts import theme
from atlas.packaging.names import Names
from atlas.packaging.range_charts import range_rows


def planner(answers: pd.DataFrame, names: Names, wafers: float, alt: str) -> theme.Drawing:
    """Free capacity of each series against the wanted number of wafers.

    ``answers``: as `packaging_planner.plan` gives them. Hollow: nothing could be deducted.
    """
    _ = names.lang.text
    texts = [
        names.lang.range(round(a, -2), round(b, -2))
        for a, b in zip(answers["free_low"], answers["free_high"], strict=True)
    ]
    labels = [
        f"{names.series(row)} · {_level_date(row, names)}: {text}"
        for row, text in zip(answers.to_dict("records"), texts, strict=True)
    ]
    table = pd.DataFrame(
        {
            "label": labels,
            "low": answers["free_low"],
            "high": answers["free_high"],
            "text": "",
            "hover": labels,
            "solid": answers["taken_low"].notna(),
            "hatched": False,
            "colour": [theme.MUTED if mixed else theme.QUALITATIVE[0] for mixed in answers["aggregate"]],
        }
    )
    label = _("you need {value}", value=names.lang.number(wafers))
    return theme.Drawing(range_rows(table, line=wafers, line_label=label), alt)


def _level_date(row: dict[Any, Any], names: Names) -> str:
    end = row["period_end"]
    return names.date(end, "year_end" if end.month == 12 else "month")
