"""The controls of one good, each bound to the address, and what a refused good asks for."""

from __future__ import annotations

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from atlas import terms
from atlas.app.address import Parameter
from atlas.app.cache import cached
from atlas.app.frame import Page
from atlas.cbam.answers import good_names
from atlas.cbam.page import answers
from atlas.cbam.page.levers_view import LEVERS
from atlas.language import Language

OWN = ("direct", "indirect", "precursor_free")
LARGEST = 1e9


@cached
def parameters() -> list[Parameter]:
    """Address parameters of the page."""
    law = answers.rules()
    routes = tuple(route for route in law.benchmarks.routes if route not in ("none", "any"))
    figures = {"direct": 1e4, "indirect": 1e4, "precursor_free": 1e4, "carbon_price": 1e4}
    return [
        Parameter("tab", "good", choices=("good", "portfolio", "outlook")),
        Parameter("cn", "72083600", choices=tuple(answers.good_labels("en"))),
        Parameter("origin", "CN", choices=tuple(law.origins.codes)),
        Parameter("tonnes", 100.0, number=True, low=0.001, high=LARGEST),
        Parameter("period", "2026-Q1", choices=tuple(answers.periods())),
        Parameter("basis", "default", choices=("default", "actual")),
        Parameter("route", choices=routes),
        *(Parameter(name, number=True, low=0, high=high) for name, high in figures.items()),
        Parameter("price", number=True, low=0.01, high=1e5),
        Parameter("price_path", "central", choices=answers.PATHS),
        Parameter("lever", "origin", choices=LEVERS),
        Parameter("scenario", "law", choices=answers.SCENARIOS),
    ]


def chosen(page: Page) -> answers.Good:
    """The good that the address names."""
    return answers.Good(*(page.address[name] for name in answers.Good._fields))


def controls(page: Page, good: answers.Good) -> None:
    """Product; origin, tonnes, period, basis and rule set; what the choice needs besides."""
    _, address = page.lang.text, page.address
    labels = answers.good_labels(page.lang.ending)

    def another_good() -> None:
        for name in ("route", *OWN):
            address.set(name, None)

    st.selectbox(
        _("Product: type a code or a word"),
        list(labels),
        format_func=labels.__getitem__,
        **address.bind("cn", then=another_good),
    )
    st.caption(f"{good_names.written(good.cn)}: {answers.good_rows()[good.cn]['name_en']}")
    with st.container(horizontal=True, vertical_alignment="bottom", key="cbam-controls"):
        _origin(page)
        unit = "MWh" if good.cn.startswith("2716") else "t"
        st.number_input(
            _("Net mass, {unit}", unit=unit),
            min_value=0.001,
            max_value=LARGEST,
            format="%.12g",
            width=125,
            **address.bind("tonnes"),
        )
        st.selectbox(_("Period of import"), answers.periods(), width=115, **address.bind("period"))
        _coded(page, "basis", _("Emissions"), "cbam_basis")
        _coded(page, "scenario", _("Rules"), "rule_set")
        _more(page, good)


def _origin(page: Page) -> None:
    _, labels = page.lang.text, _origin_labels(page.lang)
    st.selectbox(
        _("Country of origin"),
        list(labels),
        format_func=labels.__getitem__,
        width=225,
        **page.address.bind("origin", then=lambda: page.address.set("route", None)),
    )


@cached
def _origin_labels(lang: Language) -> dict[str, str]:
    """Each origin with the kind of its default values, in the order of the names."""
    _, kinds = lang.text, answers.origin_kinds()
    words = {"own": _("own default values"), "other": _("“other countries”"), "exempt": _("exempt")}
    return {origin: f"{name} · {words[kinds[origin]]}" for origin, name in answers.countries(lang).items()}


def _coded(page: Page, name: str, label: str, vocabulary: str) -> None:
    names = terms.names(vocabulary, page.lang)
    st.segmented_control(
        label, list(names), format_func=names.__getitem__, required=True, **page.address.bind(name)
    )


def _more(page: Page, good: answers.Good) -> None:
    """Route, own figures and price, as far as the choice has a use for them."""
    _ = page.lang.text
    letters = answers.route_letters(good.cn, int(good.period[:4]))
    actual = good.basis == "actual"
    if letters and (actual or answers.route_asked(good)):
        _route(page, letters)
    if actual:
        counted = bool(answers.good_rows()[good.cn]["indirect_in_scope"])
        _figure(page, "direct", _("Direct emissions, t CO₂e/t"))
        if counted:
            _figure(page, "indirect", _("Indirect emissions, t CO₂e/t"))
        _figure(page, "precursor_free", _("Free allocation of precursors, t/t"))
        _figure(page, "carbon_price", _("Carbon price paid, EUR/t CO₂e"))
    paths = terms.names("price_path", page.lang)
    if answers.price_assumed(good.period):
        st.segmented_control(
            _("Assumed price"),
            list(answers.PATHS),
            format_func=paths.__getitem__,
            required=True,
            disabled=good.price is not None,
            **page.address.bind("price_path"),
        )
    _figure(page, "price", _("Own price, EUR"))


def _route(page: Page, letters: list[str]) -> None:
    _, names = page.lang.text, terms.names("production_route", page.lang)
    bound = page.address.bind("route")
    if page.address["route"] not in letters:
        # the field would show its first choice for a route that this good does not have
        st.session_state[bound["key"]] = None
    st.selectbox(
        _("Production route"),
        letters,
        format_func=lambda letter: f"{letter}: {names[letter]}",
        placeholder=_("Choose"),
        width=270,
        **bound,
    )


def _figure(page: Page, name: str, label: str) -> None:
    parameter = next(p for p in page.address.parameters if p.name == name)
    st.number_input(
        label,
        min_value=float(parameter.low),
        max_value=float(parameter.high),
        step=0.1,
        format="%.12g",
        placeholder="–",
        width=180,
        **page.address.bind(name),
    )


def way_out(page: Page, line: pd.Series) -> None:
    """Buttons for what a refused good needs: another code, or actual values."""
    _, address = page.lang.text, page.address
    code, hint = str(line["reason_code"]), line["reason_hint"]
    options: dict[str, Any] = {}
    labels = answers.good_labels(page.lang.ending)
    if code in ("taric_needed", "cn_split") and pd.notna(hint):
        options = {labels[cn]: partial(address.set, "cn", cn) for cn in str(hint).split(";") if cn in labels}
    if code == "electricity_default":
        options[_("Use actual values")] = partial(address.set, "basis", "actual")
    if code in ("direct_missing", "indirect_missing"):
        options[_("Use default values")] = partial(address.set, "basis", "default")
    with st.container(key="cbam-way-out"):
        for place, (label, press) in enumerate(options.items()):
            st.button(label, on_click=press, key=f"cbam-way-out-{place}")
