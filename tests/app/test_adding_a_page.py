"""docs/adding-a-page.md is followed to the letter: the page it makes opens in both forms, in each language."""

import re
from pathlib import Path

import httpx
import pytest

from atlas.language import LANGUAGES
from tests.copy import ROOT, copy_project, opened
from tests.hosting.process import Hosted

GUIDE = (ROOT / "docs" / "adding-a-page.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"```\w+\n# (file|row of): (\S+)\n(.*?)```", re.DOTALL)
TITLES = {
    "en": "How many provinces has each region?",
    "zh-Hant": "各地區有多少省級行政區？",
    "zh-Hans": "各地区有多少省级行政区？",
}


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project in which every step was done."""
    folder = copy_project(tmp_path_factory.mktemp("grown"))
    for kind, name, text in BLOCK.findall(GUIDE):
        if kind == "file":
            path = folder / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        else:
            pages = folder / "atlas" / "app" / "pages.py"
            code, end = pages.read_text(encoding="utf-8"), "\n)\n#: the page that"
            assert name == "PAGES" and code.count(end) == 1
            pages.write_text(code.replace(end, "\n" + text.rstrip("\n") + end), encoding="utf-8")
    return folder


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_opens_alone(grown: Path, lang: str) -> None:
    title, texts, charts = opened(grown, "regions", lang)
    # of the 34 units the west has most: Inner Mongolia, Guangxi, Chongqing, Sichuan, Guizhou, Yunnan, Tibet,
    # Shaanxi, Gansu, Qinghai, Ningxia and Xinjiang
    assert title == TITLES[lang] and charts == 1
    assert re.search(r"\b12\b", texts)


def test_it_opens_in_the_hosted_form(grown: Path, tmp_path: Path) -> None:
    server = Hosted(tmp_path / "log", grown).wait()
    try:
        for lang in LANGUAGES:
            answer = httpx.get(f"{server.address}/regions?lang={lang}")
            assert answer.status_code == 200 and f"<title>{TITLES[lang]}" in answer.text
            # the server has opened it once and knows that it draws a chart
            assert "PlotlyChart" in answer.text
    finally:
        server.stop()
    assert "failure" not in server.log.read_text()
