"""The planner: ranges against a need, after what the largest customers hold."""

import pandas as pd
import pytest

from atlas import tables
from atlas.packaging.planner import FAMILIES, Plan, plan
from atlas.packaging.profile import profile

FRAMES = tables.load_all()


def ask(wafers: float, year: int = 2026, doubtful: bool = False, family: str = "cowos") -> Plan:
    return plan(
        FRAMES["packaging_capacity"],
        FRAMES["packaging_technologies"],
        FRAMES["packaging_vendors"],
        FRAMES["cowos_allocation"],
        FRAMES["packaging_demand"],
        wafers=wafers,
        year=year,
        family=family,
        doubtful=doubtful,
    )


def tsmc(answer: Plan) -> pd.Series:
    rows = answer.answers
    return rows[(rows["vendor_id"] == "tsmc") & (rows["technology"] == "cowos")].iloc[0]


def test_tsmc_at_the_end_of_2026_after_customers_and_shortage() -> None:
    row = tsmc(ask(10_000))
    assert (row["low"], row["high"]) == (88_000, 140_000)
    # NVIDIA 50 to 50.1 % and Broadcom 15 % (2026), AMD 8 % (2025): 73 to 73.1 % taken; 10 to 20 %
    # of demand finds no supply: 20/80 of the low end and 10/90 of the high end wait already
    assert row["free_low"] == pytest.approx(88_000 * (0.269 - 0.25))
    assert row["free_high"] == pytest.approx(140_000 * (0.27 - 1 / 9))
    assert row["answer"] == "may_cover"  # 1,672 to 22,244


@pytest.mark.parametrize(
    ("wafers", "answer"), [(1_600, "covers"), (22_000, "may_cover"), (23_000, "too_small")]
)
def test_answers_follow_the_ends_of_the_range(wafers: float, answer: str) -> None:
    assert tsmc(ask(wafers))["answer"] == answer


@pytest.mark.parametrize("year", [2024, 2025, 2026, 2027, 2028])
@pytest.mark.parametrize("family", FAMILIES)
def test_covered_never_means_more_than_the_lowest_supply_less_the_largest_allocation(
    year: int, family: str
) -> None:
    capacity, allocation = FRAMES["packaging_capacity"], FRAMES["cowos_allocation"]
    for row in ask(100, year, family=family).answers.to_dict("records"):
        same = capacity[
            (capacity["vendor_id"] == row["vendor_id"])
            & (capacity["technology"] == row["technology"])
            & (capacity["period_end"] == row["period_end"])
            & (capacity["metric"] == "monthly_capacity")
            & (capacity["scope"] == row["scope"])
            & (capacity["unit"] == row["unit"])
            & (capacity["reliability"] != "low")
            & capacity["value_high"].notna()
        ]
        lowest = same["value_low"].min()
        mine = allocation[
            (allocation["supplier_id"] == row["vendor_id"])
            & (allocation["year"] == year)
            & (allocation["customer"] != "total")
            & (allocation["reliability"] != "low")
        ]
        largest = mine["wafers_high"].max() / 12 if mine["wafers_high"].notna().any() else 0
        assert row["period_end"].year == year
        assert row["free_low"] <= max(row["low"] - largest, 0) + 1e-6 and row["low"] >= lowest
        known = pd.notna(row["taken_low"]) or pd.notna(row["allocated"])
        assert (row["answer"] == "covers") == (known and row["free_low"] >= 100)


def test_nothing_is_deducted_where_no_share_is_stated_and_that_is_said() -> None:
    result = ask(5_000, 2024)
    amkor = result.answers[result.answers["vendor_id"] == "amkor"].iloc[0]
    assert amkor["free_low"] == amkor["low"] == 7_000 and pd.isna(amkor["taken_low"])
    said = result.assumptions[result.assumptions["assumption"] == "no_share_stated"]
    assert "amkor" in set(said["vendor_id"])


def test_doubtful_rows_join_only_when_asked() -> None:
    technologies = set(ask(5_000).answers["technology"])
    assert "emib" not in technologies
    assert "emib" in set(ask(5_000, doubtful=True).answers["technology"])


def test_parts_and_aggregates_do_not_pose_as_further_capacity() -> None:
    answers = ask(5_000).answers
    assert not {"cowos_l", "cowos_s"} & set(answers["technology"])
    assert answers.loc[answers["aggregate"], "vendor_id"].tolist() == ["non_tsmc", "industry"]


def test_every_answer_and_assumption_has_its_source() -> None:
    result = ask(5_000)
    known = set(FRAMES["sources"]["source_id"])
    rows = result.assumptions
    sourced = rows[rows["assumption"].isin(["level", "customer_share", "shortage"])]["source_ids"]
    assert sourced.map(lambda cell: set(cell.split(";")) <= known).all()
    assert len(rows[rows["assumption"] == "level"]) == len(result.answers)


def test_a_date_before_all_figures_has_no_answer() -> None:
    assert ask(5_000, 2019).answers.empty


def test_a_profile_names_all_its_sources() -> None:
    spil = profile(FRAMES, "spil")
    assert spil.vendor["parent_vendor_id"] == "ase"
    assert set(spil.capacity["source_id"]) <= set(spil.sources)
    assert len(spil.projects) == 8
    with pytest.raises(KeyError):
        profile(FRAMES, "nobody")
