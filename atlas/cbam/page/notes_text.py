"""What was replaced, assumed or is open for one good: said where the figure stands."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from atlas import terms
from atlas.app import cache
from atlas.cbam.answers.good import Case, Good
from atlas.cbam.law import rule_sets
from atlas.cbam.law.names_text import countries
from atlas.cbam.page.text import act, default_label, exact, route_name
from atlas.language import Language


def notes(case: Case, lang: Language) -> list[str]:
    """Sentences about an assessed good, the most important first."""
    good, line = case.good, case.above
    if line["status"] != "ok":
        return []
    found = [*_proposal(good, lang), *_emissions(line, good, lang), *_benchmark(line, lang)]
    return [*found, *_price(case, lang), *_own_values(case, lang), *_open(line, case, lang)]


def _proposal(good: Good, lang: Language) -> list[str]:
    if good.scenario == rule_sets.LAW:
        return []
    return [lang.text("COM(2026) 616 is a proposal of July 2026, not law.")]


def _emissions(line: pd.Series, good: Good, lang: Language) -> list[str]:
    _ = lang.text
    see_from = str(line["see_from"])
    if not see_from.startswith("XX"):
        return []
    place = countries(lang)[good.origin]
    own_table = bool(cache.table("cbam_countries").set_index("country").at[good.origin, "has_table"])
    label = default_label(see_from, lang)
    if own_table:
        return [
            _(
                "The table has no value for this good from {origin}. The law then takes “other countries”: {label}.",
                origin=place,
                label=label,
            )
        ]
    return [
        _(
            "{origin} has no table of its own. The law then takes “other countries”: {label}.",
            origin=place,
            label=label,
        )
    ]


def _benchmark(line: pd.Series, lang: Language) -> list[str]:
    _ = lang.text
    found = []
    choice = str(line["route_choice"])
    if choice == "highest_of_compound":
        found.append(
            _(
                "The table names several routes. The law takes the highest benchmark among them: {route}.",
                route=route_name(line, lang),
            )
        )
    if choice == "given" and line["see_from"] != "actual":
        found.append(_("The table names no route; yours is used: {route}.", route=route_name(line, lang)))
    year = int(line["declaration_due"].year) - 1
    status = cache.table("cbam_benchmark_years").set_index("production_year")["status"]
    if pd.notna(line["benchmark_year"]) and status[year] == "provisional":
        found.append(
            _("The benchmark for {year} is provisional: the Commission has announced a revision.", year=year)
        )
    if pd.notna(line["benchmark_year"]) and status[year] == "assumption":
        found.append(
            _(
                "For {year} neither benchmarks nor the correction factor exist yet. Those of {last} are carried on.",
                year=year,
                last=int(line["benchmark_year"]),
            )
        )
    return found


def _price(case: Case, lang: Language) -> list[str]:
    _, line, good = lang.text, case.above, case.good
    known = cache.table("cbam_certificate_prices").set_index("period")
    price = lang.money(line["certificate_price_eur"])
    if line["price_from"] == "user":
        published = known["price_eur"].get(good.period)
        if published is not None and pd.notna(published):
            return [_("Your price stands in place of the published {price}.", price=lang.money(published))]
        return []
    if line["price_from"] != "scenario":
        return []
    return [_assumed(case, price, lang)]


def _assumed(case: Case, price: str, lang: Language) -> str:
    """What a price rests on that is not published: due, overdue, or unknown by nature."""
    _, good = lang.text, case.good
    known = cache.table("cbam_certificate_prices").set_index("period")
    paths = cache.table("cbam_price_paths").set_index("price_path")
    values = {
        "price": price,
        "basis": terms.name("price_basis", str(paths.at[good.price_path, "basis"]), lang),
    }
    if good.period not in known.index:
        return _(
            "From 2027 the price of the week of purchase counts, which nobody knows. {price} is assumed: {basis}.",
            **values,
        )
    values |= {"period": lang.period(good.period), "due": lang.date(known.at[good.period, "published"])}
    if case.overdue:
        return _(
            "The price of {period} should have been published on {due} but is not in the data yet. {price} is assumed: {basis}.",
            **values,
        )
    return _("The price of {period} is published on {due}. Until then {price} is assumed: {basis}.", **values)


def of_lines(lang: Language) -> dict[str, str]:
    """What is noted about a line (`atlas.cbam.engine.result.NOTES`), by code."""
    _ = lang.text
    return {
        "route_not_used": _("Your route is not used: with default values the table's own route counts."),
        "precursors_missing": _(
            "No precursors are entered, so the free allocation is close to nothing. Add them below."
        ),
        "precursor_factor_zero": _(
            "In this year nothing stays free, so the free allocation of precursors entered does not count."
        ),
        "indirect_not_counted": _(
            "Your indirect emissions are not counted: for this good only direct ones are."
        ),
        "carbon_price_needs_actual": _(
            "The carbon price paid is not deducted: that needs actual, verified values."
        ),
        "functional_unit": _(
            "For this good the law counts actual values per another unit than tonnes of product. Convert them first."
        ),
    } | _of_procedures(lang)


def _of_procedures(lang: Language) -> dict[str, str]:
    _ = lang.text
    return {
        "inward_processing": _(
            "After inward processing the goods that were placed under it count. The goods are counted as if they were those; if they were processed, enter those instead."
        ),
        "outward_processing": _(
            "After outward processing only the emissions of the work abroad count. A default value covers the whole good, so the cost shown is too high."
        ),
        "document_code": _(
            "A document code of the customs declaration is information; it changes no figure."
        ),
        "procedure_unknown": _(
            "The customs procedure is not known; the line is counted as released for free circulation."
        ),
    }


def portfolio(counts: pd.Series, documents: pd.Series, lang: Language) -> list[str]:
    """Notes of many lines with how many they concern; ``documents`` counts document codes."""
    texts, names = of_lines(lang), terms.names("customs_document", lang)
    found = [
        lang.sentences([lang.plural("{count} line:", "{count} lines:", int(count)), texts[str(code)]])
        for code, count in counts.items()
    ]
    known = [
        _counted(f"{code} ({names[str(code)]})" if code in names else str(code), int(count), lang)
        for code, count in documents.items()
    ]
    return [*found, *([lang.join(known)] if known else [])]


def _counted(what: str, count: int, lang: Language) -> str:
    return lang.plural("{what}: {count} line", "{what}: {count} lines", count, what=what)


def _own_values(case: Case, lang: Language) -> list[str]:
    _, line, good, texts = lang.text, case.above, case.good, of_lines(lang)
    noted = [] if pd.isna(line["note"]) else str(line["note"]).split(";")
    found = [texts[code] for code in noted]
    if good.basis == "actual" and good.precursor_free and not good.precursors:
        found.append(
            _(
                "The free allocation of precursors entered holds the factor of {year}. Other years and rules take it by the ratio of the factors.",
                year=good.year,
            )
        )
    if float(line["carbon_price_reduction_t"]):
        found.append(_("The rules on the deduction are still a draft, so this deduction is an estimate."))
    return found


def doubts(found: Sequence[tuple[str, float]], lang: Language) -> list[str]:
    """Warnings about figures of a plant (`plausibility.doubts`)."""
    _ = lang.text
    texts = {
        "kilograms": _("More than {figure} t of CO₂e per tonne is unlikely: are these kilograms?"),
        "far_above": _(
            "More than twice the highest default value of any country ({figure} t CO₂e per tonne). Check unit and scope."
        ),
        "far_below": _(
            "Less than half of the lowest EU benchmark ({figure} t CO₂e per tonne). Check that precursors are included."
        ),
        "price_above": _(
            "The carbon price paid is above the price of a certificate ({figure} EUR). Check it."
        ),
    }
    return [texts[code].format(figure=exact(figure, lang, 3)) for code, figure in found]


def verifier(
    even: float | None, fee: float | None, weeks: float | None, due: pd.Timestamp, lang: Language
) -> str:
    """What a verifier's fee does to the break-even, and by when the verifier must start."""
    _ = lang.text
    said = []
    if fee is not None and even is None:
        said.append(
            _(
                "A fee of {fee} is more than these goods cost with the default value: verification does not pay for them alone.",
                fee=lang.money(fee, digits=0),
            )
        )
    elif fee is not None and even is not None:
        said.append(
            _(
                "With a fee of {fee} for these goods, verification pays below {even} t CO₂e per tonne.",
                fee=lang.money(fee, digits=0),
                even=lang.number(even, 3),
            )
        )
    if weeks is not None:
        said.append(
            _(
                "The declaration is due on {due}: the verifier must start by {start}.",
                due=lang.date(due),
                start=lang.date(due - pd.Timedelta(weeks=weeks)),
            )
        )
    return lang.sentences(said)


def electricity(limit: float, lang: Language) -> str:
    """When an actual factor of electricity may be used."""
    return lang.text(
        "An actual factor of electricity needs all of these: a power purchase agreement; a direct line or a grid without congestion; at most {limit} t CO₂ per MWh; hourly matching; and a verifier’s monthly check. The default factor of a grid has no limit.",
        limit=lang.number(limit, 2),
    )


def _open(line: pd.Series, case: Case, lang: Language) -> list[str]:
    _, limit, row = lang.text, case.limit_t, case.row
    found = []
    if pd.notna(line["importer_year_t"]) and case.tonnes <= 2 * limit:
        found.append(
            _(
                "Nothing is due if all CBAM goods of the importer stay at or below {limit} t in the calendar year. One kilogram more, and all of them count.",
                limit=lang.number(limit),
            )
        )
    if row["functional_unit"] == "tonne_clinker" and case.good.basis == "default":
        found.append(
            _(
                "Open: the law leaves it unclear whether default values of cement count per tonne of product. They do here."
            )
        )
    if row["indirect_in_scope"] and pd.notna(line["indirect_t_per_t_used"]) and line["certificates_t"] == 0:
        found.append(
            _(
                "Open: free allocation is set against direct and indirect emissions together here; one reading of the law sets it against direct ones only."
            )
        )
    found.append(
        _(
            "Open: no rule says how certificates are rounded. {certificates} is shown unrounded; a year's total would be rounded up.",
            certificates=exact(line["certificates_t"], lang, 3),
        )
    )
    return found


def sources(good: Good) -> list[str]:
    """Keys of the acts and data behind one good."""
    law = ["EU-2023-956", "EU-2026-1740" if good.basis == "default" else "EU-2025-2547", "EU-2025-2620"]
    factor = "EU-2003-87" if good.scenario == rule_sets.LAW else "EU-COM-2026-616"
    return [*law, factor, "EU-2026-1862", "EC-CBAM-PRICES"]


def acts_of(lines: pd.Series, lang: Language) -> list[str]:
    """Distinct legal bases of assessed lines, in words."""
    return [act(str(text), lang) for text in lines.dropna().unique()]
