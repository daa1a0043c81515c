"""My plant beside named lighthouses: published changes, technologies, cases, and what a change is worth."""

import streamlit as st

from atlas import terms
from atlas.app.address import Parameter
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
        Parameter("more", "technologies", choices=tuple(sections_view.PARTS)),
        *plan_view.parameters(tuple(metrics.index)),
        *parameters(),
    ],
)
lang = page.lang
_ = lang.text
industries, names = (
    terms.names("lighthouse_industry", lang),
    answers.metric_names(lang, page.address["industry"]),
)
industry, chosen, own = (
    page.address["industry"],
    tuple(page.address["metric"]),
    tuple(own_figures(page).items()),
)

st.title(_("Where does my plant stand beside the lighthouses?"))
with st.container(key="finding-benchmark"):
    st.markdown(answers.headline(chosen, own, lang) if chosen else _("Choose at least one metric."))
st.caption(
    _(
        "Published changes of award winners, each from its own base and mostly without the value before; plants that failed are not in it. So this shows a change reached by named plants, not a rank in an industry. The World Economic Forum has a platform for this, Lumina; the article says that ordinary companies cannot use it, which we could not verify."
    )
)
with st.container(horizontal=True, vertical_alignment="bottom", key="benchmark-controls"):
    st.selectbox(
        _("My industry"),
        list(industries),
        format_func=industries.__getitem__,
        placeholder=_("All"),
        width=280,
        **page.address.bind("industry"),
    )
    st.multiselect(
        _("Metrics (number of plants)"),
        list(names),
        format_func=names.__getitem__,
        max_selections=6,
        placeholder=_("Choose"),
        **page.address.bind("metric"),
    )
if chosen:
    with st.expander(_("My figures"), expanded=True, icon=":material/edit:"):
        ask(page, chosen, answers.kinds())
    sections_view.strips(page, chosen, industry, own)
    sections_view.more(page, chosen, industry, site_cards)
else:
    calculators(page)
