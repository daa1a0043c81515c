"""The supplier loop: what data are worth, the sheet that asks for them, and reading it back."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from atlas.cbam import __main__ as command
from atlas.cbam.answers import installations, supplier_filling, suppliers
from atlas.cbam.engine import chain
from atlas.cbam.engine.assess import assess
from atlas.cbam.files import data_sheet, data_sheet_reading, supplier_file
from atlas.cbam.files.table import Unreadable
from atlas.cbam.law.rules import Rules
from atlas.language import LANGUAGES

SUPPLIER = "file:Supplier"
WORDS = data_sheet.Words(
    {name: name.title() for name in (*data_sheet.COLUMNS, *data_sheet.STEP_COLUMNS)},
    {"verified": "by an accredited verifier"},
    ("CBAM", "Precursors", "How"),
    "yes",
    "no",
    ("Fill in.",),
)
#: Q1 2026: coil from China 3.187 x 1.1 - 1.370 x 0.975 at 75.36; screws from Taiwan 2.707 x 1.1 - 1.364 x 0.975
LINES = pd.DataFrame(
    {
        "period": ["2026-Q1", "2026-Q1", "2026-Q1", "2026-Q1"],
        "cn_code": ["72083600", "72083600", "73181588", "72083600"],
        "origin": ["CN", "CN", "TW", "CN"],
        "net_mass_t": [100.0, 200.0, 30.0, 10.0],
        SUPPLIER: ["Alpha", "Beta", "Alpha", "Alpha"],
    }
)


def sheet(rules: Rules, lines: pd.DataFrame = LINES, supplier: str = SUPPLIER) -> bytes:
    asked = suppliers.goods(assess(lines, rules), rules, supplier)
    return data_sheet.write(asked.assign(name="a good"), WORDS)


def fill(content: bytes, values: dict[tuple[int, str], Any], name: str = "CBAM") -> bytes:
    """The sheet with cells filled in: (row of the sheet, column) → value."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    own = book[name]
    place = {cell.value: cell.column for cell in own[1]}
    for (row, column), value in values.items():
        own.cell(row, place[column], value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(content: bytes) -> data_sheet_reading.DataSheet:
    return data_sheet_reading.read(content, "sheet.xlsx")


def test_what_data_are_worth_by_hand(rules: Rules) -> None:
    found = suppliers.worth(assess(LINES, rules), rules, SUPPLIER).set_index("supplier")
    assert list(found.index) == ["Beta", "Alpha"]
    # the mark-up: 200 x 3.187 x 0.1 x 75.36; at the benchmark only 200 x 1.370 x 0.025 t stay
    assert found.at["Beta", "low_eur"] == pytest.approx(200 * 0.3187 * 75.36)
    assert found.at["Beta", "high_eur"] == pytest.approx(200 * (3.187 * 1.1 - 1.370) * 75.36)
    coil, screws = 110 * 0.3187, 30 * 0.2707
    assert found.at["Alpha", "low_eur"] == pytest.approx((coil + screws) * 75.36)
    assert found.at["Alpha", "net_mass_t"] == 140.0 and found.at["Alpha", "lines"] == 3


def test_the_years_to_the_end_follow_the_law(rules: Rules) -> None:
    one = LINES.iloc[[1]]
    found = suppliers.worth(assess(one, rules), rules, SUPPLIER).iloc[0]
    # mark-up 10, 20, then 30 per cent; prices of each year's central assumption
    years = [str(year) for year in rules.years[1:]]
    later = assess(one.loc[[1] * len(years)].assign(period=years), rules, price_path="central")
    by_hand = found["low_eur"] + sum(
        200 * 3.187 * (0.2 if year == "2027" else 0.3) * price
        for year, price in zip(years, later["certificate_price_eur"], strict=True)
    )
    assert found["low_to_end_eur"] == pytest.approx(by_hand)
    assert found["high_to_end_eur"] > found["low_to_end_eur"]


def test_without_suppliers_code_and_origin_stand_in(rules: Rules) -> None:
    found = suppliers.worth(assess(LINES, rules), rules, "")
    assert found[["cn_code", "origin"]].to_numpy().tolist() == [["72083600", "CN"], ["73181588", "TW"]]
    assert found["cost_eur"].sum() == pytest.approx(assess(LINES, rules)["cost_eur"].sum())


def test_lines_below_the_threshold_are_worth_nothing_now(rules: Rules) -> None:
    small = LINES.iloc[[2]]
    assert suppliers.worth(assess(small, rules), rules, SUPPLIER).empty
    assert len(suppliers.goods(assess(small, rules), rules, SUPPLIER)) == 1


def test_a_fee_is_taken_off(rules: Rules) -> None:
    found = suppliers.after_fee(suppliers.worth(assess(LINES, rules), rules, SUPPLIER), 5000.0)
    assert (found["low_eur"] - found["low_after_fee_eur"]).eq(5000.0).all()


def test_a_sheet_comes_back_as_it_was_filled(rules: Rules) -> None:
    # rows: Alpha coil (10 + 100 t), Alpha screws, Beta coil
    chained = "w~1_72139110_1.0500000000000003_TW"
    content = fill(
        sheet(rules),
        {
            (4, "direct_t_per_t"): 2.1000000000000001,
            (4, "precursors"): chained,
            (4, "verified"): "yes",
            (4, "carbon_price_paid_eur_per_t_co2e"): 0.123456789012345,
            (5, "direct_t_per_t"): "1,9",
            (5, "production_route"): "(C)",
            (5, "verified"): "否",
        },
    )
    rows = read(content).rows.set_index("row")
    assert rows["filled"].to_dict() == {3: False, 4: True, 5: True}
    assert rows.at[3, "net_mass_t"] == 110.0 and rows.at[3, "supplier"] == "Alpha"
    assert rows.at[4, "direct_t_per_t"] == 2.1 and rows.at[4, "precursors"] == chained
    assert rows.at[4, "carbon_price_paid_eur_per_t_co2e"] == 0.123456789012345 and rows.at[4, "verified"]
    assert rows.at[5, "direct_t_per_t"] == 1.9 and rows.at[5, "production_route"] == "C"
    assert not rows.at[5, "verified"]


#: as many digits as a number cell of a workbook holds; a chain as text holds all
numbers = st.floats(min_value=0, max_value=1e6).map(lambda value: abs(float(f"{value:.15g}")))
steps = st.builds(
    chain.Step,
    depth=st.just(1),
    code=st.sampled_from(["72139110", "72071111", "2601120000"]),
    mass=numbers,
    origin=st.sampled_from(["", "CN", "TW"]),
    kind=st.sampled_from(chain.KINDS),
    years_before=st.integers(0, 3),
    route=st.sampled_from(["", "C"]),
    direct=st.none() | numbers,
    indirect=st.none() | numbers,
    benchmark=st.none() | numbers,
)


@settings(max_examples=12, deadline=None)
@given(st.lists(steps, min_size=1, max_size=5), st.lists(st.integers(1, 4), min_size=5, max_size=5))
def test_any_chain_comes_back_to_the_last_digit(found: list[chain.Step], depths: list[int]) -> None:
    deep, above = [], 0
    for step, depth in zip(found, depths, strict=False):
        above = min(depth, above + 1)
        deep.append(step._replace(depth=above))
    goods = pd.DataFrame([{"supplier": "A", "cn_code": "73181588", "origin": "TW", "period": "2026"}])
    deep[0] = deep[0]._replace(mass=0.1 + 0.2)
    text = chain.write(chain.Chain(chain.WHOLE, tuple(deep)))
    blank = data_sheet.write(goods, WORDS)
    as_text = fill(blank, {(3, "precursors"): text})
    assert read(as_text).rows["precursors"].item() == text
    deep[0] = deep[0]._replace(mass=0.3)
    text = chain.write(chain.Chain(chain.WHOLE, tuple(deep)))
    cells = {(3 + at, name): value for at, step in enumerate(deep) for name, value in step._asdict().items()}
    as_rows = fill(blank, {(3, "number"): 1} | cells, "Precursors")
    assert read(as_rows).rows["precursors"].item() == text


@pytest.mark.parametrize("written", ["1,234", "1.234"])
def test_a_lone_mark_is_a_decimal_one_per_tonne(rules: Rules, written: str) -> None:
    found = read(fill(sheet(rules), {(3, "direct_t_per_t"): written}))
    assert not found.problems and found.rows["direct_t_per_t"].tolist()[0] == 1.234


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("direct_t_per_t", "=1+1", "formula_without_value"),
        ("direct_t_per_t", "two", "number_unreadable"),
        ("direct_t_per_t", -1, "number_negative"),
        ("indirect_t_per_t", "inf", "number_not_finite"),
        ("precursors", "w~9_1", "chain_malformed"),
        ("verified", "perhaps", "yes_or_no"),
        ("period", "soon", "period_unreadable"),
        ("cn_code", "7.2E7", "code_rounded"),
        ("installation", "x" * 201, "text_too_long"),
        ("supplier", "a\x0bb", "control_character"),
    ],
)
def test_a_bad_cell_refuses_its_row_only(rules: Rules, column: str, value: Any, code: str) -> None:
    good = fill(sheet(rules), {(5, "direct_t_per_t"): 1.5})
    if column == "supplier":
        # openpyxl writes no such character: the text is put in place of another one
        import zipfile

        marked = fill(good, {(3, column): "MARKED"})
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(marked)) as old, zipfile.ZipFile(out, "w") as new:
            for part in old.namelist():
                new.writestr(part, old.read(part).replace(b"MARKED", "a_x000B_b\ufffd".encode()))
        found = read(out.getvalue())
    else:
        found = read(fill(good, {(3, column): value}))
    assert [(own.code, own.column) for own in found.problems] == [(code, f"CBAM!{_address(column)}")]
    assert found.rows["row"].tolist() == [4, 5] and found.rows["direct_t_per_t"].tolist()[1] == 1.5


def _address(column: str) -> str:
    return f"{chr(ord('B') + data_sheet.COLUMNS.index(column))}3"


def test_steps_that_cannot_be_used_refuse_their_good(rules: Rules) -> None:
    content = fill(sheet(rules), {(3, "direct_t_per_t"): 2.0, (4, "direct_t_per_t"): 2.0})
    found = read(
        fill(
            content,
            {(3, "number"): 1, (3, "code"): "12", (4, "number"): 7, (4, "code"): "72071111"},
            "Precursors",
        )
    )
    assert {(own.code, own.row) for own in found.problems} == {("step_unusable", 3), ("step_without_good", 4)}
    assert found.rows["row"].tolist() == [4, 5]


def test_what_the_buyer_wrote_never_runs(rules: Rules) -> None:
    lines = LINES.assign(**{SUPPLIER: '=HYPERLINK("http://x","y")'})
    book = openpyxl.load_workbook(io.BytesIO(sheet(rules, lines)))
    kinds = {cell.data_type for own in book for row in own.iter_rows() for cell in row}
    assert "f" not in kinds
    assert all(str(cell.value)[:1] != "=" for cell in book["CBAM"]["C"])
    # and the name is found again without the mark against formulas
    filled = supplier_filling.fill(lines, rules, {"a": read(sheet(rules, lines))}, SUPPLIER)
    assert set(filled.account["supplier"]) == {'=HYPERLINK("http://x","y")'}


def test_other_files_are_no_data_sheets() -> None:
    for content, name in ((b"a,b\n1,2\n", "x.csv"), (b"", "x.xlsx")):
        with pytest.raises(Unreadable):
            data_sheet_reading.read(content, name)


def test_values_reach_the_lines_they_are_about(rules: Rules) -> None:
    content = fill(
        sheet(rules),
        {
            (3, "direct_t_per_t"): 2.0,
            (3, "production_route"): "C",
            (3, "verified"): "yes",
            (5, "precursors"): "w~1_72071111_1",
        },
    )
    found = supplier_filling.fill(LINES, rules, {"a.xlsx": read(content)}, SUPPLIER)
    assert found.filled.tolist() == [True, False, False, True]
    account = found.account.set_index("row")
    assert account["state"].to_dict() == {3: "taken", 4: "empty", 5: "refused"}
    assert account.at[3, "lines"] == 2 and account.at[3, "missing"] == ("precursors",)
    assert account.at[5, "reason_code"] == "direct_missing"
    assessed = assess(found.lines, rules)
    # column A of route C (0.044 x 0.975) alone: no precursors given
    assert assessed["cost_eur"].iloc[0] == pytest.approx(100 * (2.0 - 0.044 * 0.975) * 75.36)
    assert assessed["cost_eur"].iloc[1] == pytest.approx(assess(LINES, rules)["cost_eur"].iloc[1])
    assert supplier_filling.still_on_defaults(assessed, rules, SUPPLIER, found) == 2


def test_rows_of_other_years_and_origins_match_nothing(rules: Rules) -> None:
    blank = fill(sheet(rules), {(row, "direct_t_per_t"): 2.0 for row in (3, 4, 5)})
    changed = fill(blank, {(3, "period"): "2027", (4, "origin"): "VN", (5, "supplier"): "Gamma"})
    found = supplier_filling.fill(LINES, rules, {"a": read(changed)}, SUPPLIER)
    assert found.account["state"].tolist() == ["no_line"] * 3 and not found.filled.any()
    pd.testing.assert_frame_equal(found.lines[list(LINES)], LINES)


def test_the_same_good_twice_is_taken_once(rules: Rules) -> None:
    content = fill(sheet(rules), {(3, "direct_t_per_t"): 2.0, (3, "production_route"): "C"})
    found = supplier_filling.fill(LINES, rules, {"a": read(content), "b": read(content)}, SUPPLIER)
    assert found.account["state"].value_counts().to_dict() == {"empty": 4, "taken": 1, "taken_before": 1}


def two_installations(rules: Rules, masses: tuple[Any, Any], **second: Any) -> supplier_filling.Filled:
    """Row 4 of the sheet made a second installation of row 3's good (110 t of coil from Alpha)."""
    own = {
        "direct_t_per_t": 2.0,
        "production_route": "C",
        "precursors": "w~1_72071111_1.05_CN",
        "verified": "yes",
    }
    first = {(3, name): value for name, value in own.items()} | {(3, "installation"): "North"}
    other = own | {"supplier": "Alpha", "cn_code": "72083600", "origin": "CN", "period": "2026"} | second
    copy = {(4, name): value for name, value in other.items()} | {(4, "installation"): "South"}
    weights = {(3, "net_mass_t"): masses[0], (4, "net_mass_t"): masses[1]}
    content = fill(sheet(rules), first | copy | weights)
    return supplier_filling.fill(LINES, rules, {"a": read(content)}, SUPPLIER)


def test_two_installations_are_averaged_by_mass(rules: Rules) -> None:
    found = two_installations(rules, (66, 44), direct_t_per_t=1.0, precursors="w~1_72071111_2_CN")
    assert found.filled.tolist() == [True, False, False, True]
    # 0.6 x 2.0 + 0.4 x 1.0; precursors 0.6 x 1.05 t and 0.4 x 2 t of one tonne of coil
    assert found.lines["direct_t_per_t"].iloc[0] == pytest.approx(1.6)
    steps = chain.read(found.lines["precursors"].iloc[0]).steps
    assert [step.mass for step in steps] == pytest.approx([0.63, 0.8])
    assert found.account["state"].tolist()[:2] == ["taken", "taken"]
    assert found.account["missing"].iloc[0] == ("averaged",)


def test_two_equal_installations_are_one(rules: Rules) -> None:
    both = two_installations(rules, (66, 44))
    alone = two_installations(rules, (66, 44), cn_code="72083700")
    pair = [assess(own.lines, rules)["cost_eur"].iloc[0] for own in (both, alone)]
    assert pair[0] == pytest.approx(pair[1], rel=1e-12)


@pytest.mark.parametrize("masses", [(66, ""), (110, 110)])
def test_without_masses_two_installations_are_asked_for_them(rules: Rules, masses: tuple[Any, Any]) -> None:
    found = two_installations(rules, masses)
    assert not found.filled.any() and found.account["state"].tolist()[:2] == ["masses_needed"] * 2


def test_installations_of_different_routes_have_no_mean(rules: Rules) -> None:
    found = two_installations(rules, (66, 44), production_route="E")
    assert not found.filled.any() and found.account["state"].tolist()[:2] == ["cannot_average"] * 2


def test_a_price_is_weighed_by_the_emissions_it_is_paid_on() -> None:
    row = {"net_mass_t": 10.0, "precursors": "", "production_route": "", "indirect_t_per_t": 0.0}
    row |= {"verified": True, installations.PRICE: 10.0, "direct_t_per_t": 3.0}
    unpaid = row | {installations.PRICE: float("nan"), "direct_t_per_t": 1.0}
    mean, why = installations.average([row, unpaid], 100.0)
    # 30 EUR on 4 t
    assert not why and mean[installations.PRICE] == pytest.approx(7.5)


def test_the_command_line_takes_sheets_and_says_what_became_of_them(
    rules: Rules, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines, good, bad = (tmp_path / name for name in ("lines.csv", "good.xlsx", "bad.xlsx"))
    LINES.rename(columns={SUPPLIER: "Supplier"}).to_csv(lines, index=False)
    good.write_bytes(
        fill(
            sheet(rules),
            {(3, "direct_t_per_t"): 2.0, (3, "production_route"): "C", (4, "direct_t_per_t"): "two"},
        )
    )
    assert command.main([str(lines), "--data-sheet", str(good)]) == 0
    out, told = capsys.readouterr()
    result = pd.read_csv(io.StringIO(out))
    # the first line by its own values, the second by the default: 163.527432 EUR a tonne
    assert result["cost_eur"][0] == pytest.approx(100 * (2.0 - 0.044 * 0.975) * 75.36)
    assert result["cost_eur"][1] == pytest.approx(200 * 163.527432)
    assert result["direct_t_per_t"][0] == 2.0 and pd.isna(result["direct_t_per_t"][1])
    assert "good.xlsx row 3" in told and "two" in told
    bad.write_bytes(b"no workbook")
    assert command.main([str(lines), "--data-sheet", str(bad)]) == 2
    assert "bad.xlsx" in capsys.readouterr().err


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_takes_sheets_and_gives_them_back(
    rules: Rules, show: Callable[..., AppTest], lang: str
) -> None:
    written = LINES.rename(columns={SUPPLIER: "Supplier"}).to_csv(index=False).encode()
    content = fill(sheet(rules), {(3, "direct_t_per_t"): 2.0, (3, "production_route"): "C"})
    app = show("cbam", lang=lang, tab="portfolio", part="suppliers")
    app.file_uploader[0].set_value(("lines.csv", written, "text/csv")).run()
    before = app.metric[0].value
    sheets = next(box for box in app.file_uploader if "sheets" in str(box.key))
    sheets.set_value([("alpha.xlsx", content, ""), ("foreign.xlsx", b"PK nothing", "")]).run()
    assert not app.exception and not app.error
    assert app.metric[0].value != before
    assert any("foreign.xlsx" in box.value for box in app.warning)
    next(button for button in app.button if button.key == "cbam:no-sheets").click().run()
    assert app.metric[0].value == before


def test_the_calculator_takes_the_sheet_too(rules: Rules) -> None:
    content = fill(
        sheet(rules),
        {
            (3, "direct_t_per_t"): 2.125,
            (3, "precursors"): "w~1_72071111_1.1_TW",
            (4, "direct_t_per_t"): "two",
        },
    )
    found = supplier_file.read(content, "sheet.xlsx")
    assert (found.kind, found.country, found.period_to) == ("data_sheet", "CN", "2026-12-31")
    (good,) = found.goods
    assert (good.cn_codes, good.direct, good.indirect) == (("72083600",), 2.125, None)
    assert good.chain == "w~1_72071111_1.1_TW"
    states = {(told.field, told.state) for told in found.account}
    assert {("direct", "taken"), ("indirect", "missing"), ("direct", "refused")} <= states
