"""Trust on demand: every fact with its quote and verdict, every table, every contradiction."""

import streamlit as st

from atlas.app import cache
from atlas.app.address import Parameter
from atlas.app.finding import finding, name_view
from atlas.app.frame import enter
from atlas.evidence.contradictions_view import contradictions
from atlas.evidence.facts_view import facts, parameters
from atlas.evidence.tables_view import data

TABS = {"facts": facts, "tables": data, "contradictions": contradictions}
page = enter("sources", [Parameter("tab", "facts", choices=tuple(TABS)), *parameters()])
_, address = page.lang.text, page.address
st.title(_("Where does every figure come from?"))
finding(
    "sources",
    _(
        "{facts} statements of eight articles, each with its words in the original; {checks} claims checked on two axes: their own arithmetic, and independent sources.",
        facts=page.lang.number(len(cache.table("evidence"))),
        checks=page.lang.number(len(cache.table("evidence_checks"))),
    ),
)
names = {"facts": _("Statements"), "tables": _("Tables and downloads"), "contradictions": _("Contradictions")}
st.segmented_control(
    _("Part of the page"),
    list(TABS),
    format_func=names.__getitem__,
    required=True,
    label_visibility="collapsed",
    **address.bind("tab"),
)
name_view(names[address["tab"]])
TABS[address["tab"]](page)
