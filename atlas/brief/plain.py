"""A plotly figure as the plain data it is: values, axes, colours and words of its traces."""

from __future__ import annotations

import base64
import datetime as dt
import html
import math
import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from atlas.export import harmless

CONFIG = Path(__file__).resolve().parent.parent.parent / ".streamlit" / "config.toml"
#: day 0 of spreadsheets
EPOCH = dt.datetime(1899, 12, 30)
PLACEHOLDER = re.compile(r"#0000([0-9]{2})")
HEX = re.compile(r"#([0-9a-fA-F]{6})")
RGBA = re.compile(r"rgba?\((\d+), *(\d+), *(\d+)(?:, *([\d.]+))?\)")
DATE = re.compile(r"\d{4}-\d{2}(-\d{2}.*)?")
Trace = Mapping[str, Any]


@cache
def _theme() -> dict[str, str]:
    """The light theme's colour of each placeholder of `atlas.charts.theme`."""
    light = tomllib.loads(CONFIG.read_text(encoding="utf-8"))["theme"]["light"]
    colours = [*light["chartCategoricalColors"], *light["chartSequentialColors"]]
    found = {f"{number:02d}": colour for number, colour in enumerate(colours, 1)}
    return found | {"38": light["backgroundColor"]}


def lit(text: str) -> str:
    """A text of a figure with the light theme's colours in place of the placeholders."""
    return PLACEHOLDER.sub(lambda match: _theme().get(match[1], match[0]), text)


def colour(value: Any) -> str | None:
    """``RRGGBB`` of a colour of a figure, in the light theme; None for a transparent or unknown one."""
    text = lit(str(value or ""))
    if match := HEX.fullmatch(text):
        return match[1].upper()
    if (match := RGBA.fullmatch(text)) and float(match[4] or 1) > 0:
        # over white, as slides have no colour behind
        share = float(match[4] or 1)
        return "".join(f"{round(int(part) * share + 255 * (1 - share)):02X}" for part in match.groups()[:3])
    return None


def values(trace: Trace, name: str) -> list[Any]:
    """The values of a trace as a list; plotly may have packed them."""
    raw = trace.get(name)
    if isinstance(raw, Mapping) and "bdata" in raw:
        unpacked = np.frombuffer(base64.b64decode(raw["bdata"]), dtype=raw["dtype"])
        return list(unpacked.tolist())
    if raw is None:
        return []
    return list(raw) if isinstance(raw, list | tuple | np.ndarray | pd.Series) else [raw]


def each(value: Any, count: int) -> list[Any]:
    """A setting that stands once or for each point, as one for each point."""
    listed = list(value) if isinstance(value, list | tuple | np.ndarray) else [value] * count
    return [*listed, *[None] * (count - len(listed))]


def number(value: Any) -> float | None:
    """A value as a number, a date as the day number of spreadsheets; None for neither."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float | np.integer | np.floating):
        return float(value) if math.isfinite(value) else None
    if is_date(value):
        moment = pd.Timestamp(value).tz_localize(None)
        return float((moment.to_pydatetime() - EPOCH) / dt.timedelta(days=1))
    return None


def is_date(value: Any) -> bool:
    """Whether plotly would take a value for a date."""
    return isinstance(value, dt.date | pd.Timestamp | np.datetime64) or (
        isinstance(value, str) and bool(DATE.fullmatch(value))
    )


def words(text: Any) -> str:
    """Text without the markup that plotly understands, harmless in a spreadsheet."""
    plain = html.unescape(re.sub(r"<[^>]*>", "", str(text or "").replace("<br>", " ")))
    return str(harmless(plain.strip()))


def axis_of(figure: Mapping[str, Any], letter: str, trace: Trace) -> dict[str, Any]:
    """The layout of the axis that a trace stands on (``letter`` x or y)."""
    name = str(trace.get(f"{letter}axis", letter))
    found: dict[str, Any] = figure["layout"].get(f"{letter}axis{name[1:]}", {})
    return found


def ticks(axis: Mapping[str, Any]) -> dict[Any, str]:
    """The words of an axis by their place."""
    return {
        place: words(text)
        for place, text in zip(values(axis, "tickvals"), values(axis, "ticktext"), strict=False)
    }


def is_reversed(axis: Mapping[str, Any]) -> bool:
    """Whether an axis runs from large to small."""
    span = [number(end) for end in values(axis, "range")]
    falls = len(span) == 2 and None not in span and span[0] > span[1]  # type: ignore[operator]
    return falls or axis.get("autorange") == "reversed"


def row_names(figure: Mapping[str, Any]) -> dict[float, str]:
    """Words that stand at the left edge of a row, by the row's place on the axis."""
    return {
        float(note["y"]): words(note["text"])
        for note in figure["layout"].get("annotations", ())
        if note.get("xref") == "paper" and number(note.get("y")) is not None and note.get("yref") != "paper"
    }


def distinct(items: Iterable[Any]) -> list[Any]:
    """Items in their order, each once, empty ones left out."""
    return [item for item in dict.fromkeys(items) if item is not None]
