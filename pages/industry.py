"""What the other articles claim, topic by topic, computed again and with its doubts."""

import streamlit as st

from atlas.app import cache
from atlas.app.address import Parameter
from atlas.app.frame import enter
from atlas.components import (
    industry_articles,
    industry_belts,
    industry_equipment,
    industry_germany,
    industry_memory,
    industry_small,
)
from atlas.evidence.check_cards import doubts

#: topic → its section; the article of a topic is the one with that topic in articles.csv
SECTIONS = {
    "articles": industry_articles.section,
    "memory_fabs": industry_memory.section,
    "equipment": industry_equipment.section,
    "german_firms": industry_germany.section,
    "belts": industry_belts.section,
    "presses": industry_small.presses,
    "work": industry_small.work,
}
articles = industry_articles.topics_of_articles()
article_of = {topic: article for article, topic in articles.items() if topic in SECTIONS}
page = enter(
    "industry",
    [
        Parameter("topic", "articles", choices=tuple(SECTIONS)),
        Parameter("article", choices=tuple(articles)),
        Parameter("site", "samsung_xian", choices=("samsung_xian", "sk_hynix_wuxi", "sk_hynix_dalian")),
        Parameter("lost", 50.0, number=True, low=0, high=100),
        Parameter("months", 12.0, number=True, low=0, high=12),
        Parameter("budget", 120.0, number=True, low=0, high=1e6),
        Parameter("price", "article", choices=("article", "contracts", "sectors")),
        Parameter("kwh", 2_666_667.0, number=True, low=0, high=1e12),
        Parameter("pay", 186_000.0, number=True, low=0, high=1e9),
        Parameter("hours", 60.0, number=True, low=1, high=112),
    ],
)
_, address = page.lang.text, page.address
if address.adopted and address["topic"] == "articles" and articles.get(address["article"]) in SECTIONS:
    address.set("topic", articles[address["article"]])

names = {"articles": _("All eight articles"), **cache.terms("article_topic", page.lang.code)}
st.title(_("What do the articles claim, and does it hold?"))
st.segmented_control(
    _("Topic"),
    list(SECTIONS),
    format_func=names.__getitem__,
    required=True,
    label_visibility="collapsed",
    **address.bind("topic"),
)
topic = address["topic"]
# the overview belongs to no article, so that its link does not open a topic
address.set("article", article_of.get(topic))
if topic in article_of:
    st.caption(industry_articles.article_title(article_of[topic], page.lang.code))
SECTIONS[topic](page)
if topic in article_of:
    doubts(page, article_of[topic])
