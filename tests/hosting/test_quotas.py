"""What one session and all of them may put into the server, and that nothing of it stays."""

import asyncio
import logging
import os
import socket
import time
from pathlib import Path

import httpx
import pytest
from starlette.formparsers import MultiPartParser
from starlette.types import Message

from atlas.app import uploads, workers
from atlas.app.refusals_text import refusal
from atlas.hosting import load, logs, quotas
from atlas.hosting.load import Load
from atlas.language import LANGUAGES, Language
from benchmarks.visitor import Visitor
from tests.hosting.process import Hosted

LINES = b"cn_code,origin,net_mass_t,period\n72083600,CN,100,2026-Q1\n"
MB = 1024**2


def visit(address: str) -> Visitor:
    return Visitor(address, "cbam", "lang=en&tab=portfolio")


async def fill(address: str, sizes: list[int]) -> list[list[str]]:
    """What the page says after each of several files of one session, under new ids."""
    visitor, said = visit(address), []
    await visitor.open()
    for size in sizes:
        await visitor.upload("a.csv", LINES + b"\n" * size)
        assert visitor.uploaded == 204
        said.append(visitor.alerts)
    await visitor.close()
    return said


def test_a_session_holds_so_many_bytes_and_no_more(hosted: Hosted) -> None:
    said = asyncio.run(fill(hosted.address, [19 * MB, 19 * MB, 19 * MB]))
    assert "holds as many files" in said[2][0] and "holds as many files" not in "".join(said[0] + said[1])


def test_large_uploads_are_written_nowhere(tmp_path: Path) -> None:
    """With a folder for temporary files that cannot be written to, 10 MB are taken all the same."""
    blocked = tmp_path / "full"
    blocked.write_text("")
    running = Hosted(tmp_path / "log", TMPDIR=str(blocked / "none")).wait()
    try:
        assert asyncio.run(fill(running.address, [10 * MB])) == [[]]
        opened = [os.readlink(link) for link in Path(f"/proc/{running.process.pid}/fd").iterdir()]
        assert not any("deleted" in name for name in opened)
    finally:
        running.stop()
    quotas.keep_uploads_off_the_disk(21 * MB)
    assert MultiPartParser.spool_max_size == 21 * MB


def test_the_gone_are_forgotten_without_anybody_coming(tmp_path: Path) -> None:
    """The upload of a closed session leaves the memory by itself."""
    script = (
        "import server; from atlas.hosting import gone_sessions; gone_sessions.EVERY = 0.5\n"
        "from streamlit import config; config.set_option('server.disconnectedSessionTTL', 1)\n"
        "server.main()"
    )
    running = Hosted(tmp_path / "log", command=["-c", script]).wait()

    async def leave() -> float:
        visitor = visit(running.address)
        await visitor.open()
        await visitor.upload("a.csv", LINES + b"\n" * (15 * MB))
        held = await bytes_held(running.address)
        await visitor.close()
        return held

    async def bytes_held(address: str) -> float:
        async with httpx.AsyncClient(base_url=address) as client:
            text = (await client.get("/_stcore/metrics")).text
        return sum(
            float(line.split()[-1]) for line in text.splitlines() if "UploadedFile" in line and "{" in line
        )

    try:
        assert asyncio.run(leave()) > 15 * MB
        end = time.monotonic() + 30
        while asyncio.run(bytes_held(running.address)) > 0:
            assert time.monotonic() < end, "still held"
            time.sleep(0.5)
    finally:
        running.stop()


def test_a_full_server_says_so_and_sends_new_sessions_away(tmp_path: Path) -> None:
    running = Hosted(tmp_path / "log", ATLAS_SESSIONS="1").wait()

    async def two() -> int:
        first, second = visit(running.address), visit(running.address)
        await first.open()
        answer = httpx.get(f"{running.address}/health")
        assert answer.json()["status"] == "full" and answer.headers["retry-after"]
        with pytest.raises(Exception, match="403"):
            await second.open()
        await first.click()
        await first.close()
        return answer.status_code

    try:
        assert asyncio.run(two()) == 503
        time.sleep(0.5)
        assert httpx.get(f"{running.address}/health").json()["status"] == "ok"
    finally:
        running.stop()


def test_memory_counts_what_is_on_its_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load, "used_mb", lambda: 500)
    carried = Load(most_sessions=10, limit_mb=1000)
    assert not carried.full() and not carried.short_of_memory(300 * MB)
    carried.arriving = 250 * MB
    assert not carried.full() and carried.short_of_memory(300 * MB)
    carried.arriving = 450 * MB
    assert carried.full()
    guard = quotas.QuotaMiddleware(None, carried, 21 * MB, quotas.Quotas())  # type: ignore[arg-type]
    monkeypatch.setattr(quotas, "held", lambda _: [])
    assert guard.refusal("a", 1) == "server_full"
    carried.limit_mb = 10_000
    assert guard.refusal("a", 1) == "busy"
    carried.arriving = 0
    assert guard.refusal("a", 1) is None


def test_a_session_holds_so_many_files_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    guard = quotas.QuotaMiddleware(None, Load(10, 100_000), 21 * MB, quotas.Quotas())  # type: ignore[arg-type]
    monkeypatch.setattr(quotas, "held", lambda _: [1] * 29)
    assert guard.refusal("a", 1) is None
    monkeypatch.setattr(quotas, "held", lambda _: [1] * 30)
    assert guard.refusal("a", 1) == "session_full"


def test_too_little_memory_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_MEMORY_MB", "2300")
    with pytest.raises(ValueError, match="252 MB for pages, which need 400"):
        load.own_limit_mb()
    monkeypatch.setenv("ATLAS_MEMORY_MB", "3072")
    assert load.own_limit_mb() == 3072 - workers.AT_ONCE * workers.LIMITS.memory_mb


def test_the_containers_limit_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    limit = tmp_path / "memory.max"
    monkeypatch.setattr(load, "CONTAINER", (limit,))
    limit.write_text("1073741824\n")
    assert load.memory_limit_mb() == 1024
    limit.write_text("max\n")
    assert load.memory_limit_mb() > 1024


def test_reasons_are_remembered_for_few_sessions() -> None:
    for number in range(uploads.MOST + 5):
        uploads.refuse(str(number), "busy")
    assert len(uploads._refused) == uploads.MOST and "0" not in uploads._refused


def test_slow_senders_do_not_close_the_api(hosted: Hosted, client: httpx.Client) -> None:
    head = b"POST /api/cbam HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-ndjson\r\nContent-Length: 900\r\n\r\n"
    slow = [socket.create_connection(("127.0.0.1", hosted.port)) for _ in range(12)]
    for one in slow:
        one.sendall(head + b"{")
    time.sleep(0.5)
    body = b'{"cn_code": "72061000", "origin": "CN", "net_mass_t": 1, "period": "2026-Q1"}'
    answer = client.post("/api/cbam", content=body, headers={"content-type": "application/x-ndjson"})
    for one in slow:
        one.close()
    assert answer.status_code == 200


def test_records_of_libraries_carry_no_values(caplog: pytest.LogCaptureFixture) -> None:
    secret = "secret-of-a-reader"
    record = logs.without_values(
        "streamlit.x", logging.ERROR, "f", 1, "File %s lost\n" + secret, (secret,), None
    )
    assert record.getMessage() == "File %s lost"
    try:
        raise ValueError(secret)
    except ValueError as error:
        found = logs.without_values(
            "atlas", logging.ERROR, "f", 1, "failed", (), (type(error), error, error.__traceback__)
        )
    text = logging.Formatter().format(found)
    assert secret not in text and text.startswith("failed (ValueError at test_quotas.py:")


def test_an_upload_without_the_cookie_is_told_and_not_taken() -> None:
    """As in a frame of another site, from which browsers withhold it."""
    sent: list[Message] = []

    async def app(*_: object) -> None:
        raise AssertionError("taken")

    async def receive() -> Message:
        return {"type": "http.request", "body": b"x", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    guard = quotas.QuotaMiddleware(app, Load(10, 100_000), 21 * MB, quotas.Quotas())
    scope = {"type": "http", "method": "PUT", "path": "/_stcore/upload_file/s/f", "headers": []}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(quotas, "held", lambda _: [])
        asyncio.run(guard(scope, receive, send))
        assert sent[0]["status"] == 204 and uploads._refused["s"] == "no_cookie"
        with pytest.raises(AssertionError, match="taken"):
            asyncio.run(guard(scope | {"headers": [(b"cookie", b"_streamlit_xsrf=2")]}, receive, send))
    for code in LANGUAGES:
        assert refusal("no_cookie", Language(code))
