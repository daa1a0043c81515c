"""Where a figure comes from: publisher, title, date and link of each source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import nullcontext

import pandas as pd
import streamlit as st

from atlas import terms
from atlas.app import cache, page_state
from atlas.app.cache import cached
from atlas.language import Language
from atlas.markdown import literal


def source_note(
    lang: Language, sources: Sequence[str], doubt: str = "", facts: Mapping[str, Sequence[str]] | None = None
) -> None:
    """Publisher, title, date and link of each source, what it says (``facts``), and what is uncertain."""
    _ = lang.text
    keys = named(sources)
    page_state.cited.get().update(dict.fromkeys(keys))
    entries = source_entries(keys, lang)
    said = f":material/help: {doubt}" if doubt else ""
    if len(entries) <= 2 and not facts:
        source = _("Source") + ": " + " · ".join(entries)
        st.caption(f"{said}\n\n{source}" if said else source)
        return
    with st.container(width="stretch") if said else nullcontext():
        if said:
            st.caption(said)
        with st.expander(_counted(keys, lang)):
            st.caption(_listed(dict(zip(keys, entries, strict=True)), facts or {}))


def _listed(entries: Mapping[str, str], facts: Mapping[str, Sequence[str]]) -> str:
    """Sources as a list in Markdown, below each what it says."""
    lines = []
    for key, entry in entries.items():
        lines += [f"- {entry}", *(f"  - {fact}".replace("\n", "\n    ") for fact in facts.get(key, ()))]
    return "\n".join(lines)


def source_line(sources: Sequence[str], lang: Language) -> str:
    """The same in one line: one source in full, of several their publishers."""
    keys = named(sources)
    if len(keys) == 1:
        return lang.text("Source") + ": " + source_entries(keys, lang)[0]
    return _counted(keys, lang) if keys else ""


def _counted(keys: tuple[str, ...], lang: Language) -> str:
    """How many sources, and the publishers of most of them."""
    publishers = _publishers(keys)
    shown = lang.join(publishers[:4]) + (" …" if len(publishers) > 4 else "")
    return lang.plural(
        "{count} source: {publishers}", "{count} sources: {publishers}", len(keys), publishers=shown
    )


def named(sources: Sequence[str]) -> tuple[str, ...]:
    """The sources that are known, each once; a row without one says so by its own doubt."""
    return tuple(dict.fromkeys(key for key in sources if pd.notna(key)))


@cached
def source_entries(sources: tuple[str, ...], lang: Language) -> list[str]:
    """One line for each source, in Markdown: publisher: title (date), linked."""
    entries = []
    for before, title, after, url in _parts(sources, lang):
        linked = f"[{literal(title)}]({url})" if url else literal(title)
        entries.append(f"{literal(before)}{linked}{after}")
    return entries


def linked_sources(sources: tuple[str, ...], lang: Language) -> list[tuple[str, str | None]]:
    """One plain line for each source, and its address where it has one."""
    return [(f"{before}{title}{after}", url) for before, title, after, url in _parts(sources, lang)]


def _parts(sources: tuple[str, ...], lang: Language) -> list[tuple[str, str, str, str | None]]:
    """Publisher, title, date with tier, and address of each source."""
    rows = _source_rows()
    found: list[tuple[str, str, str, str | None]] = []
    for key in sources:
        row = rows[key]
        publisher = f"{row['publisher']}: " if pd.notna(row["publisher"]) else ""
        date = f" ({row['published']})" if pd.notna(row["published"]) else ""
        after = f"{date} · {terms.name('tier', row['tier'], lang)}"
        found.append((publisher, row["title"], after, row["url"] if pd.notna(row["url"]) else None))
    return found


@cached
def _source_rows() -> dict[str, dict[str, str]]:
    rows = cache.table("sources").to_dict("records")
    return {row["source_id"]: {str(name): value for name, value in row.items()} for row in rows}


@cached
def _publishers(sources: tuple[str, ...]) -> list[str]:
    rows = _source_rows()
    names = pd.Series([rows[key]["publisher"] for key in sources], dtype="str")
    return [literal(name) for name in names.dropna().value_counts().index]
