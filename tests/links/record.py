"""What a deep link shows, as plain data: read from the page through AppTest, kept in ``seen.json``.

``python -m tests.links.record`` rewrites ``seen.json``, with names of pages only their links. Run it only on purpose, in a checkout
from *before* a change: the file says what links showed then, and the tests hold the change to it.
A record made after the change would agree with whatever the change did.

Figures are rounded to nine significant digits, so that another order of adding up is no
difference. Colours, styles and layout are left out.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pandas as pd
from streamlit.testing.v1 import AppTest

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
LINKS, SEEN = HERE / "links.csv", HERE / "seen.json"
#: what a trace draws or says at its points
DRAWN = (
    "name", "x", "y", "z", "lat", "lon", "base", "error_x", "error_y", "locations", "labels", "values",
    "text", "hovertext", "customdata",
)  # fmt: skip
#: the parts of ``error_x`` and ``error_y`` that are data
ERRORS = ("array", "arrayminus")
FIRST = 3

Record = dict[str, Any]


def links() -> list[tuple[str, str]]:
    """Page and query of each link, in the order of the file."""
    with LINKS.open(encoding="utf-8", newline="") as file:
        return [(row["page"], row["query"]) for row in csv.DictReader(file)]


def address(page: str, query: str) -> str:
    """The link as it is written, and the key of its record."""
    return f"/{page}?{query}" if query else f"/{page}"


def asked(query: str) -> dict[str, list[str]]:
    """Parameters of a query, the empty ones too."""
    return parse_qs(query, keep_blank_values=True)


def show(page: str, query: str) -> AppTest:
    """Opens a link in a new session, with all that is drawn only once a reader opens it."""
    return _show(page, query, drawers(_show(page, query)))


def drawers(app: AppTest) -> list[str]:
    """Keys of what is filled when it is opened; the menu of a phone only repeats the links."""
    found = [(block.key, block.proto) for block in app.expander]
    found += [(block.key, block.proto.popover) for block in app.get("popover")]
    return [str(key) for key, proto in found if key and proto.id and key != "frame-menu"]


def _show(page: str, query: str, opened: Iterable[str] = ()) -> AppTest:
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    app.switch_page(f"pages/{page}.py")
    for name, values in asked(query).items():
        app.query_params[name] = values if len(values) > 1 else values[0]
    for key in opened:
        app.session_state[key] = True
    app.run()
    assert not app.exception, [error.message for error in app.exception]
    assert [box.value for box in app.error] == []
    return app


def seen(app: AppTest) -> Record:
    """All that a page shows: its words, figures, tables, charts, and the address it publishes."""
    finding = [
        text.value
        for block in app.main
        if str(getattr(block, "key", None)).startswith("finding-") and hasattr(block, "children")
        for text in block.markdown
    ]
    return {
        "title": _words(app.title),
        "headers": _words(app.header),
        "subheaders": _words(app.subheader),
        "finding": finding,
        "metrics": [[metric.label, str(metric.value)] for metric in app.metric],
        "markdown": _words(app.markdown),
        "captions": _words(app.caption),
        "warnings": _words(app.warning),
        "notes": _words([*app.info, *app.success]),
        "dataframes": [_table(part.value, _headings(part.proto.columns)) for part in app.dataframe],
        "tables": [_table(_with_index(part.value), {}) for part in app.table],
        "charts": [_chart(part.proto) for part in app.get("plotly_chart")],
        "query": published(app),
    }


def published(app: AppTest) -> dict[str, list[str]]:
    """The address after the page has run; AppTest holds what a test set as text, the rest as lists."""
    return {
        name: [value] if isinstance(value, str) else list(value) for name, value in app.query_params.items()
    }


def plain(value: Any) -> Any:
    """A value as JSON holds it: numbers as floats of nine significant digits, nothing as None."""
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, Mapping):
        return {str(name): plain(each) for name, each in value.items()}
    if hasattr(value, "tolist"):
        return plain(value.tolist())
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if pd.isna(value):
        return None
    if isinstance(value, int | float):
        return float(f"{value:.9g}") + 0.0
    return str(value)


def _words(parts: Iterable[Any]) -> list[str]:
    return [str(part.value) for part in parts]


def _headings(settings: str) -> dict[str, str]:
    """Label by column, from the settings of a table."""
    found = json.loads(settings or "{}")
    return {name: str(each["label"]) for name, each in found.items() if each.get("label")}


def _with_index(frame: pd.DataFrame) -> pd.DataFrame:
    """A printed table shows its index, unless that only counts the rows."""
    return frame if isinstance(frame.index, pd.RangeIndex) else frame.reset_index()


def _table(frame: pd.DataFrame, headings: Mapping[str, str]) -> Record:
    """Columns as ``code: heading``, shape, first rows, and sums over its CSV and over each column."""
    columns = [str(name) for name in frame.columns]
    rows = [[_cell(plain(value)) for value in row] for row in frame.itertuples(index=False, name=None)]
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows([columns, *rows])
    return {
        "columns": [f"{name}: {headings[name]}" if name in headings else name for name in columns],
        "shape": list(frame.shape),
        "first": rows[:FIRST],
        "sums": {name: _short([row[place] for row in rows]) for place, name in enumerate(columns)},
        "sha256": _sum(written.getvalue()),
    }


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    return f"{value:.9g}" if isinstance(value, float) else json.dumps(value, ensure_ascii=False)


def _chart(proto: Any) -> Record:
    """What a chart says to a screen reader, its traces in short, and a sum over all their data."""
    traces = [_trace(trace) for trace in json.loads(proto.spec)["data"]]
    return {
        "alt": str(getattr(proto, "alt", "")),
        "traces": [_in_short(trace) for trace in traces],
        "sha256": _sum(_json(traces)),
    }


def _trace(trace: Mapping[str, Any]) -> Record:
    """Type and data of one trace."""
    kept: Record = {"type": trace["type"]}
    for name in DRAWN:
        value = trace.get(name)
        if isinstance(value, Mapping) and name.startswith("error_"):
            value = {part: value[part] for part in ERRORS if part in value}
        if value is not None:
            kept[name] = plain(value)
    return kept


def _in_short(trace: Record) -> Record:
    """A trace as ``bar TSMC, 12 points``, with a short sum for each of its arrays."""
    arrays = {name: value for name, value in trace.items() if isinstance(value, list | dict)}
    points = max((len(value) for value in arrays.values()), default=0)
    name = f" {trace['name']}" if trace.get("name") else ""
    sums = {name: _short(value) for name, value in arrays.items()}
    return {"trace": f"{trace['type']}{name}, {points} points", "sums": sums}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _sum(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _short(value: Any) -> str:
    """Enough of a sum to say that a column or an array differs."""
    return _sum(_json(value))[:8]


def write(records: Mapping[str, Record]) -> str:
    """The text of ``seen.json``: one line a link, in the order of the links' addresses."""
    lines = [f"{_json(link)}: {_json(records[link])}" for link in sorted(records)]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def main() -> None:
    """Show every link, or those of the pages named, and rewrite ``seen.json``."""
    named = set(sys.argv[1:])
    records: dict[str, Record] = json.loads(SEEN.read_text(encoding="utf-8")) if named else {}
    shown = [(page, query) for page, query in links() if not named or page in named]
    records |= {address(page, query): seen(show(page, query)) for page, query in shown}
    SEEN.write_text(write(records), encoding="utf-8")
    sys.stdout.write(f"{len(shown)} links written to {SEEN}\n")


if __name__ == "__main__":
    main()
