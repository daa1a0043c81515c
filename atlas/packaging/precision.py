"""Dates that are not exact: the span of days that a date with its precision stands for."""

from __future__ import annotations

import pandas as pd

#: months that follow the month of the date; the span then ends with the last day of the month
_MONTHS_AFTER = {"month": 0, "quarter": 2, "half_year": 5, "year": 11, "early_year": 2, "mid_year": 1}
#: months before the month of a date that closes its period
_MONTHS_BEFORE = {
    "year_end": 2,
    "late_year": 2,
    "calendar_year": 11,
    "half_year_end": 5,
    "quarter_end": 2,
    "month_end": 0,
    "mid_year": 0,
}


def span(date: pd.Timestamp, precision: str) -> tuple[pd.Timestamp, pd.Timestamp]:
    """First and last day that a date with this precision may mean.

    How wide the loose words are is our choice: early in the year is January to March, the
    middle of the year June and July, late in the year and its end October to December.
    KeyError for an unknown precision.
    """
    if precision == "day":
        return date, date
    if precision not in _MONTHS_AFTER and precision not in _MONTHS_BEFORE:
        raise KeyError(precision)
    month = date.to_period("M")
    first = month - _MONTHS_BEFORE.get(precision, 0)
    last = month + _MONTHS_AFTER.get(precision, 0)
    return first.start_time, last.end_time.normalize()


def spans(rows: pd.DataFrame, date: str, precision: str) -> pd.DataFrame:
    """Columns ``first`` and ``last`` for each row of a table; empty where there is no date."""
    pairs = [
        span(when, how) if pd.notna(when) else (pd.NaT, pd.NaT)
        for when, how in zip(rows[date], rows[precision], strict=True)
    ]
    frame = pd.DataFrame(pairs, columns=["first", "last"], index=rows.index)
    return frame.astype("datetime64[us]")
