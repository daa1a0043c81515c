"""Suppliers' files: the Commission's template in three layouts, and every damage ends in words.

Figures are those that `template_books` writes; masses by hand: 250 t of billets and 800 t of wire rod in
1000 t of screws, 600 t of sinter in 500 t of billets.
"""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from atlas.cbam import __main__ as command
from atlas.cbam.answers import supplied_answers
from atlas.cbam.engine import chain
from atlas.cbam.files import supplier_cells, supplier_file
from atlas.cbam.files.supplier_values import MISSING, NOTED, REFUSED, TAKEN, SupplierFile, Told
from atlas.cbam.files.table import Unreadable
from atlas.cbam.page import supplier_text
from atlas.language import LANGUAGES, Language
from tests.cbam.template_books import (
    ERROR,
    UNCALCULATED,
    Cells,
    book,
    commission,
    german,
    moved,
    translated,
)

COMMUNICATION = "Summary_Communication"


def read(put: Cells, edits: dict[tuple[str, str], Any] | None = None) -> SupplierFile:
    return supplier_file.read(book(put, edits), "reply.xlsx")


def told(found: SupplierFile, state: str, good: int = 0) -> dict[tuple[str, str], Told]:
    """Lines of the account by field and code."""
    return {(t.field, t.code): t for t in found.account if t.state == state and t.good in (good, -1)}


@pytest.mark.parametrize(
    "layout",
    [commission, translated, german, lambda: moved(commission(), 7, 3), lambda: moved(german(), 40, 9)],
)
def test_goods_are_found_by_their_headings(layout: Callable[[], Cells]) -> None:
    found = read(layout())
    assert (found.installation, found.country) == ("Kaohsiung Works", "TW")
    assert (found.period_from, found.period_to) == ("2026-01-01", "2026-12-31")
    assert [(good.name, good.cn_codes) for good in found.goods] == [
        ("M8 hex bolt", ("73181588",)),
        ("Billet", ("72071912",)),
    ]
    assert [(good.direct, good.indirect) for good in found.goods] == [(2.1, 0.4), (1.9, 0.3)]
    assert not told(found, REFUSED)


@pytest.mark.parametrize("layout", [commission, translated, lambda: moved(commission(), 7, 3)])
def test_precursors_come_with_mass_country_and_depth(layout: Callable[[], Cells]) -> None:
    found = read(layout())
    screws = chain.read(found.goods[0].chain)
    assert screws.covers == chain.WHOLE
    assert screws.steps == (
        chain.Step(1, "72071912", 0.25, "", chain.WHOLE, direct=1.9, indirect=0.3),
        chain.Step(2, "26011200", 1.2, "JP"),
    )
    # wire rod has no code in the template: named, never left out in silence
    assert told(found, MISSING)["precursor", "precursor_code"].value == "Wire rod: 0.8 t/t"
    assert found.goods[0].precursors_missing and not found.goods[1].precursors_missing


def test_every_field_names_its_cell() -> None:
    cells = {t.field: f"{t.sheet}!{t.cell}" for t in read(commission()).account if t.good in (0, -1)}
    assert cells["direct"] == f"{COMMUNICATION}!I26" and cells["country"] == f"{COMMUNICATION}!G15"
    assert {t.cell for t in read(moved(commission(), 7, 3)).account if t.field == "direct"} == {"L33", "L34"}


def test_a_column_of_units_that_is_none_refuses_every_good() -> None:
    found = read(commission(), {(COMMUNICATION, "L25"): "Remark"})
    assert all(good.direct is None and good.indirect is None for good in found.goods)
    assert ("unit", "unit_missing") in told(found, MISSING, 1)


def test_a_unit_behind_the_heading_counts() -> None:
    edits = {(COMMUNICATION, "L25"): "", (COMMUNICATION, "I25"): "SEE (direct) [t CO2e / t]"}
    assert read(commission(), edits).goods[0].direct == 2.1
    edits[COMMUNICATION, "I25"] = "SEE (direct) [kg CO2e / t]"
    assert read(commission(), edits).goods[0].direct is None


def test_the_template_s_example_is_no_good() -> None:
    found = read(translated())
    assert [t.cell for t in found.account if t.code == "example"] == ["D10"]
    assert len(found.goods) == 2


def test_carbon_price_is_told_per_tonne_of_counted_emissions() -> None:
    good = read(commission()).goods[0]
    # EUR 4.2 per tonne of screws, 2.1 t of direct emissions; indirect ones do not count for steel
    assert supplied_answers.carbon_price(good, "73181588") == 2.0
    found = read(commission(), {(COMMUNICATION, "AQ26"): "USD", (COMMUNICATION, "BA26"): "USD/t"})
    # 4.2 USD at 1.1568 a euro, mean of 2026 so far, which is said; francs have no sourced rate
    assert found.goods[0].carbon_price_per_unit == pytest.approx(4.2 / 1.1568)
    said = told(found, NOTED)["price", "currency_converted"].value
    assert "1.1568 (2026 – 2026-10-30)" in said and "3.63071 EUR" in said
    found = read(commission(), {(COMMUNICATION, "AQ26"): "CHF", (COMMUNICATION, "BA26"): "CHF/t"})
    assert ("price", "currency") in told(found, REFUSED) and found.goods[0].carbon_price_per_unit is None


def test_taiwan_dollars_go_by_way_of_the_us_dollar() -> None:
    found = read(commission(), {(COMMUNICATION, "AQ26"): "TWD"})
    assert found.goods[0].carbon_price_per_unit == pytest.approx(4.2 / (31.6099 * 1.1568))


def test_a_precursor_without_a_code_is_asked_for() -> None:
    good = read(commission()).goods[0]
    assert [(own.name, own.step.mass, own.step.depth) for own in good.open] == [("Wire rod", 0.8, 1)]
    assert not good.open[0].codes or all(len(code) == 8 for code in good.open[0].codes)
    assert supplied_answers.completed(good, {}) == good.chain
    whole = chain.read(supplied_answers.completed(good, {0: "72139110"}))
    assert {step.code: step.mass for step in whole.steps if step.depth == 1} == {
        "72071912": 0.25,
        "72139110": 0.8,
    }
    assert len(whole.steps) == len(chain.read(good.chain).steps) + 1


#: where, what is put there, (field, code) of the account that must say so
DAMAGED_GOODS = [
    ("I26", ERROR, "direct", "error_cell"),
    ("I26", UNCALCULATED, "direct", "formula_without_value"),
    ("I26", "see annex", "direct", "number_unreadable"),
    ("I26", "#REF!", "direct", "error_cell"),
    ("I26", "n.a.", "direct", "number_unreadable"),
    ("I26", "2.1 - 2.3", "direct", "number_unreadable"),
    ("I26", "ca. 2", "direct", "number_unreadable"),
    ("I26", True, "direct", "number_unreadable"),
    ("I26", dt.date(2026, 2, 1), "direct", "number_is_date"),
    ("I26", -2.1, "direct", "negative"),
    ("I26", 2100, "direct", "too_high"),
    ("I26", "inf", "direct", "number_not_finite"),
    ("I26", "1e99", "direct", "number_too_large"),
    ("J26", ERROR, "indirect", "error_cell"),
    ("J26", "unknown", "indirect", "number_unreadable"),
    ("J26", -0.1, "indirect", "negative"),
    ("L26", "kgCO2e/t", "direct", "unit_wrong"),
    ("L26", "tCO2e/MWh", "direct", "unit_wrong"),
    ("L26", "", "direct", "unit_missing"),
    ("L26", ERROR, "direct", "error_cell"),
    ("F26", "steel", "cn_code", "code_unknown"),
    ("F26", "99999999", "cn_code", "code_unknown"),
    ("F26", "7.31816E+07", "cn_code", "code_rounded"),
    ("F26", ERROR, "cn_code", "error_cell"),
    ("F26", dt.date(2026, 7, 1), "cn_code", "code_unknown"),
    ("G15", "Atlantis", "country", "country_unknown"),
    ("G15", ERROR, "country", "error_cell"),
    ("G20", "spring", "period_start", "date_unreadable"),
    ("G20", "03/04/2026", "period_start", "date_ambiguous"),
    ("G20", UNCALCULATED, "period_start", "formula_without_value"),
    ("G21", dt.date(2025, 1, 1), "period_end", "period_turned"),
    ("AZ26", "free", "price", "number_unreadable"),
    ("AZ26", ERROR, "price", "error_cell"),
]


@pytest.mark.parametrize(("cell", "value", "field", "code"), DAMAGED_GOODS)
def test_a_damaged_cell_is_refused_with_its_address(cell: str, value: Any, field: str, code: str) -> None:
    put, edits = commission(), {(COMMUNICATION, cell): value}
    if field == "country":
        edits[COMMUNICATION, "G16"] = ""
    found = read(put, edits)
    line = told(found, MISSING if (field, code) in told(found, MISSING) else REFUSED)[field, code]
    own = "I26" if cell == "L26" else cell
    assert line.sheet == COMMUNICATION or code == "period_turned"
    assert line.cell == own or code == "period_turned"
    good = found.goods[0]
    if field in ("direct", "indirect"):
        assert getattr(good, field) is None
    if field == "cn_code":
        assert good.cn_codes == ()
    if field == "price":
        assert good.carbon_price_per_unit is None
    # the other good stays whole
    assert (found.goods[1].direct, found.goods[1].indirect) == (1.9, 0.3)


#: what is missing, and the field that says so
EMPTIED = [
    ("I26", "direct", "empty"),
    ("I25", "direct", "column_missing"),
    ("J25", "indirect", "column_missing"),
    ("F25", "cn_code", "column_missing"),
    ("F26", "cn_code", "empty"),
    ("D12", "installation", "empty"),
    ("G12", "installation", "empty"),
    ("G20", "period_start", "empty"),
    ("AZ25", "price", "column_missing"),
]


@pytest.mark.parametrize(("cell", "field", "code"), EMPTIED)
def test_what_is_missing_is_named(cell: str, field: str, code: str) -> None:
    found = read(commission(), {(COMMUNICATION, cell): ""})
    assert (field, code) in told(found, MISSING)
    assert found.goods[0].direct is None or field != "direct"


#: damage of the precursors' sheets, and the code that says so
DAMAGED_CHAINS = [
    ("E_PurchPrec", "L72", "much", "number_unreadable", REFUSED),
    ("E_PurchPrec", "L72", ERROR, "error_cell", REFUSED),
    ("E_PurchPrec", "K72", "kg", "unit_wrong", REFUSED),
    ("E_PurchPrec", "K72", "", "unit_wrong", REFUSED),
    ("E_PurchPrec", "L72", 600_000, "mass_too_large", REFUSED),
    ("D_Processes", "L89", "", "output_missing", MISSING),
    ("D_Processes", "L89", 0, "output_missing", MISSING),
    ("D_Processes", "L89", UNCALCULATED, "formula_without_value", REFUSED),
    ("A_InstData", "F103", "", "precursor_country", MISSING),
    ("A_InstData", "F103", "XX", "country_unknown", REFUSED),
    ("E_PurchPrec", "L58", "Iron or steel products", "precursor_code", MISSING),
]


@pytest.mark.parametrize(("sheet", "cell", "value", "code", "state"), DAMAGED_CHAINS)
def test_a_damaged_precursor_is_named(sheet: str, cell: str, value: Any, code: str, state: str) -> None:
    found = read(commission(), {(sheet, cell): value})
    assert ("precursor", code) in told(found, state, 1)
    assert found.goods[1].precursors_missing
    kept = [step.origin for step in chain.read(found.goods[1].chain or chain.WHOLE).steps]
    # without a country the step counts with the highest values; any other damage leaves it out
    assert kept == ([""] if "country" in code else [])


def test_processes_that_feed_each_other_end() -> None:
    put = commission()
    put["D_Processes", "E32"], put["D_Processes", "K32"], put["D_Processes", "L32"] = "Billets", "t", 10
    found = read(put)
    assert all(chain.read(good.chain) for good in found.goods if good.chain)


@pytest.mark.parametrize(
    ("cell", "codes", "code"),
    [
        ("73181588; 73181542", ("73181588", "73181542"), "codes_several"),
        ("7318 15 88\n7318 15 42", ("73181588", "73181542"), "codes_several"),
        ("73181588 73181542", ("73181588", "73181542"), "codes_several"),
        ("7318.15.88", ("73181588",), ""),
        (73181588, ("73181588",), ""),
        ("7207 19 12 - 7207 19 19", ("72071912", "72071919"), "codes_range"),
    ],
)
def test_codes_of_one_cell(cell: Any, codes: tuple[str, ...], code: str) -> None:
    found = read(commission(), {(COMMUNICATION, "F26"): cell})
    assert found.goods[0].cn_codes == codes
    assert not code or ("cn_code", code) in told(found, NOTED)


def test_a_heading_stands_for_its_codes_and_is_asked_for() -> None:
    found = read(commission(), {(COMMUNICATION, "F26"): "7318"})
    assert len(found.goods[0].cn_codes) > 5 and ("cn_code", "codes_range") in told(found, NOTED)


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "reply.xlsx", "file_empty"),
        (book(commission())[:4000], "reply.xlsx", "archive_broken"),
        (b"%PDF-1.7 scan", "reply.xlsx", "content_differs"),
        (b"PK\x03\x04nothing", "reply.xlsx", "archive_broken"),
        (book(commission()), "reply.docx", "ending_unknown"),
        (book({("Sheet", "A1"): "hello"}), "reply.xlsx", "supplier_unknown"),
        (b"cn_code,tonnes\n72083600,5\n", "reply.csv", "supplier_unknown"),
        (
            book({key: value for key, value in commission().items() if key[1][-2:] == "25"}),
            "reply.xlsx",
            "supplier_empty",
        ),
    ],
)
def test_foreign_and_broken_files_end_in_one_sentence(content: bytes, name: str, code: str) -> None:
    with pytest.raises(Unreadable) as wrong:
        supplier_file.read(content, name)
    assert wrong.value.code == code
    for lang in LANGUAGES:
        assert len(supplier_text.unreadable(code, wrong.value.value, Language(lang))) > 5


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_line_of_the_account_is_said(lang: str) -> None:
    edits = {(COMMUNICATION, cell): value for cell, value, *_ in DAMAGED_GOODS[::-1]}
    for found in (read(commission()), read(commission(), edits), read(german())):
        rows = supplier_text.account(found, Language(lang))
        assert len(rows) == len(found.account)
        silent = rows["why"] == ""
        assert silent.sum() == sum(line.state == TAKEN for line in found.account)
        assert "{" not in "".join(rows["why"])


def test_a_figure_is_never_taken_from_damage() -> None:
    for cell, value, field, _ in DAMAGED_GOODS:
        good = read(commission(), {(COMMUNICATION, cell): value}).goods[0]
        assert good.direct in (2.1, None) and good.indirect in (0.4, None), (cell, value, field)


def test_the_command_prints_account_and_cost(tmp_path: Any, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "reply.xlsx"
    path.write_bytes(book(german()))
    asked = ["--template", str(path), "--cn", "73181588", "--tonnes", "100", "--period", "2034"]
    assert command.main([*asked, "--price", "80"]) == 0
    out = capsys.readouterr().out
    # no free allocation in 2034: 100 t x 2.1 x EUR 80
    assert "€16,800.00" in out and "Mitteilung G32" in out
    path.write_bytes(book(commission(), {(COMMUNICATION, "I26"): ERROR}))
    assert command.main(["--template", str(path)]) == 1
    assert "I26" in capsys.readouterr().out
    path.write_bytes(b"PK\x03\x04")
    assert command.main(["--template", str(path)]) == 2
    assert "damaged" in capsys.readouterr().err


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_fills_its_fields_from_the_file(show: Callable[..., AppTest], lang: str) -> None:
    app = show("cbam", lang=lang, basis="actual", cn="72083600", direct="9", indirect="3", tonnes="50")
    upload = next(box for box in app.file_uploader if "import" not in box.label.lower())
    upload.set_value(("reply.xlsx", book(commission()), "application/octet-stream")).run()
    assert not app.exception
    app.button(key="cbam:supplier:use:0").click().run()
    assert not app.exception
    got = {name: app.query_params[name] for name in ("cn", "origin", "direct", "precursors", "carbon_price")}
    assert got["cn"] in ("73181588", ["73181588"]) and got["origin"] in ("TW", ["TW"])
    assert "2.1" in got["direct"] and "72071912_0.25" in str(got["precursors"])
    assert str(got["carbon_price"]).strip("[]'") in ("2", "2.0")


def test_the_page_says_why_a_file_cannot_be_read(show: Callable[..., AppTest]) -> None:
    app = show("cbam", lang="en", basis="actual", direct="2")
    app.file_uploader[0].set_value(("reply.xlsx", b"PK\x03\x04", "application/octet-stream")).run()
    assert not app.exception and "damaged" in app.error[0].value


@pytest.mark.parametrize("written", ["1,234", "1.234"])
def test_a_lone_mark_is_a_decimal_one_per_tonne_only(written: str) -> None:
    """A thousand tonnes of CO2e per tonne cannot be; a thousand tonnes of a precursor can."""
    assert supplier_cells.intensity(written) == (1.234, "")
    assert supplier_cells.figure(written) == (None, "number_ambiguous")
