"""The tables by address are the files of data/, and nothing else is there."""

import io
import re

import httpx
import pandas as pd
import pytest

from atlas import tables


@pytest.mark.parametrize("path", tables.files(), ids=lambda path: path.name)
def test_files_as_they_are(client: httpx.Client, path) -> None:  # type: ignore[no-untyped-def]
    answer = client.get(f"/data/{path.name}")
    assert answer.content == path.read_bytes()
    kind = "application/json" if path.suffix == ".json" else "text/csv; charset=utf-8"
    assert answer.headers["content-type"] == kind
    assert answer.headers["cache-control"] == "public, max-age=3600"
    assert answer.headers["access-control-allow-origin"] == "*"
    again = client.get(f"/data/{path.name}", headers={"if-none-match": answer.headers["etag"]})
    assert again.status_code == 304


def test_tables_travel_compressed(client: httpx.Client) -> None:
    with client.stream("GET", "/data/sources.csv", headers={"accept-encoding": "br"}) as answer:
        assert answer.headers["content-encoding"] == "br"


@pytest.mark.parametrize("name", ["README.md", "outlines", "none.csv", "sources", "..%2Fserver.py", "%00"])
def test_nothing_else_is_there(client: httpx.Client, name: str) -> None:
    assert client.get(f"/data/{name}").status_code in (400, 404)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_tables_cannot_be_changed(client: httpx.Client, method: str) -> None:
    assert client.request(method, "/data/sources.csv").status_code == 405


@pytest.mark.parametrize(
    "path", [p for p in tables.files() if p.suffix == ".csv"], ids=lambda path: path.name
)
def test_tables_hold_no_spreadsheet_formulas(path) -> None:  # type: ignore[no-untyped-def]
    cells = pd.read_csv(io.BytesIO(path.read_bytes()), dtype="str", keep_default_na=False)
    for column in cells:
        for cell in cells[column]:
            if cell.startswith(("=", "+", "-", "@", "\t", "\r")):
                assert re.fullmatch(r"[+-]?[\d.]+(?:[eE][+-]?\d+)?", cell), (column, cell)
