"""Who packages the chips, how much, when, and how sure that is."""

import streamlit as st

from atlas import terms
from atlas.app import cache
from atlas.app.address import Parameter
from atlas.app.frame import enter
from atlas.evidence.fact_tables_view import facts_of
from atlas.packaging import (
    capacity_view,
    customers_answers,
    market_answers,
    planner_view,
    plants_answers,
    plants_view,
    vendors_answers,
    vendors_view,
)
from atlas.packaging.controls import KINDS, YEARS
from atlas.packaging.planner import FAMILIES
from atlas.packaging.project_answers import said
from atlas.packaging.sections_view import VIEWS, choose_view, default
from atlas.packaging.words_answers import names_in

ON = ("1",)
page = enter(
    "packaging",
    [
        Parameter("view", default(set(st.query_params)), choices=tuple(VIEWS)),
        Parameter("vendor", [], choices=tuple(cache.table("packaging_vendors")["vendor_id"]), many=True),
        Parameter("technology", "cowos", choices=tuple(cache.table("packaging_technologies")["technology"])),
        Parameter("kind", [], choices=KINDS, many=True),
        Parameter("from", "2023", choices=YEARS),
        Parameter("to", "2027", choices=YEARS),
        Parameter("show", "range", choices=capacity_view.SHOWN),
        Parameter("wafers", 10_000.0, number=True, low=100, high=500_000),
        Parameter("by", "2026", choices=planner_view.YEARS_PLANNED),
        Parameter("family", FAMILIES[0], choices=FAMILIES),
        Parameter("form", "lanes", choices=vendors_view.FORMS),
        Parameter("measure", "capex", choices=tuple(vendors_answers.MEASURES)),
        Parameter("cell", pattern=r"[a-z_]+\.(capacity|capex|revenue|money)\.\d{1,4}"),
        Parameter("doubtful", choices=ON),
        Parameter("country", [], choices=plants_answers.codes("country"), many=True),
        Parameter("status", [], choices=terms.codes("project_status"), many=True),
        Parameter("only", choices=ON),
        Parameter("finished", choices=ON),
        Parameter("part", plants_view.part(set(st.query_params)), choices=plants_view.PARTS),
        Parameter("project", choices=plants_answers.codes("project_id")),
        Parameter("area", "world", choices=plants_view.AREAS),
        Parameter("log", choices=ON),
        Parameter("index", choices=ON),
        Parameter("year", customers_answers.first_year(), choices=customers_answers.years()),
        Parameter("ranking", customers_answers.rankings()[0], choices=customers_answers.rankings()),
        Parameter("market", "advanced", choices=tuple(market_answers.GROUPS)),
        Parameter("house", choices=tuple(cache.table("sources")["source_id"])),
    ],
)
with st.container(key="title-unseen"):
    # the vendors need the height: the title is there for screen readers and outlines
    st.title(page.lang.text("Advanced packaging capacity"))
choose_view(page)
VIEWS[page.address["view"]].draw(page, names_in(page.lang))
if page.address["view"] == "projects" and (project := page.address["project"]) and (ids := said(project)):
    facts_of(page, "packaging-project", page.lang.text("What the article says of it"), ids)
