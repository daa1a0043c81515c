"""stub for local testing, not committed"""

import streamlit as st
from atlas.components.address import Parameter
from atlas.components.frame import enter

page = enter("sources", [Parameter("article", pattern="a[1-8]")])
st.title(page.lang.text("Sources"))
