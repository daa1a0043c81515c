"""The law as dated rows: rules, goods, origins, benchmarks, prices."""
