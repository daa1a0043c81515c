"""Compare: the good of the page beside another good, origin or set of rules, in one link."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from atlas.app.downloads import downloads
from atlas.app.frame import Page
from atlas.cbam.answers.good import Good
from atlas.cbam.page import answers, notes_text, pair_answers


def pair(page: Page, good: Good) -> None:
    """What to compare with, and both in two columns with the difference."""
    _, lang, tonnes = page.lang.text, page.lang, page.address["tonnes"]
    names = pair_answers.names(good, lang)
    st.selectbox(
        _("Compare with rules, an origin or a good"),
        list(names),
        format_func=names.__getitem__,
        placeholder=_("Choose"),
        **page.address.bind("compare", offered=names),
    )
    code = page.address["compare"]
    if code not in names:
        return
    right = pair_answers.other(good, code)
    if not all(answers.counted(each, tonnes) for each in (good, right)):
        st.markdown(answers.sentence(answers.case(right, tonnes), lang))
        return
    heads = {
        "measure": _("Measure"),
        "left": _("This choice"),
        "right": names[code],
        "difference": _("Difference"),
    }
    cells = pair_answers.written(good, right, tonnes, lang)
    st.table(pd.DataFrame(cells, columns=list(heads.values())).set_index(heads["measure"]))
    sources = tuple(dict.fromkeys((*notes_text.sources(good), *notes_text.sources(right))))
    table = pair_answers.named_pair(good, right, tonnes, lang)
    downloads(page, "cbam-pair", _("Compare"), lambda: table, heads, sources)
