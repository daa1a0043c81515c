"""Our list beside the announcements and the article's figures."""

import pandas as pd
import pytest

from atlas import tables
from atlas.lighthouses import counts
from atlas.lighthouses import sites as lighthouses_sites


@pytest.fixture(scope="module")
def data() -> dict[str, pd.DataFrame]:
    return tables.load_all()


@pytest.fixture(scope="module")
def mainland(data) -> pd.DataFrame:
    return lighthouses_sites.select(
        data["lighthouses"], data["lighthouse_designations"], cohort_up_to="2026-01"
    )


def totals(data, scope) -> pd.DataFrame:
    frame = counts.cohort_totals(
        data["lighthouses"], data["lighthouse_designations"], data["lighthouse_cohorts"], scope
    )
    return frame.set_index("cohort")


def test_world_totals_of_january_2026(data):
    row = totals(data, "world").loc["2026-01"]
    # announced 224 = 201 + 23 awards; two went to members, so 222 sites; 15 names were not found
    assert row["announced_total"] == 201 + 23
    assert row["official_total"] == 201 + 23 - 2
    assert row["missing_total"] == 3 + 1 + 1 + 5
    assert row["listed_total"] == 222 - 10


def test_china_totals_of_january_2026(data):
    row = totals(data, "greater").loc["2026-01"]
    assert (row["announced_total"], row["official_total"], row["listed_total"]) == (101, 100, 99)
    assert row["missing_total"] == 1


def test_what_is_not_announced_stays_empty(data):
    june = totals(data, "greater").loc["2026-06"]
    # eight by one secondary source, none named; no total is published, and none is added up here
    assert (june["announced_new"], june["missing_new"]) == (8, 8)
    assert pd.isna(june["announced_total"]) and pd.isna(june["missing_total"])
    mainland_only = totals(data, "mainland")
    assert mainland_only["announced_total"].isna().all()
    assert mainland_only.loc["2026-01", "listed_total"] == 99 - 6  # six sites in Taiwan


def test_missing_equals_the_gaps(data):
    for scope in ("world", "greater"):
        gaps = counts.gaps_in(data["lighthouse_gaps"], scope)
        by_cohort = gaps.groupby("cohort")["sites"].sum()
        missing = totals(data, scope)["missing_new"].dropna()
        for cohort, count in missing.items():
            assert count == by_cohort.get(cohort, 0), (scope, cohort)


def test_industries_run_up_to_the_selection(mainland):
    rows = counts.industries_by_cohort(mainland)
    assert rows["new"].sum() == len(mainland)
    last = rows[rows["cohort"] == rows["cohort"].max()]
    assert last["total"].sum() == len(mainland)
    appliances = rows[rows["industry"] == "home_appliances"]
    assert appliances["total"].tolist() == appliances["new"].cumsum().tolist()


def test_ownership_adds_up(mainland):
    # of 93 mainland sites 29 belong to groups from elsewhere and 8 to Taiwan groups
    shares = {"chinese": (93 - 29 - 8) / 93, "taiwan": 8 / 93, "foreign": 29 / 93}
    assert counts.ownership(mainland) == pytest.approx(shares)


def test_ownership_of_nothing_has_no_share(mainland):
    assert pd.Series(counts.ownership(mainland.iloc[0:0])).isna().all()


def test_move_inland_by_hand():
    selection = pd.DataFrame(
        {
            "cohort": ["2019-01", "2019-01", "2020-01", "2020-01"],
            "province_code": ["320000", "370000", "510000", "320000"],
        }
    )
    provinces = pd.DataFrame(
        {"province_code": ["320000", "370000", "510000"], "region": ["east", "east", "west"]}
    )
    rows = counts.region_shares(selection, provinces).set_index(["cohort", "region"])
    assert rows.loc[("2019-01", "east"), "share"] == 1
    assert rows.loc[("2020-01", "east"), ["new", "total", "share"]].tolist() == [1, 3, 0.75]
    assert rows.loc[("2020-01", "west"), "share"] == 0.25


def test_shares_of_each_cohort_add_up(data, mainland):
    rows = counts.region_shares(mainland, data["provinces"])
    assert rows.groupby("cohort")["share"].sum().tolist() == pytest.approx([1] * rows["cohort"].nunique())
    assert rows["new"].sum() == len(mainland)


def test_green_power_by_region(data):
    rows = counts.grid_by_region(data["provinces"], data["province_context"]).set_index("region")
    # 30 provinces have a factor: 10 + 6 + (12 without Tibet) + 3
    assert rows["provinces"].to_dict() == {"east": 10, "central": 6, "west": 11, "northeast": 3}
    assert (rows["low"] <= rows["median"]).all()
    assert (rows["median"] <= rows["high"]).all()
    # the notice of 31 December 2025 gives Yunnan the lowest provincial factor of 2023
    assert rows.loc["west", "low_code"] == "530000"
    assert rows["low"].min() == rows.loc["west", "low"]
    assert set(rows["year"]) == {2023}


def claims(data) -> pd.DataFrame:
    frame = counts.article_claims(
        data["lighthouse_claims"],
        data["lighthouses"],
        data["lighthouse_designations"],
        data["lighthouse_cohorts"],
    )
    return frame.set_index("fact_id")


@pytest.mark.parametrize(
    ("fact", "official", "unique", "verdict"),
    [
        ("a1-007", 189, 189, "agrees"),
        ("a1-008", 79, 79, "differs"),
        ("a1-009", 100 * 79 / 189, 100 * 79 / 189, "differs"),  # 41.8, not 45
        ("a1-001", 23, 21, "agrees"),
        ("a1-006", 16, 15, "agrees"),
        ("a1-005", 101, 100, "agrees"),
        ("a1-010", 100 * 101 / 224, 100 * 100 / 222, "differs"),  # 45.1 is not nearly 50
    ],
)
def test_article_beside_the_announcements(data, fact, official, unique, verdict):
    row = claims(data).loc[fact]
    assert row["official"] == pytest.approx(official)
    assert row["official_unique"] == pytest.approx(unique)
    assert row["verdict"] == verdict


def test_article_beside_our_list(data):
    rows = claims(data)
    sites = data["lighthouses"].merge(
        data["lighthouse_designations"].query("is_first")[["site_id", "cohort"]], on="site_id"
    )
    greater = sites[sites["country"].isin(["CN", "TW", "HK", "MO"])]
    assert rows.loc["a1-007", "listed"] == (sites["cohort"] <= "2025-01").sum()
    assert rows.loc["a1-008", "listed"] == (greater["cohort"] <= "2025-01").sum()
    assert rows.loc["a1-006", "listed"] == (greater["cohort"] == "2026-01").sum()
    before = greater[greater["cohort"] <= "2025-09"]
    share = before["industry"].isin(["electronics", "home_appliances"]).mean()
    assert rows.loc["a1-020", "listed"] == pytest.approx(100 * share)
    assert rows.loc["a1-020", "verdict"] == "differs"


def test_each_claim_says_why_it_differs(data):
    for ending in ("en", "zh_hant", "zh_hans"):
        assert data["lighthouse_claims"][f"explanation_{ending}"].notna().all()
