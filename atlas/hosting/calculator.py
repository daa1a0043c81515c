"""The calculator by address: ``POST /api/cbam``, JSON lines in, the result columns out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import anyio
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route

from atlas.app import workers
from atlas.cbam.engine.assess import assess
from atlas.cbam.engine.reasons_text import with_reasons
from atlas.cbam.law.rules import Rules
from atlas.hosting import json_lines, openapi

MOST_BYTES = 5 * 1024**2
MOST_LINES = 10_000
MOST_COLUMNS = 60
#: requests that may wait for their turn; further ones are sent away
MOST_WAITING = 8
#: seconds in which a body must have come
MOST_SECONDS = 30
LIMITS = workers.LIMITS._replace(seconds=30, output_mb=64)
BUSY = "Too many requests are being assessed; try again in a few seconds."
BY_WORKER = {
    "busy": BUSY,
    "memory": "These lines need more memory than one request may take; send them in parts.",
    "time": "These lines take longer than one request may take; send them in parts.",
    "output": "The answer is larger than one request may give; send the lines in parts.",
    "died": "These lines could not be assessed; send them in parts.",
}
KINDS = ("application/x-ndjson", "application/jsonl")


class Refused(Exception):
    """A request that is not answered with a result: a status and a sentence."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(status, detail)
        self.status, self.detail = status, detail


@dataclass(frozen=True)
class Options:
    """What a request chose besides its lines."""

    scenario: str = "law"
    price_path: str | None = None
    price_eur: float | None = None


class Calculator:
    """Assesses one request at a time, in a worker, so that the pages stay quick."""

    def __init__(self, rules: Callable[[str], Rules]) -> None:
        self.rules = rules
        self._one_at_a_time = anyio.CapacityLimiter(1)
        self._waiting = 0

    def mount(self) -> Mount:
        """The calculator and its description, below ``/api``."""
        return Mount(
            "/api",
            routes=[
                Route("/cbam", self._answer, methods=["POST"]),
                Route("/openapi.json", self._describe, methods=["GET", "HEAD"]),
            ],
        )

    async def _answer(self, request: Request) -> Response:
        try:
            _check_kind(request)
            options = read_options(request.query_params.multi_items())
            # the body first: slow senders keep nobody from the queue
            body = await read_body(request)
            text = await self._wait_for(body, options)
        except Refused as problem:
            return _problem(problem)
        return Response(text, media_type="application/x-ndjson", headers={"cache-control": "no-store"})

    async def _wait_for(self, body: bytes, options: Options) -> str:
        # one of them is being assessed
        if self._waiting > MOST_WAITING:
            raise Refused(503, BUSY)
        self._waiting += 1
        try:
            rules = self.rules(options.scenario)
            work = partial(workers.run_within, LIMITS, answer, body, options, rules)
            return await anyio.to_thread.run_sync(work, limiter=self._one_at_a_time)
        except workers.Refused as refused:
            raise Refused(503 if refused.kind == "busy" else 422, BY_WORKER[refused.kind]) from None
        finally:
            self._waiting -= 1

    async def _describe(self, _: Request) -> Response:
        headers = {"cache-control": "public, max-age=3600", "access-control-allow-origin": "*"}
        return JSONResponse(openapi.description(MOST_BYTES, MOST_LINES, MOST_COLUMNS), headers=headers)


RESULT = frozenset(openapi.RESULT)


def answer(body: bytes, options: Options, rules: Rules) -> str:
    """The lines of a body assessed; raises Refused for a body or an option that cannot be used."""
    try:
        records = json_lines.read(body, MOST_LINES, MOST_COLUMNS)
    except json_lines.Malformed as problem:
        raise Refused(400, str(problem)) from None
    lines = json_lines.texts(records)
    try:
        found = assess(lines, rules, price_path=options.price_path, price_eur=options.price_eur)
    except ValueError as problem:
        raise Refused(422, str(problem)) from None
    results = with_reasons(found, openapi.ENGLISH)
    shown = [name for name in results if name not in lines or name in RESULT]
    return json_lines.write(records, results[shown])


def read_options(pairs: list[tuple[str, str]]) -> Options:
    """The options of a query string; raises Refused for an unknown name, value or a repetition."""
    given: dict[str, str] = {}
    for name, value in pairs:
        if name not in openapi.OPTIONS or name in given:
            raise Refused(400, "Options are scenario, price_path and price_eur, each at most once.")
        given[name] = value
    for name, choices in openapi.choices().items():
        if name in given and given[name] not in choices:
            raise Refused(422, f"{name} is one of {', '.join(choices)}.")
    return Options(given.get("scenario", "law"), given.get("price_path"), _price(given))


def _price(given: Mapping[str, str]) -> float | None:
    if "price_eur" not in given:
        return None
    try:
        price = float(given["price_eur"])
    except ValueError:
        price = 0.0
    if not 0 < price <= openapi.HIGHEST_PRICE:
        raise Refused(422, f"price_eur is a number above 0 and at most {openapi.HIGHEST_PRICE}.")
    return price


async def read_body(request: Request) -> bytes:
    """The body, read no further and no longer than the limits; raises Refused beyond them."""
    body = bytearray()
    with anyio.move_on_after(MOST_SECONDS) as reading:
        async for piece in request.stream():
            body += piece
            if len(body) > MOST_BYTES:
                raise Refused(413, f"More than {MOST_BYTES} bytes; send the lines in parts.")
    if reading.cancelled_caught:
        raise Refused(408, f"The body took longer than {MOST_SECONDS} seconds; send it in one go.")
    return bytes(body)


def _check_kind(request: Request) -> None:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in KINDS:
        raise Refused(415, f"Send JSON lines with Content-Type {KINDS[0]}.")


def _problem(problem: Refused) -> Response:
    """A refusal in the form of RFC 9457."""
    content: dict[str, Any] = {"status": problem.status, "detail": problem.detail}
    headers = {"cache-control": "no-store"} | ({"retry-after": "5"} if problem.status == 503 else {})
    return JSONResponse(content, problem.status, headers, media_type="application/problem+json")
