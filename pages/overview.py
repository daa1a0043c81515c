"""What is here, what is new, how sure we are."""

import streamlit as st

from atlas import cached
from atlas.components import overview_views as views
from atlas.components.exhibit import plotly_settings, source_note
from atlas.components.frame import enter, link_to, pages

page = enter("overview")
lang, code = page.lang, page.lang.code
_ = lang.text
awards, ends, costs, sure = views.announced(), views.capacity(), views.cost(), views.sureness()
last = views.totals("world").iloc[-1]
latest, next_year = awards.iloc[-1], ends[ends["year"] == 2026].iloc[0]

st.title(_("What do lighthouse plants, packaging capacity and the carbon border mean for yours?"))
with st.container(key="finding-overview"):
    st.markdown(
        _(
            "{rows} figures from {sources} sources, each with its range and its doubt. Every view is a link.",
            rows=lang.number(sure["rows"]),
            sources=lang.number(sure["sources"]),
        )
    )
subjects = {
    "lighthouses": (
        _("Lighthouse awards in China, {date}", date=latest["cohort"]),
        _("{count} of {world}", count=lang.number(latest["total"]), world=lang.number(latest["world"])),
        _(
            "Announced so far, Taiwan included; {missing} of the sites are not in our list.",
            missing=views.missing(),
        ),
        _("Where are they?"),
        cached.table("lighthouse_cohorts")["china_source_id"].dropna().tail(3).tolist(),
    ),
    "packaging": (
        _("TSMC CoWoS, wafers a month, end of 2026"),
        lang.range(next_year["lowest"], next_year["highest"]),
        _(
            "{count} statements disagree; thousands in the picture, hollow where not yet reached.",
            count=next_year["statements"],
        ),
        _("Who has how much?"),
        cached.table("packaging_capacity")
        .query("technology == 'cowos' and period_end.dt.year == 2026")["source_id"]
        .tolist(),
    ),
    "cbam": (
        _("CBAM per tonne of hot-rolled coil, China"),
        lang.money(costs["cost_eur"].iloc[0]),
        _(
            "Early 2026, with default values. Later years at an assumed certificate price of {price}.",
            price=lang.money(costs["certificate_price_eur"].iloc[-1]),
        ),
        _("What will it cost us?"),
        ["EU-2026-1740", "EU-2025-2620", "EU-2003-87", "EC-CBAM-PRICES"],
    ),
}
for column, (name, words) in zip(st.columns(3), subjects.items(), strict=True):
    label, value, note, question, sources = words
    if name not in pages():
        continue
    with column, st.container(border=True, height="stretch", key=f"subject-{name}"):
        st.metric(label, value)
        drawing = views.picture(name, code)
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
    cohort = _(
        "Lighthouses: {count} new awards worldwide, the latest in {date}",
        count=last["announced_new"],
        date=last["cohort"],
    )
    dates = [f"{lang.date(day)}: {lang.pick(row, 'name')}" for day, row in views.dates()]
    st.markdown("\n".join(f"- {line}" for line in [cohort, *dates]))
    link_to("cbam", _("Dates and amounts for your goods"), tab="outlook")
with doubt:
    st.header(_("How sure are we?"))
    st.markdown(
        _(
            "Of {checks} claims that we recomputed, **{ok}** hold. {share} of the sources are an authority, a company, an act or a research house; the others report what those say.",
            checks=lang.number(sure["checks"]),
            ok=lang.number(sure["ok"]),
            share=lang.percent(sure["first_hand"]),
        )
    )
    st.markdown(
        "\n".join(
            f"- {gap}"
            for gap in (
                _(
                    "The lighthouse list lacks {missing} sites in China, and {late} of the {count} named in {date}.",
                    missing=views.missing(),
                    late=last["missing_new"],
                    count=last["announced_new"],
                    date=last["cohort"],
                ),
                _("TSMC does not publish CoWoS capacity: even “reached” levels are estimates of others."),
                _(
                    "CBAM benchmarks for 2027 and later are provisional; certificate prices after September 2026 are assumptions."
                ),
            )
        )
    )
    link_to("sources", _("Every fact, quote and verdict"))
