"""The only door to the facts: load a table of ``data/`` as a typed DataFrame.

The dictionary ``data/datapackage.json`` (Data Package standard, Table Schema) gives each
column its type, unit, constraints and keys. A table that breaks it is not loaded: the
`TableError` names table, row and column, because a wrong figure is worse than no start.

Beyond the standard the schema may carry three properties of our own:

- ``"ordered": [["value_low", "value_high"]]``: the first column is never above the second;
- ``"precise": [["announced", "announced_precision"]]``: a date stands on the day its
  precision asks for (first day of a month, quarter, half year or year; last day of a
  ``year_end``, ``mid_year`` or ``late_year``, and of the periods that a level closes:
  ``month_end``, ``quarter_end``, ``half_year_end``, ``calendar_year``);
- a field's ``"each": {"resource": "sources", "field": "source_id"}``: a list of keys
  parted by ``;``, each of which must exist there.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

DATA = Path(__file__).resolve().parent.parent / "data"

PRECISION_DAYS = {
    "month": "is_month_start",
    "quarter": "is_quarter_start",
    "year": "is_year_start",
    "year_end": "is_year_end",
    "mid_year": "is_month_end",
    "late_year": "is_month_end",
    "early_year": "is_year_start",
    "month_end": "is_month_end",
    "quarter_end": "is_quarter_end",
    "half_year_end": "is_quarter_end",
    "calendar_year": "is_year_end",
}


class TableError(ValueError):
    """A table of ``data/`` breaks its schema; the message names table, row and column."""

    def __init__(self, table: str, row: int | None, column: str, problem: str) -> None:
        place = f"data/{table}.csv" + (f", row {row}" if row else "")
        super().__init__(f"{place}, column {column}: {problem}")


@cache
def package() -> dict[str, Any]:
    """The dictionary of all tables (parsed ``data/datapackage.json``)."""
    descriptor: dict[str, Any] = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
    return descriptor


def names() -> list[str]:
    """Names of all tables, in the order of the dictionary."""
    return [resource["name"] for resource in package()["resources"]]


def resource(name: str) -> dict[str, Any]:
    """The dictionary's entry for one table; KeyError when there is none of that name."""
    for entry in package()["resources"]:
        if entry["name"] == name:
            found: dict[str, Any] = entry
            return found
    raise KeyError(f"no table {name!r} in data/datapackage.json")


def load(name: str, folder: Path = DATA) -> pd.DataFrame:
    """Read one table, typed and checked against its schema.

    Raises KeyError for an unknown name and TableError for a table that breaks its schema:
    unknown or missing columns, a value of the wrong type, a broken constraint or key.
    """
    entry = resource(name)
    schema = entry["schema"]
    raw = pd.read_csv(folder / entry["path"], dtype="str", keep_default_na=False, na_values=[""])
    _check_columns(name, list(raw.columns), [field["name"] for field in schema["fields"]])
    frame = pd.DataFrame(
        {field["name"]: _typed(name, raw[field["name"]], field) for field in schema["fields"]}
    )
    for field in schema["fields"]:
        _check_constraints(name, frame[field["name"]], field)
    _check_key(name, frame, schema.get("primaryKey"))
    _check_order(name, frame, schema.get("ordered", []))
    _check_precision(name, frame, schema.get("precise", []))
    return frame


def load_all(folder: Path = DATA) -> dict[str, pd.DataFrame]:
    """Every table by name, foreign keys checked across them; raises as `load` does."""
    frames = {name: load(name, folder) for name in names()}
    for name, frame in frames.items():
        _check_references(name, frame, frames)
    return frames


def _first(mask: pd.Series) -> int:
    """Line of the file (header is line 1) of the first True."""
    return int(mask.to_numpy().argmax()) + 2


def _fail(name: str, mask: pd.Series, column: str, values: pd.Series, problem: str) -> None:
    if mask.any():
        line = _first(mask)
        raise TableError(name, line, column, f"{values.iloc[line - 2]!r} {problem}")


def _check_columns(name: str, have: list[str], want: list[str]) -> None:
    for column in have:
        if column not in want:
            raise TableError(name, None, column, "is not in data/datapackage.json")
    for column in want:
        if column not in have:
            raise TableError(name, None, column, "is missing from the file")


def _typed(name: str, text: pd.Series, field: dict[str, Any]) -> pd.Series:
    kind = field["type"]
    if kind == "string":
        return text
    typed: pd.Series
    if kind == "boolean":
        typed = text.map({"true": True, "false": False}).astype("boolean")
    elif kind == "date":
        typed = pd.to_datetime(text, format="%Y-%m-%d", errors="coerce")
    elif kind == "number":
        typed = pd.to_numeric(text, errors="coerce").astype("float64")
    elif kind in ("integer", "year"):
        number = pd.to_numeric(text, errors="coerce")
        typed = number.where(number % 1 == 0).astype("Int64")
    else:
        raise TableError(name, None, field["name"], f"has the unknown type {kind!r}")
    _fail(name, text.notna() & typed.isna(), field["name"], text, f"is not a {kind}")
    return typed


def _check_constraints(name: str, values: pd.Series, field: dict[str, Any]) -> None:
    rules, column = field.get("constraints", {}), field["name"]
    here = values.notna()
    if rules.get("required"):
        _fail(name, ~here, column, values, "is empty but required")
    if rules.get("unique"):
        _fail(name, here & values.duplicated(), column, values, "stands twice but must be unique")
    if "enum" in rules:
        _fail(name, here & ~values.isin(rules["enum"]), column, values, "is not one of the allowed values")
    if "pattern" in rules:
        fits = values.astype("str").str.fullmatch(rules["pattern"]).astype("boolean").fillna(False)
        _fail(name, here & ~fits, column, values, f"does not match {rules['pattern']}")
    if "minimum" in rules:
        _fail(name, here & (values < rules["minimum"]).fillna(False), column, values, "is too small")
    if "maximum" in rules:
        _fail(name, here & (values > rules["maximum"]).fillna(False), column, values, "is too large")


def _check_key(name: str, frame: pd.DataFrame, key: str | list[str] | None) -> None:
    columns = [key] if isinstance(key, str) else list(key or [])
    if not columns:
        return
    for column in columns:
        _fail(name, frame[column].isna(), column, frame[column], "is empty but part of the key")
    _fail(name, frame.duplicated(columns), " + ".join(columns), frame[columns[-1]], "repeats a key")


def _check_order(name: str, frame: pd.DataFrame, pairs: list[list[str]]) -> None:
    for low, high in pairs:
        above = (frame[low] > frame[high]).astype("boolean").fillna(False)
        _fail(name, above, low, frame[low], f"is above {high}")


def _check_precision(name: str, frame: pd.DataFrame, pairs: list[list[str]]) -> None:
    for date, precision in pairs:
        when, how = frame[date], frame[precision]
        _fail(name, when.notna() & how.isna(), precision, how, f"is empty although {date} is given")
        _fail(name, when.isna() & how.notna(), date, when, f"is empty although {precision} is given")
        for word, property_name in PRECISION_DAYS.items():
            off = (how == word) & ~getattr(when.dt, property_name)
            _fail(name, off, date, when.dt.strftime("%Y-%m-%d"), f"lies outside its precision {word!r}")
        half = (how == "half_year") & ~(when.dt.is_month_start & when.dt.month.isin([1, 7]))
        _fail(name, half, date, when.dt.strftime("%Y-%m-%d"), "lies outside its precision 'half_year'")


def _check_references(name: str, frame: pd.DataFrame, frames: dict[str, pd.DataFrame]) -> None:
    schema = resource(name)["schema"]
    for key in schema.get("foreignKeys", []):
        columns = [key["fields"]] if isinstance(key["fields"], str) else key["fields"]
        target = key["reference"]
        there = [target["fields"]] if isinstance(target["fields"], str) else target["fields"]
        known = frames[target["resource"] or name][there].drop_duplicates()
        rows = frame[columns].dropna()
        joined = rows.merge(known, left_on=columns, right_on=there, how="left", indicator=True)
        lost = pd.Series(joined["_merge"].to_numpy() == "left_only", index=rows.index)
        lost = lost.reindex(frame.index, fill_value=False)
        _fail(name, lost, " + ".join(columns), frame[columns[-1]], f"is not in {target['resource'] or name}")
    for field in schema["fields"]:
        if "each" in field:
            _check_each(name, frame[field["name"]], field, frames)


def _check_each(name: str, values: pd.Series, field: dict[str, Any], frames: dict[str, pd.DataFrame]) -> None:
    target = field["each"]
    known = set(frames[target["resource"]][target["field"]])
    unknown = values.dropna().map(lambda cell: any(key not in known for key in cell.split(";")))
    lost = unknown.astype("bool").reindex(values.index, fill_value=False)
    _fail(name, lost, field["name"], values, f"names a key that is not in {target['resource']}")
