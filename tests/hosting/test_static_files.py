"""Files in memory: compression, caching, conditional requests, no way out of the folders."""

import gzip
from pathlib import Path

import brotli
import httpx
import pytest
import streamlit

from atlas.hosting.static_files import CachedFile, accepted

SCRIPTS = Path(streamlit.__file__).parent / "static" / "static" / "js"
CHART = next(SCRIPTS.glob("PlotlyChart.*.js"))


@pytest.mark.parametrize(
    ("header", "first"),
    [
        ("gzip, deflate, br", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br; q=0.0,*", "gzip"),
        ("*", "br"),
        ("", "identity"),
        ("deflate", "identity"),
        ("BR", "br"),
    ],
)
def test_encodings_a_client_takes(header: str, first: str) -> None:
    assert accepted(header)[0] == first


@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_scripts_are_sent_compressed(client: httpx.Client, encoding: str) -> None:
    with client.stream("GET", f"/static/js/{CHART.name}", headers={"accept-encoding": encoding}) as answer:
        body = b"".join(answer.iter_raw())
    assert answer.headers["content-encoding"] == encoding
    assert int(answer.headers["content-length"]) == len(body) < CHART.stat().st_size / 3
    unpacked = brotli.decompress(body) if encoding == "br" else gzip.decompress(body)
    assert unpacked == CHART.read_bytes()


def test_hashed_files_may_be_kept_for_ever(client: httpx.Client) -> None:
    first = client.get(f"/static/js/{CHART.name}")
    assert first.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert first.headers["vary"] == "Accept-Encoding"
    again = client.get(f"/static/js/{CHART.name}", headers={"if-none-match": first.headers["etag"]})
    assert (
        again.status_code == 304 and again.content == b"" and again.headers["etag"] == first.headers["etag"]
    )


def test_the_outlines_are_compressed_and_not_kept_for_ever(client: httpx.Client) -> None:
    address = "/app/static/china_provinces.geojson"
    with client.stream("GET", address, headers={"accept-encoding": "br"}) as answer:
        body = b"".join(answer.iter_raw())
    assert answer.headers["content-encoding"] == "br" and len(body) < 40_000
    assert answer.headers["cache-control"] == "public, max-age=3600"
    assert client.get("/").headers["cache-control"] == "no-cache"


def test_head_tells_the_size_without_a_body(client: httpx.Client) -> None:
    answer = client.head(f"/static/js/{CHART.name}")
    assert int(answer.headers["content-length"]) == CHART.stat().st_size and answer.content == b""


def test_pictures_are_not_compressed_again(client: httpx.Client) -> None:
    answer = client.get("/app/static/icon.png", headers={"accept-encoding": "br, gzip"})
    assert "content-encoding" not in answer.headers


def test_a_form_that_is_not_smaller_is_not_used() -> None:
    assert CachedFile(b"x", "text/plain", "no-cache").form("br") == ("identity", b"x")


@pytest.mark.parametrize(
    "address",
    ["/static/../../../../etc/passwd", "/app/static/..%2f..%2fserver.py", "/app/static/%2e%2e/server.py"],
)
def test_no_way_out_of_the_folders(hosted, address: str) -> None:  # type: ignore[no-untyped-def]
    # httpx tidies paths, so the request is written by hand
    import socket

    with socket.create_connection(("127.0.0.1", hosted.port)) as line:
        line.sendall(f"GET {address} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".encode())
        answer = b"".join(iter(lambda: line.recv(65536), b""))
    assert answer.split()[1] in (b"400", b"404") and b"import" not in answer.partition(b"\r\n\r\n")[2]
