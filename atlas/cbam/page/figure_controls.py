"""A field for a figure of the reader's own."""

from __future__ import annotations

from typing import Literal

import streamlit as st


def figure(
    label: str,
    name: str,
    top: float,
    *,
    start: float | None = None,
    width: int | Literal["stretch"] = "stretch",
) -> float | None:
    """A figure from 0 to ``top``, with all its digits; None while the field is empty.

    ``name`` tells fields of one label apart, ``start`` stands in it at first.
    """
    found = st.number_input(
        label,
        min_value=0.0,
        max_value=top,
        value=None if start is None else float(start),
        format="%.12g",
        placeholder="–",
        width=width,
        key=f"cbam:{name}:{label}",
    )
    return None if found is None else float(found)
