"""The still picture in the first answer: only where a page has one, never from unchecked input."""

import re
from html import unescape

import httpx
import pytest

from atlas.app.pages import pages
from atlas.hosting import static_preview
from atlas.language import LANGUAGES

PAGE = "/lighthouses"
HOSTILE = ["<script>alert(1)</script>", '"><svg onload=x>', "\u202eevil", "x" * 10_000, "\0", "🏭"]


def picture(answer: httpx.Response) -> str:
    return answer.text.partition('<div id="preview">')[2].partition("</main>")[0]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_lighthouse_page_brings_its_map(client: httpx.Client, lang: str) -> None:
    text = picture(client.get(PAGE, params={"lang": lang}))
    assert len(re.findall('<path d="M', text)) == 34
    assert bool(re.search("[\u4e00-\u9fff]", re.sub("<[^>]+>", "", text))) == (lang != "en")


@pytest.mark.parametrize("page", [name for name in pages() if name != "lighthouses"])
def test_other_pages_have_none(client: httpx.Client, page: str) -> None:
    answer = client.get("/" if page == "overview" else f"/{page}")
    assert answer.status_code == 200
    assert picture(answer) == ""


def test_a_link_to_the_table_has_none(client: httpx.Client) -> None:
    assert picture(client.get(PAGE, params={"view": "table"})) == ""


def test_each_link_gets_its_own_picture(client: httpx.Client) -> None:
    plain = picture(client.get(PAGE, params={"lang": "en"}))
    other = picture(client.get(PAGE, params={"lang": "en", "scope": "greater", "cohort": "2024-10"}))
    chosen = picture(client.get(PAGE, params={"lang": "en", "province": "440000"}))
    sentence = re.compile("<h1>(.*?)</h1>")
    assert unescape(sentence.search(plain)[1]) != unescape(sentence.search(other)[1])
    assert "2024-10" in other and "2026-01" in plain
    assert 'class="chosen"' in chosen and 'class="chosen"' not in plain


@pytest.mark.parametrize("name", ["shade", "province", "cohort", "scope", "lang", "nonsense"])
@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
def test_a_bad_value_gives_the_standard_picture_and_is_not_repeated(
    client: httpx.Client, name: str, value: str
) -> None:
    answer = client.get(PAGE, params={"lang": "en", name: value})
    assert answer.status_code == 200
    assert value not in unescape(answer.text)


def test_pictures_are_kept_by_what_they_show_and_not_by_how_it_is_asked() -> None:
    same = {
        static_preview.view("lighthouses", query)
        for query in (b"", b"lang=en", b"scope=mainland&x=1", b"shade=?")
    }
    assert len(same) == 1
    assert static_preview.view("lighthouses", b"shade=new") not in same
    assert static_preview.view("overview", b"") is None
