"""Facts of the articles, their checks and verdicts, and the page of sources."""
