"""Who has how much advanced-packaging capacity, when, and how sure that is."""

import streamlit as st

from atlas.app import cache
from atlas.app.address import Parameter
from atlas.app.frame import enter
from atlas.packaging import capacity_view, customers_view, growth_view, market_view, planner_view, plants_view
from atlas.packaging.controls import KINDS, VIEWS, YEARS, names_in, view_words

page = enter(
    "packaging",
    [
        Parameter("view", "capacity", choices=VIEWS),
        Parameter("vendor", choices=tuple(cache.table("packaging_vendors")["vendor_id"])),
        Parameter("technology", "cowos", choices=tuple(cache.table("packaging_technologies")["technology"])),
        Parameter("kind", [], choices=KINDS, many=True),
        Parameter("from", "2023", choices=YEARS),
        Parameter("to", "2027", choices=YEARS),
        Parameter("show", "range", choices=capacity_view.SHOWN),
        Parameter("wafers", 10_000.0, number=True, low=100, high=500_000),
        Parameter("by", "2026", choices=planner_view.YEARS_PLANNED),
        Parameter("family", planner_view.FAMILIES[0], choices=planner_view.FAMILIES),
    ],
)
_ = page.lang.text
names = names_in(page.lang)
sections = {
    "capacity": capacity_view.capacity,
    "revisions": capacity_view.revisions,
    "growth": growth_view.growth,
    "customers": customers_view.customers,
    "projects": plants_view.plants,
    "market": market_view.market,
    "planner": planner_view.planner,
    "vendor": market_view.vendor,
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
