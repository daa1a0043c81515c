"""The command line for a supplier's file: ``--template FILE`` prints what it says, and what it costs."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import pandas as pd

from atlas.cbam.answers import supplied_answers
from atlas.cbam.answers.good import Good, line
from atlas.cbam.engine.assess import assess
from atlas.cbam.engine.reasons_text import with_reasons
from atlas.cbam.files.supplier_file import read
from atlas.cbam.files.supplier_values import SupplierFile, SupplierGood
from atlas.cbam.files.table import Unreadable
from atlas.cbam.files.vocabulary import flat
from atlas.cbam.law.rules import Rules
from atlas.cbam.page import supplier_text
from atlas.language import DEFAULT, Language

ENGLISH = Language(DEFAULT)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Options of a supplier's file."""
    parser.add_argument(
        "--template",
        type=Path,
        metavar="FILE",
        help="read a supplier's file (the Commission's communication template or a data sheet of this tool) and print what it says",
    )
    parser.add_argument("--cn", metavar="CODE", help="with --template: only goods of this code")
    parser.add_argument("--origin", help="with --template: country of origin, if not the installation's")
    parser.add_argument("--tonnes", type=float, help="with --template: net mass; the cost is printed too")
    parser.add_argument(
        "--precursor",
        action="append",
        default=[],
        metavar="NAME=CODE",
        help="with --template: code of a precursor that the file names without one; may stand several times",
    )
    parser.add_argument("--route", help="with --template: letter of the production route")
    parser.add_argument("--period", default="2026-Q1", help="with --template: 2026-Q1 or a year")


def report(options: argparse.Namespace, rules: Rules, prices: dict[str, Any]) -> tuple[int, list[str]]:
    """(exit code, lines to print): the account of a file and what its goods cost; 0, 1 if a good cannot
    be used, 2 if the file cannot be read."""
    try:
        found = read(options.template.read_bytes(), options.template.name)
    except Unreadable as wrong:
        return 2, [f"{options.template}: {supplier_text.unreadable(wrong.code, wrong.value, ENGLISH)}"]
    except OSError as wrong:
        return 2, [f"{options.template}: {wrong.strerror}"]
    told = [supplier_text.about(found, ENGLISH), supplier_text.summary(found, ENGLISH)]
    rows = supplier_text.account(found, ENGLISH).to_dict("records")
    told += [" ".join(supplier_text.sentence(row).split()) for row in rows]
    answers = [_use(found, place, options, rules, prices) for place in range(len(found.goods))]
    told += [text for _, text in answers if text]
    return 0 if all(used for used, _ in answers) else 1, told


def _use(
    found: SupplierFile, place: int, options: argparse.Namespace, rules: Rules, prices: dict[str, Any]
) -> tuple[bool, str]:
    """(whether a good can be used, what it costs or what is missing); goods of other codes are passed by."""
    good = found.goods[place]
    wanted = "".join(sign for sign in options.cn or "" if sign.isdigit())
    codes = [code for code in good.cn_codes if code.startswith(wanted[:8])]
    if wanted and good.cn_codes and not codes:
        return True, ""
    name = supplier_text.good_name(good, place, ENGLISH)
    code = wanted if wanted in codes else codes[0] if len(codes) == 1 else ""
    if not code and codes:
        return False, f"{name}: choose one code by --cn: {', '.join(codes)}"
    if not supplied_answers.usable(good, code):
        return False, f"{name}: cannot be used, as its code or its emissions are missing"
    if options.tonnes is None:
        return True, ""
    row = with_reasons(assess(_line(found, good, code, options), rules, **prices), ENGLISH).iloc[0]
    if row["status"] == "refused":
        return False, f"{name}: {row['reason']}"
    return True, f"{name}: {ENGLISH.money(row['cost_eur'])} for {options.tonnes:g} t ({row['status']})"


def _picked(good: SupplierGood, given: list[str]) -> dict[int, str]:
    """Codes of the good's open precursors, from ``NAME=CODE``."""
    codes = {flat(name): code.strip() for name, _, code in (text.partition("=") for text in given)}
    places = {at: codes.get(flat(own.name), "") for at, own in enumerate(good.open)}
    return {at: code for at, code in places.items() if code}


def _line(found: SupplierFile, good: SupplierGood, code: str, options: argparse.Namespace) -> pd.DataFrame:
    given = supplied_answers.parameters(found, good, code, _picked(good, options.precursor))
    taken = Good(
        cn=code,
        origin=options.origin or given.get("origin", ""),
        period=options.period,
        basis="actual",
        route=options.route or given["route"],
        direct=given["direct"],
        indirect=given["indirect"],
        precursors=given["precursors"],
        precursor_free=None,
        carbon_price=given["carbon_price"],
        price=None,
        price_path="",
        scenario=options.scenario,
    )
    return line(taken, options.tonnes)
