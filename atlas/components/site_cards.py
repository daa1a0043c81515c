"""Lighthouse sites as cards."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from atlas import cached, lighthouses
from atlas.components.exhibit import source_note
from atlas.components.frame import Page
from atlas.language import Language


def site_cards(page: Page, sites: pd.DataFrame) -> None:
    """One card a site: company, plant, awards, published results with their source."""
    lang = page.lang
    tables = (cached.table("lighthouse_designations"), cached.table("lighthouse_metrics"))
    cards = lighthouses.site_cards(sites, *tables).to_dict("records")
    for start in range(0, len(cards), 2):
        columns = st.columns(2)
        for column, card in zip(columns, cards[start : start + 2], strict=False):
            with column, st.container(border=True, height="stretch"):
                _card(card, lang)


def _card(card: dict[str, Any], lang: Language) -> None:
    _ = lang.text
    industries, awards = (
        cached.terms("lighthouse_industry", lang.code),
        cached.terms("designation", lang.code),
    )
    st.markdown(f"**{lang.pick(card, 'company')}** · {lang.pick(card, 'city')}")
    held = lang.join([f"{awards[award['designation']]} {award['cohort']}" for award in card["held"]])
    st.caption(f"{lang.pick(card, 'site')} · {industries[card['industry']]} · {held}")
    if card["basis"] != "source":
        st.caption(":material/help: " + cached.meaning("basis", card["basis"], lang))
    lines = [_result(result, lang) for result in card["results"]]
    st.markdown("\n".join(f"- {line}" for line in lines) if lines else _("No published results found."))
    results = [result["source_id"] for result in card["results"]]
    source_note(lang, [card["source_id"], *(award["source_id"] for award in card["held"]), *results])


def _result(result: dict[str, Any], lang: Language) -> str:
    metric = cached.term("lighthouse_metric", result["metric"], lang)
    sign = {"increase": "+", "decrease": "−"}.get(result["direction"], "")
    digits = 0 if float(result["value"]).is_integer() else 1
    unit = cached.term("unit", result["unit"], lang)
    doubt = f" ({cached.term('reading', result['reading'], lang)})" if pd.notna(result["reading"]) else ""
    return f"{metric} {sign}{lang.number(result['value'], digits)} {unit}{doubt}"
