"""Files as customs and ERP systems write them, uploaded in Chromium: five shapes, a column chosen, a cell corrected.

Each holds 100 t of 7208 36 00 from China in the first quarter of 2026. The cost is worked out in
`tests/cbam/test_golden.py` from the acts: 2.16995 certificates of 75.36 EUR a tonne, 16,352.74 EUR.
"""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Server, Watched, settle

COST = "16,352.74"


def german(_: Path) -> tuple[str, bytes]:
    text = (
        "Anmeldedatum;Zolltarifnummer;Ursprungsland;Eigenmasse (kg);MRN\n"
        "15.02.2026;72083600000;China;60.000,0;26DE001\n16.02.2026;7208 36 00;VR China;40.000,0;26DE002\n"
    )
    return "zoll.csv", text.encode("cp1252")


def british(_: Path) -> tuple[str, bytes]:
    text = "Acceptance date,Commodity code,Country of origin,Net mass (kg)\n2026-02-15,7208360000,CN,100000\n"
    return "cds.csv", text.encode("utf-8-sig")


def french(_: Path) -> tuple[str, bytes]:
    text = "Date d'importation;Nomenclature combinée;Pays d'origine;Masse nette (t)\n15/02/2026;72083600;Chine;100,0\n"
    return "douane.csv", text.encode("utf-8")


def chinese(_: Path) -> tuple[str, bytes]:
    text = "进口日期\t商品编码\t原产国\t净重（千克）\n2026-02-15\t72083600\t中国\t100000\n"
    return "报关单.txt", text.encode("gb18030")


def workbook(folder: Path) -> tuple[str, bytes]:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in [
        ["Imports 2026, first quarter"],
        [],
        ["Period", "CN code", "Origin", "Net mass [t]", "Supplier"],
        ["2026-Q1", 72083600, "CN", 75, "Alpha"],
        ["2026-Q1", 72083600, "CN", 25, "Beta"],
        ["Total", None, None, 100, None],
    ]:
        sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    return "imports.xlsx", content.getvalue()


def upload(page: Page, file: tuple[str, bytes]) -> None:
    name, content = file
    page.set_input_files(
        "[class*=st-key-cbam-upload] input[type=file]",
        {"name": name, "mimeType": "text/plain", "buffer": content},
    )
    settle(page)


def figures(page: Page) -> str:
    page.wait_for_selector(".st-key-cbam-figures", timeout=90_000)
    settle(page)
    return page.locator(".st-key-cbam-figures").inner_text()


def downloaded(page: Page) -> list[dict[str, str]]:
    """The rows of the answer's CSV."""
    page.get_by_role("button", name="Download results").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="All lines as CSV").click()
    text = Path(waiting.value.path()).read_text(encoding="utf-8-sig")
    page.keyboard.press("Escape")
    return list(csv.DictReader(io.StringIO(text)))


def cost_of(rows: list[dict[str, str]]) -> float:
    heading = next(name for name in rows[0] if name.startswith("Cost"))
    return sum(float(row[heading] or 0) for row in rows)


@pytest.mark.parametrize("shape", [german, british, french, chinese, workbook])
def test_a_file_needs_nothing_and_its_answer_is_fetched(
    server: Server, watched: Watched, tmp_path: Path, shape: Callable[[Path], tuple[str, bytes]]
) -> None:
    page = watched.open(server.address + "/cbam?lang=en&tab=portfolio")
    upload(page, shape(tmp_path))
    assert COST in figures(page)
    rows = downloaded(page)
    assert cost_of(rows) == pytest.approx(16_352.74, abs=0.01)
    if shape is german:
        assert [row["MRN"] for row in rows] == ["26DE001", "26DE002"]


def test_a_unit_is_asked_for_once_and_a_cell_is_corrected(server: Server, watched: Watched) -> None:
    page = watched.open(server.address + "/cbam?lang=en&tab=portfolio")
    text = "Period,CN code,Origin,Mass\n2026-Q1,72083600,CN,60000\n2026-Q1,72083600,CN,39000\n2026-Q1,72083600,CN,1.000 x\n"
    upload(page, ("mass.csv", text.encode()))
    page.get_by_text("In which unit is “Mass”?").first.wait_for()
    # the question stands before its run has ended, which would lose the click
    settle(page)
    page.get_by_role("radio", name="kilograms").click()
    # 99 t of 2.16995 × 75.36 EUR; the third line is refused
    assert "16,189.22" in figures(page)
    assert "1 line is refused" in page.inner_text("body")
    # corrections are in the unit that the column names: tonnes
    edit(page, "1.000 x", "1")
    page.get_by_role("button", name="Calculate with these corrections").click()
    page.get_by_text("1 line is refused").wait_for(state="detached")
    assert COST in figures(page)
    assert cost_of(downloaded(page)) == pytest.approx(16_352.74, abs=0.01)


def test_a_heading_is_chosen_kept_and_used_again(server: Server, watched: Watched) -> None:
    page = watched.open(server.address + "/cbam?lang=en&tab=portfolio")
    text = "Period,CN code,Origin,Net weight (t),As surveyed (t)\n2026-Q1,72083600,CN,90,100\n"
    upload(page, ("survey.csv", text.encode()))
    # 90 t of 2.16995 × 75.36 EUR
    assert "14,717.47" in figures(page)
    page.get_by_text("How your file was read").click()
    edit(page, "Net weight (t)", "As surveyed")
    page.get_by_text("14,717.47").wait_for(state="detached")
    assert COST in figures(page)
    rows = downloaded(page)
    assert cost_of(rows) == pytest.approx(16_352.74, abs=0.01)
    assert [row["Net weight (t)"] for row in rows] == ["90"]
    # the choice goes into a file, and with it to the next list of the kind
    unfold(page)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Keep these choices as a file").click()
    kept = json.loads(Path(waiting.value.path()).read_text(encoding="utf-8"))
    assert kept["columns"]["net_mass_t"] == "As surveyed (t)"
    upload(page, ("next.csv", text.replace("100\n", "200\n").encode()))
    assert "14,717.47" in figures(page)
    reuse(page, kept)
    page.get_by_text("14,717.47").wait_for(state="detached")
    # 200 t
    assert "32,705.49" in figures(page)
    # what does not fit is named, and nothing else is lost
    kept["columns"]["origin"] = "Provenance"
    reuse(page, kept)
    page.get_by_text("the file has no heading “Provenance”").wait_for()
    assert "32,705.49" in figures(page)


def unfold(page: Page) -> None:
    """Opens how the file was read, unless it is open."""
    if not page.get_by_role("button", name="Use saved choices").is_visible():
        page.get_by_text("How your file was read").click()


def reuse(page: Page, kept: dict[str, dict[str, str]]) -> None:
    unfold(page)
    field = page.locator("[data-testid=stPopoverBody] input[type=file]")
    if not field.count():
        page.get_by_role("button", name="Use saved choices").click()
    file = {"name": "cbam-mapping.json", "mimeType": "application/json", "buffer": json.dumps(kept).encode()}
    field.set_input_files(file)
    settle(page)


def edit(page: Page, shown: str, typed: str) -> None:
    """Types into the cell of the last table that shows a text, by keyboard from its first cell."""
    cell = page.locator("canvas td", has_text=shown).last
    column, row = (int(part) for part in (cell.get_attribute("data-testid") or "").split("-")[-2:])
    grid = page.locator("canvas").filter(has=page.locator("td", has_text=shown)).last
    grid.click(position={"x": 20, "y": 52}, force=True)
    for _ in range(20):
        page.keyboard.press("ArrowLeft")
    for _ in range(row):
        page.keyboard.press("ArrowDown")
    for _ in range(column):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    # keys pressed before the editor of the cell has the focus would be lost
    editor = page.locator(".gdg-clip-region textarea, .gdg-clip-region input")
    editor.fill(typed)
    editor.press("Enter")
    page.wait_for_timeout(300)
