"""What is here, what is new, how sure we are."""

import streamlit as st

from atlas.components.frame import enter

page = enter("overview")
st.title("Factory Atlas")
