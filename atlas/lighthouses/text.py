"""The sentences of the lighthouse page."""

from __future__ import annotations

import pandas as pd

from atlas.language import Language
from atlas.lighthouses import sites


def finding(found: sites.Finding, names: dict[str, str], lang: Language) -> str:
    """The headline of a map: one sentence. ``names`` gives each province's name by code."""
    _, values = lang.text, found.values
    if found.code == "no_sites":
        return _("No lighthouse site matches this selection.")
    digits = sites.DIGITS[found.code]
    top, value = names[values["top"]], lang.number(values["top_value"], digits)
    tied = values["ties"] > 1
    if found.code == "grid_factor":
        return _(
            "The cleanest electricity is in {low} with {low_value} kg CO₂ per kWh, the dirtiest in {top} with {value}.",
            low=names[values["low"]],
            low_value=lang.number(values["low_value"], digits),
            top=top,
            value=value,
        )
    if found.code == "per_trillion_gdp":
        return _(
            "Measured by the size of the economy, {top} leads with {value} sites per trillion CNY.",
            top=top,
            value=value,
        )
    if found.code == "new":
        message = (
            _("{total} sites joined in {cohort}; {top} has as many as any, {value}.")
            if tied
            else _("{total} sites joined in {cohort}; {top} gained the most, {value}.")
        )
    else:
        message = (
            _("{total} lighthouse sites stand in {places} provinces; {top} has as many as any, {value}.")
            if tied
            else _("{total} lighthouse sites stand in {places} provinces; {top} leads with {value}.")
        )
    total, places = lang.number(values["total"]), lang.number(values["places"])
    return message.format(total=total, places=places, cohort=values["cohort"], top=top, value=value)


def move_inland(rows: pd.DataFrame, east: str, lang: Language) -> str:
    """Did the sites move inland? From the named rows of `lighthouse_counts.region_shares`."""
    _ = lang.text
    share = rows[rows["region"] == east].set_index("cohort")["share"]
    before, now = share[share.index <= "2023-12"].iloc[-1], share.iloc[-1]
    said = _(
        "The east held {before} of all sites at the end of 2023 and holds {now} now.",
        before=lang.percent(before),
        now=lang.percent(now),
    )
    if now >= before:
        return said
    east_leads = _("So the article's move inland is real, but most sites are still in the east.")
    return f"{said} {east_leads}" if now > 0.5 else said


def green_power(rows: pd.DataFrame, names: dict[str, str], lang: Language) -> str:
    """Does the west offer green power? From `lighthouse_counts.grid_by_region`."""
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
