"""Sixty deep links and what they showed before a change."""
