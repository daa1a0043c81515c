"""Where the lighthouse factories stand, what changed from one cohort to another, and what stands near."""

import streamlit as st

from atlas.app.exhibit import exhibit
from atlas.app.finding import say
from atlas.app.frame import enter
from atlas.lighthouses import answers, controls, place_answers, place_view, play_controls, sections_view
from atlas.lighthouses.cards import site_cards

page = enter("lighthouses", controls.parameters(tuple(sections_view.PARTS)))
lang, address = page.lang, page.address
_ = lang.text
play_controls.advance(page)
chosen = controls.filters(page)
shade = answers.measure(chosen, address["shade"])
area = address["country" if chosen.world else "province"]


def go_to(point: dict) -> None:
    """A click on the map: an area has a location, a city carries its area."""
    code = point.get("location") or point["customdata"][0]
    controls.open_beside(page, "country" if chosen.world else "province", code)


sentence = answers.finding(chosen, shade, lang)
with st.container(key="finding-lighthouses"):
    st.title(sentence)
say(sentence)
with st.container(key="lighthouse-figures"):
    st.caption(answers.figures_line(chosen, shade, lang))
    note = answers.unnamed_note(chosen, lang)
    if note:
        st.caption(note)
if shade != address["shade"]:
    st.info(_("This measure exists for China only; the number of plants is shown."))
controls.bar(page)
left, right = st.columns([2.35, 1], gap="small")
with left:
    exhibit(
        page,
        "lighthouses",
        answers.map_title(chosen, shade, lang),
        lambda: answers.area_map(chosen, shade, place_answers.marks(area, address["near"], lang), lang),
        lambda: answers.site_rows(chosen, shade, lang),
        sections_view.site_labels(lang),
        answers.sources(chosen, shade),
        doubt=_(
            "Boundaries: Natural Earth, de facto lines, simplified. Not an official map. Plants stand at the centre of their city or, where known, district."
        ),
        view="view",
        facts={"article": "a1"},
        on_click=go_to,
        fills=True,
    )
with right:
    meant = place_view.beside(page, chosen, shade)
if shade == "grid_factor":
    st.info(answers.green_power(lang), icon=":material/bolt:")
if meant:
    title = _("All results and sources of these plants ({count})", count=len(meant))
    with st.expander(title, key="lighthouse-results", on_change="rerun") as results:
        if results.open:
            site_cards(page, meant)
sections_view.more(page, chosen, shade)
