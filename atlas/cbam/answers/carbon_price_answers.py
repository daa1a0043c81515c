"""Carbon prices of an origin that the tables know, and what an aid may start from."""

from __future__ import annotations

import pandas as pd

from atlas.app import cache
from atlas.app.cache import cached
from atlas.cbam.answers import law_answers
from atlas.cbam.answers.carbon_price import Known
from atlas.cbam.law import exchange

#: share of the emissions that is really paid for, where a rule says it: (instrument, beginning of the
#: kind of price) → parameter
SHARES = {
    ("cn_ets", ""): "china_ets_paid_share_limit",
    ("tw_fee", "preferential"): "taiwan_high_leakage_coefficient",
}


@cached
def known(origin: str) -> list[Known]:
    """Prices of an origin, the newest first."""
    rows = cache.table("origin_carbon_prices").query("country == @origin")
    newest = rows.sort_values("period_end", ascending=False, kind="stable")
    return [_known(row) for _, row in newest.iterrows()]


def _known(row: pd.Series) -> Known:
    year = int(row["period_end"].year)
    return Known(
        str(row["instrument"]),
        str(row["statistic"]),
        str(row["period"]),
        None if pd.isna(row["price_local"]) else float(row["price_local"]),
        str(row["currency"]),
        str(row["paid_by_industry"]),
        str(row["source_id"]),
        _share(str(row["instrument"]), str(row["statistic"])),
        yearly_rate(str(row["currency"]), year),
    )


def _share(instrument: str, statistic: str) -> float | None:
    for (own, begin), parameter in SHARES.items():
        if instrument == own and statistic.startswith(begin):
            return law_answers.parameter(parameter)
    return None


def yearly_rate(currency: str, year: int) -> exchange.Rate | None:
    """Mean rate of a year (`exchange.yearly`)."""
    return exchange.yearly(currency, year, cache.table("fx_reference_rates"), cache.table("fx_usd_rates"))
