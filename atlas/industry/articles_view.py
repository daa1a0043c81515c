"""The eight articles at a glance, and what is the same on the page of every topic."""

from __future__ import annotations

import streamlit as st

from atlas import terms
from atlas.app.exhibit import show
from atlas.app.finding import finding
from atlas.app.frame import Page, link_to
from atlas.app.pages import pages
from atlas.evidence import answers as evidence
from atlas.evidence.fact_tables_view import facts_of
from atlas.industry import articles_answers as answers
from atlas.industry.themes import THEMES


def section(page: Page) -> None:
    """How the claims of each article fared, with a link to each topic."""
    finding("articles", answers.finding(page.lang))
    show(page, "article-verdicts", evidence.verdicts(page.lang))


def more(page: Page) -> None:
    """The way to each topic, and the map of places."""
    _ = page.lang.text
    st.header(_("Article by article"))
    named = terms.names("article_topic", page.lang)
    for article, topic in answers.topics_of_articles().items():
        link_to("industry", named[topic], topic=topic)
        st.caption(f"{answers.article_title(article, page.lang)}  \n{evidence.tally(page.lang, article)}")
    link_to("sources", _("All contradictions"), tab="contradictions")
    show(page, "article-places", answers.places(page.lang))


def lighthouses(page: Page) -> None:
    """The article on lighthouses, whose subject has a page of its own."""
    _subject(page, "lighthouses")


def packaging(page: Page) -> None:
    """The article on packaging, whose subject has a page of its own."""
    _subject(page, "packaging")


def _subject(page: Page, topic: str) -> None:
    """Where an article stands in one sentence, its claims by verdict, and the way to its subject."""
    article = next(key for key, own in answers.topics_of_articles().items() if own == topic)
    finding(topic, evidence.tally(page.lang, article))
    if topic in pages():
        named = terms.names("article_topic", page.lang)[topic]
        link_to(topic, page.lang.text("Figures and maps on this subject: {page}", page=named))


def carbon_border(page: Page) -> None:
    """The article's rule of the carbon border beside the one of the law."""
    _ = page.lang.text
    st.header(_("The carbon border: the article's rule and the law's"))
    rule, law = st.columns(2)
    with rule, st.container(border=True, height="stretch"):
        st.subheader(_("The article"))
        st.markdown(_("Cost of a tonne of CO₂ = European carbon price − carbon price paid in China."))
        st.caption(
            _("With 80 EUR in Europe and 10 EUR paid, 80 − 10 = 70 EUR; every tonne of emissions counts.")
        )
    with law, st.container(border=True, height="stretch"):
        st.subheader(_("The law"))
        st.markdown(
            _(
                "Certificates = embedded emissions − free allocation − reduction for the carbon price effectively paid; cost = certificates × certificate price of the quarter."
            )
        )
        st.caption(
            _(
                "The importer in the EU pays, not the exporter. Free allocation shrinks year by year until 2034."
            )
        )
    link_to("cbam", _("Work out the cost of your goods"), tab="good")


def statements(page: Page, topic: str) -> None:
    """Every statement of the topic's article, theme by theme."""
    st.header(page.lang.text("Everything the article says"))
    named = terms.names("fact_theme", page.lang)
    for theme, facts in THEMES[topic].items():
        title = page.lang.plural(
            "{theme}: {count} statement", "{theme}: {count} statements", len(facts), theme=named[theme]
        )
        with st.expander(title, key=f"statements-{topic}-{theme}", on_change="rerun") as part:
            if part.open:
                facts_of(page, f"{topic}-{theme}", named[theme], facts)
