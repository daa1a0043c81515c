"""Side-by-side timings, each a ratio within one run: `python -m benchmarks`."""
