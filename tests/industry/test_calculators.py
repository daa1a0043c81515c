"""Power bills, Taicang, belts, presses and pay: every value worked out from the printed numbers."""

import pandas as pd
import pytest

from atlas import tables
from atlas.evidence import claims
from atlas.industry import belts, germany, single_sites

FRAMES = tables.load_all()
FACTS = FRAMES["evidence"]


def test_bills_at_both_places() -> None:
    """The article's plant uses 800,000 / 0.30 kWh a month; independent prices in China are 8.0 to 8.3 cents."""
    assert germany.chinese_price(FACTS) == pytest.approx(0.30 / 3.8)
    rows = germany.bills(800_000 / 0.30, FRAMES["power_prices"]).set_index("basis")
    assert rows.loc["article", "germany_low"] == pytest.approx(800_000)
    assert rows.loc["article", "china_low"] == pytest.approx(800_000 * 8.0 / 30)
    assert rows.loc["article", "ratio_high"] == pytest.approx(30 / 8.0)
    # contracts at 17.6 to 18.3 cents: 2.1 to 2.3 times
    assert rows.loc["contracts", ["ratio_low", "ratio_high"]].tolist() == pytest.approx(
        [17.6 / 8.3, 18.3 / 8.0]
    )
    with pytest.raises(ValueError):
        germany.bills(-1, FRAMES["power_prices"])


def test_taicang_pace() -> None:
    rows = germany.taicang(FACTS).set_index("step")
    assert rows.loc["first_100", "per_year"] == pytest.approx(100 / 14)
    assert rows.loc["fifth_100", "per_year"] == 50
    assert rows.loc["fifth_100", "growth"] == pytest.approx((1.25**0.5 - 1) * 100)
    assert pd.isna(rows.loc["first_100", "growth"])


def test_investments_have_places_and_no_repeats() -> None:
    judged = claims.judged(FACTS, FRAMES["evidence_checks"], FRAMES["check_facts"])
    rows = germany.investments(judged, FRAMES["evidence_places"]).set_index("fact_id")
    assert (
        rows.loc["a6-011", "latitude"] == pytest.approx(31.86)
        and rows.loc["a6-070", "evidence"] == "disputed"
    )
    assert pd.isna(rows.loc["a6-028", "latitude"])
    assert rows["duplicate_of"].isna().all() and len(rows) == 9


def test_zones_cover_every_unit_and_invent_no_number() -> None:
    rows = belts.zones(FRAMES["provinces"]).set_index("province_code")["zone"]
    assert len(rows) == 34
    assert rows[["440000", "310000", "420000", "510000", "210000", "110000", "710000"]].tolist() == [
        "ai_native", "ai_native", "ai_growth", "policy_guided", "policy_guided", "not_named", "not_named",
    ]  # fmt: skip
    assert set(rows) == set(FRAMES["terms"].query("vocabulary == 'belt_zone'")["code"])


def test_merchants() -> None:
    rows = belts.merchants(FACTS).set_index("subject_id")
    assert rows.loc["shenzhen_accessories", ["margin", "bound"]].tolist() == [pytest.approx(40), "gt"]
    assert rows.loc["linyi_materials", ["margin", "bound"]].tolist() == [pytest.approx(10 / 3), "lt"]
    assert rows.loc["wuhu_shoes", "sales_per_person"] == 25_000_000
    assert pd.isna(rows.loc["wuhu_shoes", "margin"]) and pd.isna(rows.loc["linyi_materials", "people"])


def test_funnel() -> None:
    changes = belts.funnel(FACTS).set_index("measure")["change"]
    assert changes["value_per_visitor"] == pytest.approx((1.73 / 1.20 - 1) * 100)
    assert changes["inquiries_per_visitor"] == pytest.approx((1.15 / 1.20 - 1) * 100)


def test_presses() -> None:
    values = single_sites.presses(FACTS).set_index("unit")["value"]
    assert values.to_dict() == pytest.approx(
        {"units_year": 950, "units_per_person": 19_000 / 560, "m2_per_person": 100_000 / 560}
    )


@pytest.mark.parametrize(
    ("hours", "hourly"), [(60, 186_000 / 3120), (80, 186_000 / 4160), (40, 186_000 / 2080)]
)
def test_pay_per_hour(hours: float, hourly: float) -> None:
    assert single_sites.pay_per_hour(186_000, hours) == pytest.approx(hourly)


def test_same_pay_and_return() -> None:
    assert single_sites.same_pay_at(186_000, 60) == 124_000  # two thirds of the hours
    assert single_sites.yearly_return(100, 11) == pytest.approx((100 ** (1 / 11) - 1) * 100)


@pytest.mark.parametrize(("pay", "hours", "weeks"), [(1, 0, 52), (1, 169, 52), (1, 40, 0), (-1, 40, 52)])
def test_impossible_work_is_refused(pay: float, hours: float, weeks: float) -> None:
    with pytest.raises(ValueError):
        single_sites.pay_per_hour(pay, hours, weeks)
