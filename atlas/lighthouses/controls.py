"""The controls of the lighthouse page, each bound to the address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from atlas import terms
from atlas.app.frame import Page
from atlas.lighthouses import answers
from atlas.lighthouses import sites as lighthouses_sites
from atlas.lighthouses.map_chart import shade_names


def scope_names(page: Page) -> dict[str, str]:
    """Name of each scope."""
    _ = page.lang.text
    return {"mainland": _("Mainland"), "greater": _("With Hong Kong, Macao, Taiwan")}


def choose(page: Page, name: str, label: str, names: Mapping[str, str], **settings: Any) -> None:
    """A list of codes shown by name, bound to the address; empty means all."""
    codes = list(next(p for p in page.address.parameters if p.name == name).choices or ())
    st.selectbox(
        label,
        codes,
        format_func=names.__getitem__,
        placeholder=page.lang.text("All"),
        **page.address.bind(name),
        **settings,
    )


def controls(page: Page) -> None:
    """Scope, shade, industry, designation, owner and cohort, in one row above the map."""
    _ = page.lang.text
    scopes, shades = scope_names(page), shade_names(page.lang)
    with st.container(horizontal=True, vertical_alignment="bottom", key="lighthouse-controls"):
        st.segmented_control(
            _("Scope"),
            list(scopes),
            format_func=scopes.__getitem__,
            required=True,
            **page.address.bind("scope"),
        )
        st.selectbox(
            _("Shade by"),
            lighthouses_sites.SHADES,
            format_func=shades.__getitem__,
            width=230,
            **page.address.bind("shade"),
        )
        choose(page, "industry", _("Industry"), terms.names("lighthouse_industry", page.lang), width=165)
        choose(page, "designation", _("Designation"), terms.names("designation", page.lang), width=165)
        choose(page, "owner", _("Owner"), terms.names("owner", page.lang), width=150)
    cohorts = next(p for p in page.address.parameters if p.name == "cohort").choices or ()
    st.select_slider(_("Cohorts up to"), list(cohorts), **page.address.bind("cohort"))


def place_picker(page: Page) -> None:
    """Choose a province or a site by name: the map's clicks for the keyboard."""
    _, lang, address = page.lang.text, page.lang, page.address
    provinces, sites = answers.province_names(lang), answers.site_names(lang)

    def emptied(name: str) -> Any:
        return lambda: address.set(name, None)

    st.selectbox(
        _("Province"),
        list(provinces),
        format_func=provinces.__getitem__,
        placeholder=_("Choose, or click the map"),
        **address.bind("province", then=emptied("site")),
    )
    st.selectbox(
        _("Find a company"),
        list(sites),
        format_func=sites.__getitem__,
        placeholder=_("Type a name"),
        **address.bind("site", then=emptied("province")),
    )
