"""One table's file, read as its schema (Table Schema) says, or refused with row and column.

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

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

#: the folder of one release: ``data/``, or a folder inside an archive
Folder = Path | zipfile.Path

#: type of the dictionary → type that the text is read as
ARROW_TYPES = {
    "number": pa.float64(),
    "integer": pa.int64(),
    "year": pa.int64(),
    "date": pa.timestamp("us"),
    "boolean": pa.bool_(),
}
PANDAS_TYPES = {pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype()}
#: precision of a date → on which day of which months it stands
PRECISION_DAYS = {
    "month": ("first", range(1, 13)),
    "quarter": ("first", (1, 4, 7, 10)),
    "half_year": ("first", (1, 7)),
    "year": ("first", (1,)),
    "early_year": ("first", (1,)),
    "month_end": ("last", range(1, 13)),
    "quarter_end": ("last", (3, 6, 9, 12)),
    "half_year_end": ("last", (6, 12)),
    "calendar_year": ("last", (12,)),
    "year_end": ("last", (12,)),
    "mid_year": ("last", range(1, 13)),
    "late_year": ("last", range(1, 13)),
}
DAY = pa.scalar(timedelta(days=1))


class TableError(ValueError):
    """A table of ``data/`` breaks its schema; the message names table, row and column."""

    def __init__(self, path: str, row: int | None, column: str, problem: str) -> None:
        place = f"data/{path}" + (f", row {row}" if row else "")
        super().__init__(f"{place}, column {column}: {problem}")


class FileError(TableError):
    """A file of ``data/`` cannot be read at all; the message names it and, where one is known, the place."""

    def __init__(self, path: str, problem: Exception | str) -> None:
        text = getattr(problem, "strerror", None) or problem
        ValueError.__init__(self, f"data/{path}: {text}")


def checked(file: Folder, path: str, schema: dict[str, Any]) -> pa.Table:
    """The table of a file, typed; ``path`` is how a refusal names it."""
    try:
        raw = _read(file.read_bytes())
    except (OSError, KeyError, ValueError) as problem:
        raise FileError(path, problem) from None
    _check_columns(path, raw.column_names, [field["name"] for field in schema["fields"]])
    table = pa.table({field["name"]: _typed(path, raw[field["name"]], field) for field in schema["fields"]})
    for field in schema["fields"]:
        _check_constraints(path, table[field["name"]], field)
    _check_key(path, table, schema.get("primaryKey"))
    for low, high in schema.get("ordered", []):
        _fail(path, pc.greater(table[low], table[high]), low, table[low], f"is above {high}")
    for date, precision in schema.get("precise", []):
        _check_precision(path, table, date, precision)
    return table


def _read(content: bytes) -> pa.Table:
    """A file as text; only an empty cell is unknown."""
    columns = content.partition(b"\n")[0].decode("utf-8-sig").rstrip("\r").split(",")
    options = csv.ConvertOptions(
        column_types={column.strip('"'): pa.string() for column in columns},
        null_values=[""],
        strings_can_be_null=True,
    )
    return csv.read_csv(
        io.BytesIO(content),
        # in one thread an error knows its row
        read_options=csv.ReadOptions(use_threads=False),
        parse_options=csv.ParseOptions(newlines_in_values=True),
        convert_options=options,
    )


def _fail(path: str, mask: Any, column: str, values: Any, problem: str) -> None:
    """Raise for the first True of a mask; line 1 of the file is its header."""
    row = pc.index(pc.fill_null(mask, False), True).as_py()
    if row >= 0:
        raise TableError(path, row + 2, column, f"{values[row].as_py()!r} {problem}")


def _check_columns(path: str, have: Sequence[str], want: Sequence[str]) -> None:
    for column in have:
        if column not in want:
            raise TableError(path, None, column, "is not in its schema")
    for column in want:
        if column not in have:
            raise TableError(path, None, column, "is missing from the file")


def _typed(path: str, text: Any, field: dict[str, Any]) -> Any:
    kind = field["type"]
    if kind == "string":
        return text
    if kind not in ARROW_TYPES:
        raise TableError(path, None, field["name"], f"has the unknown type {kind!r}")
    if kind == "boolean":
        _fail(
            path,
            pc.invert(pc.is_in(text, pa.array(["true", "false", None]))),
            field["name"],
            text,
            "is not a boolean",
        )
        return pc.equal(text, "true")
    try:
        typed = text.cast(ARROW_TYPES[kind])
    except pa.ArrowInvalid:
        bad = [cell is not None and not _castable(cell, ARROW_TYPES[kind]) for cell in text.to_pylist()]
        _fail(path, pa.array(bad), field["name"], text, f"is not a {kind}")
        raise
    if kind == "number":
        _fail(path, pc.invert(pc.is_finite(typed)), field["name"], text, "is not a finite number")
    return typed


def _castable(cell: str, kind: pa.DataType) -> bool:
    try:
        pa.scalar(cell).cast(kind)
    except pa.ArrowInvalid:
        return False
    return True


def _check_constraints(path: str, values: Any, field: dict[str, Any]) -> None:
    rules, column = field.get("constraints", {}), field["name"]
    if rules.get("required") and values.null_count:
        _fail(path, pc.is_null(values), column, values, "is empty but required")
    if rules.get("unique"):
        _check_distinct(path, values.drop_null(), column, "stands twice but must be unique")
    if "enum" in rules:
        allowed = pa.array([*rules["enum"], None], type=values.type)
        _fail(path, pc.invert(pc.is_in(values, allowed)), column, values, "is not one of the allowed values")
    if "pattern" in rules:
        fits = pc.match_substring_regex(values.cast(pa.string()), f"^(?:{rules['pattern']})$")
        _fail(path, pc.invert(fits), column, values, f"does not match {rules['pattern']}")
    if "minimum" in rules:
        _fail(path, pc.less(values, rules["minimum"]), column, values, "is too small")
    if "maximum" in rules:
        _fail(path, pc.greater(values, rules["maximum"]), column, values, "is too large")


def _check_distinct(path: str, values: Any, column: str, problem: str) -> None:
    if pc.count_distinct(values).as_py() < len(values):
        again = pd.Series(values.to_pandas()).duplicated()
        _fail(path, pa.array(again), column, values, problem)


def _joined(table: pa.Table, columns: Sequence[str]) -> Any:
    """The columns as one text a row, null where one of them is empty."""
    texts = [table[column].cast(pa.string()) for column in columns]
    return pc.binary_join_element_wise(*texts, " | ") if len(texts) > 1 else texts[0]


def _listed(columns: str | list[str] | None) -> list[str]:
    return [columns] if isinstance(columns, str) else list(columns or [])


def _check_key(path: str, table: pa.Table, key: str | list[str] | None) -> None:
    columns = _listed(key)
    for column in columns:
        _fail(path, pc.is_null(table[column]), column, table[column], "is empty but part of the key")
    if columns:
        _check_distinct(path, _joined(table, columns), " + ".join(columns), "repeats a key")


def _check_precision(path: str, table: pa.Table, date: str, precision: str) -> None:
    when, how = table[date], table[precision]
    lacking = pc.and_(pc.is_valid(when), pc.is_null(how))
    _fail(path, lacking, precision, how, f"is empty although {date} is given")
    lacking = pc.and_(pc.is_null(when), pc.is_valid(how))
    _fail(path, lacking, date, when, f"is empty although {precision} is given")
    month = pc.month(when)
    stands = {
        "first": pc.equal(pc.day(when), 1),
        "last": pc.equal(pc.day(pc.add(when, DAY)), 1),
    }
    for word in pc.unique(how).to_pylist():
        if word in PRECISION_DAYS:
            day, months = PRECISION_DAYS[word]
            fits = pc.and_(stands[day], pc.is_in(month, pa.array(months, type=month.type)))
            off = pc.and_(pc.equal(how, word), pc.invert(fits))
            _fail(path, off, date, when, f"lies outside its precision {word!r}")


def check_references(
    path: str, table: pa.Table, tables: Mapping[str, pa.Table], schema: dict[str, Any]
) -> None:
    """Every key that the table names exists in the table it names."""
    for key in schema.get("foreignKeys", []):
        columns, target = _listed(key["fields"]), key["reference"]
        # the standard writes an empty name for the table itself
        other = target["resource"]
        known = _joined(tables[other] if other else table, _listed(target["fields"]))
        values = _joined(table, columns)
        lost = pc.and_(pc.is_valid(values), pc.invert(pc.is_in(values, pc.unique(known))))
        _fail(path, lost, " + ".join(columns), values, f"is not in {other or path}")
    for field in schema["fields"]:
        if "each" in field:
            target = field["each"]
            known = set(tables[target["resource"]][target["field"]].to_pylist())
            cells = table[field["name"]].to_pylist()
            lost = pa.array([cell is not None and not known.issuperset(cell.split(";")) for cell in cells])
            _fail(
                path,
                lost,
                field["name"],
                table[field["name"]],
                f"names a key that is not in {target['resource']}",
            )
