"""Everything on one vendor, worked out once for each language."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from atlas.app import cache
from atlas.app.cache import cached
from atlas.app.exhibit import Metric
from atlas.language import Language
from atlas.packaging.names import Names
from atlas.packaging.profile import Profile, profile
from atlas.packaging.words_answers import names_in, statement_table


class Vendor(NamedTuple):
    """All that is shown on one vendor, in one language."""

    sentence: str
    figures: tuple[Metric, ...]
    capacity: tuple[pd.DataFrame, dict[str, str]] | None
    customers: str
    projects: tuple[str, ...]
    sources: tuple[str, ...]


@cached
def firms() -> list[str]:
    """Every vendor that is one, no aggregate."""
    vendors = cache.table("packaging_vendors")
    return list(vendors[vendors["vendor_type"] != "aggregate"]["vendor_id"])


@cached
def vendor(lang: Language, vendor_id: str) -> Vendor:
    """All that the tables hold on one vendor."""
    names, one = names_in(lang), profile(cache.every_table(), vendor_id)
    customers = [
        f"{names.term('customer', row['customer'])} ({names.term('kind', row['kind'])})"
        for row in one.customers.to_dict("records")
    ]
    table, labels = statement_table(one.capacity, names)
    return Vendor(
        _vendor_sentence(one, names),
        _vendor_figures(one, names),
        (table(), labels) if len(one.capacity) else None,
        names.lang.join(customers) if customers else names.lang.text("None found."),
        tuple(one.projects["project_id"]),
        tuple(one.sources),
    )


def _vendor_sentence(one: Profile, names: Names) -> str:
    _, lang = names.lang.text, names.lang
    parts = [
        names.term("vendor_type", one.vendor["vendor_type"]),
        names.term("country", one.vendor["country"]),
    ]
    if pd.notna(one.vendor["parent_vendor_id"]):
        parts.append(_("part of {parent}", parent=names.vendor(one.vendor["parent_vendor_id"])))
    technologies = lang.join([names.term("packaging_technology", code) for code in one.technologies])
    return _(
        "**{name}** ({facts}). Technologies: {technologies}.",
        name=names.vendor(one.vendor["vendor_id"]),
        facts=lang.join(parts),
        technologies=technologies or _("none named"),
    )


def _vendor_figures(one: Profile, names: Names) -> tuple[Metric, ...]:
    _, lang = names.lang.text, names.lang
    figures = [
        Metric(_("Capacity statements"), lang.number(len(one.capacity))),
        Metric(_("Projects"), lang.number(len(one.projects))),
    ]
    newest = one.ranking[one.ranking["ranking"] == "fy2024"]
    if len(newest):
        figures += [
            Metric(_("Rank among packaging houses, 2024"), lang.number(newest["rank"].iloc[0])),
            Metric(_("Revenue 2024"), names.dollars(newest["revenue_usd_bn"].iloc[0], 2)),
        ]
    if len(one.shares):
        share = one.shares.iloc[0]
        when = names.date(share["period"], share["period_precision"])
        percent = lang.percent(share["share_percent"] / 100, 1)
        figures.append(Metric(_("Share of advanced packaging"), percent, when))
    return tuple(figures)
