"""My plant beside named lighthouses: published changes, technologies, cases, and what a change is worth."""

import streamlit as st

from atlas import terms
from atlas.app.address import Parameter
from atlas.app.controls import filters, switch
from atlas.app.finding import finding
from atlas.app.frame import enter
from atlas.lighthouses.cards import site_cards
from atlas.my_plant import answers, plan_view, sections_view
from atlas.my_plant.calculators_view import calculators, parameters
from atlas.my_plant.controls import ask, own_figures, parameter

metrics = answers.metrics()
page = enter(
    "benchmark",
    [
        Parameter("industry", choices=(terms.codes("lighthouse_industry"))),
        Parameter(
            "metric",
            ["lead_time", "labour_productivity", "defect_rate"],
            choices=tuple(metrics.index),
            many=True,
        ),
        parameter(tuple(metrics.index)),
        Parameter("named", choices=("1",)),
        Parameter("secondary", choices=("1",)),
        Parameter("more", "technologies", choices=tuple(sections_view.PARTS)),
        *plan_view.parameters(tuple(metrics.index)),
        *parameters(),
    ],
)
lang = page.lang
_ = lang.text
address, own = page.address, tuple(own_figures(page).items())
among = answers.Among(address["industry"], address["named"] == "1", address["secondary"] == "1")
industries, names = terms.names("lighthouse_industry", lang), answers.metric_names(lang, among)
chosen = tuple(address["metric"])
held = answers.held(chosen, among)

st.title(_("Where does my plant stand beside the lighthouses?"))
if held:
    finding("benchmark", answers.headline(held, own, among, lang))
elif chosen:
    finding("benchmark", _("None of these plants has published one of the chosen metrics."))
else:
    finding("benchmark", _("Choose at least one metric."))
with st.container(horizontal=True, vertical_alignment="bottom", key="benchmark-controls"):
    st.selectbox(
        _("My industry"),
        list(industries),
        format_func=industries.__getitem__,
        placeholder=_("All"),
        width=280,
        **address.bind("industry"),
    )
    st.multiselect(
        _("Metrics (number of plants)"),
        list(dict.fromkeys([*answers.held(tuple(names), among), *chosen])),
        format_func=names.__getitem__,
        max_selections=6,
        placeholder=_("Choose"),
        **address.bind("metric"),
    )
    if chosen:
        label = _("My figures ({count})", count=len(own))
        with st.popover(label, icon=":material/edit:", key="benchmark-own"):
            ask(page, chosen, answers.kinds())
    with filters(page, "benchmark", ("named", "secondary")):
        switch(page, "named", _("Only plants named by the article"))
        switch(page, "secondary", _("With figures of a secondary copy ({count})", count=answers.copies()))
if held:
    sections_view.strips(page, held, among, own)
st.caption(
    _(
        "Published changes of award winners, each from its own base and mostly without the value before; plants that failed are not in it. So this shows a change reached by named plants, not a rank in an industry. The World Economic Forum has a platform for this, Lumina; the article says that ordinary companies cannot use it, which we could not verify."
    )
)
if held:
    sections_view.more(page, held, among, site_cards)
else:
    calculators(page)
