"""The door to data: types from the dictionary, and a damaged table that does not pass."""

import csv
import shutil
from pathlib import Path

import pandas as pd
import pytest

from atlas import tables


@pytest.mark.parametrize("name", tables.names())
def test_a_table_loads_whole(name: str) -> None:
    with (tables.DATA / tables.resource(name)["path"]).open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    frame = tables.load(name)
    assert len(frame) == len(lines)
    for column in frame.columns:
        assert int(frame[column].notna().sum()) == sum(1 for line in lines if line[column] != "")


def test_foreign_keys_hold() -> None:
    assert set(tables.load_all()) == set(tables.names())


def test_no_file_without_an_entry_and_no_entry_without_a_file() -> None:
    on_disk = {
        path.relative_to(tables.DATA).as_posix()
        for path in tables.DATA.glob("*/*.csv")
        if path.parent.name != "releases"
    }
    assert on_disk == {tables.resource(name)["path"] for name in tables.names()}
    beside = {path.relative_to(tables.DATA).as_posix() for path in tables.DATA.glob("*/*.schema.json")}
    assert beside == {path.replace(".csv", ".schema.json") for path in on_disk}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(tables.DATA, tmp_path / "data"))


def damage(folder: Path, name: str, row: int, column: str, value: str) -> None:
    path = folder / tables.resource(name)["path"]
    with path.open(encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file))
    lines[row - 1][lines[0].index(column)] = value
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(lines)


@pytest.mark.parametrize(
    ("name", "row", "column", "value", "problem"),
    [
        ("sources", 5, "title", "", "empty but required"),
        ("sources", 7, "published", "yesterday", "does not match"),
        ("sources", 9, "url", "javascript:alert(1)", "does not match"),
        ("terms", 4, "code", "", "empty"),
    ],
)
def test_a_damaged_cell_is_named(
    folder: Path, name: str, row: int, column: str, value: str, problem: str
) -> None:
    damage(folder, name, row, column, value)
    with pytest.raises(tables.TableError) as caught:
        tables.load(name, folder)
    message = str(caught.value)
    assert f"data/reference/{name}.csv" in message and f"row {row}," in message
    assert column in message and problem in message


def test_a_repeated_key_is_named(folder: Path) -> None:
    first = tables.load("sources").loc[0, "source_id"]
    damage(folder, "sources", 3, "source_id", first)
    with pytest.raises(tables.TableError, match="row 3, column source_id"):
        tables.load("sources", folder)


def test_an_unknown_column_is_an_error(folder: Path) -> None:
    frame = pd.read_csv(folder / "reference/sources.csv", dtype="str")
    frame.assign(remark="x").to_csv(folder / "reference/sources.csv", index=False)
    with pytest.raises(tables.TableError, match="column remark: is not in its schema"):
        tables.load("sources", folder)


def test_a_missing_column_is_an_error(folder: Path) -> None:
    frame = pd.read_csv(folder / "reference/sources.csv", dtype="str")
    frame.drop(columns="publisher").to_csv(folder / "reference/sources.csv", index=False)
    with pytest.raises(tables.TableError, match="column publisher: is missing"):
        tables.load("sources", folder)


def test_a_source_that_does_not_exist_is_an_error(folder: Path) -> None:
    for name in tables.names():
        keys = tables.resource(name)["schema"].get("foreignKeys", [])
        if any(key["reference"]["resource"] == "sources" and key["fields"] == "source_id" for key in keys):
            damage(folder, name, 2, "source_id", "NO-SUCH-SOURCE")
            with pytest.raises(tables.TableError, match=f"data/.*/{name}.csv, row 2.*is not in sources"):
                tables.load_all(folder)
            return
    pytest.fail("no table refers to a source")
