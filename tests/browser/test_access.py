"""Rules of access (axe-core, from npm) on 24 views in both themes."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import AXE, Server, Watched, settle

VIEWS = (
    "/overview?lang=en",
    "/lighthouses?lang=en",
    "/lighthouses?lang=en&province=320000",
    "/lighthouses?lang=zh-Hans&scope=world",
    "/lighthouses?lang=zh-Hant&view=table",
    "/benchmark?lang=en",
    "/benchmark?lang=zh-Hans&more=worth",
    "/packaging?lang=en",
    "/packaging?lang=zh-Hant&view=capacity",
    "/packaging?lang=en&view=market",
    "/packaging?lang=en&view=planner",
    "/packaging?lang=zh-Hans&view=customers",
    "/packaging?lang=en&view=growth",
    "/packaging?lang=zh-Hans&view=projects",
    "/packaging?lang=zh-Hant&view=technologies",
    "/packaging?lang=en&view=vendor&vendor=tsmc",
    "/cbam?lang=en&tab=good",
    "/cbam?lang=zh-Hant&tab=portfolio",
    "/cbam?lang=zh-Hans&tab=outlook",
    "/cbam?lang=en&tab=uk",
    "/industry?lang=en",
    "/industry?lang=zh-Hant&topic=german_firms",
    "/sources?lang=en",
    "/sources?lang=zh-Hans&tab=tables",
)

# What Streamlit's own widgets break and a page cannot mend: rule, place, reason, and a view that shows it
STREAMLIT = {
    # the drop zone has role="presentation" and a name; the button inside it is what keyboard and reader use
    ("presentation-role-conflict", "stFileUploaderDropzone"): "/cbam?lang=en&tab=portfolio",
}

# colours are judged at rest, not on their way from one theme to the other
AT_REST = """document.addEventListener('DOMContentLoaded', () => {
  const style = document.createElement('style');
  style.textContent = '* { transition: none !important; animation: none !important; }';
  document.head.append(style);
})"""

# drawings are pictures with an alternative text: their inside is not read
RUN = "only => axe.run({exclude: ['.main-svg']}, {resultTypes: ['violations'], ...only})"
COLOURS = {"runOnly": ["cat.color"]}


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    if not AXE.is_file():
        pytest.fail("axe-core is missing: run tests/browser/install.sh")
    one = Watched(chromium)
    one.context.add_init_script(path=AXE)
    one.context.add_init_script(AT_REST)
    yield one.page
    one.context.close()
    assert one.problems == []


def show(page: Page, address: str) -> None:
    page.emulate_media(color_scheme="light")
    page.goto(address)
    settle(page)
    page.wait_for_function(
        "() => !document.querySelector('[data-testid=stSkeleton], [data-stale=true]')", timeout=30_000
    )


def broken(page: Page, only: dict[str, object]) -> set[tuple[str, str]]:
    """Each broken rule with the element that breaks it."""
    found = page.evaluate(RUN, only)["violations"]
    return {(rule["id"], node["html"][:300]) for rule in found for node in rule["nodes"]}


def is_streamlits(rule: str, element: str) -> bool:
    return any(rule == known and place in element for known, place in STREAMLIT)


@pytest.mark.parametrize("view", VIEWS)
def test_no_rule_of_access_is_broken(server: Server, page: Page, view: str) -> None:
    show(page, server.address + view)
    found = broken(page, {})
    # the elements are the same in the dark: only colours can differ
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(
        "() => getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"
        " === 'rgb(18, 23, 30)'"
    )
    page.wait_for_timeout(300)
    found |= broken(page, COLOURS)
    assert {one for one in found if not is_streamlits(*one)} == set()


@pytest.mark.parametrize(("rule", "place"), STREAMLIT)
def test_the_exception_is_still_needed(server: Server, page: Page, rule: str, place: str) -> None:
    show(page, server.address + STREAMLIT[rule, place])
    page.wait_for_selector("input[type=file]", state="attached")
    assert any(rule == found and place in element for found, element in broken(page, {}))
