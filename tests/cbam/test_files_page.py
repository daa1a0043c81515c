"""Files on the portfolio's page: sheets named, corrections find their sheet, choices kept and used again."""

import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from atlas.cbam.files import portfolio
from atlas.cbam.files.decisions import Decisions
from atlas.cbam.page.portfolio_issues_view import _changes, _to_correct, _unit
from atlas.cbam.page.portfolio_mapping_view import saved
from atlas.cbam.page.portfolio_session_view import Held
from atlas.language import LANGUAGES

Show = Callable[..., AppTest]
BOOKS = Path(__file__).parent / "books"
SURVEY = b"Period,CN code,Origin,Net weight (t),As surveyed (t)\n2026-Q1,72083600,CN,90,100\n"


def held(content: bytes, name: str = "a.csv", **decided: dict[str, str]) -> Held:
    decisions = Decisions(**decided)
    mine = Held(content, name, decisions, portfolio.read(content, name, decisions))
    mine.answer(("law", "central", None))
    return mine


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_refused_line_of_several_sheets_stands_on_the_page_with_its_sheet(show: Show, lang: str) -> None:
    app = show("cbam", lang=lang, tab="portfolio")
    app.file_uploader[0].set_value(("imports.xls", (BOOKS / "imports.xls").read_bytes(), "text/csv")).run()
    assert not app.exception
    table = next(own.value for own in app.dataframe if "reason" in own.value)
    assert table["sheet"].tolist() == ["Q1"] and table["row"].tolist() == [6]


@pytest.mark.parametrize(("sheets", "only"), [(["Q1", "Q2"], "Q1"), (["Imports"], "Imports")])
def test_a_correction_finds_its_sheet(sheets: list[str], only: str) -> None:
    before = pd.DataFrame({"row": [6], "net_mass_t": ["x"], "reason": [""]})
    if len(sheets) > 1:
        before["sheet"] = "Q2"
    found = _changes(before, before.assign(net_mass_t="1"), ["row", "sheet", "reason"], only)
    assert found == {(sheets[-1], 6, "net_mass_t"): "1"}


def test_a_mass_to_correct_shows_its_unit_and_keeps_it() -> None:
    text = "CN code,Origin,Net mass (kg),Period\n72083600,CN,60.000x,2026-Q1\n72083600,CN,1500.5,2026-Q1\n"
    mine = held(text.encode())
    assert _unit(mine) == " kg"
    # the sign that made it unreadable is taken out, as a reader would do it
    fixed = mine.decisions.correct({("", 2, "net_mass_t"): "60000 kg"})
    assert portfolio.read(text.encode(), "a.csv", fixed).lines["net_mass_t"].tolist() == [60, 1.5005]
    assert _unit(held(text.replace("(kg)", "(t)").encode())) == ""


def test_the_file_to_correct_has_the_own_columns_and_reads_back() -> None:
    text = "MRN,CN code,Origin,Net mass (t),Gross weight (t),Period\n26A,72083600,CN,x,9,2026-Q1\n26B,72083600,CN,5,6,2026-Q1\n"
    mine = held(text.encode())
    names = {"row": "Row", "reason": "Reason", "cn_code": "CN code", "origin": "Origin", "period": "Period"}
    lines = pd.DataFrame(
        {"row": [2], "reason": ["no number"], "cn_code": ["72083600"], "origin": ["CN"]}
    ).assign(period="2026-Q1", net_mass_t="x")
    content = _to_correct(mine, lines, names | {"net_mass_t": "Net mass (t)"})
    again = portfolio.read(content.replace(b",x,", b",7,"), "b.csv")
    assert again.lines[["net_mass_t", "file:MRN"]].to_numpy().tolist() == [[7, "26A"]]


def test_all_recognised_headings_are_kept_and_the_chosen_ones_win() -> None:
    mine = held(SURVEY, columns={"net_mass_t": "As surveyed (t)"})
    kept = json.loads(saved(mine).to_json())
    assert kept["columns"] == {
        "period": "Period",
        "cn_code": "CN code",
        "origin": "Origin",
        "net_mass_t": "As surveyed (t)",
    }
    again = portfolio.read(SURVEY, "a.csv", Decisions(**kept))
    assert again.lines["net_mass_t"].tolist() == [100]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_saved_mapping_is_taken_back_and_its_misfits_are_named(show: Show, lang: str) -> None:
    app = show("cbam", lang=lang, tab="portfolio")
    app.file_uploader[0].set_value(("survey.csv", SURVEY, "text/csv")).run()
    kept = {
        "columns": {"net_mass_t": "As surveyed (t)", "origin": "Provenance", "colour": "red"},
        "answers": {"mass_unit": "stone"},
    }
    own = next(one for one in app.file_uploader if "JSON" in one.label)
    own.set_value(("m.json", json.dumps(kept).encode(), "application/json")).run()
    assert not app.exception
    assert any("16,352.74" in metric.value for metric in app.metric)
    told = "\n".join(str(one.value) for one in app.text)
    assert all(word in told for word in ("Provenance", "colour", "stone"))
