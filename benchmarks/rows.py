"""Rows of the printed table: a figure with its spread, its goal, and whether it was met."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass
class Row:
    """One line of the table; ``low`` and ``high`` are the quartiles of what was measured."""

    what: str
    value: float
    unit: str
    low: float | None = None
    high: float | None = None
    count: int = 1
    #: the goal: the value must not be above it, or below it where ``at_least``
    goal: float | None = None
    at_least: bool = False

    @property
    def met(self) -> str:
        if self.goal is None:
            return ""
        return "yes" if (self.value >= self.goal if self.at_least else self.value <= self.goal) else "NO"


def spread(what: str, unit: str, values: Sequence[float], goal: float | None = None) -> Row:
    """Median and quartiles of measured values."""
    if len(values) < 3:
        return Row(what, statistics.median(values), unit, min(values), max(values), len(values), goal)
    low, middle, high = statistics.quantiles(values, n=4, method="inclusive")
    return Row(what, middle, unit, low, high, len(values), goal)


def ratio(what: str, value: Row, other: Row, goal: float | None = None, at_least: bool = False) -> Row:
    """One row's value over another's."""
    return Row(what, value.value / other.value, "×", goal=goal, at_least=at_least)


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which a share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def table(rows: Sequence[Row]) -> str:
    """The rows as a Markdown table."""
    lines = ["", "| what | median | quartiles | n | goal | met |", "|---|---:|---:|---:|---:|---|"]
    for row in rows:
        span = "" if row.low is None or row.high is None else f"{_figure(row.low)} – {_figure(row.high)}"
        sign = "≥" if row.at_least else "≤"
        goal = "" if row.goal is None else f"{sign} {_figure(row.goal)}"
        lines.append(
            f"| {row.what} | {_figure(row.value)} {row.unit} | {span} | {row.count} | {goal} | {row.met} |"
        )
    return "\n".join(lines) + "\n"


def _figure(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
