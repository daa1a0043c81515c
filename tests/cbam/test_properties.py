"""What must hold for any lines, and the identities that follow from the formula."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas.cbam.engine.assess import assess, threshold_totals
from tests.cbam import frozen

LAW, PROPOSAL = frozen.rules(), frozen.rules("com_2026_616")
CODES = sorted(set(LAW.goods.codes) - set(LAW.goods.children) - {"27160000"})
FOREIGN = [code for code, exempt in zip(LAW.origins.codes, LAW.origins.exempt, strict=True) if not exempt]

masses = st.floats(0, 1e6).map(lambda mass: round(mass, 3))
periods = st.sampled_from(["2026-Q1", "2026-Q2", "2026-Q3", *map(str, range(2027, 2035))])
line = st.fixed_dictionaries(
    {
        "cn_code": st.sampled_from([*CODES, "84713000", "25231000", "72"]),
        "origin": st.sampled_from([*FOREIGN, "DE", "CH", "Ceuta", "nowhere"]),
        "period": periods,
        "net_mass_t": masses,
        "importer": st.sampled_from(["a", "b"]),
    }
)
actual_line = st.fixed_dictionaries(
    {
        "cn_code": st.sampled_from([code for code in CODES if code[:4] in ("7208", "2814", "7318", "2804")]),
        "origin": st.sampled_from(FOREIGN),
        "period": periods,
        "net_mass_t": masses,
        "importer": st.just("a"),
        "basis": st.just("actual"),
        "direct_t_per_t": st.floats(0, 10),
        "indirect_t_per_t": st.floats(0, 2),
        "precursor_free_allocation_t_per_t": st.floats(0, 2),
        "carbon_price_paid_eur_per_t_co2e": st.floats(0, 50),
    }
)
some_lines = st.lists(line | actual_line, min_size=1, max_size=12).map(pd.DataFrame)
anything = st.none() | st.text(max_size=8) | st.floats() | st.integers() | st.booleans()


@given(some_lines)
@settings(deadline=None, max_examples=60)
def test_cost_is_never_negative_and_refused_lines_never_count(lines: pd.DataFrame) -> None:
    got = assess(lines, LAW)
    refused = got["status"] == "refused"
    assert (got.loc[~refused, ["cost_eur", "certificates_t"]] >= 0).all(axis=None)
    assert got.loc[refused, ["cost_eur", "certificates_t", "embedded_t"]].isna().all(axis=None)
    assert got["reason_code"].notna().equals(refused | (got["status"] == "not_covered"))
    assert (got.loc[got["status"].isin(["exempt", "below_threshold"]), "cost_eur"] == 0).all()
    alone = assess(lines[~refused], LAW) if (~refused).any() else got[~refused]
    assert got.loc[~refused, "cost_eur"].tolist() == alone["cost_eur"].tolist()


@given(some_lines)
@settings(deadline=None, max_examples=40)
def test_order_of_lines_is_irrelevant(lines: pd.DataFrame) -> None:
    forth, back = assess(lines, LAW), assess(lines.iloc[::-1], LAW).iloc[::-1]
    pd.testing.assert_series_equal(forth["cost_eur"], back["cost_eur"])
    assert forth["status"].tolist() == back["status"].tolist()


@given(some_lines, st.integers(2, 5))
@settings(deadline=None, max_examples=40)
def test_splitting_a_consignment_changes_nothing(lines: pd.DataFrame, parts: int) -> None:
    whole = assess(lines, LAW)
    split = assess(pd.concat([lines.assign(net_mass_t=lines["net_mass_t"] / parts)] * parts), LAW)
    assert split["cost_eur"].sum() == pytest.approx(whole["cost_eur"].sum(), rel=1e-9, abs=1e-6)


@given(some_lines)
@settings(deadline=None, max_examples=40)
def test_totals_of_parts_give_the_same_as_one_run(lines: pd.DataFrame) -> None:
    half = len(lines) // 2
    parts = [part for part in (lines.iloc[:half], lines.iloc[half:]) if len(part)]
    totals = pd.concat([threshold_totals(part, LAW) for part in parts])
    together = pd.concat([assess(part, LAW, totals=totals) for part in parts])
    assert together["status"].tolist() == assess(lines, LAW)["status"].tolist()


@given(line, st.floats(1, 200), st.floats(1.5, 9))
@settings(deadline=None, max_examples=60)
def test_linear_in_mass_and_price(one: dict, price: float, times: float) -> None:
    base = one | {"net_mass_t": one["net_mass_t"] + 60, "certificate_price_eur": price}
    heavier = base | {"net_mass_t": base["net_mass_t"] * times}
    dearer = base | {"certificate_price_eur": price * times}
    cost = assess(pd.DataFrame([base, heavier, dearer]), LAW)["cost_eur"].to_numpy()
    np.testing.assert_allclose(cost[1:], cost[0] * times, rtol=1e-9)


@given(line)
@settings(deadline=None, max_examples=60)
def test_never_lower_when_the_factor_falls(one: dict) -> None:
    """The proposal keeps a higher factor from 2028 on, all else equal."""
    lines = pd.DataFrame([one | {"net_mass_t": 100.0}])
    law, slower = assess(lines, LAW)["cost_eur"][0], assess(lines, PROPOSAL)["cost_eur"][0]
    assert np.isnan(law) or law >= slower


@given(
    st.lists(
        st.fixed_dictionaries(
            {},
            optional=dict.fromkeys(
                (
                    "importer",
                    "import_date",
                    "period",
                    "cn_code",
                    "origin",
                    "net_mass_t",
                    "basis",
                    "production_route",
                    "direct_t_per_t",
                    "indirect_t_per_t",
                    "precursor_free_allocation_t_per_t",
                    "carbon_price_paid_eur_per_t_co2e",
                    "certificate_price_eur",
                    "colour",
                ),
                anything,
            ),
        ),
        max_size=6,
    )
)
@settings(deadline=None, max_examples=200)
def test_no_value_raises(rows: list[dict]) -> None:
    got = assess(pd.DataFrame(rows), LAW)
    assert len(got) == len(rows)
    figures = got.loc[:, "status":].select_dtypes("number")
    assert not np.isinf(figures.to_numpy(dtype=float)).any()


def cost_per_t(**line: object) -> float:
    given_line = {"period": "2026-Q1", "net_mass_t": 100, "certificate_price_eur": 75.0} | line
    return float(assess(pd.DataFrame([given_line]), LAW)["cost_eur_per_t"][0])


@pytest.mark.parametrize("code", ["72083600", "73269098", "76011010", "31021019"])
@pytest.mark.parametrize("period", ["2026-Q1", "2029", "2034"])
def test_between_two_origins_the_benchmark_cancels(code: str, period: str) -> None:
    both = [{"cn_code": code, "origin": origin} for origin in ("CN", "ID")]
    got = assess(pd.DataFrame(both).assign(period=period, net_mass_t=100, certificate_price_eur=75.0), LAW)
    see, markup = got["see_t_per_t"], got["markup"][0]
    assert got["benchmark_route"][0] == got["benchmark_route"][1]
    assert (got["certificates_t"] > 0).all()
    gap = got["cost_eur_per_t"][0] - got["cost_eur_per_t"][1]
    assert gap == pytest.approx((see[0] - see[1]) * (1 + markup) * 75.0, rel=1e-9)


@pytest.mark.parametrize("code", ["72083600", "25232900", "31021019", "76011010"])
def test_in_2034_all_emissions_are_paid(code: str) -> None:
    lines = pd.DataFrame([{"cn_code": code, "origin": "CN", "period": "2034", "net_mass_t": 100}])
    got = assess(lines, LAW, price_eur=75.0).iloc[0]
    assert got["cost_eur"] == pytest.approx(got["embedded_t"] * 75.0, rel=1e-12)
    assert got["free_allocation_t"] == 0


def test_break_even_intensity_does_not_depend_on_the_price() -> None:
    """Actual equals default at SEE x (1 + mark-up) - factor x column B + free allocation of actual."""
    even = 3.187 * 1.1 - 0.975 * 1.370 + (0.975 * 0.044 + 1.2)
    for price in (40.0, 75.0, 120.0):
        shared = {"cn_code": "72083600", "origin": "CN", "certificate_price_eur": price}
        own = {"basis": "actual", "direct_t_per_t": even, "precursor_free_allocation_t_per_t": 1.2}
        assert cost_per_t(**shared | own) == pytest.approx(cost_per_t(**shared), rel=1e-9)


def test_markup_part() -> None:
    lines = pd.DataFrame([{"cn_code": "72083600", "origin": "CN", "period": "2026-Q1", "net_mass_t": 100}])
    got = assess(lines, LAW).iloc[0]
    assert got["markup_t"] == pytest.approx(3.187 * 0.10 * 100)
    assert got["embedded_t"] == pytest.approx(3.187 * 100 + got["markup_t"])
