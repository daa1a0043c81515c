"""The end of a printed page, unseen on the screen: every source in full, and the link of the view."""

from __future__ import annotations

from html import escape

import streamlit as st

from atlas.app import page_state
from atlas.app.cache import cached
from atlas.app.source_note import linked_sources
from atlas.language import Language


def paper_end(lang: Language) -> None:
    """List the sources that the page named, and its link; the style shows them on paper only."""
    address, cited = page_state.address.get(), tuple(page_state.cited.get())
    link = "" if address is None else f'<p class="print-link">{escape(address.link())}</p>'
    with st.container(key="print-end"):
        st.html((_listed(cited, lang) if cited else "") + link or "<p></p>")


@cached
def _listed(cited: tuple[str, ...], lang: Language) -> str:
    lines = (
        f'<li><a href="{escape(url)}">{escape(line)}</a></li>' if url else f"<li>{escape(line)}</li>"
        for line, url in linked_sources(cited, lang)
    )
    return f"<h2>{escape(lang.text('Sources'))}</h2><ol>{''.join(lines)}</ol>"
