"""Goods per second: this engine beside the opencbam package, on the same mixed default lines.

Run ``python -m benchmarks.cbam_engine``. Both sides take turns in one process on one core after a
warm-up; processor time is counted, so that other work on the machine does not. Turning lines into the
package's arguments is not timed. opencbam carries the first edition of the default
values with their printed, rounded mark-up columns and computes to three decimals, so results are
compared where both sides took the same default (to the third decimal) and the same benchmark.
"""

from __future__ import annotations

import os
import statistics
import time
from decimal import Decimal

import numpy as np
import pandas as pd
from opencbam import assess_good, country_is_listed, sector_for_cn
from opencbam.engine.reference import Route
from opencbam.engine.types import DataSource, Sector

from atlas import tables
from atlas.cbam.engine.assess import assess
from atlas.cbam.law.rules import TABLES, Rules

SHARED_LINES = 20_000
MANY_LINES = 1_000_000
ROUNDS = 5
PRICE = 75.36
GRADES = {"10": Route("B"), "90": Route("A")}


def mixed_lines(rules: Rules, count: int) -> pd.DataFrame:
    """Default lines over all goods, all origins with a table on both sides, and the years 2026 to 2030."""
    chance = np.random.default_rng(2026)
    bare = set(rules.goods.children) | {"27160000"}
    codes = [code for code in rules.goods.codes if code not in bare]
    origins = sorted(their_names())
    years = ["2026-Q1", "2027", "2028", "2029", "2030"]
    return pd.DataFrame(
        {
            "cn_code": pd.Series(chance.choice(codes, count), dtype="str"),
            "origin": pd.Series(chance.choice(origins, count), dtype="str"),
            "period": pd.Series(chance.choice(years, count), dtype="str"),
            "net_mass_t": chance.uniform(1, 500, count).round(3),
        }
    )


def their_names() -> dict[str, str]:
    """Origins that both sides have a table for, with the name opencbam knows them by (codes it takes
    for an unlisted country)."""
    found = {}
    for row in tables.load("cbam_countries").query("has_table and kind == 'country'").to_dict("records"):
        aliases = row["aliases"].split(";") if isinstance(row["aliases"], str) else []
        for name in [row["name_en"], *aliases]:
            if country_is_listed(name):
                found[row["country"]] = name
    return found


def their_arguments(lines: pd.DataFrame) -> list[dict]:
    """The same lines as opencbam wants them; clinker and cement by grade, mass per tonne of good."""
    arguments, names = [], their_names()
    for code, origin, period, mass in lines.itertuples(index=False):
        one = {
            "cn_code": code[:8],
            "country": names[origin],
            "mass": Decimal(str(mass)),
            "year": int(period[:4]),
            "data_source": DataSource.DEFAULT,
            "sector": Sector(sector_for_cn(code)),
            "certificate_price": Decimal(str(PRICE)),
        }
        if code.startswith("2523"):
            one["functional_unit_mass"] = one["mass"]
            one["route"] = GRADES.get(code[8:])
        arguments.append(one)
    return arguments


def theirs(arguments: list[dict]) -> list:
    """One answer for each line; None where the package refuses it."""
    answers = []
    for one in arguments:
        try:
            answers.append(assess_good(**one))
        except ValueError:
            answers.append(None)
    return answers


def timed(run, *arguments: object) -> tuple[float, object]:
    start = time.process_time()
    result = run(*arguments)
    return time.process_time() - start, result


def compare(got: pd.DataFrame, answers: list) -> str:
    """How many lines rest on the same default and benchmark, and how far the costs lie apart there."""
    same, worst = 0, 0.0
    for row, answer in zip(got.to_dict("records"), answers, strict=True):
        if answer is None or row["status"] != "ok":
            continue
        see = row["embedded_t"] / row["net_mass_t"]
        benchmark = float(answer.benchmark) if answer.benchmark is not None else np.nan
        if abs(see - float(answer.see_obligation)) > 0.00051 or benchmark != row["benchmark_t_per_t"]:
            continue
        same += 1
        # their default is rounded to 0.001 t/t and their certificates to 0.001 t
        allowed = (0.00051 * row["net_mass_t"] + 0.0006) * PRICE + 0.01
        worst = max(worst, abs(row["cost_eur"] - float(answer.liability_eur)) / allowed)
    assert worst <= 1, f"costs lie {worst:.2f} times the rounding apart"
    return f"{same} of {len(got)} lines on the same default and benchmark; costs equal within rounding"


def main() -> None:
    """Print goods per second of both, their ratio, and the spread over the rounds."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    rules = Rules.from_tables({name: tables.load(name) for name in TABLES})
    shared, many = mixed_lines(rules, SHARED_LINES), mixed_lines(rules, MANY_LINES)
    arguments = their_arguments(shared)
    theirs(arguments[:100])
    assess(many, rules, price_eur=PRICE)
    rates: dict[str, list[float]] = {"opencbam": [], "atlas, same lines": [], "atlas, 1,000,000 lines": []}
    for _ in range(ROUNDS):
        seconds, answers = timed(theirs, arguments)
        rates["opencbam"].append(SHARED_LINES / seconds)
        seconds, got = timed(lambda: assess(shared, rules, price_eur=PRICE))
        rates["atlas, same lines"].append(SHARED_LINES / seconds)
        seconds, _ = timed(lambda: assess(many, rules, price_eur=PRICE))
        rates["atlas, 1,000,000 lines"].append(MANY_LINES / seconds)
    base = statistics.median(rates["opencbam"])
    print(f"{'goods per second':26}{'median':>12}{'lowest':>12}{'highest':>12}{'ratio':>8}")
    for name, own in rates.items():
        middle = statistics.median(own)
        print(f"{name:26}{middle:12,.0f}{min(own):12,.0f}{max(own):12,.0f}{middle / base:8.0f}")
    print(compare(got, answers))


if __name__ == "__main__":
    main()
