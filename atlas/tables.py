"""The only door to the facts: load a table of ``data/`` as a typed DataFrame.

``data/datapackage.json`` (Data Package standard) lists the tables; the schema beside each
table (Table Schema) gives each column its type, unit, constraints and keys. A table that
breaks it is not loaded: the `TableError` names table, row and column, because a wrong
figure is worse than no start.

``data/releases/`` keeps every release of the data that was closed, an archive each with the
schemas of its day. `using` makes one of them the release that every function here reads;
without it that is ``data/`` itself, today's.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import pandas as pd
import pyarrow as pa

from atlas.table_rules import FileError, Folder, TableError, check_references, checked

__all__ = ["DATA", "Folder", "TableError"]

DATA = Path(__file__).resolve().parent.parent / "data"
RELEASES = DATA / "releases"
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
PANDAS_TYPES = {pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype()}
Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")
#: date of the release that is read in this context; None is today's
_used: ContextVar[str | None] = ContextVar("release", default=None)


def releases() -> list[str]:
    """Dates of the closed releases, the oldest first."""
    return sorted(path.stem for path in RELEASES.glob("*.zip") if DAY.fullmatch(path.stem))


@cache
def release(date: str) -> Folder:
    """The folder of a closed release; KeyError when none was closed under that date."""
    if date not in releases():
        raise KeyError(f"no release {date!r} in data/releases")
    return zipfile.Path(RELEASES / f"{date}.zip")


def used() -> str | None:
    """Date of the earlier release that is read in this context; None for today's data."""
    return _used.get()


@contextmanager
def using(date: str | None) -> Iterator[None]:
    """Inside, every table is that of the release of ``date``; None is today's. KeyError as `release`."""
    if date is not None:
        release(date)
    token = _used.set(date)
    try:
        yield
    finally:
        _used.reset(token)


def kept(work: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
    """``work`` with the release that is read now, whenever it is called: for files made on demand."""
    date = _used.get()

    @wraps(work)
    def later(*args: Asked.args, **named: Asked.kwargs) -> Answer:
        with using(date):
            return work(*args, **named)

    return later


def file_name(stem: str, ending: str) -> str:
    """Name of a file for the reader; one of an earlier release says so: sites-2026-11-23.csv."""
    return f"{stem}-{_used.get()}.{ending}" if _used.get() else f"{stem}.{ending}"


def _folder(folder: Folder | None) -> Folder:
    date = _used.get()
    return folder if folder is not None else DATA if date is None else release(date)


@cache
def _package(folder: Folder) -> dict[str, Any]:
    descriptor = _json(folder, "datapackage.json", "resources")
    for entry in descriptor["resources"]:
        entry["schema_path"] = entry["schema"]
        entry["schema"] = _json(folder, entry["schema"], "fields")
    return descriptor


def _json(folder: Folder, path: str, needed: str) -> dict[str, Any]:
    """A JSON object with the list that is needed of it."""
    try:
        found: Any = json.loads((folder / path).read_text(encoding="utf-8"))
    except (OSError, KeyError, ValueError) as problem:
        raise FileError(path, problem) from None
    if not isinstance(found, dict) or not isinstance(found.get(needed), list):
        raise FileError(path, f"is no object with a list of {needed}")
    return found


def package(folder: Folder | None = None) -> dict[str, Any]:
    """The list of all tables (``datapackage.json``), the schema of each in its place."""
    return _package(_folder(folder))


def date_of(folder: Folder | None = None) -> str:
    """The date that the data carry."""
    return str(package(folder)["created"])[:10]


def names(folder: Folder | None = None) -> list[str]:
    """Names of all tables, in the order of the list."""
    return [resource["name"] for resource in package(folder)["resources"]]


@cache
def _resource(name: str, folder: Folder) -> dict[str, Any]:
    for entry in package(folder)["resources"]:
        if entry["name"] == name:
            found: dict[str, Any] = entry
            return found
    raise KeyError(f"no table {name!r} in data/datapackage.json")


def resource(name: str, folder: Folder | None = None) -> dict[str, Any]:
    """The entry of one table; KeyError when there is none of that name."""
    return _resource(name, _folder(folder))


def files(folder: Folder | None = None) -> list[str]:
    """The files of the package, as paths below its folder: the list, each table and its schema."""
    entries = package(folder)["resources"]
    return ["datapackage.json", *(entry[part] for entry in entries for part in ("path", "schema_path"))]


def load(name: str, folder: Folder | None = None) -> pd.DataFrame:
    """Read one table, typed and checked against its schema.

    Raises KeyError for an unknown name and TableError for a table that breaks its schema:
    unknown or missing columns, a value of the wrong type, a broken constraint or key.
    """
    return _frame(_checked(name, _folder(folder)))


def load_all(folder: Folder | None = None) -> dict[str, pd.DataFrame]:
    """Every table by name, foreign keys checked across them; raises as `load` does."""
    place = _folder(folder)
    tables = {name: _checked(name, place) for name in names(place)}
    for name, table in tables.items():
        entry = resource(name, place)
        check_references(entry["path"], table, tables, entry["schema"])
    return {name: _frame(table) for name, table in tables.items()}


def _checked(name: str, folder: Folder) -> pa.Table:
    entry = resource(name, folder)
    return checked(folder / entry["path"], entry["path"], entry["schema"])


def _frame(table: pa.Table) -> pd.DataFrame:
    frame: pd.DataFrame = table.to_pandas(types_mapper=PANDAS_TYPES.get)
    return frame


def file_of(path: str, folder: Folder | None = None) -> bytes:
    """One of the `files`, byte for byte."""
    return (_folder(folder) / path).read_bytes()


def archive(folder: Folder | None = None) -> bytes:
    """The whole data package as a zip file, every schema included; the same bytes for the same data."""
    place, file = _folder(folder), io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as bundle:
        for path in files(place):
            # without the time of writing, so that equal data give an equal archive
            bundle.writestr(zipfile.ZipInfo(path), file_of(path, place), zipfile.ZIP_DEFLATED)
    return file.getvalue()
