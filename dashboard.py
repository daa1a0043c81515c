"""Factory Atlas: `streamlit run dashboard.py`."""

from atlas.app import frame

frame.run()
