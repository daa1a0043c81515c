"""Tables of facts and of checks, as several pages show them."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from atlas.app.cache import cached
from atlas.app.exhibit import show_table
from atlas.app.frame import Page
from atlas.evidence.text import fact_rows
from atlas.language import Language


def fact_labels(lang: Language) -> dict[str, str]:
    """Column headings of a table of facts."""
    _ = lang.text
    return {
        "fact_id": _("Fact"),
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
        "comment": _("What we found"),
    }


def facts_of(page: Page, key: str, title: str, fact_ids: Sequence[str]) -> None:
    """The named facts with their quotes, in the given order."""
    rows = _named(page.lang, tuple(fact_ids))
    labels = fact_labels(page.lang)
    st.markdown(f"### {title}")
    show_table(
        rows, {name: labels[name] for name in labels if name not in ("place", "kind")}, key=f"facts-{key}"
    )


@cached
def _named(lang: Language, fact_ids: tuple[str, ...]) -> pd.DataFrame:
    return fact_rows(lang).set_index("fact_id", drop=False).loc[list(fact_ids)]
