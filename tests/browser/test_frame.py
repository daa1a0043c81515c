"""What only a browser knows: first request, links, languages, Back and Forward."""

import random
import re
from urllib.parse import parse_qs, quote, urlparse

import pytest

from atlas import tables
from tests.browser.conftest import Server, Watched, settle

DEEP = "/lighthouses?lang=zh-Hant&scope=greater&shade=new&cohort=2023-12&province=320000&view=map"


def query(address: str) -> dict[str, list[str]]:
    return parse_qs(urlparse(address).query, keep_blank_values=True)


def test_a_deep_link_as_first_request_shows_the_whole_page(fresh_server: Server, watched: Watched) -> None:
    page = watched.open(fresh_server.address + DEEP)
    assert page.locator(".st-key-frame-head").is_visible()
    assert re.search("[\u4e00-\u9fff]", page.locator("h1").inner_text())
    page.wait_for_selector(".choroplethlayer path")
    asked = query(DEEP)
    assert {name: query(page.url)[name] for name in asked} == asked


def test_a_shared_link_shows_the_same_view_in_another_language(server: Server, visitor) -> None:  # type: ignore[no-untyped-def]
    first = visitor().open(server.address + DEEP)
    link = first.url
    second = visitor(locale="de-DE").open(re.sub("lang=zh-Hant", "lang=zh-Hans", link))
    assert query(second.url) == query(link) | {"lang": ["zh-Hans"]}
    finding = ".st-key-finding-lighthouses"
    numbers = [re.findall(r"\d+", page.locator(finding).inner_text()) for page in (first, second)]
    assert numbers[0] == numbers[1] != []


def test_the_browsers_language_is_the_first_guess(server: Server, visitor) -> None:  # type: ignore[no-untyped-def]
    for locale, lang in (("zh-TW", "zh-Hant"), ("zh-CN", "zh-Hans"), ("fr-FR", "en")):
        assert query(visitor(locale=locale).open(server.address + "/").url)["lang"] == [lang]


def switch_language(page, name: str) -> None:  # type: ignore[no-untyped-def]
    page.locator(".st-key-frame-tools [data-testid=stSelectbox] input").click()
    page.get_by_role("option", name=name).click()
    page.wait_for_timeout(300)
    settle(page)


def test_switching_the_language_twice_keeps_the_selection(server: Server, watched: Watched) -> None:
    page = watched.open(server.address + DEEP)
    switch_language(page, "简体中文")
    switch_language(page, "English")
    assert query(page.url) == query(server.address + DEEP) | query(page.url) | {"lang": ["en"]}
    assert query(page.url)["province"] == ["320000"] and query(page.url)["scope"] == ["greater"]
    title = page.locator("h1").inner_text()
    assert title and not re.search("[\u4e00-\u9fff]", title)


def test_back_and_forward(server: Server, watched: Watched) -> None:
    page = watched.open(server.address + "/?lang=en")
    page.locator(".st-key-frame-links a", has_text="Lighthouses").click()
    page.wait_for_selector(".choroplethlayer path")
    settle(page)
    assert urlparse(page.url).path == "/lighthouses"
    page.locator("input[aria-label$='Scope']").click()
    page.get_by_role("option", name="With Hong Kong, Macao, Taiwan").click()
    page.wait_for_timeout(400)
    settle(page)
    assert query(page.url)["scope"] == ["greater"]
    page.go_back()
    settle(page)
    assert query(page.url)["scope"] == ["mainland"]
    page.go_forward()
    settle(page)
    assert query(page.url)["scope"] == ["greater"]


def test_share_shows_link_and_code(server: Server, watched: Watched) -> None:
    page = watched.open(server.address + DEEP)
    page.locator(".st-key-frame-tools button", has_text="分享").click()
    page.wait_for_selector("[role=dialog] img")
    link = page.locator("[role=dialog] code").inner_text()
    # a shared link also names the release of the data, so that it can say later what is different
    assert link.startswith(f"{server.address}/lighthouses?")
    assert query(link) == query(page.url) | {"data": [tables.date_of()]}


PIECES = [
    "moon",
    "-1",
    "1e999",
    "NaN",
    "<script>alert(1)</script>",
    "😀",
    "\u202eabc",
    "%00",
    "a" * 10_000,
    "'; --",
    "{0}",
    "440000",
]
NAMES = ["scope", "shade", "industry", "designation", "cohort", "province", "view", "owner", "lang", "x"]


@pytest.mark.parametrize("part", range(4))
def test_two_hundred_hostile_links(server: Server, watched: Watched, part: int) -> None:
    dice = random.Random(part)
    for _ in range(50):
        pairs = [(dice.choice(NAMES), dice.choice(PIECES)) for _ in range(dice.randint(1, 4))]
        watched.page.goto(f"{server.address}/lighthouses?" + "&".join(f"{n}={quote(v)}" for n, v in pairs))
        watched.page.wait_for_selector(".st-key-frame-foot", timeout=30_000)
        assert (
            watched.page.locator("[data-testid=stException], [data-testid=stAlertContentError]").count() == 0
        )
        assert "<script>alert" not in watched.page.locator("[data-testid=stMain]").inner_text()
