"""A chain of precursors as a table: as a reader edits it, and as it counts for one tonne of the good."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pandas as pd

from atlas.cbam.answers.good import Good
from atlas.cbam.engine import chain, precursors
from atlas.cbam.law.rules import Rules

TEXTS = ["code", "origin", "kind", "route"]
FIGURES = ["mass", "direct", "indirect", "benchmark"]
#: columns of an edited chain, in the order of a table
COLUMNS = [
    "depth",
    "code",
    "mass",
    "origin",
    "kind",
    "direct",
    "indirect",
    "benchmark",
    "route",
    "years_before",
]
SEPARATORS = re.compile(r"[\s.]+")


def table(text: str | None) -> pd.DataFrame:
    """The steps of a chain as rows (COLUMNS); empty for no chain."""
    steps = chain.read(text).steps if text else ()
    frame = pd.DataFrame([step._asdict() for step in steps], columns=COLUMNS)
    kinds = dict.fromkeys(TEXTS, "str") | dict.fromkeys(FIGURES, "float64")
    return frame.astype(kinds | {"depth": "Int64", "years_before": "Int64"})


def text(frame: pd.DataFrame, covers: str) -> tuple[str, list[int]]:
    """The chain of an edited table, and the rows (from 1) that cannot stand in one: no code of eight or
    ten digits, an impossible figure, or a level that nothing above leads to. Empty for an empty table."""
    steps: list[chain.Step] = []
    faulty = []
    for number, row in enumerate(frame.to_dict("records"), start=1):
        if all(_blank(row[name]) for name in ("code", *FIGURES)):
            continue
        step = _step(row)
        above = steps[-1].depth if steps else 0
        if step is None or step.depth > above + 1:
            faulty.append(number)
            continue
        steps.append(step)
    written = chain.write(chain.Chain(covers, tuple(steps))) if steps else ""
    return written, faulty


def _blank(value: Any) -> bool:
    return value is None or value is pd.NA or value != value or not str(value).strip()


def _step(row: dict[Any, Any]) -> chain.Step | None:
    """A row as a step; None where it cannot be one."""
    texts = {name: "" if _blank(row[name]) else str(row[name]).strip() for name in TEXTS}
    figures = {name: None if _blank(row[name]) else float(row[name]) for name in FIGURES}
    depth = 1 if _blank(row["depth"]) else int(row["depth"])
    before = 0 if _blank(row["years_before"]) else int(row["years_before"])
    code = SEPARATORS.sub("", texts.pop("code"))
    step = chain.Step(
        depth=depth,
        code=code,
        years_before=before,
        **figures,
        origin=texts["origin"].upper(),
        kind=texts["kind"] or chain.DEFAULT,
        route=texts["route"].upper(),
    )
    whole = re.fullmatch(chain.PATTERN, f"{chain.OWN}~1{chain.write_step(step)[1:]}", re.ASCII)
    return step if whole and 1 <= depth <= chain.DEEPEST else None


def worth(good: Good, rules: Rules) -> pd.DataFrame:
    """What each step brings into one tonne of the good, the good's own step first.

    Columns: ``depth`` (0 is the good), ``code``, ``parent`` (place of the product above, -1 for the
    good's own row), ``t_per_t`` (mass per tonne of the good), ``see``, ``benchmark`` (per tonne of the
    step, all below included), ``emissions`` and ``free`` (per tonne of the good, the step alone, before
    and after factor and correction), ``see_from``, ``benchmark_column``, ``route``. Raises
    `chain.Malformed` and `precursors.Unusable`.
    """
    found = chain.read(good.precursors or chain.WHOLE)
    year = good.year - rules.years[0]
    spot = rules.goods.position[good.cn]
    brought = precursors.evaluate(found, spot, year, year, rules)
    share = float(rules.factor[year] * rules.cscf[year])
    rows = []
    mass, place = {-1: 1.0}, {0: -1}
    for at, (step, own) in enumerate(zip(found.steps, brought.steps, strict=True)):
        parent = place[step.depth - 1]
        place[step.depth] = at
        counts = own.see_from not in ("inside", "exempt")
        mass[at] = mass[parent] * float(step.mass or 0.0) if counts else 0.0
        alone = own.own_see if step.kind != chain.WHOLE else own.see - _below(found, brought, at)
        rows.append(
            {
                "depth": step.depth,
                "code": step.code,
                "parent": parent,
                "t_per_t": mass[at],
                "see": own.see,
                "benchmark": own.benchmark,
                "emissions": mass[at] * alone,
                "free": mass[at] * own.own_benchmark * share,
                "see_from": own.see_from,
                "benchmark_column": own.benchmark_column,
                "route": own.route,
            }
        )
    return pd.DataFrame(rows)


def _below(found: chain.Chain, brought: precursors.Precursors, at: int) -> float:
    """Emissions of the steps directly below one, per tonne of it."""
    under = chain.below(found.steps, at)
    return float(
        np.sum([float(found.steps[place].mass or 0.0) * brought.steps[place].see for place in under])
    )
