"""A server of its own and a Chromium that can reach nothing but this machine."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.programs import installed_browser

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = installed_browser()
#: rules of access, from npm (install.sh)
AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]


LEFT_OUT = pytest.StashKey[int]()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    here = [item for item in items if Path(item.path).is_relative_to(Path(__file__).parent)]
    for item in here:
        item.add_marker(pytest.mark.browser)
    # CI must have a browser: there a missing one fails the tests
    if os.environ.get("CI"):
        return
    if PROGRAM is not None:
        here = [item for item in here if item.path.name == "test_access.py" and not AXE.is_file()]
    if here:
        config.stash[LEFT_OUT] = len(here)
        config.hook.pytest_deselected(items=here)
        items[:] = [item for item in items if item not in here]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if left_out := config.stash.get(LEFT_OUT, 0):
        missing = "axe-core" if PROGRAM else "Chromium, Chrome or Edge"
        terminalreporter.write_line(f"left out: {left_out} browser tests (no {missing} here)")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """`streamlit run dashboard.py` on a free port; nobody has opened it before the test."""

    def __init__(self) -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.start()

    def start(self) -> None:
        command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(self.port)]
        self.process = subprocess.Popen(
            command,
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )
        for _ in range(150):
            try:
                with urllib.request.urlopen(f"{self.address}/_stcore/health", timeout=2):
                    return
            except OSError:
                time.sleep(0.2)
        raise RuntimeError("the server does not answer")

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=20)


@pytest.fixture(scope="package")
def server() -> Iterator[Server]:
    running = Server()
    yield running
    running.stop()


@pytest.fixture
def fresh_server() -> Iterator[Server]:
    running = Server()
    yield running
    running.stop()


# Playwright keeps an event loop running in this thread: it ends with the browser tests, as others start their own
@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    if PROGRAM is None:
        pytest.fail("a browser is missing: run tests/browser/install.sh")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=PROGRAM, args=FLAGS)
        yield browser
        browser.close()


class Watched:
    """A fresh profile whose page notes console errors and requests to outside hosts."""

    def __init__(self, browser: Browser, **options: object) -> None:
        self.context: BrowserContext = browser.new_context(
            **({"locale": "en-GB", "viewport": {"width": 1440, "height": 900}} | options)
        )
        self.page: Page = self.context.new_page()
        self.problems: list[str] = []
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.problems.append(f"page error: {error}"))
        self.page.on("request", self._request)

    def _console(self, message) -> None:  # type: ignore[no-untyped-def]
        # a deep link makes Streamlit ask for its health below the page's path first
        if message.type == "error" and "404" not in message.text:
            self.problems.append(f"console: {message.text}")

    def _request(self, request) -> None:  # type: ignore[no-untyped-def]
        if not request.url.startswith(("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:")):
            self.problems.append(f"outside request: {request.url}")

    def open(self, address: str) -> Page:
        self.page.goto(address)
        settle(self.page)
        return self.page


def settle(page: Page) -> None:
    """Wait until the app is connected, has run and is idle."""
    page.wait_for_selector("[data-testid=stApp]", timeout=30_000)
    page.wait_for_selector(".st-key-frame-foot", timeout=30_000)
    page.wait_for_function(
        "() => document.querySelector('[data-testid=stApp]').dataset.testScriptState !== 'running'",
        timeout=30_000,
    )
    page.wait_for_timeout(350)


@pytest.fixture
def watched(chromium: Browser) -> Iterator[Watched]:
    one = Watched(chromium)
    yield one
    one.context.close()
    assert one.problems == []


@pytest.fixture
def visitor(chromium: Browser) -> Iterator[object]:
    """Makes further fresh profiles: ``visitor(locale="zh-TW")``."""
    made: list[Watched] = []

    def make(**options: object) -> Watched:
        made.append(Watched(chromium, **options))
        return made[-1]

    yield make
    for one in made:
        one.context.close()
        assert one.problems == []
