"""Pages on paper: A4 sheets without anything to press, each figure whole, sources and the link at the end."""

import re

import pytest

from tests.browser.conftest import Server

#: words of controls that stand on the page's screen form
PRESSED = ("Share", "Present", "Filters", "Download", "Table")
MOST_SHEETS = 14
A4_HEIGHT = 1123 - 2 * 45


@pytest.mark.parametrize(
    ("view", "theme"),
    [
        ("/lighthouses?lang=en", "dark"),
        ("/cbam?lang=en", "light"),
        ("/packaging?lang=en", "light"),
        ("/benchmark?lang=en", "light"),
        ("/industry?lang=en", "dark"),
        ("/sources?lang=en", "light"),
        ("/?lang=en", "light"),
    ],
)
def test_a_page_prints_as_sheets(server: Server, visitor, view: str, theme: str) -> None:  # type: ignore[no-untyped-def]
    page = visitor(color_scheme=theme).open(server.address + view)
    page.emulate_media(media="print")
    page.locator(".st-key-frame-head").wait_for(state="hidden")
    page.wait_for_timeout(1500)
    sheets = len(re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(format="A4", print_background=True)))
    assert 1 <= sheets <= MOST_SHEETS
    shown = page.locator("body").inner_text()
    words = {line.strip() for line in shown.splitlines()}
    assert not words & set(PRESSED)
    # the page of sources has no list of its own at the end
    assert view.startswith("/sources") or "Sources" in words
    assert "lang=en" in shown
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert paper == "rgb(255, 255, 255)"
    # a figure that is higher than a sheet cannot stay whole
    heights = page.evaluate(
        "[...document.querySelectorAll('.js-plotly-plot')].map(f => f.getBoundingClientRect().height)"
    )
    assert all(height <= A4_HEIGHT for height in heights)
