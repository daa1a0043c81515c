"""The province map of lighthouse factories."""

import streamlit as st

from atlas.components.address import Parameter
from atlas.components.frame import enter

page = enter("lighthouses", [Parameter("scope", "mainland", choices=("mainland", "greater"))])
st.title("Lighthouses")
st.segmented_control("x", ("mainland", "greater"), required=True, **page.address.bind("scope"))
