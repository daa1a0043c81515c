"""The three calculators, each worked out by hand."""

import pytest

from atlas.my_plant import savings


def test_both_readings_of_down_42():
    # 48 % down by 42 % of itself: 48 x 0.58 = 27.84; down by 42 points: 6
    assert savings.attrition_readings(48, 42) == pytest.approx({"relative": 27.84, "points": 6})


def test_a_rate_cannot_fall_below_zero():
    assert savings.attrition_readings(30, 42) == pytest.approx({"relative": 17.4})
    assert savings.attrition_readings(150, 120) == {"points": 30}


def test_onboarding_from_75_to_15_days():
    table = savings.onboarding(100, 50, 75, 15, staff=200, attrition_before=48, attrition_cut=42)
    rows = table.set_index("reading")
    relative, points = rows.loc["relative"], rows.loc["points"]
    # relative: 48 - 27.84 = 20.16 points of 200 people = 40.32 fewer leavers, 59.68 hires remain
    assert relative["hires_avoided"] == pytest.approx(40.32)
    assert relative["days_saved"] == pytest.approx(59.68 * 60)
    # before 100 x 75 x 50 = 375 000; after 59.68 x 15 x 50 = 44 760
    assert relative["cost_before"] == pytest.approx(375_000)
    assert relative["cost_after"] == pytest.approx(44_760)
    assert relative["saved"] == pytest.approx(330_240)
    # points: 42 % of 200 = 84 fewer leavers, 16 hires remain: 16 x 15 x 50 = 12 000
    assert points["hires_avoided"] == pytest.approx(84)
    assert points["cost_after"] == pytest.approx(12_000)
    assert not rows["capped"].any()


def test_onboarding_without_attrition():
    table = savings.onboarding(10, 100, 75, 15)
    # 10 hires x 60 days x 100 = 60 000, the same under both readings
    assert table["saved"].tolist() == pytest.approx([60_000, 60_000])


def test_no_more_hires_avoided_than_there_are():
    row = savings.onboarding(50, 10, 75, 15, staff=1000, attrition_before=48, attrition_cut=42).iloc[1]
    # 420 fewer leavers, but only 50 people are hired
    assert row["hires_avoided"] == 50
    assert row["capped"]
    assert row["cost_after"] == 0


def test_defects_to_money():
    row = savings.quality(1_000_000, 5, defect_rate=2, defect_cut=41, cost_cut=0).iloc[0]
    # 2 % of a million = 20 000 defects; 41 % fewer = 11 800; at 5 each: 100 000 to 59 000
    assert row["defects_before"] == pytest.approx(20_000)
    assert row["defects_after"] == pytest.approx(11_800)
    assert row["saved_defects"] == pytest.approx(41_000)
    assert row["saved"] == pytest.approx(41_000)


def test_defects_and_unit_cost_together():
    row = savings.quality(1000, 10, defect_rate=10, defect_cut=50, cost_cut=20).iloc[0]
    # 100 defects fall to 50: 50 x 10 = 500 saved. The other 950 units cost 2 less: 1 900. Together 2 400
    assert row["saved_defects"] == pytest.approx(500)
    assert row["saved_cost"] == pytest.approx(1900)
    assert row["saved"] == pytest.approx(2400)


def test_inventory_to_working_capital():
    row = savings.inventory(36_500_000, 60, cut=30, interest=5).iloc[0]
    # 100 000 a day: 60 days are 6.0 million, 42 days 4.2 million; 1.8 million freed, 90 000 interest a year
    assert row["days_after"] == pytest.approx(42)
    assert row["freed"] == pytest.approx(1_800_000)
    assert row["interest_saved"] == pytest.approx(90_000)


@pytest.mark.parametrize(
    "call",
    [
        lambda: savings.onboarding(-1, 1, 75, 15),
        lambda: savings.onboarding(1, 1, float("nan"), 15),
        lambda: savings.quality(1, 1, 101, 0, 0),
        lambda: savings.quality(1, 1, 1, -1, 0),
        lambda: savings.inventory(1, 1, 101, 0),
        lambda: savings.attrition_readings(-1, 0),
    ],
)
def test_impossible_figures_are_refused(call):
    with pytest.raises(ValueError, match="must"):
        call()
