"""What the overview of the articles shows, worked out once for all sessions."""

from __future__ import annotations

import pandas as pd

from atlas import terms
from atlas.app import cache
from atlas.app.cache import cached
from atlas.app.exhibit import Exhibit
from atlas.charts.theme import Drawing
from atlas.evidence import answers
from atlas.industry.map_charts import mention_map
from atlas.language import Language


@cached
def topics_of_articles() -> dict[str, str]:
    """Topic of each article."""
    articles = cache.table("articles")
    return dict(zip(articles["article_id"], articles["topic"], strict=True))


@cached
def article_title(article: str, lang: Language) -> str:
    """Title and publisher of an article, in one line."""
    row = cache.table("articles").set_index("article_id").loc[article].to_dict()
    return f"{lang.pick(row, 'title')} · {lang.pick(row, 'publisher')}"


@cached
def finding(lang: Language) -> str:
    """How many statements the articles hold, and how the checked claims fared."""
    statements = int(answers.articles()["facts"].sum())
    first = lang.text("Eight articles hold {facts} statements.", facts=lang.number(statements))
    return lang.sentences([first, answers.tally(lang)])


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


@cached
def places(lang: Language) -> Exhibit:
    """The places that the articles name, on the map."""
    _ = lang.text
    drawing, table = _mentions(lang)
    return Exhibit(
        _("Places that the articles name"),
        drawing,
        table,
        {"place": _("Place"), "article": _("Article"), "mentions": _("Mentions")},
        tuple(cache.table("articles")["source_id"]),
        _("Regions of several provinces are left out, because the articles do not say what belongs to them."),
    )
