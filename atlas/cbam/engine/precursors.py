"""What precursors bring into one tonne of a good: emissions, and benchmarks for its free allocation.

``SEE = own + sum of mass x SEE`` and ``benchmark = column A + sum of mass x benchmark``, step by step up
the chain (2025/2547 Annex II; 2025/2620 Annex Eq. 4 to 6). A precursor on default values counts with the
default of its own origin, with mark-up, and column B of that origin's route; where the origin is
unknown, with the highest values of Annex IV. Factor and correction are those of the good's year, so they
are left to the caller.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from atlas.cbam.engine import chain
from atlas.cbam.law.rules import Rules

#: where the emissions and the benchmark of a step come from
FROM = ("default", "highest", "verified", "exempt", "inside")


class Unusable(ValueError):
    """A step cannot be counted: reason code, the step as written, and what would do instead."""

    def __init__(self, code: str, step: chain.Step, hint: str = "") -> None:
        super().__init__(code)
        self.code, self.step, self.hint = code, f"{step.depth}: {step.code}", hint


class Worth(NamedTuple):
    """Per tonne of the step's own product, precursors below it included.

    ``see_from`` is one of FROM, ``benchmark_column`` A, B or given, empty where nothing counts.
    """

    see: float
    benchmark: float
    own_see: float
    own_benchmark: float
    see_from: str
    benchmark_column: str
    route: str


#: a step made where nothing counts, and one inside a value that counts as a whole
NOTHING = Worth(0.0, 0.0, 0.0, 0.0, "exempt", "", "")
INSIDE = NOTHING._replace(see_from="inside")


class Precursors(NamedTuple):
    """Sums over the precursors of one tonne of the good, and the worth of each step of the chain."""

    see: float
    benchmark: float
    steps: tuple[Worth, ...]


def evaluate(found: chain.Chain, good: int, year: int, made: int, rules: Rules) -> Precursors:
    """Precursors of a good, the year of its import and of its production (positions in the rules).
    Raises Unusable."""
    worth: dict[int, Worth] = {}

    def count(place: int) -> list[tuple[float, Worth]]:
        """Mass and worth of the precursors one level below a step."""
        return [(found.steps[at].mass or 0.0, of(at)) for at in chain.below(found.steps, place)]

    def of(place: int) -> Worth:
        step = found.steps[place]
        # what went into a precursor on a default value, or an exempt one, is in that value already
        asked = step.kind != chain.DEFAULT and not _exempt(step, rules)
        worth[place] = _worth(step, count(place) if asked else [], good, (year, made), rules)
        return worth[place]

    see, benchmark = _sums(count(-1))
    return Precursors(see, benchmark, tuple(worth.get(place, INSIDE) for place in range(len(found.steps))))


def _exempt(step: chain.Step, rules: Rules) -> bool:
    origin = rules.origins.find(step.origin)[0] if step.origin else -1
    return origin >= 0 and bool(rules.origins.exempt[origin])


def _sums(children: list[tuple[float, Worth]]) -> tuple[float, float]:
    return (
        float(sum(mass * each.see for mass, each in children)),
        float(sum(mass * each.benchmark for mass, each in children)),
    )


def _worth(
    step: chain.Step,
    children: list[tuple[float, Worth]],
    good: int,
    years: tuple[int, int],
    rules: Rules,
) -> Worth:
    spot, why, hint = rules.goods.find(step.code)
    if spot < 0:
        raise Unusable("precursor_code", step, hint)
    if step.mass is None:
        raise Unusable("precursor_mass", step)
    origin = rules.origins.find(step.origin)[0] if step.origin else -1
    if step.origin and origin < 0:
        raise Unusable("precursor_origin", step)
    # made in the EU or in an exempt country: nothing counts, whatever it was made of (Annex IV point 3)
    if _exempt(step, rules):
        return NOTHING
    benchmark_set = int(rules.benchmarks.set_of_year[max(years[1] - step.years_before, 0)])
    if step.kind == chain.DEFAULT:
        return _default(step, spot, origin, years[0], benchmark_set, rules)
    return _verified(step, children, spot, origin, good, benchmark_set, rules)


def _default(step: chain.Step, spot: int, origin: int, year: int, benchmark_set: int, rules: Rules) -> Worth:
    if origin < 0:
        value, route = rules.highest.value[spot], int(rules.highest.route[spot, benchmark_set])
    else:
        row = int(rules.defaults.row[spot, rules.origins.table[origin]])
        value = rules.defaults.total[row] if row >= 0 else np.nan
        route = _default_route(spot, origin, benchmark_set, rules)
    if np.isnan(value):
        raise Unusable("precursor_no_default", step, ";".join(rules.goods.children.get(step.code[:8], [])))
    see = float(value) * (1 + float(rules.markup[rules.goods.sector[spot], year]))
    benchmark, name = _column_b(step, spot, route, benchmark_set, rules)
    return Worth(see, benchmark, see, benchmark, "default" if origin >= 0 else "highest", "B", name)


def _default_route(spot: int, origin: int, benchmark_set: int, rules: Rules) -> int:
    return int(rules.benchmarks.default_route[spot, rules.origins.table[origin], benchmark_set])


def _column_b(step: chain.Step, spot: int, route: int, benchmark_set: int, rules: Rules) -> tuple[float, str]:
    """Column B of the table's route, or of the step's own where the table names none."""
    held = rules.benchmarks.column_b[spot, :, benchmark_set]
    if route < 0 and step.route in rules.benchmarks.routes:
        route = rules.benchmarks.routes.index(step.route)
    if route < 0 or np.isnan(held[route]):
        raise Unusable("precursor_route", step, _letters(held, rules))
    return float(held[route]), rules.benchmarks.routes[route]


def _verified(
    step: chain.Step,
    children: list[tuple[float, Worth]],
    spot: int,
    origin: int,
    good: int,
    benchmark_set: int,
    rules: Rules,
) -> Worth:
    """Own figures, and column A with what the precursors bring; a complex good whose own precursors
    are neither listed nor given as a figure takes column B (Eq. 6)."""
    if step.direct is None:
        raise Unusable("precursor_direct", step)
    # of goods whose indirect emissions do not count, only agglomerated ore carries them along (Annex II)
    counts = bool(rules.goods.indirect[good] or rules.goods.indirect[spot])
    if counts and step.indirect is None:
        raise Unusable("precursor_indirect", step)
    own = step.direct + ((step.indirect or 0.0) if counts else 0.0)
    below_see, below_benchmark = _sums(children)
    see = own + (below_see if step.kind == chain.OWN else 0.0)
    if step.benchmark is None and not children and rules.goods.complex[spot]:
        route = _default_route(spot, origin, benchmark_set, rules) if origin >= 0 else -1
        if origin < 0:
            route = int(rules.highest.route[spot, benchmark_set])
        benchmark, name = _column_b(step, spot, route, benchmark_set, rules)
        return Worth(see, benchmark, own, benchmark, "verified", "B", name)
    if step.benchmark is not None and not children:
        return Worth(see, step.benchmark, own, step.benchmark, "verified", "given", step.route)
    benchmark, name = _column_a(step, spot, benchmark_set, rules)
    return Worth(see, benchmark + below_benchmark, own, benchmark, "verified", "A", name)


def _column_a(step: chain.Step, spot: int, benchmark_set: int, rules: Rules) -> tuple[float, str]:
    """Column A of the last step: of the named route, or where all routes agree of any."""
    held, routes = rules.benchmarks.column_a[spot, :, benchmark_set], rules.benchmarks.routes
    free = int(rules.benchmarks.actual_route[spot, benchmark_set])
    route = routes.index(step.route) if step.route in routes and np.isnan(held[0]) else free
    if route < 0 or np.isnan(held[route]):
        raise Unusable("precursor_route", step, _letters(held, rules))
    return float(held[route]), routes[route]


def _letters(held: np.ndarray, rules: Rules) -> str:
    """Routes that the good has."""
    named = zip(rules.benchmarks.routes[1:-1], held[1:-1], strict=True)
    return ";".join(route for route, value in named if not np.isnan(value))
