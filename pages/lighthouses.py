"""Where the lighthouse factories stand across China's provinces, and whether they moved inland."""

import streamlit as st

from atlas.app.exhibit import exhibit
from atlas.app.frame import enter
from atlas.lighthouses import answers, sections_view
from atlas.lighthouses.cards import site_cards
from atlas.lighthouses.controls import controls, place_picker
from atlas.lighthouses.map_chart import shade_names

page = enter("lighthouses", sections_view.parameters())
lang, address = page.lang, page.address
_ = lang.text
chosen = answers.Filters(*(address[name] for name in answers.Filters._fields))
shade = address["shade"]
province, site = address["province"], address["site"]


def go_to(point: dict) -> None:
    """A click on the map: a province has a location, a city carries its province."""
    address.set("province", point.get("location") or point["customdata"][0])
    address.set("site", None)


st.title(_("Where are the lighthouse factories?"))
with st.container(key="finding-lighthouses"):
    st.markdown(answers.finding(chosen, shade, lang))
figures = answers.figures_of(chosen)
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
        lambda: answers.province_map(chosen, shade, province, lang),
        lambda: answers.site_rows(chosen, lang),
        sections_view.site_labels(lang),
        answers.sources(chosen, shade),
        doubt=_(
            "Boundaries: Natural Earth, de facto lines, simplified. Not an official map. Cities are placed at their centre."
        ),
        view="view",
        facts={"article": "a1"},
        on_click=go_to,
    )
with right:
    place_picker(page)
    drawing = answers.ranking_bars(chosen, shade, lang, 12)
    st.plotly_chart(drawing.figure, alt=drawing.alt, key="figure-ranking", config={"displayModeBar": False})
if shade == "grid_factor":
    st.info(answers.green_power(lang), icon=":material/bolt:")

if province or site:
    place, sites = answers.sites_at(chosen, province, site, lang)
    st.header(_("{place}: {count} sites", place=place, count=lang.number(len(sites))))
    site_cards(page, sites)

sections_view.more(page, chosen, shade)
