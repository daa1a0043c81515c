"""The sentences of the lighthouse page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from atlas import terms
from atlas.language import Language
from atlas.lighthouses import areas
from atlas.lighthouses.groups import Group


def finding(found: areas.Finding, names: Mapping[str, str], world: bool, lang: Language) -> str:
    """The headline of a map: one sentence. ``names`` gives each area's name by code."""
    _, values = lang.text, found.values
    if found.code == "no_sites":
        return _("No lighthouse plant matches this selection.")
    top = names[values["top"]]
    value = lang.number(values["top_value"], areas.DIGITS[found.code])
    if found.code == "grid_factor":
        return _(
            "The cleanest electricity is in {low} with {low_value} kg CO₂ per kWh, the dirtiest in {top} with {value}.",
            low=names[values["low"]],
            low_value=lang.number(values["low_value"], areas.DIGITS[found.code]),
            top=top,
            value=value,
        )
    if found.code == "per_trillion_gdp":
        return _(
            "Measured by the size of the economy, {top} leads with {value} plants per trillion CNY.",
            top=top,
            value=value,
        )
    return _counted(found, top, value, world, lang)


def _counted(found: areas.Finding, top: str, value: str, world: bool, lang: Language) -> str:
    _, values = lang.text, found.values
    total, cohort = values["total"], values["cohort"]
    said: dict[str, Any] = {
        "top": top,
        "value": value,
        "total": lang.number(total),
        "cohort": cohort,
        "since": values["since"] or "",
        "places": lang.number(values["places"]),
    }
    if total == 1:
        only = {
            "new": _("One lighthouse plant joined in {cohort}, in {top}."),
            "change": _("Only one lighthouse plant joined up to {cohort}, in {top}."),
        }
        return only.get(found.code, _("One lighthouse plant stands in {top}.")).format(**said)
    tied = values["ties"] > 1
    if found.code == "new":
        message = (
            _("{total} plants joined in {cohort}; {top} has as many as any, {value}.")
            if tied
            else _("{total} plants joined in {cohort}; {top} gained most, {value}.")
        )
    elif found.code == "change" and values["since"]:
        message = (
            _("From {since} to {cohort} {total} plants joined; {top} has as many as any, {value}.")
            if tied
            else _("Since {since} {top} gained most: {value} of {total} new lighthouse plants.")
        )
    else:
        message = _stock(tied, world, lang)
    return message.format(**said)


def _stock(tied: bool, world: bool, lang: Language) -> str:
    _ = lang.text
    if world:
        return (
            _(
                "{total} named lighthouse plants stand in {places} countries; {top} has as many as any, {value}."
            )
            if tied
            else _("{total} named lighthouse plants stand in {places} countries; {top} leads with {value}.")
        )
    return (
        _("{total} lighthouse plants stand in {places} provinces; {top} has as many as any, {value}.")
        if tied
        else _("{total} lighthouse plants stand in {places} provinces; {top} leads with {value}.")
    )


def map_title(name: str, shade: str, cohort: str, since: str | None, lang: Language) -> str:
    """What the map shows, with its time; ``name`` is the measure's."""
    _ = lang.text
    if shade == "change" and since:
        return _("New plants from {since} to {cohort}", since=since, cohort=cohort)
    if shade == "new":
        return _("New plants in {cohort}", cohort=cohort)
    if shade == "grid_factor":
        return name
    return _("{measure}, {cohort}", measure=name, cohort=cohort)


def clusters(rows: pd.DataFrame, total: int, lang: Language) -> str:
    """The headline of the city clusters, from `areas.by_cluster`'s rows with their names."""
    inside = int(rows["sites"].sum())
    return lang.text(
        "{inside} of {total} lighthouse plants stand in five city clusters; {top} leads with {value}.",
        inside=lang.number(inside),
        total=lang.number(total),
        top=rows["name"].iloc[0],
        value=lang.number(rows["sites"].iloc[0]),
    )


def figures(counted: Mapping[str, float], shade: str, world: bool, lang: Language) -> str:
    """The key figures of a map as one line in Markdown."""
    _ = lang.text
    shown = lang.plural("**{count}** plant shown", "**{count}** plants shown", counted["drawn"])
    parts = [shown]
    if counted["drawn"] != counted["sites"]:
        parts.append(lang.plural("{count} to date", "{count} to date", counted["sites"]))
    if counted["sites"]:
        parts.append(_("{share} of foreign groups", share=lang.percent(counted["foreign"])))
    total = counted["announced"]
    if pd.notna(total):
        said = _("WEF counts {count} awards worldwide") if world else _("WEF counts {count} awards in China")
        parts.append(said.format(count=lang.number(total)))
        if counted["missing"] > 0:
            parts.append(
                lang.plural("{count} plant not named", "{count} plants not named", counted["missing"])
            )
    elif not counted["published"]:
        parts.append(_("WEF total for China not published"))
    return " · ".join(parts)


def june_note(rows: pd.DataFrame, lang: Language) -> str:
    """What is known of a cohort whose Chinese names are not public; empty where all is known."""
    if rows.empty:
        return ""
    row = rows.iloc[0]
    return lang.text(
        "{cohort}: {china} of {added} new plants are Chinese by one secondary source; their names are not public, so the map cannot show them.",
        cohort=row["cohort"],
        china=lang.number(row["china_added"]),
        added=lang.number(row["added"]),
    )


def result(row: Mapping[str, Any], lang: Language) -> str:
    """One published result in words, with its range, its doubt and its base year."""
    metric = terms.name("lighthouse_metric", row["metric"], lang)
    sign = {"increase": "+", "decrease": "−"}.get(row["direction"], "")
    digits = 0 if float(row["value"]).is_integer() else 1
    unit = terms.name("unit", row["unit"], lang)
    number = lang.range(row["value"], row["value_high"], digits)
    value = f"{sign}{number}%" if row["unit"] == "percent" else f"{sign}{number} {unit}"
    doubts = [
        terms.name(vocabulary, row[column], lang)
        for vocabulary, column in (("reading", "reading"), ("result_remark", "remark"))
        if pd.notna(row[column])
    ]
    if row["evidence"] == "secondary":
        doubts.append(terms.name("evidence", "secondary", lang))
    if pd.notna(row["base_year"]):
        doubts.append(lang.text("since {year}", year=row["base_year"]))
    doubt = f" ({'; '.join(doubts)})" if doubts else ""
    return f"{metric} {value}{doubt}"


def brief_result(row: Mapping[str, Any], lang: Language) -> str:
    """One result in a few words, as the list beside the map has it."""
    return result(dict(row) | {"reading": None, "remark": None, "base_year": None}, lang)


def group_line(found: Group, lang: Language) -> str:
    """What a group has: plants, awards and published results."""
    _ = lang.text
    parts = [
        lang.plural("{count} plant", "{count} plants", found.sites),
        lang.plural("{count} award", "{count} awards", found.awards),
    ]
    if found.sustainability:
        parts.append(
            lang.plural("{count} for sustainability", "{count} for sustainability", found.sustainability)
        )
    if found.abroad:
        parts.append(_("{count} outside China", count=lang.number(found.abroad)))
    parts.append(_("{count} with a published result", count=lang.number(found.with_results)))
    return " · ".join(parts)


def distance(km: float, lang: Language) -> str:
    """A distance in kilometres."""
    return lang.text("{km} km", km=lang.number(km, 0 if km >= 10 else 1))


def where(province: str | None, cluster: str | None, part: str | None, lang: Language) -> str:
    """Province and city cluster of a place; each is a name or None."""
    _ = lang.text
    if province is None:
        return _("This place lies outside China's provinces.")
    if cluster is not None:
        return _("In {province}; city cluster: {cluster}.", province=province, cluster=cluster)
    if part is not None:
        return _(
            "In {province}, part of which belongs to the city cluster {cluster}.",
            province=province,
            cluster=part,
        )
    return _("In {province}; in none of the five city clusters.", province=province)


def move_inland(rows: pd.DataFrame, east: str, lang: Language) -> str:
    """Did the sites move inland? From the named rows of `counts.region_shares`."""
    _ = lang.text
    share = rows[rows["region"] == east].set_index("cohort")["share"]
    before, now = share[share.index <= "2023-12"].iloc[-1], share.iloc[-1]
    said = _(
        "The east held {before} of all plants at the end of 2023 and holds {now} now.",
        before=lang.percent(before),
        now=lang.percent(now),
    )
    if now >= before:
        return said
    east_leads = _("So the article's move inland is real, but most plants are still in the east.")
    return lang.sentences([said, east_leads if now > 0.5 else ""])


def green_power(rows: pd.DataFrame, names: Mapping[str, str], lang: Language) -> str:
    """Does the west offer green power? From `counts.grid_by_region`."""
    west = rows[rows["region"] == "west"].iloc[0]
    return lang.text(
        "The article says the west offers green power. In {year}, {below} of {count} western provinces lay below the national {national} kg/kWh: from {low} in {low_name} up to {high} in {high_name}. It depends on the province.",
        year=west["year"],
        below=west["below_national"],
        count=west["provinces"],
        national=lang.number(west["national"], 3),
        low=lang.number(west["low"], 3),
        low_name=names[west["low_code"]],
        high=lang.number(west["high"], 3),
        high_name=names[west["high_code"]],
    )
