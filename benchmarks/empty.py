"""An empty Streamlit script: the floor that a rerun cannot go below."""
