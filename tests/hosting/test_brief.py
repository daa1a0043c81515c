"""`/brief/PAGE.pptx`: a view as slides, from the parameters of its link."""

import io

import httpx
import pytest
from pptx import Presentation

from atlas.app.downloads import SLIDES
from atlas.language import LANGUAGES

OLD = "2026-11-23"


def words(answer: httpx.Response) -> str:
    """All text of the slides, and the addresses behind it."""
    file = Presentation(io.BytesIO(answer.content))
    shapes = [shape for slide in file.slides for shape in slide.shapes]
    links = [
        run.hyperlink.address
        for shape in shapes
        if shape.has_text_frame
        for part in shape.text_frame.paragraphs
        for run in part.runs
    ]
    return "\n".join([*(shape.text_frame.text for shape in shapes if shape.has_text_frame), *map(str, links)])


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_view_as_slides(client: httpx.Client, code: str) -> None:
    answer = client.get("/brief/cbam.pptx", params={"lang": code, "tonnes": "250"})
    assert answer.status_code == 200 and answer.headers["content-type"] == SLIDES
    assert 'filename="cbam.pptx"' in answer.headers["content-disposition"]
    assert len(answer.content) < 2_000_000
    said = words(answer)
    assert "250" in said and f"/cbam?lang={code}&tonnes=250" in said


def test_what_cannot_be_shown_is_refused_and_a_bad_value_is_not(client: httpx.Client) -> None:
    assert client.get("/brief/moon.pptx").status_code == 404
    assert client.get("/brief/..%2Fserver.pptx").status_code in (400, 404)
    assert client.get("/brief/cbam.pptx", params={"cn": "1" * 9_000}).status_code == 414
    assert client.post("/brief/cbam.pptx").status_code == 405
    answer = client.get("/brief/cbam.pptx", params={"lang": "xx", "tonnes": "-1", "data": "1999-01-01"})
    assert answer.status_code == 200 and "asof" not in words(answer)


def test_slides_of_an_old_release_link_back_to_it(client: httpx.Client) -> None:
    answer = client.get("/brief/packaging.pptx", params={"view": "capacity", "data": OLD, "lang": "en"})
    assert answer.status_code == 200
    assert f"data={OLD}&lang=en&asof=1" in words(answer)
    again = client.get("/brief/packaging.pptx", params={"view": "capacity", "data": OLD, "asof": "1"})
    assert words(again).count("asof=1") == words(again).count(f"data={OLD}")
