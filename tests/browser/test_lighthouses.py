"""The map in a browser: drawn without outside help, clicked, played, switched."""

import re

from tests.browser.conftest import Server, Watched, settle


def drawn(page):  # type: ignore[no-untyped-def]
    page.wait_for_selector(".choroplethlayer path")
    # the map itself comes first, its inset draws the same units once more
    return page.locator(".choroplethlayer").first.locator("path.choroplethlocation")


def test_the_map_draws_34_units_in_the_themes_colours(server: Server, watched: Watched) -> None:
    page = watched.open(server.address + "/lighthouses?lang=en")
    shapes = drawn(page)
    assert shapes.count() == 34
    fills = {shapes.nth(i).evaluate("shape => getComputedStyle(shape).fill") for i in range(34)}
    # the first class of the light theme, #FCE9BF, and no placeholder left
    assert "rgb(252, 233, 191)" in fills and "rgb(0, 0, 17)" not in fills


def test_the_world_is_drawn_without_outside_help(server: Server, watched: Watched) -> None:
    page = watched.open(server.address + "/lighthouses?lang=en&scope=world")
    assert drawn(page).count() > 170
    page.get_by_role("heading", name="named lighthouse plants stand in").wait_for()


def test_the_slider_has_two_ends_that_the_keyboard_moves(server: Server, watched: Watched) -> None:
    page = watched.open(server.address + "/lighthouses?lang=en")
    drawn(page)
    ends = page.locator(".st-key-lighthouse-time").get_by_role("slider")
    assert ends.count() == 2
    ends.first.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_url(re.compile("from=2018-09"), timeout=30_000)
    assert "shade=change" in page.url
    settle(page)
    ends.last.focus()
    page.keyboard.press("ArrowLeft")
    page.wait_for_url(re.compile("cohort=2025-09"), timeout=30_000)


#: collects each month at which the slider's right end stands
WATCH_THE_RIGHT_END = """() => {
  window.months = []
  const look = () => {
    const end = [...document.querySelectorAll(".st-key-lighthouse-time [data-testid=stSliderThumbValue]")].at(-1)
    const month = end && end.textContent
    if (month && month !== window.months.at(-1)) window.months.push(month)
  }
  new MutationObserver(look).observe(document.body, {subtree: true, childList: true, characterData: true})
}"""


def test_play_shows_the_cohorts_in_order_and_pause_stays_by_keyboard(
    server: Server, watched: Watched
) -> None:
    page = watched.open(server.address + "/lighthouses?lang=en&from=2023-01")
    drawn(page)
    page.evaluate(WATCH_THE_RIGHT_END)
    page.get_by_role("button", name="Play").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Pause").wait_for()
    page.get_by_role("button", name="Play").wait_for(timeout=60_000)
    months = page.evaluate("window.months")
    assert months[-1] == "2026-01" and len(months) > 3
    assert months == sorted(months) and len(set(months)) == len(months)

    page.keyboard.press("Enter")
    page.get_by_role("button", name="Pause").wait_for()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Play").wait_for()
    page.wait_for_url(re.compile("cohort=202"), timeout=15_000)
    stood = page.url
    page.wait_for_timeout(2_000)
    assert page.url == stood


def test_a_click_on_the_map_opens_the_province_beside_it(server: Server, watched: Watched) -> None:
    page = watched.open(server.address + "/lighthouses?lang=en")
    box = drawn(page).nth(28).bounding_box()
    assert box is not None
    # Qinghai has no lighthouse and so no circle above it
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_url(re.compile("province=630000"), timeout=15_000)
    beside = page.locator(".st-key-lighthouse-beside")
    assert beside.get_by_role("heading", name="Qinghai").is_visible()
    # in view without scrolling, beside the map
    assert beside.bounding_box()["y"] < 720
    beside.get_by_role("button", name="Close").click()
    page.wait_for_url(re.compile("province=(&|$)|^((?!province=).)*$"), timeout=15_000)


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
