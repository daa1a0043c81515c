"""Sentences about a portfolio: what it costs, what that rests on, how the file was read, what is asked."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

import pandas as pd

from atlas import terms
from atlas.cbam.files.cells import clean, number
from atlas.cbam.files.dates import date
from atlas.cbam.files.source import Question
from atlas.cbam.files.understanding import Reading, Understanding
from atlas.cbam.law.names_text import countries, written
from atlas.language import Language

#: how encodings and delimiters are called
ENCODINGS = {"utf-8": "UTF-8", "utf-16": "UTF-16", "cp1252": "Windows-1252", "cp1250": "Windows-1250"}
ENCODINGS |= {"cp1254": "Windows-1254", "gb18030": "GB18030", "big5hkscs": "Big5"}


class Asked(NamedTuple):
    """A question in words, and its answers: code → label."""

    text: str
    choices: dict[str, str]


def finding(lines: pd.DataFrame, lang: Language) -> str:
    """What the lines that count cost, and from where the prices are."""
    _ = lang.text
    counted = lines.loc[~lines["status"].isin(["refused", "not_covered"])]
    said = lang.plural(
        "{count} line costs **{cost}**: {certificates} certificates.",
        "{count} lines cost **{cost}**: {certificates} certificates.",
        len(counted),
        cost=lang.money(float(counted["cost_eur"].sum()), digits=0),
        certificates=lang.number(float(counted["certificates_t"].sum()), 0),
    )
    if not len(counted):
        return lang.plural(
            "{count} line is not calculated yet: see below what is missing.",
            "{count} lines are not calculated yet: see below what is missing.",
            len(lines),
        )
    assumed = int((counted["price_from"] == "scenario").sum())
    own = int((counted["price_from"] == "user").sum())
    if assumed:
        more = lang.plural(
            "The price of {count} line is assumed.", "The prices of {count} lines are assumed.", assumed
        )
    elif own:
        more = lang.plural(
            "The price of {count} line is your own.", "The prices of {count} lines are your own.", own
        )
    else:
        more = _("All prices are published.")
    return lang.sentences([said, more])


def standing(lines: pd.DataFrame, tracked: pd.DataFrame, totals: int, lang: Language) -> str:
    """Tonnes against the threshold, what is provisional, refused, outside or left out."""
    _ = lang.text
    count = lines["status"].value_counts()
    parts = []
    if len(tracked) == 1:
        own = tracked.iloc[0]
        figures = {"tonnes": lang.number(own["counted_t"], 1), "limit": lang.number(own["threshold_t"])}
        parts.append(
            _("{tonnes} t counted: over {limit} t", **figures)
            if own["state"] == "above"
            else _("{tonnes} t counted: not over {limit} t", **figures)
        )
    elif len(tracked):
        over = int((tracked["state"] == "above").sum())
        parts.append(
            _(
                "{above} of {count} importers and years are over the threshold",
                above=lang.number(over),
                count=lang.number(len(tracked)),
            )
        )
    outside, refused = int(count.get("not_covered", 0)), int(count.get("refused", 0))
    if outside:
        parts.append(lang.plural("{count} line outside CBAM", "{count} lines outside CBAM", outside))
    if totals:
        parts.append(lang.plural("{count} totals row left out", "{count} totals rows left out", totals))
    parts.append(_("{count} refused", count=lang.number(refused)))
    provisional = int(lines["provisional"].sum())
    if provisional:
        parts.append(lang.plural("{count} line provisional", "{count} lines provisional", provisional))
    return " · ".join(parts)


def could_be_above(tracked: pd.DataFrame, possible: pd.DataFrame, lang: Language) -> list[str]:
    """For importers below the threshold: that their refused lines could lift them above it."""
    below = tracked.loc[tracked["state"] != "above"].merge(possible, on="importer", how="inner")
    found = []
    for own in below.to_dict("records"):
        if own["counted_t"] + own["refused_t"] > own["threshold_t"]:
            found.append(
                lang.text(
                    "{importer} {year}: with the refused lines ({tonnes} t) the threshold of {limit} t could be passed. Then {cost} would be due for the lines shown, not {now}.",
                    importer=own["importer"] or lang.text("All lines"),
                    year=str(own["year"]),
                    tonnes=lang.number(own["refused_t"], 1),
                    limit=lang.number(own["threshold_t"]),
                    cost=lang.money(own["cost_above_eur"], digits=0),
                    now=lang.money(own["cost_eur"], digits=0),
                )
            )
    return found


def kind_of_file(name: str, understood: Understanding, lang: Language) -> str:
    """Name, encoding, delimiter and sheets of a file in a few words."""
    _ = lang.text
    marks = {";": _("semicolon"), ",": _("comma"), "\t": _("tabulator"), "|": _("vertical bar")}
    parts = [name[:40], ENCODINGS.get(understood.encoding, ""), marks.get(understood.delimiter, "")]
    sheets = [f"{sheet} ({lang.number(lines)})" for sheet, lines in understood.sheets.items() if sheet]
    return " · ".join(part for part in [*parts, ", ".join(sheets[:6])] if part)


def samples(own: Reading, lang: Language) -> str:
    """What stands in the cells of a column and what was read from it."""
    shown = []
    for text, value in own.samples:
        read = value
        if own.column == "cn_code" and value.isdigit():
            read = written(value)
        elif own.column == "origin":
            read = countries(lang).get(value, value)
        elif own.column == "net_mass_t" and value:
            unit = f" {own.unit}" if own.unit and not text[-1].isalpha() else ""
            text, read = f"{text}{unit}", lang.with_unit(lang.number(float(value), 6), lang.text("t"))
        elif own.column == "basis":
            read = terms.names("cbam_basis", lang).get(value, value)
        shown.append(text if text == read else f"{text} → {read or '?'}")
    return "; ".join(shown)


def question(own: Question, lang: Language) -> Asked:
    """A question about the file, with what each answer would mean."""
    example = own.values[0] if own.values else ""
    held = _amounts(own, example, lang) | _words(own, example, lang)
    return held[own.code]


def _amounts(own: Question, example: str, lang: Language) -> dict[str, Asked]:
    _ = lang.text
    found = {
        "mass_unit": Asked(
            _("In which unit is “{column}”?", column=own.column),
            {"kg": _("kilograms"), "t": _("tonnes"), "lb": _("pounds")},
        ),
        "mass_scale": Asked(
            _(
                "“{column}” holds masses such as {value} t. Are they kilograms?",
                column=own.column,
                value=example,
            ),
            {"as_written": _("Tonnes, as written"), "kilograms": _("Kilograms: divide by 1,000")},
        ),
        "direct_scale": Asked(
            _(
                "“{column}” holds {value} t CO₂e per tonne. Are they kilograms?",
                column=own.column,
                value=example,
            ),
            {"as_written": _("Tonnes, as written"), "per_kilogram": _("Kilograms: divide by 1,000")},
        ),
    }
    if own.code == "decimal_mark":
        cell = clean(example)
        readings = {mark: lang.number(number(cell, {mark})[0], 3) for mark in ".,"}
        found["decimal_mark"] = Asked(
            _("“{column}”: what does {value} mean?", column=own.column, value=example),
            {mark: readings[mark] for mark in sorted(readings, key=lambda own: own != ",")},
        )
    return found


def _words(own: Question, example: str, lang: Language) -> dict[str, Asked]:
    _ = lang.text
    quoted = [_("“{name}”", name=name) for name in own.values]
    return {
        "day_order": Asked(
            _("“{column}”: what does {value} mean?", column=own.column, value=example),
            {
                name: _day(example, orders, lang)
                for name, orders in (("day_first", (True, False)), ("month_first", (False, True)))
            },
        ),
        "blank_cells": Asked(
            _(
                "Empty cells in {columns}: does the value above hold there too?",
                columns=lang.join(own.values),
            ),
            {"repeat": _("Repeat the value above"), "empty": _("Leave empty")},
        ),
        "code_system": Asked(
            _("“{column}” holds {value}: whose tariff is it?", column=own.column, value=example),
            {"cn": _("EU (CN code)"), "national": _("Chinese or Taiwanese")},
        ),
        "importers": Asked(
            _("{names}: one importer?", names=lang.join(quoted)),
            {"one": _("One importer"), "apart": _("Different importers")},
        ),
    }


def _day(example: str, orders: tuple[bool, bool], lang: Language) -> str:
    found: dt.date | None = date(example, orders)[0]
    return lang.date(found) if found else ""
