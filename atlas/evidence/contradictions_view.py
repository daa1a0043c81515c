"""The third tab of the sources page: claims that did not hold, and sources that disagree."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from atlas import terms
from atlas.app import cache
from atlas.app.cache import cached
from atlas.app.exhibit import exhibit, show_table
from atlas.app.frame import Page
from atlas.charts.theme import Drawing
from atlas.evidence import claims as evidence_claims
from atlas.evidence.charts import off_by
from atlas.evidence.check_cards import Card, cards, in_words
from atlas.evidence.fact_tables_view import check_labels
from atlas.evidence.text import amount, check_rows, recomputed, result, with_unit
from atlas.language import Language

#: most claims that the figure shows, and that stand as cards
SHOWN, CARDS = 10, 8


@cached
def _ranked(lang: Language) -> pd.DataFrame:
    """The claims that did not hold, in words, weightiest first."""
    ranked = evidence_claims.contradictions(cache.table("evidence_checks"), recomputed())
    words = check_rows(lang).set_index("check_id", drop=False).loc[ranked["check_id"]].reset_index(drop=True)
    topics = terms.names("article_topic", lang)
    articles = cache.table("articles").set_index("article_id")["topic"].map(topics)
    return words.assign(article=words["article_id"].map(articles), score=ranked["score"].round(2))


@cached
def _compared(lang: Language) -> pd.DataFrame:
    """The claims whose printed figure can be set against the recomputed one, farthest first."""
    claims = _ranked(lang).set_index("check_id")
    rows = evidence_claims.ratios(recomputed())
    rows = rows[rows["check_id"].isin(claims.index)].drop_duplicates("check_id").head(SHOWN)
    words = claims.loc[rows["check_id"]]
    printed, again = lang.text("Printed"), lang.text("Recomputed")
    ends = zip(rows["ratio_low"], rows["ratio_high"], strict=True)
    return pd.DataFrame(
        {
            "label": words["claim"].to_numpy(),
            "printed": words["printed"].to_numpy(),
            "recomputed": words["recomputed"].to_numpy(),
            "ratio_low": rows["ratio_low"].to_numpy(),
            "ratio_high": rows["ratio_high"].to_numpy(),
            "ratio": ["–".join(dict.fromkeys(result(end, lang) for end in pair)) for pair in ends],
            "hover": [
                f"{a}<br>{printed}: {b}<br>{again}: {c}"
                for a, b, c in zip(words["claim"], words["printed"], words["recomputed"], strict=True)
            ],
        }
    )


@cached
def _drawing(lang: Language) -> Drawing:
    return off_by(_compared(lang), lang)


@cached
def _gravest(lang: Language) -> tuple[Card, ...]:
    return in_words(_ranked(lang).head(CARDS), lang)


def contradictions(page: Page) -> None:
    """Where the articles disagree with themselves, with other sources, and sources with each other."""
    _, lang = page.lang.text, page.lang
    ranked, compared, labels = _ranked(lang), _compared(lang), check_labels(lang)
    st.markdown(
        _(
            "{count} claims were not confirmed. They are sorted by weight: how grave the verdict is, and how far the printed figure is off.",
            count=lang.number(len(ranked)),
        )
    )
    cards(_gravest(lang), lang)
    listed = {"article": _("Article"), **labels, "score": _("Weight")}
    show_table(ranked[list(listed)], listed, key="ranked", height=420)
    st.caption(
        _(
            "Weight = verdict (wrong 4, contradictory or outdated 3, doubtful 2, else 1) × (1 + distance between printed and recomputed, at most 1)."
        )
    )
    exhibit(
        page,
        "contradictions",
        _("Recomputed, as a multiple of what is printed"),
        lambda: _drawing(lang),
        compared,
        {
            "label": labels["claim"],
            "printed": labels["printed"],
            "recomputed": labels["recomputed"],
            "ratio": _("Ratio"),
        },
        cache.table("articles")["source_id"].tolist(),
        doubt=_("Only claims that print a figure which can be computed again."),
    )
    st.header(_("Where sources disagree with each other"))
    _between(page)


@cached
def _between_sources(lang: Language) -> pd.DataFrame:
    """Pairs of sources that give different values of the same figure, in words, widest apart first."""
    publishers = cache.table("sources").set_index("source_id")["publisher"]
    memory = evidence_claims.disagreements(
        cache.table("memory_fabs"), ["company", "site_id", "metric", "product", "unit"]
    )
    tools = evidence_claims.disagreements(
        cache.table("equipment_localisation"), ["firm", "metric", "scanner", "unit", "year"]
    )
    memory["what"] = (
        memory["company"].map(terms.names("memory_maker", lang))
        + " · "
        + memory["metric"].map(terms.names("memory_metric", lang))
    )
    tools["what"] = (
        tools["firm"].map(terms.names("equipment_firm", lang))
        + " · "
        + tools["metric"].map(terms.names("equipment_metric", lang))
    )
    rows = pd.concat([memory, tools]).sort_values("gap", ascending=False)
    for side in ("a", "b"):
        rows[f"value_{side}"] = [
            with_unit("–".join(dict.fromkeys(amount(end, lang) for end in ends if pd.notna(end))), unit, lang)
            for *ends, unit in zip(
                rows[f"value_low_{side}"], rows[f"value_high_{side}"], rows["unit"], strict=True
            )
        ]
        rows[f"publisher_{side}"] = rows[f"source_id_{side}"].map(publishers)
    return rows


def _between(page: Page) -> None:
    _ = page.lang.text
    labels = {
        "what": _("Figure"),
        "value_a": _("First source"),
        "publisher_a": _("Who"),
        "value_b": _("Second source"),
        "publisher_b": _("Who else"),
    }
    show_table(_between_sources(page.lang), labels, key="between")
