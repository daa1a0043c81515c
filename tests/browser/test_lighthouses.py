"""The map in a browser: drawn without outside help, clicked, played, switched."""

import re

from tests.browser.conftest import Server, Watched, settle


def test_the_map_draws_34_units_in_the_themes_colours(server: Server, watched: Watched) -> None:
    page = watched.open(server.address + "/lighthouses?lang=en")
    page.wait_for_selector(".choroplethlayer path")
    shapes = page.locator(".choroplethlayer path.choroplethlocation")
    assert shapes.count() == 34
    fills = {shapes.nth(i).evaluate("shape => getComputedStyle(shape).fill") for i in range(34)}
    # the first class of the light theme, #FCE9BF, and no placeholder left
    assert "rgb(252, 233, 191)" in fills and "rgb(0, 0, 17)" not in fills


def test_play_runs_through_the_cohorts(server: Server, watched: Watched) -> None:
    page = watched.open(server.address + "/lighthouses?lang=en")
    page.wait_for_selector(".choroplethlayer path")
    caption = page.locator(".gtitle").first
    assert (caption.text_content() or "").startswith("2026-01: 90")
    page.locator(".updatemenu-button").first.click()
    page.wait_for_timeout(500)
    seen = set()
    for _ in range(40):
        seen.add((caption.text_content() or ""))
        page.wait_for_timeout(250)
    assert len(seen) > 5 and any(text.startswith("2018-09: 3 ") for text in seen)


def test_a_click_on_a_city_chooses_its_province(server: Server, watched: Watched) -> None:
    page = watched.open(server.address + "/lighthouses?lang=en")
    page.wait_for_selector(".choroplethlayer path")
    box = page.locator(".choroplethlayer path.choroplethlocation").nth(28).bounding_box()
    assert box is not None
    # Qinghai has no lighthouse and so no circle above it
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_timeout(500)
    settle(page)
    assert re.search(r"province=630000", page.url)
    assert page.get_by_role("heading", name="Qinghai: 0 sites").is_visible()


def test_the_table_replaces_the_map_and_stays_in_the_link(server: Server, watched: Watched) -> None:
    page = watched.open(server.address + "/lighthouses?lang=en&view=table")
    assert page.locator(".choroplethlayer").count() == 0
    page.wait_for_selector("[data-testid=stDataFrame]")
    assert "view=table" in page.url


def test_nothing_runs_over_the_edge_of_a_phone(server: Server, visitor) -> None:  # type: ignore[no-untyped-def]
    for lang in ("en", "zh-Hant", "zh-Hans"):
        page = visitor(viewport={"width": 390, "height": 844}).open(
            f"{server.address}/lighthouses?lang={lang}"
        )
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
