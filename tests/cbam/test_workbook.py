"""The workbook recomputes to the same figures, and follows a change as the assessment does."""

import ast
import io
import operator
import re
import shutil
import subprocess
import zipfile

import openpyxl
import pandas as pd
import pytest

from atlas.cbam.answers.assessment import assess_file
from atlas.cbam.engine.assess import assess
from atlas.cbam.engine.reasons_text import reasons
from atlas.cbam.files import portfolio
from atlas.cbam.page.portfolio_text import file_reasons
from atlas.cbam.workbook import layout, workbook
from atlas.language import Language

LINES = pd.DataFrame(
    {
        "line_id": ["=1+1", "b", "c", "d", "e", "f", "g", "h"],
        "importer": ["@acme", "@acme", "@acme", "small", "small", "@acme", "@acme", ">5"],
        "cn_code": [
            "7208 36 00",
            "72071111",
            "2523100090",
            "72083600",
            "72083600",
            "x",
            "73181542",
            "28041000",
        ],
        "origin": ["CN", "Türkiye", "印度", "Norway", "China", "CN", "CN", "SA"],
        "net_mass_t": [100.0, 100, 1000, 5, 10, 1, 60, 3],
        "period": ["2026-Q1", "2026-Q3", "2026-Q1", "2026-Q1", "2034", "2026-Q1", "2027", "2026-Q2"],
        "basis": ["default"] * 6 + ["actual", "default"],
        "production_route": [None] * 6 + ["C", None],
        "direct_t_per_t": [None] * 6 + [2.4, None],
        "precursor_free_allocation_t_per_t": [None] * 6 + [1.1, None],
        "carbon_price_paid_eur_per_t_co2e": [None] * 6 + [5.0, None],
    }
)


class Evaluator:
    """Just the formulas the workbook uses: arithmetic, comparison, MAX, IF, ROUND, SUM and SUMIFS."""

    def __init__(self, content):
        self.book = openpyxl.load_workbook(io.BytesIO(content))
        self.known = {}

    def set(self, sheet, cell, value):
        self.book[sheet][cell] = value
        self.known = {}

    def cell(self, sheet, cell):
        key = (sheet, cell.replace("$", ""))
        if key not in self.known:
            value = self.book[sheet][key[1]].value
            text = isinstance(value, str) and value.startswith("=")
            self.known[key] = self.formula(value[1:], sheet) if text else value
        return self.known[key]

    def number(self, sheet, cell):
        return self.cell(sheet, cell) or 0

    def area(self, sheet, first, last):
        found = self.book[sheet][f"{first}:{last}".replace("$", "")]
        return [self.cell(sheet, cell.coordinate) for row in found for cell in row]

    def formula(self, text, sheet):
        reference = r"(?:'([^']+)'!)?(\$?[A-Z]{1,2}\$?\d+)(?::(\$?[A-Z]{1,2}\$?\d+))?"
        python = re.sub(reference, lambda m: f"REF({m[1] or sheet!r},{m[2]!r},{m[3] or ''!r})", text)
        return self.value(ast.parse(python, mode="eval").body)

    def value(self, node):
        if isinstance(node, ast.Constant):
            return node.value
        if isinstance(node, ast.BinOp):
            kinds = {
                ast.Add: operator.add,
                ast.Sub: operator.sub,
                ast.Mult: operator.mul,
                ast.Div: operator.truediv,
            }
            return kinds[type(node.op)](self.value(node.left), self.value(node.right))
        if isinstance(node, ast.Compare):
            assert isinstance(node.ops[0], ast.Gt)
            return self.value(node.left) > self.value(node.comparators[0])
        assert isinstance(node, ast.Call)
        if node.func.id == "REF":
            sheet, first, last = (argument.value for argument in node.args)
            return self.area(sheet, first, last) if last else self.number(sheet, first)
        if node.func.id == "IF":
            test, yes, no = node.args
            return self.value(yes if self.value(test) else no)
        values = [self.value(argument) for argument in node.args]
        return {"MAX": max, "ROUND": round, "SUM": sum, "SUMIFS": self.sumifs}[node.func.id](*values)

    @staticmethod
    def sumifs(figures, keys, wanted):
        return sum(figure or 0 for figure, key in zip(figures, keys, strict=True) if key == wanted)

    def formulas(self):
        for sheet in self.book:
            for row in sheet.iter_rows():
                yield from (
                    cell for cell in row if isinstance(cell.value, str) and cell.value.startswith("=")
                )


def built(lines, rules, code="en", **choice):
    assessed = assess(lines, rules, **choice)
    texts = workbook.Texts(reasons(assessed, Language("en")), ["Rules as of today", "=not a formula"])
    return assessed, workbook.build(assessed, rules, Language(code), texts)


def column(evaluator, name, size):
    return [evaluator.number("Lines", f"{layout.LETTER[name]}{row}") for row in range(2, size + 2)]


@pytest.fixture(scope="module")
def answer(rules):
    return built(LINES, rules)


def test_stored_values_are_the_answer(answer):
    assessed, content = answer
    kept = assessed[assessed["status"] != "refused"]
    stored = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    for name in ("embedded_t", "free_allocation_t", "carbon_price_reduction_t", "certificates_t", "cost_eur"):
        own = [stored["Lines"][f"{layout.LETTER[name]}{row}"].value for row in range(2, len(kept) + 2)]
        assert own == pytest.approx(kept[name].fillna(0).tolist(), rel=1e-12)
    assert stored["Totals"]["B1"].value == pytest.approx(assessed["cost_eur"].sum(), rel=1e-12)


def test_every_formula_recomputes_to_its_stored_value(answer):
    _, content = answer
    evaluator = Evaluator(content)
    stored = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    formulas = list(evaluator.formulas())
    assert len(formulas) > 100
    for cell in formulas:
        computed = evaluator.cell(cell.parent.title, cell.coordinate)
        assert computed == pytest.approx(stored[cell.parent.title][cell.coordinate].value, rel=1e-9, abs=1e-9)


def test_a_changed_price_moves_the_totals_as_the_assessment_does(answer, rules):
    assessed, content = answer
    evaluator = Evaluator(content)
    price = next(row for row in range(2, 20) if evaluator.cell("Prices", f"A{row}") == "2026-Q1")
    evaluator.set("Prices", f"C{price}", 100.0)
    changed = LINES.assign(certificate_price_eur=[100.0 if p == "2026-Q1" else None for p in LINES["period"]])
    expected = assess(changed, rules)
    kept = expected[expected["status"] != "refused"]
    assert column(evaluator, "cost_eur", len(kept)) == pytest.approx(kept["cost_eur"].tolist())
    assert evaluator.cell("Totals", "B1") == pytest.approx(expected["cost_eur"].sum())
    assert evaluator.cell("Totals", "B1") > assessed["cost_eur"].sum() + 20_000


def test_a_changed_mass_passes_the_threshold_as_the_assessment_does(answer, rules):
    _, content = answer
    evaluator = Evaluator(content)
    small = LINES.index[LINES["line_id"] == "e"][0]
    evaluator.set("Lines", f"{layout.LETTER['net_mass_t']}{small + 2}", 60.0)
    expected = assess(
        LINES.assign(net_mass_t=LINES["net_mass_t"].where(LINES["line_id"] != "e", 60.0)), rules
    )
    assert evaluator.cell("Totals", "B1") == pytest.approx(expected["cost_eur"].sum())
    assert expected.at[small, "status"] == "ok" and expected.at[small, "cost_eur"] > 0


def test_a_changed_intensity_and_factor_move_their_lines(answer, rules):
    """Screws, actual, 60 t, 2027: (2.4 x (1 - 5 / 82.32) - 0.95 x 0.038 - 1.1) x 60 x 82.32."""
    _, content = answer
    evaluator = Evaluator(content)
    row = next(r for r in range(2, 10) if evaluator.cell("Lines", f"A{r}") == "g")
    cost = f"{layout.LETTER['cost_eur']}{row}"
    assert evaluator.cell("Lines", cost) == pytest.approx(
        (2.4 * (1 - 5 / 82.32) - 0.95 * 0.038 - 1.1) * 60 * 82.32
    )
    evaluator.set("Lines", f"{layout.LETTER['see_t_per_t']}{row}", 3.0)
    assert evaluator.cell("Lines", cost) == pytest.approx(
        (3.0 * (1 - 5 / 82.32) - 0.95 * 0.038 - 1.1) * 60 * 82.32
    )


def test_refused_lines_stand_apart_with_their_reasons(answer):
    _, content = answer
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Refused"]
    heads = [cell.value for cell in sheet[1]]
    assert heads[-1] == "Reason" and sheet.max_row == 2
    assert sheet.cell(2, len(heads)).value.startswith("“x” is not a CN code")


def test_texts_are_never_formulas(answer):
    _, content = answer
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book["Lines"]["A2"].value == "'=1+1" and book["Lines"]["B2"].value == "'@acme"
    assert book["Notes"]["A2"].value == "'=not a formula"
    with_formula = {
        sheet.title for sheet in book for row in sheet.iter_rows() for c in row if c.data_type == "f"
    }
    assert with_formula == {"Totals", "Lines", "Threshold"}


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\tx", "\rx"])
def test_safe_marks_texts_that_begin_like_formulas(text):
    assert workbook.safe(text) == "'" + text and workbook.safe("a=1") == "a=1"


@pytest.mark.parametrize("code", ["zh-Hant", "zh-Hans"])
def test_chinese_workbooks_recompute_too(rules, code):
    assessed, content = built(LINES, rules, code)
    evaluator = Evaluator(content)
    total = evaluator.book.sheetnames[0]
    assert evaluator.cell(total, "B1") == pytest.approx(assessed["cost_eur"].sum())
    assert evaluator.book.sheetnames[1] != "Lines"


def test_only_refused_lines_make_a_workbook_without_a_sum(rules):
    _, content = built(LINES.loc[[5]], rules)
    assert openpyxl.load_workbook(io.BytesIO(content))["Refused"].max_row == 2


def test_a_price_of_the_user_stands_on_the_prices_sheet(rules):
    assessed, content = built(LINES, rules, price_eur=90.0)
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Prices"]
    assert {sheet.cell(row, 3).value for row in range(2, sheet.max_row + 1)} - {None} == {90}


def test_too_many_lines_are_refused(rules, monkeypatch):
    monkeypatch.setattr(workbook, "MAX_LINES", 7)
    with pytest.raises(ValueError, match="8 lines"):
        built(LINES, rules)


# --- from a customs file: its own columns stay with their lines -------------------------------------------

FILE = (
    "MRN;Pos.;Warennummer;Ursprungsland;Eigenmasse (kg);Überlassungsdatum;Lieferant;=Notiz\n"
    "26DE1;1;72083600;CN;60000;15.02.2026;Alpha;@SUM(1)\n"
    "26DE2;7;72083600;CN;40000;16.02.2026;Beta;" + "lang " * 8000 + "\n"
    "26DE3;2;72083600;Atlantis;1000;16.02.2026;Gamma;\n"
)


@pytest.fixture(scope="module")
def from_file(rules):
    found = portfolio.read(FILE.encode("cp1252"), "zoll.csv")
    assessed = assess_file(found, rules)
    texts = workbook.Texts(file_reasons(assessed, Language("en")), [])
    return assessed, workbook.build(assessed, rules, Language("en"), texts)


def test_lines_carry_the_columns_of_their_file_and_the_row(from_file):
    _, content = from_file
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Lines"]
    heads = [cell.value for cell in sheet[1]]
    own = heads[len(layout.LAYOUT) :]
    assert own == ["Row", "MRN", "Pos.", "Lieferant", "'=Notiz"]
    rows = [[cell.value for cell in row][len(layout.LAYOUT) :] for row in sheet.iter_rows(min_row=2)]
    assert rows[0] == [2, "26DE1", "1", "Alpha", "'@SUM(1)"]
    assert rows[1][:4] == [3, "26DE2", "7", "Beta"] and len(rows[1][4]) == 32_767
    apart = openpyxl.load_workbook(io.BytesIO(content))["Refused"]
    assert [cell.value for cell in apart[1]][-4:] == ["MRN", "Pos.", "Lieferant", "'=Notiz"]
    assert "26DE3" in [cell.value for cell in apart[2]]


def test_formulas_beside_own_columns_give_the_cost(from_file):
    # 100 t of 2.16995 certificates of 75.36 EUR, worked out from the acts in test_golden.py
    assessed, content = from_file
    evaluator = Evaluator(content)
    assert evaluator.cell("Totals", "B1") == pytest.approx(16352.74, abs=0.01)
    assert evaluator.cell("Totals", "B1") == pytest.approx(assessed["cost_eur"].sum(), rel=1e-14)


def test_two_sheets_are_told_apart(rules):
    head = ["CN code", "Origin", "Net mass (t)", "Period"]
    content = io.BytesIO()
    made = openpyxl.Workbook()
    for title in ("North", "South"):
        sheet = made.create_sheet(title)
        sheet.append(head)
        sheet.append(["72083600", "CN", 50, "2026-Q1"])
    made.save(content)
    assessed = assess_file(portfolio.read(content.getvalue(), "a.xlsx"), rules)
    texts = workbook.Texts(file_reasons(assessed, Language("en")), [])
    lines = openpyxl.load_workbook(io.BytesIO(workbook.build(assessed, rules, Language("en"), texts)))[
        "Lines"
    ]
    heads = [cell.value for cell in lines[1]]
    at = heads.index("Sheet") + 1
    assert [lines.cell(row, at).value for row in (2, 3)] == ["North", "South"]


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_works_out_the_same_figures(answer, tmp_path):
    """Stored values are taken out before, so that every figure is LibreOffice's own."""
    assessed, content = answer
    bare = tmp_path / "bare.xlsx"
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(bare, "w") as target:
        for name in source.namelist():
            body = source.read(name)
            if name.startswith("xl/worksheets/"):
                body = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", body)
            target.writestr(name, body)
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile"]
    subprocess.run(
        [
            *command,
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
            str(tmp_path / "out"),
            str(bare),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    theirs = openpyxl.load_workbook(tmp_path / "out" / "bare.xlsx", data_only=True)
    ours = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    compared = 0
    for cell in Evaluator(content).formulas():
        found = theirs[cell.parent.title][cell.coordinate].value
        stored = ours[cell.parent.title][cell.coordinate].value
        assert found == pytest.approx(stored, rel=1e-14, abs=1e-12), (cell.parent.title, cell.coordinate)
        compared += 1
    assert compared > 100
    assert theirs["Totals"]["B1"].value == pytest.approx(assessed["cost_eur"].sum(), rel=1e-14)
