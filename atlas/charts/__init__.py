"""Pieces of plotly that every room shares: theme, bars, rows, maps."""
