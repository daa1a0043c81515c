"""Lighthouse sites as cards."""

from __future__ import annotations

from typing import Any, NamedTuple

import streamlit as st

from atlas import terms
from atlas.app import cache
from atlas.app.cache import cached
from atlas.app.frame import Page
from atlas.app.source_note import source_note
from atlas.language import Language
from atlas.lighthouses import sites as lighthouses_sites
from atlas.lighthouses import text
from atlas.lighthouses.answers import awards, city_of


class Card(NamedTuple):
    """The words of one card; ``doubt`` is empty where the basis is a source itself."""

    title: str
    plant: str
    doubt: str
    results: str
    sources: tuple[str, ...]


def site_cards(page: Page, site_ids: tuple[str, ...]) -> None:
    """One card a site, in the given order: company, plant, awards, published results with their source."""
    cards = _cards(site_ids, page.lang)
    for start in range(0, len(cards), 2):
        columns = st.columns(2)
        for column, card in zip(columns, cards[start : start + 2], strict=False):
            with column, st.container(border=True, height="stretch"):
                st.markdown(card.title)
                st.caption(card.plant)
                if card.doubt:
                    st.caption(card.doubt)
                st.markdown(card.results)
                source_note(page.lang, card.sources)


@cached
def _cards(site_ids: tuple[str, ...], lang: Language) -> list[Card]:
    sites = cache.table("lighthouses").set_index("site_id", drop=False).loc[list(site_ids)]
    tables = (cache.table("lighthouse_designations"), cache.table("lighthouse_metrics"))
    cards = lighthouses_sites.site_cards(sites.reset_index(drop=True), *tables).to_dict("records")
    return [_card(card, lang) for card in cards]


def _card(card: dict[Any, Any], lang: Language) -> Card:
    industries = terms.names("lighthouse_industry", lang)
    held = awards(lang)[card["site_id"]]
    doubt = "" if card["basis"] == "source" else terms.meaning("basis", card["basis"], lang)
    lines = [f"- {text.result(result, lang)}" for result in card["results"]]
    rows = [card, *card["held"], *card["results"]]
    return Card(
        title=f"**{lang.pick(card, 'company')}** · {city_of(card, lang)}",
        plant=f"{lang.pick(card, 'site')} · {industries[card['industry']]} · {held}",
        doubt=doubt and f":material/help: {doubt}",
        results="\n".join(lines) or lang.text("No published results found."),
        sources=tuple(row["source_id"] for row in rows),
    )
