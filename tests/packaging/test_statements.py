"""Capacity statements: what may be compared, how far they differ, what growth they give."""

import pandas as pd
import pytest

from atlas import tables
from atlas.packaging import growth as packaging_growth
from atlas.packaging import statements
from atlas.packaging.statements import COMPARABLE, SERIES

FRAMES = tables.load_all()
#: the rows that the compilers of the first table counted by hand
FIRST = [f"CAP{number:03d}" for number in range(1, 165)]
CAPACITY = FRAMES["packaging_capacity"]


def own_cowos(**choice: object) -> pd.DataFrame:
    rows = statements.statements(CAPACITY, technologies=["cowos"], **choice)  # type: ignore[arg-type]
    return rows[rows["scope"] == "own"]


def test_statements_keep_to_one_measure_and_leave_doubtful_rows_out() -> None:
    rows = own_cowos()
    assert set(rows["metric"]) == {"monthly_capacity"}
    assert "low" not in set(rows["reliability"])
    # of the first table, 45, 88 and 99 of TSMC's CoWoS are of low reliability
    with_doubtful = own_cowos(doubtful=True)
    hidden = set(with_doubtful["row_id"]) - set(rows["row_id"])
    assert hidden & set(FIRST) == {"CAP045", "CAP088", "CAP099"}
    # all that brokers are said to have written and nobody saw is hidden too
    assert {"CAP179", "CAP195", "CAP203"} <= hidden


def test_choices_narrow_the_statements() -> None:
    rows = statements.statements(
        CAPACITY,
        vendors=["samsung"],
        technologies=["hbm_tsv"],
        kinds=["target"],
        first_year=2026,
        last_year=2026,
    )
    assert rows["row_id"].tolist() == ["CAP157"]


def test_a_midpoint_needs_both_ends() -> None:
    rows = own_cowos().set_index("row_id")
    assert rows.loc["CAP001", "midpoint"] == (15_000 + 20_000) / 2
    assert pd.isna(rows.loc["CAP042", "midpoint"])  # "exceed 40,000"
    assert pd.isna(rows.loc["CAP004", "midpoint"])  # "up to 90,000"


def test_no_group_mixes_vendors_technologies_steps_scopes_measures_or_units() -> None:
    """Property over all rows and measures: what is put together agrees in everything counted."""
    for metric in CAPACITY["metric"].unique():
        rows = statements.statements(CAPACITY, metric=metric, doubtful=True)
        for group in statements.comparable_sets(rows):
            assert (group[COMPARABLE].nunique() == 1).all()
        apart = statements.spread(rows)
        for row in apart.to_dict("records"):
            same = (rows[SERIES] == [row[name] for name in SERIES]).all(axis=1)
            members = rows[same & (rows["period_end"] == row["period_end"])].dropna(subset=["midpoint"])
            # nothing is a sum: every end stands in the table, in the same unit
            assert row["lowest"] in set(members["value_low"]) and row["highest"] in set(members["value_high"])
            assert members["value_low"].min() <= row["median"] <= members["value_high"].max()
            assert row["statements"] == len(members)


def test_spread_gives_the_published_summary() -> None:
    """Statements of others than the article, both ends given: counts, ends and medians as the
    compilers of the table counted them by hand."""
    rows = own_cowos()
    rows = rows[rows["row_id"].isin(FIRST)]
    apart = statements.spread(rows[rows["source_id"] != "SEED2"]).set_index("period_end")
    want = {
        2023: (5, 11_000, 15_000, 14_500),
        2024: (11, 14_500, 50_000, 34_000),
        2025: (13, 65_000, 80_000, 70_000),
        2026: (18, 88_000, 140_000, 117_500),
        2027: (3, 112_000, 170_000, 130_000),
    }
    for year, values in want.items():
        row = apart.loc[pd.Timestamp(year, 12, 31)]
        assert (row["statements"], row["lowest"], row["highest"], row["median"]) == values
    # 140,000 / 88,000 - 1 = 59.1 %
    assert apart.loc[pd.Timestamp(2026, 12, 31), "difference"] == pytest.approx(0.5909, abs=1e-4)


def test_bounds_are_counted_apart() -> None:
    apart = statements.spread(own_cowos()).set_index("period_end")
    # end of 2025: "over 65,000" (DIGITIMES) and "up to 90,000" (the article)
    assert apart.loc[pd.Timestamp(2025, 12, 31), "bounds"] == 2


def test_the_index_starts_at_the_series_own_level() -> None:
    rows = statements.statements(CAPACITY, technologies=["soic"])
    index = statements.indexed(rows, 2023).set_index("row_id")
    # end of 2023: three statements of 2,000; end of 2025, New Electronics: 10,000
    assert index.loc["CAP119", "base"] == 2_000
    assert index.loc["CAP119", "value_low"] == 10_000 / 2_000 * 100
    assert statements.indexed(rows, 2019).empty


def test_revisions_run_by_date_of_statement() -> None:
    rows = statements.revisions(own_cowos(), [2026])
    assert rows["row_id"].iloc[0] == "CAP050"  # October 2024: 100,000 to 120,000
    assert rows["stated_first"].is_monotonic_increasing
    first = rows[rows["row_id"] == "CAP061"].iloc[0]  # dated only "2025"
    assert (first["stated_first"], first["stated_last"]) == (
        pd.Timestamp(2025, 1, 1),
        pd.Timestamp(2025, 12, 31),
    )


def test_revisions_refuse_two_series() -> None:
    with pytest.raises(ValueError, match="one series"):
        statements.revisions(statements.statements(CAPACITY), [2026])


def growth(row_id: str, basis: str) -> pd.Series:
    rows = packaging_growth.growth_check(CAPACITY)
    return rows[(rows["row_id"] == row_id) & (rows["basis"] == basis)].iloc[0]


def test_the_articles_six_to_eight_times() -> None:
    row = growth("CAP008", "same_source")
    assert row["years"] == 3
    assert row["multiple_low"] == pytest.approx(115 / 20)  # 5.75
    assert row["multiple_mid"] == pytest.approx(122.5 / 17.5)  # 7.0
    assert row["multiple_high"] == pytest.approx(130 / 15)  # 8.67
    assert row["verdict"] == "holds"


def test_the_articles_sixty_percent_is_understated() -> None:
    row = growth("CAP009", "same_source")
    # (115/20)^(1/3) - 1 = 79 %, 7^(1/3) - 1 = 91 %, (130/15)^(1/3) - 1 = 105 %
    assert [round(row[f"cagr_{side}"]) for side in ("low", "mid", "high")] == [79, 91, 105]
    assert row["verdict"] == "understated"
    # three years at 60 % give 4.1 times, below every multiple of the article's own figures
    assert row["multiple_low"] > 1.6**3


def test_the_articles_growth_in_2024_holds_for_the_middle() -> None:
    row = growth("CAP007", "same_source")
    assert row["growth_low"] == pytest.approx((45 / 20 - 1) * 100)  # 125 %
    assert row["growth_mid"] == pytest.approx((47.5 / 17.5 - 1) * 100)  # 171 %
    assert row["growth_high"] == pytest.approx((50 / 15 - 1) * 100)  # 233 %
    assert row["verdict"] == "holds_for_middle"


def test_growth_from_other_sources_and_growth_nobody_can_compute() -> None:
    # medians of the others in the first table: 117,500 / 14,500 = 8.1
    rows = packaging_growth.growth_check(CAPACITY[CAPACITY["row_id"].isin(FIRST)])
    others = rows[(rows["row_id"] == "CAP008") & (rows["basis"] == "other_sources")].iloc[0]
    assert others["multiple_mid"] == pytest.approx(117.5 / 14.5)
    # TSMC's 50 % a year starts in 2022, for which there is no figure
    assert growth("CAP047", "same_source")["verdict"] == "not_computable"


@pytest.mark.parametrize(
    ("printed", "verdict"),
    [
        ((6.0, 8.0), "holds"),
        ((4.0, 8.0), "partly"),
        ((9.5, 12.0), "too_high"),
        ((2.0, 3.0), "too_low"),
        ((3.0, float("nan")), "understated"),
        ((5.0, float("nan")), "holds"),
        ((7.0, float("nan")), "holds_for_middle"),
        ((9.0, float("nan")), "holds_at_top"),
        ((9.1, float("nan")), "too_high"),
    ],
)
def test_verdicts_against_five_to_nine(printed: tuple[float, float], verdict: str) -> None:
    assert packaging_growth.verdict(*printed, low=5.0, mid=7.0, high=9.0) == verdict
