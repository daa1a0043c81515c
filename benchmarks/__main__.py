"""Runs the benchmarks and prints one table: `python -m benchmarks [NAME ...] [--short] [--before DIR]`."""

import argparse
import os
import time
from functools import partial
from pathlib import Path

from benchmarks import bytes as amounts
from benchmarks import fairness, files, first_chart, rerun, sessions, start, trace
from benchmarks.rows import Row, table

MODULES = {
    "start": start.run,
    "trace": trace.run,
    "bytes": amounts.run,
    "first_chart": first_chart.run,
    "rerun": rerun.run,
    "files": files.run,
    "sessions": sessions.run,
    "fairness": fairness.run,
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*MODULES, []], help="which ones; all if absent")
    parser.add_argument(
        "--short", action="store_true", help="few repetitions: to see that it runs, not to quote"
    )
    parser.add_argument(
        "--before",
        type=Path,
        help="another checkout: `rerun` and `start` are compared with it in the same run",
    )
    options = parser.parse_args()
    modules = MODULES | {
        name: partial(module.run, before=options.before)
        for name, module in (("rerun", rerun), ("start", start))
    }
    rows: list[Row] = []
    for name in options.names or MODULES:
        began = time.monotonic()
        print(f"{name} ...", flush=True)
        found = modules[name](options.short)
        rows += found
        print(table(found), f"{name}: {time.monotonic() - began:.0f} s", flush=True)
    print(table(rows))
    load = os.getloadavg()
    print(f"{os.cpu_count()} cores, load {load[0]:.1f} (1 min), {load[1]:.1f} (5 min)")


if __name__ == "__main__":
    main()
