"""What is asked of results: totals, outlook, comparison, explanation."""
