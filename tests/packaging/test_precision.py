"""The span of days that an inexact date stands for."""

import pandas as pd
import pytest

from atlas.packaging import precision


@pytest.mark.parametrize(
    ("date", "word", "first", "last"),
    [
        ("2026-02-03", "day", "2026-02-03", "2026-02-03"),
        ("2026-02-01", "month", "2026-02-01", "2026-02-28"),
        ("2026-10-01", "quarter", "2026-10-01", "2026-12-31"),
        ("2026-07-01", "half_year", "2026-07-01", "2026-12-31"),
        ("2026-01-01", "year", "2026-01-01", "2026-12-31"),
        ("2028-01-01", "early_year", "2028-01-01", "2028-03-31"),
        ("2026-06-30", "mid_year", "2026-06-01", "2026-07-31"),
        ("2028-12-31", "late_year", "2028-10-01", "2028-12-31"),
        ("2027-12-31", "year_end", "2027-10-01", "2027-12-31"),
        ("2023-06-30", "quarter_end", "2023-04-01", "2023-06-30"),
        ("2023-07-31", "month_end", "2023-07-01", "2023-07-31"),
    ],
)
def test_spans(date: str, word: str, first: str, last: str) -> None:
    assert precision.span(pd.Timestamp(date), word) == (pd.Timestamp(first), pd.Timestamp(last))


def test_an_unknown_precision_is_refused() -> None:
    with pytest.raises(KeyError):
        precision.span(pd.Timestamp("2026-01-01"), "soon")


def test_no_date_no_span() -> None:
    rows = pd.DataFrame({"when": [pd.NaT], "how": [None]})
    assert precision.spans(rows, "when", "how").isna().all(axis=None)
