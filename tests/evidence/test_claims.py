"""Facts, verdicts and the arithmetic behind them, with the numbers as the articles print them."""

import math
import re

import pandas as pd
import pytest

from atlas import tables
from atlas.evidence import claims, formulas
from atlas.evidence.outside_text import by_source
from atlas.language import LANGUAGES, Language

FRAMES = tables.load_all()
FACTS, CHECKS = FRAMES["evidence"], FRAMES["evidence_checks"]
LINKS, STEPS = FRAMES["check_facts"], FRAMES["check_steps"]
JUDGED = claims.judged(FACTS, CHECKS, LINKS)
OUTSIDE = FRAMES["outside_facts"]
RECOMPUTED = claims.recomputed(STEPS, FACTS, OUTSIDE)

#: every step worked out by hand from the printed numbers: check → (low, high) of its steps in order
BY_HAND: dict[str, list[tuple[float, float] | float]] = {
    "C1-01": [85 / 189 * 100],
    "C1-02": [85 + 16, 85 + 16 - 1],
    "C1-03": [101 / 212 * 100, 101 / 224 * 100],
    "C1-04": [16 / 23 * 100],
    "C1-05": [189 + 23, 189 + 12 + 23],
    "C1-07": [15],
    "C1-09": [-80, 5],
    "C1-10": [48 * 0.58, 48 - 42],
    "C1-11": [3, 5, 4],
    "C1-12": [100 / 1.39],
    "C1-13": [(1.485 * 1.485 * 0.5 - 1) * 100],
    "C2-01": [19000 / 12.9],
    "C2-02": [((798.5 / 503.8) ** (1 / 7) - 1) * 100],
    "C2-03": [((4.5 / 2 - 1) * 100, (5 / 1.5 - 1) * 100)],
    "C2-04": [(11.5 / 2, 13 / 1.5)],
    "C2-05": [
        (((11.5 / 2) ** (1 / 3) - 1) * 100, ((13 / 1.5) ** (1 / 3) - 1) * 100),
        1.6 * 1.6 * 1.6,
        ((6 ** (1 / 3) - 1) * 100, 100),
    ],
    "C2-06": [(115_000, 130_000)],
    "C2-07": [((1.5 / 5 - 1) * 100, (2 / 3 - 1) * 100), ((0.75 / 5 - 1) * 100, (0.75 / 3 - 1) * 100)],
    "C2-08": [17.14 / 3.7],
    "C2-09": [(115_000 / 10, 130_000 / 10)],
    "C2-12": [(72 / 35, 75 / 32)],
    "C2-13": [(72 / 90 * 100, 75 / 70 * 100)],
    "C2-14": [104 / 56],
    "C2-16": [(2 / 1.7 - 1) * 100, 14.25 / 2, 1_000_000],
    "C2-18": [28 / 12, 50_000 / 140_000 * 100],
    "C2-19": [3.17e9, 1.23e9],
    "C2-20": [80],
    "C2-21": [50_000],
    "C3-01": [40],
    "C3-02": [10_000_000, 625_000],
    "C3-03": [25_000_000],
    "C3-04": [10 / 3],
    "C3-05": [(1.73 / 1.2 - 1) * 100, (1.73 / 1.15 - 1) * 100, (1.15 / 1.2 - 1) * 100],
    "C3-10": [1.74e12],
    "C4-03": [950, 19_000 / 560, 100_000 / 560],
    "C5-02": [120 / 14.46],
    "C5-03": [300_000],
    "C5-04": [120 / 27.9, 120 / 82.5],
    "C5-05": [29.8e9 / 1.351, 29_838_069_200],
    "C5-06": [5],
    "C6-01": [60 / 560 * 100],
    "C6-02": [7],
    "C6-03": [6e9 / 560, 67e9 / 560],
    "C6-04": [8],
    "C6-05": [2.4 / 3.8, 0.3 / 3.8, 0.1677 / 0.08, 0.1933 / 0.08, 0.1047 / 0.08],
    "C6-06": [2.48, 0.3 / 2.48, (0.1004 / 0.0639 - 1) * 100, (0.1933 / 0.149 - 1) * 100],
    "C6-07": [0.1677, 0.1799, 0.178, 0.1933],
    "C6-08": [600_000, 800_000 / 0.3, 0.96, 3.2, 800_000 / 3.8],
    "C6-16": [31 / 58 * 100, 27],
    "C6-17": [(3.5, 4.9)],
    "C6-18": [50],
    "C6-19": [2.1e9],
    "C6-22": [40_000 / 3, 40 / 9],
    "C6-25": [2.4 / 3.8, 0.641],
    "C6-26": [21_812],
    "C6-28": [15, 10],
    "C6-29": [185.9e9],
    "C7-01": [186_000 / 3120, 186_000 / 4160, 186_000 / 2080],
    "C7-03": [(100 ** (1 / 11) - 1) * 100],
    "C8-01": [34e6],
    "C8-02": [625_000, 2_500_000, 25, 250_000 / (4.9e6 / 12) * 100, 17],
    "C8-03": [
        30,
        (180_000 / 497_500 * 100, 190_000 / 497_500 * 100),
        (30, 40),
        (180_000 / 497_500 * 30, 190_000 / 497_500 * 30),
    ],
    "C8-04": [3],
    "C8-08": [32 / 83 * 100],
    "C8-09": [83 / 34],
    "C8-10": [60],
    "C8-13": [70],
    "C1-18": [41],
    "C1-19": [1000, 220],
    "C5-01": [35, 14, 18, 21],
    "C5-07": [1],
    "C5-11": [50],
    "C5-15": [6],
}


@pytest.mark.parametrize("check", sorted(set(STEPS["check_id"])))
def test_every_arithmetic_verdict_is_recomputed(check: str) -> None:
    rows = RECOMPUTED[RECOMPUTED["check_id"] == check].sort_values("step")
    expected = [value if isinstance(value, tuple) else (value, value) for value in BY_HAND[check]]
    assert list(zip(rows["low"], rows["high"], strict=True)) == [pytest.approx(pair) for pair in expected]


def test_arithmetic_that_holds_is_near_and_no_step_is_left_out() -> None:
    own = RECOMPUTED[~RECOMPUTED["independent"]].dropna(subset=["gap"]).merge(CHECKS, on="check_id")
    # two claims are rounded more: 28 months for "two years", 105 % for "nearly doubled" and the like
    assert (own.loc[own["arithmetic"] == "agrees", "gap"] <= 0.6).all()
    assert (own.loc[own["arithmetic"] == "agrees", "gap"] <= 0.05).mean() > 0.8
    assert set(BY_HAND) == set(STEPS["check_id"])


def test_what_independent_figures_say_fits_the_verdict() -> None:
    rows = claims.positions(RECOMPUTED).merge(CHECKS, on="check_id")
    supported = rows[rows["evidence"] == "supported"].set_index("check_id")
    near = supported[["ratio_low", "ratio_high"]].sub(1).abs().min(axis=1)
    assert (near < 0.05).all()
    disputed = rows[rows["evidence"] == "disputed"].set_index(["check_id", "printed_fact_id"])["distance"]
    assert disputed.groupby("check_id").max().gt(0.2).all()


def test_a_verdict_says_what_it_was_tested_against() -> None:
    """A claim that only its own article can test is untestable; one that others test names its sources."""
    independent = CHECKS["tested_against"].str.contains("independent")
    assert (CHECKS.loc[~independent, "evidence"] == "untestable").all()
    assert CHECKS.loc[independent, "source_ids"].notna().all()
    assert CHECKS.loc[~independent, "source_ids"].isna().all()
    own = set(FRAMES["articles"]["source_id"])
    assert not any(own & set(keys.split(";")) for keys in CHECKS["source_ids"].dropna())


def test_independent_facts_of_a_check_are_among_its_sources() -> None:
    joined = (
        FRAMES["check_outside_facts"]
        .merge(OUTSIDE[["fact_id", "source_id"]], on="fact_id")
        .merge(CHECKS, on="check_id")
    )
    assert len(joined) > 100
    for row in joined.itertuples():
        assert row.source_id in row.source_ids.split(";"), row.check_id


def test_the_german_power_price() -> None:
    """The Chinese side is supported, the German one and the ratio are disputed."""
    evidence = CHECKS.set_index("check_id")["evidence"]
    assert evidence[["C6-25", "C6-07", "C6-05"]].tolist() == ["supported", "disputed", "disputed"]
    one = JUDGED.set_index("fact_id")
    assert one.loc["a6-039", ["arithmetic", "evidence"]].tolist() == ["agrees", "disputed"]


def test_machine_written_rows_are_not_published() -> None:
    assert not {f"hi-{number:03d}" for number in range(96, 102)} & set(OUTSIDE["fact_id"])
    assert "GILIN20260209" not in set(FRAMES["sources"]["source_id"])
    assert len(OUTSIDE) == 185 - 6


def test_facts_that_formulas_name_exist_and_every_check_has_its_facts() -> None:
    assert {fact for formula in STEPS["formula"] for fact in formulas.named(formula)} <= {
        *FACTS["fact_id"],
        *OUTSIDE["fact_id"],
    }
    without = set(CHECKS["check_id"]) - set(LINKS["check_id"])
    # both are about sentences that hold no figure and no date
    assert without == {"C3-09", "C5-09"}


def test_quotes_are_present_short_and_in_their_article() -> None:
    assert FACTS["quote_zh"].notna().all()
    assert FACTS["quote_zh"].str.len().between(2, 40).all()
    assert FACTS["quote_zh"].str.contains("[\u4e00-\u9fffA-Za-z0-9]").all()
    # the articles follow each other in the collection, so positions of one lie before those of the next
    spans = FACTS.groupby("article_id")["position"].agg(["min", "max"]).sort_index()
    assert (spans["max"].to_numpy()[:-1] < spans["min"].to_numpy()[1:]).all()


def test_a_number_in_digits_stands_in_its_quote() -> None:
    rows = FACTS[(FACTS["unit"] == "percent") & (FACTS["value_low"] == FACTS["value_high"])]
    found = [
        str(value).removesuffix(".0") in quote
        for value, quote in zip(rows["value_low"], rows["quote_zh"], strict=True)
    ]
    in_words = [bool(re.search("[一二三四五六七八九十兩半成腰百]", quote)) for quote in rows["quote_zh"]]
    assert sum(found) > 25 and all(a or b for a, b in zip(found, in_words, strict=True))


def test_what_is_not_a_number_has_words_or_a_date() -> None:
    bare = FACTS[FACTS["value_low"].isna() & FACTS["value_high"].isna()]
    assert (bare["statement_en"].notna() | bare["period_start"].notna() | bare["period_end"].notna()).all()
    undated = FACTS[FACTS["period_start"].isna() & FACTS["period_end"].isna()]
    assert (
        undated["period"].notna().all() and FACTS.loc[~FACTS.index.isin(undated.index), "period"].isna().all()
    )


def test_counts_of_the_collection() -> None:
    """433 facts, 310 of them numbers, 102 checks: as the collection of the articles states them."""
    numeric = FACTS["value_low"].notna() | FACTS["value_high"].notna()
    assert len(FACTS) == 433 and len(CHECKS) == 119
    per_article = FACTS.groupby("article_id").size()
    assert per_article.to_dict() == {
        "a1": 85, "a2": 126, "a3": 52, "a4": 19, "a5": 28, "a6": 79, "a7": 9, "a8": 35,
    }  # fmt: skip
    assert int(numeric.sum()) == 310
    counted = claims.tally(CHECKS)
    assert counted == {
        "checks": 119, "agrees": 42, "disagrees": 28, "not_computable": 49,
        "supported": 33, "disputed": 36, "untestable": 50,
    }  # fmt: skip


def test_named_sites_of_the_2026_cohort() -> None:
    """C1-08: six in the east, seven in the centre and west, one abroad, one without a place."""
    named = FACTS[FACTS["metric"] == "member"].merge(FRAMES["evidence_places"], on="place_id", how="left")
    regions = named["province_code"].map(FRAMES["provinces"].set_index("province_code")["region"])
    assert (regions == "east").sum() == 6 and regions.isin(["central", "west"]).sum() == 7
    assert regions.isna().sum() == 2


def test_the_gravest_verdict_wins() -> None:
    one = JUDGED.set_index("fact_id")
    # a6-037 (0.30 EUR): judged in C6-07 only; C6-04, C6-06 and C6-08 compute with it
    assert one.loc["a6-037", ["arithmetic", "evidence"]].tolist() == ["agrees", "disputed"]
    assert one.loc["a6-037", "checks"] == "C6-04;C6-06;C6-07;C6-08"
    assert pd.isna(one.loc["a2-014", "evidence"])
    # 189 lighthouses enter shares that are disputed, and are judged nowhere themselves
    assert pd.isna(one.loc["a1-007", "evidence"]) and "C1-01" in one.loc["a1-007", "checks"]


@pytest.mark.parametrize(
    ("asked", "axis"),
    [
        ("ok", ("arithmetic", "agrees")),
        ("wrong", ("evidence", "disputed")),
        ("doubtful", ("evidence", "untestable")),
        ("inconsistent", ("arithmetic", "disagrees")),
        ("supported", ("evidence", "supported")),
        ("not_computable", ("arithmetic", "not_computable")),
    ],
)
def test_codes_of_older_links_are_understood(asked: str, axis: tuple[str, str]) -> None:
    assert claims.axis_of(asked) == axis


@pytest.mark.parametrize(
    ("ends", "expected"),
    [
        ((4, 4, 2, 2), math.log(2)),
        ((1, 1, 2, 2), math.log(2)),
        ((1, 5, 2, 2), 0),
        ((5, 6, 2, float("nan")), 0),
        ((1, 1, 2, float("nan")), math.log(2)),
        ((9, 9, float("nan"), 3), math.log(3)),
        ((1, 1, float("nan"), 3), 0),
    ],
)
def test_gap(ends: tuple[float, float, float, float], expected: float) -> None:
    assert claims.gap(*ends) == pytest.approx(expected)


def test_nothing_printed_is_no_gap() -> None:
    assert math.isnan(claims.gap(1, 1, float("nan"), float("nan")))


def test_contradictions_are_ranked_as_documented() -> None:
    ranked = claims.contradictions(CHECKS, RECOMPUTED)
    held = (CHECKS["evidence"] != "disputed") & (CHECKS["arithmetic"] != "disagrees")
    assert len(ranked) == 119 - held.sum()
    assert ranked["score"].is_monotonic_decreasing
    # C6-17: 3.5 years against 2, untestable: 3 × (1 + ln 1.75); C8-04: three sites against two, disputed: 5 × (1 + ln 1.5)
    scores = ranked.set_index("check_id")["score"]
    assert scores["C6-17"] == pytest.approx(3 * (1 + math.log(1.75)))
    assert scores["C8-04"] == pytest.approx(5 * (1 + math.log(1.5)))
    # C5-04: 8 against 1.45 is more than e times, so capped; C6-09 prints nothing to compare
    assert scores["C5-04"] == 6 and scores["C6-09"] == 3


def test_positions_are_against_the_nearer_printed_end() -> None:
    rows = claims.positions(RECOMPUTED).set_index(["check_id", "printed_fact_id"])
    # 0.1047 / 0.08 to 0.1933 / 0.08 against 3.8; 0.168 to 0.193 against 0.30; 185.9 against 185.9
    ratio = rows.loc[("C6-05", "a6-039"), ["ratio_low", "ratio_high"]].tolist()
    assert ratio == pytest.approx([0.1047 / 0.08 / 3.8, 0.1933 / 0.08 / 3.8])
    assert rows.loc[("C6-07", "a6-037"), "ratio_high"] == pytest.approx(0.1933 / 0.3)
    assert rows.loc[("C6-29", "a6-074"), ["ratio_low", "ratio_high"]].tolist() == [1, 1]
    assert rows["distance"].is_monotonic_decreasing


def test_sources_that_disagree() -> None:
    found = claims.disagreements(FRAMES["memory_fabs"], ["company", "site_id", "metric", "product", "unit"])
    pairs = {(row.site_id, row.value_low_a, row.value_low_b): row.gap for row in found.itertuples()}
    # Xi'an 40 % against 30 to 35 %, Wuxi 50 % against 40 %
    assert pairs["samsung_xian", 40, 30] == pytest.approx(math.log(40 / 35))
    assert pairs["sk_hynix_wuxi", 50, 40] == pytest.approx(math.log(50 / 40))
    same = pd.DataFrame(
        {"k": ["x", "x"], "value_low": [1.0, 1.0], "value_high": [2.0, 5.0], "source_id": ["A", "B"]}
    )
    assert claims.disagreements(same, ["k"]).empty


def test_filters() -> None:
    chosen = claims.select(JUDGED, {"article_id": "a8", "evidence": "disputed"})
    assert {"a8-011", "a8-013", "a8-014", "a8-023"} <= set(chosen["fact_id"])
    assert len(claims.select(JUDGED, {"article_id": None})) == 433
    with pytest.raises(KeyError):
        claims.select(JUDGED, {"nonsense": "x"})


def test_by_article_adds_up() -> None:
    rows = claims.by_article(FRAMES["articles"], FACTS, CHECKS)
    for axis in (claims.EVIDENCE, claims.ARITHMETIC):
        assert (rows[list(axis)].sum(axis=1) == rows["checks"]).all()
    assert rows["checks"].sum() == len(CHECKS) and rows["facts"].sum() == 433


def test_coverage_counts_rows_and_gaps() -> None:
    sources = pd.DataFrame({"source_id": ["A", "B"], "tier": ["law", "press"]})
    figures = pd.DataFrame({"source_id": ["A", "A", "B", "B"], "x": [1.0, None, None, 2.0]})
    row = claims.coverage({"sources": sources, "figures": figures}).set_index("table").loc["figures"]
    assert row["rows"] == 4 and row["sources"] == 2 and row["first_hand"] == 0.5
    assert row["filled"] == 0.75 and row["emptiest"] == "x"
    everything = claims.coverage(FRAMES)
    assert list(everything["table"]) == tables.names() and everything["filled"].between(0.3, 1).all()


def test_figures_of_other_tables_equal_the_facts_they_name() -> None:
    known = formulas.facts(FACTS)
    for name in ("memory_fabs", "equipment_localisation", "power_prices"):
        for row in FRAMES[name].dropna(subset=["fact_id"]).itertuples():
            fact = known[row.fact_id].value
            assert fact is not None and fact.low == row.value_low, (name, row.fact_id)


def test_power_prices_span_their_independent_facts() -> None:
    known = OUTSIDE.set_index("fact_id")
    for row in FRAMES["power_prices"].dropna(subset=["outside_ids"]).itertuples():
        facts = known.loc[row.outside_ids.split(";")]
        euros = facts[facts["unit"] == "eur_kwh"]
        assert row.value_low == euros["value_low"].min()
        # the dollars of the Chinese price at the average rate of 2024: 0.09 / 1.0824 = 0.083
        dollars = facts.loc[facts["unit"] == "usd_kwh", "value_high"] / 1.0824
        assert row.value_high == pytest.approx(max([*euros["value_high"], *dollars]), abs=0.0005)


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_check_shows_every_independent_fact_with_its_quote(code: str) -> None:
    """The article's 3.8 times was tested against Bundesnetzagentur's 16.77 cents for 2024, among others."""
    power = by_source("C6-05", Language(code))
    assert any(
        "0.1677" in line and "16.77 cents per kilowatt hour" in line for line in power["SMARD20250211"]
    )
    shown = {
        (check, source): len(lines)
        for check in CHECKS["check_id"]
        for source, lines in by_source(check, Language(code)).items()
    }
    linked = FRAMES["check_outside_facts"].merge(OUTSIDE, on="fact_id")
    assert shown == linked.groupby(["check_id", "source_id"]).size().to_dict()
