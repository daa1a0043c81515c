"""The frame of every page: configuration, language, navigation, notices, failure.

Streamlit runs a file of ``pages/`` alone, without ``dashboard.py``, until somebody has
opened ``/`` on a fresh server. So each page starts with ``page = enter(...)``: inside the
frame it gets its language and address; outside, the frame is built around it.
"""

from __future__ import annotations

import logging
import secrets
import traceback
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from copy import copy
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from atlas import tables
from atlas.app import cache as app_cache
from atlas.app import link_notice, link_release, page_state, present, workers
from atlas.app.address import LANGUAGE, Address, Parameter
from atlas.app.document import follow
from atlas.app.finding import document_title
from atlas.app.navigation import head
from atlas.app.navigation import link_to as link_to
from atlas.app.page_state import Page as Page
from atlas.app.pages import FIRST, ROOT, pages
from atlas.app.paper import paper_end
from atlas.app.refusals_text import refusal
from atlas.app.share import share_dialog
from atlas.language import LANGUAGES, Language, guess

STYLE, PRESENT_STYLE, PRINT_STYLE = (
    Path(__file__).with_name(f"{name}.css") for name in ("frame", "present", "print")
)
log = logging.getLogger("atlas")


#: what a run waits for; in the hosted form the scripts of all sessions share a few slots
run_slot: Callable[[], AbstractContextManager[None]] = nullcontext


def enter(name: str, parameters: Sequence[Parameter] = ()) -> Page:
    """First call of a page: its language and address, the notice about its link.

    Builds the frame around the page and stops when the page was run without it.
    """
    lang = page_state.language.get()
    if lang is None:
        run()
        st.stop()
    address = Address(name, lang, parameters)
    page_state.address.set(address)
    _notice(address, lang)
    return Page(lang, address)


@cache
def style(*files: Path) -> str:
    """Files of style as one element of HTML; those of every page where none is named."""
    texts = (file.read_text(encoding="utf-8") for file in files or (STYLE, PRINT_STYLE))
    return f"<style>{''.join(texts)}</style>"


def run() -> None:
    """Build the frame and run the page that the address asks for."""
    with run_slot():
        _run()


def _run() -> None:
    lang = Language(_current_language())
    _ = lang.text
    # the picture by address: a file would be read and hashed in each run
    st.set_page_config(page_icon="app/static/icon.png", layout="wide")
    st.html(style())
    try:
        app_cache.start()
    except tables.TableError as error:
        st.error(_("The data are damaged and nothing is shown: {problem}", problem=str(error)))
        st.stop()
    # a page object belongs to one run; to make it looks up its file's path each time
    links = {name: copy(page) for name, page in _links_in(lang).items()}
    # the first page is served at "/", and Streamlit knows it by no other address
    chosen = st.navigation([*links.values(), copy(_first_by_name(lang))], position="hidden")
    named = page_state.Title()
    try:
        with page_state.started(lang, links, named):
            _page(chosen, links, lang)
    finally:
        # after the address: the step before keeps its title in the browser's history
        st.set_page_config(page_title=document_title(named, chosen.title, lang))


def _page(chosen: Any, links: dict[str, Any], lang: Language) -> None:
    """The head, the page and what follows it; then the address says what is shown."""
    current = chosen.url_path or FIRST
    try:
        shared = not (present.asked() or st.context.is_embedded) and head(lang, links, current)
        with tables.using(_release(current, lang)):
            _show(chosen, lang)
            follow(lang)
            address = page_state.address.get()
            if shared and address is not None:
                share_dialog(lang, address)
    finally:
        address = page_state.address.get()
        if address is not None:
            address.publish()
            # what the address says now is no wish of the reader's, until it says something else
            st.session_state["language:written"] = lang.code


def _show(chosen: Any, lang: Language) -> None:
    """The page, or in the present form one of its exhibits."""
    if not present.asked():
        _run_safely(chosen.run, lang)
        _foot(lang)
        paper_end(lang)
        return
    st.html(style(PRESENT_STYLE))
    _run_safely(lambda: present.show(chosen.run, lang), lang)
    if (address := page_state.address.get()) is not None:
        _notice(address, lang)


def _release(page: str, lang: Language) -> str | None:
    """The release to show a page with, None for today's; says what differs since its link was made.

    The present form says it only where the release asked for cannot be shown.
    """
    asked = link_release.asked(page)
    if asked.wrong:
        link_notice.unknown_release(lang)
    if asked.date is None or (present.asked() and not asked.as_of):
        return None
    changed = link_release.changes_since(page, asked.date, lang)
    if not (present.asked() and changed.held):
        link_notice.since_the_link(page, changed, asked.as_of, lang)
    return asked.date if asked.as_of and changed.held else None


@cache
def _links_in(lang: Language) -> dict[str, Any]:
    """The pages as Streamlit knows them, by name; call it inside a run."""
    return {
        name: st.Page(
            entry.file,
            title=lang.text(entry.label),
            url_path="start" if name == FIRST else name,
            default=name == FIRST,
        )
        for name, entry in pages().items()
    }


@cache
def _first_by_name(lang: Language) -> Any:
    """The first page under its own name, which links may hold too."""
    entry = pages()[FIRST]
    return st.Page(entry.file, title=lang.text(entry.label), url_path=FIRST, visibility="hidden")


def _current_language() -> str:
    """The link's language when it names one of ours, then the session's, then the browser's."""
    asked = st.query_params.get(LANGUAGE)
    if asked in LANGUAGES and asked != st.session_state.get("language:written"):
        st.session_state["language"] = asked
    # a value that no browser sends is none
    if st.session_state.get("language") not in LANGUAGES:
        st.session_state["language"] = guess(st.context.locale)
    return str(st.session_state["language"])


def _notice(address: Address, lang: Language) -> None:
    _ = lang.text
    parts = []
    if address.refused:
        names = lang.join(address.refused)
        parts.append(
            _(
                "This link asks for a value that does not exist: {names}. The standard value is shown.",
                names=names,
            )
        )
    if address.unknown:
        parts.append(
            _("This link carries {count} setting(s) that this page does not know.", count=address.unknown)
        )
    if parts:
        st.warning(" ".join(parts), icon=":material/link_off:")


def _run_safely(run: Callable[[], object], lang: Language) -> None:
    """Run the page; a failure becomes a message with a number that the log knows too."""
    try:
        run()
    except workers.Refused as refused:
        st.warning(refusal(refused.kind, lang), icon=":material/error:")
    except Exception as error:
        number = secrets.token_hex(4)
        # the kind and the place of the failure, never the values: those may be a reader's own
        own = [f for f in traceback.extract_tb(error.__traceback__) if f.filename.startswith(str(ROOT))]
        where = f"{Path(own[-1].filename).relative_to(ROOT)}:{own[-1].lineno}" if own else "?"
        log.error("failure %s: %s at %s", number, type(error).__name__, where)
        st.error(
            lang.text(
                "Something went wrong here. Reload the page; if it happens again, report number {number}.",
                number=number,
            )
        )


def _foot(lang: Language) -> None:
    _ = lang.text
    with st.container(key="frame-foot"):
        st.caption(
            _(
                "Data as of {date}. Every figure names its source. Not legal or investment advice.",
                date=lang.date(tables.date_of()),
            )
        )
