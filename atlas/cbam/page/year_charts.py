"""Figures of the CBAM calculator over time, and default against actual values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from atlas.cbam.page.charts import short
from atlas.charts import theme
from atlas.charts.theme import Drawing
from atlas.language import Language

COLOURS = {"law": theme.QUALITATIVE[0], "com_2026_616": theme.QUALITATIVE[3]}
SYMBOLS = {"law": "circle-open", "com_2026_616": "diamond-open"}


def outlook(found: pd.DataFrame, names: Mapping[str, str], lang: Language, path: str = "central") -> Drawing:
    """Cost per year under each scenario, the band of price paths around the law (`outlook.outlook`).

    ``names``: scenario → name; ``path``: the price path drawn as a line. Years with figures that
    are not final are dashed and hollow, as every forecast is.
    """
    _ = lang.text
    scenarios = list(dict.fromkeys(found["scenario"]))
    lines, ends = [_band(found[found["scenario"] == scenarios[0]])], []
    for place, scenario in enumerate(scenarios):
        own = found[(found["scenario"] == scenario) & (found["price_path"] == path)]
        lines.append(_years(own, names[scenario], lang, scenario))
        last = own.iloc[-1]
        ends.append(_point_out(int(last["year"]), float(last["cost_eur"]), names[scenario], place == 0))
    figure = theme.frame(
        380,
        lines,
        annotations=ends,
        xaxis={"dtick": 2, "showgrid": False},
        yaxis={
            "rangemode": "tozero",
            "title": {"text": _("EUR a year"), "standoff": 14},
            "nticks": 6,
            **_ticks(float(found["cost_eur"].max()), lang),
        },
    )
    first = found[(found["scenario"] == scenarios[0]) & (found["price_path"] == path)]
    alt = _(
        "Under the law the cost goes from {low} EUR in {first} to {high} EUR in {last}.",
        low=short(first["cost_eur"].iloc[0], lang),
        high=short(first["cost_eur"].iloc[-1], lang),
        first=first["year"].iloc[0],
        last=first["year"].iloc[-1],
    )
    return Drawing(figure, alt)


def _band(found: pd.DataFrame) -> dict[str, Any]:
    """From the cheapest to the dearest price path."""
    edges = found.groupby("year")["cost_eur"].agg(["min", "max"])
    years = edges.index.tolist()
    return {
        "type": "scatter",
        "x": [*years, *years[::-1]],
        "y": [*edges["max"], *edges["min"][::-1]],
        "mode": "lines",
        "fill": "toself",
        "fillcolor": theme.FAINT,
        "line": {"width": 0},
        "opacity": 0.6,
        "hoverinfo": "skip",
    }


def _years(own: pd.DataFrame, name: str, lang: Language, scenario: str) -> dict[str, Any]:
    _ = lang.text
    colour = COLOURS.get(scenario, theme.QUALITATIVE[1])
    forecast = own["provisional"].tolist()
    return {
        "type": "scatter",
        "x": own["year"].tolist(),
        "y": own["cost_eur"].tolist(),
        "mode": "lines+markers",
        "line": {"color": colour, "width": 3, "dash": theme.FORMS["forecast"]["dash"]},
        "marker": {
            "size": 9,
            "color": colour,
            "symbol": [SYMBOLS.get(scenario, "square-open") if f else "circle" for f in forecast],
        },
        "hovertext": [
            f"{name}, {year}<br>{lang.money(cost, digits=0)}<br>"
            + _("{tonnes} certificates", tonnes=lang.number(tonnes, 0))
            + ("<br>" + _("not final") if open_ else "")
            for year, cost, tonnes, open_ in zip(
                own["year"], own["cost_eur"], own["certificates_t"], forecast, strict=True
            )
        ],
        "hoverinfo": "text",
    }


def _point_out(year: int, cost: float, name: str, above: bool) -> dict[str, Any]:
    """A name beside the end of a line, clear of the other line."""
    return {
        "x": year,
        "y": cost,
        "text": name,
        "arrowhead": 0,
        "arrowcolor": theme.MUTED,
        "ax": 0,
        "ay": -56 if above else 56,
        "xanchor": "right",
        "yanchor": "bottom" if above else "top",
        "font": {"size": theme.LABEL_SIZE},
    }


def _ticks(top: float, lang: Language) -> dict[str, Any]:
    """Round amounts in the language's own steps (万, million)."""
    if not top > 0:
        return {}
    size = 10 ** (len(str(int(top))) - 1) if top >= 1 else top
    step = next(step for step in (size / 5, size / 2, size, 2 * size) if top / step <= 6)
    values = [step * count for count in range(int(top / step) + 2)]
    return {"tickvals": values, "ticktext": [short(value, lang) for value in values]}


def default_or_actual(comparison: pd.Series, curve: pd.DataFrame, lang: Language) -> Drawing:
    """Default value against actual values, with the break-even intensity.

    ``comparison``: a row of `compare.default_or_actual`; ``curve``: `compare.by_intensity` of
    the same line with basis actual.
    """
    _ = lang.text
    left, right = float(curve["see_t_per_t"].min()), float(curve["see_t_per_t"].max())
    default, even = float(comparison["default_eur_per_t"]), float(comparison["break_even_t_per_t"])
    intensities, costs = curve["see_t_per_t"].tolist(), curve["eur_per_t"].tolist()
    drawn = [
        _line([left, right], [default, default], theme.QUALITATIVE[3], "dash"),
        _line(intensities, costs, theme.QUALITATIVE[0], "solid"),
    ]
    if left <= even <= right:
        drawn.append(_point(even, default, _("Break-even {see}", see=lang.number(even, 2)), hollow=True))
    if pd.notna(comparison["actual_eur_per_t"]):
        cost = float(comparison["actual_eur_per_t"])
        drawn.append(_point(float(comparison["actual_t_per_t"]), cost, lang.number(cost, 2), hollow=False))
    figure = theme.frame(
        340,
        drawn,
        # the default's name below its line, where the other line has already gone up
        annotations=[
            _name(right, default, _("Default value"), "top"),
            _name(right, costs[-1], _("Actual"), "bottom"),
        ],
        xaxis={"title": {"text": _("Emissions, t CO₂e per tonne of good"), "standoff": 8}},
        yaxis={"title": {"text": _("EUR per tonne"), "standoff": 14}, "rangemode": "tozero"},
    )
    alt = _(
        "Below {see} t CO₂e per tonne of good, actual values cost less than the default value.",
        see=lang.number(even, 2),
    )
    return Drawing(figure, alt)


def _name(x: float, y: float, text: str, anchor: str) -> dict[str, Any]:
    return {
        "x": x,
        "y": y,
        "text": text,
        "showarrow": False,
        "xanchor": "right",
        "yanchor": anchor,
        "font": {"size": theme.LABEL_SIZE},
    }


def _line(x: list[float], y: list[float], colour: str, dash: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "x": x,
        "y": y,
        "mode": "lines",
        "line": {"color": colour, "width": 3, "dash": dash},
        "hoverinfo": "skip",
    }


def _point(x: float, y: float, label: str, *, hollow: bool) -> dict[str, Any]:
    form = theme.FORMS["target" if hollow else "actual"]["symbol"]
    return {
        "type": "scatter",
        "x": [x],
        "y": [y],
        "mode": "markers+text",
        "marker": {"size": 13, "color": theme.ACCENT, "symbol": form},
        "text": [label],
        # above the falling side of the lines and below the rising one, so that the two never meet
        "textposition": "top left" if hollow else "bottom right",
        "textfont": {"size": theme.LABEL_SIZE},
        "hoverinfo": "skip",
        "cliponaxis": False,
    }
