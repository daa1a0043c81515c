"""A figure as a picture for a slide: PNG and SVG of 1600 × 900 in light colours, with all that one must know."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page

from atlas import tables
from atlas.app import view
from atlas.app.pages import pages
from atlas.language import LANGUAGES, Language
from tests.browser.conftest import Server, Watched

FIGURES = [("lighthouses", {}, "lighthouses"), ("packaging", {"view": "capacity"}, "packaging-capacity-0")]


def saved(page: Page, number: int, file: Path) -> Path:
    """What one of the two buttons downloads."""
    button = page.locator(".picture button").nth(number)
    page.wait_for_selector(".picture button:not([disabled])", timeout=60_000)
    with page.expect_download() as download:
        button.click()
    assert Path(download.value.suggested_filename).suffix == file.suffix
    download.value.save_as(file)
    return file


def letters(text: str) -> str:
    """Words without what a line break changes."""
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_figure_becomes_a_picture(
    server: Server, visitor: Callable[..., Watched], code: str, tmp_path: Path
) -> None:
    lang = Language(code)
    for name, query, exhibit in FIGURES:
        shown = view.view(pages()[name].file, {key: [value] for key, value in query.items()}, lang)
        asked = "&".join(f"{key}={value}" for key, value in {**query, "lang": code}.items())
        page = visitor(color_scheme="dark").open(
            f"{server.address}/{name}?{asked}&present=1&picture={exhibit}"
        )
        with Image.open(saved(page, 0, tmp_path / "a.png")) as image:
            assert image.size == (1600, 900)
            pixels = image.convert("RGB")
            assert all(pixels.getpixel(at) == (255, 255, 255) for at in ((2, 2), (1597, 897), (800, 3)))
            assert len(pixels.getcolors(1 << 24) or ()) > 50
        svg = saved(page, 1, tmp_path / "a.svg").read_text(encoding="utf-8")
        assert 'width="1600" height="900"' in svg and "<script" not in svg and "href=" not in svg
        told = letters("".join(re.findall(r">([^<>]*)<", svg)))
        kept = shown.exhibits[exhibit]
        wanted = [kept.title, lang.date(tables.date_of()), *(value for _, value in shown.selection[:2])]
        for words in wanted:
            assert letters(words) in told, (code, words)
        assert letters(kept.doubt.split(".")[0][:40]) in told
        sources = {source for source in kept.sources if isinstance(source, str)}
        publisher = lang.text("Source") if len(sources) == 1 else f"{len(sources)}"
        assert letters(publisher) in told


def test_the_button_leads_there_and_back(server: Server, watched: Watched) -> None:
    page = watched.open(f"{server.address}/cbam?lang=en&tonnes=250")
    page.locator(".st-key-download-cbam-waterfall button").click()
    page.locator(".st-key-picture-cbam-waterfall button").click()
    page.wait_for_selector(".picture button:not([disabled])", timeout=60_000)
    assert "picture=cbam-waterfall" in page.url and "tonnes=250" in page.url
    page.locator(".st-key-picture-end button").click()
    page.locator(".st-key-frame-head").wait_for()
    assert "picture" not in page.url and "tonnes=250" in page.url
