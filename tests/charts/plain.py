"""Figures are sent as plain data; this asks plotly whether it would have written the same."""

import json
from typing import Any

import plotly.graph_objects as go
import plotly.io as pio


def assert_as_plotly(written: dict[str, Any]) -> None:
    """Fails on a property that plotly does not know, a wrong value, or one that it would write otherwise."""
    mine = json.loads(pio.to_json(written, validate=False))
    assert mine == json.loads(pio.to_json(go.Figure(mine), validate=False))
