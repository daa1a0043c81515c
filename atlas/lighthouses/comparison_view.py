"""The area beside the map against another one, in one link."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from atlas.app.frame import Page
from atlas.lighthouses import comparison_answers
from atlas.lighthouses.answers import Filters, area_names


def compare(page: Page, chosen: Filters, code: str) -> None:
    """What to compare an area with, and both in two columns with the difference."""
    _, lang = page.lang.text, page.lang
    names = comparison_answers.others(chosen, code, lang)
    st.selectbox(
        _("Compare with"),
        list(names),
        format_func=names.__getitem__,
        placeholder=_("Choose"),
        label_visibility="collapsed" if page.address["compare"] in names else "visible",
        **page.address.bind("compare", offered=names),
    )
    other = page.address["compare"]
    if other not in names:
        return
    heads = [_("Measure"), area_names(chosen.world, lang)[code], names[other], _("Difference")]
    cells = comparison_answers.written(chosen, code, other, lang)
    with st.container(key="lighthouse-compare"):
        st.table(pd.DataFrame(cells, columns=heads).set_index(heads[0]))
