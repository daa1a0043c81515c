"""Where a figure comes from: publisher, title, date and link of each source."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext

import pandas as pd
import streamlit as st

from atlas import terms
from atlas.app import cache
from atlas.app.cache import cached
from atlas.language import Language


def source_note(lang: Language, sources: Sequence[str], doubt: str = "") -> None:
    """Publisher, title, date and link of each source, and what is uncertain."""
    _ = lang.text
    keys = named(sources)
    entries = source_entries(keys, lang)
    said = f":material/help: {doubt}" if doubt else ""
    if len(entries) <= 2:
        source = _("Source") + ": " + " · ".join(entries)
        st.caption(f"{said}\n\n{source}" if said else source)
        return
    publishers = _publishers(keys)
    shown = lang.join(publishers[:4]) + (" …" if len(publishers) > 4 else "")
    with st.container(width="stretch") if said else nullcontext():
        if said:
            st.caption(said)
        with st.expander(_("{count} sources: {publishers}", count=len(entries), publishers=shown)):
            st.caption("\n".join(f"- {entry}" for entry in entries))


def named(sources: Sequence[str]) -> tuple[str, ...]:
    """The sources that are known, each once; a row without one says so by its own doubt."""
    return tuple(dict.fromkeys(key for key in sources if pd.notna(key)))


@cached
def source_entries(sources: tuple[str, ...], lang: Language) -> list[str]:
    """One line for each source, in Markdown: publisher: title (date), linked."""
    rows = _source_rows()
    entries = []
    for key in sources:
        row = rows[key]
        title = _plain(row["title"])
        linked = f"[{title}]({row['url']})" if pd.notna(row["url"]) else title
        publisher = f"{_plain(row['publisher'])}: " if pd.notna(row["publisher"]) else ""
        date = f" ({row['published']})" if pd.notna(row["published"]) else ""
        entries.append(f"{publisher}{linked}{date} · {terms.name('tier', row['tier'], lang)}")
    return entries


@cached
def _source_rows() -> dict[str, dict[str, str]]:
    return {row["source_id"]: row for row in cache.table("sources").to_dict("records")}


@cached
def _publishers(sources: tuple[str, ...]) -> list[str]:
    rows = _source_rows()
    names = pd.Series([rows[key]["publisher"] for key in sources], dtype="str")
    return [_plain(name) for name in names.dropna().value_counts().index]


def _plain(text: str) -> str:
    """Text in which Markdown finds nothing to format."""
    for sign in "\\`*_[]<>$~":
        text = text.replace(sign, "\\" + sign)
    return text
