"""The map of lighthouse factories: hover texts, classes and their legend in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from atlas.charts import theme
from atlas.charts.maps import CHINA_WITH_COAST, COUNTRIES, province_map
from atlas.charts.theme import Drawing
from atlas.language import Language
from atlas.lighthouses.areas import CLASS_FROM, DIGITS

#: colour of the sites of each city cluster; those outside all five are grey
CLUSTER_COLOURS = dict(
    zip(
        (
            "yangtze_delta",
            "pearl_river_delta",
            "beijing_tianjin_hebei",
            "chengdu_chongqing",
            "middle_yangtze",
        ),
        theme.QUALITATIVE,
        strict=True,
    )
)


class Marks(NamedTuple):
    """What is drawn beside the areas: the chosen one, and the circles around a reader's place."""

    selected: str | None = None
    rings: tuple[tuple[tuple[float, ...], tuple[float, ...], str], ...] = ()


def shade_names(lang: Language) -> dict[str, str]:
    """Name of each measure of the map, in the order of its list."""
    _ = lang.text
    return {
        "sites": _("Number of plants"),
        "new": _("New in the cohort"),
        "change": _("Change from … to"),
        "per_trillion_gdp": _("Plants per trillion CNY of GDP"),
        "grid_factor": _("CO₂ factor of the electricity, kg/kWh"),
        "cluster": _("City clusters"),
    }


def lighthouse_map(
    units: pd.DataFrame,
    cities: pd.DataFrame,
    shade: str,
    lang: Language,
    *,
    world: bool = False,
    marks: Marks = Marks(),  # noqa: B008
    clusters: Mapping[str, str] | None = None,
) -> Drawing:
    """The map of one selection.

    ``units`` and ``cities`` as `areas.by_area` (with ``name``) and `sites.by_city` give them; ``marks``
    what is drawn beside. ``clusters``: name of each city cluster, for the measure of that name; the
    cities then carry ``cluster``.
    """
    points = cities[["lat", "lon", "sites"]].assign(
        city=cities["country" if world else "province_code"], hover=_city_hovers(cities, lang)
    )
    legend: list[tuple[int | str, str]] = [*_legend(shade, bool((units["shade_class"] == 0).any()), lang)]
    drawn = _drawn(units, shade, lang)
    if shade == "cluster" and clusters is not None:
        points["colour"] = [CLUSTER_COLOURS.get(name, theme.MUTED) for name in cities["cluster"]]
        drawn["class"] = [min(number, 1) for number in drawn["class"]]
        named = [(colour, clusters[code]) for code, colour in CLUSTER_COLOURS.items()]
        legend = [*named, (theme.MUTED, lang.text("in none of them"))]
    figure = province_map(
        drawn,
        points,
        legend,
        details=["name", "value", "sites", "note"],
        template=_template(units, shade, lang),
        selected=marks.selected,
        ground=COUNTRIES if world else CHINA_WITH_COAST,
        rings=marks.rings,
        inset_name=lang.text("Eastern coast, enlarged"),
        height=None,
    )
    return Drawing(figure, _alt(units["value"].tolist(), units["name"].tolist(), shade, world, lang))


def _drawn(units: pd.DataFrame, shade: str, lang: Language) -> pd.DataFrame:
    notes = _notes(lang)
    return pd.DataFrame(
        {
            "province_code": units["area"],
            "class": _colours(units["shade_class"].tolist(), shade),
            "name": units["name"],
            "value": [lang.number(value, DIGITS[shade]) for value in units["value"]],
            "sites": units["sites"],
            "note": [notes.get(missing, "") for missing in units["missing"]],
        }
    )


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
    plain = shade in ("sites", "cluster")
    value = "" if plain else f"<br>{shade_names(lang)[shade]}{when}: %{{customdata[2]}}"
    sites = lang.text("Plants: {count}", count="%{customdata[3]}")
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


def _alt(values: Sequence[float], names: Sequence[str], shade: str, world: bool, lang: Language) -> str:
    _ = lang.text
    figures = [(value, name) for value, name in zip(values, names, strict=True) if value > 0]
    if not figures:
        return _("Map without any plant: nothing matches this selection.")
    highest = sorted(figures, key=lambda figure: -figure[0])[:3]
    top = lang.join([f"{name} {lang.number(value, DIGITS[shade])}" for value, name in highest])
    if world:
        return _(
            "Map of the world's countries by {shade}. Highest: {top}.",
            shade=shade_names(lang)[shade],
            top=top,
        )
    return _("Map of China's provinces by {shade}. Highest: {top}.", shade=shade_names(lang)[shade], top=top)
