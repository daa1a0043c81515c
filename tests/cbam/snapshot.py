"""Cost of one tonne of every code, to be seen as a difference when the law or the code changes.

Refresh on purpose only: ``python -m tests.cbam.snapshot`` writes tests/golden/cbam_snapshot.csv;
then read the difference line by line before committing it.
"""

from pathlib import Path

import pandas as pd

from atlas.cbam.engine.assess import assess
from tests.cbam import frozen

PATH = Path(__file__).resolve().parents[1] / "golden" / "cbam_snapshot.csv"
# Fiji has no default table, so it stands for "other countries and territories".
ORIGINS = {"CN": "china", "TR": "turkiye", "IN": "india", "FJ": "other"}
PERIODS = {"2026-Q1": "2026", "2030": "2030", "2034": "2034"}


def costs() -> pd.DataFrame:
    """One row per code: EUR per tonne by origin and year, or the reason of refusal; no threshold."""
    rules = frozen.rules()
    codes = sorted(rules.goods.codes)
    grid = [(code, origin, period) for code in codes for origin in ORIGINS for period in PERIODS]
    lines = pd.DataFrame(grid, columns=["cn_code", "origin", "period"]).assign(net_mass_t=100.0)
    got = assess(lines, rules)
    shown = got["cost_eur_per_t"].map("{:.4f}".format).where(got["status"] == "ok", got["reason_code"])
    column = got["origin"].map(ORIGINS) + "_" + got["period"].map(PERIODS)
    table = got.assign(shown=shown.astype("str"), column=column)
    order = [f"{origin}_{period}" for origin in ORIGINS.values() for period in PERIODS.values()]
    return table.pivot(index="cn_code", columns="column", values="shown")[order].reset_index()


def written(table: pd.DataFrame) -> str:
    """The table as the snapshot file holds it."""
    return table.to_csv(index=False, lineterminator="\n")


if __name__ == "__main__":
    PATH.write_text(written(costs()), encoding="utf-8")
