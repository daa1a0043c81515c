"""Results of named plants in one form; every expected figure worked out here by hand."""

import pandas as pd
import pytest

from atlas import tables
from atlas.my_plant import results as my_plant_results
from atlas.my_plant.results import Own


@pytest.fixture(scope="module")
def rows() -> pd.DataFrame:
    return my_plant_results.comparable(tables.load("lighthouse_metrics"), tables.load("lighthouses"))


def result(rows: pd.DataFrame, site: str, metric: str) -> pd.Series:
    found = rows[(rows["site_id"] == site) & (rows["metric"] == metric)]
    assert len(found) == 1
    return found.iloc[0]


def test_a_fall_is_negative(rows):
    assert result(rows, "eve-jingmen", "defect_rate")["shown"] == -52
    assert result(rows, "nokia-oulu", "labour_productivity")["shown"] == 30


def test_points_become_percent_where_the_rates_are_known(rows):
    row = result(rows, "schneider-wuhan", "attrition")
    # from 48 % to 6 %: 42 points, and (48 - 6) / 48 = 87.5 percent
    assert row["points"] == 6 - 48
    assert row["shown"] == pytest.approx(-87.5)
    assert row["unit"] == "percent"
    assert pd.isna(row["reading"])
    # from 20 % to 76 % of the staff: 56 points, 76 / 20 = 3.8 times, up 280 percent
    ready = result(rows, "schneider-wuhan", "workforce_capability")
    assert ready["points"] == 56
    assert ready["shown"] == pytest.approx(280)


def test_both_readings_of_up_400(rows):
    row = result(rows, "zeiss-guangzhou", "product_variety")
    # "up 400 %" is five times; "to 400 %" is four times, which is up 300 %
    assert (row["reading"], row["shown"], row["other"]) == ("by_or_to", 400, 300)


def test_an_unclear_rate_has_no_second_point_in_percent(rows):
    row = result(rows, "auo-suzhou", "attrition")
    assert row["reading"] == "relative_or_points"
    assert pd.isna(row["other"])
    assert pd.isna(row["points"])


def test_days_before_and_after_match_the_change(rows):
    row = result(rows, "schneider-wuhan", "onboarding_time")
    # 75 to 15 days: 15 / 75 = 0.2
    assert (row["before_low"], row["after"], row["state_unit"]) == (75, 15, "days")
    assert row["shown"] == -80


def test_levels_give_way_to_changes(rows):
    kinds = rows.groupby("metric")["kind"].nunique()
    assert kinds.max() == 1
    assert set(rows.loc[rows["metric"] == "on_time_delivery", "kind"]) == {"change"}
    assert set(rows.loc[rows["metric"] == "use_case_count", "kind"]) == {"level"}


def toy() -> pd.DataFrame:
    sites = pd.DataFrame({column: ["a", "b", "c"] for column in my_plant_results.SITE_COLUMNS})
    sites["industry"] = ["metals", "metals", "textiles"]
    lines = [
        # result, site, metric, direction, value, technologies
        ("r1", "a", "lead_time", "decrease", 10.0, "ai;iot"),
        ("r2", "b", "lead_time", "decrease", 40.0, "ai"),
        ("r3", "c", "lead_time", "decrease", 30.0, None),
        ("r4", "c", "unit_cost", "decrease", 5.0, "robotics"),
        ("r5", "b", "output_capacity", "increase", 20.0, "iot"),
    ]
    columns = ["result_id", "site_id", "metric", "direction", "value", "technologies"]
    results = pd.DataFrame(lines, columns=columns)
    results["kind"], results["unit"], results["reading"] = "change", "percent", None
    results["before_low"] = results["after"] = float("nan")
    results["source_id"] = results["result_id"].str.upper()
    return my_plant_results.comparable(results, sites)


def test_a_strip_starts_with_the_strongest_result():
    plants = my_plant_results.strip(toy(), "lead_time", "metals")
    assert plants["shown"].tolist() == [-40, -30, -10]
    assert plants["same_industry"].tolist() == [True, False, True]
    assert my_plant_results.spread(plants) == (3, -40, -30, -10)


def test_an_empty_strip_has_no_spread():
    with pytest.raises(ValueError, match="no plant"):
        my_plant_results.spread(my_plant_results.strip(toy(), "waste"))


@pytest.mark.parametrize(("value", "count"), [(-5.0, 3), (-30.0, 1), (-35.0, 1), (-50.0, 0), (10.0, 3)])
def test_stronger_means_a_larger_fall(value, count):
    assert my_plant_results.stronger(my_plant_results.strip(toy(), "lead_time"), value) == count


def test_stronger_means_a_larger_rise():
    plants = my_plant_results.strip(toy(), "output_capacity")
    assert my_plant_results.stronger(plants, 19) == 1
    assert my_plant_results.stronger(plants, 20) == 0


@pytest.mark.parametrize(
    ("own", "kind", "expected"),
    [
        (Own(45, 30, None), "change", -100 / 3),
        (Own(45, 30, 99), "change", -100 / 3),
        (Own(None, 30, -12), "change", -12),
        (Own(0, 30, None), "change", None),
        (Own(), "change", None),
        (Own(None, 12, None), "level", 12),
    ],
)
def test_the_readers_point(own, kind, expected):
    found = my_plant_results.own_value(own, kind)
    assert found is None if expected is None else found == pytest.approx(expected)


def test_technologies_count_plants_and_results():
    table = my_plant_results.technologies(toy()).set_index("technology")
    assert table.loc["ai", ["plants", "results"]].tolist() == [2, 2]
    assert table.loc["iot", "site_ids"] == ("a", "b")
    assert list(table.index) == ["ai", "iot", "robotics"]
    only = my_plant_results.technologies(toy(), ["lead_time"], "metals")
    assert dict(zip(only["technology"], only["plants"], strict=True)) == {"ai": 2, "iot": 1}


def test_cases_start_with_industry_and_goal():
    found = my_plant_results.cases(toy(), ["lead_time", "unit_cost"], "metals")
    # a and b: own industry and one goal each; c: another industry with both goals
    assert [tuple(case) for case in found] == [("a", True, 1), ("b", True, 1), ("c", False, 2)]
    # what two sources say about one metric counts once
    assert my_plant_results.cases(pd.concat([toy(), toy()]), ["lead_time", "unit_cost"], "metals") == found
    assert my_plant_results.cases(toy(), ["waste"], None) == []
    assert len(my_plant_results.cases(toy(), ["lead_time"], None, limit=2)) == 2


def test_metrics_count_plants_once(rows):
    table = my_plant_results.metrics(rows).set_index("metric")
    # Hisense Hitachi appears twice among the use cases: two sources, one plant
    cases = rows[rows["metric"] == "use_case_count"]
    assert table.loc["use_case_count", "plants"] == cases["site_id"].nunique() == len(cases) - 1
    assert table["plants"].is_monotonic_decreasing
    assert my_plant_results.metrics(rows, 2)["plants"].min() == 2
