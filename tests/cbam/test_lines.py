"""How written values are read, which reason a line gets, and in what order decisions fall."""

import datetime
import re

import numpy as np
import pandas as pd
import pytest

from atlas.cbam.engine.assess import assess
from atlas.cbam.engine.reasons import NOT_COVERED, QUOTED
from atlas.cbam.engine.reasons_text import reasons
from atlas.cbam.law.rules import RuleMissing, Rules
from atlas.language import Language

GOOD = {"cn_code": "72083600", "origin": "CN", "period": "2026-Q1", "net_mass_t": 100}


def first(rules: Rules, price_path: str | None = None, **line: object) -> pd.Series:
    return assess(pd.DataFrame([GOOD | line]), rules, price_path=price_path).iloc[0]


@pytest.mark.parametrize(
    "code", ["7208 36 00", "7208.36.00", 72083600, 72083600.0, "72083600.0", "7208360010"]
)
def test_codes_as_people_write_them(rules: Rules, code: object) -> None:
    assert first(rules, cn_code=code)["see_from"] == "CN 7208"


@pytest.mark.parametrize(
    "name", ["cn", "China", "中國", "中国", "中国 ", "中國大陸", "People's Republic of China"]
)
def test_country_names_in_three_languages(rules: Rules, name: str) -> None:
    assert first(rules, origin=name)["see_from"] == "CN 7208"


@pytest.mark.parametrize("name", ["Türkiye", "Turkey", "Turkiye", "土耳其"])
def test_accents_and_older_names(rules: Rules, name: str) -> None:
    assert first(rules, origin=name)["see_from"] == "TR 7208"


@pytest.mark.parametrize(
    "name",
    ["Büsingen", "Buesingen", "Helgoland", "Heligoland", "Livigno", "Ceuta", "Melilla", "休達", "MC", "GF"],
)
def test_territories_without_a_code_are_exempt(rules: Rules, name: str) -> None:
    assert first(rules, origin=name)["status"] == "exempt"


def test_every_member_state_and_the_four_are_exempt(rules: Rules) -> None:
    states = "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE IS LI NO CH"
    lines = pd.DataFrame([GOOD | {"origin": state} for state in states.split()])
    assert (assess(lines, rules)["status"] == "exempt").all()


def test_exempt_names_its_article(rules: Rules) -> None:
    got = first(rules, origin="NO", cn_code="84713000")
    assert got["status"] == "exempt" and got["cost_eur"] == 0
    assert got["legal_basis"] == "exempt origin: Regulation (EU) 2023/956 Annex III point 1"


@pytest.mark.parametrize(
    ("written", "quarter_price"),
    [
        ("2026-01-01", 75.36),
        ("2026-03-31", 75.36),
        ("2026-04-01", 75.28),
        (datetime.date(2026, 9, 30), 82.32),
        (pd.Timestamp("2026-07-01"), 82.32),
        ("2026-07-01 00:00:00", 82.32),
    ],
)
def test_dates_fall_into_their_quarter(rules: Rules, written: object, quarter_price: float) -> None:
    assert first(rules, period=None, import_date=written)["certificate_price_eur"] == quarter_price


def test_prices_by_period_and_choice(rules: Rules) -> None:
    assert first(rules)["price_from"] == "published" and not first(rules)["provisional"]
    later = first(rules, period="2027")
    assert (later["price_from"], later["certificate_price_eur"], later["provisional"]) == (
        "scenario",
        82.32,
        True,
    )
    assumed = first(rules, "low", period="2026-Q4")
    assert (assumed["price_from"], assumed["certificate_price_eur"]) == ("scenario", 61.67)
    assert assumed["provisional"]
    own = first(rules, period="2026-Q4", certificate_price_eur="91.5")
    assert (own["price_from"], own["certificate_price_eur"], own["provisional"]) == ("user", 91.5, False)


ACTUAL = {"basis": "actual", "direct_t_per_t": 1}
REFUSALS = [
    ("period_missing", {"period": ""}, "import date"),
    ("period_malformed", {"period": "Q1 2026"}, "Q1 2026"),
    ("period_malformed", {"period": "2026-Q5"}, "2026-Q5"),
    ("date_malformed", {"import_date": "2026-02-30"}, "2026-02-30"),
    ("period_conflict", {"import_date": "2026-05-01"}, "2026-Q1"),
    ("before_start", {"period": "2025-Q4"}, "2026-01-01"),
    ("before_start", {"period": None, "import_date": "2025-12-31"}, "2025-12-31"),
    ("after_end", {"period": "2035"}, "2034"),
    ("cn_missing", {"cn_code": None}, "8 digits"),
    ("cn_malformed", {"cn_code": "steel"}, "steel"),
    ("cn_malformed", {"cn_code": "720836001"}, "720836001"),
    ("cn_too_short", {"cn_code": "7208"}, "72081000"),
    ("cn_unknown", {"cn_code": "72089999"}, "72081000"),
    ("cn_not_in_annex_i", {"cn_code": "84713000"}, "84713000"),
    ("cn_excepted", {"cn_code": "72044990"}, "72044990"),
    ("cn_excepted", {"cn_code": "31056000"}, "31056000"),
    ("cn_split", {"cn_code": "31021010"}, "31021012, 31021015, 31021019"),
    ("taric_needed", {"cn_code": "25231000"}, "2523100010, 2523100090"),
    ("taric_needed", {"cn_code": "25239000"}, "2523900010, 2523900090"),
    ("taric_needed", {"cn_code": "25070080"}, "2507008080"),
    ("taric_needed", {"cn_code": "25070080", "basis": "actual", "direct_t_per_t": 1}, "2507008080"),
    ("taric_unknown", {"cn_code": "2523100020"}, "2523100010"),
    ("returned_goods", {"customs_procedure": "returned_goods"}, "zero emissions"),
    ("not_released", {"customs_procedure": "not_released"}, "not released"),
    ("inward_not_listed", {"cn_code": "84713000", "customs_procedure": "inward_processing"}, "84713000"),
    ("re_importation", {"customs_procedure": "re_importation"}, "outward processing"),
    ("origin_missing", {"origin": " "}, "two letters"),
    ("origin_unknown", {"origin": "Atlantis"}, "Atlantis"),
    ("origin_unknown", {"origin": "XX"}, "XX"),
    ("mass_missing", {"net_mass_t": None}, "net mass"),
    ("mass_not_number", {"net_mass_t": "12,5"}, "12,5"),
    ("mass_not_number", {"net_mass_t": "1_000"}, "1_000"),
    ("mass_negative", {"net_mass_t": -0.1}, "-0.1"),
    ("mass_not_finite", {"net_mass_t": np.inf}, "inf"),
    ("mass_not_finite", {"net_mass_t": "1e999"}, "1e999"),
    ("mass_too_large", {"net_mass_t": 1e308}, "tonnes"),
    ("basis_unknown", {"basis": "verified"}, "verified"),
    ("route_unknown", {"production_route": "Q"}, "C, D, E"),
    ("route_needed", {"cn_code": "73042300", "origin": "BR"}, "C, D, E"),
    ("route_needed", {"cn_code": "72071111", "basis": "actual", "direct_t_per_t": 1}, "C, D, E"),
    ("route_not_for_good", {"basis": "actual", "direct_t_per_t": 1, "production_route": "K"}, "C, D, E"),
    ("route_not_for_good", {"cn_code": "73042300", "origin": "BR", "production_route": "F"}, "C, D, E"),
    ("direct_missing", {"basis": "actual"}, "direct emissions"),
    ("direct_invalid", {"basis": "actual", "direct_t_per_t": -1}, "-1"),
    (
        "indirect_missing",
        {"cn_code": "28141000", "basis": "actual", "direct_t_per_t": 1},
        "indirect emissions",
    ),
    (
        "indirect_invalid",
        {"cn_code": "28141000", "basis": "actual", "direct_t_per_t": 1, "indirect_t_per_t": "x"},
        "x",
    ),
    (
        "precursor_invalid",
        {"basis": "actual", "direct_t_per_t": 1, "precursor_free_allocation_t_per_t": -1},
        "from 0 up",
    ),
    ("production_year_invalid", {"production_year": 2027}, "2027"),
    ("production_year_invalid", {"production_year": "2025.5"}, "2025.5"),
    ("emission_factor_invalid", {"cn_code": "27160000", "emission_factor_t_per_mwh": -1}, "-1"),
    (
        "precursors_twice",
        ACTUAL | {"precursor_benchmark_t_per_t": 1, "precursors": "w~1_72081000_1_CN"},
        "more than one way",
    ),
    ("precursors_malformed", ACTUAL | {"precursors": "w~1_7208_1"}, "1_7208_1"),
    ("precursors_malformed", ACTUAL | {"precursors": "w~2_72081000_1_CN"}, "2_72081000"),
    ("precursor_code", ACTUAL | {"precursors": "w~1_72044990_1_CN"}, "72044990"),
    ("precursor_mass", ACTUAL | {"precursors": "w~1_72081000"}, "mass"),
    ("precursor_origin", ACTUAL | {"precursors": "w~1_72081000_1_ZZ"}, "country"),
    ("precursor_direct", ACTUAL | {"precursors": "w~1_72081000_1_CN_o"}, "direct"),
    ("precursor_indirect", ACTUAL | {"precursors": "w~1_26011200_1_CN_o___0.1"}, "indirect"),
    ("precursor_route", ACTUAL | {"precursors": "w~1_72071111_1_CN_o___0.1~2_72061000_1_CN"}, "C, D, E"),
    ("precursor_no_default", ACTUAL | {"precursors": "w~1_27160000_1_CN"}, "27160000"),
    ("carbon_price_invalid", {"carbon_price_paid_eur_per_t_co2e": "ten"}, "ten"),
    ("price_invalid", {"certificate_price_eur": 0}, "0"),
    ("electricity_default", {"cn_code": "27160000", "origin": "UA"}, "grid"),
    ("electricity_limit", {"cn_code": "27160000", "basis": "actual", "direct_t_per_t": 0.6}, "0.55"),
    ("quarter_needed", {"period": "2026"}, "2026-Q1"),
    ("price_not_published", {"period": "2026-Q4"}, "2027-01-04"),
]


@pytest.mark.parametrize(("code", "change", "says"), REFUSALS)
def test_refusals_say_what_to_change(rules: Rules, code: str, change: dict, says: str) -> None:
    lines = pd.DataFrame([GOOD | change, GOOD])
    got = assess(lines, rules)
    assert got["status"].tolist() == ["not_covered" if code in NOT_COVERED else "refused", "ok"]
    assert got["reason_code"][0] == code
    assert says in reasons(got, Language("en"))[0]


def test_every_reason_is_tested() -> None:
    assert {code for code, _, _ in REFUSALS} == set(QUOTED)


def test_reasons_leave_no_gap_in_their_sentence(rules: Rules) -> None:
    for _, change, _ in REFUSALS:
        reason = reasons(assess(pd.DataFrame([GOOD | change]), rules), Language("en"))[0]
        assert reason.endswith(".") and not re.search(r"[{}]|such as \.|use \.|of \.|''", reason), reason


def test_missing_columns_are_empty_columns(rules: Rules) -> None:
    got = assess(pd.DataFrame({"colour": ["red"]}), rules)
    assert got["reason_code"].tolist() == ["period_missing"]
    assert got["colour"].tolist() == ["red"]


def test_no_lines_and_repeated_index(rules: Rules) -> None:
    assert len(assess(pd.DataFrame(columns=list(GOOD)), rules)) == 0
    twice = pd.DataFrame([GOOD, GOOD], index=[7, 7])
    assert assess(twice, rules).index.tolist() == [7, 7]


def test_a_result_can_be_assessed_again(rules: Rules) -> None:
    once = assess(pd.DataFrame([GOOD]), rules)
    assert set(once.columns) == set(assess(once, rules).columns)
    # the result's own price column is an input too: it then counts as the user's price
    assert assess(once, rules)["price_from"].tolist() == ["user"]


def test_the_caller_is_told_of_unusable_arguments(rules: Rules, frames: dict) -> None:
    with pytest.raises(ValueError, match="stands twice"):
        assess(pd.DataFrame([[1, 2]], columns=["origin", "origin"]), rules)
    with pytest.raises(ValueError, match="central, high, low"):
        assess(pd.DataFrame([GOOD]), rules, price_path="median")
    with pytest.raises(ValueError, match="one cent"):
        assess(pd.DataFrame([GOOD]), rules, price_eur=0.0)
    with pytest.raises(ValueError, match="com_2026_616"):
        Rules.from_tables(frames, "dream")


def test_a_missing_rule_names_act_and_date(frames: dict) -> None:
    factors = frames["cbam_factors"]
    gap = frames | {"cbam_factors": factors[factors["valid_from"].dt.year != 2029]}
    with pytest.raises(RuleMissing, match=r"2029.*Directive 2003/87/EC"):
        Rules.from_tables(gap)


def test_a_missing_price_assumption_names_its_period(frames: dict) -> None:
    paths = frames["cbam_price_paths"]
    short = frames | {"cbam_price_paths": paths.assign(valid_to=pd.Timestamp("2029-12-31"))}
    with pytest.raises(RuleMissing, match="price for 2030"):
        Rules.from_tables(short)


def test_threshold_counts_over_sectors_but_not_power_and_hydrogen(rules: Rules) -> None:
    lines = pd.DataFrame(
        [
            GOOD | {"importer": "a", "net_mass_t": 30},
            GOOD | {"importer": "a", "net_mass_t": 20, "cn_code": "76011010"},
            GOOD | {"importer": "a", "net_mass_t": 900, "cn_code": "28041000"},
            GOOD | {"importer": "a", "net_mass_t": 900, "origin": "CH"},
            GOOD | {"importer": "a", "net_mass_t": 900, "origin": "??"},
            GOOD | {"importer": "a", "net_mass_t": 0.001, "period": "2027"},
            GOOD | {"importer": "b", "net_mass_t": 50.001},
        ]
    )
    got = assess(lines, rules)
    below = "below_threshold"
    assert got["status"].tolist() == [below, below, "ok", "exempt", "refused", below, "ok"]
    assert got["importer_year_t"].tolist()[:2] == [50.0, 50.0]
    # 30 t x 2.16995 t/t x EUR 75.36 is what the first line would cost above the threshold
    assert got["cost_above_threshold_eur"][0] == pytest.approx(30 * 2.16995 * 75.36)
    over = assess(pd.concat([lines, lines.iloc[[0]].assign(net_mass_t=0.001)]), rules)
    assert over["status"].tolist()[:2] == ["ok", "ok"]


def test_notes_tell_what_was_not_used(rules: Rules) -> None:
    assert first(rules, production_route="D")["note"] == "route_not_used"
    assert first(rules, production_route="D")["benchmark_route"] == "C"
    assert first(rules, carbon_price_paid_eur_per_t_co2e=9)["note"] == "carbon_price_needs_actual"
    bare = first(rules, basis="actual", direct_t_per_t=2, indirect_t_per_t=1)
    assert bare["note"] == "precursors_missing;indirect_not_counted"
    compound = first(rules, cn_code="72051000")
    assert (compound["benchmark_route"], compound["route_choice"]) == ("C", "highest_of_compound")
    brazil = first(rules, cn_code="73042300", origin="BR", production_route="c")
    assert (brazil["benchmark_route"], brazil["route_choice"]) == ("C", "given")


def test_years_beyond_the_benchmarks_say_so(rules: Rules) -> None:
    got = first(rules, period="2032")
    assert got["benchmark_year"] == 2030 and got["provisional"]
    assert "(assumption)" in got["legal_basis"]


@pytest.mark.parametrize(
    ("procedure", "code", "status", "note", "reason"),
    [
        # declared with zero (2023/956 Art. 6(5)); not an import yet; Art. 6(3) whatever the list says
        ("returned_goods", "72083600", "not_covered", None, "returned_goods"),
        ("not_released", "72083600", "not_covered", None, "not_released"),
        ("inward_processing", "72083600", "ok", "inward_processing", None),
        ("inward_processing", "84713000", "refused", None, "inward_not_listed"),
        ("inward_processing", "72041000", "refused", None, "inward_not_listed"),
        ("Outward processing", "72083600", "ok", "outward_processing", None),
        ("re_importation", "72083600", "refused", None, "re_importation"),
        ("free_circulation", "72083600", "ok", None, None),
        ("Y237", "72083600", "ok", "document_code", None),
        ("by donkey", "72083600", "ok", "procedure_unknown", None),
        ("", "72083600", "ok", None, None),
    ],
)
def test_customs_procedures(
    rules: Rules, procedure: str, code: str, status: str, note: str | None, reason: str | None
) -> None:
    got = first(rules, customs_procedure=procedure, cn_code=code)
    held = [None if pd.isna(got[name]) else got[name] for name in ("note", "reason_code")]
    assert (got["status"], *held) == (status, note, reason)
    # 3.187 t x 1.1 less 0.975 x 1.370, at 75.36 a tonne; nothing where nothing is due
    due = {"ok": 16352.74, "not_covered": 0.0}
    if status in due:
        assert round(got["cost_eur"], 2) == due[status]


def test_returned_goods_do_not_count_towards_the_threshold(rules: Rules) -> None:
    lines = pd.DataFrame(
        [GOOD | {"net_mass_t": 49}, GOOD | {"net_mass_t": 49, "customs_procedure": "returned_goods"}]
    )
    assert assess(lines, rules)["status"].tolist() == ["below_threshold", "not_covered"]
