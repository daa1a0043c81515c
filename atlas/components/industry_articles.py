"""The eight articles at a glance: verdicts, places, and where each is taken up."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from atlas import cached, evidence
from atlas.components.exhibit import exhibit
from atlas.components.fact_words import judged, shared
from atlas.components.frame import Page, link_to, pages
from atlas.figures.article_maps import mention_map
from atlas.figures.theme import Drawing
from atlas.figures.verdicts import group_names, verdict_bars
from atlas.language import Language


@shared
def _rows() -> pd.DataFrame:
    return evidence.by_article(cached.table("articles"), judged(), cached.table("evidence_checks"))


@shared
def _mentions(code: str) -> tuple[Drawing, pd.DataFrame]:
    """The map of places named, and its table."""
    lang = Language(code)
    named = cached.table("article_places").merge(cached.table("evidence_places"), on="place_id")
    provinces = cached.table("provinces")
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
    topics = cached.terms("article_topic", code)
    topic = cached.table("articles").set_index("article_id")["topic"].map(topics)
    table = named.assign(
        place=[lang.pick(row, "name") for row in named.to_dict("records")],
        article=named["article_id"].map(topic),
    ).sort_values(["mentions", "place"], ascending=[False, True])
    return mention_map(provinces, points, lang), table[["place", "article", "mentions"]]


def section(page: Page) -> None:
    """Verdicts by article, links to where each article is taken up, the map of places."""
    _, lang = page.lang.text, page.lang
    rows, topics = _rows(), cached.terms("article_topic", lang.code)
    total = rows[["facts", "checks", "confirmed", "contradicted"]].sum()
    with st.container(key="finding-articles"):
        st.markdown(
            _(
                "Eight articles hold {facts} facts; of {checks} claims checked, {confirmed} hold and {contradicted} are contradicted.",
                **{name: lang.number(total[name]) for name in total.index},
            )
        )
    _verdicts(page, rows, topics)
    with st.container(horizontal=True):
        for name in ("lighthouses", "packaging"):
            if name in pages():
                link_to(name, topics[name])
        link_to("sources", _("All contradictions"), tab="contradictions")
    _places(page, rows["source_id"].tolist())


def _verdicts(page: Page, rows: pd.DataFrame, topics: dict[str, str]) -> None:
    _, lang = page.lang.text, page.lang
    labels = dict(zip(rows["article_id"], rows["topic"].map(topics), strict=True))
    groups = group_names(lang)
    table = rows.assign(
        topic=rows["topic"].map(topics), title=[lang.pick(row, "title") for row in rows.to_dict("records")]
    )
    exhibit(
        page,
        "article-verdicts",
        _("How the claims of each article fared"),
        lambda: verdict_bars(rows, labels, lang),
        table,
        {"topic": _("Topic"), "title": _("Title"), "facts": _("Facts"), "checks": _("Checks"), **groups},
        rows["source_id"].tolist(),
        doubt=_(
            "Open means doubtful, ambiguous, incomplete or understated. What was not checked is not counted."
        ),
    )


def _places(page: Page, sources: list[str]) -> None:
    _ = page.lang.text
    drawing, places = _mentions(page.lang.code)
    exhibit(
        page,
        "article-places",
        _("Places that the articles name"),
        drawing,
        places,
        {"place": _("Place"), "article": _("Article"), "mentions": _("Mentions")},
        sources,
        doubt=_(
            "Regions of several provinces are left out, because the articles do not say what belongs to them."
        ),
    )


def article_title(article: str, lang: Language) -> str:
    """Title and publisher of an article, in one line."""
    row = cached.table("articles").set_index("article_id").loc[article].to_dict()
    return f"{lang.pick(row, 'title')} · {lang.pick(row, 'publisher')}"
