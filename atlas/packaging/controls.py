"""What the sections of the packaging page share: words of codes, display tables, controls."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from atlas.app import cache
from atlas.app.cache import cached
from atlas.app.frame import Page
from atlas.language import Language
from atlas.packaging.names import Names

VIEWS = ("capacity", "revisions", "growth", "customers", "projects", "market", "planner", "vendor")
KINDS = ("actual", "estimate", "target", "forecast")
YEARS = ("2023", "2024", "2025", "2026", "2027", "2028")
#: a set with fewer statements is listed, not drawn over time
FEW = 4


@cached
def names_in(lang: Language) -> Names:
    """The words of all codes in the language with that code."""
    return Names(cache.every_table(), lang)


def view_words(page: Page) -> dict[str, str]:
    """Name of each view of the page."""
    _ = page.lang.text
    return {
        "capacity": _("Capacity"),
        "revisions": _("How forecasts moved"),
        "growth": _("Growth check"),
        "customers": _("Who gets it"),
        "projects": _("Plants and dates"),
        "market": _("Market"),
        "planner": _("Planner"),
        "vendor": _("One vendor"),
    }


def finding(text: str) -> None:
    """The sentence that the page opens with."""
    with st.container(key="finding-packaging"):
        st.markdown(text.replace("$", "\\$"))


def choose(
    page: Page, name: str, label: str, codes: Sequence[str], word: Callable[[str], str], **more: Any
) -> None:
    """A list of codes by name, bound to the address; an empty choice means all."""
    current = page.address[name]
    options = list(codes) if current is None or current in codes else [*codes, current]
    st.selectbox(
        label,
        options,
        format_func=word,
        placeholder=page.lang.text("All"),
        **page.address.bind(name),
        **more,
    )


def vendor_choice(page: Page, names: Names, vendors: Sequence[str]) -> None:
    """Choice of a vendor among those the section has figures for."""
    choose(page, "vendor", page.lang.text("Vendor"), list(dict.fromkeys(vendors)), names.vendor, width=210)


def technology_choice(page: Page, names: Names, technologies: Sequence[str]) -> None:
    """Choice of a technology among those the section has figures for."""
    choose(
        page,
        "technology",
        page.lang.text("Technology"),
        list(dict.fromkeys(technologies)),
        lambda code: names.term("packaging_technology", code),
        width=230,
    )


def years_choice(page: Page) -> None:
    """First and last year."""
    for name, label in (("from", page.lang.text("From year")), ("to", page.lang.text("To year"))):
        st.selectbox(label, list(YEARS), width=110, **page.address.bind(name))


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
            "source": rows["source_id"].tolist(),
        }
    )


def doubts_in(rows: pd.DataFrame, names: Names) -> str:
    """The doubts about some rows, each once."""
    words = [names.term("doubt", code) for code in dict.fromkeys(rows["doubt"].dropna())]
    return " · ".join(words)
