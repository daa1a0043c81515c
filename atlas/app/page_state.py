"""What one run of a page holds: its language, address, links, and the exhibits it showed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, NamedTuple

import pandas as pd

from atlas.app.address import Address
from atlas.charts.theme import Drawing
from atlas.language import Language


class Exhibit(NamedTuple):
    """What an exhibit shows, in one language, worked out once for all sessions, so never change it.

    A table may be a function, called when it is asked for.
    """

    title: str
    drawing: Drawing
    table: pd.DataFrame | Callable[[], pd.DataFrame]
    labels: Mapping[str, str]
    sources: tuple[str, ...]
    doubt: str = ""


@dataclass
class Title:
    """What the browser's title says of a view: its name within the page, and what it found."""

    view: str = ""
    finding: str = ""


@dataclass
class Page:
    """What a page gets from the frame."""

    lang: Language
    address: Address


language: ContextVar[Language | None] = ContextVar("language", default=None)
address: ContextVar[Address | None] = ContextVar("address", default=None)
links: ContextVar[dict[str, Any]] = ContextVar("links", default={})  # noqa: B039 (never changed in place)
title: ContextVar[Title | None] = ContextVar("title", default=None)
#: keys of the sources that the page names, in its order
cited: ContextVar[dict[str, None]] = ContextVar("cited", default={})  # noqa: B039 (set anew by each run)
#: where exhibits go instead of the page; None on a page that is shown
held: ContextVar[dict[str, Exhibit] | None] = ContextVar("held", default=None)


@contextmanager
def holding() -> Iterator[dict[str, Exhibit]]:
    """Inside, exhibits are held by name and not drawn."""
    exhibits: dict[str, Exhibit] = {}
    token = held.set(exhibits)
    try:
        yield exhibits
    finally:
        held.reset(token)


@contextmanager
def started(lang: Language, pages: dict[str, Any], named: Title | None) -> Iterator[None]:
    """Inside, one run of a page, in a language, with links to ``pages`` and with ``named`` for its title."""
    variables = (language, links, title, address, cited)
    tokens = (language.set(lang), links.set(pages), title.set(named), address.set(None), cited.set({}))
    try:
        yield
    finally:
        for variable, token in zip(variables, tokens, strict=True):
            variable.reset(token)  # type: ignore[attr-defined] # each token is its variable's own


@contextmanager
def aside(lang: Language) -> Iterator[dict[str, Exhibit]]:
    """Inside, a page's file may be run without the frame around it; its exhibits are held."""
    with started(lang, {}, None), holding() as exhibits:
        yield exhibits
