"""JSON lines: one object a line, plain values only; what is wrong is said with its line."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from typing import Any, NoReturn

import pandas as pd

Value = str | int | float | bool | None
Record = dict[str, Value]
#: beyond this, numbers of JSON are not exact in most programs
EXACT = 2**53
LONGEST = 1000


class Malformed(ValueError):
    """The text cannot be read; the message names the line."""


def read(body: bytes, most_lines: int, most_columns: int) -> list[Record]:
    """The objects of a body in UTF-8; empty lines are skipped. Raises Malformed."""
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise Malformed(f"byte {problem.start + 1} is not UTF-8") from None
    records: list[Record] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            if len(records) == most_lines:
                raise Malformed(f"line {number}: more than {most_lines} lines; send them in parts")
            records.append(_record(line, number))
    if not records:
        raise Malformed("there is no line")
    columns = {name for record in records for name in record}
    if len(columns) > most_columns:
        raise Malformed(f"{len(columns)} different names; at most {most_columns} are taken")
    return records


def texts(records: Iterable[Record]) -> pd.DataFrame:
    """The records as a table of texts as a person would write them; null and absent are empty."""
    rows = [{name: as_text(value) for name, value in record.items()} for record in records]
    return pd.DataFrame(rows, dtype="str").fillna("")


def as_text(value: Value) -> str:
    """A JSON value as it would stand in a cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def write(records: Iterable[Record], results: pd.DataFrame) -> str:
    """One line a record: its own values, then the result's, which win; unknown figures are null.

    All in ASCII: some readers take other characters of Unicode for the end of a line.
    """
    plain = results.astype("object").where(results.notna(), None)
    rows = zip(records, plain.to_dict("records"), strict=True)
    return "".join(json.dumps(own | _plain(row), allow_nan=False) + "\n" for own, row in rows)


def _plain(row: dict[Any, Any]) -> Record:
    return {str(name): v.date().isoformat() if isinstance(v, pd.Timestamp) else v for name, v in row.items()}


def _record(line: str, number: int) -> Record:
    try:
        record = json.loads(line, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise Malformed(f"line {number} is not JSON") from None
    if not isinstance(record, dict):
        raise Malformed(f"line {number} is not an object")
    for name, value in record.items():
        _check(name, value, number)
    return record


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _check(name: str, value: Any, number: int) -> None:
    """Refuse what a cell cannot hold, or what cannot be sent back."""
    where = f"line {number}, {json.dumps(name[:40])}"
    if not isinstance(value, str | int | float | None):
        raise Malformed(f"{where}: a list or an object is not a value")
    if isinstance(value, float) and not math.isfinite(value):
        raise Malformed(f"{where}: beyond the numbers that can be represented")
    if isinstance(value, int) and abs(value) > EXACT:
        raise Malformed(f"{where}: beyond the whole numbers that are exact; send it as text")
    for text in (name, value):
        if isinstance(text, str) and (len(text) > LONGEST or not text.isascii() and not _encodable(text)):
            raise Malformed(f"{where}: longer than {LONGEST} characters, or half a character")


def _encodable(text: str) -> bool:
    """False for a lone surrogate, which JSON can name and UTF-8 cannot hold."""
    return not any("\ud800" <= character <= "\udfff" for character in text)
