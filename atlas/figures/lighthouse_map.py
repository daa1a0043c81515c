"""The map of lighthouse factories: hover texts, classes and their legend in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from atlas.figures.province_map import Step, province_map
from atlas.figures.theme import Drawing
from atlas.language import Language
from atlas.lighthouses import CLASS_FROM, DIGITS

NAMES = ["name_en", "name_zh_hant", "name_zh_hans"]


def shade_names(lang: Language) -> dict[str, str]:
    """Name of each shade of the map."""
    _ = lang.text
    return {
        "sites": _("Number of sites"),
        "new": _("New in the cohort"),
        "per_trillion_gdp": _("Sites per trillion CNY of GDP"),
        "grid_factor": _("CO₂ factor of the electricity, kg/kWh"),
    }


def lighthouse_map(
    units: pd.DataFrame,
    cities: pd.DataFrame,
    steps: pd.DataFrame,
    shade: str,
    lang: Language,
    *,
    selected: str | None = None,
) -> Drawing:
    """The map of one selection.

    ``units``, ``cities`` and ``steps`` as `lighthouses.by_province`, ``by_city`` and
    ``spread`` give them; ``selected`` is a province code.
    """
    points = cities[["lat", "lon", "sites"]].assign(
        city=cities["province_code"],
        hover=[_city_hover(city, lang) for city in cities.to_dict("records")],
    )
    names = [lang.pick(unit, "name") for unit in units[NAMES].to_dict("records")]
    first, last = steps["cohort"].iloc[0], steps["cohort"].iloc[-1]
    figure = province_map(
        _drawn(units, names, shade, lang),
        points,
        _legend(shade, bool((units["shade_class"] == 0).any()), lang),
        details=["name", "value", "sites", "note"],
        template=_template(units, shade, lang),
        selected=selected,
        steps=_pictures(steps, shade, lang) if len(steps) > 1 else (),
        play="▶ " + lang.text("Play {first} to {last}", first=first, last=last),
        height=540,
    )
    return Drawing(figure, _alt(units.assign(name=names), shade, lang))


def _drawn(units: pd.DataFrame, names: Sequence[str], shade: str, lang: Language) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "province_code": units["province_code"],
            "class": _classes(units["shade_class"], shade),
            "name": names,
            "value": [lang.number(value, DIGITS[shade]) for value in units["value"]],
            "sites": units["sites"],
            "note": units["missing"].map(_notes(lang)).fillna(""),
        }
    )


def _pictures(steps: pd.DataFrame, shade: str, lang: Language) -> list[Step]:
    _ = lang.text
    return [
        Step(
            _("{cohort}: {count} sites", cohort=row["cohort"], count=lang.number(row["total"])),
            _classes(pd.Series(row["classes"]), shade).tolist(),
            row["city_sites"],
        )
        for row in steps.to_dict("records")
    ]


def _classes(classes: pd.Series, shade: str) -> pd.Series:
    """Classes of the calculation as colours of the map: a factor has no class of "none"."""
    return classes.where(classes == 0, classes + 1) if shade == "grid_factor" else classes


def _legend(shade: str, lacks: bool, lang: Language) -> list[tuple[int, str]]:
    _ = lang.text
    edges, whole = CLASS_FROM[shade], DIGITS[shade] == 0
    tops = [edge - 1 if whole else edge for edge in edges[1:]]
    between = [lang.range(low, top, 0 if whole else 1) for low, top in zip(edges, tops, strict=False)]
    highest = "≥ " + lang.number(edges[-1], 0 if whole else 1)
    if shade == "grid_factor":
        entries = [(2, "< " + lang.number(edges[0], 1)), *enumerate(between, 3), (6, highest)]
    else:
        if not whole:
            between[0] = "< " + lang.number(edges[1], 1)
        entries = [(1, _("none")), *enumerate(between, 2), (5, highest)]
    return [*entries, (0, _("no figure"))] if lacks else entries


def _value(unit: Mapping[Any, Any], shade: str, lang: Language) -> str:
    return lang.number(unit["value"], DIGITS[shade])


def _notes(lang: Language) -> dict[str, str]:
    """Why a unit has no figure."""
    _ = lang.text
    return {
        "outside_scope": "<br>" + _("outside the scope chosen"),
        "no_statistic": "<br>" + _("no statistic found for this unit"),
    }


def _template(units: pd.DataFrame, shade: str, lang: Language) -> str:
    """What a unit's hover says; its name, value, sites and note come from the data."""
    years = units["year"].dropna()
    when = f" ({years.iloc[0]})" if len(years) else ""
    value = f"<br>{shade_names(lang)[shade]}{when}: %{{customdata[2]}}" if shade != "sites" else ""
    sites = lang.text("Sites: {count}", count="%{customdata[3]}")
    return f"<b>%{{customdata[1]}}</b>{value}<br>{sites}%{{customdata[4]}}"


def _city_hover(city: Mapping[Any, Any], lang: Language) -> str:
    own, english = city[f"companies_{lang.ending}"], city["companies_en"]
    names = [a if pd.notna(a) else b for a, b in zip(own, english, strict=True)]
    return "<br>".join([f"<b>{lang.pick(city, 'city')}</b>: {lang.number(city['sites'])}", *names])


def _alt(units: pd.DataFrame, shade: str, lang: Language) -> str:
    _ = lang.text
    shown = units.loc[units["value"] > 0, ["name", "value"]].nlargest(3, "value")
    if shown.empty:
        return _("Map of China's provinces; no site in this selection.")
    top = [f"{unit['name']} {_value(unit, shade, lang)}" for unit in shown.to_dict("records")]
    return _(
        "Map of China's provinces by {shade}. Highest: {top}.",
        shade=shade_names(lang)[shade],
        top=lang.join(top),
    )
