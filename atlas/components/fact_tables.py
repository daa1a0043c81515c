"""Tables of facts and of checks, as several pages show them."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from atlas import cached
from atlas.components.exhibit import show_table
from atlas.components.fact_words import check_rows, fact_rows
from atlas.components.frame import Page, link_to
from atlas.language import Language


def fact_labels(lang: Language) -> dict[str, str]:
    """Column headings of a table of facts."""
    _ = lang.text
    return {
        "fact_id": _("Fact"),
        "subject": _("Subject"),
        "metric": _("Metric"),
        "value": _("Value"),
        "period": _("Period"),
        "place": _("Place"),
        "kind": _("Kind"),
        "verdict": _("Verdict"),
        "quote_zh": _("Quote"),
    }


def check_labels(lang: Language) -> dict[str, str]:
    """Column headings of a table of checks."""
    _ = lang.text
    return {
        "verdict": _("Verdict"),
        "claim": _("The article says"),
        "printed": _("Printed"),
        "recomputed": _("Recomputed"),
        "comment": _("What we found"),
    }


def facts_of(page: Page, key: str, title: str, fact_ids: Sequence[str]) -> None:
    """The named facts with their quotes, in the given order."""
    rows = fact_rows(page.lang.code).set_index("fact_id", drop=False).loc[list(fact_ids)]
    labels = fact_labels(page.lang)
    st.markdown(f"### {title}")
    show_table(
        rows, {name: labels[name] for name in labels if name not in ("place", "kind")}, key=f"facts-{key}"
    )


def doubts(page: Page, article: str) -> None:
    """What was checked in one article, gravest first, and the way to its facts."""
    _ = page.lang.text
    rows = check_rows(page.lang.code)
    rows = rows[rows["article_id"] == article].sort_values("severity", ascending=False, kind="stable")
    st.header(_("What to doubt"))
    refuted = int((rows["severity"] >= 3).sum())
    st.markdown(
        _(
            "{count} claims of this article were checked; {confirmed} hold, {refuted} are contradicted.",
            count=page.lang.number(len(rows)),
            confirmed=page.lang.number((rows["severity"] == 0).sum()),
            refuted=page.lang.number(refuted),
        )
    )
    show_table(rows, check_labels(page.lang), key=f"checks-{article}")
    link_to("sources", _("All facts of this article"), article=article)


def article_source(article: str) -> str:
    """Key of the source that an article is."""
    return str(cached.table("articles").set_index("article_id").loc[article, "source_id"])
