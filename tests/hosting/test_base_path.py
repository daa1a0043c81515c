"""The app below a path of its host name."""

from pathlib import Path

import httpx
import pytest

from atlas.hosting.base_path import checked
from tests.hosting.process import Hosted


@pytest.mark.parametrize(
    ("given", "path"), [("", ""), ("/", ""), ("atlas", "/atlas"), ("/a/b-c/", "/a/b-c"), ("/a.b", "/a.b")]
)
def test_forms(given: str, path: str) -> None:
    assert checked(given) == path


@pytest.mark.parametrize(
    "given", ["/../x", "https://a.example/x", "/a b", '/"><script>', "//a//b", "/a?b", "/.a"]
)
def test_what_is_no_path_is_refused(given: str) -> None:
    with pytest.raises(ValueError, match="ATLAS_BASE_PATH is a path"):
        checked(given)


def test_addresses(tmp_path: Path) -> None:
    running = Hosted(tmp_path / "log", ATLAS_BASE_PATH="/atlas").wait()
    try:
        with httpx.Client(base_url=running.address) as client:
            page = client.get("/atlas/lighthouses?lang=en")
            assert page.status_code == 200 and 'location.origin + "/atlas/"' in page.text
            assert 'content="http://127.0.0.1' in page.text and "/atlas/app/static/preview.png" in page.text
            assert 'href="/' not in page.text.partition("<body")[2]
            for address in ("health", "data/sources.csv", "api/openapi.json", "_stcore/health"):
                assert client.get(f"/atlas/{address}").status_code == 200
            assert client.get("/health").status_code == 200
            for address in ("/", "/lighthouses", "/data/sources.csv", "/atlasx", "/_stcore/health"):
                assert client.get(address).status_code == 404
            assert client.get("/atlas?lang=en").headers["location"] == "/atlas/?lang=en"
            assert client.get("/atlas/cbam/?tab=uk").headers["location"] == "/atlas/cbam?tab=uk"
            assert client.get("/atlas/_stcore/metrics", headers={"via": "x"}).status_code == 403
    finally:
        running.stop()
