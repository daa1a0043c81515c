"""Lighthouse factories: sites, designations, counts by province, their page."""
