"""What was checked in one article: where it stands, cards for what did not hold, a table of all."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from atlas import terms
from atlas.app.exhibit import show, show_table
from atlas.app.frame import Page, link_to
from atlas.app.source_note import source_note
from atlas.evidence import answers
from atlas.evidence.fact_tables_view import check_labels
from atlas.evidence.outside_text import by_source
from atlas.language import MISSING, Language

#: icon of each verdict: told by form, not by colour
ICONS = {
    "supported": ":material/check_circle:",
    "disputed": ":material/cancel:",
    "untestable": ":material/help:",
    "disagrees": ":material/call_split:",
    "agrees": ":material/calculate:",
    "not_computable": ":material/calculate:",
}


def verdict_line(check: dict[Any, Any], lang: Language) -> str:
    """Both axes of a verdict with their icons, in Markdown."""
    parts = []
    for axis in ("evidence", "arithmetic"):
        code = check[axis]
        parts.append(f"{ICONS[code]} **{terms.name(axis, code, lang)}**")
    return " · ".join(parts)


def standing(page: Page, article: str) -> None:
    """Where an article stands: its figures beside independent ones, its doubtful claims, all checks."""
    _, lang = page.lang.text, page.lang
    st.header(_("Where the article stands"))
    st.markdown(answers.tally(lang, article))
    placed, behind = answers.positions(article, lang), {"article": article}
    if placed is None:
        st.caption(_("No figure of this article was found in an independent source."))
    else:
        show(page, f"positions-{article}", placed, facts=behind)
    found = answers.checked(article, lang)
    cards(found.failed, lang)
    title = lang.plural(
        "The {count} claim that was checked", "All {count} claims that were checked", len(found.every)
    )
    with st.expander(title, key=f"all-checks-{article}", on_change="rerun") as every:
        if every.open:
            show_table(found.every, check_labels(lang), key=f"checks-{article}")
    link_to("sources", _("All statements of this article"), article=article)


def cards(checks: pd.DataFrame, lang: Language) -> None:
    """One card a check, two in a row; ``checks`` as `text.check_rows` gives them."""
    rows = checks.to_dict("records")
    for start in range(0, len(rows), 2):
        for column, check in zip(st.columns(2), rows[start : start + 2], strict=False):
            with column, st.container(border=True, height="stretch"):
                _card(check, lang)


def _card(check: dict[Any, Any], lang: Language) -> None:
    parts = [verdict_line(check, lang), f"**{check['claim']}**", check["comment"]]
    st.markdown("\n\n".join(part for part in parts if part))
    st.caption("  \n".join(said(check, lang)))
    tested_against(check, lang)


def tested_against(check: dict[Any, Any], lang: Language) -> None:
    """The independent sources of a check, each with what it says; nothing where there is none."""
    if pd.notna(check["source_ids"]):
        source_note(lang, check["source_ids"].split(";"), facts=by_source(check["check_id"], lang))


def said(check: dict[Any, Any], lang: Language) -> list[str]:
    """Printed, recomputed and independent figures of a check, and what it was tested against."""
    labels = check_labels(lang)
    figures = [
        f"{labels[name]}: {check[name]}"
        for name in ("printed", "recomputed", "elsewhere")
        if check[name] != MISSING
    ]
    return [*([" · ".join(figures)] if figures else []), check["tested"]]
