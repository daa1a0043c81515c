"""Maps of the articles: named investments, zones of the AI gradient, places mentioned."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from atlas.charts.maps import province_map
from atlas.charts.theme import Drawing
from atlas.language import Language

#: colour class of each zone; a zone is a name, so the order tells no amount
ZONE_CLASS = {"ai_native": 6, "ai_growth": 4, "policy_guided": 2, "not_named": 0}
#: lowest number of mentions of the colour classes 2 to 6
MENTIONS_FROM = (1, 2, 4, 6, 10)


def zone_map(zones: pd.DataFrame, hubs: pd.DataFrame, names: Mapping[str, str], lang: Language) -> Drawing:
    """Provinces by zone, hubs as points.

    ``zones`` as `belts.zones` gives them; ``hubs``: ``lat``, ``lon``, ``sites``, ``city``, ``hover``; ``names``: zone → name.
    """
    units = pd.DataFrame(
        {
            "province_code": zones["province_code"],
            "class": zones["zone"].map(ZONE_CLASS),
            "hover": [
                f"<b>{lang.pick(row, 'name')}</b><br>{names[row['zone']]}" for row in zones.to_dict("records")
            ],
        }
    )
    legend = [(number, names[zone]) for zone, number in ZONE_CLASS.items()]
    count = int((zones["zone"] == "ai_native").sum())
    alt = lang.text(
        "Map of three zones: {count} coastal provinces as pioneers, the centre as growth zone, west and northeast guided by policy.",
        count=lang.number(count),
    )
    return Drawing(province_map(units, hubs, legend, height=520), alt)


def investment_map(provinces: pd.DataFrame, points: pd.DataFrame, lang: Language) -> Drawing:
    """Provinces by number of named investments, places as points.

    ``provinces`` with ``investments`` (a count); ``points``: ``lat``, ``lon``, ``sites``, ``city``, ``hover``.
    """
    _ = lang.text
    counts = provinces["investments"]
    units = pd.DataFrame(
        {
            "province_code": provinces["province_code"],
            "class": counts.map(lambda count: 1 if count == 0 else 3 if count == 1 else 5),
            "hover": [
                f"<b>{lang.pick(row, 'name')}</b><br>"
                + _("Investments named: {count}", count=row["investments"])
                for row in provinces.to_dict("records")
            ],
        }
    )
    legend = [(1, _("no investment named")), (3, "1"), (5, "≥ 2")]
    top = provinces.sort_values("investments", ascending=False).iloc[0]
    alt = _("Most investments that the article names are in {place}.", place=lang.pick(top, "name"))
    return Drawing(province_map(units, points, legend, height=460), alt)


def mention_map(provinces: pd.DataFrame, points: pd.DataFrame, lang: Language) -> Drawing:
    """Provinces by number of mentions in the articles.

    ``provinces`` with ``mentions`` (a count); ``points`` as for `zone_map`.
    """
    _ = lang.text
    counts = provinces["mentions"]
    units = pd.DataFrame(
        {
            "province_code": provinces["province_code"],
            "class": counts.map(lambda count: 1 + sum(count >= edge for edge in MENTIONS_FROM)),
            "hover": [
                f"<b>{lang.pick(row, 'name')}</b><br>" + _("Mentions: {count}", count=row["mentions"])
                for row in provinces.to_dict("records")
            ],
        }
    )
    tops = [*(edge - 1 for edge in MENTIONS_FROM[1:]), None]
    ranges = [
        f"≥ {low}" if top is None else lang.range(low, top)
        for low, top in zip(MENTIONS_FROM, tops, strict=True)
    ]
    legend = [(1, _("none")), *((number + 2, text) for number, text in enumerate(ranges))]
    top = provinces.sort_values("mentions", ascending=False).iloc[0]
    alt = _("The articles name places in {place} most often.", place=lang.pick(top, "name"))
    return Drawing(province_map(units, points, legend, height=460), alt)
