"""The OpenAPI 3.1 description of `atlas.hosting.calculator`."""

from __future__ import annotations

from typing import Any

CHOICES = {"scenario": ("law", "com_2026_616"), "price_path": ("low", "central", "high")}
HIGHEST_PRICE = 1_000_000
OPTIONS = (*CHOICES, "price_eur")
#: input column → what to write
INPUT = {
    "line_id": "Your own name for the line.",
    "importer": "Who imports; lines without one belong to one importer.",
    "import_date": "Date of import, YYYY-MM-DD.",
    "period": "Instead of a date: a quarter such as 2026-Q1, or a year from 2027 on.",
    "cn_code": "CN code of 8 digits, or TARIC code of 10.",
    "origin": "Country of origin: ISO code of two letters, or its name.",
    "net_mass_t": "Net mass in tonnes; MWh for electricity.",
    "basis": "default (also if absent) or actual.",
    "production_route": "Letter of the production route, where no table names it.",
    "direct_t_per_t": "Actual basis: direct emissions, t CO2e per tonne.",
    "indirect_t_per_t": "Actual basis: indirect emissions, t CO2e per tonne.",
    "precursor_free_allocation_t_per_t": "Actual basis: free allocation of the precursors, t per tonne.",
    "carbon_price_paid_eur_per_t_co2e": "Actual basis: carbon price paid abroad, EUR per t CO2e.",
    "certificate_price_eur": "Your own certificate price, EUR per t CO2e.",
}
TEXT, FIGURE = ["string", "null"], ["number", "null"]
#: result column → type and meaning
RESULT: dict[str, tuple[Any, str]] = {
    "status": ("string", "ok, exempt, below_threshold or refused."),
    "reason_code": (TEXT, "Why the line is refused, as a code."),
    "reason_value": (TEXT, "The value that is refused."),
    "reason_hint": (TEXT, "What would do instead."),
    "reason": (TEXT, "Why the line is refused, as a sentence."),
    "note": (TEXT, "What to know about an assessed line; codes, joined by semicolons."),
    "sector": (TEXT, "Sector of the good."),
    "unit": (TEXT, "t, or MWh for electricity."),
    "see_from": (TEXT, "Whose default value was used, or actual."),
    "benchmark_column": (TEXT, "Column of the benchmark table: A for actual, B for default."),
    "benchmark_route": (TEXT, "Production route of the benchmark."),
    "route_choice": (TEXT, "How the route was found."),
    "price_from": (TEXT, "published, scenario or user."),
    "see_t_per_t": (FIGURE, "Specific embedded emissions before the mark-up."),
    "direct_t_per_t_used": (FIGURE, "Direct part of them."),
    "indirect_t_per_t_used": (FIGURE, "Indirect part of them."),
    "markup": (FIGURE, "Mark-up on the default value, as a share."),
    "markup_t": (FIGURE, "Tonnes of CO2e that the mark-up adds."),
    "embedded_t": (FIGURE, "Embedded emissions with the mark-up, t CO2e."),
    "benchmark_t_per_t": (FIGURE, "Benchmark, t CO2e per tonne."),
    "cbam_factor": (FIGURE, "Share of the free allocation that remains."),
    "cscf": (FIGURE, "Cross-sectoral correction factor."),
    "free_allocation_t": (FIGURE, "Free allocation, t CO2e."),
    "carbon_price_reduction_t": (FIGURE, "Reduction for a carbon price paid abroad, t CO2e."),
    "certificates_t": (FIGURE, "Certificates owed, t CO2e."),
    "certificate_price_eur": (FIGURE, "Certificate price used, EUR."),
    "cost_eur": (FIGURE, "Cost, EUR."),
    "cost_eur_per_t": (FIGURE, "Cost per tonne of good, EUR."),
    "cost_above_threshold_eur": (FIGURE, "Cost if the threshold did not apply, EUR."),
    "benchmark_year": (FIGURE, "Year of the benchmarks."),
    "importer_year_t": (FIGURE, "Tonnes of the importer and year that count towards the threshold."),
    "provisional": ("boolean", "True where a benchmark or a price is not final."),
    "declaration_due": (TEXT, "When the declaration is due, YYYY-MM-DD."),
    "legal_basis": (TEXT, "Acts and articles of the steps."),
}
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
            _option("scenario", {"enum": list(CHOICES["scenario"]), "default": "law"}, "Rule set."),
            _option("price_path", {"enum": list(CHOICES["price_path"])}, "Assumed prices for years to come."),
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
        "properties": {name: value | {"description": words} for name, words in INPUT.items()},
        "additionalProperties": value,
    }


def _result() -> dict[str, Any]:
    return {
        "type": "object",
        "description": "The line's own values and these.",
        "properties": {name: {"type": kind, "description": words} for name, (kind, words) in RESULT.items()},
        "required": list(RESULT),
    }


def _problem() -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {"status": {"type": "integer"}, "detail": {"type": "string"}},
        "required": ["status", "detail"],
    }
