"""Chains of precursors: check figures worked by hand, identities, the text there and back."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas import export
from atlas.cbam.answers import chains, outlook
from atlas.cbam.answers.good import Good
from atlas.cbam.engine import chain
from atlas.cbam.engine.assess import assess
from atlas.cbam.files import portfolio
from atlas.cbam.law.rules import Rules
from tests.cbam import frozen

SCREW = {
    "cn_code": "73181588",
    "origin": "TW",
    "period": "2026-Q3",
    "net_mass_t": 100.0,
    "basis": "actual",
    "direct_t_per_t": 2.1,
}
ROD = "w~1_72139110_1.05_TW"
#: sinter 1.5, hot metal 0.95, crude steel 1.05 in hot-rolled coil; own emissions by step
COIL = "o~1_72061000_1.05__o__C_0.2~2_72011011_0.95__o___1.2~3_26011200_1.5__o___0.15_0.05"


def one(rules: Rules, **change: object) -> pd.Series:
    return assess(pd.DataFrame([SCREW | change]), rules, price_path="central").iloc[0]


def test_a_default_precursor_takes_column_b_of_its_own_origin(rules: Rules) -> None:
    """Wire rod of Taiwan, route C: 1.364. 2.1 - 0.975 x (0.038 + 1.05 x 1.364) = 0.666555; x 82.32."""
    got = one(rules, precursors=ROD)
    assert got["cost_eur_per_t"] == pytest.approx(54.87, abs=0.005)
    assert got["precursor_benchmark_t_per_t_used"] == pytest.approx(1.05 * 1.364)


def test_an_unknown_origin_takes_the_highest_values(rules: Rules) -> None:
    known, unknown = one(rules, precursors=ROD), one(rules, precursors="w~1_72139110_1.05")
    value = frozen.table("cbam_precursor_defaults").set_index("cn_code")["total_t_per_t"]
    line = next(code for code in ("72139110", "721391", "7213") if code in value.index)
    assert unknown["precursor_see_t_per_t"] == pytest.approx(1.05 * value[line] * 1.1)
    assert unknown["precursor_see_t_per_t"] > known["precursor_see_t_per_t"]


def test_the_check_figures_of_a_coil(rules: Rules) -> None:
    """0.044 + 1.05 x (0.150 + 0.95 x (1.089 + 1.5 x 0.086)) = 1.416455; x 0.975 = 1.381044 (rounded)."""
    got = one(rules, cn_code="72083600", production_route="C", direct_t_per_t=0.05, precursors=COIL)
    whole = got["benchmark_t_per_t"] + got["precursor_benchmark_t_per_t_used"]
    assert whole == pytest.approx(1.416455, abs=1e-9)
    assert got["free_allocation_t"] / 100 == pytest.approx(1.381044, abs=5e-7)
    # 0.05 + 1.05 x (0.2 + 0.95 x (1.2 + 1.5 x (0.15 + 0.05)))
    assert got["see_t_per_t"] == pytest.approx(0.05 + 1.05 * (0.2 + 0.95 * (1.2 + 1.5 * 0.2)))


def test_nothing_is_free_in_2034_under_the_law(rules: Rules) -> None:
    for precursors in ({"precursors": ROD}, {"precursor_free_allocation_t_per_t": 1.396395}):
        got = one(rules, period="2034", **precursors)
        assert got["cost_eur"] == pytest.approx(2.1 * 100 * 82.32)


@pytest.mark.parametrize(
    "precursors", [{"precursors": ROD}, {"precursor_free_allocation_t_per_t": 0.975 * 1.05 * 1.364}]
)
def test_the_outlook_follows_the_factor_of_each_year(
    rules: Rules, proposal: Rules, precursors: dict[str, object]
) -> None:
    lines = pd.DataFrame([SCREW | precursors])
    found = outlook.outlook(lines, {"law": rules, "com_2026_616": proposal}, ("central",))
    cost = found.set_index(["scenario", "year"])["cost_eur"]
    assert cost["law", 2026] == pytest.approx(5487.08, abs=0.005)
    assert cost["law", 2034] == pytest.approx(17287.20)
    # the proposal keeps 15 %: 2.1 - 0.15 x (0.038 + 1.05 x 1.364)
    assert cost["com_2026_616", 2034] == pytest.approx(82.32 * 100 * (2.1 - 0.15 * 1.4702))
    by_line = outlook.by_line(lines, {"law": rules, "com_2026_616": proposal}, ("central",))
    same = by_line.assign(year=by_line["year"].astype(int)).set_index(["scenario", "year"])["cost_eur"]
    pd.testing.assert_series_equal(
        same.sort_index(), cost.sort_index(), check_names=False, check_index_type=False
    )


def test_a_refused_line_stands_once_in_the_outlook(rules: Rules) -> None:
    found = outlook.by_line(pd.DataFrame([SCREW | {"origin": "nowhere"}, SCREW]), {"law": rules}, ("low",))
    assert found["status"].tolist() == ["refused", *["ok"] * 9] and found["year"][0] == ""


def test_an_exempt_origin_counts_nothing_whatever_is_below(rules: Rules) -> None:
    got = one(rules, precursors="o~1_72139110_1.05_DE_o___3~2_72061000_1_CN")
    assert got["precursor_see_t_per_t"] == 0 and got["precursor_benchmark_t_per_t_used"] == 0


def test_indirect_emissions_of_ore_stay_inside_steel_but_not_those_of_the_steel(rules: Rules) -> None:
    ore = one(rules, precursors="o~1_26011200_1__o___0.1_0.05")
    rod = one(rules, precursors="o~1_72139110_1_TW_o___0.1_0.05_0")
    assert ore["precursor_see_t_per_t"] == pytest.approx(0.15)
    assert rod["precursor_see_t_per_t"] == pytest.approx(0.1)


figures = st.floats(0, 1e6).map(lambda value: float(f"{value:.17g}"))
steps = st.lists(
    st.builds(
        chain.Step,
        st.just(1),
        st.sampled_from(["72061000", "2523100090", "26011200"]),
        st.none() | figures,
        st.sampled_from(["", "TW", "DE"]),
        st.sampled_from(chain.KINDS),
        st.integers(0, 9),
        st.sampled_from(["", "C"]),
        st.none() | figures,
        st.none() | figures,
        st.none() | figures,
    ),
    min_size=1,
    max_size=8,
)


def placed(found: list[chain.Step], depths: list[int]) -> tuple[chain.Step, ...]:
    """Steps at levels that follow from the one above, four at most."""
    kept, above = [], 0
    for step, depth in zip(found, depths, strict=False):
        above = min(depth, above + 1)
        kept.append(step._replace(depth=above))
    return tuple(kept)


levels = st.lists(st.integers(1, 4), min_size=8, max_size=8)


@given(steps, levels, st.sampled_from("ow"))
@settings(deadline=None, max_examples=200)
def test_a_chain_is_read_back_to_the_last_digit(
    found: list[chain.Step], depths: list[int], covers: str
) -> None:
    made = chain.Chain(covers, placed(found, depths))
    written = chain.write(made)
    assert chain.read(written) == made
    assert chains.text(chains.table(written), covers) == (written, [])


def sent(lines: pd.DataFrame, ending: str) -> bytes:
    """Lines as a file of one kind."""
    if ending == "csv":
        return export.to_csv(lines, {})
    if ending == "xlsx":
        return export.to_xlsx(lines, {})
    return lines.to_parquet(index=False)


@given(steps, levels, st.sampled_from("ow"), st.sampled_from(["csv", "xlsx", "parquet"]))
@settings(deadline=None, max_examples=30)
def test_a_chain_comes_back_from_a_file_to_the_last_digit(
    found: list[chain.Step], depths: list[int], covers: str, ending: str
) -> None:
    written = chain.write(chain.Chain(covers, placed(found, depths)))
    lines = pd.DataFrame([SCREW | {"precursors": written}, SCREW | {"precursors": ROD}])
    back = portfolio.read(sent(lines, ending), f"lines.{ending}").lines
    assert back["precursors"].tolist() == [written, ROD]
    law = frozen.rules()
    columns = ["status", "reason_code", "see_t_per_t", "free_allocation_t", "cost_eur"]
    first, again = (assess(own, law, price_path="central")[columns] for own in (lines, back))
    pd.testing.assert_frame_equal(first, again, check_exact=True, check_categorical=False)


def test_a_chain_of_eighty_steps_is_taken_and_a_longer_text_is_not() -> None:
    step = f"~1_72139110_{1 / 3!r}_TW_o___{2 / 7!r}_{1 / 9!r}_{5 / 7!r}"
    for text, taken in (("o" + step * chain.MOST_STEPS, True), ("o" + step * 800, False)):
        lines = pd.DataFrame([SCREW | {"precursors": text}])
        back = portfolio.read(sent(lines, "csv"), "lines.csv")
        assert (back.lines["precursors"].tolist() == [text]) is taken
        assert back.problems["code"].tolist() == ([] if taken else ["text_too_long"])


@given(st.floats(0.01, 3), st.sampled_from([ROD[2:], COIL[2:], "1_72139110_1_TW_w___1.2__0.4"]))
@settings(deadline=None, max_examples=60)
def test_halves_and_order_change_nothing(share: float, branch: str) -> None:
    rules = frozen.rules()
    first, *below = branch.split("~")
    fields = first.split("_")
    half = "~".join(["_".join([*fields[:2], repr(share / 2), *fields[3:]]), *below])
    full = "~".join(["_".join([*fields[:2], repr(share), *fields[3:]]), *below])
    other = "1_26011200_0.5_CN"
    results = [
        one(rules, precursors="o~" + "~".join(parts))
        for parts in ([full, other], [other, full], [half, other, half])
    ]
    for got in results[1:]:
        assert got["see_t_per_t"] == pytest.approx(results[0]["see_t_per_t"], rel=1e-12)
        assert got["free_allocation_t"] == pytest.approx(results[0]["free_allocation_t"], rel=1e-12)


def test_a_chain_of_no_steps_is_the_simple_good(rules: Rules) -> None:
    simple = {"cn_code": "26011200", "indirect_t_per_t": 0.1}
    assert one(rules, **simple)["cost_eur"] == one(rules, **simple, precursors="o")["cost_eur"]


def test_the_parts_of_a_chain_add_up(rules: Rules) -> None:
    good = Good(
        "72083600", "CN", "2026-Q3", "actual", "C", 0.05, None, COIL, None, None, None, "central", "law"
    )
    rows = chains.worth(good, rules)
    got = one(
        rules, cn_code="72083600", origin="CN", production_route="C", direct_t_per_t=0.05, precursors=COIL
    )
    assert rows["emissions"].sum() == pytest.approx(got["precursor_see_t_per_t"])
    assert rows["free"].sum() == pytest.approx(0.975 * got["precursor_benchmark_t_per_t_used"])


def test_rows_that_cannot_stand_in_a_chain_are_told() -> None:
    frame = chains.table("w~1_72061000_1_CN~2_26011200_1.5")
    frame.loc[0, "code"] = "7206"
    assert chains.text(frame, "w") == ("", [1, 2])
