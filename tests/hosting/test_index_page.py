"""Language, title, description and picture of the first answer, and the scripts it announces."""

import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import httpx
import pytest
import streamlit
from PIL import Image

from atlas.app.pages import PAGES, pages
from atlas.hosting import index_page
from atlas.language import LANGUAGES, Language

BROWSER = Path(streamlit.__file__).parent / "static"
INDEX = (BROWSER / "index.html").read_text(encoding="utf-8")


class Head(HTMLParser):
    """Language, title, metas and links of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.lang, self.title, self.metas, self.links = "", "", {}, []
        self._in_title = False
        self.feed(text)

    def handle_starttag(self, tag: str, pairs: list[tuple[str, str | None]]) -> None:
        values = dict(pairs)
        self._in_title = tag == "title"
        if tag == "html":
            self.lang = values["lang"]
        if tag == "meta" and "content" in values:
            self.metas[values.get("property") or values.get("name")] = values["content"]
        if tag == "link":
            self.links.append(values)

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title, self._in_title = data, False


def path(page: str) -> str:
    return "/" if page == "overview" else f"/{page}"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page", pages())
def test_language_title_and_preview(client: httpx.Client, page: str, lang: str) -> None:
    answer = client.get(path(page), params={"lang": lang})
    head = Head(answer.text)
    assert answer.status_code == 200 and head.lang == lang == answer.headers["content-language"]
    assert bool(re.search("[\u4e00-\u9fff]", head.title)) == (lang != "en")
    assert head.metas["og:title"] == head.title and head.metas["description"]
    assert head.metas["og:description"] == head.metas["description"]
    assert head.metas["og:url"].endswith(f"{path(page)}?lang={lang}")
    assert client.get(head.metas["og:image"]).headers["content-type"] == "image/png"


def test_every_page_has_its_own_words() -> None:
    for code in LANGUAGES:
        lang = Language(code)
        words = {(lang.text(page.title), lang.text(page.description)) for page in PAGES}
        assert len(words) == len(PAGES)


def test_picture_fits_the_previews(client: httpx.Client) -> None:
    picture = client.get("/app/static/preview.png").content
    assert Image.open(io.BytesIO(picture)).size == (1200, 630)
    assert len(picture) < 150_000


@pytest.mark.parametrize(
    ("accept", "lang"),
    [("zh-TW,zh;q=0.9", "zh-Hant"), ("zh-CN", "zh-Hans"), ("de-DE,zh-TW", "en"), ("", "en"), (";;,,", "en")],
)
def test_the_browsers_language_without_a_link(client: httpx.Client, accept: str, lang: str) -> None:
    answer = client.get("/", headers={"accept-language": accept})
    assert Head(answer.text).lang == lang and "Accept-Language" in answer.headers["vary"]


def test_nothing_of_the_request_is_reflected(client: httpx.Client) -> None:
    odd = "<script>alert(1)</script>"
    for query in ({"lang": odd}, {"province": odd}, {odd: "1"}):
        assert odd not in client.get("/lighthouses", params=query).text
    answer = client.get("/", headers={"host": 'x"><script>alert(1)</script>'})
    assert "alert(1)" not in answer.text


def test_unknown_addresses(client: httpx.Client) -> None:
    assert client.get("/nonsense").status_code == 404
    assert '<div id="root">' in client.get("/nonsense").text
    assert client.get("/a/b").text == "Not found."
    assert client.get("/wp-login.php").status_code == 404


def test_scripts_of_the_first_figure_are_announced(client: httpx.Client) -> None:
    links = Head(client.get("/lighthouses").text).links
    announced = [link["href"] for link in links if link["rel"] == "modulepreload"]
    assert len(announced) == len(set(announced))
    # the chart's script is the largest of what the page adds, and comes after the app's own
    own = re.findall(r'<link rel="modulepreload"[^>]*href="([^"]+)"', INDEX)
    assert announced[: len(own)] == own
    assert "/PlotlyChart." in announced[len(own)]
    for address in announced:
        assert client.head(address.removeprefix(".")).status_code == 200
    files = [link["href"] for link in links if link.get("as") == "fetch"]
    assert files == ["./app/static/china_provinces.geojson"]
    assert not [link for link in links if link.get("as") == "font"]


def test_all_scripts_of_the_start_come_from_the_manifest() -> None:
    manifest = json.loads((BROWSER / "manifest.json").read_text(encoding="utf-8"))
    known = {entry["file"] for entry in manifest.values()}
    from atlas.hosting.scripts import Manifest

    book = Manifest(BROWSER / "manifest.json")
    needed = book.needed(["plotly_chart", "dataframe", "selectbox", "no_such_element"])
    assert set(needed) <= known and not set(needed) & set(book.basic())
    assert {Path(file).name.split(".")[0] for file in needed} >= {"PlotlyChart", "ReadOnlyGrid", "Selectbox"}


def test_an_index_of_another_version_is_noticed() -> None:
    with pytest.raises(ValueError, match="no <title>"):
        index_page.Pages(INDEX.replace("<title>Streamlit</title>", "<title>Other</title>"))
