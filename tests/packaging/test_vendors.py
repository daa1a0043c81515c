"""Vendors compared: each cell equals the rows behind it, multiples and dollars worked out by hand."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from atlas import tables
from atlas.language import Language
from atlas.packaging import compare_answers, supply, vendors, vendors_answers

FRAMES = tables.load_all()
CAPACITY = FRAMES["packaging_capacity"].set_index("row_id")
MEASURES = FRAMES["packaging_vendor_measures"].set_index("measure_id")
ENGLISH = Language("en")


def spent(vendor: str, year: int) -> pd.Series:
    cells = vendors.measure_cells(FRAMES["packaging_vendor_measures"], "capex", FRAMES["fx_usd_rates"])
    return cells[(cells["vendor_id"] == vendor) & (cells["year"] == year)].iloc[0]


@pytest.mark.parametrize("doubtful", [False, True])
@pytest.mark.parametrize("family", ["cowos", "stacking", "memory", "panel"])
def test_a_cell_of_capacity_equals_the_rows_behind_it(family: str, doubtful: bool) -> None:
    cells = vendors.capacity_cells(
        FRAMES["packaging_capacity"], FRAMES["packaging_technologies"], family, doubtful
    )
    assert len(cells)
    for row in cells.to_dict("records"):
        behind = CAPACITY.loc[list(row["ids"])]
        assert set(behind["vendor_id"]) == {row["vendor_id"]} and behind["source_id"].notna().all()
        # one series: nothing of another technology, step, scope or unit is in the range
        assert (behind[["technology", "process_step", "scope", "metric", "unit"]].nunique() == 1).all()
        assert set(behind["period_end"].dt.year) == {row["year"]}
        for side in ("low", "high"):
            ends = behind[f"value_{side}"].dropna()
            assert (
                pd.isna(row[side])
                if ends.empty
                else row[side] == (ends.min() if side == "low" else ends.max())
            )
        assert doubtful or not row["doubtful"]


def test_a_cell_of_money_equals_the_rows_behind_it() -> None:
    cells = vendors.measure_cells(FRAMES["packaging_vendor_measures"], "capex", FRAMES["fx_usd_rates"])
    for row in cells.to_dict("records"):
        behind = MEASURES.loc[list(row["ids"])]
        assert not behind["superseded"].any() and set(behind["vendor_id"]) == {row["vendor_id"]}
        if pd.notna(row["low"]):
            assert row["low"] == behind["value_low"].min()


def test_multiples_and_dollars_by_hand() -> None:
    # TSMC 60 to 64 of 29.76; ASE 10.5 of 2.0; PTI 50 of 11.379, at 31.6099 a dollar
    assert spent("tsmc", 2026)["multiple_low"] == pytest.approx(60 / 29.76)
    assert spent("ase", 2026)["multiple_high"] == pytest.approx(5.25)
    pti = spent("pti", 2026)
    assert pti["usd_high"] == pytest.approx(50 / 31.6099) and pti["provisional"]
    assert pti["multiple_low"] == pytest.approx(50 / 11.379)
    # what was spent comes before what was planned, and stays in its own currency
    assert spent("pti", 2025)[["low", "unit", "kind"]].tolist() == [17.801, "twd_bn", "actual"]


def test_the_article_is_no_witness_to_its_own_figures() -> None:
    cells = vendors.capacity_cells(FRAMES["packaging_capacity"], FRAMES["packaging_technologies"], "cowos")
    assert "SEED2" not in set(CAPACITY.loc[[key for ids in cells["ids"] for key in ids], "source_id"])


def test_differences_take_the_ends_that_lie_farthest_apart() -> None:
    cells = vendors.measure_cells(FRAMES["packaging_vendor_measures"], "capex", FRAMES["fx_usd_rates"])
    row = vendors.differences(cells, ("ase", "amkor"), "usd_low", "usd_high").set_index("year").loc[2026]
    # 10.5 less 2.5 to 3.0; 10.5 over 3.0 to 2.5
    assert (row["less"], row["more"]) == (7.5, 8.0)
    assert (row["ratio_low"], row["ratio_high"]) == (pytest.approx(3.5), pytest.approx(4.2))


#: what a manager asks, and words of the row that answer it
QUESTIONS = [
    ("TSMC", "capacity", "88–140K (2026)"),
    ("ASE with SPIL", "capacity", "20–25K (2026)"),
    ("Amkor", "capacity", "7K (2024)"),
    ("Intel", "capacity", "15–20K (2027)"),
    ("KYEC", "capacity", "nothing published"),
    ("Tongfu (TFME)", "capacity", "counted in pieces"),
    ("Powertech (PTI)", "capacity", "counted in panels"),
    ("SK hynix", "capacity", "other wafers"),
    ("HuaTian", "capacity", "doubtful, hidden"),
    ("TSMC", "capex", "×2.0–2.2 · US$60–64B"),
    ("ASE with SPIL", "capex", "×5.3 · US$10.5B"),
    ("Amkor", "capex", "×3.3–4.0 · US$2.5–3B"),
    ("Intel", "capex", "nothing published"),
    ("KYEC", "plants", "no project in our list"),
]


@pytest.mark.parametrize(("vendor", "lane", "words"), QUESTIONS)
def test_the_first_view_answers(vendor: str, lane: str, words: str) -> None:
    shown = vendors_answers.lanes(ENGLISH, False)
    table = shown.table() if callable(shown.table) else shown.table
    row = table[table["vendor"] == vendor].iloc[0]
    assert words in row[lane]
    texts = [text for trace in shown.drawing.figure.to_dict()["data"] for text in trace.get("text") or []]
    assert any(words.split(" · ")[0] in text.replace("<b>", "").replace("</b>", "") for text in texts)


def test_two_vendors_in_one_link(show: Callable[..., AppTest]) -> None:
    app = show("packaging", lang="en", view="vendors", vendor=["ase", "amkor"], measure="capex")
    text = "\n".join(str(part.value) for part in app.markdown)
    assert (
        "Capital expenditure 2026: ASE with SPIL **US\\$10.5B**, Amkor **US\\$2.5–3B**; ratio **×3.5–4.2**"
        in text
    )


@pytest.mark.parametrize(
    ("query", "view"),
    [
        ({}, "vendors"),
        ({"technology": "soic"}, "capacity"),
        ({"vendor": "tsmc"}, "capacity"),
        ({"wafers": "5000"}, "planner"),
    ],
)
def test_a_link_without_a_view_shows_what_it_asked_for(
    show: Callable[..., AppTest], query: dict[str, str], view: str
) -> None:
    app = show("packaging", lang="en", **query)
    assert app.query_params["view"] in (view, [view])


def test_the_statements_behind_a_cell() -> None:
    shown = compare_answers.behind(ENGLISH, "ase", "capacity", 2026, "cowos", False)
    assert shown.sources == ("TF20251208",) and len(shown.table) == 1


def test_old_forecasts_err_as_worked_out_by_hand() -> None:
    rows = supply.scored(FRAMES["packaging_vintages"]).set_index("vintage_id")
    # 11,000 against 14,500; 14,500 to 16,600 against 33,500; 45,000 to 50,000 against 33,500
    assert rows.loc["VIN001", "error"] == pytest.approx(-24.1, abs=0.05)
    assert rows.loc["VIN004", "error"] == pytest.approx(-53.6, abs=0.05)
    assert rows.loc["VIN012", "error"] == pytest.approx(41.8, abs=0.05)
    # the judgement in the table is the one its ranges give
    ranged = rows.dropna(subset=["forecast_low", "forecast_high", "actual_low", "actual_high"])
    for row in ranged[ranged["metric"] == "monthly_capacity"].to_dict("records"):
        ends = (row["forecast_low"], row["forecast_high"], row["actual_low"], row["actual_high"])
        assert supply.verdict(*ends) == row["result"]


def test_supply_and_shortage_are_only_what_was_stated() -> None:
    stated = supply.supply(FRAMES["packaging_capacity"])
    for row in supply.band(stated).to_dict("records"):
        mine = stated[stated["year"] == row["year"]]
        assert row["low"] in set(mine["low"]) and row["high"] in set(mine["high"])
    short = supply.shortages(FRAMES["packaging_demand"]).set_index("row_id")
    assert short.loc["DEM039", "low"] == 20  # "about 80 %" is met
    assert short.loc["DEM046", "low"] == 10 and short.loc["DEM047", "low"] == 20  # both stand
