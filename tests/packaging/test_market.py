"""Market growth recomputed, rankings, allocation: values worked out by hand."""

import pytest

from atlas import tables
from atlas.packaging import market

FRAMES = tables.load_all()
GROWTH = market.market_growth(FRAMES["packaging_market"], FRAMES["packaging_market_series"]).set_index(
    "series_id"
)


def test_the_articles_market_growth() -> None:
    row = GROWTH.loc["CMI-AP"]
    # (79.85 / 50.38)^(1/7) - 1 = 6.80 %
    assert row["recomputed_percent"] == pytest.approx((1.58495 ** (1 / 7) - 1) * 100, abs=0.01)
    assert row["verdict"] == "matches"


def test_growth_that_differs_and_growth_not_stated() -> None:
    # (40 / 25)^(1/7) - 1 = 6.9 %, the house prints 8 % from 2020
    assert GROWTH.loc["GMI-AP", "recomputed_percent"] == pytest.approx(6.94, abs=0.01)
    assert not GROWTH.loc["GMI-AP", "same_window"]
    assert GROWTH.loc["GMI-AP", "verdict"] == "differs"
    # (79 / 38)^(1/6) - 1 = 13.0 %
    assert GROWTH.loc["YOLE25-AP", "recomputed_percent"] == pytest.approx(12.97, abs=0.01)
    assert GROWTH.loc["YOLE25-AP", "verdict"] == "not_stated"
    assert GROWTH.loc["UDN-AP", "verdict"] == "not_computable"


def test_shares_of_the_ranking() -> None:
    rows = market.ranking(FRAMES["osat_ranking"], "fy2024").set_index("vendor_id")
    assert rows.loc["ase", ["share_shown", "share_from"]].tolist() == [44.6, "stated"]
    # 6.32 / 41.56 = 15.2 %
    assert rows.loc["amkor", "share_shown"] == pytest.approx(15.207, abs=0.001)
    assert rows.loc["amkor", "share_from"] == "computed"
    assert "osat_top10" not in rows.index and rows["rank"].tolist() == list(range(1, 11))
    # the ten add to 41.57, the printed total is 41.56
    assert rows["revenue_usd_bn"].sum() == pytest.approx(41.57)


def test_an_unknown_ranking_is_refused() -> None:
    with pytest.raises(KeyError):
        market.ranking(FRAMES["osat_ranking"], "fy1999")


def test_allocation_divides_only_by_the_same_sources_total() -> None:
    rows = market.allocation(FRAMES["cowos_allocation"], 2026)
    assert "GHMS20260708" not in set(rows["source_id"])  # second hand, off by default
    assert "total" not in set(rows["customer"])
    stated = rows[rows["share_computed"].notna()].set_index("customer")["share_computed"]
    # Morgan Stanley, of 1,000,000: NVIDIA 595,000, Broadcom 150,000, AMD 105,000
    assert stated.to_dict() == {"nvidia": 59.5, "broadcom": 15.0, "amd": 10.5}


def test_printed_shares_are_not_made_to_fit() -> None:
    rows = market.allocation(FRAMES["cowos_allocation"], 2025)
    split = rows[rows["source_id"] == "SMBOM2025A"]
    assert split["share_percent"].sum() == 101
    assert set(split["doubt"]) == {"sum_not_hundred"}


def test_every_value_has_a_source_and_a_series() -> None:
    rows = market.market(FRAMES["packaging_market"], FRAMES["packaging_market_series"])
    assert rows[["segment", "unit", "source_id"]].notna().all(axis=None)
