"""The tables by address are the files of data/, and nothing else is there."""

import io
import re
from pathlib import Path

import httpx
import pandas as pd
import pytest

from atlas import tables


@pytest.mark.parametrize("path", [*tables.files(), "sources.csv", "cbam_goods.schema.json"])
def test_files_as_they_are(client: httpx.Client, path: str) -> None:
    answer = client.get(f"/data/{path}")
    assert answer.content == next(Path(tables.DATA).glob(f"**/{path}")).read_bytes()
    kind = "application/json" if path.endswith(".json") else "text/csv; charset=utf-8"
    assert answer.headers["content-type"] == kind
    assert answer.headers["cache-control"] == "public, max-age=3600"
    assert answer.headers["access-control-allow-origin"] == "*"
    again = client.get(f"/data/{path}", headers={"if-none-match": answer.headers["etag"]})
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


@pytest.mark.parametrize("path", [path for path in tables.files() if path.endswith(".csv")])
def test_tables_hold_no_spreadsheet_formulas(path: str) -> None:
    cells = pd.read_csv(io.BytesIO(tables.file_of(path)), dtype="str", keep_default_na=False)
    for column in cells:
        for cell in cells[column]:
            if cell.startswith(("=", "+", "-", "@", "\t", "\r")):
                assert re.fullmatch(r"-+|[+-]?[\d.]+(?:[eE][+-]?\d+)?", cell), (column, cell)
