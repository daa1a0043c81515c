"""Names by which a reader finds a company, a plant or a city, worked out once for all sessions."""

from __future__ import annotations

from atlas import places
from atlas.app import cache
from atlas.app.cache import cached
from atlas.language import Language
from atlas.lighthouses.answers import area_names, city_of


@cached
def group_names(lang: Language) -> dict[str, str]:
    """Name of each group by its code, in the order of the names."""
    rows = cache.table("lighthouse_groups")
    names = zip(rows["group_id"], lang.pick_all(rows, "name"), strict=True)
    return dict(sorted(names, key=lambda item: item[1].casefold()))


@cached
def site_names(lang: Language) -> dict[str, str]:
    """Company, city and plant of each site by its code, in the order of the names."""
    rows = cache.table("lighthouses").to_dict("records")
    names = {
        row["site_id"]: f"{lang.pick(row, 'company')} · {city_of(row, lang)} · {lang.pick(row, 'site')}"
        for row in rows
    }
    return dict(sorted(names.items(), key=lambda item: item[1].casefold()))


@cached
def cities(lang: Language) -> dict[str, str]:
    """A site of each city of the list by its code, named by city and country."""
    rows = cache.table("lighthouses")
    rows = rows[rows["lat"].notna() & rows["city_en"].notna()].drop_duplicates(["city_en", "country"])
    names = area_names(True, lang)
    found = {
        row["site_id"]: f"{lang.pick(row, 'city')} · {names[row['country']]}"
        for row in rows.to_dict("records")
    }
    return dict(sorted(found.items(), key=lambda item: item[1].casefold()))


@cached
def located() -> tuple[str, ...]:
    """Sites that have a point."""
    rows = cache.table("lighthouses")
    return tuple(rows.loc[rows["lat"].notna(), "site_id"])


@cached
def found_names(lang: Language) -> dict[str, str]:
    """What a reader can find by name: ``company:`` groups with their number of plants, then ``site:`` plants."""
    counted = cache.table("lighthouses")["group_id"].value_counts()
    found = {
        f"company:{code}": lang.plural(
            "{name} ({count} plant)", "{name} ({count} plants)", int(counted[code]), name=name
        )
        for code, name in group_names(lang).items()
    }
    return found | {f"site:{code}": name for code, name in site_names(lang).items()}


@cached
def inside(kind: str, value: str, scope: str) -> bool:
    """Whether a scope shows some plant of a company, or a plant."""
    rows = cache.table("lighthouses")
    own = rows[rows["group_id" if kind == "company" else "site_id"] == value]
    return scope == "world" or bool(own["country"].isin(places.SCOPES[scope]).any())
