"""Where sources give different values of the same figure."""

from __future__ import annotations

import pandas as pd

from atlas import terms
from atlas.app import cache
from atlas.app.cache import cached
from atlas.evidence import claims
from atlas.evidence.text import ends_text
from atlas.language import Language


@cached
def between_sources(lang: Language) -> pd.DataFrame:
    """Pairs of sources that give different values of the same figure, in words, widest apart first."""
    publishers = cache.table("sources").set_index("source_id")["publisher"]
    memory = claims.disagreements(
        cache.table("memory_fabs"), ["company", "site_id", "metric", "product", "unit"]
    )
    tools = claims.disagreements(
        cache.table("equipment_localisation"), ["firm", "metric", "scanner", "unit", "year"]
    )
    outside = cache.table("outside_facts")
    shares = claims.disagreements(
        outside[outside["metric"] == "domestic_share"], ["subject", "metric", "unit", "kind"]
    )
    for pairs, what, metric in (
        (memory, ("company", "memory_maker"), "memory_metric"),
        (tools, ("firm", "equipment_firm"), "equipment_metric"),
        (shares, ("subject", "outside_subject"), "outside_metric"),
    ):
        named = pairs[what[0]].map(terms.names(what[1], lang))
        pairs["what"] = named + " · " + pairs["metric"].map(terms.names(metric, lang))
    rows = pd.concat([memory, tools, shares]).sort_values("gap", ascending=False)
    for side in ("a", "b"):
        values = zip(rows[f"value_low_{side}"], rows[f"value_high_{side}"], rows["unit"], strict=True)
        rows[f"value_{side}"] = [ends_text(low, high, unit, lang) for low, high, unit in values]
        rows[f"publisher_{side}"] = rows[f"source_id_{side}"].map(publishers)
    return rows
