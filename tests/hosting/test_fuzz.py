"""Generated requests after the OpenAPI description, valid and invalid: never a failure, always as described."""

import json
import os
import time

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from atlas.cbam.engine.lines import COLUMNS
from atlas.hosting import calculator, openapi
from tests.hosting.process import Hosted

KIND = "application/x-ndjson"
#: requests of each kind; more with FUZZ=200
EXAMPLES = int(os.environ.get("FUZZ", "40"))


@schemathesis.serializer(KIND)
def as_json_lines(_: object, value: object) -> bytes:
    """Lists as one line an item; other values are sent as they are, to be refused."""
    lines = value if isinstance(value, list) else [value]
    return "\n".join(json.dumps(line) for line in lines).encode("utf-8", "surrogatepass")


@schemathesis.deserializer(KIND)
def from_json_lines(_: object, response: schemathesis.Response) -> object:
    return [json.loads(line) for line in response.text.splitlines()]


schema = schemathesis.openapi.from_dict(
    openapi.description(calculator.MOST_BYTES, calculator.MOST_LINES, calculator.MOST_COLUMNS)
)


@schema.parametrize()
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_description_holds(case: schemathesis.Case, hosted: Hosted) -> None:
    answer = case.call(base_url=hosted.address)
    assert answer.status_code < 500
    case.validate_response(
        answer,
        checks=[
            schemathesis.checks.not_a_server_error,
            schemathesis.checks.status_code_conformance,
            schemathesis.checks.content_type_conformance,
            schemathesis.checks.response_schema_conformance,
        ],
    )


CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=40),
    st.sampled_from(["=1+1", "\u202e1", "1e308", "-0", "２０２６-Q1", "72061000", "CN", "actual", "2026-Q1"]),
)
LINES = st.lists(st.dictionaries(st.sampled_from([*COLUMNS, "x"]), CELLS, max_size=14), max_size=20)


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=LINES)
def test_any_lines_are_answered(client: httpx.Client, lines: list[dict[str, object]]) -> None:
    body = "\n".join(json.dumps(line) for line in lines).encode("utf-8", "surrogatepass")
    answer = client.post("/api/cbam", content=body, headers={"content-type": KIND})
    assert answer.status_code in (200, 400)
    if answer.status_code == 200:
        rows = [json.loads(line) for line in answer.text.splitlines()]
        assert len(rows) == len(lines)
        assert {row["status"] for row in rows} <= {"ok", "exempt", "below_threshold", "refused"}


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.binary(max_size=2000))
def test_any_bytes_are_answered(client: httpx.Client, body: bytes) -> None:
    answer = client.post("/api/cbam", content=body, headers={"content-type": KIND})
    assert answer.status_code in (200, 400)


def test_one_caller_does_not_stop_the_pages(hosted: Hosted) -> None:
    """While a full request is being assessed, the health address still answers soon."""
    line = json.dumps({"cn_code": "72061000", "origin": "CN", "net_mass_t": 1, "period": "2026-Q1"})
    body = "\n".join([line] * calculator.MOST_LINES)
    import threading

    caller = threading.Thread(
        target=httpx.post,
        args=(f"{hosted.address}/api/cbam",),
        kwargs={"content": body, "headers": {"content-type": KIND}, "timeout": 60},
    )
    caller.start()
    slowest = 0.0
    while caller.is_alive():
        started = time.perf_counter()
        assert httpx.get(f"{hosted.address}/health", timeout=30).status_code == 200
        slowest = max(slowest, time.perf_counter() - started)
    assert slowest < 2, pytest.approx(slowest)
