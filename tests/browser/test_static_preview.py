"""The still picture of the first answer: seen without any script, in place, and gone when the map is drawn."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Watched
from tests.hosting.process import Hosted

#: the map itself; its enlargement of the coast is drawn with the page only
MAP = ".geo:not(.geo2) .choroplethlayer path"
LINK = "/lighthouses?lang=en&shade=new&province=440000"
#: left, top, right and bottom of all provinces together
BOX = """selector => {
  const boxes = [...document.querySelectorAll(selector)].map(path => path.getBoundingClientRect());
  return [Math.min(...boxes.map(b => b.left)), Math.min(...boxes.map(b => b.top)),
          Math.max(...boxes.map(b => b.right)), Math.max(...boxes.map(b => b.bottom))];
}"""


@pytest.fixture(scope="module")
def hosted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hosted]:
    running = Hosted(tmp_path_factory.mktemp("preview") / "log").wait()
    yield running
    running.stop()


def without_scripts(chromium: Browser, address: str) -> Page:
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    return page


def test_it_is_there_without_a_script(hosted: Hosted, chromium: Browser) -> None:
    page = without_scripts(chromium, hosted.address + LINK)
    # the finding of the link's measure
    assert re.fullmatch(r"\d+ plants joined in \d{4}-\d\d; .+", page.locator("#preview h1").inner_text())
    assert page.locator("#preview svg").is_visible()
    page.context.close()


def test_it_stands_where_the_map_will_be_and_goes(
    hosted: Hosted, chromium: Browser, watched: Watched
) -> None:
    watched.page.set_viewport_size({"width": 1440, "height": 900})
    page = watched.open(hosted.address + LINK)
    page.wait_for_selector(".choroplethlayer path", state="attached")
    page.wait_for_selector("#preview", state="detached")
    page.wait_for_timeout(500)
    there = page.evaluate(BOX, MAP)
    still = without_scripts(chromium, hosted.address + LINK)
    # scripts are off in that page, its driver's are not
    assert still.evaluate(BOX, "#preview svg path") == pytest.approx(there, abs=6)
    for drawn, pictured in ((".st-key-finding-lighthouses h1", "h1"), (".st-key-lighthouse-figures p", "p")):
        said = page.locator(drawn).first.inner_text().strip()
        assert still.locator(f"#preview main > {pictured}").inner_text().strip() == said
    still.context.close()
