"""What the CBAM page shows for one good, worked out once for all sessions from scalar arguments.

Nothing of an uploaded portfolio passes through here: that stays in its session.
"""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd

from atlas.app.cache import cached
from atlas.cbam.answers import chains, compare, explain, plausibility
from atlas.cbam.answers.good import Case, Good, line
from atlas.cbam.answers.law_answers import good_rows, overdue, parameter, rules
from atlas.cbam.answers.steps import worked
from atlas.cbam.engine.assess import assess
from atlas.cbam.engine.reasons_text import PARTS, reason
from atlas.cbam.law import rule_sets
from atlas.cbam.law.names_text import countries, good_names, written
from atlas.cbam.page import chain_chart, charts, notes_text, text, year_charts
from atlas.charts.theme import Drawing
from atlas.language import Language

#: statuses of a line that has no amount
OPEN = ("refused", "not_covered")
#: tonnes for figures per tonne, and counted tonnes of an importer far above any threshold
UNIT_T, MANY_T = 1.0, 1e9
PRICES = tuple(range(40, 161, 5))


@cached
def route_asked(good: Good) -> bool:
    """The default table names no route for this good, so the reader's one counts."""
    own = assessed(good._replace(basis="default", route=None), UNIT_T, True)
    return str(own["reason_code"]) == "route_needed"


@cached
def _assessed(good: Good, tonnes: float, above: bool) -> pd.DataFrame:
    totals = None
    if above:
        year = int(good.period[:4])
        totals = pd.DataFrame({"importer": [""], "year": [year], "counted_t": [MANY_T]})
    return assess(line(good, tonnes), rules(good.scenario), price_path=good.price_path, totals=totals)


@cached
def assessed(good: Good, tonnes: float, above: bool) -> pd.Series:
    """The good assessed; ``above``: as of an importer who has passed the threshold anyway."""
    return _assessed(good, tonnes, above).iloc[0]


def case(good: Good, tonnes: float) -> Case:
    """The good with all that its sentences are made of."""
    return _case(good, tonnes, overdue(good.period, dt.date.today()))


def sentence(case: Case, lang: Language) -> str:
    """The amount of a case, or why there is none."""
    line = case.own
    if line["status"] not in OPEN:
        return text.finding(case, lang)
    code, value, hint = ("" if pd.isna(line[name]) else str(line[name]) for name in PARTS)
    return reason(code, value, hint, lang)


def counted(good: Good, tonnes: float) -> bool:
    """Whether a good has an amount, be it 0."""
    return assessed(good, tonnes, False)["status"] not in (*OPEN, "exempt")


@cached
def _case(good: Good, tonnes: float, late: bool) -> Case:
    above = assessed(good, tonnes, True)
    band = None
    if above["price_from"] == "scenario":
        costs = [
            float(assessed(good._replace(price_path=path), tonnes, True)["cost_eur"])
            for path in rule_sets.price_paths()
        ]
        band = (min(costs), max(costs))
    return Case(
        good,
        tonnes,
        assessed(good, tonnes, False),
        above,
        band,
        parameter("mass_threshold"),
        late,
        good_rows()[good.cn],
    )


@cached
def notes(good: Good, tonnes: float, lang: Language) -> list[str]:
    """What was replaced, assumed or is open (`notes_text.notes`)."""
    return notes_text.notes(case(good, tonnes), lang)


@cached
def worked_rows(good: Good, tonnes: float, lang: Language) -> pd.DataFrame:
    """The worked calculation in words (`text.worked_rows`)."""
    return text.worked_rows(steps(good, tonnes), case(good, tonnes), lang)


@cached
def worked_table(good: Good, tonnes: float, lang: Language) -> pd.DataFrame:
    """The worked calculation under its headings, steps as index."""
    return text.worked_table(worked_rows(good, tonnes, lang), lang)


@cached
def waterfall_rows(good: Good, tonnes: float, lang: Language) -> pd.DataFrame:
    """The steps of the waterfall with their names."""
    rows = waterfall(good, tonnes)
    return rows.assign(step=rows["step"].map(charts.step_names(lang)))


@cached
def per_tonne(good: Good) -> pd.Series:
    """One tonne of the good, the threshold left out of account."""
    return assessed(good, UNIT_T, True)


@cached
def waterfall(good: Good, tonnes: float) -> pd.DataFrame:
    """Steps of the waterfall."""
    return explain.waterfall(assessed(good, tonnes, True))


@cached
def waterfall_drawing(good: Good, tonnes: float, lang: Language) -> Drawing:
    """From embedded emissions to the amount to pay."""
    return charts.waterfall(waterfall(good, tonnes), lang)


@cached
def steps(good: Good, tonnes: float) -> pd.DataFrame:
    """The worked calculation (`worked.worked`)."""
    return worked(assessed(good, tonnes, True))


@cached
def by_origin(good: Good) -> pd.DataFrame:
    """The same good from every origin."""
    return compare.by_origin(line(good, UNIT_T), rules(good.scenario), good.price_path)


@cached
def origin_drawing(good: Good, lang: Language) -> Drawing:
    """Ranking of origins."""
    return charts.origin_ranking(by_origin(good), countries(lang), lang)


@cached
def origin_rows(good: Good, lang: Language) -> pd.DataFrame:
    """The ranking with the names of the countries."""
    names = countries(lang) | {"XX": lang.text("Other countries")}
    found = by_origin(good)
    return found.assign(origin=found["origin"].map(names))


@cached
def by_price(good: Good) -> pd.DataFrame:
    """Cost at other certificate prices."""
    return compare.by_price(line(good, UNIT_T), rules(good.scenario), PRICES)


@cached
def price_drawing(good: Good, lang: Language) -> Drawing:
    """Cost by certificate price."""
    current = float(per_tonne(good)["certificate_price_eur"])
    return charts.price_sensitivity(by_price(good), lang, current)


@cached
def by_intensity(good: Good) -> pd.DataFrame:
    """Cost at other verified intensities, from zero to well above the line's own."""
    own = per_tonne(good)
    top = max(1.4 * float(own["embedded_t"]), 0.1)
    return compare.by_intensity(
        line(good, UNIT_T), rules(good.scenario), np.linspace(0, top, 36).tolist(), good.price_path
    )


@cached
def intensity_drawing(good: Good, lang: Language) -> Drawing:
    """Cost by verified intensity."""
    own = float(per_tonne(good)["see_t_per_t"]) if good.basis == "actual" else None
    return charts.intensity_sensitivity(by_intensity(good), lang, own)


def _route(good: Good) -> str | None:
    """The route the reader named, else the one of the default table."""
    own = per_tonne(good)["benchmark_route"]
    return good.route or (None if pd.isna(own) else str(own).replace("any", "") or None)


@cached
def comparison(good: Good) -> pd.Series:
    """Default against actual (`compare.default_or_actual`), per tonne."""
    routed = good._replace(route=_route(good))
    return compare.default_or_actual(line(routed, UNIT_T), rules(good.scenario), good.price_path).iloc[0]


@cached
def even_after_fee(good: Good, fee_eur: float, tonnes: float) -> float | None:
    """The break-even with a verifier's fee (`compare.after_fee`)."""
    return compare.after_fee(comparison(good), fee_eur, tonnes)


@cached
def doubts(good: Good, lang: Language) -> list[str]:
    """What is unlikely about the figures of a plant."""
    found = plausibility.doubts(per_tonne(good), good.cn, rules(good.scenario))
    return notes_text.doubts(found, lang)


@cached
def comparison_drawing(good: Good, lang: Language) -> Drawing:
    """Default value against actual values over intensity."""
    bare = good._replace(basis="actual", direct=0.0, indirect=0.0, route=_route(good))
    actual = line(bare, UNIT_T)
    top = 1.4 * max(float(comparison(good)["default_t_per_t"]), good.direct or 0.0, 0.1)
    curve = compare.by_intensity(
        actual, rules(good.scenario), np.linspace(0, top, 36).tolist(), good.price_path
    )
    return year_charts.default_or_actual(comparison(good), curve, lang)


@cached
def slips(good: Good) -> pd.DataFrame:
    """What known wrong formulas give per tonne of this good."""
    other = compare.other_benchmarks(_assessed(good, UNIT_T, True), rules(good.scenario)).iloc[0]
    return explain.known_slips(per_tonne(good), None if pd.isna(other) else float(other))


@cached
def chain_rows(good: Good) -> pd.DataFrame:
    """What each step brings into one tonne of the good (`chains.worth`), the good's own step first."""
    law, own = rules(good.scenario), per_tonne(good)
    steps = chains.worth(good, law)
    place = good.year - law.years[0]
    share = float(law.factor[place] * law.cscf[place])
    first = {
        "depth": 0,
        "code": good.cn,
        "parent": -1,
        "t_per_t": 1.0,
        "see": float(own["see_t_per_t"]),
        "benchmark": float(own["benchmark_t_per_t"]) + float(own["precursor_benchmark_t_per_t_used"]),
        "emissions": float(own["see_t_per_t"]) - float(own["precursor_see_t_per_t"]),
        "free": float(own["benchmark_t_per_t"]) * share,
        "see_from": "verified",
        "benchmark_column": "A",
        "route": str(own["benchmark_route"]),
    }
    below = steps.assign(parent=steps["parent"] + 1)
    return pd.concat([pd.DataFrame([first]), below], ignore_index=True)


@cached
def chain_names(good: Good, lang: Language) -> list[str]:
    """Name of each step of the chain."""
    names = good_names(lang)
    return [f"{names.get(code, '')} {written(code)}".strip() for code in chain_rows(good)["code"]]


@cached
def chain_drawing(good: Good, lang: Language) -> Drawing:
    """Where emissions and free allocation come from."""
    return chain_chart.chain(chain_rows(good), chain_names(good, lang), lang)


@cached
def chain_table(good: Good, lang: Language) -> pd.DataFrame:
    """The same with the steps' names and what their figures are taken from, in words."""
    return text.chain_table(chain_rows(good), chain_names(good, lang), lang)


@cached
def chain_warnings(good: Good, lang: Language) -> list[str]:
    """What cannot be so: emissions or masses out of all proportion."""
    return text.chain_warnings(chain_rows(good), chain_names(good, lang), lang)
