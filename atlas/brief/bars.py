"""Bars and ranges as a native bar chart: one series a trace, an unseen one below each range."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION
from pptx.util import Pt

from atlas.brief import marks, plain
from atlas.brief.plain import Trace

#: an overlap smaller than this share of a value is rounding
ROUNDING = 1e-9


class Series(NamedTuple):
    """One series: a value for each category, and the trace it shows; no trace is the gap below a range."""

    name: str
    values: list[float | None]
    trace: Trace | None
    #: place in the trace of each category's point
    points: list[int | None]


class Bars(NamedTuple):
    """The plain data of a bar chart."""

    categories: list[str]
    series: list[Series]
    lying: bool
    stacked: bool
    falling: bool


def bars_of(figure: Mapping[str, Any]) -> Bars | None:
    """The bars of a figure; None where a bar chart cannot say what the figure says."""
    traces = [trace for trace in figure["data"] if trace["type"] == "bar"]
    others = [trace for trace in figure["data"] if trace["type"] != "bar" and trace.get("mode") != "text"]
    axes = {(trace.get("xaxis"), trace.get("yaxis")) for trace in traces}
    if not traces or len(axes) > 1 or any(plain.values(trace, "x") for trace in others):
        return None
    lying = traces[0].get("orientation") == "h"
    across, along = ("y", "x") if lying else ("x", "y")
    axis = plain.axis_of(figure, across, traces[0])
    places = _places([place for trace in traces for place in plain.values(trace, across)], axis)
    told = [[plain.values(trace, across), plain.values(trace, along)] for trace in traces]
    if any(len(set(where)) < len(where) or any(map(plain.is_date, what)) for where, what in told):
        return None
    own = [_points(places, where) for where, _ in told]
    lengths = [_at(found, what) for found, (_, what) in zip(own, told, strict=True)]
    based = any(plain.number(base) or plain.is_date(base) for t in traces for base in plain.values(t, "base"))
    names = _names(places, figure, axis)
    if based:
        series = _with_gaps(traces, own, lengths)
    else:
        series = [
            Series(plain.words(t.get("name")), v, t, p) for t, v, p in zip(traces, lengths, own, strict=True)
        ]
    if series is None:
        return None
    alone = all(sum(line[i] is not None for line in lengths) <= 1 for i in range(len(places)))
    stacked = based or figure["layout"].get("barmode") in ("stack", "relative") or (alone and len(traces) > 1)
    return Bars(names, series, lying, stacked, plain.is_reversed(axis))


def _places(places: Sequence[Any], axis: Mapping[str, Any]) -> list[Any]:
    """The categories in the order of their axis."""
    found = plain.distinct(places)
    if all(isinstance(place, int | float) for place in found):
        return sorted(found)
    order = plain.values(axis, "categoryarray")
    return sorted(found, key=lambda place: order.index(place) if place in order else len(order))


def _points(places: Sequence[Any], where: Sequence[Any]) -> list[int | None]:
    return [where.index(place) if place in where else None for place in places]


def _at(points: Sequence[int | None], values: Sequence[Any]) -> list[float | None]:
    return [None if point is None else plain.number(values[point]) for point in points]


def _names(places: Sequence[Any], figure: Mapping[str, Any], axis: Mapping[str, Any]) -> list[str]:
    known = {**plain.ticks(axis), **plain.row_names(figure)}
    return [
        known.get(place) or plain.words(f"{place:g}" if isinstance(place, float) else place)
        for place in places
    ]


def _with_gaps(
    traces: Sequence[Trace], own: Sequence[list[int | None]], lengths: Sequence[list[float | None]]
) -> list[Series] | None:
    """Each range above an unseen bar up to its start; None where ranges overlap or go below zero."""
    ends = [0.0] * len(own[0])
    series = []
    for trace, points, values in zip(traces, own, lengths, strict=True):
        bases = plain.each(trace.get("base"), max((p for p in points if p is not None), default=0) + 1)
        gaps: list[float | None] = []
        shown: list[float | None] = []
        for i, (point, length) in enumerate(zip(points, values, strict=True)):
            if point is None or length is None:
                gaps.append(None)
                shown.append(None)
                continue
            base = plain.number(bases[point]) or 0.0
            if plain.is_date(bases[point]):
                return None
            low, high = sorted((base, base + length))
            gap = low - ends[i]
            if gap < -ROUNDING * max(abs(high), 1):
                return None
            gaps.append(max(gap, 0.0))
            shown.append(abs(length))
            ends[i] = high
        if any(gaps):
            series.append(Series("", gaps, None, [None] * len(gaps)))
        series.append(Series(plain.words(trace.get("name")), shown, trace, points))
    return series


def draw(slide: Any, figure: Mapping[str, Any], bars: Bars, box: tuple[int, int, int, int]) -> Any:
    """The chart on a slide, in a box of left, top, width and height."""
    data = CategoryChartData()
    data.categories = bars.categories
    for series in bars.series:
        data.add_series(series.name, series.values)
    kind = {
        (True, True): XL_CHART_TYPE.BAR_STACKED,
        (True, False): XL_CHART_TYPE.BAR_CLUSTERED,
        (False, True): XL_CHART_TYPE.COLUMN_STACKED,
        (False, False): XL_CHART_TYPE.COLUMN_CLUSTERED,
    }[(bars.lying, bars.stacked)]
    chart = slide.shapes.add_chart(kind, *box, data).chart
    chart.plots[0].gap_width = 45
    if bars.stacked:
        chart.plots[0].overlap = 100
    trace = next(series.trace for series in bars.series if series.trace is not None)
    across, along = ("y", "x") if bars.lying else ("x", "y")
    marks.dress_axis(
        chart.category_axis, plain.axis_of(figure, across, trace) | {"showgrid": False, "visible": True}
    )
    chart.category_axis.reverse_order = bars.falling
    measured = plain.axis_of(figure, along, trace)
    marks.dress_axis(chart.value_axis, measured)
    marks.limit(chart.value_axis, measured)
    largest = max((value or 0 for series in bars.series for value in series.values), default=1)
    marks.number_format(chart.value_axis, measured, largest)
    for series, drawn in zip(bars.series, chart.plots[0].series, strict=True):
        _dress(drawn, series, bars.stacked)
    marks.legend(chart, [series.name for series in bars.series if series.trace is not None])
    return chart


def _dress(drawn: Any, series: Series, stacked: bool) -> None:
    drawn.invert_if_negative = False
    if series.trace is None:
        drawn.format.fill.background()
        drawn.format.line.fill.background()
        return
    count = max((point for point in series.points if point is not None), default=0) + 1
    marker = series.trace.get("marker", {})
    colours = plain.each(marker.get("color"), count)
    texts = plain.each(series.trace.get("text"), count)
    shapes = plain.each(marker.get("pattern", {}).get("shape", ""), count)
    for place, point in enumerate(series.points):
        if point is not None and series.values[place] is not None:
            marks.fill(drawn.points[place].format, colours[point], shapes[point], marker.get("line", {}))
            if texts[point]:
                label = drawn.points[place].data_label
                dark = marks.on(colours[point]) if stacked and not shapes[point] else marks.INK
                marks.write(label.text_frame, plain.words(texts[point]), Pt(11), dark)
                if not stacked:
                    label.position = XL_LABEL_POSITION.OUTSIDE_END
