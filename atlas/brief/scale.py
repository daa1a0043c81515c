"""An axis of a figure: its values as numbers, its words, and where a place lies between its ends."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from atlas.brief import plain
from atlas.brief.plain import Trace


class Scale:
    """Turns what stands on an axis into numbers, and keeps the words of its places."""

    def __init__(self, figure: Mapping[str, Any], letter: str, traces: Sequence[Trace]) -> None:
        self.axis = plain.axis_of(figure, letter, traces[0])
        raw = [value for trace in traces for value in plain.values(trace, letter)]
        raw += [value for trace in traces for value in plain.values(trace, "base")] if letter == "x" else []
        self.dated = self.axis.get("type") == "date" or any(map(plain.is_date, raw))
        self.named = not self.dated and any(isinstance(value, str) for value in raw)
        order = plain.values(self.axis, "categoryarray") or raw
        self.order = plain.distinct([*order, *raw]) if self.named else []
        self.words: dict[float, str] = {}
        known = plain.ticks(self.axis) | (plain.row_names(figure) if letter == "y" else {})
        for place, text in known.items():
            found = self.number(place)
            if found is not None:
                self.words[found] = text
        if self.named and not known:
            self.words = {float(place): plain.words(text) for place, text in enumerate(self.order)}

    def number(self, value: Any) -> float | None:
        """Where a value stands; None for nothing."""
        if self.named and isinstance(value, str):
            return float(self.order.index(value)) if value in self.order else None
        return plain.number(value)


def share_of(scale: Scale, place: float, ends: tuple[float, float]) -> float | None:
    """Where a place lies between the ends of its axis; None outside."""
    at = (math.log10(place), *map(math.log10, ends)) if scale.axis.get("type") == "log" else (place, *ends)
    share = (at[0] - at[1]) / ((at[2] - at[1]) or 1)
    return (1 - share if plain.is_reversed(scale.axis) else share) if -0.001 <= share <= 1.001 else None
