"""The controls of one good, each bound to the address, and what a refused good asks for."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from atlas import terms
from atlas.app.address import Parameter
from atlas.app.cache import cached
from atlas.app.frame import Page
from atlas.cbam.answers import law_answers
from atlas.cbam.answers.good import ELECTRICITY, Good
from atlas.cbam.engine import chain
from atlas.cbam.law import rule_sets
from atlas.cbam.law.names_text import choices, countries, good_labels
from atlas.cbam.page import answers, pair_answers, text
from atlas.cbam.page.levers_view import LEVERS
from atlas.cbam.page.product_controls import product
from atlas.cbam.page.verifier_controls import VERIFIER
from atlas.language import Language

LARGEST = 1e9
#: parts of the answer about a portfolio
PARTS = ("totals", "lines", "threshold", "verified", "suppliers")


@cached
def parameters() -> list[Parameter]:
    """Address parameters of the page."""
    law = law_answers.rules()
    routes = tuple(route for route in law.benchmarks.routes if route not in ("none", "any"))
    figures = {"direct": 1e4, "indirect": 1e4, "precursor_free": 1e4, "carbon_price": 1e4}
    return [
        Parameter("tab", "good", choices=("good", "portfolio", "outlook", "uk")),
        Parameter("cn", "72083600", choices=choices()),
        Parameter("origin", "CN", choices=tuple(law.origins.codes)),
        Parameter("tonnes", 100.0, number=True, low=0.001, high=LARGEST),
        Parameter("period", "2026-Q1", choices=tuple(law_answers.periods())),
        Parameter("basis", "default", choices=("default", "actual")),
        Parameter("route", choices=routes),
        *(Parameter(name, number=True, low=0, high=high) for name, high in figures.items()),
        Parameter("precursors", pattern=chain.OR_SUM),
        Parameter("price", number=True, low=0.01, high=1e5),
        Parameter("price_path", "central", choices=rule_sets.price_paths()),
        Parameter("lever", "origin", choices=LEVERS),
        Parameter("compare", choices=pair_answers.codes()),
        Parameter("part", "totals", choices=PARTS),
        *(Parameter(name, number=True, low=0, high=high) for name, high in VERIFIER.items()),
        Parameter("scenario", "law", choices=rule_sets.rule_sets()),
    ]


def chosen(page: Page) -> Good:
    """The good that the address names."""
    return Good(*(page.address[name] for name in Good._fields))


def controls(page: Page, good: Good) -> None:
    """Product, origin, tonnes, period and kind of emissions; the rest behind "More"."""
    _, address = page.lang.text, page.address
    with st.container(horizontal=True, vertical_alignment="bottom", key="cbam-controls"):
        product(page, good)
        _origin(page)
        unit = text.unit("MWh" if good.cn == ELECTRICITY else "t", page.lang)
        st.number_input(
            _("Net mass, {unit}", unit=unit),
            min_value=0.001,
            max_value=LARGEST,
            format="%.12g",
            width=110,
            **address.bind("tonnes"),
        )
        st.selectbox(
            _("Period of import"),
            law_answers.periods(),
            format_func=page.lang.period,
            width=170,
            **address.bind("period", then=lambda: _carry(page, good)),
        )
        _coded(page, "basis", _("Emissions"), "cbam_basis")
        with st.popover(_("More ({count})", count=_set(page)), width=110, key="cbam:more"):
            _coded(page, "scenario", _("Rules"), "rule_set", then=lambda: _carry(page, good))
            _price(page, good)
    with st.container(horizontal=True, vertical_alignment="bottom", key="cbam-own-figures"):
        _own_figures(page, good)


def _carry(page: Page, good: Good) -> None:
    """A free allocation of precursors holds the factor of its year and rule set: when one of the two
    changes, the sum of benchmarks behind it is kept instead."""
    if good.precursor_free is None or good.precursors:
        return
    law = law_answers.rules(good.scenario)
    share = float(law.factor[good.year - law.years[0]] * law.cscf[good.year - law.years[0]])
    page.address.set("precursor_free", None)
    page.address.set("precursors", chain.write_sum(good.precursor_free / share) if share else None)


def _set(page: Page) -> int:
    """How many of the choices behind "More" differ from their defaults."""
    hidden = ("scenario", "price_path", "price")
    return sum(page.address[p.name] != p.default for p in page.address.parameters if p.name in hidden)


def _origin(page: Page) -> None:
    _, labels = page.lang.text, _origin_labels(page.lang)
    st.selectbox(
        _("Country of origin"),
        list(labels),
        format_func=labels.__getitem__,
        width=200,
        **page.address.bind("origin", then=lambda: page.address.set("route", None)),
    )


@cached
def _origin_labels(lang: Language) -> dict[str, str]:
    """Each origin with the kind of its default values, in the order of the names."""
    _, kinds = lang.text, law_answers.origin_kinds()
    words = {"own": _("own default values"), "other": _("“other countries”"), "exempt": _("exempt")}
    return {origin: f"{name} · {words[kinds[origin]]}" for origin, name in countries(lang).items()}


def _coded(
    page: Page, name: str, label: str, vocabulary: str, then: Callable[[], None] | None = None
) -> None:
    names = terms.names(vocabulary, page.lang)
    st.segmented_control(
        label,
        list(names),
        format_func=names.__getitem__,
        required=True,
        **page.address.bind(name, then=then),
    )


def _own_figures(page: Page, good: Good) -> None:
    """Route and figures of the plant, as far as the choice has a use for them."""
    _ = page.lang.text
    letters = law_answers.route_letters(good.cn, good.year)
    actual = good.basis == "actual"
    if letters and (actual or answers.route_asked(good)):
        _route(page, letters)
    if actual:
        counted = bool(law_answers.good_rows()[good.cn]["indirect_in_scope"])
        _figure(page, "direct", _("Direct emissions, t CO₂e/t"))
        if counted:
            _figure(page, "indirect", _("Indirect emissions, t CO₂e/t"))
        if good.precursor_free is not None:
            _figure(page, "precursor_free", _("Free allocation of precursors, t/t"))
        _figure(page, "carbon_price", _("Carbon price paid, EUR/t CO₂e"))
    elif good.cn == ELECTRICITY:
        _figure(page, "direct", _("Emission factor of the grid, t/MWh"))


def _price(page: Page, good: Good) -> None:
    """The price where none is published, or the reader's own."""
    _ = page.lang.text
    paths = terms.names("price_path", page.lang)
    if law_answers.price_assumed(good.period):
        st.segmented_control(
            _("Assumed price"),
            list(paths),
            format_func=paths.__getitem__,
            required=True,
            disabled=good.price is not None,
            **page.address.bind("price_path"),
        )
    _figure(page, "price", _("Own price, EUR"))


def _route(page: Page, letters: list[str]) -> None:
    _, names = page.lang.text, terms.names("production_route", page.lang)
    st.selectbox(
        _("Production route"),
        letters,
        format_func=lambda letter: f"{letter}: {names[letter]}",
        placeholder=_("Choose"),
        width=270,
        **page.address.bind("route", offered=letters),
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
    """Buttons for what a refused good needs: another code, a production route, or another basis."""
    _, address = page.lang.text, page.address
    code, hint = str(line["reason_code"]), line["reason_hint"]
    options: dict[str, Any] = {}
    labels = good_labels(page.lang)
    if code in ("taric_needed", "cn_split") and pd.notna(hint):
        options = {labels[cn]: partial(address.set, "cn", cn) for cn in str(hint).split(";") if cn in labels}
    if code in ("route_needed", "route_not_for_good") and pd.notna(hint):
        routes = terms.names("production_route", page.lang)
        options = {
            f"{route}: {routes[route]}": partial(address.set, "route", route)
            for route in str(hint).split(";")
            if route in routes
        }
    if code == "electricity_default":
        options[_("Use actual values")] = partial(address.set, "basis", "actual")
    if code in ("direct_missing", "indirect_missing"):
        options[_("Use default values")] = partial(address.set, "basis", "default")
    with st.container(key="cbam-way-out"):
        for place, (label, press) in enumerate(options.items()):
            st.button(label, on_click=press, key=f"cbam-way-out-{place}")
