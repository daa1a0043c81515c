"""What the other articles claim, topic by topic, computed again and with its doubts."""

import streamlit as st

from atlas import terms
from atlas.app.address import Parameter
from atlas.app.frame import enter
from atlas.evidence.check_cards import doubts
from atlas.industry import (
    articles_view,
    belts_view,
    equipment_view,
    germany_view,
    memory_view,
    single_sites_view,
)

#: topic → its section; the article of a topic is the one with that topic in articles.csv
SECTIONS = {
    "articles": articles_view.section,
    "memory_fabs": memory_view.section,
    "equipment": equipment_view.section,
    "german_firms": germany_view.section,
    "belts": belts_view.section,
    "presses": single_sites_view.presses,
    "work": single_sites_view.work,
}
articles = articles_view.topics_of_articles()
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

names = {"articles": _("All eight articles"), **terms.names("article_topic", page.lang)}
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
    st.caption(articles_view.article_title(article_of[topic], page.lang))
SECTIONS[topic](page)
if topic in article_of:
    doubts(page, article_of[topic])
