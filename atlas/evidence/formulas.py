"""Formulas over facts, computed with ranges: ``(a2-024 / a2-018) ^ (1 / a2-026) - 1``.

A fact stands by its key and enters as the range its text prints; a bound such as "more than
560" enters as the number printed, so the result is as exact as the wording, no more.
"""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Mapping
from itertools import product
from typing import NamedTuple

import pandas as pd

FACT = re.compile(r"(?:a\d|hi)-\d{3}")
OPERATORS: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}


class Range(NamedTuple):
    """Lower and upper end; equal for one number."""

    low: float
    high: float


class FormulaError(ValueError):
    """A formula that cannot be computed: unknown fact, a fact without a number, or a sign it may not have."""


class Fact(NamedTuple):
    """What a formula may take from a fact."""

    value: Range | None
    start: pd.Timestamp | None


def facts(evidence: pd.DataFrame) -> dict[str, Fact]:
    """The numbers and dates of the facts, by ``fact_id``.

    In: ``fact_id``, ``value_low``, ``value_high``, and ``period_start`` where the table has it. Where the
    text gives one end only, both are that number.
    """
    starts = evidence["period_start"] if "period_start" in evidence else [None] * len(evidence)
    low = evidence["value_low"].fillna(evidence["value_high"])
    high = evidence["value_high"].fillna(evidence["value_low"])
    return {
        key: Fact(None if pd.isna(a) else Range(a, b), None if pd.isna(start) else start)
        for key, a, b, start in zip(evidence["fact_id"], low, high, starts, strict=True)
    }


def named(formula: str) -> list[str]:
    """Keys of the facts that a formula names, each once."""
    return list(dict.fromkeys(FACT.findall(formula)))


def compute(formula: str, known: Mapping[str, Fact]) -> Range:
    """Value of a formula as a range, by interval arithmetic over the ends.

    Raises FormulaError for an unknown fact, one without a number or date, or anything that
    is not ``+ - * / ^``, a number, a fact, ``year(fact)``, ``month(fact)`` (months since year
    0) or ``count(fact, ...)``.
    """
    text = FACT.sub(lambda match: match[0].replace("-", "_"), formula).replace("^", "**")
    try:
        return _value(ast.parse(text, mode="eval").body, known)
    except (SyntaxError, ZeroDivisionError, KeyError, TypeError) as error:
        raise FormulaError(f"{formula}: {error}") from error


def _value(node: ast.expr, known: Mapping[str, Fact]) -> Range:
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        return Range(node.value, node.value)
    if isinstance(node, ast.Name):
        value = known[_key(node)].value
        if value is None:
            raise FormulaError(f"{_key(node)} has no number")
        return value
    if isinstance(node, ast.BinOp) and type(node.op) in OPERATORS:
        apply = OPERATORS[type(node.op)]
        ends = product(_value(node.left, known), _value(node.right, known))
        results = [apply(left, right) for left, right in ends]
        return Range(min(results), max(results))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and not node.keywords:
        return _called(node.func.id, node.args, known)
    raise FormulaError(f"{ast.unparse(node)} is not allowed")


def _called(function: str, arguments: list[ast.expr], known: Mapping[str, Fact]) -> Range:
    keys = [_key(argument) for argument in arguments if isinstance(argument, ast.Name)]
    found = [known[key] for key in keys]
    if function == "count" and len(keys) == len(arguments):
        return Range(len(found), len(found))
    if function in ("year", "month") and len(found) == len(arguments) == 1:
        start = found[0].start
        if start is None:
            raise FormulaError(f"{keys[0]} has no date")
        number = start.year if function == "year" else start.year * 12 + start.month
        return Range(number, number)
    raise FormulaError(f"{function} is not a function of formulas, or its facts do not fit")


def _key(name: ast.Name) -> str:
    return name.id.replace("_", "-")


def takes_outside(formula: str) -> bool:
    """Whether a formula takes a figure of an independent source, not only the article's own."""
    return any(key.startswith("hi-") for key in named(formula))
