"""Tables of facts and of checks, as several pages show them."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from atlas.app.cache import cached
from atlas.app.exhibit import show_table
from atlas.app.frame import Page
from atlas.app.source_note import source_note
from atlas.evidence.outside_text import chosen, outside_labels
from atlas.evidence.text import fact_rows
from atlas.language import Language


def fact_labels(lang: Language) -> dict[str, str]:
    """Column headings of a table of facts."""
    _ = lang.text
    return {
        "fact_id": _("Statement"),
        "verdict": _("Verdict"),
        "subject": _("Subject"),
        "metric": _("Metric"),
        "value": _("Value"),
        "period": _("Period"),
        "place": _("Place"),
        "kind": _("Kind"),
        "quote_zh": _("Quote"),
    }


def check_labels(lang: Language) -> dict[str, str]:
    """Column headings of a table of checks."""
    _ = lang.text
    return {
        "verdict": _("Verdict"),
        "claim": _("The article says"),
        "printed": _("Printed"),
        "recomputed": _("Recomputed"),
        "elsewhere": _("Independent sources"),
        "comment": _("What we found"),
        "tested": _("Tested against"),
    }


def facts_of(page: Page, key: str, title: str, fact_ids: Sequence[str]) -> None:
    """The named statements with their verdicts and quotes, in the given order."""
    rows = _named(page.lang, tuple(fact_ids))
    labels = fact_labels(page.lang)
    st.markdown(f"### {title}")
    shown = ("verdict", "subject", "metric", "value", "period", "quote_zh")
    show_table(rows, {name: labels[name] for name in shown}, key=f"facts-{key}")


def outside_of(page: Page, key: str, title: str, fact_ids: Sequence[str], doubt: str = "") -> None:
    """The named facts of independent sources, in the given order."""
    rows = chosen(tuple(fact_ids), page.lang)
    st.markdown(f"### {title}")
    show_table(rows, outside_labels(page.lang), key=f"outside-{key}")
    source_note(page.lang, rows["source_id"].tolist(), doubt)


@cached
def _named(lang: Language, fact_ids: tuple[str, ...]) -> pd.DataFrame:
    return fact_rows(lang).set_index("fact_id", drop=False).loc[list(fact_ids)]
