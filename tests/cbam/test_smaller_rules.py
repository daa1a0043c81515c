"""Units of content, what is unlikely, a verifier's fee, and the proposed scope, each against figures by hand."""

import pandas as pd
import pytest

from atlas import tables
from atlas.cbam.answers import compare, functional_unit, line_notes, plausibility, scope_answers
from atlas.cbam.engine.assess import assess
from atlas.cbam.law import proposed_scope
from atlas.cbam.law.rules import Rules

LISTED = tables.load(proposed_scope.TABLE)
COIL = {"cn_code": "72083600", "origin": "CN", "period": "2026-Q1", "net_mass_t": 100.0}
OWN = COIL | {"basis": "actual", "production_route": "C", "direct_t_per_t": 2.0}


def test_urea_holds_46_percent_of_nitrogen() -> None:
    # 2.5 t per tonne of nitrogen are 1.15 per tonne of urea, to the last digit
    assert functional_unit.per_tonne_of_product(2.5, 0.46) == 1.15
    assert functional_unit.per_tonne_of_product(0.84, 0.95) == 0.798
    for wrong in ((1.0, 0.0), (1.0, 1.01), (-1.0, 0.5)):
        with pytest.raises(ValueError, match="share"):
            functional_unit.per_tonne_of_product(*wrong)


def test_every_unit_that_is_no_tonne_of_goods_has_its_content() -> None:
    units = set(tables.load("cbam_goods")["functional_unit"].dropna())
    assert units - {"tonne", "megawatt_hour"} == set(functional_unit.CONTENTS)


@pytest.mark.parametrize(
    ("direct", "code"),
    [
        (2.0, []),
        # kilograms written for tonnes
        (2000.0, ["kilograms"]),
        (29.0, ["far_above"]),
        # lowest column B of coil: 0.072, route E
        (0.035, ["far_below"]),
        (0.037, []),
    ],
)
def test_what_is_unlikely(rules: Rules, direct: float, code: list[str]) -> None:
    line = assess(pd.DataFrame([OWN | {"direct_t_per_t": direct}]), rules).iloc[0]
    assert [name for name, _ in plausibility.doubts(line, "72083600", rules)] == code


def test_a_price_abroad_above_the_certificate_s_is_unlikely(rules: Rules) -> None:
    line = assess(pd.DataFrame([OWN | {"carbon_price_paid_eur_per_t_co2e": 80.0}]), rules).iloc[0]
    assert plausibility.doubts(line, "72083600", rules) == [("price_above", 75.36)]


def test_a_fee_lowers_the_break_even(rules: Rules) -> None:
    found = compare.default_or_actual(pd.DataFrame([OWN]), rules).iloc[0]
    even, fee = float(found["break_even_t_per_t"]), 5_000.0
    after = compare.after_fee(found, fee, 100.0)
    # 50 EUR a tonne at 75.36 EUR per t CO2e
    assert after == pytest.approx(even - 50 / 75.36)
    # at that intensity the actual value and the fee cost what the default value costs
    lines = pd.DataFrame([OWN | {"direct_t_per_t": after}, COIL])
    actual, default = assess(lines, rules)["cost_eur"]
    assert actual + fee == pytest.approx(default)
    # 163.527432 EUR a tonne with the default value: a fee above that never pays
    assert compare.after_fee(found, 16_352.75, 100.0) is None
    assert compare.after_fee(found, 16_352.73, 100.0) is not None


@pytest.mark.parametrize(
    ("code", "state"),
    [
        ("72083600", "covered"),
        ("7208", "covered"),
        ("25231000", "covered"),
        ("731210", "whole"),
        ("731815", "covered"),
        ("73143900", "whole"),
        ("7314390000", "whole"),
        ("7314", "below"),
        ("84713000", "outside"),
        ("845", "malformed"),
        ("steel", "malformed"),
    ],
)
def test_the_proposed_scope(rules: Rules, code: str, state: str) -> None:
    assert proposed_scope.screen([code], rules.goods, LISTED)["state"].tolist() == [state]


def test_every_code_of_the_proposal_would_be_in(rules: Rules) -> None:
    found = proposed_scope.screen(LISTED["cn_code"].tolist(), rules.goods, LISTED)
    assert len(found) == 114 and (LISTED["kind"] == "iron_steel").sum() == 7
    states = dict(zip(LISTED["cn_code"], found["state"], strict=True))
    parts = set(LISTED.loc[LISTED["part_only"], "cn_code"])
    assert all(states[code] == "part" for code in parts)
    assert all(states[code] in ("whole", "covered") for code in set(states) - parts)


def test_pasted_codes() -> None:
    pasted = "8450 11 11, 7318.15.88\n8708;8708，7314 39 00"
    assert proposed_scope.codes(pasted) == ["84501111", "73181588", "8708", "73143900"]


def test_lines_outside_today_that_would_be_in(rules: Rules) -> None:
    codes = ["73143900", "7314 39 00", "84713000", "72083600"]
    assessed = assess(pd.DataFrame([COIL | {"cn_code": code} for code in codes]), rules)
    assert (
        scope_answers.would_be_in(assessed)
        == sum(assessed["reason_code"].astype("str") == "cn_not_in_annex_i") - 1
    )


def test_notes_are_counted_by_lines_and_document_codes(rules: Rules) -> None:
    lines = [COIL | {"customs_procedure": text} for text in ("Y137", "y137", "inward_processing", "")]
    codes, documents = line_notes.counted(assess(pd.DataFrame(lines), rules))
    assert codes.to_dict() == {"document_code": 2, "inward_processing": 1}
    assert documents.to_dict() == {"Y137": 2}
