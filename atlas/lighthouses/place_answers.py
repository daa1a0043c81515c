"""What stands beside the map: a place, a company, a plant or a reader's surroundings, in words."""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd

from atlas import places, tables, terms
from atlas.app import cache
from atlas.app.cache import cached
from atlas.language import Language
from atlas.lighthouses import areas, groups, nearby, text
from atlas.lighthouses import sites as lighthouses_sites
from atlas.lighthouses.answers import Filters, area_names, city_of, cohorts, drawn, members, selection
from atlas.lighthouses.map_chart import Marks
from atlas.lighthouses.name_answers import group_names
from atlas.lighthouses.nearby import Place
from atlas.markdown import literal


class Lines(NamedTuple):
    """A list of plants under one heading, one Markdown line each; folded where it is not the main one."""

    heading: str
    lines: tuple[str, ...]
    folded: bool = False


class Beside(NamedTuple):
    """What the column beside the map says: a title, a line of figures, lists, and the plants meant."""

    title: str
    line: str
    lists: tuple[Lines, ...]
    site_ids: tuple[str, ...]


class Maker(NamedTuple):
    """A plant that makes a good: its key, company with city and country, and the scope that shows it."""

    site_id: str
    label: str
    scope: str


@cached
def _results() -> dict[str, dict[str, Any]]:
    """The first published result of each site: a change before a level."""
    rows = lighthouses_sites.published(cache.table("lighthouse_metrics"))
    rows = rows.sort_values("kind", kind="stable").drop_duplicates("site_id")
    return {
        row["site_id"]: {str(key): value for key, value in row.items()} for row in rows.to_dict("records")
    }


def _line(row: dict[Any, Any], lang: Language, place: bool = False) -> str:
    industry = terms.name("lighthouse_industry", row["industry"], lang)
    parts = [
        row["cohort"],
        f"**{literal(lang.pick(row, 'company'))}** {literal(city_of(row, lang))}",
        industry,
    ]
    if place:
        parts.append(area_names(True, lang)[row["country"]])
    found = _results().get(row["site_id"])
    if found:
        parts.append(literal(text.brief_result(found, lang)))
    return " · ".join(parts)


def _lists(
    rows: pd.DataFrame, heading: str, lang: Language, folded: bool = False, place: bool = False
) -> list[Lines]:
    """Plants with a result newest first, and folded those without one."""
    newest = rows.sort_values("cohort", ascending=False, kind="stable").to_dict("records")
    told = [row for row in newest if row["site_id"] in _results()]
    silent = [row for row in newest if row["site_id"] not in _results()]
    lists = []
    if told:
        lists.append(
            Lines(f"{heading} ({len(told)})", tuple(_line(row, lang, place) for row in told), folded)
        )
    if silent:
        said = lang.plural(
            "No published result: {count} plant", "No published result: {count} plants", len(silent)
        )
        lists.append(Lines(said, tuple(_line(row, lang, place) for row in silent), True))
    return lists


@cached
def area(chosen: Filters, shade: str, code: str, lang: Language) -> Beside:
    """A province or country: its count, its change, its plants."""
    column = areas.area_column(chosen.scope)
    held = selection(chosen)
    own = held[held[column] == code]
    counted = drawn(chosen, shade)
    fresh = own[own["site_id"].isin(counted["site_id"])]
    line = lang.plural("{count} plant", "{count} plants", len(own))
    lists: list[Lines] = []
    if shade in ("new", "change") and (shade == "new" or chosen.since):
        since = chosen.since if shade == "change" else chosen.cohort
        line += " · " + (
            lang.text("+{count} since {since}", count=len(fresh), since=since)
            if shade == "change"
            else lang.text("{count} new in {cohort}", count=len(fresh), cohort=since)
        )
        said = (
            lang.text("New since {since}", since=since)
            if shade == "change"
            else lang.text("New in {cohort}", cohort=since)
        )
        lists += _lists(fresh, said, lang)
        lists += _lists(
            own[~own["site_id"].isin(fresh["site_id"])], lang.text("Earlier plants"), lang, folded=True
        )
    else:
        lists += _lists(own, lang.text("Newest first"), lang)
    return Beside(area_names(chosen.world, lang)[code], line, tuple(lists), tuple(own["site_id"]))


@cached
def company(chosen: Filters, group_id: str, lang: Language) -> Beside:
    """A group: its plants anywhere, its awards, and how many published a result."""
    every = members(chosen.cohort)
    results = lighthouses_sites.published(cache.table("lighthouse_metrics"))
    found = groups.group(every, cache.table("lighthouse_designations"), results, group_id, chosen.cohort)
    own = every[every["group_id"] == group_id]
    lists = _lists(own, lang.text("Newest first"), lang, place=True)
    return Beside(
        group_names(lang)[group_id], text.group_line(found, lang), tuple(lists), tuple(own["site_id"])
    )


@cached
def plant(site_id: str, lang: Language) -> Beside:
    """One plant, selected or not."""
    rows = members(cohorts()[-1])
    own = rows[rows["site_id"] == site_id]
    row = own.to_dict("records")[0]
    line = " · ".join([city_of(row, lang), area_names(True, lang)[row["country"]]])
    return Beside(lang.pick(row, "company"), line, tuple(_lists(own, row["cohort"], lang)), (site_id,))


class Said(NamedTuple):
    """What a checked article says: its sentence, the quote, and the key of its facts."""

    statement: str
    quote: str
    subject: str


@cached
def said_of(group_id: str | None, site_id: str | None, lang: Language) -> tuple[Said, ...]:
    """What the articles say of a group with its plants, or of one plant."""
    sites, owners = cache.table("lighthouses"), cache.table("lighthouse_groups")
    meant = sites[(sites["group_id"] == group_id) if group_id else (sites["site_id"] == site_id)]
    subjects = {
        *meant["subject_id"].dropna(),
        *owners.loc[owners["group_id"] == group_id, "subject_id"].dropna(),
    }
    facts = cache.table("evidence")
    rows = facts[facts["subject_id"].isin(subjects) & facts["duplicate_of"].isna()]
    return tuple(
        Said(lang.pick(row, "statement"), str(row["quote_zh"]), row["subject_id"])
        for row in rows.to_dict("records")
    )


class Good(NamedTuple):
    """A good of the carbon border mechanism that a plant makes: its code, the plant's country, its words."""

    cn_code: str
    country: str
    label: str


@cached
def goods_of(kind: str, code: str, lang: Language) -> tuple[Good, ...]:
    """The goods under CBAM that a company's plants, or a plant, make: each once a country."""
    sites = cache.table("lighthouses")
    own = sites[sites["group_id" if kind == "company" else "site_id"] == code]
    rows = own.merge(cache.table("lighthouse_goods"), on="site_id").drop_duplicates(["cn_code", "country"])
    names = area_names(True, lang)
    return tuple(
        Good(row["cn_code"], row["country"], f"{row['cn_code']} · {names[row['country']]}")
        for row in rows.to_dict("records")
    )


@cached
def makers(cn_code: str, origin: str, lang: Language) -> tuple[Maker, ...]:
    """Plants that make goods of a code's heading, those of the origin first.

    They lead on and are no part of the view: today's, whatever release it shows, and nothing that changed.
    """
    with cache.reading(), tables.using(None):
        goods = cache.table("lighthouse_goods")
        rows = goods[goods["cn_code"].str[:4] == cn_code[:4]].merge(cache.table("lighthouses"), on="site_id")
        rows = rows.sort_values("country", key=lambda country: country != origin, kind="stable")
        names = area_names(True, lang)
        return tuple(
            Maker(
                row["site_id"],
                " · ".join([lang.pick(row, "company"), city_of(row, lang), names[row["country"]]]),
                "mainland" if row["country"] in places.SCOPES["mainland"] else "world",
            )
            for row in rows.to_dict("records")
        )


@cached
def place_of(near: str) -> Place:
    """The place that the address names: a site of the list, or coordinates."""
    for row in cache.table("lighthouses").to_dict("records"):
        if row["site_id"] == near:
            return Place(row["lat"], row["lon"], near)
    found = nearby.read_coordinates(near)
    assert found is not None, "the pattern of the parameter lets only coordinates through"
    return found


def _industry(chosen: Filters, place: Place) -> str | None:
    if chosen.industry or place.site_id is None:
        return chosen.industry
    rows = cache.table("lighthouses").set_index("site_id")
    return str(rows.loc[place.site_id, "industry"])


@cached
def near_rows(chosen: Filters, near: str) -> pd.DataFrame:
    """Lighthouses around a place, of any country and industry, those of the reader's industry first."""
    place = place_of(near)
    return nearby.around(members(chosen.cohort), place, _industry(chosen, place))


@cached
def near(chosen: Filters, near: str, lang: Language) -> Beside:
    """The surroundings of a place: province, cluster, and lighthouses by distance."""
    place, rows = place_of(near), near_rows(chosen, near)
    clusters = cache.table("city_clusters")
    province, cluster = nearby.province_and_cluster(cache.table("lighthouses"), clusters, place)
    part = nearby.part_of_province(province, clusters) if province else None
    names = terms.names("city_cluster", lang)
    line = text.where(
        area_names(False, lang)[province] if province else None,
        names[cluster] if cluster else None,
        names[part] if part else None,
        lang,
    )
    records = rows.to_dict("records")
    own = [row for row in records if row["same_industry"]]
    others = [row for row in records if not row["same_industry"]]
    lists = []
    if own:
        lists.append(
            Lines(f"{lang.text('Same industry')} ({len(own)})", tuple(_far(row, lang) for row in own))
        )
    heading = lang.text("Other industries") if own else lang.text("By distance")
    lists.append(Lines(f"{heading} ({len(others)})", tuple(_far(row, lang) for row in others)))
    return Beside(_place_name(place, lang), line, tuple(lists), tuple(rows["site_id"]))


def _far(row: dict[Any, Any], lang: Language) -> str:
    return f"{text.distance(row['km'], lang)} · {_line(row, lang)}"


def _place_name(place: Place, lang: Language) -> str:
    if place.site_id is None:
        return lang.text("Near {lat}, {lon}", lat=f"{place.lat:g}", lon=f"{place.lon:g}")
    row = cache.table("lighthouses").set_index("site_id").loc[place.site_id]
    return lang.text("Near {city}", city=lang.pick(row, "city"))


@cached
def marks(area_code: str | None, near: str | None, lang: Language) -> Marks:
    """What the map draws beside the areas: the chosen one, and circles around a reader's place."""
    if near is None:
        return Marks(area_code)
    place = place_of(near)
    rings = [
        (tuple(line[0]), tuple(line[1]), text.distance(km, lang))
        for km in nearby.CIRCLES
        for line in [places.circle(place.lat, place.lon, km)]
    ]
    here = ((place.lon,), (place.lat,), _place_name(place, lang))
    return Marks(area_code, (*rings, here))
