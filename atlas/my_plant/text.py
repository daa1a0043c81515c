"""The sentences of the benchmark page: results, their two readings, where the reader stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from atlas import terms
from atlas.language import Language
from atlas.my_plant.results import Spread


def signed(value: float, lang: Language) -> str:
    """A change in percent with its sign."""
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return sign + lang.percent(abs(value) / 100, 0 if float(value).is_integer() else 1)


def amount(value: float, kind: str, unit: str, lang: Language) -> str:
    """A strip's value in words: a signed change, or a level in its unit."""
    if kind == "change":
        return signed(value, lang)
    number = lang.number(value, 0 if float(value).is_integer() else 1)
    return (
        number + "%"
        if unit == "percent"
        else number
        if unit == "count"
        else f"{number} {unit_name(unit, lang)}"
    )


def unit_name(unit: str, lang: Language) -> str:
    """Name of a unit of the tables."""
    return terms.name("unit", unit, lang)


def span(found: Spread, kind: str, unit: str, lang: Language) -> str:
    """Second line of a strip's heading: plants, range and median."""
    low, median, high = (amount(value, kind, unit, lang) for value in (found.low, found.median, found.high))
    return lang.text(
        "{plants} plants, {low} to {high}, median {median}",
        plants=lang.number(found.plants),
        low=low,
        high=high,
        median=median,
    )


def result(row: Mapping[Any, Any], lang: Language) -> str:
    """One published result in words, with its values before and after or its two readings."""
    _ = lang.text
    said = amount(row["shown"], row["kind"], row["unit"], lang)
    said = {"at_least": _("at least {value}", value=said), "approximate": _("about {value}", value=said)}.get(
        row["qualifier"], said
    )
    if row["reading"] == "by_or_to":
        return _(
            "{first} ({times} times), or, read as “to”, {second}",
            first=said,
            times=lang.number(1 + row["shown"] / 100, 1),
            second=signed(row["other"], lang),
        )
    if row["reading"] == "relative_or_points":
        return _(
            "{first} of the rate before, or {points} percentage points; the source does not say which",
            first=said,
            points=lang.number(abs(row["shown"])),
        )
    if pd.notna(row["before_low"]) and pd.notna(row["after"]):
        unit = unit_name(row["state_unit"], lang)
        before = f"{lang.range(row['before_low'], row['before_high'])} {unit}"
        after = f"{lang.number(row['after'])} {unit}"
        return _("{change}: from {before} to {after}", change=said, before=before, after=after)
    return said


def plant(row: Mapping[Any, Any], lang: Language) -> str:
    """Company and city of a plant."""
    city = lang.pick(row, "city") if pd.notna(row["city_en"]) else lang.pick(row, "site")
    return f"{lang.pick(row, 'company')} · {city}"


def hover(row: Mapping[Any, Any], lang: Language) -> str:
    """What a strip tells about one plant."""
    lines = [
        f"<b>{plant(row, lang)}</b>",
        terms.name("lighthouse_industry", row["industry"], lang),
        result(row, lang),
    ]
    if pd.notna(row["remark"]):
        lines.append(terms.name("result_remark", row["remark"], lang))
    if row["evidence"] == "secondary":
        lines.append(terms.name("evidence", "secondary", lang))
    return "<br>".join(_wrapped(line) for line in lines)


def _wrapped(line: str, width: int = 46) -> str:
    words, lines = line.split(" "), [""]
    for word in words:
        if len(lines[-1]) + len(word) > width and lines[-1]:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "<br>".join(lines)


def finding(
    name: str, found: Spread, kind: str, unit: str, own: float | None, stronger: int, lang: Language
) -> str:
    """The headline: where the reader stands on a metric, or what the named plants reached."""
    _ = lang.text
    if own is not None:
        return _(
            "{name}: {own} in your plant. {stronger} of {plants} named plants published a stronger result.",
            name=name,
            own=amount(own, kind, unit, lang),
            stronger=lang.number(stronger),
            plants=lang.number(found.plants),
        )
    return _(
        "{name}: {plants} named plants published results from {low} to {high}; the middle one is {median}.",
        name=name,
        plants=lang.number(found.plants),
        low=amount(found.low, kind, unit, lang),
        high=amount(found.high, kind, unit, lang),
        median=amount(found.median, kind, unit, lang),
    )
