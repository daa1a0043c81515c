"""Releases of the data: what differs between two, why, and the files that say so."""
