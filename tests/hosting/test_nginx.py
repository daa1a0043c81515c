"""Two processes behind nginx, as deploy/nginx.conf sets them up; one is killed while people click."""

import asyncio
import shutil
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from websockets.exceptions import WebSocketException

from benchmarks.visitor import Visitor
from tests.hosting.process import ROOT, Hosted, free_port

NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
pytestmark = pytest.mark.skipif(NGINX is None, reason="nginx is not installed (Debian: nginx-light)")
PEOPLE, ROUNDS = 12, 10


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, list[Hosted]]]:
    folder = tmp_path_factory.mktemp("nginx")
    apps = [Hosted(folder / f"log{number}") for number in (1, 2)]
    for app in apps:
        app.wait()
    front = free_port()
    text = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    for old, new in ((":8600", f":{front}"), (":8601", f":{apps[0].port}"), (":8602", f":{apps[1].port}")):
        assert text.count(old) == 1
        text = text.replace(old, new)
    text = text.replace("/tmp/factory-atlas-nginx.pid", str(folder / "pid"))
    (folder / "nginx.conf").write_text(text, encoding="utf-8")
    command = [str(NGINX), "-p", str(folder), "-c", str(folder / "nginx.conf"), "-g", "daemon off;"]
    proxy = subprocess.Popen(command, stderr=(folder / "errors").open("wb"))
    address = f"http://127.0.0.1:{front}"
    for _ in range(50):
        try:
            httpx.get(f"{address}/health", timeout=2)
            break
        except httpx.TransportError:
            time.sleep(0.1)
    yield address, apps
    proxy.terminate()
    proxy.wait(timeout=10)
    for app in apps:
        app.stop()


def test_headers_survive_and_metrics_are_closed(pair: tuple[str, list[Hosted]]) -> None:
    address, apps = pair
    answer = httpx.get(f"{address}/lighthouses?lang=zh-Hant", headers={"accept-encoding": "br"})
    assert answer.status_code == 200 and answer.headers["content-encoding"] == "br"
    assert "content-security-policy" in answer.headers and "atlas_place" in answer.cookies
    assert f'content="{address}/app/static/preview.png"' in answer.text
    assert httpx.get(f"{address}/_stcore/metrics").status_code == 403
    # and even if nginx let it through, the app would not answer a forwarded request
    forwarded = httpx.get(f"{apps[0].address}/_stcore/metrics", headers={"x-forwarded-for": "203.0.113.9"})
    assert forwarded.status_code == 403


async def person(address: str, seated: asyncio.Semaphore) -> tuple[int, int]:
    """Clicks for a while; how often the connection was lost, and how many clicks went through."""
    async with httpx.AsyncClient() as browser:
        await browser.get(f"{address}/lighthouses")
        cookie = f"atlas_place={browser.cookies['atlas_place']}"
    visitor = Visitor(address, "lighthouses", cookie=cookie)
    lost = clicks = 0
    await visitor.open()
    seated.release()
    while clicks < ROUNDS:
        try:
            await visitor.click()
            clicks += 1
        except (WebSocketException, OSError):
            lost += 1
            assert lost < 5
            before = visitor.query
            # as a browser does: the same address and the same choices again
            await visitor.open()
            assert visitor.query == before
        await asyncio.sleep(0.3)
    await visitor.close()
    return lost, clicks


async def meeting(address: str, victim: Hosted) -> list[tuple[int, int]]:
    seated = asyncio.Semaphore(0)
    people = [asyncio.create_task(person(address, seated)) for _ in range(PEOPLE)]
    for _ in people:
        await asyncio.wait_for(seated.acquire(), 60)
    victim.kill()
    return await asyncio.gather(*people)


def test_one_process_is_killed_under_load(pair: tuple[str, list[Hosted]]) -> None:
    """Its people reconnect to the other one with their view; the others notice nothing."""
    address, apps = pair
    # in a thread of its own: the browser tests of the same run keep a loop in this one
    with ThreadPoolExecutor(1) as thread:
        results = thread.submit(asyncio.run, meeting(address, apps[0])).result()
    assert [clicks for _, clicks in results] == [ROUNDS] * PEOPLE
    lost = [times for times, _ in results]
    assert max(lost) >= 1, "nobody was on the killed process"
    assert min(lost) == 0, "everybody was on the killed process"
    apps[0].start()
    apps[0].wait()


def test_the_configuration_is_sound(tmp_path: Path) -> None:
    done = subprocess.run(
        [str(NGINX), "-t", "-p", str(tmp_path), "-c", str(ROOT / "deploy" / "nginx.conf")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
