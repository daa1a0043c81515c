"""Projects: choices, milestones with precision, slips, places."""

import pandas as pd

from atlas import tables
from atlas.packaging import project_answers, projects

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


TODAY = pd.Timestamp(2026, 11, 28)


def test_states_follow_one_another_until_today() -> None:
    stages = projects.stages(PROJECTS, MILESTONES, TODAY)
    rank = stages["state"].map(projects.STATES.index)
    same = stages["project_id"] == stages["project_id"].shift()
    assert (rank[same] > rank.shift()[same]).all() and (
        stages["first"][same] == stages["last"].shift()[same]
    ).all()
    assert (stages.groupby("project_id")["last"].max() == TODAY).all()
    assert set(stages["project_id"]) == set(PROJECTS["project_id"])
    peoria = stages[stages["project_id"] == "AMK-AZ"][["state", "first"]].to_numpy().tolist()
    # announced 28 August 2025, ground broken on 6 October 2025
    assert peoria == [["planned", pd.Timestamp(2025, 8, 28)], ["construction", pd.Timestamp(2025, 10, 6)]]


def test_every_status_and_milestone_has_its_state() -> None:
    assert set(PROJECTS["status"]) | set(MILESTONES["milestone"]) <= set(projects.STATE_OF)
    assert set(projects.STATE_OF.values()) == set(projects.STATES)


def test_projects_stand_by_vendor_and_next_date() -> None:
    rows = projects.by_vendor(PROJECTS, MILESTONES, TODAY)
    groups = rows["vendor_id"].ne(rows["vendor_id"].shift()).sum()
    assert groups == rows["vendor_id"].nunique() and len(rows) == len(PROJECTS)
    soonest = projects.next_dates(MILESTONES, TODAY).set_index("project_id")["last"]
    for _, mine in rows.groupby("vendor_id"):
        dates = mine["project_id"].map(soonest)
        assert dates.dropna().is_monotonic_increasing and dates.isna().is_monotonic_increasing
    assert (soonest >= TODAY).all()


def test_dates_that_passed_in_silence() -> None:
    rows = projects.passed(PROJECTS, MILESTONES, TODAY).set_index(["project_id", "milestone"])
    # volume of M15X was planned for the first half of 2026; the newest report has tools moving in
    assert ("SKH-M15X", "volume") in rows.index
    # AP8 produces, so a planned move of its tools needs no report
    assert not {"TSMC-AP8", "AMK-PORTO"} & set(rows.index.get_level_values(0))


#: the plants that the article names
NAMED = {
    "TSMC-AP6", "TSMC-AP7", "TSMC-AP7-P1", "TSMC-AP7-P2P3", "TSMC-AP7-P4P5", "TSMC-AP8", "TSMC-AZ-AP1",
    "TSMC-AZ-AP2", "ASE-K18", "ASE-K18B", "ASE-K28", "ASE-KH-WIN", "ASE-ZHONGLI-2", "SPIL-ZHONGKE", "SPIL-HUWEI",
    "SPIL-ERLIN", "ASE-PENANG-P4P5", "ASE-PENANG-LAND", "AMK-AZ", "AMK-PORTO", "AMK-TW", "AMK-K5", "SKH-PT7",
    "FHE-MY", "JCET-JSAC", "TFME-AUTO", "TFME-MEM", "TFME-WLP", "TFME-HPC",
}  # fmt: skip
#: what the article says of a firm, a technology or a market, not of a plant
NO_PLANT = {
    "advanced_packaging_market", "tsmc", "tsmc_cowos", "tsmc_packaging_head", "ase_cowos", "amkor", "amkor_asia",
    "forehope", "jcet", "tongfu", "automotive_chip_market", "memory_market",
}  # fmt: skip


def test_every_plant_of_the_article_is_there_with_its_figures() -> None:
    rows = PROJECTS.set_index("project_id")
    assert set(rows.index) >= NAMED
    assert "eight" in rows.loc["TSMC-AP7", "name_en"] and "Dresden" in rows.loc["AMK-PORTO", "name_en"]
    evidence = FRAMES["evidence"]
    subjects = set(evidence.loc[evidence["article_id"] == "a2", "subject_id"])
    # each subject that has a place is a project's, so that its figures are a click away from the plant
    assert subjects - NO_PLANT == set(rows["article_subject"].dropna()) & subjects
    placed = evidence[(evidence["article_id"] == "a2") & evidence["place_id"].notna()]["subject_id"]
    assert set(placed) <= set(rows["article_subject"].dropna())
    said = project_answers.said("AMK-AZ")
    assert {"a2-080", "a2-081", "a2-083", "a2-084", "a2-087", "a2-088"} <= set(said)
