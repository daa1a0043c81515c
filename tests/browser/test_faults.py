"""What a reader is told when something fails on the way, in each language, and how the page comes back.

Against the hosted form: a script reset, WebSocket refused, a script of an earlier version, the server
started anew while a file is shown, a network that was away.
"""

import re
import signal
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, Route, WebSocketRoute

from atlas.app.refusals_text import refusal
from atlas.hosting import watchdog
from atlas.language import LANGUAGES, Language
from tests.browser.conftest import Watched
from tests.hosting.process import Hosted

MAP = "/lighthouses?lang={}"
DRAWN = "#root .choroplethlayer path"
#: a script that was there before a deployment
OLD = "/static/js/Renewed.abcdefgh.js"
LINES = "cn_code,origin,net_mass_t,period\n72083600,CN,100,2026-Q1\n"
#: what stands below the uploader once the lines are assessed
ANSWER = ".st-key-cbam-figures"
#: keeps what the watchdog said, whether the picture stood there, and whether a raw error did, over loading again
REMEMBER = """setInterval(() => {
  const told = document.querySelector("#watchdog:not([hidden]) p")?.textContent
  if (!told) return
  const raw = [...document.querySelectorAll("[data-testid=stErrorElementStack]")].some(e => e.checkVisibility())
  const said = new Set(JSON.parse(sessionStorage.said || "[]").map((one) => JSON.stringify(one)))
  said.add(JSON.stringify([told, !!document.querySelector("#preview svg"), raw]))
  sessionStorage.said = JSON.stringify([...said].map((text) => JSON.parse(text)))
}, 20)"""
#: milliseconds in which the watchdog speaks, and the page is back; on a loaded machine
SPEAKS, BACK = 60_000, 180_000

Visitors = Callable[..., Watched]


@pytest.fixture(scope="module")
def hosted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hosted]:
    running = Hosted(tmp_path_factory.mktemp("faults") / "log").wait()
    yield running
    running.stop()


@pytest.fixture
def readers(visitor: Visitors) -> Iterator[dict[str, Watched]]:
    """A visitor in each language, whose console may show the faults that a test makes."""
    made = {lang: visitor(viewport={"width": 1280, "height": 720}) for lang in LANGUAGES}
    yield made
    for reader in made.values():
        reader.problems[:] = [text for text in reader.problems if text.startswith("outside request")]


def say(page: Page, kind: str, lang: str, within: int = SPEAKS) -> None:
    """Wait until the watchdog says its sentence of a kind, in the page's language."""
    wanted = watchdog.texts(Language(lang))[kind]
    page.wait_for_function(
        "wanted => document.querySelector('#watchdog:not([hidden]) p')?.textContent === wanted",
        arg=wanted,
        timeout=within,
    )


def silent(page: Page, within: int = BACK) -> None:
    """Wait until the watchdog has nothing to say."""
    page.wait_for_selector("#watchdog[hidden]", state="attached", timeout=within)


def later(page: Page) -> None:
    """For the watchdog the page has stood for a minute."""
    page.evaluate("Date.now = (now => () => now() + 60000)(Date.now)")


def raw_errors(page: Page) -> list[str]:
    """What the browser part itself says of its faults, in English, where a reader sees it."""
    shown = page.locator("[data-testid=stErrorElementStack]:visible, [data-testid=stException]:visible")
    return shown.all_inner_texts()


def fail_first(page: Page, script: str, times: int) -> list[str]:
    """Reset the first requests for a script; the requests made."""
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        route.abort("connectionreset") if len(asked) <= times else route.continue_()

    page.route(re.compile(rf"/static/js/{script}\.[\w-]+\.js"), answer)
    return asked


def test_a_script_reset_on_the_way_is_told_and_fetched_again(
    hosted: Hosted, readers: dict[str, Watched]
) -> None:
    """The main script, or the chart's, which is announced and then asked for."""
    lost = dict(zip(LANGUAGES, (("index", 1), ("PlotlyChart", 2), ("index", 2)), strict=True))
    asked = {lang: fail_first(readers[lang].page, *lost[lang]) for lang in LANGUAGES}
    for lang, reader in readers.items():
        reader.page.add_init_script(REMEMBER)
        reader.page.goto(hosted.address + MAP.format(lang))
    for lang, reader in readers.items():
        reader.page.wait_for_selector(DRAWN, state="attached", timeout=BACK)
        wanted = watchdog.texts(Language(lang))["lost"]
        said = reader.page.evaluate("JSON.parse(sessionStorage.said)")
        # a busy machine may also be called slow
        assert [wanted, True, False] in said and {(picture, raw) for _, picture, raw in said} == {
            (True, False)
        }
        silent(reader.page)
        assert len(asked[lang]) > lost[lang][1]
        reader.page.wait_for_selector("#preview", state="detached")


def test_a_script_that_never_comes_is_told_and_the_picture_stays(
    hosted: Hosted, readers: dict[str, Watched]
) -> None:
    """It is not asked for without end: this page was loaded again three times already."""
    for lang, reader in readers.items():
        reader.page.add_init_script("sessionStorage.setItem('atlas:reloads', 3)")
        fail_first(reader.page, "PlotlyChart", 1000)
        reader.page.goto(hosted.address + MAP.format(lang))
        say(reader.page, "stale", lang)
        later(reader.page)
        reader.page.wait_for_timeout(1500)
        assert reader.page.locator("#preview svg").is_visible() and raw_errors(reader.page) == []
        say(reader.page, "stale", lang)


def test_websocket_refused_is_told_and_the_picture_stays(hosted: Hosted, readers: dict[str, Watched]) -> None:
    """Each new connection is closed, as by a proxy without WebSocket; once let through, the page comes."""
    refuse = True

    def connection(socket: WebSocketRoute) -> None:
        if refuse:
            socket.close()
        else:
            socket.connect_to_server()

    for lang, reader in readers.items():
        reader.page.route_web_socket(re.compile("/_stcore/stream"), connection)
        reader.page.goto(hosted.address + MAP.format(lang))
    for lang, reader in readers.items():
        say(reader.page, "blocked", lang)
        assert reader.page.locator("#preview svg").is_visible()
        assert reader.page.locator("#watchdog a").get_attribute("href") == "./data/datapackage.json"
    refuse = False
    for reader in readers.values():
        reader.page.wait_for_selector(DRAWN, state="attached", timeout=BACK)
        silent(reader.page)


def test_a_script_of_an_earlier_version_is_told(hosted: Hosted, readers: dict[str, Watched]) -> None:
    """After a deployment an open page asks for names that are gone: 404, a sentence, and a way back."""
    gone = re.compile(r"/static/js/PlotlyChart\.[\w-]+\.js")
    statuses: list[int] = []
    for lang, reader in readers.items():
        page = reader.open(f"{hosted.address}/sources?lang={lang}")
        later(page)
        page.on("response", lambda answer: statuses.append(answer.status) if OLD in answer.url else None)
        page.route(gone, lambda route: route.continue_(url=hosted.address + OLD))
        page.locator('a[href*="/packaging"], a[href*="packaging?"]').first.click()
        say(page, "stale", lang)
        assert raw_errors(page) == []
        page.unroute(gone)
        page.locator("#watchdog button").click()
        page.wait_for_selector("#root .js-plotly-plot svg.main-svg", state="attached", timeout=BACK)
        silent(page)
    assert len(statuses) >= len(LANGUAGES) and set(statuses) == {404}


def choose(page: Page) -> None:
    """Choose a file of lines."""
    payload = {"name": "lines.csv", "mimeType": "text/csv", "buffer": LINES.encode()}
    page.locator("[data-testid=stFileUploader] input[type=file]").first.set_input_files(payload)


def test_started_anew_while_a_file_is_shown(hosted: Hosted, readers: dict[str, Watched]) -> None:
    """The watchdog says that the file must be chosen again, the page too at the next click; then all is well."""
    for lang, reader in readers.items():
        choose(reader.open(f"{hosted.address}/cbam?lang={lang}&tab=portfolio"))
        reader.page.wait_for_selector(ANSWER, timeout=BACK)
    hosted.kill()
    for lang, reader in readers.items():
        say(reader.page, "offline", lang)
    hosted.start()
    hosted.wait()
    for lang, reader in readers.items():
        say(reader.page, "restarted", lang, BACK)
        reader.page.get_by_text(Language(lang).text("Lines"), exact=True).first.click()
        reader.page.get_by_text(refusal("lost", Language(lang))).first.wait_for(timeout=SPEAKS)
    page = readers["en"].page
    choose(page)
    page.wait_for_selector(ANSWER, timeout=BACK)
    silent(page)
    assert page.get_by_text(refusal("lost", Language("en"))).count() == 0


def test_a_network_that_is_away_is_told_until_it_is_back(hosted: Hosted, readers: dict[str, Watched]) -> None:
    heading = "[data-testid=stMain] h1"
    before = {
        lang: reader.open(hosted.address + MAP.format(lang)).locator(heading).first.inner_text()
        for lang, reader in readers.items()
    }
    for reader in readers.values():
        reader.context.set_offline(True)
    for lang, reader in readers.items():
        say(reader.page, "offline", lang)
    readers["en"].page.wait_for_timeout(6_000)
    for lang, reader in readers.items():
        say(reader.page, "offline", lang)
        assert reader.page.locator(heading).first.inner_text() == before[lang]
        reader.context.set_offline(False)
    for reader in readers.values():
        silent(reader.page)


def test_a_line_cut_without_a_word_is_told_at_the_next_click(
    hosted: Hosted, readers: dict[str, Watched]
) -> None:
    """The connection stands, and nothing answers: as behind a dead router."""
    page = readers["en"].open(hosted.address + "/packaging?lang=en")
    hosted.process.send_signal(signal.SIGSTOP)
    try:
        page.get_by_text("Table", exact=True).first.click()
        say(page, "offline", "en")
    finally:
        hosted.process.send_signal(signal.SIGCONT)
    page.wait_for_selector("[data-testid=stMain] [data-testid=stDataFrame]", timeout=BACK)
    silent(page)
