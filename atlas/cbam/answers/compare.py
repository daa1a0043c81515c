"""One line against its alternatives: default against actual, other origins, other prices and intensities.

Everything is a second call of `atlas.cbam.engine.assess.assess` on changed lines; no figure is computed
by other means.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from atlas.cbam.engine.assess import assess
from atlas.cbam.law.origins import OTHER
from atlas.cbam.law.rules import Rules

ACTUAL_FIGURES = ["direct_t_per_t", "indirect_t_per_t", "precursor_free_allocation_t_per_t"]
#: other ways to give precursors, left out where their free allocation stands as a figure
OTHER_WAYS = ["precursors", "precursor_benchmark_t_per_t"]


def _bare_actual(assessed: pd.DataFrame) -> pd.DataFrame:
    """The lines as actual ones with zero emissions and no precursors, on their default route."""
    figures = dict.fromkeys(ACTUAL_FIGURES, 0.0)
    route = assessed["benchmark_route"].astype("str").where(assessed["benchmark_route"].notna(), "")
    kept = assessed.drop(columns=[column for column in OTHER_WAYS if column in assessed])
    return kept.assign(basis="actual", production_route=route, **figures)


def _own_price(assessed: pd.DataFrame) -> pd.DataFrame:
    """Lines that keep the certificate price they were assessed with."""
    return assessed.assign(certificate_price_eur=assessed["certificate_price_eur"])


def other_benchmarks(assessed: pd.DataFrame, rules: Rules) -> pd.Series:
    """Benchmark of the column a line does not use (A for default lines, B for actual ones), t CO2e/t.

    Missing where that column has none for the route. For `atlas.cbam.answers.explain.known_slips`.
    """
    lines = _own_price(assessed)
    default = (lines["see_from"].astype("str") != "actual").to_numpy()
    column_a = assess(_bare_actual(lines), rules)["benchmark_t_per_t"]
    column_b = assess(lines.assign(basis="default"), rules)["benchmark_t_per_t"]
    return pd.Series(np.where(default, column_a, column_b), index=assessed.index, dtype="float64")


def worth_of_verified_data(assessed: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """What verified emissions would be worth for each default line with status ok, dearest first.

    Same index as the lines. Columns: ``cost_eur`` (with the default value: all that can be
    saved), ``markup_eur`` (the part that the mark-up costs), ``default_t_per_t`` (with mark-up),
    ``break_even_t_per_t`` and ``break_even_bare_t_per_t`` (verified intensity below which actual
    values are cheaper: with precursors documented so that the free allocation stays that of
    column B, and with none documented, column A alone), ``zero_cost_t_per_t`` (documented
    precursors: nothing is due at or below it), ``eur_per_tenth`` (saved for each 0.1 t CO2e per
    tonne of good). Break-even: SEE_def x (1 + mark-up) - free allocation B + free allocation A.
    """
    held = assessed.loc[(assessed["status"] == "ok") & (assessed["see_from"].astype("str") != "actual")]
    mass, price = held["net_mass_t"].astype("float64"), held["certificate_price_eur"]
    bare = assess(_bare_actual(_own_price(held)), rules)
    marked = held["see_t_per_t"] * (1 + held["markup"])
    free = held["free_allocation_t"] / mass
    found = pd.DataFrame(
        {
            "cost_eur": held["cost_eur"],
            "markup_eur": (held["markup_t"] * price).clip(upper=held["cost_eur"]),
            "default_t_per_t": marked,
            "break_even_t_per_t": np.maximum(marked, free),
            "break_even_bare_t_per_t": np.maximum(marked - free, 0) + bare["free_allocation_t"] / mass,
            "zero_cost_t_per_t": free,
            "eur_per_tenth": 0.1 * mass * price,
        }
    )
    return found.sort_values("cost_eur", ascending=False, kind="stable")


def default_or_actual(lines: pd.DataFrame, rules: Rules, price_path: str | None = None) -> pd.DataFrame:
    """Each line with default and with its actual values, and the intensity at which both cost the same.

    ``lines``: import lines, whatever their ``basis``; where actual figures are missing only the
    default side and the break-even (with the precursors given, else none) are filled. Columns:
    ``default_eur_per_t``, ``actual_eur_per_t``, ``default_t_per_t`` (with mark-up),
    ``actual_t_per_t``, ``break_even_t_per_t``, ``saving_eur`` (above 0: actual is cheaper),
    ``certificate_price_eur`` and ``eur_per_t_co2e`` (less the carbon price paid abroad). The price cancels in the break-even unless a carbon price paid
    abroad is deducted: (net default + free allocation A) / (1 - paid / price).
    """
    default = assess(lines.assign(basis="default"), rules, price_path=price_path)
    actual = assess(lines.assign(basis="actual"), rules, price_path=price_path)
    zero = lines.assign(basis="actual", direct_t_per_t=0.0, indirect_t_per_t=0.0)
    bare = assess(zero, rules, price_path=price_path)
    mass, price = bare["net_mass_t"].astype("float64"), bare["certificate_price_eur"]
    paid = pd.Series(0.0, index=lines.index)
    if "carbon_price_paid_eur_per_t_co2e" in lines:
        paid = lines["carbon_price_paid_eur_per_t_co2e"].astype("float64").fillna(0.0)
    free = bare["free_allocation_t"] / mass
    net = default["cost_above_threshold_eur"] / (price * mass)
    return pd.DataFrame(
        {
            "default_eur_per_t": default["cost_above_threshold_eur"] / mass,
            "actual_eur_per_t": actual["cost_above_threshold_eur"] / mass,
            "default_t_per_t": default["see_t_per_t"] * (1 + default["markup"]),
            "actual_t_per_t": actual["see_t_per_t"],
            "break_even_t_per_t": ((net + free) / (1 - paid / price)).where(paid < price),
            "saving_eur": default["cost_above_threshold_eur"] - actual["cost_above_threshold_eur"],
            "certificate_price_eur": price,
            "eur_per_t_co2e": price - paid,
        }
    )


def after_fee(found: pd.Series, fee_eur: float, tonnes: float) -> float | None:
    """The break-even of `default_or_actual` with a verifier's fee spread over the tonnes; None where the fee
    is more than the default value costs, so that no emissions are low enough."""
    each = fee_eur / tonnes
    if each >= float(found["default_eur_per_t"]):
        return None
    return float(found["break_even_t_per_t"]) - each / float(found["eur_per_t_co2e"])


def by_origin(line: pd.DataFrame, rules: Rules, price_path: str | None = None) -> pd.DataFrame:
    """The same good (one import line, taken with its default value) from every origin, cheapest first.

    An origin counts with its own default value; all others pay the value of "other countries",
    which stands once, as origin ``XX``. Columns: ``origin``, ``see_t_per_t``,
    ``certificates_t_per_t``, ``eur_per_t``, ``own`` (this is the line's origin or the group it
    belongs to), ``status`` (refused: the table names no route for this origin, so it cannot be
    ranked; such rows stand last without a cost). The 50-tonne rule is left out of account.
    """
    places = rules.origins
    first = next(
        i for i, table in enumerate(places.table) if places.tables[table] == OTHER and not places.exempt[i]
    )
    asked = [
        place for place, code in enumerate(places.codes) if code in places.tables and not places.exempt[place]
    ]
    order = [*asked, first]
    same = line.iloc[[0] * len(order)].reset_index(drop=True)
    same = same.drop(columns=[column for column in ("line_id", "importer") if column in same])
    lines = same.assign(origin=[places.codes[place] for place in order], basis="default")
    found = assess(lines, rules, price_path=price_path)
    codes = [*(places.codes[place] for place in asked), OTHER]
    served = found["see_from"].astype("str").str[:2]
    result = pd.DataFrame(
        {
            "origin": codes,
            "see_t_per_t": found["see_t_per_t"],
            "certificates_t_per_t": found["cost_above_threshold_eur"]
            / (found["net_mass_t"].astype("float64") * found["certificate_price_eur"]),
            "eur_per_t": found["cost_above_threshold_eur"] / found["net_mass_t"].astype("float64"),
            "status": found["status"].astype("str").replace("below_threshold", "ok"),
        }
    )
    place = places.find(line["origin"].iloc[0])[0]
    mine = places.codes[place] if place >= 0 else ""
    kept = result.loc[(served == result["origin"]) | (result["status"] == "refused")]
    mine = mine if mine in set(kept["origin"]) else OTHER
    return (
        kept.assign(own=kept["origin"] == mine).sort_values("eur_per_t", kind="stable").reset_index(drop=True)
    )


def by_price(line: pd.DataFrame, rules: Rules, prices: Sequence[float]) -> pd.DataFrame:
    """One import line at other certificate prices: ``price_eur``, ``cost_eur``, ``eur_per_t``.

    The 50-tonne rule is left out of account."""
    lines = line.iloc[[0] * len(prices)].reset_index(drop=True).assign(certificate_price_eur=list(prices))
    found = assess(lines, rules)
    cost, mass = found["cost_above_threshold_eur"], found["net_mass_t"].astype("float64")
    return pd.DataFrame({"price_eur": list(prices), "cost_eur": cost, "eur_per_t": cost / mass})


def by_intensity(
    line: pd.DataFrame, rules: Rules, intensities: Sequence[float], price_path: str | None = None
) -> pd.DataFrame:
    """One import line as actual, at other intensities: ``see_t_per_t``, ``cost_eur``, ``eur_per_t``.

    The free allocation stays what the line has: a default line is taken with precursors
    documented so that they make up the difference between column B and column A (never below
    0). The intensity is given as direct emissions. The 50-tonne rule is left out of account.
    """
    own = assess(line.iloc[[0]], rules, price_path=price_path)
    bare = assess(_bare_actual(_own_price(own)), rules)
    mass = own["net_mass_t"].astype("float64")
    rest = ((own["free_allocation_t"] - bare["free_allocation_t"]) / mass).clip(lower=0).iloc[0]
    lines = _bare_actual(_own_price(own)).iloc[[0] * len(intensities)].reset_index(drop=True)
    lines = lines.assign(direct_t_per_t=list(intensities), precursor_free_allocation_t_per_t=float(rest))
    found = assess(lines, rules)
    cost, tonnes = found["cost_above_threshold_eur"], found["net_mass_t"].astype("float64")
    return pd.DataFrame({"see_t_per_t": list(intensities), "cost_eur": cost, "eur_per_t": cost / tonnes})
