"""A second calculation of the obligation: slow, line by line, in exact decimals.

Written from the text of the rules, reading the tables with the csv module only; it shares no code
with `atlas.cbam`. It answers for one line at a time and then applies the 50-tonne rule.
"""

import csv
import io
from decimal import Decimal, getcontext
from functools import cache

from tests.cbam import frozen

getcontext().prec = 50
LAST_YEAR = 2034
Line = dict[str, str]


@cache
def table(name: str) -> list[Line]:
    path = "reference" if name == "sources" else "cbam"
    text = (frozen.folder() / path / f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text, newline="")))


@cache
def by(name: str, *columns: str) -> dict[tuple[str, ...], Line]:
    return {tuple(row[column] for column in columns): row for row in table(name)}


class Refused(Exception):
    """The line cannot be priced; the argument is the reason code."""


def rule(name: str, year: int, scenario: str, **where: str) -> Decimal:
    """Value of the row that covers a year, the rule set's own row before the law's."""
    for wanted in dict.fromkeys([scenario, "law"]):
        for row in table(name):
            if row["scenario"] == wanted and all(row[key] == value for key, value in where.items()):
                end = row["valid_to"] or "9999-12-31"
                if row["valid_from"] <= f"{year}-01-01" and f"{year}-12-31" <= end:
                    return Decimal(row["value"])
    raise LookupError(f"{name} {year}")


def good_of(code: str) -> Line:
    """The good a code of 8 or 10 digits names; TARIC digits decide only where they matter."""
    parent = by("cbam_goods", "cn_code").get((code[:8],))
    for row in table("cbam_goods"):
        if row["scope"] == "excepted" and code.startswith(row["cn_code"]):
            raise Refused("cn_excepted")
    if parent is None:
        headings = {row["cn_code"] for row in table("cbam_goods") if row["level"] == "heading"}
        raise Refused("cn_unknown" if code[:4] in headings else "cn_not_in_annex_i")
    if parent["scope"] == "split":
        raise Refused("cn_split")
    if parent["taric_needed"] != "true":
        return parent
    if len(code) == 10:
        own = by("cbam_goods", "cn_code").get((code,))
        if own is None:
            raise Refused("taric_unknown")
        return own
    grades = [row for row in table("cbam_goods") if row["level"] == "taric" and row["cn_code"][:8] == code]
    if len(grades) == 1:  # the rest of the code is outside Annex I
        raise Refused("taric_needed")
    return parent


def default_line(good: Line, origin: str) -> Line:
    """Longest code first; a missing line or a dash falls back to "other countries"."""
    code = good["cn_code"]
    for size in (10, 8, 6, 4):
        other = by("cbam_default_values", "country", "cn_code").get(("XX", code[:size]))
        if len(code) >= size and other is not None and other["cell_status"] == "value":
            own = by("cbam_default_values", "country", "cn_code").get((origin, code[:size]))
            return own if own is not None and own["cell_status"] == "value" else other
    raise Refused("taric_needed")


@cache
def benchmarks(cn: str, year: int) -> dict[str, tuple[Decimal, Decimal]]:
    """Route to (column A, column B) for a production year, by way of the benchmark year."""
    served = int(by("cbam_benchmark_years", "production_year")[(str(year),)]["benchmark_year"])
    return {
        row["production_route"]: (Decimal(row["column_a_t_per_t"]), Decimal(row["column_b_t_per_t"]))
        for row in table("cbam_benchmarks")
        if row["cn_code"] == cn
        and int(row["production_year_from"]) <= served <= int(row["production_year_to"])
    }


def column_b(good: Line, printed: str, year: int, given: str) -> tuple[str, Decimal]:
    """Benchmark with default values: the printed route, of a compound route the highest."""
    held = benchmarks(good["cn_code"][:8], year)
    if "none" in held:
        return "none", held["none"][1]
    letters = [letter for letter in printed.split("/") if letter in held]
    if letters:
        return max(((letter, held[letter][1]) for letter in letters), key=lambda pair: pair[1])
    if not given:
        raise Refused("route_needed")
    if given not in held:
        raise Refused("route_not_for_good")
    return given, held[given][1]


def column_a(good: Line, year: int, given: str) -> tuple[str, Decimal]:
    """Benchmark with actual values: the given route; none need be given where all agree."""
    held = benchmarks(good["cn_code"][:8], year)
    if len(good["cn_code"]) == 10:
        printed = default_line(good, "XX")["production_route"]
        held = {printed: held[printed]} if printed in held else held
    if "none" in held:
        return "none", held["none"][0]
    if given:
        if given not in held:
            raise Refused("route_not_for_good")
        return given, held[given][0]
    figures = {pair[0] for pair in held.values()}
    if len(figures) > 1:
        raise Refused("route_needed")
    return (next(iter(held)) if len(held) == 1 else "any"), figures.pop()


def price_of(line: Line, year: int, quarter: str, path: str | None) -> Decimal:
    if line.get("certificate_price_eur"):
        return Decimal(line["certificate_price_eur"])
    quarters = [row for row in table("cbam_certificate_prices") if row["period"].startswith(str(year))]
    if quarters and not quarter:
        raise Refused("quarter_needed")
    for row in quarters:
        if row["period"] == f"{year}-Q{quarter}":
            if row["price_eur"]:
                return Decimal(row["price_eur"])
            if path is None:
                raise Refused("price_not_published")
    return Decimal(by("cbam_price_paths", "price_path")[(path or "central",)]["price_eur"])


def emissions(line: Line, good: Line, origin: str, year: int, scenario: str) -> tuple[Decimal, Decimal]:
    """Emissions that count and free allocation, both per tonne of good."""
    factor = rule("cbam_factors", year, scenario) * rule("cbam_cscf", year, scenario)
    given, electricity = line.get("production_route", ""), good["sector"] == "electricity"
    if line.get("basis") == "actual":
        if not line.get("direct_t_per_t"):
            raise Refused("direct_missing")
        see = Decimal(line["direct_t_per_t"])
        if electricity:
            if see > rule("cbam_parameters", year, scenario, parameter="electricity_actual_limit"):
                raise Refused("electricity_limit")
            return see, Decimal(0)
        if good["indirect_in_scope"] == "true":
            if not line.get("indirect_t_per_t"):
                raise Refused("indirect_missing")
            see += Decimal(line["indirect_t_per_t"])
        added, benchmark = brought(line, good, year, scenario)
        # what is said to be free after a factor of zero cannot be
        entered = Decimal(line.get("precursor_free_allocation_t_per_t") or 0) if factor else Decimal(0)
        return see + added, factor * (column_a(good, year, given)[1] + benchmark) + entered
    if electricity:
        raise Refused("electricity_default")
    row = default_line(good, origin)
    markup = rule("cbam_markups", year, scenario, sector=good["sector"])
    see = Decimal(row["total_t_per_t"]) * (1 + markup)
    return see, factor * column_b(good, row["production_route"], year, given)[1]


def brought(line: Line, good: Line, year: int, scenario: str) -> tuple[Decimal, Decimal]:
    """Emissions that precursors add to those entered, and the sum of their benchmarks."""
    if line.get("precursor_benchmark_t_per_t"):
        return Decimal(0), Decimal(line["precursor_benchmark_t_per_t"])
    text = line.get("precursors", "")
    if not text:
        return Decimal(0), Decimal(0)
    head, *parts = text.split("~")
    fields = [(part.split("_") + [""] * 10)[:10] for part in parts]
    see, benchmark = Decimal(0), Decimal(0)
    for place, own in enumerate(fields):
        if own[0] == "1":
            each = precursor(fields, place, good, year, scenario)
            see += Decimal(own[2]) * each[0]
            benchmark += Decimal(own[2]) * each[1]
    return (see if head == "o" else Decimal(0)), benchmark


def precursor(
    fields: list[list[str]], place: int, product: Line, year: int, scenario: str
) -> tuple[Decimal, Decimal]:
    """Emissions and benchmark of one step with all that went into it, per tonne of it."""
    depth, code, _, origin, kind, before, route, direct, indirect, entered = fields[place]
    if origin and by("cbam_countries", "country")[(origin,)]["exempt"] == "true":
        return Decimal(0), Decimal(0)
    good, made = good_of(code), max(year - int(before or 0), 2026)
    row = default_line(good, origin) if origin else highest(code)
    if kind in ("", "d"):
        markup = rule("cbam_markups", year, scenario, sector=good["sector"])
        return Decimal(row["total_t_per_t"]) * (1 + markup), column_b(
            good, row["production_route"], made, route
        )[1]
    counts = product["indirect_in_scope"] == "true" or good["indirect_in_scope"] == "true"
    see = Decimal(direct) + (Decimal(indirect) if counts else Decimal(0))
    children = []
    for at in range(place + 1, len(fields)):
        if int(fields[at][0]) <= int(depth):
            break
        if int(fields[at][0]) == int(depth) + 1:
            children.append(at)
    if not children and entered:
        return see, Decimal(entered)
    if not children and good["complexity"] == "complex":
        return see, column_b(good, row["production_route"], made, route)[1]
    benchmark = column_a(good, made, route)[1]
    for at in children:
        each = precursor(fields, at, product, year, scenario)
        see += Decimal(fields[at][2]) * each[0] if kind == "o" else Decimal(0)
        benchmark += Decimal(fields[at][2]) * each[1]
    return see, benchmark


def highest(code: str) -> Line:
    """Line of Annex IV, for an origin that is not known."""
    for size in (10, 8, 6, 4):
        found = by("cbam_precursor_defaults", "cn_code").get((code[:size],))
        if found and len(code) >= size:
            return found
    raise Refused("precursor_no_default")


#: procedures after which nothing is due, and one that must be told apart first
NOTHING_DUE, OPEN = ("returned_goods", "not_released"), ("re_importation",)


def released(line: Line) -> Line:
    """The good that the line is about, unless its customs procedure decides otherwise."""
    procedure = line.get("customs_procedure", "")
    try:
        good = good_of(line["cn_code"])
    except Refused as why:
        if procedure == "inward_processing" and str(why) in ("cn_not_in_annex_i", "cn_excepted"):
            raise Refused("inward_not_listed") from None
        raise
    if procedure in (*NOTHING_DUE, *OPEN):
        raise Refused(procedure)
    return good


def one(line: Line, scenario: str, path: str | None) -> dict:
    """Status and figures of one line, before the 50-tonne rule."""
    year, _, quarter = line["period"].partition("-Q")
    if int(year) < 2026:
        raise Refused("before_start")
    if int(year) > LAST_YEAR:
        raise Refused("after_end")
    country = by("cbam_countries", "country").get((line["origin"],))
    if country is None or country["kind"] == "table":
        raise Refused("origin_unknown")
    mass = Decimal(line["net_mass_t"])
    if mass < 0:
        raise Refused("mass_negative")
    if country["exempt"] == "true":
        return {"status": "exempt", "cost": Decimal(0), "certificates": Decimal(0)}
    good = released(line)
    see, free = emissions(line, good, line["origin"], int(year), scenario)
    price = price_of(line, int(year), quarter, path)
    paid = Decimal(line.get("carbon_price_paid_eur_per_t_co2e") or 0)
    reduction = paid * see / price if line.get("basis") == "actual" else Decimal(0)
    owed = max(Decimal(0), see - free - reduction) * mass
    return {
        "status": "ok",
        "cost": owed * price,
        "certificates": owed,
        "mass": mass,
        "year": int(year),
        "sector": good["sector"],
    }


def assess(lines: list[Line], scenario: str = "law", path: str | None = None) -> list[dict]:
    """Answers in the order of the lines; `reason` for refused ones."""
    answers = []
    for line in lines:
        try:
            answers.append(one(line, scenario, path) | {"importer": line.get("importer", "")})
        except Refused as why:
            outside = str(why) in ("cn_not_in_annex_i", "cn_excepted", *NOTHING_DUE)
            status = "not_covered" if outside else "refused"
            answers.append({"status": status, "reason": str(why), "importer": line.get("importer", "")})
    counted: dict[tuple[str, int], Decimal] = {}
    sectors = by("cbam_sectors", "sector")
    for answer in answers:
        if answer["status"] == "ok" and sectors[(answer["sector"],)]["threshold_applies"] == "true":
            key = (answer["importer"], answer["year"])
            counted[key] = counted.get(key, Decimal(0)) + answer["mass"]
    for answer in answers:
        key = (answer["importer"], answer.get("year", 0))
        if answer["status"] == "ok" and sectors[(answer["sector"],)]["threshold_applies"] == "true":
            limit = rule("cbam_parameters", answer["year"], scenario, parameter="mass_threshold")
            if counted[key] <= limit:
                answer |= {"status": "below_threshold", "cost": Decimal(0), "certificates": Decimal(0)}
    return answers
