"""Actual values of data sheets put into the import lines they are about, with an account of each row.

A row is about the lines of its code, origin, supplier and year; one whose values cannot be counted
leaves its lines on default values and says why.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from atlas.cbam.answers import installations, suppliers
from atlas.cbam.answers.assessment import assess_file
from atlas.cbam.engine.assess import assess
from atlas.cbam.files.data_sheet_reading import DataSheet
from atlas.cbam.files.portfolio import Portfolio
from atlas.cbam.files.vocabulary import flat
from atlas.cbam.law.rules import Rules

#: inputs that a row of a data sheet sets, by its column
TAKEN = (
    "production_route",
    "direct_t_per_t",
    "indirect_t_per_t",
    "precursors",
    "carbon_price_paid_eur_per_t_co2e",
)
TEXTS = ("basis", "production_route", "precursors")
#: other ways to give what a row gives, emptied
EMPTIED = ("precursor_benchmark_t_per_t", "precursor_free_allocation_t_per_t")
#: what became of a row
STATES = ("taken", "empty", "no_line", "taken_before", "refused", *installations.FAULTS)
ACCOUNT = [
    "file",
    "row",
    "supplier",
    "installation",
    "cn_code",
    "origin",
    "period",
    "state",
    "lines",
    "missing",
    "reason_code",
    "reason_value",
    "reason_hint",
]


class Filled(NamedTuple):
    """Lines with the values taken, the account (ACCOUNT, one row a row of a sheet; ``missing`` is a tuple of
    precursors, averaged and verified), and which lines were filled (the same index as the lines)."""

    lines: pd.DataFrame
    account: pd.DataFrame
    filled: pd.Series


def fill(lines: pd.DataFrame, rules: Rules, sheets: Mapping[str, DataSheet], supplier: str) -> Filled:
    """Put the sheets (by name of file) into the lines; ``supplier`` is their column of suppliers, or empty."""
    keys = suppliers.of_lines(lines, rules, supplier)
    keys["supplier"] = keys["supplier"].map(flat)
    filled = pd.Series(False, index=lines.index)
    account: list[dict[str, Any]] = []
    absent = {name: "" if name in TEXTS else np.nan for name in ("basis", *TAKEN) if name not in lines}
    result = lines.assign(**absent)
    rows = [row | {"file": name} for name, sheet in sheets.items() for row in sheet.rows.to_dict("records")]
    done: dict[int, dict[str, Any]] = {}
    for place, row in enumerate(rows):
        told = {str(column): row[column] for column in row if column in ACCOUNT}
        told |= {"state": "empty", "lines": 0, "missing": ()}
        if row["filled"] and place not in done:
            about = _about(keys, row, bool(supplier))
            same = installations.same_good(rows, place)
            whole = float(lines.loc[about, "net_mass_t"].astype("float64").sum())
            own, fault = installations.average([rows[at] for at in same], whole)
            became = (
                {"state": fault}
                if own is None
                else _put(result, about & ~filled.to_numpy(), about, own, rules, filled)
            )
            done |= dict.fromkeys(same, became)
        account.append(told | done.get(place, {}))
    return Filled(result, pd.DataFrame(account, columns=ACCOUNT), filled)


def assess_supplied(
    found: Portfolio,
    rules: Rules,
    sheets: Mapping[str, DataSheet],
    supplier: str,
    *,
    price_path: str,
    price_eur: float | None,
) -> tuple[Filled | None, pd.DataFrame]:
    """What `fill` made of the sheets (None without any), and the file assessed with it (`assess_file`)."""
    filled = fill(found.lines, rules, sheets, supplier) if sheets else None
    own = found if filled is None else found._replace(lines=filled.lines)
    return filled, assess_file(own, rules, price_path=price_path, price_eur=price_eur)


def _about(keys: pd.DataFrame, row: Mapping[Any, Any], named: bool) -> Any:
    """Which lines a row is about; a row without a supplier, where that names one supplier only."""
    code = row["cn_code"]
    # eight digits name a good; with ten on one side only, the first eight decide
    same = [
        own
        for own in keys["cn_code"].unique()
        if min(len(own), len(code)) >= 8 and own[:10].startswith(code[: len(own)])
    ]
    found = keys["cn_code"].isin(same).to_numpy() & (keys["origin"] == row["origin"]).to_numpy()
    if row["period"]:
        found &= (keys["period"] == row["period"]).to_numpy()
    if named and row["supplier"]:
        found &= (keys["supplier"] == flat(row["supplier"])).to_numpy()
    elif named and keys["supplier"][found].nunique() > 1:
        found &= False
    return found


def _put(
    lines: pd.DataFrame,
    free: Any,
    about: Any,
    row: Mapping[Any, Any],
    rules: Rules,
    filled: pd.Series,
) -> dict[str, Any]:
    """Fill the lines that no earlier row has filled, if they can be counted then; the row's account."""
    if not free.any():
        return {"state": "taken_before" if about.any() else "no_line"}
    own = lines.loc[free].assign(basis="actual", **{name: _given(row[name]) for name in TAKEN})
    own = own.assign(**dict.fromkeys((name for name in EMPTIED if name in lines), np.nan))
    # one euro: whether a line can be counted does not hang on a price that is not published yet
    found = assess(own.assign(certificate_price_eur=np.nan), rules, price_eur=1.0)
    refused = found.loc[found["status"] == "refused"]
    if len(refused):
        first = refused[["reason_code", "reason_value", "reason_hint"]].astype("object").iloc[0]
        return {"state": "refused"} | {str(name): _text(value) for name, value in first.items()}
    for column in ("basis", *TAKEN, *EMPTIED):
        if column in own:
            lines.loc[free, column] = own[column]
    filled[free] = True
    missing = ["precursors"] if found["note"].astype("str").str.contains("precursors_missing").any() else []
    return {
        "state": "taken",
        "lines": int(free.sum()),
        "missing": (*missing, *row.get("missing", ()), *([] if row["verified"] else ["verified"])),
    }


def _given(value: Any) -> Any:
    return np.nan if value is None else value


def _text(value: Any) -> str:
    return "" if pd.isna(value) else str(value)


def still_on_defaults(assessed: pd.DataFrame, rules: Rules, supplier: str, filled: Filled) -> int:
    """How many lines of suppliers that a sheet names are on default values still."""
    named = {flat(str(name)) for name in filled.account["supplier"]}
    keys = suppliers.of_lines(assessed, rules, supplier)["supplier"].map(flat)
    default = suppliers.on_defaults(assessed)
    return int((keys.isin(named) & default).sum()) if supplier else int(default.sum())
