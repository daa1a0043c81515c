"""Figures of the CBAM calculator: from the steps of one good to the years to come.

Each builder takes the table of the function its docstring names, and a `Language`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from atlas.charts import theme
from atlas.charts.bars import ranked_bars
from atlas.charts.theme import Drawing
from atlas.language import Language

STEP_COLOURS = {
    "embedded": theme.QUALITATIVE[0],
    "markup": theme.QUALITATIVE[3],
    "free_allocation": theme.QUALITATIVE[2],
    "deduction": theme.QUALITATIVE[4],
    "unused": theme.FAINT,
    "to_pay": theme.ACCENT,
}


def short(amount: float, lang: Language) -> str:
    """An amount of money in few signs: whole euros up to 10,000, then in the language's own steps."""
    return lang.compact(amount) if abs(amount) >= 10_000 else lang.number(amount)


def step_names(lang: Language) -> dict[str, str]:
    """Names of the steps of `atlas.cbam.answers.explain.waterfall`."""
    _ = lang.text
    return {
        "embedded": _("Embedded emissions"),
        "markup": _("Mark-up"),
        "free_allocation": _("Free allocation"),
        "deduction": _("Carbon price paid"),
        "unused": _("Not usable"),
        "to_pay": _("To pay"),
    }


def waterfall(steps: pd.DataFrame, lang: Language) -> Drawing:
    """From embedded emissions to the amount to pay, EUR per tonne of good (`explain.waterfall`)."""
    _ = lang.text
    rows, values = [step_names(lang)[step] for step in steps["step"]], steps["eur_per_t"].tolist()
    bases = [*(steps["eur_per_t"].cumsum() - steps["eur_per_t"]).tolist()[:-1], 0.0]
    tops = [max(base, base + value) for base, value in zip(bases, values, strict=True)]
    texts = [lang.number(value, 2) for value in values]
    bars = {
        "type": "bar",
        "y": rows,
        "x": values,
        "base": bases,
        "orientation": "h",
        "marker": {"color": [STEP_COLOURS[step] for step in steps["step"]]},
        "text": texts,
        "textposition": "none",
        "hovertext": [
            f"{row}<br>"
            + _("{amount} EUR per tonne of good", amount=lang.number(eur, 2))
            + "<br>"
            + _("{tonnes} t CO₂e in all", tonnes=lang.number(tonnes, 3))
            for row, eur, tonnes in zip(rows, values, steps["t_co2e"], strict=True)
        ],
        "hoverinfo": "text",
    }
    figure = theme.frame(
        44 * len(steps) + 24,
        [bars, _beside(rows, tops, texts)],
        bargap=0.35,
        xaxis={"visible": False, "range": [min(0.0, *bases), (max(tops) or 1) * 1.6]},
        yaxis={"autorange": "reversed", "showgrid": False, "ticks": ""},
    )
    return Drawing(figure, _("{amount} EUR per tonne of good are to be paid.", amount=texts[-1]))


def _beside(rows: list[str], ends: list[float], texts: list[str]) -> dict[str, Any]:
    """Texts to the right of horizontal bars, also of bars that run to the left."""
    return {
        "type": "scatter",
        "x": ends,
        "y": rows,
        "mode": "text",
        "text": [f" {text}" for text in texts],
        "textposition": "middle right",
        "textfont": {"size": theme.LABEL_SIZE},
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def price_sensitivity(found: pd.DataFrame, lang: Language, current: float | None = None) -> Drawing:
    """Cost by certificate price (`compare.by_price`); ``current`` marks the price in use."""
    _ = lang.text
    figure = _curve(found["price_eur"], found["eur_per_t"], _("Certificate price, EUR"), lang, current)
    low, high = found.iloc[0], found.iloc[-1]
    alt = _(
        "Cost rises from {low} to {high} EUR per tonne of good as the certificate price goes from {first} to {last} EUR.",
        low=lang.number(low["eur_per_t"], 2),
        high=lang.number(high["eur_per_t"], 2),
        first=lang.number(low["price_eur"], 2),
        last=lang.number(high["price_eur"], 2),
    )
    return Drawing(figure, alt)


def intensity_sensitivity(found: pd.DataFrame, lang: Language, current: float | None = None) -> Drawing:
    """Cost by verified intensity (`compare.by_intensity`); ``current`` marks the line's own."""
    _ = lang.text
    title = _("Emissions, t CO₂e per tonne of good")
    figure = _curve(found["see_t_per_t"], found["eur_per_t"], title, lang, current)
    free = found.loc[found["eur_per_t"] == 0, "see_t_per_t"]
    alt = (
        _("Nothing is due up to {intensity} t CO₂e per tonne of good.", intensity=lang.number(free.max(), 2))
        if len(free)
        else _("Every intensity shown costs something.")
    )
    return Drawing(figure, alt)


def _curve(
    across: pd.Series, cost: pd.Series, title: str, lang: Language, current: float | None
) -> go.Figure:
    """A line of cost per tonne over something, with the current case marked and labelled."""
    _ = lang.text
    hover = [
        f"{title}: {lang.number(x, 2)}<br>" + _("{amount} EUR per tonne of good", amount=lang.number(y, 2))
        for x, y in zip(across, cost, strict=True)
    ]
    line = {
        "type": "scatter",
        "x": across.tolist(),
        "y": cost.tolist(),
        "mode": "lines",
        "line": {"color": theme.QUALITATIVE[0], "width": 3},
        "hovertext": hover,
        "hoverinfo": "text",
    }
    marks = []
    if current is not None and across.min() <= current <= across.max():
        order = across.argsort()
        value = float(np.interp(current, across.iloc[order], cost.iloc[order]))
        right_half = current > (across.min() + across.max()) / 2
        marks = [_mark(current, value, lang.number(value, 2), left=right_half)]
    return theme.frame(
        300,
        [line, *marks],
        xaxis={"title": {"text": title, "standoff": 8}},
        yaxis={"title": {"text": _("EUR per tonne"), "standoff": 14}, "rangemode": "tozero"},
    )


def _mark(x: float, y: float, label: str, *, left: bool) -> dict[str, Any]:
    return {
        "type": "scatter",
        "x": [x],
        "y": [y],
        "mode": "markers+text",
        "marker": {"size": 12, "color": theme.ACCENT, "symbol": theme.FORMS["actual"]["symbol"]},
        "text": [f"{label}  " if left else f"  {label}"],
        "textposition": "top left" if left else "bottom right",
        "textfont": {"size": theme.LABEL_SIZE},
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def origin_ranking(
    ranking: pd.DataFrame, names: Mapping[str, str], lang: Language, limit: int = 14
) -> Drawing:
    """The same good from every origin, cheapest first (`compare.by_origin`).

    ``names``: country code → name. Of more than ``limit`` origins the cheapest and the dearest
    stand, and always the own one. Origins that cannot be ranked are left out.
    """
    _ = lang.text
    ranked = ranking[ranking["eur_per_t"].notna()].reset_index(drop=True)
    half = limit // 2
    near = (ranked.index < half) | (ranked.index >= len(ranked) - half) | ranked["own"]
    shown = ranked[near] if len(ranked) > limit else ranked
    labels = [_("Other countries") if code == "XX" else names[code] for code in shown["origin"]]
    rows = _origin_rows(shown, labels, lang)
    own = [label for label, mine in zip(labels, shown["own"], strict=True) if mine]
    # five digits and a point at the end of the longest bar, on a phone
    figure = ranked_bars(rows, highlighted=own, room=1.4)
    place = int(ranked["own"].to_numpy().argmax()) + 1 if ranked["own"].any() else None
    if place is None:
        return Drawing(figure, _("Cheapest of {count} origins: {name}.", count=len(ranked), name=labels[0]))
    alt = _(
        "{name} is number {place} of {count} origins, cheapest first.",
        name=own[0],
        place=place,
        count=len(ranked),
    )
    return Drawing(figure, alt)


def _origin_rows(shown: pd.DataFrame, labels: list[str], lang: Language) -> pd.DataFrame:
    """Bars of the ranking: label, value, text, hover."""
    _ = lang.text
    hover = [
        f"{label}<br>"
        + _("{amount} EUR per tonne of good", amount=lang.number(eur, 2))
        + "<br>"
        + _("{see} t CO₂e per tonne of good, before the mark-up", see=lang.number(see, 3))
        for label, eur, see in zip(labels, shown["eur_per_t"], shown["see_t_per_t"], strict=True)
    ]
    values = shown["eur_per_t"].tolist()
    texts = [lang.number(value, 2) for value in values]
    return pd.DataFrame({"label": labels, "value": values, "text": texts, "hover": hover})


def totals(found: pd.DataFrame, names: Mapping[str, str], lang: Language, limit: int = 12) -> Drawing:
    """Cost of a portfolio by its first column (`totals.totals`); codes without a name stand as they are."""
    _ = lang.text
    key = str(found.columns[0])
    shown = found.head(limit)
    labels = [names.get(str(code), str(code)) or _("not named") for code in shown[key]]
    values, lines = shown["cost_eur"].tolist(), shown["lines"].tolist()
    if len(found) > limit:
        rest = found.iloc[limit:]
        labels.append(_("All others"))
        values.append(float(rest["cost_eur"].sum()))
        lines.append(int(rest["lines"].sum()))
    rows = pd.DataFrame(
        {
            "label": labels,
            "value": values,
            "text": [short(value, lang) for value in values],
            "hover": [
                f"{label}<br>{lang.money(value)}<br>" + _("{count} lines", count=lang.number(count))
                for label, value, count in zip(labels, values, lines, strict=True)
            ],
        }
    )
    dearest = max(range(len(values)), key=values.__getitem__)
    share = lang.percent(values[dearest] / sum(values)) if sum(values) else lang.percent(0)
    alt = _("{name} carries {share} of the cost.", name=labels[dearest], share=share)
    return Drawing(ranked_bars(rows), alt)
