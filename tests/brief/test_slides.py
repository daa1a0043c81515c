"""Every exhibit of every page as a slide: its chart holds the figure's numbers, and the file is harmless."""

import io
import math
import time
import zipfile
from collections.abc import Iterator
from typing import Any

import openpyxl
import pyproj
import pytest
from pptx import Presentation
from pptx.util import Inches

from atlas.app import downloads, view
from atlas.app.page_state import Exhibit
from atlas.app.pages import pages
from atlas.app.source_note import linked_sources, named
from atlas.brief import bars, maps, plain, points, slides
from atlas.language import LANGUAGES, Language

LINK = "https://example.org/cbam?cn=72083600"
#: views that between them show every kind of figure
VIEWS = [
    ("overview", {}),
    ("lighthouses", {"more": "complete"}),
    ("lighthouses", {"more": "industries", "shade": "new"}),
    ("benchmark", {"metric": "lead_time"}),
    ("packaging", {"view": "capacity"}),
    ("packaging", {"view": "projects"}),
    ("packaging", {"view": "market"}),
    ("packaging", {"view": "growth"}),
    ("packaging", {"view": "customers"}),
    ("cbam", {"tab": "good"}),
    ("cbam", {"tab": "outlook"}),
    ("industry", {"topic": "articles"}),
    ("industry", {"topic": "memory_fabs"}),
    ("industry", {"topic": "german_firms"}),
    ("industry", {"topic": "equipment"}),
    ("sources", {"tab": "contradictions"}),
]


def shown(page: str, query: dict[str, str], code: str) -> view.View:
    return view.view(pages()[page].file, {name: [value] for name, value in query.items()}, Language(code))


def one_slide(exhibit: Exhibit, lang: Language) -> tuple[Any, str]:
    """The slide of an exhibit, and what its figure became."""
    file = Presentation()
    file.slide_width, file.slide_height = Inches(13.333), Inches(7.5)
    slide = file.slides.add_slide(file.slide_layouts[6])
    sources = linked_sources(named(exhibit.sources), lang)
    sheet = slides.Sheet(exhibit.title, exhibit.drawing, exhibit.table, exhibit.labels, sources)
    return slide, slides.draw(slide, sheet, slides.BODY, lang)


def numbers(slide: Any) -> Iterator[float]:
    for shape in slide.shapes:
        if shape.has_chart:
            for element in shape.chart._chartSpace.iter("{*}v"):
                try:
                    yield float(element.text or "")
                except ValueError:
                    continue


def drawn(figure: dict[str, Any], kind: str) -> Iterator[float]:
    """Every number that the figure draws: lengths of bars, places of points."""
    for trace in figure["data"]:
        if trace["type"] == "bar":
            along = "x" if trace.get("orientation") == "h" else "y"
            for base, value in zip(
                plain.each(trace.get("base"), len(plain.values(trace, along))),
                plain.values(trace, along),
                strict=False,
            ):
                start, length = plain.number(base) or 0.0, plain.number(value)
                if length is not None:
                    day = points.MILLISECONDS_A_DAY if plain.is_date(base) else 1
                    yield abs(length) if kind == "bars" else start + length / day
        elif kind == "points":
            for letter in "xy":
                pairs = zip(plain.values(trace, "x"), plain.values(trace, "y"), strict=False)
                if all(plain.number(each) is not None for pair in pairs for each in pair):
                    yield from (plain.number(each) for each in plain.values(trace, letter))  # type: ignore[misc]


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize(("page", "query"), VIEWS)
def test_a_chart_holds_the_numbers_of_its_figure(page: str, query: dict[str, str], code: str) -> None:
    for name, exhibit in shown(page, query, code).exhibits.items():
        slide, kind = one_slide(exhibit, Language(code))
        figure = exhibit.drawing.figure.to_dict()
        if kind in ("bars", "points"):
            have = sorted({round(each, 9) for each in numbers(slide)})
            for value in drawn(figure, kind):
                assert any(math.isclose(value, each, rel_tol=1e-9, abs_tol=1e-8) for each in have), (
                    name,
                    value,
                )
        elif kind == "map":
            places = {code for t in figure["data"] for code in plain.values(t, "locations")}
            assert places - {"810000", "820000"} <= {shape.name for shape in slide.shapes}
        else:
            assert any(shape.has_table for shape in slide.shapes), name


def test_a_view_is_a_small_file_that_runs_nothing() -> None:
    shown("cbam", {}, "en")
    start = time.perf_counter()
    raw = downloads.view_as_slides("cbam", {}, Language("en"), LINK)
    assert time.perf_counter() - start < 5 and len(raw) < 2_000_000
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        names = package.namelist()
        assert not [name for name in names if "vba" in name.lower() or "ole" in name.lower()]
        books = [name for name in names if name.endswith(".xlsx")]
        assert books
        for name in books:
            book = openpyxl.load_workbook(io.BytesIO(package.read(name)))
            assert all(cell.data_type != "f" for sheet in book for line in sheet for cell in line)
    file = Presentation(io.BytesIO(raw))
    first = file.slides[0]
    texts = "\n".join(shape.text_frame.text for shape in first.shapes if shape.has_text_frame)
    assert "Source: " in texts and "Data as of" in texts and "Country of origin: China" in texts
    assert any(
        shape.click_action.hyperlink.address == LINK for shape in first.shapes if hasattr(shape, "image")
    )
    assert file.slide_width / file.slide_height == pytest.approx(16 / 9, rel=1e-3)


def test_a_formula_in_a_name_is_disarmed_and_a_foreign_link_is_none() -> None:
    assert plain.words("<b>=HYPERLINK(1)</b>") == "'=HYPERLINK(1)"
    figure = {"data": [{"type": "bar", "x": ["=1+1", "b"], "y": [1, 2]}], "layout": {}}
    assert bars.bars_of(figure).categories == ["'=1+1", "b"]  # type: ignore[union-attr]


def test_a_range_is_an_unseen_bar_and_a_seen_one() -> None:
    trace = {"type": "bar", "orientation": "h", "y": ["a", "b"], "x": [5, 3], "base": [10, 0]}
    found = bars.bars_of({"data": [trace], "layout": {}})
    assert found is not None and found.stacked
    assert [(each.trace is None, each.values) for each in found.series] == [(True, [10, 0]), (False, [5, 3])]


def test_ranges_that_overlap_become_lines() -> None:
    first = {"type": "bar", "orientation": "h", "y": ["a"], "x": [5], "base": [10]}
    assert bars.bars_of({"data": [first, first | {"base": [12]}], "layout": {}}) is None


def test_natural_earth_is_that_of_proj() -> None:
    proj = pyproj.Proj(proj="natearth", R=1)
    for lon, lat in ((0, 0), (121, 31), (-100, 40), (180, 90), (10, -60)):
        x, y = maps.natural_earth(lon, lat)
        assert (x, -y) == pytest.approx(proj(lon, lat), abs=1e-6)


def test_colours_are_those_of_the_light_theme() -> None:
    assert plain.colour("#000001") == "2F6690" and plain.colour("#000038") == "FFFFFF"
    assert plain.colour("rgba(0,0,0,0)") is None and plain.colour("rgba(0,0,0,0.5)") == "808080"
