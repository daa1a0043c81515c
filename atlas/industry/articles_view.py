"""The eight articles at a glance: verdicts, places, and where each is taken up."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from atlas import terms
from atlas.app import cache
from atlas.app.cache import cached
from atlas.app.exhibit import Exhibit, show
from atlas.app.frame import Page, link_to
from atlas.app.pages import pages
from atlas.charts.theme import Drawing
from atlas.evidence import claims
from atlas.evidence.charts import group_names, verdict_bars
from atlas.evidence.text import judged
from atlas.industry.map_charts import mention_map
from atlas.language import Language


@cached
def _rows() -> pd.DataFrame:
    return claims.by_article(cache.table("articles"), judged(), cache.table("evidence_checks"))


@cached
def topics_of_articles() -> dict[str, str]:
    """Topic of each article."""
    articles = cache.table("articles")
    return dict(zip(articles["article_id"], articles["topic"], strict=True))


def _mentions(lang: Language) -> tuple[Drawing, pd.DataFrame]:
    """The map of places named, and its table."""
    named = cache.table("article_places").merge(cache.table("evidence_places"), on="place_id")
    provinces = cache.table("provinces")
    counts = named.groupby("province_code")["mentions"].sum()
    provinces["mentions"] = provinces["province_code"].map(counts).fillna(0).astype("int")
    points = named.dropna(subset=["latitude"]).groupby("place_id", as_index=False).first()
    points = pd.DataFrame(
        {
            "lat": points["latitude"],
            "lon": points["longitude"],
            "sites": 1,
            "city": points["place_id"],
            "hover": [lang.pick(row, "name") for row in points.to_dict("records")],
        }
    )
    topics = terms.names("article_topic", lang)
    topic = cache.table("articles").set_index("article_id")["topic"].map(topics)
    table = named.assign(
        place=[lang.pick(row, "name") for row in named.to_dict("records")],
        article=named["article_id"].map(topic),
    ).sort_values(["mentions", "place"], ascending=[False, True])
    return mention_map(provinces, points, lang), table[["place", "article", "mentions"]]


def section(page: Page) -> None:
    """Verdicts by article, links to where each article is taken up, the map of places."""
    _ = page.lang.text
    topics = terms.names("article_topic", page.lang)
    with st.container(key="finding-articles"):
        st.markdown(_finding(page.lang))
    show(page, "article-verdicts", _verdicts(page.lang))
    with st.container(horizontal=True):
        for name in ("lighthouses", "packaging"):
            if name in pages():
                link_to(name, topics[name])
        link_to("sources", _("All contradictions"), tab="contradictions")
    show(page, "article-places", _places(page.lang))


@cached
def _finding(lang: Language) -> str:
    total = _rows()[["facts", "checks", "confirmed", "contradicted"]].sum()
    return lang.text(
        "Eight articles hold {facts} facts; of {checks} claims checked, {confirmed} hold and {contradicted} are contradicted.",
        **{name: lang.number(total[name]) for name in total.index},
    )


@cached
def _verdicts(lang: Language) -> Exhibit:
    rows, topics = _rows(), terms.names("article_topic", lang)
    _ = lang.text
    labels = dict(zip(rows["article_id"], rows["topic"].map(topics), strict=True))
    groups = group_names(lang)
    table = rows.assign(
        topic=rows["topic"].map(topics), title=[lang.pick(row, "title") for row in rows.to_dict("records")]
    )
    return Exhibit(
        _("How the claims of each article fared"),
        verdict_bars(rows, labels, lang),
        table,
        {"topic": _("Topic"), "title": _("Title"), "facts": _("Facts"), "checks": _("Checks"), **groups},
        tuple(rows["source_id"]),
        _("Open means doubtful, ambiguous, incomplete or understated. What was not checked is not counted."),
    )


@cached
def _places(lang: Language) -> Exhibit:
    _ = lang.text
    drawing, places = _mentions(lang)
    return Exhibit(
        _("Places that the articles name"),
        drawing,
        places,
        {"place": _("Place"), "article": _("Article"), "mentions": _("Mentions")},
        tuple(_rows()["source_id"]),
        _("Regions of several provinces are left out, because the articles do not say what belongs to them."),
    )


@cached
def article_title(article: str, lang: Language) -> str:
    """Title and publisher of an article, in one line."""
    row = cache.table("articles").set_index("article_id").loc[article].to_dict()
    return f"{lang.pick(row, 'title')} · {lang.pick(row, 'publisher')}"
