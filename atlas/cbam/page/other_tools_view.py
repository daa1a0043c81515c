"""Why does another tool say something else?"""

from __future__ import annotations

import pandas as pd
import streamlit as st

from atlas.app.cache import cached
from atlas.app.frame import Page
from atlas.cbam.answers import explain
from atlas.cbam.answers.good import Good
from atlas.cbam.page import answers
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


def other_tool(page: Page, good: Good) -> None:
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
    names = slip_names(lang)
    if figure is None:
        st.caption(_("Known slips and what they give for this good:"))
        st.table(_known(good, lang))
        return
    found = explain.explain(figure, answers.per_tonne(good), answers.slips(good))
    st.markdown(_verdict(found, names, lang))
    st.table(_table(found, names, lang, fits=True))


@cached
def _known(good: Good, lang: Language) -> pd.DataFrame:
    return _table(answers.slips(good), slip_names(lang), lang, fits=False)


def _table(found: pd.DataFrame, names: dict[str, str], lang: Language, *, fits: bool) -> pd.DataFrame:
    _ = lang.text
    heads = [_("Formula"), _("EUR per tonne"), _("Price that would fit, EUR")]
    columns = [found["slip"].map(names), [lang.number(value, 2) for value in found["eur_per_t"]]]
    if fits:
        columns.append([lang.number(value, 2) for value in found["price_that_fits"]])
    return pd.DataFrame(dict(zip(heads, columns, strict=False))).set_index(heads[0])


def _verdict(found: pd.DataFrame, names: dict[str, str], lang: Language) -> str:
    _ = lang.text
    best = found.iloc[0]
    if not best["matches"]:
        return _("No known slip gives this figure. Another price, default value or route may be behind it.")
    if best["slip"] == "right":
        return _("That is the law's own figure.")
    return _(
        "It fits this slip: **{slip}** ({amount}).",
        slip=names[best["slip"]],
        amount=lang.money(best["eur_per_t"]),
    )
