"""Findings and notes of the CBAM page in words."""

from __future__ import annotations

from typing import Any

import pandas as pd

from atlas import terms
from atlas.cbam.answers.good import Case, Good
from atlas.cbam.law import rule_sets
from atlas.cbam.law.benchmarks import ENTERED
from atlas.cbam.law.names_text import countries, good_names, written
from atlas.language import Language

#: tonnes of one precursor per tonne of good beyond which a mass is more likely a slip than a process
MOST_MATERIAL = 5


def finding(case: Case, lang: Language) -> str:
    """The answer for one good as a sentence, with what is assumed in it."""
    _, good, own, above = lang.text, case.good, case.own, case.above
    place = countries(lang)[good.origin]
    if own["status"] == "exempt":
        return _("Goods from {origin} are exempt from CBAM: nothing is due.", origin=place)
    values = {
        "what": what(case, lang),
        "each": _each(above, lang),
        "price": lang.money(above["certificate_price_eur"]),
    }
    cost = lang.money(above["cost_eur"], digits=0)
    if own["status"] == "below_threshold":
        return _(
            "Nothing is due for {what} as long as the importer stays at or below {limit} t of such goods in the year. Above it, this good costs {cost}.",
            limit=lang.number(case.limit_t),
            cost=cost,
            what=values["what"],
        )
    values["certificates"] = lang.number(above["certificates_t"], 0 if above["certificates_t"] >= 10 else 2)
    if above["price_from"] == "scenario" and case.band is not None:
        return _(
            "About {cost} for {what}: {each}, {certificates} certificates at an assumed {price}. From {low} to {high} with a low or a high price.",
            cost=lang.money(_rough(float(above["cost_eur"])), digits=0),
            low=lang.money(_rough(case.band[0]), digits=0),
            high=lang.money(_rough(case.band[1]), digits=0),
            **values,
        )
    if above["price_from"] == "user":
        return _(
            "{cost} for {what}: {each}, {certificates} certificates at your {price}.", cost=cost, **values
        )
    return _(
        "{cost} for {what}: {each}, {certificates} certificates at {price} (published).", cost=cost, **values
    )


def named(good: Good, lang: Language) -> str:
    """Name of a good and its period, as a view is called."""
    return lang.text("{name} {period}", name=good_names(lang)[good.cn], period=lang.period(good.period))


def brief(case: Case, lang: Language) -> str:
    """The cost in few signs; empty where none is due."""
    return lang.money_compact(float(case.above["cost_eur"])) if case.own["status"] == "ok" else ""


def what(case: Case, lang: Language) -> str:
    """Mass, name, code, origin and period of a good."""
    good = case.good
    return lang.text(
        "{mass} of {name} ({code}) from {origin}, {period}",
        mass=amount(case.tonnes, case.own, lang),
        name=good_names(lang)[good.cn],
        code=written(good.cn),
        origin=countries(lang)[good.origin],
        period=lang.period(good.period),
    )


def _each(line: pd.Series, lang: Language) -> str:
    _, each = lang.text, lang.money(line["cost_eur_per_t"])
    return _("{amount} a tonne", amount=each) if line["unit"] == "t" else _("{amount} per MWh", amount=each)


def _rough(cost: float) -> float:
    """Three digits: more would claim what an assumed price cannot know."""
    return float(f"{cost:.3g}")


def amount(tonnes: float, line: pd.Series, lang: Language) -> str:
    """A mass with its unit, without idle decimals."""
    return lang.with_unit(exact(tonnes, lang, 3), unit(str(line["unit"]), lang))


def unit(code: str, lang: Language) -> str:
    """Unit in which goods are counted, tonnes where none is known."""
    return code if code == "MWh" else lang.text("t")


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
        "precursor_emissions": _("Emissions of the precursors"),
        "precursor_benchmarks": _("Benchmarks of the precursors"),
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
        "t_per_t": _("t CO₂e/{per}", per=unit(per, lang)),
        "share": "",
        "t": unit(per, lang),
        "certificates": _("certificates (t CO₂e)"),
        "eur": _("EUR"),
        "eur_per_certificate": _("EUR per certificate"),
        "eur_per_t": _("EUR/{per}", per=unit(per, lang)),
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


def worked_heads(lang: Language) -> dict[str, str]:
    """Headings of the worked calculation."""
    _ = lang.text
    return {
        "step": _("Step"),
        "value": _("Figure"),
        "unit": _("Unit"),
        "basis": _("Act and article, or arithmetic"),
    }


def worked_table(rows: pd.DataFrame, lang: Language) -> pd.DataFrame:
    """The worked calculation (`worked_rows`) under its headings, steps as index."""
    heads = worked_heads(lang)
    figures = (rows["value"] + " " + rows["unit"]).str.strip()
    shown = rows.assign(value=figures).drop(columns="unit")
    return shown.rename(columns=heads).set_index(heads["step"])


def worked_rows(rows: pd.DataFrame, case: Case, lang: Language) -> pd.DataFrame:
    """The steps of `worked.worked` in words: ``step``, ``value``, ``unit``, ``basis``."""
    line = case.above
    names, units = step_names(lang), unit_names(lang, str(line["unit"]))
    return pd.DataFrame(
        {
            "step": [names[step] for step in rows["step"]],
            "value": [_value(row, lang) for row in rows.astype("object").to_dict("records")],
            "unit": [units[unit] for unit in rows["unit"]],
            "basis": [_basis(row, case, lang) for row in rows.astype("object").to_dict("records")],
        }
    )


def _value(row: dict[Any, Any], lang: Language) -> str:
    if row["unit"] == "share":
        return lang.percent(row["value"], 0 if round(row["value"] * 100, 6) % 1 == 0 else 1)
    return exact(row["value"], lang, 2 if row["unit"].startswith("eur") else 5)


def _basis(row: dict[Any, Any], case: Case, lang: Language) -> str:
    _, line = lang.text, case.above
    computed = {
        "embedded": _("Embedded emissions × (1 + mark-up)"),
        "free_allocation": _("Benchmarks × CBAM factor × correction factor"),
        "deduction": _("Price paid × emissions ÷ price of a certificate"),
        "net": _("Emissions that count − free allocation − deduction, never below 0"),
        "certificates": _("To be covered × net mass, not rounded"),
        "cost": _("Certificates × price"),
        "cost_per_t": _("Cost ÷ net mass"),
        "precursor_emissions": _("Mass × emissions, over the chain"),
        "precursor_benchmarks": _("Mass × benchmark, over the chain"),
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
        return f"{told} · {terms.name(rule_sets.PRICE_PATH, case.good.price_path, lang)}"
    return told


def default_label(see_from: str, lang: Language) -> str:
    """Country and code of a default value: ``China, 7208``."""
    if see_from == ENTERED:
        return lang.text("as entered")
    country, code = see_from.split(" ", 1)
    name = lang.text("Other countries") if country == "XX" else countries(lang)[country]
    return lang.join([name, written(code)])


def route_name(line: pd.Series, lang: Language) -> str:
    """Route of the benchmark with its letter."""
    route = str(line["benchmark_route"])
    if route == "any":
        return lang.text("the same for every route")
    name = terms.name("production_route", route, lang)
    return name if route == "none" else f"{route}: {name}"


def chain_table(rows: pd.DataFrame, names: list[str], lang: Language) -> pd.DataFrame:
    """The steps of a chain under their names, each with where its figures come from."""
    froms = terms.names("chain_from", lang)
    basis = [
        lang.join(part for part in (froms[see], column(at, lang)) if part)
        for see, at in zip(rows["see_from"], rows["benchmark_column"], strict=True)
    ]
    indent = ["\u2003" * depth + name for depth, name in zip(rows["depth"], names, strict=True)]
    figures = ["t_per_t", "see", "benchmark", "emissions", "free"]
    return pd.DataFrame({"step": indent, **{name: rows[name] for name in figures}, "basis": basis})


def column(name: str, lang: Language) -> str:
    """Where a benchmark comes from: a column of the law's table, or the user."""
    _ = lang.text
    return {"A": _("column A"), "B": _("column B"), "given": _("benchmarks as entered")}.get(name, "")


def chain_warnings(rows: pd.DataFrame, names: list[str], lang: Language) -> list[str]:
    """What cannot be so, or hardly: less than nothing at a step, or more material than any process takes."""
    _ = lang.text
    found = [
        _(
            "{name}: the precursors alone have more emissions than the whole that was entered. Check which part the figure covers.",
            name=name,
        )
        for name, value in zip(names, rows["emissions"], strict=True)
        if value < -1e-9
    ]
    if float(rows["t_per_t"].max()) > MOST_MATERIAL:
        found.append(
            _("More than {most} t of a precursor per tonne of good: check the mass.", most=MOST_MATERIAL)
        )
    return found
