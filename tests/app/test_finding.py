"""The browser's title of a view: its name, its finding in short, and whose page it is."""

import pytest

from atlas.app import finding, page_state
from atlas.app.page_state import Title
from atlas.language import Language

EN, HANT = Language("en"), Language("zh-Hant")


@pytest.fixture
def title():  # type: ignore[no-untyped-def]
    token = page_state.title.set(Title())
    yield page_state.title.get()
    page_state.title.reset(token)


def test_a_page_without_finding_is_called_by_its_name(title: Title) -> None:
    assert finding.document_title(title, "Sources", EN) == "Sources · Factory Atlas"


def test_the_view_comes_before_the_page_and_the_first_finding_counts(title: Title) -> None:
    finding.name_view("Capacity")
    finding.say("**TSMC** says 75,000 to 80,000 in 2025. A second sentence.")
    finding.say("Another finding.")
    assert finding.document_title(title, "Packaging", EN) == (
        "Capacity: TSMC says 75,000 to 80,000 in 2025 · Factory Atlas"
    )


def test_a_long_finding_is_cut_between_words(title: Title) -> None:
    finding.say("word " * 40)
    shown = finding.document_title(title, "Page", EN)
    assert shown == "Page: " + " ".join(["word"] * 18) + "… · Factory Atlas"


def test_chinese_signs_are_twice_as_wide(title: Title) -> None:
    finding.say("圖" * 60 + "。第二句。")
    name, shown = finding.document_title(title, "來源", HANT).split("：")
    assert (name, shown.partition("…")[0]) == ("來源", "圖" * 45)
