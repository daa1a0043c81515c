"""Why does another tool say something else?"""

from __future__ import annotations

import pandas as pd
import streamlit as st

from atlas.cbam import explain
from atlas.components import cbam_views as views
from atlas.components.frame import Page
from atlas.language import Language


def slip_names(lang: Language) -> dict[str, str]:
    """What each slip of `explain.known_slips` does."""
    _ = lang.text
    return {
        "right": _("The law's own formula"),
        "share_of_the_difference": _("Takes the phase-in share of emissions minus benchmark"),
        "share_of_the_emissions": _("Takes the phase-in share of the emissions, without a benchmark"),
        "factor_left_out": _("Leaves the CBAM factor out: the full benchmark stays free"),
        "no_free_allocation": _("Leaves the free allocation out"),
        "factor_reversed": _("Takes the phase-in share as the share that stays free"),
        "factor_on_emissions": _("Applies the CBAM factor to the emissions"),
        "markup_left_out": _("Leaves the mark-up out"),
        "markup_on_the_rest": _("Puts the mark-up on the rest after free allocation"),
        "other_column": _("Uses the benchmark of the other column"),
    }


def other_tool(page: Page, good: views.Good) -> None:
    """A figure from elsewhere, and which known slip gives it."""
    _, lang = page.lang.text, page.lang
    st.header(_("Why does another tool say something else?"))
    figure = st.number_input(
        _("Its figure, EUR per tonne of good"),
        min_value=0.01,
        value=None,
        format="%.12g",
        placeholder="–",
        width=260,
        key="cbam:other-tool",
    )
    names, line, slips = slip_names(lang), views.per_tonne(good), views.slips(good)
    shown = slips if figure is None else explain.explain(figure, line, slips)
    if figure is None:
        st.caption(_("Known slips and what they give for this good:"))
    else:
        st.markdown(_verdict(shown, names, lang))
    table = pd.DataFrame(
        {
            _("Formula"): shown["slip"].map(names),
            _("EUR per tonne"): [lang.number(value, 2) for value in shown["eur_per_t"]],
        }
    )
    if figure is not None:
        table[_("Price that would fit, EUR")] = [lang.number(v, 2) for v in shown["price_that_fits"]]
    st.table(table.set_index(_("Formula")))


def _verdict(found: pd.DataFrame, names: dict[str, str], lang: Language) -> str:
    _ = lang.text
    best = found.iloc[0]
    if not best["matches"]:
        return _("No known slip gives this figure. Another price, default value or route may be behind it.")
    if best["slip"] == "right":
        return _("That is the law's own figure.")
    return _("It fits this slip: **{slip}** ({amount}).", slip=names[best["slip"]], amount=lang.money(best["eur_per_t"]))
