"""The look of marks and axes in a native chart: colour, dash, marker and pattern say the same as on screen."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_LEGEND_POSITION, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_LINE, MSO_PATTERN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Pt

from atlas.brief import plain

INK, MUTED, FAINT = RGBColor(0x1C, 0x27, 0x33), RGBColor(0x5F, 0x6B, 0x7A), RGBColor(0xDA, 0xDF, 0xE5)
DASHES = {
    "dash": MSO_LINE.DASH,
    "dot": MSO_LINE.ROUND_DOT,
    "dashdot": MSO_LINE.DASH_DOT,
    "longdash": MSO_LINE.LONG_DASH,
}
SYMBOLS = {
    "circle": XL_MARKER_STYLE.CIRCLE,
    "square": XL_MARKER_STYLE.SQUARE,
    "diamond": XL_MARKER_STYLE.DIAMOND,
    "x": XL_MARKER_STYLE.X,
    "cross": XL_MARKER_STYLE.PLUS,
    "triangle": XL_MARKER_STYLE.TRIANGLE,
    "star": XL_MARKER_STYLE.STAR,
    "line": XL_MARKER_STYLE.DASH,
}
PATTERNS = {
    "/": MSO_PATTERN.WIDE_UPWARD_DIAGONAL,
    "\\": MSO_PATTERN.WIDE_DOWNWARD_DIAGONAL,
    "x": MSO_PATTERN.DIAGONAL_CROSS,
    "-": MSO_PATTERN.HORIZONTAL,
    "|": MSO_PATTERN.VERTICAL,
    "+": MSO_PATTERN.CROSS,
    ".": MSO_PATTERN.PERCENT_20,
}


def rgb(value: Any, other: RGBColor = MUTED) -> RGBColor:
    """A figure's colour, or another where it has none."""
    found = plain.colour(value)
    return RGBColor.from_string(found) if found else other


def fill(style: Any, colour: Any, shape: Any = "", edge: Mapping[str, Any] | None = None) -> None:
    """Fill of a bar or shape: solid, hatched, or hollow where its colour is transparent."""
    if shape in PATTERNS:
        style.fill.patterned()
        style.fill.pattern = PATTERNS[shape]
        style.fill.fore_color.rgb = rgb(colour)
        style.fill.back_color.rgb = RGBColor(0xFF, 0xFF, 0xFF)
    elif plain.colour(colour):
        style.fill.solid()
        style.fill.fore_color.rgb = rgb(colour)
    else:
        style.fill.background()
    drawn = (edge or {}).get("color")
    if plain.colour(drawn) if isinstance(drawn, str) else False:
        style.line.color.rgb = rgb(drawn)
        width = (edge or {}).get("width", 1)
        style.line.width = Pt(width if isinstance(width, int | float) else 1)
    elif not plain.colour(colour):
        style.line.color.rgb = MUTED
    else:
        style.line.fill.background()


def line(style: Any, settings: Mapping[str, Any], width: float | None = None) -> None:
    """A line with the dash that tells how sure it is."""
    style.line.color.rgb = rgb(settings.get("color"))
    style.line.width = Pt(width or float(settings.get("width", 2)))
    if settings.get("dash") in DASHES:
        style.line.dash_style = DASHES[settings["dash"]]


def unseen(style: Any) -> None:
    """A line that is fully transparent; one without a fill makes LibreOffice drop every line of the chart."""
    style.line.color.rgb = RGBColor(0xFF, 0xFF, 0xFF)
    colour = style.line._ln.find("{*}solidFill/{*}srgbClr")
    colour.append(parse_xml(f'<a:alpha {nsdecls("a")} val="0"/>'))


def marker(drawn: Any, symbol: Any, size: Any, colour: Any) -> None:
    """A point's marker: hollow where the figure has it open."""
    name = str(symbol or "circle")
    drawn.style = SYMBOLS.get(name.partition("-")[0], XL_MARKER_STYLE.CIRCLE)
    drawn.size = max(2, min(72, round(float(size or 8) * 0.9)))
    if "open" in name:
        drawn.format.fill.background()
    else:
        drawn.format.fill.solid()
        drawn.format.fill.fore_color.rgb = rgb(colour)
    drawn.format.line.color.rgb = rgb(colour)


def write(frame: Any, text: str, size: Any, colour: RGBColor = INK, bold: bool = False) -> Any:
    """Text in a frame, in place of what stands there; the run that was made."""
    frame.clear()
    run = frame.paragraphs[0].add_run()
    run.text = text
    run.font.size, run.font.bold, run.font.color.rgb = size, bold, colour
    return run


def dress_axis(axis: Any, settings: Mapping[str, Any]) -> None:
    """Title, grid, ticks and visibility of an axis as in the figure."""
    axis.has_major_gridlines = bool(settings.get("visible", True) and settings.get("showgrid", True))
    if axis.has_major_gridlines:
        axis.major_gridlines.format.line.color.rgb = FAINT
    axis.format.line.color.rgb = FAINT
    axis.major_tick_mark = axis.minor_tick_mark = XL_TICK_MARK.NONE
    axis.tick_labels.font.size = Pt(12)
    axis.tick_labels.font.color.rgb = INK
    axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    axis.visible = settings.get("visible", True) is not False
    title = settings.get("title", "")
    text = plain.words(title.get("text") if isinstance(title, Mapping) else title)
    axis.has_title = bool(text)
    if text:
        write(axis.axis_title.text_frame, text, Pt(12), MUTED)


def limit(axis: Any, settings: Mapping[str, Any]) -> None:
    """Ends and scale of an axis as in the figure."""
    span = [plain.number(end) for end in plain.values(settings, "range")]
    ends = [end for end in span if end is not None]
    logarithmic = settings.get("type") == "log"
    if logarithmic:
        axis._element.find("{*}scaling").insert(0, parse_xml(f'<c:logBase {nsdecls("c")} val="10"/>'))
        ends = [10**end for end in ends]
    if len(ends) == 2:
        low, high = sorted(ends)
        # a logarithmic axis of a slide begins and ends at whole powers
        axis.minimum_scale = 10 ** math.floor(math.log10(low)) if logarithmic else low
        axis.maximum_scale = 10 ** math.ceil(math.log10(high)) if logarithmic else high


def number_format(axis: Any, settings: Mapping[str, Any], span: float) -> None:
    """Numbers at an axis: grouped, with the unit that the figure writes beside them."""
    digits = "#,##0" if span >= 5 or settings.get("type") == "log" else "0.0##"
    before, after = (str(settings.get(f"tick{part}") or "").replace('"', "") for part in ("prefix", "suffix"))
    quoted = [f'"{part}"' if part else "" for part in (before, after)]
    axis.tick_labels.number_format = quoted[0] + digits + quoted[1]
    axis.tick_labels.number_format_is_linked = False


def on(colour: Any) -> RGBColor:
    """The colour of text on a fill: white on a dark one."""
    found = plain.colour(colour) or "FFFFFF"
    red, green, blue = (int(found[i : i + 2], 16) / 255 for i in (0, 2, 4))
    return RGBColor(0xFF, 0xFF, 0xFF) if 0.2126 * red + 0.7152 * green + 0.0722 * blue < 0.55 else INK


def legend(chart: Any, names: Sequence[str]) -> None:
    """A legend where several named series need one."""
    chart.has_title = False
    chart.has_legend = len({name for name in names if name}) > 1
    if chart.has_legend:
        chart.legend.position = XL_LEGEND_POSITION.BOTTOM
        chart.legend.include_in_layout = False
        chart.legend.font.size = Pt(12)
        chart.legend.font.color.rgb = INK
        _leave_out(chart, [place for place, name in enumerate(names) if not name or name in names[:place]])


def _leave_out(chart: Any, places: Sequence[int]) -> None:
    """Entries that the legend does not show: series without a name, and a name's second series."""
    element = chart.legend._element
    position = element.find("{*}legendPos")
    for place in reversed(places):
        position.addnext(
            parse_xml(
                f'<c:legendEntry {nsdecls("c")}><c:idx val="{place}"/><c:delete val="1"/></c:legendEntry>'
            )
        )
