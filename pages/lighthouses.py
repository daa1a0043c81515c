"""Where the lighthouse factories stand across China's provinces, and whether they moved inland."""

import streamlit as st

from atlas.app.exhibit import exhibit
from atlas.app.frame import enter
from atlas.components import lighthouse_sections as sections
from atlas.components import lighthouse_views as views
from atlas.components.lighthouse_filters import controls, place_picker
from atlas.components.site_cards import site_cards
from atlas.figures.lighthouse_map import shade_names

page = enter("lighthouses", sections.parameters())
lang, code, address = page.lang, page.lang.code, page.address
_ = lang.text
chosen = views.Filters(*(address[name] for name in views.Filters._fields))
shade = address["shade"]
province, site = address["province"], address["site"]


def go_to(point: dict) -> None:
    """A click on the map: a province has a location, a city carries its province."""
    address.set("province", point.get("location") or point["customdata"][0])
    address.set("site", None)


st.title(_("Where are the lighthouse factories?"))
with st.container(key="finding-lighthouses"):
    st.markdown(views.finding(chosen, shade, code))
figures = views.figures_of(chosen)
with st.container(horizontal=True, key="lighthouse-figures"):
    st.metric(_("Sites selected"), lang.number(figures["sites"]))
    st.metric(_("Provinces with a site"), lang.number(figures["provinces"]))
    st.metric(_("Owned by foreign groups"), lang.percent(figures["foreign"]))
    st.metric(
        _("China, officially"),
        lang.number(figures["announced"]),
        help=_(
            "Awards announced for China including Taiwan up to this cohort. Our list has {listed} sites and lacks {missing}.",
            listed=lang.number(figures["listed"]),
            missing=lang.number(figures["missing"]),
        ),
    )
controls(page)
left, right = st.columns([2.4, 1], gap="medium")
with left:
    exhibit(
        page,
        "lighthouses",
        shade_names(lang)[shade],
        lambda: views.province_map(chosen, shade, province, code),
        lambda: views.site_rows(chosen, code),
        sections.site_labels(lang),
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
    drawing = views.ranking_bars(chosen, shade, code, 12)
    st.plotly_chart(drawing.figure, alt=drawing.alt, key="figure-ranking", config={"displayModeBar": False})
if shade == "grid_factor":
    st.info(views.green_power(code), icon=":material/bolt:")

if province or site:
    place, sites = views.sites_at(chosen, province, site, code)
    st.header(_("{place}: {count} sites", place=place, count=lang.number(len(sites))))
    site_cards(page, sites)

sections.more(page, chosen, shade)
