"""Pieces of Streamlit that every page shares: frame, address, exhibit, share, cache."""
