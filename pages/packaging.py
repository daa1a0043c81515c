"""Who has how much advanced-packaging capacity, when, and how sure that is."""

import streamlit as st

from atlas.app import cache
from atlas.app.address import Parameter
from atlas.app.frame import enter
from atlas.components import (
    packaging_buyers,
    packaging_capacity,
    packaging_growth_check,
    packaging_need,
    packaging_outlook,
    packaging_plants,
)
from atlas.components.packaging_views import KINDS, VIEWS, YEARS, names_in, view_words

page = enter(
    "packaging",
    [
        Parameter("view", "capacity", choices=VIEWS),
        Parameter("vendor", choices=tuple(cache.table("packaging_vendors")["vendor_id"])),
        Parameter("technology", "cowos", choices=tuple(cache.table("packaging_technologies")["technology"])),
        Parameter("kind", [], choices=KINDS, many=True),
        Parameter("from", "2023", choices=YEARS),
        Parameter("to", "2027", choices=YEARS),
        Parameter("show", "range", choices=packaging_capacity.SHOWN),
        Parameter("wafers", 10_000.0, number=True, low=100, high=500_000),
        Parameter("by", "2026", choices=packaging_need.YEARS_PLANNED),
        Parameter("family", packaging_need.FAMILIES[0], choices=packaging_need.FAMILIES),
    ],
)
_ = page.lang.text
names = names_in(page.lang.code)
sections = {
    "capacity": packaging_capacity.capacity,
    "revisions": packaging_capacity.revisions,
    "growth": packaging_growth_check.growth,
    "customers": packaging_buyers.customers,
    "projects": packaging_plants.plants,
    "market": packaging_outlook.market,
    "planner": packaging_need.planner,
    "vendor": packaging_outlook.vendor,
}

st.title(_("Who can package the chips, how many, and when?"))
words = view_words(page)
st.segmented_control(
    _("View"),
    list(VIEWS),
    format_func=words.__getitem__,
    required=True,
    label_visibility="collapsed",
    **page.address.bind("view"),
)
sections[page.address["view"]](page, names)
