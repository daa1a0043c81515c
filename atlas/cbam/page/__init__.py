"""The calculator's page: its words, charts and tabs."""
