"""The CBAM page in Chromium: an uploaded file, drawn charts, shared links, two sessions apart."""

import re
from pathlib import Path

import pytest

from tests.browser.conftest import Server, Watched, settle
from tests.browser.test_frame import query, switch_language

# a good whose name holds no number: names differ from language to language, amounts may not
VIEW = (
    "/cbam?lang=zh-Hant&tab=good&cn=25232900&origin=IN&tonnes=250&period=2030"
    "&basis=default&price=90&lever=price&scenario=com_2026_616"
)


def lines(folder: Path, tonnes: int, importer: str) -> str:
    file = folder / f"{importer}.csv"
    file.write_text(
        f"importer,period,cn_code,origin,net_mass_t\n{importer},2026-Q1,72083600,CN,{tonnes}\n",
        encoding="utf-8",
    )
    return str(file)


def upload(page, server: Server, file: str) -> None:  # type: ignore[no-untyped-def]
    page.set_input_files("input[type=file]", file)
    page.wait_for_selector(".st-key-cbam-figures", timeout=30_000)
    settle(page)


def test_charts_are_drawn_and_the_answer_stands_first(server: Server, watched: Watched) -> None:
    page = watched.open(server.address + "/cbam?lang=en")
    page.wait_for_selector(".js-plotly-plot .bars path")
    assert "163.53" in page.locator(".st-key-finding-cbam").inner_text()
    assert page.locator(".js-plotly-plot").count() == 2


def test_a_shared_link_restores_the_view_in_another_language(server: Server, visitor) -> None:  # type: ignore[no-untyped-def]
    first = visitor().open(server.address + VIEW)
    second = visitor(locale="de-DE").open(first.url.replace("lang=zh-Hant", "lang=en"))
    assert query(second.url) == query(first.url) | {"lang": ["en"]}
    asked = query(server.address + VIEW)
    assert {name: query(first.url)[name] for name in asked} == asked
    numbers = [
        re.findall(r"[\d,.]*\d", p.locator(".st-key-finding-cbam").inner_text()) for p in (first, second)
    ]
    assert sorted(numbers[0]) == sorted(numbers[1]) != []


def product_box(page):  # type: ignore[no-untyped-def]
    return page.get_by_role("combobox", name="Product: type a code or a word")


def test_a_good_is_found_by_words(server: Server, watched: Watched) -> None:
    page = watched.open(server.address + "/cbam?lang=en")
    product_box(page).click()
    product_box(page).fill("aluminium slabs")
    page.get_by_role("option", name="7601 10 10").first.click()
    page.wait_for_url(re.compile("cn=76011010"))
    settle(page)
    assert "7601 10 10" in page.locator(".st-key-finding-cbam").inner_text()


def test_a_word_in_no_name_leads_to_the_goods_it_may_mean(server: Server, watched: Watched) -> None:
    page = watched.open(server.address + "/cbam?lang=en")
    product_box(page).click()
    product_box(page).fill("I-beam")
    page.get_by_role("option", name="Add: I-beam").wait_for()
    product_box(page).press("Enter")
    page.get_by_text("“I-beam” may be").wait_for()
    settle(page)
    first = query(page.url)["cn"]
    page.locator(".st-key-cbam-hits button").first.click()
    page.wait_for_url(lambda address: query(address)["cn"] != first)


def test_a_file_is_uploaded_and_its_workbook_fetched(
    server: Server, watched: Watched, tmp_path: Path
) -> None:
    page = watched.open(server.address + "/cbam?lang=en&tab=portfolio")
    upload(page, server, lines(tmp_path, 100, "Alpha"))
    page.wait_for_selector(".js-plotly-plot .bars path")
    assert "16,352.74" in page.locator(".st-key-cbam-figures").inner_text()
    page.get_by_role("button", name="Download results").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Workbook with live formulas").click()
    assert Path(waiting.value.path()).read_bytes().startswith(b"PK")
    assert "Alpha" not in page.url


def test_uploads_of_two_sessions_do_not_meet(server: Server, visitor, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    pages = [visitor().open(server.address + "/cbam?lang=en&tab=portfolio") for _ in range(2)]
    upload(pages[0], server, lines(tmp_path, 100, "Alpha"))
    assert pages[1].locator(".st-key-cbam-figures").count() == 0
    upload(pages[1], server, lines(tmp_path, 200, "Beta"))
    # the first session runs again: its own lines are still there
    switch_language(pages[0], "繁體中文")
    shown = [page.locator(".st-key-cbam-figures").inner_text() for page in pages]
    assert "16,352.74" in shown[0] and "32,705.49" in shown[1]
    third = visitor().open(pages[0].url)
    assert third.locator(".st-key-cbam-figures").count() == 0


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("tab", ["good", "portfolio", "outlook"])
def test_nothing_runs_over_the_edge(server: Server, visitor, tab: str, width: int) -> None:  # type: ignore[no-untyped-def]
    watched = visitor()
    watched.page.set_viewport_size({"width": width, "height": 844})
    page = watched.open(f"{server.address}/cbam?lang=zh-Hans&tab={tab}&basis=actual&route=C&direct=2")
    over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert over <= 0
