"""Published examples and cases worked out by hand, one row each in tests/golden/cbam_cases.csv."""

import csv
from pathlib import Path

import pandas as pd
import pytest

from atlas.cbam.engine.assess import assess
from atlas.cbam.law.rules import Rules

CASES = Path(__file__).resolve().parents[1] / "golden" / "cbam_cases.csv"
NOT_INPUT = {"case", "scenario", "price_path"}


def cases() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_there_are_cases_over_sectors_years_and_bases(rules: Rules) -> None:
    rows = [case for case in cases() if case["expected_status"] == "ok"]
    sectors = {rules.sectors[rules.goods.sector[rules.goods.find(case["cn_code"])[0]]] for case in rows}
    assert len(cases()) >= 60 and sectors == set(rules.sectors)
    assert {case["period"][:4] for case in rows} == {str(year) for year in range(2026, 2035)}
    assert all(case["expected_from"] for case in cases())


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["case"])
def test_case(case: dict[str, str], rules: Rules, proposal: Rules) -> None:
    line = {
        key: text for key, text in case.items() if not key.startswith("expected") and key not in NOT_INPUT
    }
    engine = rules if case["scenario"] == "law" else proposal
    got = assess(pd.DataFrame([line]), engine, price_path=case["price_path"] or None).iloc[0]
    assert got["status"] == case["expected_status"]
    if case["expected_reason"]:
        assert got["reason_code"] == case["expected_reason"]
        assert pd.isna(got[case["quantity"]]) or got["status"] == "not_covered"
    else:
        assert got[case["quantity"]] == pytest.approx(float(case["expected"]), abs=float(case["tolerance"]))
