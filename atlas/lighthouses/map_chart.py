"""The map of lighthouse factories: hover texts, classes and their legend in words."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from atlas.charts.maps import Step, province_map
from atlas.charts.theme import Drawing
from atlas.language import Language
from atlas.lighthouses.sites import CLASS_FROM, DIGITS

#: columns of `lighthouses.spread`
STEP = ("cohort", "total", "classes", "city_sites")


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
        city=cities["province_code"], hover=_city_hovers(cities, lang)
    )
    names = lang.pick_all(units, "name")
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
    return Drawing(figure, _alt(units["value"].tolist(), names, shade, lang))


def _drawn(units: pd.DataFrame, names: Sequence[str], shade: str, lang: Language) -> pd.DataFrame:
    notes = _notes(lang)
    return pd.DataFrame(
        {
            "province_code": units["province_code"],
            "class": _colours(units["shade_class"].tolist(), shade),
            "name": names,
            "value": [lang.number(value, DIGITS[shade]) for value in units["value"]],
            "sites": units["sites"],
            "note": [notes.get(missing, "") for missing in units["missing"]],
        }
    )


def _pictures(steps: pd.DataFrame, shade: str, lang: Language) -> list[Step]:
    _ = lang.text
    return [
        Step(
            _("{cohort}: {count} sites", cohort=cohort, count=lang.number(total)),
            _colours(classes, shade),
            sites,
        )
        for cohort, total, classes, sites in zip(*(steps[name].tolist() for name in STEP), strict=True)
    ]


def _colours(classes: Sequence[int], shade: str) -> list[int]:
    """Classes of the calculation as colours of the map: a factor has no class of "none"."""
    return [number + (shade == "grid_factor" and number > 0) for number in classes]


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


def _city_hovers(cities: pd.DataFrame, lang: Language) -> list[str]:
    """Each city with the number of its sites and their companies."""
    columns = (cities["sites"], cities[f"companies_{lang.ending}"], cities["companies_en"])
    return [
        "<br>".join(
            [
                f"<b>{city}</b>: {lang.number(sites)}",
                *(b if pd.isna(a) else a for a, b in zip(own, english, strict=True)),
            ]
        )
        for city, sites, own, english in zip(lang.pick_all(cities, "city"), *columns, strict=True)
    ]


def _alt(values: Sequence[float], names: Sequence[str], shade: str, lang: Language) -> str:
    _ = lang.text
    figures = [(value, name) for value, name in zip(values, names, strict=True) if value > 0]
    if not figures:
        return _("Map of China's provinces; no site in this selection.")
    highest = sorted(figures, key=lambda figure: -figure[0])[:3]
    return _(
        "Map of China's provinces by {shade}. Highest: {top}.",
        shade=shade_names(lang)[shade],
        top=lang.join([f"{name} {lang.number(value, DIGITS[shade])}" for value, name in highest]),
    )
