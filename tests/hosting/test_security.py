"""Headers, closed doors, and a log that holds no user data."""

import asyncio
import base64
import hashlib
import re
import tomllib
from contextlib import suppress
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.routing import Route
from starlette.types import Receive, Scope, Send
from streamlit import config
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

import server
from atlas.hosting.security import (
    SecurityMiddleware,
    cookies_in_frames,
    from_this_machine,
    policy,
    same_origin,
)
from benchmarks.visitor import Failed, Visitor
from tests.hosting.process import Hosted

ROOT = Path(__file__).resolve().parents[2]
ADDRESSES = ["/", "/lighthouses", "/nonsense", "/health", "/data/sources.csv", "/data/none", "/a/b"]
ADDRESSES += ["/_stcore/health", "/_stcore/metrics", "/app/static/icon.png", "/api/openapi.json", "/api/none"]


def directives(header: str) -> dict[str, list[str]]:
    return {name: rest for name, *rest in (part.split() for part in header.split(";"))}


@pytest.mark.parametrize("address", ADDRESSES)
def test_headers_of_every_answer(client: httpx.Client, address: str) -> None:
    headers = client.get(address).headers
    rules = directives(headers["content-security-policy"])
    assert rules["default-src"] == ["'self'"] and rules["object-src"] == ["'none'"]
    assert "'unsafe-eval'" not in rules["script-src"] and "'unsafe-inline'" not in rules["script-src"]
    assert rules["frame-ancestors"] == ["'self'"] and rules["base-uri"] == ["'self'"]
    assert not any(
        ":" in source and source not in ("data:", "blob:") for rule in rules.values() for source in rule
    )
    assert all(rules[name] == ["'self'"] for name in ("connect-src", "form-action"))
    assert not any("*" in source for rule in rules.values() for source in rule)
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    closed = headers["permissions-policy"].replace(" ", "").split(",")
    assert {"camera=()", "microphone=()", "geolocation=()", "payment=()", "usb=()"} <= set(closed)
    assert headers["referrer-policy"] == "strict-origin-when-cross-origin"
    assert "server" not in headers


def test_every_inline_script_is_named_by_its_hash(client: httpx.Client) -> None:
    answer = client.get("/lighthouses")
    scripts = re.findall(r"<script>(.*?)</script>", answer.text, re.DOTALL)
    hashes = {
        f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in scripts
    }
    allowed = directives(answer.headers["content-security-policy"])["script-src"]
    assert hashes and hashes == {source for source in allowed if source.startswith("'sha256-")}


def test_a_failure_shows_a_number_and_its_values_to_nobody(caplog: pytest.LogCaptureFixture) -> None:
    async def fails(_: Request) -> None:
        raise ValueError("secret-of-a-reader")

    async def asked(app: Starlette) -> httpx.Response:
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://atlas.example") as visitor:
            return await visitor.get("/")

    app = Starlette(
        routes=[Route("/", fails)],
        middleware=[Middleware(SecurityMiddleware, headers={"x-content-type-options": "nosniff"})],
    )
    with caplog.at_level("INFO", logger="atlas"):
        answer = asyncio.run(asked(app))
    assert answer.status_code == 500 and answer.headers["x-content-type-options"] == "nosniff"
    (number,) = re.findall(r"report number ([0-9a-f]{8})\.$", answer.text)
    assert "secret" not in answer.text and "secret" not in caplog.text
    assert number in caplog.text and "ValueError" in caplog.text


def test_settings_are_those_that_are_promised() -> None:
    """What SECURITY.md says of uploads, sessions, failures and telemetry."""
    with (ROOT / ".streamlit" / "config.toml").open("rb") as file:
        settings = tomllib.load(file)
    assert settings["server"]["maxUploadSize"] == 20 and server.LARGEST_MESSAGE == 2 * 1024**2
    assert settings["server"]["disconnectedSessionTTL"] == 60
    assert settings["client"]["showErrorDetails"] == "none"
    assert settings["browser"]["gatherUsageStats"] is False


def test_who_may_embed_is_a_setting() -> None:
    assert directives(policy([], "https://intranet.example"))["frame-ancestors"] == [
        "https://intranet.example"
    ]


def test_metrics_are_for_this_machine_only(client: httpx.Client) -> None:
    assert client.get("/_stcore/metrics").status_code == 200
    for header in ("x-forwarded-for", "forwarded", "x-real-ip", "via"):
        for address in ("/_stcore/metrics", "/_stcore/metrics/"):
            assert client.get(address, headers={header: "127.0.0.1"}).status_code == 403


@pytest.mark.parametrize(
    ("client_address", "allowed"),
    [("127.0.0.1", True), ("::1", True), ("10.0.0.5", False), ("203.0.113.9", False), ("", False)],
)
def test_whose_connection_is_direct(client_address: str, allowed: bool) -> None:
    assert from_this_machine({"headers": [], "client": (client_address, 1)}) is allowed


def test_another_sites_page_cannot_open_a_session(hosted: Hosted) -> None:
    stream = f"ws://127.0.0.1:{hosted.port}/_stcore/stream"
    with connect(stream, subprotocols=["streamlit"], origin=hosted.address):
        pass
    with pytest.raises(InvalidStatus) as refused:
        connect(stream, subprotocols=["streamlit"], origin="https://evil.example")
    assert refused.value.response.status_code == 403


def test_origins() -> None:
    def scope(**headers: str) -> dict[str, object]:
        return {"headers": [(name.encode(), value.encode()) for name, value in headers.items()]}

    assert same_origin(scope(host="a.example", origin="https://a.example"))
    assert not same_origin(scope(host="a.example", origin="http://["))
    assert same_origin(scope(host="a.example"))
    assert not same_origin(scope(host="a.example", origin="https://a.example.evil.example"))
    assert not same_origin(scope(host="a.example", origin="null"))


def test_the_log_holds_no_user_data(hosted: Hosted, client: httpx.Client) -> None:
    secret = "secret-of-a-reader"
    client.get("/lighthouses", params={"province": secret})
    client.get(f"/media/{secret}.csv")
    client.put(f"/_stcore/upload_file/{secret}/{secret}", content=secret)
    client.post(
        "/api/cbam", content=f'{{"cn_code": "{secret}"}}', headers={"content-type": "application/x-ndjson"}
    )
    client.post("/api/cbam", content=secret, headers={"content-type": "application/x-ndjson"})
    log = hosted.log.read_text(encoding="utf-8")
    assert "GET /lighthouses 200" in log and "POST /api/cbam 200" in log
    assert secret not in log and "127.0.0.1" not in log


@pytest.mark.parametrize("page", ["packaging", "lighthouses", "cbam", ""])
def test_a_made_up_value_of_a_widget_is_no_failure_and_in_no_log(hosted: Hosted, page: str) -> None:
    """What no browser sends: every widget gets a value that it does not offer."""
    secret = "made-up-by-a-reader"

    async def send() -> list[str]:
        visitor = Visitor(hosted.address, page)
        await visitor.open()
        for choice in visitor.choices.values():
            choice.value = secret
        # who forges several at once may meet Streamlit's own general sentence, without a value
        with suppress(Failed):
            await visitor._run()
        await visitor.close()
        return visitor.alerts

    assert not any(secret in text or "Traceback" in text for text in asyncio.run(send()))
    log = hosted.log.read_text(encoding="utf-8")
    assert secret not in log and "Traceback" not in log and "─" not in log


@pytest.mark.parametrize("address", ["/", "/_stcore/health", "/_stcore/host-config", "/data/sources.csv"])
@pytest.mark.parametrize("origin", ["http://[", "null", "://", "\u00e9"])
def test_a_broken_origin_is_no_failure(client: httpx.Client, address: str, origin: str) -> None:
    assert client.get(address, headers={b"origin": origin.encode()}).status_code < 500
    sent = client.put("/_stcore/upload_file/a/b", headers={b"origin": origin.encode()}, content=b"x")
    assert sent.status_code < 500


def test_the_cookie_goes_into_frames_of_others_where_the_settings_ask() -> None:
    option = "server.xsrfCookieSameSite"
    before = config.get_option(option)
    try:
        cookies_in_frames("'self'", "https://atlas.example")
        cookies_in_frames("https://intranet.example", "http://atlas.example")
        assert config.get_option(option) == before
        cookies_in_frames("https://intranet.example", "https://atlas.example")
        assert config.get_option(option) == "none"
    finally:
        config.set_option(option, before)


def test_a_cookie_for_frames_is_kept_apart_for_each_site() -> None:
    async def app(_: Scope, __: Receive, send: Send) -> None:
        cookies = [(b"set-cookie", b"a=1; SameSite=None; Secure"), (b"set-cookie", b"b=2; SameSite=Lax")]
        await send({"type": "http.response.start", "status": 200, "headers": cookies})
        await send({"type": "http.response.body", "body": b""})

    async def asked() -> httpx.Response:
        transport = httpx.ASGITransport(SecurityMiddleware(app, headers={}))
        async with httpx.AsyncClient(transport=transport, base_url="http://atlas.example") as visitor:
            return await visitor.get("/")

    sent = asyncio.run(asked()).headers.get_list("set-cookie")
    assert sent == ["a=1; SameSite=None; Secure; Partitioned", "b=2; SameSite=Lax"]
