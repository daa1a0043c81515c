"""Formulas over facts: ranges, dates, and what is refused."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas.evidence.formulas import Fact, FormulaError, Range, compute, facts, named

KNOWN = {
    "a1-001": Fact(Range(2, 3), pd.Timestamp("2023-08-01")),
    "a1-002": Fact(Range(10, 20), pd.Timestamp("2025-12-31")),
    "a1-003": Fact(None, None),
}


@pytest.mark.parametrize(
    ("formula", "low", "high"),
    [
        ("a1-002 / a1-001", 10 / 3, 10),
        ("a1-002 - a1-001", 7, 18),
        ("(a1-002 / a1-001) ^ (1 / 2)", (10 / 3) ** 0.5, 10**0.5),
        ("1 + a1-001 / 100", 1.02, 1.03),
        ("month(a1-002) - month(a1-001)", 28, 28),
        ("year(a1-002)", 2025, 2025),
        ("count(a1-001, a1-002, a1-003)", 3, 3),
    ],
)
def test_ranges_dates_and_counts(formula: str, low: float, high: float) -> None:
    assert compute(formula, KNOWN) == pytest.approx((low, high))


@pytest.mark.parametrize(
    "formula",
    [
        "a9-999", "a1-003 + 1", "year(a1-003)", "a1-001 / 0", "print(a1-001)", "__import__('os')",
        "a1-001 if 1 else 2", "count(1)", "'x'", "a1-001 % 2", "(",
    ],
)  # fmt: skip
def test_what_is_not_a_formula_is_refused(formula: str) -> None:
    with pytest.raises(FormulaError):
        compute(formula, KNOWN)


def test_a_bound_enters_as_the_number_printed() -> None:
    frame = pd.DataFrame(
        {
            "fact_id": ["a1-004", "a1-005", "a1-006"],
            "value_low": [560.0, None, None],
            "value_high": [None, 70.0, None],
            "period_start": pd.to_datetime([None, None, None]),
        }
    )
    known = facts(frame)
    assert known["a1-004"].value == (560, 560) and known["a1-005"].value == (70, 70)
    assert known["a1-006"].value is None


@settings(deadline=None)  # the machine may be busy
@given(st.tuples(*[st.floats(0.5, 100)] * 4))
def test_a_result_contains_every_choice_within_the_facts(ends: tuple[float, ...]) -> None:
    a, b = sorted(ends[:2]), sorted(ends[2:])
    known = {"a1-001": Fact(Range(*a), None), "a1-002": Fact(Range(*b), None)}
    low, high = compute("a1-001 / a1-002 - a1-001", known)
    for one, other in ((a[0], b[0]), (a[1], b[1]), (a[0], b[1]), (sum(a) / 2, sum(b) / 2)):
        assert low - 1e-9 <= one / other - one <= high + 1e-9


def test_named_facts() -> None:
    assert named("(a1-008 + a1-006) / (a1-008 + 12)") == ["a1-008", "a1-006"]
