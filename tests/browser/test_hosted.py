"""The hosted form in Chromium: its policy is kept, charts are drawn, a restart changes nothing."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from atlas.app.pages import pages
from tests.browser.conftest import Watched, settle
from tests.hosting.process import Hosted

DEEP = "/lighthouses?lang=zh-Hant&scope=greater&shade=new&view=map"
COUNT_VIOLATIONS = """
window.violations = [];
document.addEventListener("securitypolicyviolation", e => violations.push(e.violatedDirective + " " + e.blockedURI));
"""


@pytest.fixture(scope="module")
def hosted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hosted]:
    running = Hosted(tmp_path_factory.mktemp("hosted") / "log").wait()
    yield running
    running.stop()


def steady(page: Page) -> str:
    """The words of the page once its figures are drawn and they no longer change: the same at three looks."""
    page.wait_for_function(
        "() => !document.querySelector('[data-testid=stSkeleton]') &&"
        " [...document.querySelectorAll('[data-testid=stPlotlyChart]')].every(one => one.querySelector('.main-svg'))"
    )
    looks: list[str] = []
    for _ in range(40):
        looks.append(page.locator("[data-testid=stMain]").inner_text())
        if len(looks) > 2 and len(set(looks[-3:])) == 1:
            break
        page.wait_for_timeout(700)
    return looks[-1]


@pytest.mark.parametrize("name", pages())
def test_pages_keep_the_policy_and_draw(hosted: Hosted, watched: Watched, name: str) -> None:
    """No violation and no outside request (`watched` asserts it); every announced chart is drawn."""
    watched.page.add_init_script(COUNT_VIOLATIONS)
    page = watched.open(f"{hosted.address}/{'' if name == 'overview' else name}?lang=en")
    frames = page.locator("[data-testid=stPlotlyChart]")
    for number in range(frames.count()):
        frames.nth(number).scroll_into_view_if_needed()
        frames.nth(number).locator("svg.main-svg").first.wait_for(timeout=30_000)
    assert page.evaluate("violations") == []
    assert page.locator("[data-testid=stException]").count() == 0


def test_the_map_is_drawn(hosted: Hosted, watched: Watched) -> None:
    page = watched.open(hosted.address + DEEP)
    page.wait_for_selector(".choroplethlayer path", state="attached")
    assert page.locator(".choroplethlayer path").count() >= 30
    assert page.evaluate("document.documentElement.lang") == "zh-Hant"


def test_the_policy_would_stop_a_foreign_script(hosted: Hosted, visitor) -> None:  # type: ignore[no-untyped-def]
    """The test above can fail: an inline script is not run."""
    one = visitor()
    one.page.add_init_script(COUNT_VIOLATIONS)
    page = one.open(hosted.address + "/?lang=en")
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {text: 'window.ran = 1'}))"
    )
    assert page.evaluate("window.ran") is None
    assert [text.split()[0] for text in page.evaluate("violations")] == ["script-src-elem"]
    one.problems.clear()


def test_only_announced_scripts_are_fetched_before_the_chart(hosted: Hosted, watched: Watched) -> None:
    """Nothing is announced twice or in vain: each announced file is really used, once."""
    asked: list[str] = []
    watched.page.on("request", lambda request: asked.append(request.url))
    page = watched.open(hosted.address + "/lighthouses?lang=en")
    page.wait_for_selector(".choroplethlayer path", state="attached")
    scripts = [address for address in asked if "/static/js/" in address]
    assert len(scripts) == len(set(scripts))
    outlines = [address for address in asked if address.endswith(".geojson")]
    assert len(outlines) == 1


def test_killed_and_restarted_the_link_shows_the_same(hosted: Hosted, visitor) -> None:  # type: ignore[no-untyped-def]
    one = visitor()
    before = steady(one.open(hosted.address + DEEP))
    link = one.page.url
    hosted.kill()
    hosted.start()
    hosted.wait()
    # the open page reconnects by itself, and so does whoever opens the link
    settle(one.page)
    one.page.wait_for_function(
        "() => document.querySelector('[data-testid=stApp]').dataset.testConnectionState === 'CONNECTED'",
        timeout=60_000,
    )
    # the lost connection is an error of the browser's console, and expected
    one.problems.clear()
    again = visitor().open(link)
    assert steady(again) == before and again.url == link


@pytest.mark.skipif("cbam" not in pages(), reason="the calculator page is not there")
def test_two_uploads_never_cross(hosted: Hosted, visitor) -> None:  # type: ignore[no-untyped-def]
    """Two browsers upload in turns; each always sees what its file alone gives."""
    address = hosted.address + "/cbam?lang=en&tab=portfolio"
    files = [
        f"line_id,importer,period,cn_code,origin,net_mass_t\nx,{name},2026-Q1,72061000,CN,{mass}\n"
        for name, mass in (("Alpha", 1_234), ("Beta", 98_765))
    ]

    def upload(page: Page, text: str) -> str:
        payload = {"name": "lines.csv", "mimeType": "text/csv", "buffer": text.encode()}
        page.locator("[data-testid=stFileUploader] input[type=file]").first.set_input_files(payload)
        page.wait_for_timeout(800)
        page.get_by_text("Totals by").wait_for()
        settle(page)
        return steady(page)

    alone = [upload(visitor().open(address), text) for text in files]
    assert alone[0] != alone[1]
    people = [visitor().open(address) for _ in files]
    for _ in range(3):
        for page, text, expected in zip(people, files, alone, strict=True):
            assert upload(page, text) == expected
    for page, expected in zip(people, alone, strict=True):
        assert steady(page) == expected
