"""Memory fabs in China under the US export rule: shares, timeline, and output at stake."""

from __future__ import annotations

import pandas as pd

ARTICLE = "SEED8"
#: figures as of an earlier date describe other fabs than today's
SINCE = "2025"
CAPACITY = ("monthly_capacity", "output_before_cut", "output_after_cut")


def shares(figures: pd.DataFrame) -> pd.DataFrame:
    """Each source's share of a company's output or of the world, one row each.

    In: ``memory_fabs``. Out: ``company``, ``site_id`` (empty: several sites together),
    ``metric`` (company_share, world_share), ``product``, ``value_low``, ``value_high``, ``as_of``, ``source_id``.
    """
    rows = figures[figures["metric"].isin(("company_share", "world_share"))]
    return rows.drop(columns=["unit"]).reset_index(drop=True)


def span(figures: pd.DataFrame, site_id: str, *metrics: str) -> tuple[float, float]:
    """Lowest and highest that independent sources give for a site since `SINCE`; NaN where none does.

    The article's own figures and those of earlier years are left out: they are what is being judged, or stale.
    """
    rows = figures[(figures["site_id"] == site_id) & figures["metric"].isin(metrics)]
    rows = rows[(rows["source_id"] != ARTICLE) & (rows["as_of"] >= SINCE)]
    return float(rows["value_low"].min()), float(rows["value_high"].max())


def at_stake(figures: pd.DataFrame, site_id: str, lost_percent: float, months: int) -> pd.DataFrame:
    """Output lost if the yearly approval of one fab is refused.

    ``lost_percent`` of its output (0 to 100) for ``months`` (0 to 12) of a year; both are the
    reader's assumptions: a refusal stops new equipment, not the machines in place. Out: ``measure``
    (wafers; percent of the company's and of the world's yearly output), ``low``, ``high``
    from the lowest and highest figure of any source, NaN where none is known. ValueError outside
    these bounds.
    """
    if not 0 <= lost_percent <= 100 or not 0 <= months <= 12:
        raise ValueError("lost_percent must be 0 to 100, months 0 to 12")
    lost = lost_percent / 100
    wafers = [end * lost * months for end in span(figures, site_id, *CAPACITY)]
    company = [end * lost * months / 12 for end in span(figures, site_id, "company_share")]
    world = [end * lost * months / 12 for end in span(figures, site_id, "world_share")]
    frame = pd.DataFrame([wafers, company, world], columns=["low", "high"])
    frame.insert(0, "measure", ["wafers", "company_share", "world_share"])
    return frame


def equipment_moved(figures: pd.DataFrame) -> pd.DataFrame:
    """Equipment moved to China in 2024, per company and site, in US dollars as the article prints it."""
    rows = figures[(figures["metric"] == "equipment_value") & (figures["unit"] == "usd")]
    return rows[["company", "site_id", "value_low", "source_id"]].reset_index(drop=True)


def timeline(events: pd.DataFrame) -> pd.DataFrame:
    """Events of the rule in their order, with ``days`` since the event before (empty for a bare year)."""
    rows = events.sort_values(["happened", "event"]).reset_index(drop=True)
    exact = rows["happened"].where(rows["happened_precision"] == "day")
    return rows.assign(days=exact.diff().dt.days)


#: independent facts on output, licences and process of the sites
OUTSIDE = tuple(f"hi-{number:03d}" for number in range(166, 185))
