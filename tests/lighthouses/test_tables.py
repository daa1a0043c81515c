"""The lighthouse tables as they lie in the folder, read without our own loader."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from atlas import tables

DATA = Path(__file__).resolve().parents[2] / "data"
NAMES = (
    "provinces",
    "province_context",
    "lighthouses",
    "lighthouse_designations",
    "lighthouse_cohorts",
    "lighthouse_gaps",
    "lighthouse_claims",
    "lighthouse_metrics",
    "lighthouse_groups",
    "lighthouse_goods",
    "lighthouse_published",
    "lighthouse_statements",
    "city_clusters",
)


def read(name: str) -> list[dict[str, str]]:
    with next(Path(DATA).glob(f"*/{name}.csv")).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("name", NAMES)
def test_loader_agrees_with_the_file(name):
    rows, frame = read(name), tables.load(name)
    assert len(frame) == len(rows)
    assert list(frame.columns) == list(rows[0])


@pytest.mark.parametrize("name", NAMES)
def test_dictionary_is_complete_in_three_languages(name):
    entry = tables.resource(name)
    for part in (entry, *entry["schema"]["fields"]):
        for stem in ("title", "description"):
            for ending in ("", "_zh_hant", "_zh_hans"):
                assert part[stem + ending].strip(), (name, part["name"], stem + ending)


def test_codes_are_terms_of_their_vocabulary():
    terms = {(row["vocabulary"], row["code"]) for row in read("terms")}
    used = {
        "provinces": {"region": "region"},
        "province_context": {"indicator": "context_indicator", "unit": "unit"},
        "lighthouses": {
            "industry": "lighthouse_industry",
            "owner": "owner",
            "basis": "basis",
            "point": "point",
        },
        "city_clusters": {"cluster": "city_cluster"},
        "lighthouse_cohorts": {"china_basis": "basis"},
        "lighthouse_goods": {"basis": "basis"},
        "lighthouse_published": {
            "area": "published_area",
            "measure": "published_measure",
            "status": "published_status",
        },
        "lighthouse_designations": {"designation": "designation", "basis": "basis"},
        "lighthouse_gaps": {"place": "gap_place"},
        "lighthouse_claims": {"measure": "claim_measure", "unit": "unit", "qualifier": "qualifier"},
        "lighthouse_metrics": {
            "metric": "lighthouse_metric",
            "kind": "result_kind",
            "direction": "direction",
            "unit": "unit",
            "state_unit": "unit",
            "qualifier": "qualifier",
            "reading": "reading",
            "remark": "result_remark",
            "technologies": "technology",
            "evidence": "evidence",
        },
    }
    for name, columns in used.items():
        for row in read(name):
            for column, vocabulary in columns.items():
                for code in filter(None, row[column].split(";")):
                    assert (vocabulary, code) in terms, (name, column, code)


def test_owner_follows_the_country_of_the_parent():
    rule = {"CN": "chinese", "TW": "taiwan"}
    for row in read("lighthouses"):
        assert row["owner"] == rule.get(row["parent_country"], "foreign"), row["site_id"]


def test_each_site_has_one_first_award_and_it_is_the_oldest():
    awards = read("lighthouse_designations")
    firsts = [row for row in awards if row["is_first"] == "true"]
    assert Counter(row["site_id"] for row in firsts) == Counter(row["site_id"] for row in read("lighthouses"))
    for first in firsts:
        assert first["cohort"] <= min(row["cohort"] for row in awards if row["site_id"] == first["site_id"])


def test_only_rows_from_memory_lack_a_source():
    for name in ("lighthouses", "lighthouse_designations"):
        for row in read(name):
            assert bool(row["source_id"]) or row["basis"] == "memory", (name, row["site_id"])


def listed(until: str, **how: str) -> list[dict[str, str]]:
    first = {r["site_id"]: r["cohort"] for r in read("lighthouse_designations") if r["is_first"] == "true"}
    return [
        row
        for row in read("lighthouses")
        if first[row["site_id"]] <= until and all(row[name] == value for name, value in how.items())
    ]


@pytest.mark.parametrize(
    ("until", "official", "unnamed"),
    [
        ("2023-01", 50, 0),  # WEF Annual Report 2022-2023: 50 of the 132
        ("2023-12", 62, 0),
        ("2024-10", 72, 1),
        ("2025-01", 79, 1),
        ("2025-09", 85, 1),
        ("2026-01", 101, 2),  # CATL Yibin counts twice, and one site of October 2024 has no name
    ],
)
def test_official_totals_of_china(until, official, unnamed):
    china = [row for row in listed(until) if row["country"] in ("CN", "TW")]
    assert len(china) == official - unnamed


def test_official_counts_of_places_and_groups():
    # Suzhou Industrial Park, Select Shandong, January 2026; Securities Times, December 2023
    assert len(listed("2026-01", prefecture_code="320500")) == 9
    assert len(listed("2026-01", prefecture_code="370200")) == 8
    assert len(listed("2023-12", province_code="440000")) == 8
    assert len(listed("2023-12", province_code="340000")) == 5
    # Manufacturing Leadership Council: seven of the 189 are Schneider's
    assert len(listed("2025-01", group_id="schneider-electric")) == 7


@pytest.mark.parametrize(("group", "plants", "sustainability"), [("hon-hai-foxconn", 7, 2), ("haier", 12, 1)])
def test_groups_count_plants_and_awards_like_they_do(group, plants, sustainability):
    own = {row["site_id"] for row in listed("2026-01", group_id=group)}
    awards = [
        row["designation"]
        for row in read("lighthouse_designations")
        if row["site_id"] in own and row["cohort"] <= "2026-01"
    ]
    assert (len(own), awards.count("sustainability")) == (plants, sustainability)
    assert len(awards) == plants + sustainability


def test_every_new_result_has_a_source_and_a_quote():
    new = [row for row in read("lighthouse_metrics") if row["result_id"] > "lm-196"]
    assert len(new) == 102
    assert all(row["quote"] and row["source_id"] for row in new)
    secondary = {row["result_id"] for row in new if row["evidence"] == "secondary"}
    assert len(secondary) == 8
    tiers = {row["source_id"]: row["tier"] for row in read("sources")}
    assert {tiers[row["source_id"]] for row in new if row["result_id"] in secondary} == {"secondary"}


def test_sites_with_a_result():
    rows = read("lighthouse_metrics")
    assert len({row["site_id"] for row in rows}) == 98
    china = {row["site_id"] for row in read("lighthouses") if row["country"] in ("CN", "TW")}
    assert len(china & {row["site_id"] for row in rows}) == 57


def test_prints_name_the_official_total_that_they_differ_from():
    rows = read("lighthouse_published")
    totals = {row["cohort"]: row for row in read("lighthouse_cohorts")}
    for row in rows:
        if row["measure"] == "total" and row["area"] in ("china", "world"):
            official = totals[row["cohort"]]["china_total" if row["area"] == "china" else "total"]
            assert (row["value"] == official) == (row["status"] == "official"), row


def test_twelve_plants_make_goods_of_the_carbon_border():
    goods = read("lighthouse_goods")
    covered = {row["cn_code"]: row["category"] for row in read("cbam_goods") if row["cn_code"]}
    assert len(goods) >= 12 and all(row["cn_code"] in covered for row in goods)


def test_gaps_are_exactly_what_the_list_lacks():
    firsts = [row for row in read("lighthouse_designations") if row["is_first"] == "true"]
    listed = Counter(row["cohort"] for row in firsts)
    countries = {row["site_id"]: row["country"] for row in read("lighthouses")}
    china = Counter(row["cohort"] for row in firsts if countries[row["site_id"]] in ("CN", "TW"))
    gaps = Counter()
    china_gaps = Counter()
    for row in read("lighthouse_gaps"):
        gaps[row["cohort"]] += int(row["sites"])
        china_gaps[row["cohort"]] += int(row["sites"]) if row["place"] == "china" else 0
    for row in read("lighthouse_cohorts"):
        cohort = row["cohort"]
        assert listed[cohort] + gaps[cohort] == int(row["unique_added"]), cohort
        if row["china_unique_added"]:
            assert china[cohort] + china_gaps[cohort] == int(row["china_unique_added"]), cohort


def test_announced_totals_add_up():
    total = china = 0
    for row in read("lighthouse_cohorts"):
        total += int(row["added"])
        china += int(row["china_added"] or 0)
        if row["china_total"]:
            assert china == int(row["china_total"]), row["cohort"]
        # June 2026: 224 + 16 = 240, but 238 were announced, which drops the two second awards of January
        assert total - (2 if row["cohort"] == "2026-06" else 0) == int(row["total"]), row["cohort"]


def test_results_with_values_before_and_after_agree():
    for row in read("lighthouse_metrics"):
        if not (row["before_low"] and row["after"]):
            continue
        before, after = float(row["before_low"]), float(row["after"])
        change = after - before if row["unit"] == "percentage_points" else 100 * (after / before - 1)
        signed = float(row["value"]) * (-1 if row["direction"] == "decrease" else 1)
        assert round(change, 1) == pytest.approx(signed, abs=0.6), row["result_id"]


def test_readings_are_marked_only_without_a_value_before():
    for row in read("lighthouse_metrics"):
        if row["reading"]:
            assert not row["before_low"], row["result_id"]
            assert row["unit"] == "percent"
        if row["reading"] == "by_or_to":
            assert row["direction"] == "increase"
            assert float(row["value"]) >= 100


def test_context_covers_the_units_it_can():
    rows = read("province_context")
    codes = {row["province_code"] for row in read("provinces")}
    assert {row["province_code"] for row in rows} - codes == {"100000"}
    factors = [row for row in rows if row["indicator"] == "grid_factor" and row["year"] == "2023"]
    missing = codes - {row["province_code"] for row in factors}
    # Tibet, Taiwan, Hong Kong and Macao have no published factor
    assert missing == {"540000", "710000", "810000", "820000"}
    assert all(0.05 < float(row["value"]) < 1 for row in factors)
