"""Default values and benchmarks as dense arrays over goods, default tables, routes and years."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from atlas.cbam import Array
from atlas.cbam.law.goods import Goods
from atlas.cbam.law.origins import OTHER, Origins

ONE_ROUTE = "none"
ANY_ROUTE = "any"
#: emissions that no table gives: those of the user, verified or (electricity) a typed factor of the grid
ACTUAL, ENTERED = "actual", "entered"


@dataclass(frozen=True, eq=False)
class Defaults:
    """Default values. `row[good, table]` is the row of the law's table that serves a good from an
    origin, with the fall-back to "other countries" done; -1 where no line exists (electricity, or
    TARIC digits missing). `label` names each row by country and code, then what no table gives."""

    row: Array
    total: Array
    direct: Array
    indirect: Array
    route: Array
    label: tuple[str, ...]
    source_id: str

    @classmethod
    def from_tables(cls, frames: dict[str, pd.DataFrame], goods: Goods, origins: Origins) -> Defaults:
        """Longest code of the table that begins the good's code; absent lines and dashes fall back
        to the same code of "other countries" (Annex I, opening paragraphs)."""
        table = frames["cbam_default_values"]
        values = table[table["cell_status"] == "value"].reset_index(drop=True)
        lines = sorted(values.loc[values["country"] == OTHER, "cn_code"])
        place = {code: spot for spot, code in enumerate(lines)}
        grid = np.full((len(lines), len(origins.tables)), -1)
        grid[values["cn_code"].map(place), values["country"].map(origins.tables.index)] = values.index
        other = grid[:, [origins.tables.index(OTHER)]]
        grid = np.where(grid < 0, other, grid)
        row = np.full((len(goods.codes), len(origins.tables)), -1)
        for spot, code in enumerate(goods.codes):
            line = next((code[:size] for size in (10, 8, 6, 4) if code[:size] in place), None)
            if line:
                row[spot] = grid[place[line]]
        return cls(
            row=row,
            total=values["total_t_per_t"].to_numpy(),
            direct=values["direct_t_per_t"].to_numpy(),
            indirect=values["indirect_t_per_t"].to_numpy(),
            route=values["production_route"].fillna("").to_numpy(dtype=object),
            label=(*(values["country"] + " " + values["cn_code"]), ENTERED, ACTUAL),
            source_id=values["source_id"].iloc[0],
        )

    def act(self, titles: dict[str, str]) -> str:
        return f"{titles[self.source_id]} Annex I"


@dataclass(frozen=True, eq=False)
class Highest:
    """Values of Annex IV, for precursors whose origin is unknown: ``value[good]`` (NaN where it has
    none) and ``route[good, set]`` (-1 where it names none)."""

    value: Array
    route: Array

    @classmethod
    def from_tables(cls, frames: dict[str, pd.DataFrame], goods: Goods, benchmarks: Benchmarks) -> Highest:
        """The longest code of table cbam_precursor_defaults that begins the good's code."""
        rows = frames["cbam_precursor_defaults"].set_index("cn_code")
        values, routes = rows["total_t_per_t"].to_dict(), rows["production_route"].fillna("").to_dict()
        value = np.full(len(goods.codes), np.nan)
        route = np.full((len(goods.codes), benchmarks.column_b.shape[2]), -1)
        for spot, code in enumerate(goods.codes):
            line = next((code[:size] for size in (10, 8, 6, 4) if code[:size] in values), None)
            if line:
                value[spot] = values[line]
                route[spot] = _highest(benchmarks.column_b[spot], benchmarks.routes, str(routes[line]))
        return cls(value, route)


@dataclass(frozen=True, eq=False)
class Benchmarks:
    """Benchmarks by good, route and set (one set per benchmark year; `set_of_year` maps import years).

    `column_a` and `column_b` hold NaN where the law has none. `default_route[good, table, set]` is
    the route of the default table, `actual_route[good, set]` the route where none need be asked:
    -1 means the route must be asked for. `compound` marks default routes such as C/F.
    """

    routes: list[str]
    set_of_year: Array
    column_a: Array
    column_b: Array
    default_route: Array
    actual_route: Array
    compound: Array

    @classmethod
    def from_tables(
        cls, frames: dict[str, pd.DataFrame], goods: Goods, defaults: Defaults, years: pd.Series
    ) -> Benchmarks:
        """`years`: benchmark year by import year (cbam_benchmark_years)."""
        table = frames["cbam_benchmarks"]
        sets = sorted(int(year) for year in years.unique())
        routes = [ONE_ROUTE, *sorted(set(table["production_route"]) - {ONE_ROUTE}), ANY_ROUTE]
        shape = (len(goods.codes), len(routes), len(sets))
        a, b = np.full(shape, np.nan), np.full(shape, np.nan)
        spots: dict[str, list[int]] = {}
        for spot, code in enumerate(goods.codes):
            spots.setdefault(code[:8], []).append(spot)
        for row in table.to_dict("records"):
            held = [
                i for i, y in enumerate(sets) if row["production_year_from"] <= y <= row["production_year_to"]
            ]
            for spot in spots.get(row["cn_code"], []):
                a[spot, routes.index(row["production_route"]), held] = row["column_a_t_per_t"]
                b[spot, routes.index(row["production_route"]), held] = row["column_b_t_per_t"]
        _keep_taric_route(a, b, routes, goods, defaults)
        default_route, compound = _default_routes(b, routes, defaults)
        return cls(
            routes=routes,
            set_of_year=np.array([sets.index(int(year)) for year in years]),
            column_a=a,
            column_b=b,
            default_route=default_route,
            actual_route=_actual_routes(a, routes),
            compound=compound,
        )


def _keep_taric_route(a: Array, b: Array, routes: list[str], goods: Goods, defaults: Defaults) -> None:
    """A TARIC code is one grade of its CN code: only its own route's benchmark stays."""
    for spot, code in enumerate(goods.codes):
        own = set(defaults.route[defaults.row[spot]]) - {"", ONE_ROUTE} if len(code) == 10 else set()
        if len(own) == 1 and not np.isnan(b[spot, routes.index(*own)]).all():
            gone = [i for i, route in enumerate(routes) if route not in own]
            a[spot, gone], b[spot, gone] = np.nan, np.nan


def _default_routes(b: Array, routes: list[str], defaults: Defaults) -> tuple[Array, Array]:
    """Route of the default table per good, table and set. A benchmark without routes needs none; of
    a compound route the alloy grade with the highest benchmark counts (2025/2620 Annex point 5.1)."""
    goods, _, sets = b.shape
    known: dict[tuple[int, str], Array] = {}
    chosen = np.full((goods, defaults.row.shape[1], sets), -1)
    compound = np.zeros(defaults.row.shape, dtype=bool)
    for spot in range(goods):
        printed = np.where(defaults.row[spot] >= 0, defaults.route[defaults.row[spot]], "")
        for written in set(printed):
            key = (spot, str(written))
            known[key] = _highest(b[spot], routes, str(written))
            chosen[spot, printed == written] = known[key]
            routed = not np.isnan(b[spot, 1:]).all()
            compound[spot, printed == written] = "/" in str(written) and routed
    return chosen, compound


def _highest(b: Array, routes: list[str], written: str) -> Array:
    """Position of the route with the highest column B among those written, per set; -1 for none."""
    allowed = [i for i, route in enumerate(routes) if route in {ONE_ROUTE, *written.split("/")}]
    held = np.where(np.isnan(b[allowed]), -1.0, b[allowed])
    best = np.array(allowed)[held.argmax(axis=0)]
    return np.where(held.max(axis=0) < 0, -1, best)


def _actual_routes(a: Array, routes: list[str]) -> Array:
    """Where all routes of a good share one column A, no route need be asked (route ``any``); the
    shared figure is written into `a` under that route."""
    here = ~np.isnan(a)
    low = np.where(here, a, np.inf).min(axis=1)
    high = np.where(here, a, -np.inf).max(axis=1)
    single = np.where(here.sum(axis=1) == 1, here.argmax(axis=1), routes.index(ANY_ROUTE))
    shared = low == high
    a[:, routes.index(ANY_ROUTE)] = np.where(shared & (here.sum(axis=1) > 1), low, np.nan)
    return np.where(shared, single, -1)
