"""A view as slides (PPTX, 16:9): one slide an exhibit, then its table, then all sources.

The figure becomes a native chart with its data sheet, a map free-form shapes, and what has no
counterpart a native table. Everything can be edited; nothing is a picture but the QR code.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

import segno
from pptx import Presentation
from pptx.util import Emu, Inches, Pt

from atlas.brief import bars, cells, fonts, maps, marks, plain, points
from atlas.brief.sheet import Sheet as Sheet
from atlas.language import Language

LEFT, WIDTH = Inches(0.55), Inches(12.2)
BODY = (int(LEFT), int(Inches(1.72)), int(WIDTH), int(Inches(4.55)))
FOOT = Inches(6.38)
BLANK = 6


def deck(
    sheets: Sequence[Sheet], lang: Language, *, page: str, selection: str, date: str, link: str
) -> bytes:
    """The slides as a file: ``selection`` in words, ``date`` of the data in words, ``link`` of the view."""
    file = Presentation()
    file.slide_width, file.slide_height = Inches(13.333), Inches(7.5)
    fonts.install(file, lang)
    file.core_properties.title, file.core_properties.author = page, "Factory Atlas"
    for sheet in sheets:
        _exhibit(file, sheet, lang, selection, date, link)
        cells.table_slides(file, sheet, lang)
    _sources(file, sheets, lang, link)
    fonts.mark_language(file, lang)
    sink = io.BytesIO()
    file.save(sink)
    return sink.getvalue()


def _exhibit(file: Any, sheet: Sheet, lang: Language, selection: str, date: str, link: str) -> None:
    slide = file.slides.add_slide(file.slide_layouts[BLANK])
    finding, measured = plain.words(sheet.drawing.alt), plain.words(sheet.title)
    wide = len(finding or measured) * lang.spoken.width
    size = 26 if wide <= 110 else 20 if wide <= 165 else 16
    _text(slide, finding or measured, (LEFT, Inches(0.32), WIDTH, Inches(0.95)), Pt(size), bold=True)
    below = " · ".join(part for part in (measured if finding else "", selection) if part)
    _text(slide, below, (LEFT, Inches(1.22), WIDTH, Inches(0.45)), Pt(13), marks.MUTED)
    draw(slide, sheet, BODY, lang)
    publishers = "; ".join(line for line, _ in sheet.sources[:3]) + (" …" if len(sheet.sources) > 3 else "")
    lines = [sheet.doubt, lang.text("Source") + ": " + publishers if publishers else ""]
    lines.append(lang.text("Data as of {date}.", date=date))
    wide = WIDTH - Inches(1.05)
    _text(
        slide,
        "\n".join(plain.words(each) for each in lines if each),
        (LEFT, FOOT, wide, Inches(0.95)),
        Pt(10),
    )
    _code(slide, link)


def draw(slide: Any, sheet: Sheet, box: tuple[int, int, int, int], lang: Language) -> str:
    """The figure in a box; what it became: ``map``, ``bars``, ``points`` or ``table``."""
    figure = sheet.drawing.figure.to_dict()
    if maps.is_map(figure):
        maps.draw(slide, figure, box)
        return "map"
    found = bars.bars_of(figure)
    if found is not None:
        bars.draw(slide, figure, found, box)
        return "bars"
    if not any(trace["type"] not in ("bar", "scatter") for trace in figure["data"]) and _charts(
        slide, figure, box
    ):
        return "points"
    cells.table(slide, sheet, box, lang)
    return "table"


def _charts(slide: Any, figure: Mapping[str, Any], box: tuple[int, int, int, int]) -> bool:
    """One chart for each pair of axes, placed as on the page; False where none can be drawn."""
    pairs = plain.distinct((t.get("xaxis", "x"), t.get("yaxis", "y")) for t in figure["data"])
    done = []
    for pair in pairs:
        traces = [t for t in figure["data"] if (t.get("xaxis", "x"), t.get("yaxis", "y")) == pair]
        across = plain.axis_of(figure, "x", traces[0]).get("domain", [0, 1])
        up = plain.axis_of(figure, "y", traces[0]).get("domain", [0, 1])
        place = (
            round(box[0] + box[2] * across[0]),
            round(box[1] + box[3] * (1 - up[1])),
            round(box[2] * (across[1] - across[0])),
            round(box[3] * (up[1] - up[0])),
        )
        done.append(points.draw(slide, figure, traces, place))
    return any(done)


def _text(
    slide: Any,
    text: str,
    box: tuple[Any, Any, Any, Any],
    size: Any,
    colour: Any = marks.INK,
    bold: bool = False,
) -> None:
    shape = slide.shapes.add_textbox(*(Emu(int(part)) for part in box))
    frame = shape.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    marks.write(frame, text, size, colour, bold)


def _code(slide: Any, link: str) -> None:
    """The link as a QR code, itself a link."""
    try:
        picture = io.BytesIO()
        segno.make(link, error="l", micro=False).save(picture, kind="png", scale=4, border=2)
    except segno.DataOverflowError:
        return
    picture.seek(0)
    side = Inches(0.95)
    shape = slide.shapes.add_picture(picture, LEFT + WIDTH - side, FOOT, side, side)
    if link.startswith(("http://", "https://")):
        shape.click_action.hyperlink.address = link


def _sources(file: Any, sheets: Sequence[Sheet], lang: Language, link: str) -> None:
    """Every source once, linked, and the link of the view."""
    told = list(dict.fromkeys(source for sheet in sheets for source in sheet.sources))
    pages = [told[i : i + 16] for i in range(0, len(told), 16)] or [[]]
    for number, some in enumerate(pages):
        slide = file.slides.add_slide(file.slide_layouts[BLANK])
        _text(slide, lang.text("Sources"), (LEFT, Inches(0.4), WIDTH, Inches(0.6)), Pt(26), bold=True)
        shape = slide.shapes.add_textbox(LEFT, Inches(1.2), WIDTH, Inches(5.6))
        frame = shape.text_frame
        frame.word_wrap = True
        lines = [*some, *([(link, link)] if number == len(pages) - 1 else [])]
        for place, (line, address) in enumerate(lines):
            paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
            run = paragraph.add_run()
            run.text, run.font.size = plain.words(line), Pt(12)
            if address and address.startswith(("http://", "https://")):
                run.hyperlink.address = address
            else:
                run.font.color.rgb = marks.INK
