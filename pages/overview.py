"""What is here, what is new, how sure we are."""

import streamlit as st

from atlas.app.finding import finding
from atlas.app.frame import enter, link_to, pages
from atlas.app.plotly_settings import plotly_settings
from atlas.app.source_note import source_note
from atlas.overview import answers

page = enter("overview")
lang = page.lang
_ = lang.text

st.title(_("What do lighthouse plants, packaging capacity and the carbon border mean for yours?"))
finding("overview", answers.finding(lang))
for column, card in zip(st.columns(3), answers.cards(lang), strict=True):
    if card.name not in pages():
        continue
    with column, st.container(border=True, height="stretch", key=f"subject-{card.name}"):
        st.metric(card.label, card.value)
        drawing = answers.picture(card.name, lang)
        st.plotly_chart(
            drawing.figure,
            alt=drawing.alt,
            key=f"figure-{card.name}",
            config=plotly_settings(card.name) | {"displayModeBar": False},
        )
        link_to(card.name, card.link + " →")
        st.caption(card.note)
        source_note(lang, card.sources)

plant, check = st.columns(2)
with plant, st.container(border=True, height="stretch", key="subject-benchmark"):
    st.header(_("My plant"))
    st.markdown(_("Set your own figures beside what lighthouse factories of your industry report."))
    link_to("benchmark", _("Compare my plant") + " →")
with check, st.container(border=True, height="stretch", key="subject-industry"):
    st.header(_("Fact check"))
    st.markdown(answers.fact_check(lang))
    link_to("industry", _("See what holds") + " →")

coming, past, doubt = st.columns(3, gap="large")
with coming:
    st.header(_("What comes"))
    st.markdown(answers.coming(lang))
    link_to("cbam", _("Dates and amounts for your goods") + " →", tab="outlook")
with past:
    st.header(_("What is new"))
    st.markdown(answers.past(lang))
    link_to("lighthouses", _("All cohorts") + " →")
with doubt:
    st.header(_("How reliable are these figures?"))
    st.markdown(answers.doubts(lang))
    link_to("sources", _("Every statement, quote and verdict") + " →")
