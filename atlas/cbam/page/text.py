"""Findings and notes of the CBAM page in words."""

from __future__ import annotations

from typing import Any

import pandas as pd

from atlas import terms
from atlas.app.cache import cached
from atlas.cbam.answers import good_names
from atlas.cbam.page import answers, charts
from atlas.language import Language


def finding(good: answers.Good, tonnes: float, lang: Language) -> str:
    """The answer for one good as a sentence."""
    _ = lang.text
    own, above = answers.assessed(good, tonnes, False), answers.assessed(good, tonnes, True)
    place = answers.countries(lang)[good.origin]
    values = {
        "mass": amount(tonnes, own, lang),
        "code": good_names.written(good.cn),
        "origin": place,
        "period": good.period,
    }
    if own["status"] == "exempt":
        return _("Goods from {origin} are exempt from CBAM: nothing is due.", origin=place)
    if own["status"] == "below_threshold":
        return _(
            "Nothing is due for {mass} of {code} from {origin} as long as the importer stays at or below {limit} t of such goods in the year. Above it, this good costs {cost}.",
            limit=lang.number(answers.parameter("mass_threshold")),
            cost=lang.money(above["cost_eur"], digits=0),
            **values,
        )
    cost, each = lang.money(own["cost_eur"], digits=0), lang.money(own["cost_eur_per_t"])
    if own["unit"] != "t":
        return _(
            "{mass} from {origin}, imported in {period}, cost {cost}: {each} per MWh.",
            cost=cost,
            each=each,
            **{k: v for k, v in values.items() if k != "code"},
        )
    return _(
        "{mass} of {code} from {origin}, imported in {period}, cost {cost}: {each} per tonne.",
        cost=cost,
        each=each,
        **values,
    )


def amount(tonnes: float, line: pd.Series, lang: Language) -> str:
    """A mass with its unit, without idle decimals."""
    unit = "t" if pd.isna(line["unit"]) else str(line["unit"])
    return f"{exact(tonnes, lang, 3)} {unit}"


def exact(value: float, lang: Language, digits: int) -> str:
    """A number with up to so many decimals, no idle zeros."""
    if pd.isna(value):
        return lang.number(None)
    needed = next(d for d in range(digits + 1) if d == digits or round(value, d) == round(value, digits))
    return lang.number(value, needed)


def step_names(lang: Language) -> dict[str, str]:
    """Names of the steps of `worked.worked`."""
    _ = lang.text
    return {
        "direct": _("Direct emissions"),
        "indirect": _("Indirect emissions"),
        "see": _("Embedded emissions"),
        "markup": _("Mark-up"),
        "embedded": _("Emissions that count"),
        "benchmark": _("Benchmark"),
        "factor": _("CBAM factor: share that stays free"),
        "cscf": _("Correction factor"),
        "precursors": _("Free allocation of precursors"),
        "free_allocation": _("Free allocation"),
        "deduction": _("Deduction for the carbon price paid"),
        "net": _("To be covered"),
        "mass": _("Net mass"),
        "certificates": _("Certificates"),
        "price": _("Price of a certificate"),
        "cost": _("Cost"),
        "cost_per_t": _("Cost per tonne"),
    }


def unit_names(lang: Language, per: str) -> dict[str, str]:
    """Units of the steps; ``per`` is t or MWh."""
    _ = lang.text
    return {
        "t_per_t": f"t CO₂e/{per}",
        "share": "",
        "t": per,
        "certificates": _("certificates (t CO₂e)"),
        "eur": "EUR",
        "eur_per_certificate": _("EUR per certificate"),
        "eur_per_t": f"EUR/{per}",
    }


def act(text: str, lang: Language) -> str:
    """An act and its article (as `legal_basis` names them) with the kinds of acts in the language."""
    _ = lang.text
    names = {
        "Implementing Regulation": _("Implementing Regulation"),
        "Implementing Decision": _("Implementing Decision"),
        "Regulation": _("Regulation"),
        "Directive": _("Directive"),
        "Annex": _("Annex"),
        ", opening paragraphs": _(", opening paragraphs"),
        ", column": _(", column"),
        "your own": _("Your own"),
        "(assumption)": _("(assumption)"),
        "(provisional)": _("(to be revised)"),
        "(proposed)": _("(proposal)"),
        "assumption": _("Assumption"),
    }
    marks = {name: f"\x00{at}\x00" for at, name in enumerate(names)}
    for name, mark in marks.items():
        text = text.replace(name, mark)
    for name, mark in marks.items():
        text = text.replace(mark, names[name])
    return text


@cached
def waterfall_rows(good: answers.Good, tonnes: float, lang: Language) -> pd.DataFrame:
    """The steps of the waterfall with their names."""
    rows = answers.waterfall(good, tonnes)
    return rows.assign(step=rows["step"].map(charts.step_names(lang)))


def worked_heads(lang: Language) -> dict[str, str]:
    """Headings of the worked calculation."""
    _ = lang.text
    return {
        "step": _("Step"),
        "value": _("Figure"),
        "unit": _("Unit"),
        "basis": _("Act and article, or arithmetic"),
    }


@cached
def worked_table(good: answers.Good, tonnes: float, lang: Language) -> pd.DataFrame:
    """The worked calculation under its headings, steps as index."""
    heads, rows = worked_heads(lang), worked_rows(good, tonnes, lang)
    figures = (rows["value"] + " " + rows["unit"]).str.strip()
    shown = rows.assign(value=figures).drop(columns="unit")
    return shown.rename(columns=heads).set_index(heads["step"])


@cached
def worked_rows(good: answers.Good, tonnes: float, lang: Language) -> pd.DataFrame:
    """The worked calculation in words: ``step``, ``value``, ``unit``, ``basis``."""
    line = answers.assessed(good, tonnes, True)
    rows = answers.steps(good, tonnes)
    names, units = step_names(lang), unit_names(lang, str(line["unit"]))
    return pd.DataFrame(
        {
            "step": [names[step] for step in rows["step"]],
            "value": [_value(row, lang) for row in rows.to_dict("records")],
            "unit": [units[unit] for unit in rows["unit"]],
            "basis": [_basis(row, line, good, lang) for row in rows.to_dict("records")],
        }
    )


def _value(row: dict[str, Any], lang: Language) -> str:
    if row["unit"] == "share":
        return lang.percent(row["value"], 0 if round(row["value"] * 100, 6) % 1 == 0 else 1)
    return exact(row["value"], lang, 2 if row["unit"].startswith("eur") else 5)


def _basis(row: dict[str, Any], line: pd.Series, good: answers.Good, lang: Language) -> str:
    _ = lang.text
    computed = {
        "embedded": _("Embedded emissions × (1 + mark-up)"),
        "free_allocation": _("Benchmark × CBAM factor × correction factor, plus precursors"),
        "deduction": _("Price paid × emissions ÷ price of a certificate"),
        "net": _("Emissions that count − free allocation − deduction, never below 0"),
        "certificates": _("To be covered × net mass, not rounded"),
        "cost": _("Certificates × price"),
        "cost_per_t": _("Cost ÷ net mass"),
        "precursors": _("As entered"),
        "mass": _("As entered"),
    }
    if not row["act"]:
        return computed[row["step"]]
    told = act(row["act"], lang)
    if row["step"] == "see" and line["see_from"] != "actual":
        return f"{told} · {default_label(str(line['see_from']), lang)}"
    if row["step"] == "benchmark":
        return f"{told} · {route_name(line, lang)}"
    if row["step"] == "price" and line["price_from"] == "scenario":
        return f"{told} · {terms.name('price_path', good.price_path, lang)}"
    return told


def default_label(see_from: str, lang: Language) -> str:
    """Country and code of a default value: ``China, 7208``."""
    country, code = see_from.split(" ", 1)
    name = lang.text("Other countries") if country == "XX" else answers.countries(lang)[country]
    return lang.join([name, good_names.written(code)])


def route_name(line: pd.Series, lang: Language) -> str:
    """Route of the benchmark with its letter."""
    route = str(line["benchmark_route"])
    if route == "any":
        return lang.text("the same for every route")
    name = terms.name("production_route", route, lang)
    return name if route == "none" else f"{route}: {name}"
