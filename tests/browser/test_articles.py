"""Industry and sources in Chromium: figures drawn, one click from a figure to its facts, a fact opened."""

import re

import pytest

from tests.browser.conftest import Server, Watched, settle

FIGURES = {
    "articles": ".st-key-figure-article-verdicts .bars path",
    "memory_fabs": ".st-key-figure-memory-shares .scatterlayer path",
    "equipment": ".st-key-figure-domestic-steps .scatterlayer path",
    "german_firms": ".st-key-figure-power-bills .bars path",
    "belts": ".st-key-figure-belt-merchants .bars path",
    "work": ".st-key-figure-pay-per-hour .bars path",
}


@pytest.mark.parametrize("topic", FIGURES)
def test_the_figure_of_a_topic_is_drawn(server: Server, watched: Watched, topic: str) -> None:
    page = watched.open(f"{server.address}/industry?lang=zh-Hans&topic={topic}")
    page.wait_for_selector(FIGURES[topic], state="attached")
    assert f"topic={topic}" in page.url


def test_a_figure_leads_to_its_facts(server: Server, watched: Watched) -> None:
    page = watched.open(f"{server.address}/industry?lang=en&topic=german_firms")
    page.locator(".st-key-exhibit-taicang a", has_text="Statements").click()
    page.wait_for_selector(".st-key-controls-facts")
    settle(page)
    assert "/sources" in page.url and "article=a6" in page.url and "subject=taicang" in page.url
    assert page.get_by_text(re.compile(r"^7 statements, \d of them judged")).is_visible()


def test_choosing_a_row_opens_the_fact(server: Server, watched: Watched) -> None:
    page = watched.open(f"{server.address}/sources?lang=en&article=a7&subject=spacex")
    table = page.locator(".st-key-facts-table canvas").first
    table.click(position={"x": 16, "y": 52}, force=True)
    page.wait_for_selector(".st-key-fact-card")
    settle(page)
    assert "fact=a7-001" in page.url
    assert "60" in page.inner_text(".st-key-fact-card") and "員工" in page.inner_text(".st-key-fact-card")


def test_contradictions_are_drawn(server: Server, watched: Watched) -> None:
    page = watched.open(f"{server.address}/sources?lang=en&tab=contradictions")
    page.locator(".st-key-exhibit-contradictions").scroll_into_view_if_needed()
    page.wait_for_selector(".st-key-figure-contradictions .scatterlayer path", state="attached")


def test_the_data_package_can_be_had(server: Server, watched: Watched) -> None:
    page = watched.open(f"{server.address}/sources?lang=en&tab=tables")
    with page.expect_download() as waiting:
        page.locator(".st-key-package button").click()
    assert waiting.value.suggested_filename == "factory-atlas-data.zip"


@pytest.mark.parametrize("topic", [*FIGURES, "presses"])
def test_a_phone_scrolls_in_one_direction(server: Server, watched: Watched, topic: str) -> None:
    watched.page.set_viewport_size({"width": 390, "height": 844})
    page = watched.open(f"{server.address}/industry?lang=en&topic={topic}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
