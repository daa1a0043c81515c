"""What the EU carbon border mechanism costs: one good, a portfolio, and the years to 2034."""

import streamlit as st

from atlas.app.finding import name_view
from atlas.app.frame import enter
from atlas.cbam.page.controls import chosen, parameters
from atlas.cbam.page.good_tab import one_good
from atlas.cbam.page.outlook_tab import to_2034
from atlas.cbam.page.portfolio_tab import many_goods
from atlas.cbam.page.uk_tab import united_kingdom
from atlas.lighthouses.place_view import makers

page = enter("cbam", parameters())
_ = page.lang.text
tabs = {
    "good": _("One good"),
    "portfolio": _("Portfolio"),
    "outlook": _("Outlook to 2034"),
    "uk": _("United Kingdom"),
}

st.title(_("What does CBAM cost, and why?"))
st.segmented_control(
    _("View"),
    list(tabs),
    format_func=tabs.__getitem__,
    required=True,
    label_visibility="collapsed",
    **page.address.bind("tab"),
)
good, tonnes = chosen(page), page.address["tonnes"]
name_view(tabs[page.address["tab"]])
if page.address["tab"] == "good":
    one_good(page, good, tonnes)
    makers(page, good.cn, good.origin)
elif page.address["tab"] == "portfolio":
    many_goods(page, good)
elif page.address["tab"] == "outlook":
    to_2034(page, good, tonnes)
else:
    united_kingdom(page, good, tonnes)
