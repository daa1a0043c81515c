"""Packaging tables: what stops the load, and what every row must carry."""

import shutil
from pathlib import Path

import pandas as pd
import pytest

from atlas import tables

FRAMES = tables.load_all()
CAPACITY = FRAMES["packaging_capacity"]


def damaged(folder: Path, table: str, old: str, new: str) -> Path:
    """A copy of the data with one text of one table replaced."""
    copy = folder / "data"
    shutil.copytree(tables.DATA, copy)
    path = copy / "packaging" / f"{table}.csv"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    return copy


@pytest.mark.parametrize(
    ("table", "old", "new", "message"),
    [
        ("packaging_capacity", "year_end,,range,115000,130000", "year_end,,range,215000,130000", "value_low"),
        ("packaging_capacity", "wafers_12in_month,actual,2023-07-17,day", "wafers_12in_month,actual,2023-07-17,month",
         "precision"),
        ("packaging_project_dates", "VIS-VSMC,volume,2027-01-01,year", "VIS-VSMC,volume,2027-02-01,year",
         "precision"),
        ("packaging_project_dates", "SKH-M15X,volume,2026-01-01,half_year", "SKH-M15X,volume,2026-03-01,half_year",
         "precision"),
        ("packaging_projects", "PT,41.15", "PT,141.15", "lat"),
        ("osat_ranking", "fy2024,1,ase", "fy2024,0,ase", "rank"),
    ],
)  # fmt: skip
def test_a_damaged_row_stops_the_load(tmp_path: Path, table: str, old: str, new: str, message: str) -> None:
    with pytest.raises(
        tables.TableError, match=rf"data/packaging/{table}\.csv, row \d+, column .*"
    ) as stopped:
        tables.load(table, damaged(tmp_path, table, old, new))
    assert message in str(stopped.value)


def test_an_unknown_source_stops_the_load(tmp_path: Path) -> None:
    copy = damaged(tmp_path, "packaging_shares", "samsung,2025-01-01,quarter,5.9,advanced_world,Counterpoint,BENZ20250813",
                   "samsung,2025-01-01,quarter,5.9,advanced_world,Counterpoint,NOBODY")  # fmt: skip
    with pytest.raises(tables.TableError, match="packaging_shares"):
        tables.load_all(copy)


def test_low_reliability_says_why() -> None:
    assert CAPACITY.loc[CAPACITY["reliability"] == "low", "doubt"].notna().all()


def test_the_form_agrees_with_the_ends() -> None:
    form, low, high = CAPACITY["value_form"], CAPACITY["value_low"], CAPACITY["value_high"]
    assert (low[form == "point"] == high[form == "point"]).all()
    assert (low[form == "range"] < high[form == "range"]).all()
    assert low[form == "lower_bound"].notna().all() and high[form == "lower_bound"].isna().all()
    assert low[form == "upper_bound"].isna().all() and high[form == "upper_bound"].notna().all()


def test_every_code_has_its_words() -> None:
    terms = set(zip(FRAMES["terms"]["vocabulary"], FRAMES["terms"]["code"], strict=True))
    vocabularies = {
        "packaging_capacity": {
            "technology": "packaging_technology",
            "process_step": "process_step",
            "scope": "packaging_scope",
            "metric": "packaging_metric",
            "unit": "packaging_unit",
            "timing": "timing",
            "period_precision": "period_precision",
            "reliability": "reliability",
            "value_form": "value_form",
            "doubt": "doubt",
        },
        "packaging_technologies": {"family": "packaging_family", "technology": "packaging_technology"},
        "packaging_vendors": {"vendor_type": "vendor_type", "country": "country"},
        "packaging_customers": {"customer": "customer"},
        "packaging_projects": {
            "project_type": "project_type",
            "status": "project_status",
            "capex_basis": "capex_basis",
            "country": "country",
            "area_unit": "area_unit",
            "area_basis": "area_basis",
            "doubts": "doubt",
        },
        "packaging_project_dates": {"milestone": "milestone", "date_precision": "date_precision"},
        "packaging_market_series": {"segment": "market_segment", "unit": "market_unit", "doubt": "doubt"},
        "packaging_shares": {"share_base": "share_base"},
        "packaging_vendor_measures": {"measure": "vendor_measure", "unit": "vendor_unit", "doubt": "doubt"},
        "packaging_demand": {"customer": "customer", "measure": "demand_measure", "doubt": "doubt"},
        "packaging_vintages": {"metric": "packaging_metric", "result": "vintage_result", "doubt": "doubt"},
        "packaging_technology_measures": {"measure": "technology_measure", "unit": "technology_unit"},
        "packaging_technology_relations": {"relation": "technology_relation"},
        "packaging_project_figures": {"figure": "project_figure"},
        "cowos_allocation": {"customer": "customer", "doubt": "doubt"},
        "osat_ranking": {"ranking": "ranking", "share_base": "share_base", "doubt": "doubt", "scope": "packaging_scope"},
    }  # fmt: skip
    for table, columns in vocabularies.items():
        for column, vocabulary in columns.items():
            for cell in FRAMES[table][column].dropna():
                for code in cell.split(";"):
                    assert (vocabulary, code) in terms, (table, column, code)


def test_the_article_and_the_outside_view_disagree_on_the_record() -> None:
    """Facts that the project must not lose: the suspect pair and the corrected purchase year."""
    ase = CAPACITY[(CAPACITY["vendor_id"] == "ase") & (CAPACITY["source_id"] == "SEED2")]
    assert set(ase["reliability"]) == {"low"} and set(ase["doubt"]) == {"looks_like_tsmc"}
    dates = FRAMES["packaging_project_dates"]
    ap8 = dates[(dates["project_id"] == "TSMC-AP8") & (dates["milestone"] == "announced")]
    assert ap8["date"].tolist() == [pd.Timestamp(2024, 8, 16)]
