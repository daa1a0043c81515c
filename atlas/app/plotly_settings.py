"""How the browser draws every chart."""

from __future__ import annotations

from typing import Any

from atlas import tables

#: plotly asks for this file of world outlines before it draws a map; ours is empty and local
TOPOLOGY = "app/static/topo/"


def plotly_settings(name: str) -> dict[str, Any]:
    """Settings of every chart: a button for the picture, no zoom by accident, nothing fetched."""
    return {
        "topojsonURL": TOPOLOGY,
        "displaylogo": False,
        "displayModeBar": "hover",
        "modeBarButtons": [["toImage"]],
        "toImageButtonOptions": {
            "format": "png",
            "filename": tables.file_name(name, "png").removesuffix(".png"),
            "scale": 2,
        },
        "scrollZoom": False,
        "doubleClick": False,
    }
