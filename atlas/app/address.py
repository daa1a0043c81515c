"""Every view is a URL: parameters of a page, read from the address and written back.

Addresses hold codes, never labels, and every value is written, so that a link keeps its
meaning when a default or the language changes. What a link asked for in vain is reported.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from atlas import tables
from atlas.language import Language

LANGUAGE = "lang"
#: the present form, which of its exhibits, and one as a picture: how a view is shown, not which view it is
PRESENT, SLIDE, PICTURE = "present", "slide", "picture"
FORM = (PRESENT, SLIDE, PICTURE)
#: release of the data that a link was made with, and whether the view is shown with it
DATA, AS_OF = "data", "asof"
#: parameters of every page
COMMON = frozenset({LANGUAGE, DATA, AS_OF, *FORM})
#: parameters of the pages that were shown since the start, by page
known: dict[str, Sequence[Parameter]] = {}


@dataclass(frozen=True)
class Parameter:
    """One parameter of a page's address.

    A code from ``choices``, text that fits ``pattern``, or a ``number`` within its bounds;
    ``many`` holds a list. An empty value (``None`` or ``[]``) is allowed where the default
    is empty.
    """

    name: str
    default: Any = None
    choices: Sequence[str] | None = None
    number: bool = False
    low: float = -math.inf
    high: float = math.inf
    pattern: str | None = None
    many: bool = False

    def read(self, raw: Sequence[str]) -> Any:
        """The value of the texts an address gave; ValueError when it cannot be honoured."""
        values = [self._one(text) for text in raw if text != ""]
        if self.many:
            return list(dict.fromkeys(values))
        if not values:
            if self.default is None:
                return None
            raise ValueError(self.name)
        return values[-1]

    def write(self, value: Any) -> list[str]:
        """The texts that stand for a value in an address."""
        values = value if self.many else [value]
        return [f"{v:.12g}" if isinstance(v, float) else str(v) for v in values if v is not None] or [""]

    def _one(self, text: str) -> Any:
        if self.number:
            value = float(text)
            if not math.isfinite(value) or not self.low <= value <= self.high:
                raise ValueError(self.name)
            return value
        if self.choices is not None and text not in self.choices:
            raise ValueError(self.name)
        if self.pattern is not None and not re.fullmatch(self.pattern, text, re.ASCII):
            raise ValueError(self.name)
        return text


def decode(
    parameters: Sequence[Parameter], query: Mapping[str, Sequence[str]]
) -> tuple[dict[str, Any], list[str], int]:
    """Values by name, names that could not be honoured, number of unknown parameters."""
    values: dict[str, Any] = {}
    refused: list[str] = []
    for parameter in parameters:
        values[parameter.name] = parameter.default
        if parameter.name in query:
            try:
                values[parameter.name] = parameter.read(query[parameter.name])
            except ValueError:
                refused.append(parameter.name)
    known = {parameter.name for parameter in parameters} | COMMON
    return values, refused, sum(1 for name in query if name not in known)


def encode(parameters: Sequence[Parameter], values: Mapping[str, Any]) -> dict[str, list[str]]:
    """The address of a view: every parameter with its value."""
    return {p.name: p.write(values.get(p.name, p.default)) for p in parameters}


def left(page: str) -> dict[str, list[str]]:
    """The address of a page as the reader left it, else with all its defaults once they are known."""
    kept: dict[str, dict[str, list[str]]] = st.session_state.get("address:left", {})
    return kept.get(page) or encode(known.get(page, ()), {})


def _asked() -> dict[str, list[str]]:
    """What the browser's address says, text by text."""
    return {name: st.query_params.get_all(name) for name in st.query_params}


def opened(page: str) -> dict[str, list[str]] | None:
    """What the browser's address asks for where that is new: a link; None where the app wrote it itself."""
    query = {name: texts for name, texts in _asked().items() if name not in FORM}
    seen = st.session_state.get("address:seen") == (page, query)
    return query if query and not seen and set(query) != {LANGUAGE} else None


def release_asked(page: str) -> dict[str, list[str]]:
    """The parameters of a page's link about the release of the data, kept as its values are; change them here."""
    kept: dict[str, dict[str, list[str]]] = st.session_state.setdefault("address:release", {})
    return kept.setdefault(page, {})


@dataclass
class Address:
    """The address of the page being shown, in this session.

    Read a value by ``address["name"]``, set one by ``address.set``, bind a widget by
    ``**address.bind("name")``. The frame calls ``publish`` when the page is done.
    """

    page: str
    lang: Language
    parameters: Sequence[Parameter]
    refused: list[str] = field(default_factory=list)
    unknown: int = 0
    adopted: bool = False

    def __post_init__(self) -> None:
        known[self.page] = self.parameters
        query = opened(self.page)
        if query is not None:
            values, self.refused, self.unknown = decode(self.parameters, query)
            self.values.update(values)
            self.adopted = True
        for parameter in self.parameters:
            self.values.setdefault(parameter.name, parameter.default)

    @property
    def values(self) -> dict[str, Any]:
        """This page's values, kept in the session while language or page change."""
        store: dict[str, dict[str, Any]] = st.session_state.setdefault("address:values", {})
        return store.setdefault(self.page, {})

    def __getitem__(self, name: str) -> Any:
        return self.values[name]

    def set(self, name: str, value: Any) -> None:
        """Set a value from a callback; a bound widget follows in the same run."""
        self.values[name] = value
        st.session_state.pop(self._key(name), None)

    def bind(
        self, name: str, then: Callable[[], None] | None = None, offered: Container[str] | None = None
    ) -> dict[str, Any]:
        """``key`` and ``on_change`` of the widget that shows and changes a value.

        ``then`` runs after the change, for instance to empty a value that depends on it. ``offered`` are the
        choices of a list that is not always the same: a value that it lacks is shown as none, else the list
        would show its first.
        """
        key = self._key(name)
        filled = any(each.name == name and each.default is not None for each in self.parameters)
        # a widget that went away and came back may send nothing, though its value is never empty
        if self.adopted or key not in st.session_state or (filled and st.session_state[key] is None):
            st.session_state[key] = self.values[name]
        if offered is not None and self.values[name] not in offered:
            st.session_state[key] = None

        def changed() -> None:
            # of several changes in one run, an earlier one may have set this value
            if key not in st.session_state:
                return
            value = st.session_state[key]
            if filled and value is None:
                return
            self.values[name] = value
            if then is not None:
                then()

        return {"key": key, "on_change": changed}

    def query(self) -> dict[str, list[str]]:
        """All parameters of this view as they stand in its address."""
        own = encode(self.parameters, self.values)
        return {LANGUAGE: [self.lang.code], **own, **release_asked(self.page)}

    def link(self) -> str:
        """The full link of this view, with the release of the data that it shows."""
        release = {DATA: [tables.date_of()]} | ({AS_OF: ["1"]} if tables.used() else {})
        query = {name: values for name, values in self.query().items() if name not in (DATA, AS_OF)}
        return f"{st.context.url or '/'}?{urlencode(query | release, doseq=True)}"

    def publish(self) -> None:
        """Write every value into the browser's address, in one step.

        Not when Back has led to the bare address this view was first opened with: writing
        again would trap the reader there.
        """
        want, have = self.query(), _asked()
        form = {name: have[name] for name in FORM if name in have}
        back_to_bare = not have and st.session_state.get("address:seen") == (self.page, want)
        if have != want | form and not back_to_bare:
            st.query_params.from_dict(want | form)
        st.session_state["address:seen"] = (self.page, want)
        st.session_state.setdefault("address:left", {})[self.page] = want

    def _key(self, name: str) -> str:
        # the language is part of the key: a kept widget with translated labels resets itself
        return f"w:{self.page}:{name}:{self.lang.code}"
