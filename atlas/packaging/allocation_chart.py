"""Who gets the wafers, one row for each statement."""

from __future__ import annotations

import pandas as pd

from atlas.charts import theme
from atlas.packaging.names import Names
from atlas.packaging.range_charts import range_rows


def allocation(rows: pd.DataFrame, names: Names, *, shares: bool) -> theme.Drawing:
    """Wafers, or shares, by customer; each row is one statement of one source.

    ``rows``: as `packaging_market.allocation` gives them.
    """
    _ = names.lang.text
    low, high = ("share_percent", "share_percent") if shares else ("wafers_low", "wafers_high")
    rows = rows[rows[low].notna()]
    values = [
        names.lang.percent(a / 100, 1 if a % 1 else 0) if shares else names.lang.range(a, b)
        for a, b in zip(rows[low], rows[high], strict=True)
    ]
    who = [
        f"{names.term('customer', c)} · {names.vendor(s)}"
        for c, s in zip(rows["customer"], rows["supplier_id"], strict=True)
    ]
    when = [
        f"{names.house(r)}, {names.date(r['as_of'], r['as_of_precision'])}" for r in rows.to_dict("records")
    ]
    table = pd.DataFrame(
        {
            "label": [f"{a} · {b}" for a, b in zip(who, when, strict=True)],
            "low": 0.0 if shares else rows[low],
            "high": rows[high],
            "text": values,
            "hover": [f"<b>{v}</b><br>{a}<br>{b}" for v, a, b in zip(values, who, when, strict=True)],
            "solid": (rows["kind"] == "actual") | shares,
            "hatched": rows["doubt"].notna(),
            "colour": theme.QUALITATIVE[0],
        }
    )
    if not shares:
        table["low"] = 0.0
    alt = (
        _("{customer}: {value} ({source}).", customer=who[0], value=values[0], source=when[0]) if who else ""
    )
    return theme.Drawing(range_rows(table), alt)
