"""The same assessment over the partitions of a Parquet data set on a running Dask cluster."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd

from atlas.cbam.engine.assess import assess, threshold_totals
from atlas.cbam.law.rules import Rules

Told = Callable[[pd.DataFrame], pd.DataFrame]


def assess_parquet(
    address: str, source: Path, target: Path, rules: Rules, prices: dict[str, Any], told: Told
) -> dict[str, int]:
    """Assess `source` partition by partition into the folder `target`; returns lines by status.

    The yearly tonnes of each importer are one grouped sum over all partitions before it, so that
    results equal a run in one process; ``told`` puts their reasons into words. Dask is imported here only: no page and no other command
    needs it.
    """
    import dask.dataframe as dd
    import distributed

    connect: Any = distributed.Client  # untyped in the library
    with connect(address) as client:
        shared = client.scatter(rules, broadcast=True)
        lines = dd.read_parquet(source)
        empty = pd.DataFrame(
            {
                "importer": pd.Series(dtype="str"),
                "year": pd.Series(dtype="int64"),
                "counted_t": pd.Series(dtype="float64"),
            }
        )
        parts = lines.map_partitions(_totals, shared, prices, meta=empty)
        totals = parts.groupby(["importer", "year"])["counted_t"].sum().reset_index().compute()
        meta = _assess(lines.partitions[0].compute().iloc[:0], rules, prices, totals, told)
        result = lines.map_partitions(_assess, shared, prices, totals, told, meta=meta)
        result.to_parquet(target, write_index=False)
        status = dd.read_parquet(target, columns=["status"])["status"].value_counts().compute()
    return {str(name): int(number) for name, number in status.items()}


def _totals(part: pd.DataFrame, rules: Rules, prices: dict[str, Any]) -> pd.DataFrame:
    return threshold_totals(part, rules, **prices)


def _assess(
    part: pd.DataFrame, rules: Rules, prices: dict[str, Any], totals: pd.DataFrame, told: Told
) -> pd.DataFrame:
    """Texts as plain strings: partitions differ in which categories they hold."""
    done = told(assess(part, rules, totals=totals, **prices))
    return done.astype(dict.fromkeys(done.select_dtypes("category"), "str"))
