"""Fact check: what the eight articles claim, topic by topic, beside what others say."""

import streamlit as st

from atlas import terms
from atlas.app.address import Parameter
from atlas.app.finding import name_view
from atlas.app.frame import enter
from atlas.evidence.check_cards import standing
from atlas.industry import (
    articles_view,
    belts_view,
    equipment_view,
    germany_view,
    memory_view,
    single_sites_view,
)
from atlas.industry.articles_answers import article_title, topics_of_articles

#: topic → its answer, and what follows once the page has said where the article stands; the subjects of two
#: articles have pages of their own
SECTIONS = {
    "articles": (articles_view.section, articles_view.more),
    "memory_fabs": (memory_view.section, memory_view.more),
    "equipment": (equipment_view.section, equipment_view.more),
    "german_firms": (germany_view.section, germany_view.more),
    "belts": (belts_view.section, belts_view.more),
    "presses": (single_sites_view.presses, None),
    "work": (single_sites_view.work, None),
    "lighthouses": (articles_view.lighthouses, articles_view.carbon_border),
    "packaging": (articles_view.packaging, None),
}
articles = topics_of_articles()
article_of = {topic: article for article, topic in articles.items()}
page = enter(
    "industry",
    [
        Parameter("topic", "articles", choices=tuple(SECTIONS)),
        Parameter("article", choices=tuple(articles)),
        Parameter("site", "samsung_xian", choices=("samsung_xian", "sk_hynix_wuxi", "sk_hynix_dalian")),
        Parameter("lost", 50.0, number=True, low=0, high=100),
        Parameter("months", 12.0, number=True, low=0, high=12),
        Parameter("budget", 120.0, number=True, low=0, high=1e6),
        Parameter(
            "price",
            "no_relief",
            choices=("no_relief", "with_relief", "contracts", "sectors", "article"),
        ),
        Parameter("kwh", 2_666_667.0, number=True, low=0, high=1e12),
        Parameter("margin", number=True, low=-100, high=99),
        Parameter("tariff", 15.0, number=True, low=0, high=500),
        Parameter("passed", 0.0, number=True, low=0, high=100),
        Parameter("pay", 186_000.0, number=True, low=0, high=1e9),
        Parameter("hours", 60.0, number=True, low=1, high=112),
    ],
)
_, address = page.lang.text, page.address
if address.adopted and address["topic"] == "articles" and articles.get(address["article"]) in SECTIONS:
    address.set("topic", articles[address["article"]])

names = {"articles": _("All eight articles"), **terms.names("article_topic", page.lang)}
with st.container(horizontal=True, vertical_alignment="bottom", key="industry-head"):
    st.title(_("What do the articles claim, and does it hold?"))
    st.selectbox(
        _("Topic"), list(SECTIONS), format_func=names.__getitem__, width=260, **address.bind("topic")
    )
topic = address["topic"]
name_view(names[topic])
# the overview belongs to no article, so that its link does not open a topic
address.set("article", article_of.get(topic))
answer, more = SECTIONS[topic]
if topic in article_of:
    st.caption(article_title(article_of[topic], page.lang))
answer(page)
if topic in article_of:
    standing(page, article_of[topic])
if more:
    more(page)
if topic in article_of:
    articles_view.statements(page, topic)
