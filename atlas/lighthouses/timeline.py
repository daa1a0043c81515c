"""The cohorts as points in time: where a slider's ends snap to, and how long each step of a play lasts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

#: before the first cohort: the left end of a slider that counts from the beginning
BEGINNING = date(2018, 1, 1)
#: seconds that a month takes when the map plays, and the shortest step that an eye can follow
SECONDS_PER_MONTH, SHORTEST = 0.12, 0.4
#: months that a reader who asks for the change looks back at first
LOOK_BACK = 24


def day(cohort: str | None) -> date:
    """The first day of a cohort's month; None is the beginning."""
    return BEGINNING if cohort is None else date(int(cohort[:4]), int(cohort[5:7]), 1)


def months(earlier: str | None, later: str) -> int:
    """Whole months between two cohorts."""
    first, last = day(earlier), day(later)
    return 12 * (last.year - first.year) + last.month - first.month


def snap(moved: date, before: date, cohorts: Sequence[str]) -> str | None:
    """The cohort that an end of the slider moved to: the next one in the direction of the move.

    So the smallest move by keyboard reaches the next cohort. None is the beginning.
    """
    stops = [BEGINNING, *(day(cohort) for cohort in cohorts)]
    if moved > before:
        stop = min((stop for stop in stops if stop >= moved), default=stops[-1])
    else:
        stop = max((stop for stop in stops if stop <= moved), default=stops[0])
    return None if stop == BEGINNING else cohorts[stops.index(stop) - 1]


def ordered(since: str | None, cohort: str | None, cohorts: Sequence[str]) -> tuple[str | None, str]:
    """Both ends with at least one cohort between them: the last one counted comes after the other."""
    last = cohort or cohorts[0]
    if since is not None and since >= last:
        place = cohorts.index(last)
        since = cohorts[place - 1] if place else None
    return since, last


def look_back(cohort: str, cohorts: Sequence[str]) -> str | None:
    """Where the change up to a cohort starts at first: the last one at least two years before."""
    earlier = [each for each in cohorts if each < cohort and months(each, cohort) >= LOOK_BACK]
    return earlier[-1] if earlier else None


def steps(since: str | None, cohort: str, cohorts: Sequence[str]) -> list[tuple[str, float]]:
    """The cohorts that a play shows and the seconds until the next one, to the scale of time."""
    shown = [each for each in cohorts if (since is None or each > since) and each <= cohort]
    gaps = [months(a, b) for a, b in zip(shown, shown[1:], strict=False)]
    return [
        (each, max(SECONDS_PER_MONTH * gap, SHORTEST)) for each, gap in zip(shown, [*gaps, 0], strict=True)
    ]


def following(reached: str, cohorts: Sequence[str]) -> str | None:
    """The cohort that a play shows next; None after the last one, or from a cohort that is not played."""
    place = cohorts.index(reached) + 1 if reached in cohorts else len(cohorts)
    return cohorts[place] if place < len(cohorts) else None
