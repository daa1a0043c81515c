"""What is here, what is new, how sure we are."""

import streamlit as st

from atlas.app.exhibit import plotly_settings
from atlas.app.frame import enter, link_to
from atlas.app.pages import pages
from atlas.app.source_note import source_note
from atlas.overview import answers, text

page = enter("overview")
lang = page.lang
_ = lang.text

st.title(_("What do lighthouse plants, packaging capacity and the carbon border mean for yours?"))
with st.container(key="finding-overview"):
    st.markdown(text.finding(lang))
for column, (name, label, value, note, question, sources) in zip(
    st.columns(3), text.subjects(lang), strict=True
):
    if name not in pages():
        continue
    with column, st.container(border=True, height="stretch", key=f"subject-{name}"):
        st.metric(label, value)
        drawing = answers.picture(name, lang)
        st.plotly_chart(
            drawing.figure,
            alt=drawing.alt,
            key=f"figure-{name}",
            config=plotly_settings(name) | {"displayModeBar": False},
        )
        st.caption(note)
        link_to(name, f"**{question}** →")
        source_note(lang, sources)

new, doubt = st.columns(2, gap="large")
with new:
    st.header(_("What is new, and what comes"))
    st.markdown(text.news(lang))
    link_to("cbam", _("Dates and amounts for your goods"), tab="outlook")
with doubt:
    st.header(_("How sure are we?"))
    st.markdown(text.doubts(lang))
    link_to("sources", _("Every fact, quote and verdict"))
