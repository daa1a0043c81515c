"""The reader's own figures: values before and after, or the change, one line a metric.

They stand in the address as ``own=METRIC:BEFORE:AFTER:CHANGE``, numbers only, so that a link
restores them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from atlas import terms
from atlas.app.address import Parameter
from atlas.app.frame import Page
from atlas.my_plant.results import Own

FIELDS = ("before", "after", "change")
LIMIT = 1e9
_NUMBER = r"(-?\d{1,10}(\.\d{1,6})?)?"


def parameter(metrics: Sequence[str]) -> Parameter:
    """The address parameter that holds the reader's figures of any of `metrics`."""
    return Parameter("own", [], pattern=rf"({'|'.join(metrics)})(:{_NUMBER}){{3}}", many=True)


def own_figures(page: Page) -> dict[str, Own]:
    """The reader's figures by metric, as the address holds them."""
    found = {}
    for text in page.address["own"]:
        metric, *numbers = text.split(":")
        found[metric] = Own(*(float(number) if number else None for number in numbers))
    return found


def ask(page: Page, metrics: Sequence[str], kinds: dict[str, str]) -> None:
    """Fields for the reader's figures of `metrics`; a level has one field only."""
    _, lang = page.lang.text, page.lang
    labels = {"before": _("Before"), "after": _("After"), "change": _("or change %")}
    own = own_figures(page)
    for metric in metrics:
        name, mine = terms.name("lighthouse_metric", metric, lang), own.get(metric, Own())
        fields = ("after",) if kinds[metric] == "level" else FIELDS
        with st.container(horizontal=True, vertical_alignment="bottom", gap="xsmall", key=f"own-{metric}"):
            st.markdown(name, width=230)
            for field in fields:
                label = _("Own value") if fields == ("after",) else labels[field]
                st.number_input(
                    label,
                    min_value=-LIMIT if field == "change" else 0.0,
                    max_value=LIMIT,
                    format="%g",
                    placeholder="–",
                    disabled=field == "change" and mine.before is not None and mine.after is not None,
                    width=96,
                    **_bound(page, metric, field, getattr(mine, field)),
                )


def _bound(page: Page, metric: str, field: str, value: float | None) -> dict[str, Any]:
    key = f"w:benchmark:own:{metric}:{field}:{page.lang.code}"
    if page.address.adopted or key not in st.session_state:
        st.session_state[key] = value

    def changed() -> None:
        own = own_figures(page)
        own[metric] = own.get(metric, Own())._replace(**{field: st.session_state[key]})
        page.address.set(
            "own", [_text(code, figures) for code, figures in own.items() if any(_given(figures))]
        )

    return {"key": key, "on_change": changed}


def _given(figures: Own) -> list[bool]:
    return [figure is not None for figure in figures]


def _text(metric: str, figures: Own) -> str:
    numbers = ["" if figure is None else f"{figure:.6f}".rstrip("0").rstrip(".") for figure in figures]
    return ":".join([metric, *numbers])
