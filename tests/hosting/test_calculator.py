"""The calculator by address: the same answers as the engine, clear refusals, limits."""

import asyncio
import json
import time
from collections.abc import Callable

import httpx
import pandas as pd
import pytest
from starlette.applications import Starlette

from atlas import tables
from atlas.app import workers
from atlas.cbam.engine.assess import assess
from atlas.cbam.engine.reasons_text import with_reasons
from atlas.cbam.law.rules import Rules
from atlas.hosting import calculator, openapi
from atlas.hosting.json_lines import EXACT
from atlas.language import Language

KIND = {"content-type": "application/x-ndjson"}
LINE = {"cn_code": "72061000", "origin": "CN", "net_mass_t": 100, "period": "2026-Q1"}
LINES = [
    LINE | {"line_id": "a"},
    LINE | {"line_id": "b", "net_mass_t": "2.5", "importer": "small"},
    LINE | {"line_id": "c", "origin": "CH"},
    LINE | {"line_id": "d", "cn_code": "99999999"},
    LINE | {"line_id": "e", "period": "2030"},
    LINE | {"line_id": "f", "basis": "actual", "direct_t_per_t": 1.2, "production_route": "C"},
    LINE | {"line_id": "g", "net_mass_t": None, "note_of_mine": "煙"},
]

Ask = Callable[..., httpx.Response]


@pytest.fixture
def ask(client: httpx.Client) -> Ask:
    def post(lines: object, **options: str) -> httpx.Response:
        body = lines if isinstance(lines, bytes) else "\n".join(json.dumps(line) for line in lines)  # type: ignore[union-attr]
        return client.post("/api/cbam", content=body, headers=KIND, params=options)

    return post


@pytest.fixture(scope="module")
def frames() -> dict[str, pd.DataFrame]:
    return tables.load_all()


def test_one_at_a_time_eight_wait_and_more_are_sent_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twelve requests at once: nine are answered, one after another, and three get 503 and a time."""
    at_once, most = 0, 0

    def slow(*_: object) -> str:
        nonlocal at_once, most
        at_once += 1
        most = max(most, at_once)
        time.sleep(0.05)
        at_once -= 1
        return "{}"

    async def ask_all() -> list[httpx.Response]:
        app = Starlette(routes=[calculator.Calculator(lambda _: None).mount()])  # type: ignore[arg-type, return-value]
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://x") as caller:
            asked = (caller.post("/api/cbam", content=b"{}", headers=KIND) for _ in range(12))
            return list(await asyncio.gather(*asked))

    monkeypatch.setattr(workers, "run_within", slow)
    answers = asyncio.run(ask_all())
    assert sorted(answer.status_code for answer in answers) == [200] * 9 + [503] * 3 and most == 1
    assert all(answer.headers["retry-after"] for answer in answers if answer.status_code == 503)


def read(answer: httpx.Response) -> list[dict[str, object]]:
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("application/x-ndjson")
    assert answer.headers["cache-control"] == "no-store"
    return [json.loads(line) for line in answer.text.splitlines()]


@pytest.mark.parametrize(
    "options",
    [{}, {"scenario": "com_2026_616"}, {"price_path": "high"}, {"price_eur": "80.5"}],
    ids=str,
)
def test_the_same_as_the_engine(ask: Ask, frames: dict[str, pd.DataFrame], options: dict[str, str]) -> None:
    rows = read(ask(LINES, **options))
    table = pd.DataFrame(
        [{k: "" if v is None else str(v) for k, v in line.items()} for line in LINES], dtype="str"
    ).fillna("")
    expected = assess(
        table,
        Rules.from_tables(frames, options.get("scenario", "law")),
        price_path=options.get("price_path"),
        price_eur=float(options["price_eur"]) if "price_eur" in options else None,
    )
    expected = with_reasons(expected, Language("en"))
    assert set(openapi.RESULT) == set(expected.columns) - set(table.columns)
    for row, (_, want) in zip(rows, expected.iterrows(), strict=True):
        for name in openapi.RESULT:
            value = want[name]
            if pd.isna(value):
                assert row[name] is None, name
            elif isinstance(value, pd.Timestamp):
                assert row[name] == value.date().isoformat()
            else:
                assert row[name] == value, name
    assert {row["status"] for row in rows} == {"ok", "below_threshold", "exempt", "refused", "not_covered"}


def test_own_values_come_back_unchanged(ask: Ask) -> None:
    for sent, got in zip(LINES, read(ask(LINES)), strict=True):
        assert sent.items() <= got.items()
        assert set(got) == set(sent) | set(openapi.RESULT)


def test_a_refused_line_says_why(ask: Ask) -> None:
    row = read(ask([LINE | {"cn_code": "1"}]))[0]
    assert row["status"] == "refused" and row["reason_code"] == "cn_too_short" and row["cost_eur"] is None


def test_order_and_empty_lines(ask: Ask) -> None:
    body = b"\xef\xbb\xbf" + b"\r\n\n".join(json.dumps(line).encode() for line in LINES) + b"\n\n"
    assert [row["line_id"] for row in read(ask(body))] == list("abcdefg")


BAD_BODIES = {
    b"": "there is no line",
    b"\n \n": "there is no line",
    b"{}\n{": "line 2 is not JSON",
    b"[1]": "line 1 is not an object",
    b'{"a": [1]}': 'line 1, "a": a list',
    b'{"a": {"b": 1}}': 'line 1, "a"',
    b'{"a": NaN}': "line 1 is not JSON",
    b'{"a": 1e999}': "line 1",
    b'{"a": -Infinity}': "line 1 is not JSON",
    b'{"a": "\\ud800"}': "half a character",
    b'{"\\ud800": 1}': "half a character",
    b"\xff\xfe{}": "byte 1 is not UTF-8",
    b"[" * 100_000: "line 1 is not JSON",
    b'{"a": ' + b"9" * 5000 + b"}": "line 1",
    b'{"a": %d}' % (EXACT + 1): "exact",
    b'{"a": "' + b"x" * 1001 + b'"}': "longer than",
    b"{" + b",".join(b'"c%d": 1' % i for i in range(61)) + b"}": "61 different names",
    b"{}\n" * (calculator.MOST_LINES + 1): "more than 10000 lines",
}


@pytest.mark.parametrize("body", BAD_BODIES, ids=lambda body: repr(body[:24]))
def test_what_cannot_be_read_is_refused_with_its_line(ask: Ask, body: bytes) -> None:
    answer = ask(body)
    assert answer.status_code == 400 and answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == 400 and BAD_BODIES[body] in answer.json()["detail"]


@pytest.mark.parametrize(
    ("options", "status"),
    [
        ({"scenario": "x"}, 422),
        ({"price_path": "middle"}, 422),
        ({"price_eur": "0"}, 422),
        ({"price_eur": "nan"}, 422),
        ({"price_eur": "1e999"}, 422),
        ({"price_eur": "many"}, 422),
        ({"nonsense": "1"}, 400),
        ([("scenario", "law"), ("scenario", "law")], 400),
    ],
    ids=str,
)
def test_options_are_checked(client: httpx.Client, options: object, status: int) -> None:
    answer = client.post("/api/cbam", content=json.dumps(LINE), headers=KIND, params=options)  # type: ignore[arg-type]
    assert answer.status_code == status and answer.json()["detail"]


def test_limits(client: httpx.Client, ask: Ask) -> None:
    assert client.post("/api/cbam", content="{}").status_code == 415
    assert client.post("/api/cbam", content="{}", headers={"content-type": "text/csv"}).status_code == 415
    assert client.get("/api/cbam").status_code == 405
    too_large = (b" " * 1_000_000 for _ in range(7))
    assert client.post("/api/cbam", content=too_large, headers=KIND).status_code == 413
    assert len(read(ask([LINE] * calculator.MOST_LINES))) == calculator.MOST_LINES


def test_a_name_of_the_results_is_answered_by_the_result(ask: Ask) -> None:
    assert read(ask([LINE | {"status": "ok?", "cost_eur": 1}]))[0]["status"] == "ok"


def test_description_states_columns_and_limits(client: httpx.Client) -> None:
    answer = client.get("/api/openapi.json")
    text = answer.json()
    assert text["openapi"] == "3.1.0" and answer.headers["content-type"] == "application/json"
    schemas = text["components"]["schemas"]
    assert set(schemas["Result"]["properties"]) == set(openapi.RESULT)
    operation = text["paths"]["/api/cbam"]["post"]
    for limit in (calculator.MOST_LINES, calculator.MOST_BYTES, calculator.MOST_COLUMNS):
        assert str(limit) in operation["description"]
    example = operation["requestBody"]["content"]["application/x-ndjson"]["example"][0]
    assert set(example) <= set(schemas["Line"]["properties"])


def test_scenarios_and_paths_are_those_of_the_tables(frames: dict[str, pd.DataFrame]) -> None:
    assert set(openapi.choices()["scenario"]) == set(frames["cbam_factors"]["scenario"])
    assert set(openapi.choices()["price_path"]) == set(frames["cbam_price_paths"]["price_path"])
