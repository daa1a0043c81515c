"""The assessment of import lines: its steps, results and reasons."""
