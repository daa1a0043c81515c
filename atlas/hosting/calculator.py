"""The calculator by address: ``POST /api/cbam``, JSON lines in, the result columns out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import anyio
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route

from atlas.cbam.engine.assess import assess
from atlas.cbam.law.rules import Rules
from atlas.hosting import json_lines, openapi

MOST_BYTES = 5 * 1024**2
MOST_LINES = 10_000
MOST_COLUMNS = 60
#: requests that may wait for their turn; further ones are sent away
MOST_WAITING = 8
KINDS = ("application/x-ndjson", "application/jsonl")


class Refused(Exception):
    """A request that is not answered with a result: a status and a sentence."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail)
        self.status, self.detail = status, detail


@dataclass(frozen=True)
class Options:
    """What a request chose besides its lines."""

    scenario: str = "law"
    price_path: str | None = None
    price_eur: float | None = None


class Calculator:
    """Assesses one request at a time, in a thread, so that the pages stay quick."""

    def __init__(self, rules: Callable[[str], Rules]) -> None:
        self.rules = rules
        self._turn = anyio.CapacityLimiter(1)
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

    def assess(self, body: bytes, options: Options) -> str:
        """Assess the lines of a body; raises Refused for a body or an option that cannot be used."""
        try:
            records = json_lines.read(body, MOST_LINES, MOST_COLUMNS)
        except json_lines.Malformed as problem:
            raise Refused(400, str(problem)) from None
        lines = json_lines.texts(records)
        try:
            results = assess(
                lines,
                self.rules(options.scenario),
                price_path=options.price_path,
                price_eur=options.price_eur,
            )
        except ValueError as problem:
            raise Refused(422, str(problem)) from None
        return json_lines.write(
            records, results[[name for name in results if name not in lines or name in RESULT]]
        )

    async def _answer(self, request: Request) -> Response:
        try:
            _check_kind(request)
            options = read_options(request.query_params.multi_items())
            if self._waiting >= MOST_WAITING:
                raise Refused(503, "Too many requests are being assessed; try again in a few seconds.")
            self._waiting += 1
            try:
                body = await read_body(request)
                text = await anyio.to_thread.run_sync(self.assess, body, options, limiter=self._turn)
            finally:
                self._waiting -= 1
        except Refused as problem:
            return _problem(problem)
        return Response(text, media_type="application/x-ndjson", headers={"cache-control": "no-store"})

    async def _describe(self, _: Request) -> Response:
        headers = {"cache-control": "public, max-age=3600", "access-control-allow-origin": "*"}
        return JSONResponse(openapi.description(MOST_BYTES, MOST_LINES, MOST_COLUMNS), headers=headers)


RESULT = frozenset(openapi.RESULT)


def read_options(pairs: list[tuple[str, str]]) -> Options:
    """The options of a query string; raises Refused for an unknown name, value or a repetition."""
    given: dict[str, str] = {}
    for name, value in pairs:
        if name not in openapi.OPTIONS or name in given:
            raise Refused(400, "Options are scenario, price_path and price_eur, each at most once.")
        given[name] = value
    for name, choices in openapi.CHOICES.items():
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
    """The body, read no further than the limit; raises Refused beyond it."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > MOST_BYTES:
            raise Refused(413, f"More than {MOST_BYTES} bytes; send the lines in parts.")
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
