"""Memory fabs: shares by source, the rule's dates, and output at stake by hand."""

import datetime as dt

import pandas as pd
import pytest

from atlas import tables
from atlas.industry import memory

FIGURES = tables.load("memory_fabs")


def test_output_at_stake_in_xian() -> None:
    """170,000 to 200,000 wafers a month, 30 to 40 % of Samsung by sources since 2025; half lost for six months."""
    rows = memory.at_stake(FIGURES, "samsung_xian", 50, 6).set_index("measure")
    assert rows.loc["wafers"].tolist() == [170_000 * 0.5 * 6, 200_000 * 0.5 * 6]
    assert rows.loc["company_share"].tolist() == [30 * 0.5 * 0.5, 40 * 0.5 * 0.5]
    # the only shares of the world are the article's and of 2022
    assert rows.loc["world_share"].isna().all()


def test_what_no_source_gives_stays_unknown() -> None:
    wuxi = memory.at_stake(FIGURES, "sk_hynix_wuxi", 100, 12).set_index("measure")
    assert wuxi.loc["wafers"].tolist() == [180_000 * 12, 190_000 * 12]
    assert wuxi.loc["company_share"].tolist() == [30, 40] and wuxi.loc["world_share"].isna().all()
    assert memory.at_stake(FIGURES, "sk_hynix_dalian", 100, 12)[["low", "high"]].isna().to_numpy().all()


def test_figures_carry_the_date_they_are_of() -> None:
    """250,000 wafers are of April 2022, half of SK hynix's DRAM of November 2017, whatever the article's year."""
    dates = FIGURES.set_index("row_id")["as_of"]
    assert dates["MF001"] == dates["MF002"] == dates["MF003"] == "2022-04" and dates["MF009"] == "2017-11"


@pytest.mark.parametrize(("lost", "months"), [(-1, 6), (101, 6), (50, -1), (50, 13)])
def test_impossible_assumptions_are_refused(lost: float, months: int) -> None:
    with pytest.raises(ValueError):
        memory.at_stake(FIGURES, "samsung_xian", lost, months)


def test_the_notice_period_is_120_days() -> None:
    """C8-07: published 2 September 2025, in force 31 December 2025."""
    events = memory.timeline(tables.load("memory_rule_events")).set_index("event")
    published = events.loc["revocation_published", "happened"]
    assert published + dt.timedelta(days=120) == events.loc["revocation_in_force", "happened"]
    assert pd.isna(events.loc["controls_start", "days"])
    assert events.loc["revocation_published", "days"] == 4  # 29 August to 2 September


def test_equipment_adds_up() -> None:
    moved = memory.equipment_moved(FIGURES)
    samsung = moved[moved["company"] == "samsung"].set_index("site_id", drop=False)["value_low"]
    total = samsung[samsung.index.isna()].iloc[0]
    assert samsung[samsung.index.notna()].sum() == total == 34e6


def test_shares_name_their_source() -> None:
    rows = memory.shares(FIGURES)
    assert len(rows[rows["site_id"] == "samsung_xian"]) == 7 and rows["source_id"].notna().all()
