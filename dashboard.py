"""Factory Atlas: `streamlit run dashboard.py`."""

from atlas.components import frame

frame.run()
