"""Money by project, a panel for each stated currency: bars on its own scale, never added up."""

from __future__ import annotations

from typing import Any

import pandas as pd

from atlas.charts import theme
from atlas.packaging.marks_chart import HOLLOW, SMALL, beside, legend_key

ROW_HEIGHT = 27
#: rows that the heading of a panel takes
GAP = 1.3
#: left edges of the columns as shares of the width
VENDOR, PROJECT, BARS = 0.0, 0.105, 0.345


def money(rows: pd.DataFrame, words: dict[str, str], alt: str) -> theme.Drawing:
    """``rows`` in order: ``project_id``, ``panel`` (title of the currency), ``vendor``, ``name``, ``value``,
    ``text``, ``hover`` and ``paid`` (a price or contract, no plan); ``words``: names of the two forms,
    ``paid`` and ``planned``."""
    panels = list(dict.fromkeys(rows["panel"]))
    rows = rows.assign(place=_places(rows["panel"]))
    last = float(rows["place"].iloc[-1])
    # one scale a panel: the longest bar of each ends at the same place
    share = rows["value"] / rows.groupby("panel")["value"].transform("max")
    notes = [
        beside(VENDOR, rows.loc[rows["panel"] == one, "place"].iloc[0] - 1, f"<b>{one}</b>") for one in panels
    ]
    before = (rows["vendor"] + rows["panel"]).shift()
    for row, previous in zip(rows.to_dict("records"), before, strict=True):
        if row["vendor"] + row["panel"] != previous:
            notes.append(beside(VENDOR, row["place"], row["vendor"]))
        notes.append(beside(PROJECT, row["place"], row["name"]))
    figure = theme.frame(
        round(ROW_HEIGHT * (last + 1.6)) + 30,
        [_bars(rows, share), *_keys(words)],
        margin={"l": 4, "r": 4, "t": 4, "b": 30},
        showlegend=True,
        hovermode="closest",
        legend=theme.LEGEND_BELOW | {"font": SMALL},
        annotations=notes,
        xaxis={"domain": [BARS, 1], "range": [0, 1.75], "visible": False},
        yaxis={"range": [last + 0.6, -0.6], "visible": False},
    )
    return theme.Drawing(figure, alt)


def _places(panel: pd.Series[str]) -> list[float]:
    """Row of each bar; each panel begins below its heading."""
    number = panel.ne(panel.shift()).cumsum()
    return [row + GAP * (one - 1) + 1 for row, one in enumerate(number)]


def _bars(rows: pd.DataFrame, share: pd.Series[float]) -> dict[str, Any]:
    colour = theme.QUALITATIVE[0]
    return {
        "type": "bar",
        "orientation": "h",
        "x": share.tolist(),
        "y": rows["place"].tolist(),
        "width": 0.62,
        "text": [f" {text}" for text in rows["text"]],
        "textposition": "outside",
        "textfont": SMALL,
        "cliponaxis": False,
        "marker": {
            "color": [colour if paid else HOLLOW for paid in rows["paid"]],
            "line": {"color": colour, "width": 1.5},
        },
        "customdata": [[key] for key in rows["project_id"]],
        "hovertext": rows["hover"].tolist(),
        "hoverinfo": "text",
        "showlegend": False,
    }


def _keys(words: dict[str, str]) -> list[dict[str, Any]]:
    colour = theme.QUALITATIVE[0]
    return [
        legend_key(words["paid"], symbol="square", color=colour),
        legend_key(
            words["planned"], symbol="square-open", color=colour, line={"width": 1.5, "color": colour}
        ),
    ]
