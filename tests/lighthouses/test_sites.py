"""Selections and map rows, against counts made from the files and small cases by hand."""

import csv
from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from atlas import tables
from atlas.lighthouses import areas, sites

DATA = Path(__file__).resolve().parents[2] / "data"


@pytest.fixture(scope="module")
def data() -> dict[str, pd.DataFrame]:
    return tables.load_all()


def read(name: str) -> list[dict[str, str]]:
    with next(Path(DATA).glob(f"*/{name}.csv")).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def chosen(data, **how) -> pd.DataFrame:
    return sites.select(data["lighthouses"], data["lighthouse_designations"], **how)


def provinces(data) -> pd.DataFrame:
    return data["provinces"].assign(area=data["provinces"]["province_code"])


def units(data, selection, shade="sites", scope="mainland", cohort=None, since=None) -> pd.DataFrame:
    frame = areas.by_area(selection, provinces(data), data["province_context"], shade, scope, cohort, since)
    return frame.set_index("province_code")


def firsts() -> dict[str, str]:
    return {
        row["site_id"]: row["cohort"] for row in read("lighthouse_designations") if row["is_first"] == "true"
    }


@pytest.mark.parametrize(
    ("scope", "countries"), [("mainland", {"CN"}), ("greater", {"CN", "TW", "HK", "MO"})]
)
def test_scope_and_cohort_count_sites_once(data, scope, countries):
    joined = firsts()
    for cohort in ("2018-09", "2021-09", "2026-01", None):
        expected = {
            row["site_id"]
            for row in read("lighthouses")
            if row["country"] in countries and (cohort is None or joined[row["site_id"]] <= cohort)
        }
        assert set(chosen(data, scope=scope, cohort_up_to=cohort)["site_id"]) == expected


def test_published_counts_of_provinces():
    counted = Counter()
    joined = firsts()
    for row in read("lighthouses"):
        if row["country"] == "CN" and joined[row["site_id"]] == "2026-01":
            counted[row["province_code"]] += 1
    # news of 16 January 2026: Jiangsu 5; Shandong, Hubei, Anhui, Chongqing 2 each; Guangdong, Liaoning
    # and Sichuan 1 each, Sichuan's being a second award (CATL Yibin), which adds no site
    assert counted == {
        "320000": 5,
        "370000": 2,
        "420000": 2,
        "340000": 2,
        "500000": 2,
        "440000": 1,
        "210000": 1,
    }


def test_new_of_a_cohort_on_the_map(data):
    frame = units(data, chosen(data, cohort_up_to="2026-01"), "new", cohort="2026-01")
    assert frame["new"].sum() == 15
    assert frame.loc["320000", ["new", "value", "shade_class", "rank"]].tolist() == [5, 5.0, 5, 1]
    assert frame.loc["510000", "new"] == 0  # Sichuan's award was a second one


def test_second_award_keeps_the_first_cohort(data):
    site = chosen(data).set_index("site_id").loc["catl-yibin"]
    assert site["cohort"] < "2026-01"
    assert site["awards"] == 2
    before = chosen(data, cohort_up_to="2025-09").set_index("site_id").loc["catl-yibin"]
    assert before["awards"] == 1


def test_designation_means_held_by_the_cohort(data):
    held = {
        row["site_id"]
        for row in read("lighthouse_designations")
        if row["designation"] == "sustainability" and row["cohort"] <= "2026-01"
    }
    selection = chosen(data, scope="world", designation="sustainability", cohort_up_to="2026-01")
    assert set(selection["site_id"]) == held
    assert "catl-yibin" in held
    earlier = chosen(data, scope="world", designation="sustainability", cohort_up_to="2025-09")
    assert "catl-yibin" not in set(earlier["site_id"])


def test_filters_cut_across_each_other(data):
    selection = chosen(data, industry="home_appliances", owner="chinese")
    expected = [
        row["site_id"]
        for row in read("lighthouses")
        if row["country"] == "CN" and row["industry"] == "home_appliances" and row["owner"] == "chinese"
    ]
    assert sorted(selection["site_id"]) == sorted(expected)


def test_unknown_scope_is_an_error(data):
    with pytest.raises(KeyError):
        chosen(data, scope="europe")


def test_sites_per_trillion(data):
    frame = units(data, chosen(data, cohort_up_to="2026-01"), "per_trillion_gdp")
    gdp = {
        row["province_code"]: float(row["value"])
        for row in read("province_context")
        if row["indicator"] == "gdp"
    }
    # Jiangsu: 20 sites over its product in 100 million CNY, 10 000 of which are a trillion
    assert frame.loc["320000", "value"] == pytest.approx(20 / (gdp["320000"] / 10_000))
    assert frame.loc["320000", "year"] == 2024
    # no figure of 2024 for Liaoning, Hainan and Guizhou: empty, not zero
    for code in ("210000", "460000", "520000"):
        assert pd.isna(frame.loc[code, "value"])
        assert frame.loc[code, ["missing", "shade_class"]].tolist() == ["no_statistic", 0]


def test_grid_factor_leaves_out_tibet_and_what_lies_outside(data):
    frame = units(data, chosen(data), "grid_factor", "greater")
    without = set(frame.index[frame["value"].isna()])
    assert without == {"540000", "710000", "810000", "820000"}
    assert set(frame.loc[list(without), "missing"]) == {"no_statistic"}
    narrow = units(data, chosen(data), "grid_factor", "mainland")
    assert narrow.loc["710000", "missing"] == "outside_scope"


def test_zero_is_a_figure_within_the_scope(data):
    frame = units(data, chosen(data))
    assert frame.loc["540000", ["value", "missing", "shade_class"]].tolist() == [0.0, "", 1]
    assert frame.loc["710000", ["missing", "shade_class"]].tolist() == ["outside_scope", 0]
    greater = units(data, chosen(data, scope="greater"), scope="greater")
    assert greater.loc["710000", "sites"] == 6


@pytest.mark.parametrize(
    ("shade", "value", "expected"),
    [
        ("sites", 0, 1),
        ("sites", 1, 2),
        ("sites", 2, 2),
        ("sites", 3, 3),
        ("sites", 10, 4),
        ("sites", 11, 5),
        ("grid_factor", 0.1999, 1),
        ("grid_factor", 0.2, 2),
        ("grid_factor", None, 0),
        ("per_trillion_gdp", 0, 1),
        ("per_trillion_gdp", 1.5, 5),
    ],
)
def test_classes_start_at_their_lowest_value(shade, value, expected):
    assert areas.shade_class(np.array([value], dtype=float), shade).tolist() == [expected]


def test_equal_values_share_a_rank(data):
    frame = units(data, chosen(data))
    counts = frame["sites"][frame["missing"] == ""]
    for code, rank in frame["rank"].dropna().items():
        assert rank == 1 + (counts > counts[code]).sum()


def test_cities_hold_every_located_site_once(data):
    selection = chosen(data, scope="greater")
    cities = sites.by_city(selection)
    names = [site for group in cities["site_ids"] for site in group]
    assert sorted(names) == sorted(selection.loc[selection["lat"].notna(), "site_id"])
    assert (cities["sites"] == cities["site_ids"].map(len)).all()
    # Select Shandong, January 2026: Qingdao has eight lighthouses; those in a known district stand apart
    assert cities.loc[cities["prefecture_code"] == "370200", "sites"].sum() == 8


def test_cards_carry_awards_and_results(data):
    selection = chosen(data, cohort_up_to="2026-01")
    cards = sites.site_cards(selection, data["lighthouse_designations"], data["lighthouse_metrics"])
    card = cards.set_index("site_id").loc["catl-yibin"]
    assert [(award["cohort"], award["is_first"]) for award in card["held"]] == [
        ("2022-10", True),
        ("2026-01", False),
    ]
    assert {result["metric"] for result in card["results"]} == {
        "carbon_footprint",
        "suppliers_certified_carbon_neutral",
    }
    quiet = cards.set_index("site_id").loc["yueda-yancheng"]
    assert quiet["results"] == ()


def test_map_stops_where_the_count_in_china_is_not_known(data):
    cohorts = sites.map_cohorts(data["lighthouse_cohorts"])
    assert cohorts[0] == "2018-09"
    assert cohorts[-1] == "2026-01"
    assert cohorts == sorted(cohorts)


def test_finding_names_the_top_and_its_ties():
    frame = pd.DataFrame(
        {
            "area": ["110000", "120000", "130000", "140000"],
            "value": [2.0, 5.0, 5.0, None],
            "sites": [2, 5, 5, 0],
        }
    )
    code, values = areas.finding(frame, "sites", "2026-01")
    assert code == "sites"
    assert values == {
        "top": "120000",
        "top_value": 5.0,
        "ties": 2,
        "low": "110000",
        "low_value": 2.0,
        "total": 12,
        "places": 3,
        "cohort": "2026-01",
        "since": None,
    }


def test_finding_of_an_empty_selection(data):
    empty = chosen(data, industry="textiles", cohort_up_to="2018-09")
    frame = areas.by_area(empty, provinces(data), data["province_context"], cohort="2018-09")
    assert areas.finding(frame, "sites", "2018-09").code == "no_sites"


def test_change_is_to_minus_from_for_every_province_and_pair(data):
    cohorts = sorted({row["cohort"] for row in read("lighthouse_designations")})
    totals = {
        cohort: units(data, chosen(data, scope="greater", cohort_up_to=cohort), scope="greater")["sites"]
        for cohort in cohorts
    }
    for since in [None, *cohorts]:
        for to in [cohort for cohort in cohorts if since is None or cohort > since]:
            selection = chosen(data, scope="greater", cohort_up_to=to)
            change = units(data, selection, "change", "greater", to, since)["value"]
            before = totals[since] if since else 0
            assert (change == totals[to] - before).all(), (since, to)
            # and the map draws just those
            assert len(sites.drawn(selection, "change", to, since)) == change.sum()


def test_the_map_of_a_cohort_draws_exactly_its_sites(data):
    joined = firsts()
    for cohort in sorted(set(joined.values())):
        selection = chosen(data, scope="world", cohort_up_to=cohort)
        drawn = sites.drawn(selection, "new", cohort, None)
        assert set(drawn["site_id"]) == {site for site, first in joined.items() if first == cohort}


def test_countries_add_up_to_the_world(data):
    selection = chosen(data, scope="world")
    countries = pd.DataFrame({"area": sorted(selection["country"].unique())})
    rows = areas.by_area(selection, countries, data["province_context"], "sites", "world")
    assert rows["sites"].sum() == len(read("lighthouses")) == 213
    assert (rows["missing"] == "").all()


def test_clusters_by_prefecture_and_by_province(data):
    asked = pd.DataFrame(
        {
            "province_code": ["320000", "440000", "440000", "510000", "370000", None],
            "prefecture_code": ["320500", "440300", "445200", "511500", "370200", None],
        },
        dtype=object,
    )
    # Suzhou by its province, Shenzhen and Yibin by themselves; Jieyang, Qingdao and places abroad in none
    assert areas.cluster_of(asked, data["city_clusters"]) == [
        "yangtze_delta",
        "pearl_river_delta",
        None,
        "chengdu_chongqing",
        None,
        None,
    ]


def test_yangtze_delta_of_december_2023(data):
    # China News Service, 15 July 2024: 23 of the 62 stand in the Yangtze delta
    rows = areas.by_cluster(chosen(data, scope="greater", cohort_up_to="2023-12"), data["city_clusters"])
    assert rows.set_index("cluster")["sites"]["yangtze_delta"] == 23
