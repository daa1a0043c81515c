"""Market forecasts of several houses on one chart, and the ranking of packaging houses."""

from __future__ import annotations

import math
import textwrap
from typing import Any

import pandas as pd

from atlas.charts import theme
from atlas.charts.bars import ranked_bars
from atlas.packaging.marks_chart import ARROWS
from atlas.packaging.names import Names

#: least distance of two labels, as a share of the height of a logarithmic axis
LABEL_GAP = 0.055
#: characters of a house that fit beside the lines on a phone; the hover text has the whole name
LABEL_LENGTH = 15
#: years that may have a label at every second; more of them would touch on a phone
YEARS_CLOSE = 6
LEGEND = theme.LEGEND_BELOW | {"y": -0.1, "font": {"size": theme.TICK_SIZE}}


def market(rows: pd.DataFrame, names: Names) -> theme.Drawing:
    """One line for each series, its house at the right end; one colour for each definition.

    ``rows``: as `packaging_market.market` gives them, all in one unit. Forecasts are hollow and the
    way to them dashed. The axis of dollars is logarithmic, so that equal growth has equal slope;
    that of shares starts at zero. A triangle says "at least".
    """
    segments = list(dict.fromkeys(rows["segment"]))
    colours = {segment: theme.QUALITATIVE[i % 5] for i, segment in enumerate(segments)}
    entries = [_entry(names.term("market_segment", segment), colours[segment]) for segment in segments]
    series = [
        _series(own, colours[own["segment"].iloc[0]], names)
        for _key, own in rows.groupby("series_id", sort=False)
    ]
    first, last = int(rows["year"].min()), int(rows["year"].max())
    labels = _spread_labels(rows)
    leaders = [_leader(row, y, last) for row, y in labels]
    figure = theme.frame(
        520,
        [*entries, *series, *leaders, _second(labels, last)],
        showlegend=True,
        hovermode="closest",
        legend=LEGEND,
        xaxis={
            "range": [first - 0.5, last + 0.9],
            "tickangle": 0,
            "tickvals": list(range(first, last + 1, 2 if last - first < YEARS_CLOSE else 4)),
            "minor": {"dtick": 1, "ticks": "outside", "tickcolor": theme.MUTED},
            "showgrid": False,
        },
        yaxis=_sizes(rows, names),
        yaxis2=_houses(labels, names, "log" if logarithmic(rows) else "linear"),
    )
    return theme.Drawing(figure, _market_alt(rows, names))


def _sizes(rows: pd.DataFrame, names: Names) -> dict[str, Any]:
    """The axis of sizes: dollars in steps of 1, 2 and 5, a little over and under what is drawn."""
    if not logarithmic(rows):
        tens = list(range(0, int(rows["value_low"].max()) + 11, 10))
        return {
            "range": [0, tens[-1]],
            "tickvals": tens,
            "ticktext": [_size(t, "percent", names, 0) for t in tens],
        }
    low, high = rows["value_low"].min() / 1.15, rows["value_low"].max() * 1.15
    steps = [step * 10**power for power in range(4) for step in (1, 2, 5)]
    ticks = [value for value in steps if low <= value <= high]
    return {
        "type": "log",
        "range": [math.log10(low), math.log10(high)],
        "tickvals": ticks,
        "ticktext": [_size(value, "usd_bn", names, 0) for value in ticks],
    }


def logarithmic(rows: pd.DataFrame) -> bool:
    """Whether the axis of these sizes is logarithmic: that of dollars is, that of shares is not."""
    return bool((rows["unit"] == "usd_bn").all())


def _size(value: float, unit: str, names: Names, digits: int) -> str:
    """A size in its unit: dollars or a share."""
    return names.lang.percent(value / 100, digits) if unit == "percent" else names.dollars(value, digits)


def _entry(name: str, colour: str) -> dict[str, Any]:
    line = {"color": colour, "width": 3}
    return {"type": "scatter", "x": [None], "y": [None], "mode": "lines", "line": line, "name": name}


def _series(rows: pd.DataFrame, colour: str, names: Names) -> dict[str, Any]:
    hover = [
        f"<b>{_value(row, names)}</b> · {row['year']}<br>"
        f"{names.house_of_series(row)} · {names.term('market_segment', row['segment'])}<br>"
        f"{names.term('kind', row['kind'])}"
        for row in rows.to_dict("records")
    ]
    dash = "dash" if (rows["kind"] == "forecast").any() else "solid"
    return {
        "type": "scatter",
        "x": rows["year"].tolist(),
        "y": rows["value_low"].tolist(),
        "mode": "lines+markers",
        "line": {"color": colour, "width": 2, "dash": dash},
        "marker": {
            "symbol": [
                ARROWS.get(form, theme.FORMS[kind]["symbol"])
                for form, kind in zip(rows["value_form"], rows["kind"], strict=True)
            ],
            "size": 9,
            "color": colour,
            "line": {"width": 2, "color": colour},
        },
        "hovertext": hover,
        "hoverinfo": "text",
        "showlegend": False,
    }


def _lines(house: str) -> str:
    """The name of a house in lines as narrow as the margin, never cut."""
    return "<br>".join(textwrap.wrap(house, LABEL_LENGTH, break_long_words=False))


def _value(row: Any, names: Names) -> str:
    text = _size(row["value_low"], row["unit"], names, 2 if row["unit"] == "usd_bn" else 1)
    return names.lang.text("at least {value}", value=text) if pd.isna(row["value_high"]) else text


def _second(labels: list[tuple[pd.Series, float]], last: int) -> dict[str, Any]:
    """A trace that nobody sees: the second axis needs one of its own."""
    return {
        "type": "scatter",
        "x": [last],
        "y": [max(y for _row, y in labels)],
        "yaxis": "y2",
        "opacity": 0,
        "showlegend": False,
        "hoverinfo": "skip",
    }


def _houses(labels: list[tuple[pd.Series, float]], names: Names, scale: str) -> dict[str, Any]:
    """Houses as ticks of a second axis, so that the margin fits them."""
    return {
        "overlaying": "y",
        "side": "right",
        "type": scale,
        "matches": "y",
        "automargin": True,
        "tickvals": [y for _row, y in labels],
        "ticktext": [_lines(names.house_of_series(row)) for row, _y in labels],
        "tickfont": {"size": theme.TICK_SIZE, "color": theme.INK},
        "showgrid": False,
        "zeroline": False,
    }


def _leader(row: pd.Series, y: float, last: int) -> dict[str, Any]:
    """A dotted line from the end of a series to the height of its label."""
    return {
        "type": "scatter",
        "x": [int(row["year"]), last + 0.9],
        "y": [row["value_low"], y],
        "mode": "lines",
        "line": {"color": theme.MUTED, "width": 1, "dash": "dot"},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _spread_labels(rows: pd.DataFrame) -> list[tuple[pd.Series, float]]:
    """Last row of each series and the value its label stands at; labels keep a least distance."""
    if not logarithmic(rows):
        # one house only states a share
        return [(row, row["value_low"]) for _key, row in rows.groupby("series_id").tail(1).iterrows()]
    ends = rows.sort_values("year").groupby("series_id").tail(1).sort_values("value_low")
    gap = LABEL_GAP * (math.log10(rows["value_low"].max() / rows["value_low"].min()) or 1.0)
    heights = [math.log10(value) for value in ends["value_low"]]
    for _round in range(200):
        for i in range(len(heights) - 1):
            lack = gap - (heights[i + 1] - heights[i])
            if lack > 0:
                heights[i] -= lack / 2
                heights[i + 1] += lack / 2
    return [(row, 10**height) for (_number, row), height in zip(ends.iterrows(), heights, strict=True)]


def _market_alt(rows: pd.DataFrame, names: Names) -> str:
    """Where the houses lie apart in the year that most of them give; else each house's first and last figure."""
    _ = names.lang.text
    counts = rows["year"].value_counts()
    if counts.iloc[0] == 1:
        return names.lang.sentences(
            _("{house}: {values}.", house=names.line(own.iloc[0]), values=_path(own, names))
            for _key, own in rows.groupby("series_id", sort=False)
        )
    year = int(counts.index[0])
    same = rows[rows["year"] == year]
    return _(
        "{count} figures for {year} lie between {low} and {high}; the definitions differ.",
        count=len(same),
        year=year,
        low=names.dollars(same["value_low"].min()),
        high=names.dollars(same["value_low"].max()),
    )


def _path(rows: pd.DataFrame, names: Names) -> str:
    """The figures of one series with their years and kinds."""
    return names.lang.join(
        f"{row['year']} **{_value(row, names)}** ({names.term('kind', row['kind'])})"
        for row in rows.to_dict("records")
    )


def ranking(rows: pd.DataFrame, names: Names) -> theme.Drawing:
    """Packaging houses by rank with revenue and share; ``rows`` from `packaging_market.ranking`."""
    _ = names.lang.text
    by_revenue = rows["revenue_usd_bn"].notna().all()
    shares = [names.lang.percent(share / 100, 1) for share in rows["share_shown"]]
    revenue = [names.dollars(value, 2) for value in rows["revenue_usd_bn"]]
    labels = [names.vendor(vendor) for vendor in rows["vendor_id"]]
    base = names.term("share_base", rows["share_base"].iloc[0])
    table = pd.DataFrame(
        {
            "label": labels,
            "value": rows["revenue_usd_bn"] if by_revenue else rows["share_shown"],
            "text": [f"{a} · {b}" for a, b in zip(revenue, shares, strict=True)] if by_revenue else shares,
            "hover": [
                f"<b>{label}</b><br>{share} ({base}, {names.term('share_from', origin)})"
                for label, share, origin in zip(labels, shares, rows["share_from"], strict=True)
            ],
        }
    )
    figure = ranked_bars(table, room=2.2)
    alt = _("{first} leads with {share} ({base}).", first=labels[0], share=shares[0], base=base)
    return theme.Drawing(figure, alt)
