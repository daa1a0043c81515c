"""The slider of time: where its ends snap to, and how long a play stays on each cohort."""

from datetime import date, timedelta

import pytest

from atlas.lighthouses import timeline

COHORTS = ["2018-09", "2019-01", "2023-01", "2023-12", "2026-01"]


@pytest.mark.parametrize(
    ("moved", "before", "cohort"),
    [
        (date(2023, 12, 2), date(2023, 12, 1), "2026-01"),  # one key press to the right
        (date(2023, 11, 30), date(2023, 12, 1), "2023-01"),  # and to the left
        (date(2018, 1, 2), date(2018, 1, 1), "2018-09"),
        (date(2018, 8, 31), date(2018, 9, 1), None),
        (date(2026, 5, 1), date(2026, 1, 1), "2026-01"),
    ],
)
def test_an_end_goes_to_the_next_cohort_in_its_direction(moved, before, cohort):
    assert timeline.snap(moved, before, COHORTS) == cohort


def test_every_cohort_is_reached_by_single_steps():
    day, seen = timeline.BEGINNING, []
    for _ in COHORTS:
        cohort = timeline.snap(day + timedelta(days=1), day, COHORTS)
        seen.append(cohort)
        day = timeline.day(cohort)
    assert seen == COHORTS


def test_the_ends_never_meet():
    assert timeline.ordered("2023-12", "2023-12", COHORTS) == ("2023-01", "2023-12")
    assert timeline.ordered("2018-09", "2018-09", COHORTS) == (None, "2018-09")
    assert timeline.ordered(None, None, COHORTS) == (None, "2018-09")


def test_a_play_keeps_to_the_scale_of_time():
    steps = dict(timeline.steps(None, "2026-01", COHORTS))
    assert list(steps) == COHORTS
    # 48 months from January 2019 to January 2023, 11 to December: in proportion
    assert steps["2019-01"] / steps["2023-01"] == pytest.approx(48 / 11)
    assert list(dict(timeline.steps("2019-01", "2023-12", COHORTS))) == ["2023-01", "2023-12"]


def test_looking_back_at_least_two_years():
    assert timeline.look_back("2026-01", COHORTS) == "2023-12"
    assert timeline.look_back("2018-09", COHORTS) is None


def test_a_play_shows_each_cohort_once_and_ends() -> None:
    shown, reached = [], COHORTS[0]
    while reached is not None:
        shown.append(reached)
        reached = timeline.following(reached, COHORTS)
    assert shown == list(COHORTS)
    # a filter that changes while the map plays may take the reached cohort away: the play ends
    assert timeline.following("1999-01", COHORTS) is None
