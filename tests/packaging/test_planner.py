"""The planner: ranges against a need, after what the largest customers hold."""

import pandas as pd
import pytest

from atlas import tables
from atlas.packaging.planner import Plan, plan
from atlas.packaging.profile import profile

FRAMES = tables.load_all()


def ask(wafers: float, by: str = "2026-12-31", doubtful: bool = False) -> Plan:
    return plan(
        FRAMES["packaging_capacity"],
        FRAMES["packaging_technologies"],
        FRAMES["packaging_vendors"],
        FRAMES["cowos_allocation"],
        wafers=wafers,
        by=pd.Timestamp(by),
        family="cowos",
        doubtful=doubtful,
    )


def tsmc(answer: Plan) -> pd.Series:
    rows = answer.answers
    return rows[(rows["vendor_id"] == "tsmc") & (rows["technology"] == "cowos")].iloc[0]


def test_tsmc_at_the_end_of_2026_after_its_largest_customers() -> None:
    row = tsmc(ask(30_000))
    # views from September 2025 to September 2026: 95,000 (JP Morgan) to 140,000
    assert (row["low"], row["high"]) == (95_000, 140_000)
    # NVIDIA 50 to 50.1 % and Broadcom 15 % (2026), AMD 8 % (2025): 73 to 73.1 % taken
    assert row["free_low"] == pytest.approx(95_000 * 0.269)
    assert row["free_high"] == pytest.approx(140_000 * 0.27)
    assert row["answer"] == "may_cover"  # 25,555 to 37,800


@pytest.mark.parametrize(
    ("wafers", "answer"), [(25_000, "covers"), (37_000, "may_cover"), (38_000, "too_small")]
)
def test_answers_follow_the_ends_of_the_range(wafers: float, answer: str) -> None:
    assert tsmc(ask(wafers))["answer"] == answer


def test_nothing_is_deducted_where_no_share_is_stated_and_that_is_said() -> None:
    result = ask(5_000)
    amkor = result.answers[result.answers["vendor_id"] == "amkor"].iloc[0]
    assert amkor["free_low"] == amkor["low"] == 7_000 and pd.isna(amkor["taken_low"])
    said = result.assumptions[result.assumptions["assumption"] == "no_share_stated"]
    assert "amkor" in set(said["vendor_id"]) and "tsmc" not in set(said["vendor_id"])


def test_doubtful_rows_join_only_when_asked() -> None:
    technologies = set(ask(5_000).answers["technology"])
    assert "cowos_related" not in technologies
    assert "cowos_related" in set(ask(5_000, doubtful=True).answers["technology"])


def test_parts_and_aggregates_do_not_pose_as_further_capacity() -> None:
    answers = ask(5_000).answers
    assert not {"cowos_l", "cowos_s"} & set(answers["technology"])
    assert answers.loc[answers["aggregate"], "vendor_id"].tolist() == ["non_tsmc", "industry", "ase_amkor"]


def test_every_answer_and_assumption_has_its_source() -> None:
    result = ask(5_000)
    known = set(FRAMES["sources"]["source_id"])
    rows = result.assumptions
    sourced = rows[rows["assumption"].isin(["level", "customer_share"])]["source_ids"]
    assert sourced.map(lambda cell: set(cell.split(";")) <= known).all()
    assert len(rows[rows["assumption"] == "level"]) == len(result.answers)


def test_a_date_before_all_figures_has_no_answer() -> None:
    assert ask(5_000, by="2019-12-31").answers.empty


def test_a_profile_names_all_its_sources() -> None:
    spil = profile(FRAMES, "spil")
    assert spil.vendor["parent_vendor_id"] == "ase"
    assert set(spil.capacity["source_id"]) <= set(spil.sources)
    assert len(spil.projects) == 8
    with pytest.raises(KeyError):
        profile(FRAMES, "nobody")
