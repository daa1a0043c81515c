"""The OpenAPI 3.1 description of `atlas.hosting.calculator`."""

from __future__ import annotations

from typing import Any

from atlas import terms
from atlas.cbam.engine import lines, result
from atlas.cbam.law import rule_sets
from atlas.language import Language

HIGHEST_PRICE = 1_000_000
OPTIONS = ("scenario", "price_path", "price_eur")
ENGLISH = Language("en")
#: what a result column holds → its type in JSON
TYPES: dict[str, list[str]] = {
    result.TEXT: ["string", "null"],
    result.FIGURE: ["number", "null"],
    result.FLAG: ["boolean"],
    result.DAY: ["string", "null"],
}
#: result columns and what each holds; the sentence stands after the parts it is made of
RESULT = {
    name: kind
    for column, kind in result.COLUMNS.items()
    for name in ((column, "reason") if column == "reason_hint" else (column,))
}


def choices() -> dict[str, tuple[str, ...]]:
    """Options that are one of a list of codes."""
    return {"scenario": rule_sets.rule_sets(), "price_path": rule_sets.price_paths()}


def meaning(column: str) -> str:
    """What a column of lines or results is, from the terms table."""
    vocabulary = next(name for name in ("cbam_column", "cbam_working_column") if column in terms.codes(name))
    said = terms.meaning(vocabulary, column, ENGLISH) or terms.name(vocabulary, column, ENGLISH)
    return f"{said}."


EXAMPLE = {
    "line_id": "1",
    "cn_code": "72061000",
    "origin": "CN",
    "net_mass_t": 100,
    "period": "2026-Q1",
}
STATUSES = {
    "400": "The body is not JSON lines, or is beyond the limits.",
    "413": "The body is too large.",
    "415": "The content type is not that of JSON lines.",
    "422": "An option has an impossible value, or a name stands twice.",
    "503": "Too many requests at once.",
}


def description(most_bytes: int, most_lines: int, most_columns: int) -> dict[str, Any]:
    """The description as a document; the limits are stated in it."""
    limits = f"At most {most_lines} lines, {most_bytes} bytes and {most_columns} different names."
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Factory Atlas calculator",
            "version": "1",
            "summary": "What import lines owe under the EU carbon border adjustment mechanism.",
            "description": "Nothing sent here is stored or logged. Not legal advice.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": "/"}],
        "paths": {"/api/cbam": {"post": _operation(limits)}},
        "components": {
            "schemas": {"Line": _line(), "Result": _result(), "Problem": _problem()},
        },
    }


def _operation(limits: str) -> dict[str, Any]:
    problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {
        "operationId": "assess",
        "summary": "Assess import lines",
        "description": "One JSON object a line in, one a line out, in the same order: your values, then the "
        f"result columns. A line that cannot be assessed comes back as refused, with its reason. {limits}",
        "parameters": [
            _option("scenario", {"enum": list(choices()["scenario"]), "default": "law"}, "Rule set."),
            _option(
                "price_path", {"enum": list(choices()["price_path"])}, "Assumed prices for years to come."
            ),
            _option(
                "price_eur",
                {"type": "number", "exclusiveMinimum": 0, "maximum": HIGHEST_PRICE},
                "One certificate price for all lines without their own, EUR.",
            ),
        ],
        "requestBody": {"required": True, "content": {"application/x-ndjson": _lines("Line", [EXAMPLE])}},
        "responses": {
            "200": {
                "description": "One result a line.",
                "content": {"application/x-ndjson": _lines("Result")},
            },
            **{code: {"description": words, "content": problem} for code, words in STATUSES.items()},
        },
    }


def _option(name: str, schema: dict[str, Any], words: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "description": words, "schema": schema}


def _lines(schema: str, example: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    """A body of JSON lines; OpenAPI 3.1 can describe it only as the list of its objects."""
    content: dict[str, Any] = {
        "schema": {"type": "array", "minItems": 1, "items": {"$ref": f"#/components/schemas/{schema}"}}
    }
    return content | ({"example": example} if example else {})


def _line() -> dict[str, Any]:
    value = {"type": ["string", "number", "boolean", "null"], "maxLength": 1000}
    return {
        "type": "object",
        "description": "An import line. Other names are kept and sent back.",
        "properties": {name: value | {"description": meaning(name)} for name in lines.COLUMNS},
        "additionalProperties": value,
    }


def _result() -> dict[str, Any]:
    return {
        "type": "object",
        "description": "The line's own values and these.",
        "properties": {
            name: {"type": TYPES[kind], "description": meaning(name)} for name, kind in RESULT.items()
        },
        "required": list(RESULT),
    }


def _problem() -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {"status": {"type": "integer"}, "detail": {"type": "string"}},
        "required": ["status", "detail"],
    }
