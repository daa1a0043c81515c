"""Points, lines, ranges and dates as a native scatter chart: each segment a series with its numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from pptx.chart.data import XyChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Emu, Pt

from atlas.brief import marks, plain
from atlas.brief.plain import Trace
from atlas.brief.scale import Scale, share_of

#: width of a bar drawn as a line, in points; share of the chart's width left for the rows' names
THICK, MARGIN = 9.0, 0.3
TOP, HIGH = 0.03, 0.8
Box = tuple[int, int, int, int]
Inner = tuple[float, float, float, float]
#: a chart of more series than this is slow to open and nobody can edit it
MOST = 300
POSITIONS = {
    "top": XL_LABEL_POSITION.ABOVE,
    "bottom": XL_LABEL_POSITION.BELOW,
    "left": XL_LABEL_POSITION.LEFT,
    "right": XL_LABEL_POSITION.RIGHT,
}
MILLISECONDS_A_DAY = 86_400_000


class Run(NamedTuple):
    """Points without a gap between them, of one trace; the trace tells how they look."""

    name: str
    points: list[tuple[float, float]]
    trace: Trace
    #: place in the trace of each point; none for a segment made from a bar or a range of error
    places: list[int]
    segment: bool = False


def runs_of(figure: Mapping[str, Any], traces: Sequence[Trace], x: Scale, y: Scale) -> list[Run]:
    """Every run of points of the traces of one pair of axes."""
    found: list[Run] = []
    for trace in traces:
        if trace["type"] == "bar":
            found += _bars(trace, x, y)
        else:
            found += [*_errors(trace, x, y), *_lines(trace, x, y)]
    span = [value for run in found for _, value in run.points] or [0.0, 1.0]
    for shape in figure["layout"].get("shapes", ()):
        where = x.number(shape.get("x0"))
        if shape.get("type") == "line" and shape.get("x0") == shape.get("x1") and where is not None:
            ends = [(where, min(span)), (where, max(span))]
            found.append(Run("", ends, {"mode": "lines", **shape}, [], True))
    return found


def _lines(trace: Trace, x: Scale, y: Scale) -> Iterator[Run]:
    name, held = plain.words(trace.get("name")), list[tuple[float, float]]()
    places: list[int] = []
    for place, pair in enumerate(zip(plain.values(trace, "x"), plain.values(trace, "y"), strict=False)):
        across, up = x.number(pair[0]), y.number(pair[1])
        if across is not None and up is not None:
            held.append((across, up))
            places.append(place)
        elif held:
            yield Run(name, held, trace, places)
            held, places = [], []
    if held:
        yield Run(name, held, trace, places)


def _bars(trace: Trace, x: Scale, y: Scale) -> Iterator[Run]:
    """Each bar as a segment from its base to its end."""
    lying = trace.get("orientation") == "h"
    across, along = ("y", "x") if lying else ("x", "y")
    where, lengths = plain.values(trace, across), plain.values(trace, along)
    bases = plain.each(trace.get("base"), len(where))
    for place, (at, length, base) in enumerate(zip(where, lengths, bases, strict=False)):
        spot = (y if lying else x).number(at)
        start, long = plain.number(base) or 0.0, plain.number(length)
        if spot is None or long is None:
            continue
        # plotly measures a bar on an axis of dates in milliseconds
        end = start + long / MILLISECONDS_A_DAY if plain.is_date(base) else long + start
        ends = [(start, spot), (end, spot)] if lying else [(spot, start), (spot, end)]
        yield Run(plain.words(trace.get("name")), ends, trace, [place], True)


def _errors(trace: Trace, x: Scale, y: Scale) -> Iterator[Run]:
    """Each bar of error as a segment."""
    pairs = list(zip(plain.values(trace, "x"), plain.values(trace, "y"), strict=False))
    for letter in ("x", "y"):
        more = plain.values(trace.get(f"error_{letter}", {}), "array")
        less = plain.values(trace.get(f"error_{letter}", {}), "arrayminus") or more
        for (across, up), plus, minus in zip(pairs, more, less, strict=False):
            spot = (x.number(across), y.number(up))
            if None in spot or not (plus or minus):
                continue
            axis = 0 if letter == "x" else 1
            low, high = [list(spot), list(spot)]
            low[axis], high[axis] = low[axis] - (minus or 0), high[axis] + (plus or 0)  # type: ignore[operator]
            yield Run("", [tuple(low), tuple(high)], trace, [], True)  # type: ignore[list-item]


def draw(
    slide: Any, figure: Mapping[str, Any], traces: Sequence[Trace], box: tuple[int, int, int, int]
) -> bool:
    """The traces of one pair of axes as a chart in a box; False where there is nothing to draw."""
    x, y = Scale(figure, "x", traces), Scale(figure, "y", traces)
    runs = runs_of(figure, traces, x, y)
    if not runs or len(runs) > MOST:
        return False
    notes = [note for note in _notes(figure, x, y) if note[2]]
    spots = [spot for run in runs for spot in run.points]
    across, up = _span(x, [spot[0] for spot in spots]), _span(y, [spot[1] for spot in spots])
    data = XyChartData()
    for run in runs:
        _add(data, run.name, run.points)
    if notes:
        _add(data, "", [(at, height) for at, height, _ in notes])
    chart = slide.shapes.add_chart(XL_CHART_TYPE.XY_SCATTER_LINES, *box, data).chart
    drawn = list(chart.plots[0].series)
    for run, series in zip(runs, drawn, strict=False):
        _dress(series, run)
    if notes:
        _write(drawn[-1], [text for *_, text in notes], XL_LABEL_POSITION.ABOVE)
    _axes(chart, x, y, across, up)
    inner = (MARGIN if y.words else 0.07, TOP, 0.97 - (MARGIN if y.words else 0.07), HIGH)
    _plot_area(chart, inner)
    _beside(slide, box, inner, y, up)
    _below(slide, box, inner, x, across)
    marks.legend(
        chart, [run.name if run.trace.get("showlegend", True) else "" for run in runs] + [""] * bool(notes)
    )
    return True


def _beside(slide: Any, box: Box, inner: Inner, y: Scale, up: tuple[float, float]) -> None:
    """The words of the rows, each a text of its own left of the chart."""
    size = Pt(12 if len(y.words) <= 8 else 10 if len(y.words) <= 14 else 8)
    for place, text in y.words.items():
        share = share_of(y, place, up)
        if share is not None:
            middle = box[1] + box[3] * (inner[1] + inner[3] * (1 - share))
            where = (box[0], round(middle - size), round(box[2] * (inner[0] - 0.01)), round(size * 2))
            _words(slide, text, where, size, PP_ALIGN.RIGHT)


def _below(slide: Any, box: Box, inner: Inner, x: Scale, across: tuple[float, float]) -> None:
    """The words of an axis whose places have names, each below its place."""
    width = round(box[2] * inner[2] / max(len(x.words), 4))
    for place, text in x.words.items():
        share = share_of(x, place, across)
        if share is not None:
            middle = box[0] + box[2] * (inner[0] + inner[2] * share)
            top = round(box[1] + box[3] * (inner[1] + inner[3]))
            _words(
                slide, text, (round(middle - width / 2), top, width, round(Pt(20))), Pt(11), PP_ALIGN.CENTER
            )


def _words(slide: Any, text: str, box: Box, size: Any, side: Any) -> None:
    frame = slide.shapes.add_textbox(*(Emu(part) for part in box)).text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.vertical_anchor, frame.word_wrap = MSO_ANCHOR.MIDDLE, True
    marks.write(frame, text, size)
    frame.paragraphs[0].alignment = side


def _add(data: Any, name: str, points: Sequence[tuple[float, float]]) -> None:
    series = data.add_series(name)
    for across, up in points:
        series.add_data_point(across, up)


def _notes(figure: Mapping[str, Any], x: Scale, y: Scale) -> Iterator[tuple[float, float, str]]:
    """Words that stand at a point of the figure."""
    for note in figure["layout"].get("annotations", ()):
        if "paper" not in (note.get("xref"), note.get("yref")) and "domain" not in str(note.get("yref")):
            spot = (x.number(note.get("x")), y.number(note.get("y")))
            if spot[0] is not None and spot[1] is not None:
                yield spot[0], spot[1], plain.words(note.get("text"))


def _span(scale: Scale, values: Sequence[float]) -> tuple[float, float]:
    """Ends of an axis: what the figure says, else its values with a little room."""
    ends = [scale.number(end) for end in plain.values(scale.axis, "range")]
    if len(ends) == 2 and ends[0] is not None and ends[1] is not None:
        low, high = sorted((ends[0], ends[1]))
        return (10**low, 10**high) if scale.axis.get("type") == "log" else (low, high)
    low, high = min(values), max(values)
    if scale.axis.get("type") == "log":
        return low, high
    room = (high - low) * 0.04 or 0.5
    return (0.0 if low >= 0 and scale.axis.get("rangemode") == "tozero" else low - room), high + room


def _dress(series: Any, run: Run) -> None:
    mode, style = str(run.trace.get("mode", "lines")), run.trace.get("marker", {})
    series.smooth = False
    count = max(run.places, default=0) + 1
    colours = plain.each(style.get("color"), count)
    first = colours[run.places[0]] if run.places else (run.trace.get("line") or {}).get("color")
    if run.trace["type"] == "bar" or run.segment:
        bar = run.trace["type"] == "bar"
        settings = {"color": first} if bar else {"width": 1.5} | (run.trace.get("line") or {"color": first})
        marks.line(series.format, settings, THICK if bar else None)
        series.marker.style = None
        _no_marker(series)
        return
    if "lines" in mode:
        marks.line(series.format, {"color": first} | dict(run.trace.get("line", {})))
    else:
        marks.unseen(series.format)
    if "markers" not in mode:
        _no_marker(series)
    sizes, symbols = plain.each(style.get("size"), count), plain.each(style.get("symbol"), count)
    texts = plain.each(run.trace.get("text"), count) if "text" in mode else [None] * count
    sides = plain.each(run.trace.get("textposition", "middle center"), count)
    if "markers" in mode:
        place = run.places[0]
        marks.marker(series.marker, symbols[place], sizes[place], first)
    for number, place in enumerate(run.places):
        one = colours[place], symbols[place], sizes[place]
        if "markers" in mode and one != (first, symbols[run.places[0]], sizes[run.places[0]]):
            marks.marker(series.points[number].marker, symbols[place], sizes[place], colours[place])
        if texts[place]:
            label = series.points[number].data_label
            marks.write(label.text_frame, plain.words(texts[place]), Pt(11))
            words = str(sides[place] or "").split()
            side = next((POSITIONS[word] for word in reversed(words) if word in POSITIONS), None)
            label.position = side or XL_LABEL_POSITION.CENTER


def _no_marker(series: Any) -> None:
    series.marker.style = XL_MARKER_STYLE.NONE


def _write(series: Any, texts: Sequence[str], position: Any) -> None:
    """A series without marks that carries words."""
    marks.unseen(series.format)
    _no_marker(series)
    for place, text in enumerate(texts):
        label = series.points[place].data_label
        marks.write(label.text_frame, text, Pt(11))
        label.position = position


def _axes(chart: Any, x: Scale, y: Scale, across: tuple[float, float], up: tuple[float, float]) -> None:
    for axis, scale, ends in ((chart.category_axis, x, across), (chart.value_axis, y, up)):
        marks.dress_axis(axis, scale.axis | ({"visible": True} if scale.words else {}))
        marks.limit(axis, scale.axis)
        if scale.axis.get("type") != "log":
            axis.minimum_scale, axis.maximum_scale = ends
        axis.reverse_order = plain.is_reversed(scale.axis)
        if scale.words:
            axis.tick_label_position = XL_TICK_LABEL_POSITION.NONE
        elif not scale.dated:
            marks.number_format(axis, scale.axis, ends[1] - ends[0])
        if scale.dated:
            axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = "yyyy", False
            axis.major_unit = 365.25 * max(1, round((ends[1] - ends[0]) / 365.25 / 8))


def _plot_area(chart: Any, inner: Inner) -> None:
    """Where in the chart its axes stand: left, top, width and height as shares."""
    area = chart._chartSpace.chart.plotArea
    for layout in area.findall("{*}layout"):
        area.remove(layout)
    names = zip("xywh", inner, strict=True)
    area.insert(
        0,
        parse_xml(
            f'<c:layout {nsdecls("c")}><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/>'
            '<c:yMode val="edge"/>'
            + "".join(f'<c:{name} val="{share:.3f}"/>' for name, share in names)
            + "</c:manualLayout></c:layout>"
        ),
    )
