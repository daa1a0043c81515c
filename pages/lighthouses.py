"""Where the lighthouse factories stand across China's provinces, and whether they moved inland."""

import streamlit as st

from atlas import cached, lighthouse_counts, lighthouses
from atlas.components import lighthouse_sections as sections
from atlas.components import lighthouse_views as views
from atlas.components import lighthouse_words as words
from atlas.components.address import Parameter
from atlas.components.exhibit import exhibit
from atlas.components.frame import enter
from atlas.components.lighthouse_filters import controls, place_picker
from atlas.components.site_cards import site_cards
from atlas.figures.lighthouse_map import shade_names

provinces, cohort_table = cached.table("provinces"), cached.table("lighthouse_cohorts")
cohorts = lighthouses.map_cohorts(cohort_table)
page = enter(
    "lighthouses",
    [
        Parameter("scope", "mainland", choices=("mainland", "greater")),
        Parameter("shade", "sites", choices=lighthouses.SHADES),
        Parameter("industry", choices=tuple(cached.terms("lighthouse_industry", "en"))),
        Parameter("designation", choices=tuple(cached.terms("designation", "en"))),
        Parameter("owner", choices=lighthouse_counts.OWNERS),
        Parameter("cohort", cohorts[-1], choices=cohorts),
        Parameter("province", choices=tuple(provinces["province_code"])),
        Parameter("site", choices=tuple(cached.table("lighthouses")["site_id"])),
        Parameter("view", "map", choices=("map", "table")),
    ],
)
lang, code, address = page.lang, page.lang.code, page.address
_ = lang.text
chosen = views.Filters(*(address[name] for name in views.Filters._fields))
shade = address["shade"]
selection, units = views.selection(chosen), views.units(chosen, shade)
names = views.province_names(code)


def go_to(point: dict) -> None:
    """A click on the map: a province has a location, a city carries its province."""
    address.set("province", point.get("location") or point["customdata"][0])
    address.set("site", None)


st.title(_("Where are the lighthouse factories?"))
with st.container(key="finding-lighthouses"):
    st.markdown(words.finding(lighthouses.finding(units, shade, chosen.cohort), names, chosen.scope, lang))
official = views.coverage_rows(code).set_index("cohort").loc[chosen.cohort]
owners = lighthouse_counts.ownership(selection).set_index("owner")
with st.container(horizontal=True, key="lighthouse-figures"):
    st.metric(_("Sites selected"), lang.number(len(selection)))
    st.metric(_("Provinces with a site"), lang.number((units["sites"] > 0).sum()))
    st.metric(_("Owned by foreign groups"), lang.percent(owners.loc["foreign", "share"]))
    st.metric(
        _("China, officially"),
        lang.number(official["announced_total"]),
        help=_(
            "Awards announced for China including Taiwan up to this cohort. Our list has {listed} sites and lacks {missing}.",
            listed=official["listed_total"],
            missing=official["missing_total"],
        ),
    )
controls(page)
left, right = st.columns([2.4, 1], gap="medium")
labels = {
    "province": _("Province"),
    "region": _("Region"),
    "sites": _("Sites"),
    "value": shade_names(lang)[shade],
}
with left:
    exhibit(
        page,
        "lighthouses",
        shade_names(lang)[shade],
        lambda: views.province_map(chosen, shade, address["province"], code),
        views.ranking(chosen, shade, code),
        labels,
        views.sources(chosen, shade),
        doubt=_(
            "Boundaries: Natural Earth, de facto lines, simplified. Not an official map. Cities are placed at their centre."
        ),
        view="view",
        facts={"article": "a1"},
        on_click=go_to,
    )
with right:
    place_picker(page)
    drawing = views.ranking_bars(chosen, shade, code)
    st.plotly_chart(drawing.figure, alt=drawing.alt, key="figure-ranking", config={"displayModeBar": False})
if shade == "grid_factor":
    grid = lighthouse_counts.grid_by_region(provinces, cached.table("province_context"))
    st.info(words.green_power(grid, names, lang), icon=":material/bolt:")

wanted = selection[selection["province_code"] == address["province"]]
if address["site"]:
    every = lighthouses.members(cached.table("lighthouses"), cached.table("lighthouse_designations"))
    wanted = every[every["site_id"] == address["site"]]
if address["province"] or address["site"]:
    place = names.get(address["province"]) or lang.pick(wanted.iloc[0], "company")
    st.header(_("{place}: {count} sites", place=place, count=lang.number(len(wanted))))
    site_cards(page, tuple(wanted["site_id"]))

sections.move_inland(page, chosen)
sections.industries(page, chosen)
sections.coverage(page)
sections.article(page)
