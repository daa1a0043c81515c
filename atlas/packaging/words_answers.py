"""What several views of the room share: the words of codes, statements as a table, doubts in words."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pandas as pd

from atlas.app import cache
from atlas.app.cache import cached
from atlas.language import Language
from atlas.packaging.names import Names


@cached
def names_in(lang: Language) -> Names:
    """The words of the packaging tables in one language."""
    return Names({name: cache.table(name) for name in ("packaging_vendors", "sources")}, lang)


def statement_table(rows: pd.DataFrame, names: Names) -> tuple[Callable[[], pd.DataFrame], dict[str, str]]:
    """Capacity statements in words, made when asked for, and the labels of the columns."""
    _ = names.lang.text
    labels = {
        "series": _("Series"),
        "period": _("Period"),
        "low": _("Low"),
        "high": _("High"),
        "unit": _("Unit"),
        "metric": _("Measure"),
        "step": _("Process step"),
        "kind": _("Kind"),
        "house": _("Stated by"),
        "stated": _("Stated on"),
        "reliability": _("Reliability"),
        "doubt": _("Doubt"),
        "source": _("Source"),
    }
    return partial(_statements, rows, names), labels


def _statements(rows: pd.DataFrame, names: Names) -> pd.DataFrame:
    records = rows.to_dict("records")
    return pd.DataFrame(
        {
            "series": [names.series(row) for row in records],
            "period": [names.period(row) for row in records],
            "low": rows["value_low"].tolist(),
            "high": rows["value_high"].tolist(),
            "unit": [names.term("packaging_unit", row["unit"]) for row in records],
            "metric": [names.term("packaging_metric", row["metric"]) for row in records],
            "step": [names.term("process_step", row["process_step"]) for row in records],
            "kind": [names.term("kind", row["kind"]) for row in records],
            "house": [names.house(row) for row in records],
            "stated": [names.date(row["as_of"], row["as_of_precision"]) for row in records],
            "reliability": [names.term("reliability", row["reliability"]) for row in records],
            "doubt": [names.term("doubt", row["doubt"]) for row in records],
            "source": [names.publisher(row["source_id"]) for row in records],
        }
    )


def doubts_in(rows: pd.DataFrame, names: Names) -> str:
    """The doubts about some rows, each once."""
    words = [names.term("doubt", code) for code in dict.fromkeys(rows["doubt"].dropna())]
    return " · ".join(words)
