"""Projects: choices, milestones with precision, slips, places."""

import pandas as pd

from atlas import tables
from atlas.packaging import projects

FRAMES = tables.load_all()
PROJECTS = FRAMES["packaging_projects"]
MILESTONES = projects.milestones(FRAMES["packaging_project_dates"], FRAMES["sources"])
SLIPS = projects.slips(MILESTONES).set_index(["project_id", "milestone"])


def test_choices_and_lists_of_technologies() -> None:
    rows = projects.choose(PROJECTS, vendors=["tsmc"], technologies=["copos"], countries=["US"])
    assert rows["project_id"].tolist() == ["TSMC-AZ-AP2"]
    assert len(projects.choose(PROJECTS)) == len(PROJECTS)


def test_each_milestone_has_one_current_statement() -> None:
    assert (MILESTONES.groupby(projects.KEY)["current"].sum() == 1).all()


def test_amkor_slips_from_the_end_of_2027_to_early_2028() -> None:
    row = SLIPS.loc[("AMK-AZ", "volume")]
    assert row["moved"] == "later"
    # October to December 2027 became January to March 2028: from one day to six months
    assert 0 < row["months_low"] < 0.1
    assert round(row["months_high"]) == 6


def test_tools_of_ap7_came_later_than_planned() -> None:
    row = SLIPS.loc[("TSMC-AP7-P1", "tools")]
    # planned for the third quarter of 2025, moved in in December: 30 September to 1 December
    assert row["moved"] == "later" and round(row["months_low"]) == 2


def test_what_a_source_took_for_begun_is_no_actual_date() -> None:
    rows = MILESTONES[
        (MILESTONES["project_id"] == "TSMC-AZ-AP1") & (MILESTONES["milestone"] == "construction")
    ]
    # TSMC in May 2026: work is to begin this year; "begun in April" is a claim that was overtaken
    assert "actual" not in set(rows["kind"])
    assert rows[rows["current"]]["source_id"].tolist() == ["TF20260514"]


def test_repeating_a_date_is_no_slip() -> None:
    assert ("TSMC-AP7", "volume") not in SLIPS.index  # 2028 said twice
    assert SLIPS.loc[("TSMC-AP7-P4P5", "volume"), "moved"] == "within"  # late 2028, second half of 2028


def test_every_project_is_on_the_map_or_listed_beside_it() -> None:
    placed = projects.sites(PROJECTS)
    assert placed["projects"].sum() + len(projects.unplaced(PROJECTS)) == len(PROJECTS)
    assert projects.unplaced(PROJECTS)["city_en"].isna().all()


def test_every_project_and_date_has_a_source() -> None:
    known = set(FRAMES["sources"]["source_id"])
    assert PROJECTS["source_ids"].map(lambda cell: set(cell.split(";")) <= known).all()
    assert MILESTONES["source_id"].isin(known).all()
    mine = PROJECTS.set_index("project_id")["source_ids"]
    for row in MILESTONES.to_dict("records"):
        assert row["source_id"] in mine[row["project_id"]].split(";"), row["project_id"]


def test_actual_dates_do_not_lie_after_their_source() -> None:
    said = pd.to_datetime(MILESTONES["source_id"].map(FRAMES["sources"].set_index("source_id")["published"]),
                          format="ISO8601")  # fmt: skip
    # a source dated by its month or year may have appeared up to a year after that day
    late = (MILESTONES["kind"] == "actual") & (MILESTONES["first"] > said + pd.DateOffset(years=1))
    assert not late.any()
