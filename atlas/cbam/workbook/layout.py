"""What stands where in the workbook: cells, references and formulas, before they are written.

The formulas repeat the steps of `atlas.cbam.engine.assess` for one line:
``certificates = max(0, mass x SEE x (1 + mark-up) - mass x factor x correction x (benchmark + those of
precursors) - paid x embedded / price)``, times 1 or 0 for the 50-tonne rule.
"""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
from xlsxwriter.utility import xl_col_to_name

from atlas.cbam.answers.totals import keys
from atlas.cbam.files.carried import PREFIX
from atlas.cbam.law.rules import Rules
from atlas.cbam.workbook.cells import Block, Code, Column, Formula, Heading, Plan, Row

#: how a refused line is recognised
IDENTITY = ["row", "line_id", "importer", "import_date", "period", "cn_code", "origin", "net_mass_t", "basis"]

#: columns of the sheet Lines: name → (form, vocabulary of its codes)
LAYOUT = {
    "line_id": ("text", ""),
    "importer": ("text", ""),
    "period": ("text", ""),
    "cn_code": ("text", ""),
    "heading": ("text", ""),
    "origin": ("text", ""),
    "sector": ("text", "cbam_sector"),
    "basis": ("text", "cbam_basis"),
    "status": ("text", "cbam_status"),
    "group": ("number", ""),
    "net_mass_t": ("input", ""),
    "see_from": ("text", ""),
    "see_t_per_t": ("t", ""),
    "markup": ("share", ""),
    "embedded_t": ("t", ""),
    "benchmark_t_per_t": ("t", ""),
    "cbam_factor": ("t", ""),
    "cscf": ("t", ""),
    "precursor_benchmark_t_per_t": ("input", ""),
    "free_allocation_t": ("t", ""),
    "carbon_price_paid_eur_per_t_co2e": ("input", ""),
    "certificate_price_eur": ("eur", ""),
    "carbon_price_reduction_t": ("t", ""),
    "applies": ("plain", ""),
    "certificates_t": ("t", ""),
    "cost_eur": ("eur", ""),
    "cost_eur_per_t": ("eur", ""),
    "precursors": ("text", ""),
}
LETTER = {name: xl_col_to_name(at) for at, name in enumerate(LAYOUT)}


def plan(assessed: pd.DataFrame, rules: Rules, names: dict[str, str]) -> Plan:
    """Lay out the assessed lines (refused ones left to their own sheet); ``names``: sheet names by key."""
    sheet = _quoted(names)
    lines = _prepared(assessed, rules)
    used = lines["status"] != "exempt"
    tables: dict[str, list[Row]] = {"prices": [], "rules": []}

    default = used & (lines["see_from"] != "actual")
    formulas = _rules(lines, sheet, tables, used, default)
    # actual intensities are the user's own figures and stand in the line
    own = (used & ~default).tolist()
    formulas["see_t_per_t"] = [
        "" if mine else text for mine, text in zip(own, formulas["see_t_per_t"], strict=True)
    ]
    tables["threshold"], formulas["applies"] = _threshold(lines, rules, sheet, tables["rules"])
    formulas |= _steps(len(lines))
    tables["totals"] = _totals(lines, sheet["lines"])
    columns = [
        Column(name, form, vocabulary, lines[name].tolist(), formulas.get(name))
        for name, (form, vocabulary) in LAYOUT.items()
    ]
    columns += [
        Column(name, "number" if name == "row" else "text", "", lines[name].tolist())
        for name in own_columns(assessed)
    ]
    return Plan(len(lines), columns, tables)


def own_columns(assessed: pd.DataFrame) -> list[str]:
    """Where a line stands in its file, and the file's columns that the calculation does not use. They
    come last: formulas refer to the columns of LAYOUT by their letters."""
    several = "sheet" in assessed and assessed["sheet"].nunique() > 1
    place = [name for name in ("row", *(["sheet"] if several else [])) if name in assessed]
    return [*place, *(str(name) for name in assessed if str(name).startswith(PREFIX))]


def _rules(
    lines: pd.DataFrame,
    sheet: dict[str, str],
    tables: dict[str, list[Row]],
    used: pd.Series,
    default: pd.Series,
) -> dict[str, list[str]]:
    """Formulas that refer to one row of the sheets of prices and rules, which are filled on the way."""

    def block(
        key: str, *headings: str, where: pd.Series = used, vocabularies: tuple[str, ...] = ()
    ) -> list[str]:
        plain = list(vocabularies) or [""] * (len(headings) - 1)
        return Block(sheet[key], tables[key], list(headings), plain).add(lines, where)

    return {
        "certificate_price_eur": block(
            "prices", "period", "price_from", "certificate_price_eur", vocabularies=("", "price_from")
        ),
        "cbam_factor": block("rules", "year", "cbam_factor"),
        "cscf": block("rules", "year", "cscf"),
        "markup": block("rules", "sector", "year", "markup", where=default, vocabularies=("cbam_sector", "")),
        "benchmark_t_per_t": block(
            "rules",
            "cn_code",
            "benchmark_column",
            "benchmark_route",
            "benchmark_t_per_t",
            where=used & lines["benchmark_column"].notna(),
        ),
        "see_t_per_t": block("rules", "see_from", "see_t_per_t", where=default),
    }


def _quoted(names: dict[str, str]) -> dict[str, str]:
    """Names of sheets as formulas write them."""
    for name in names.values():
        if not re.fullmatch(r"[\w ]{1,31}", name):
            raise ValueError(f"{name!r} cannot be the name of a sheet in a formula")
    return {key: f"'{name}'" for key, name in names.items()}


def _prepared(assessed: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """Lines that are not refused, with every column of LAYOUT; figures of exempt lines are 0."""
    lines = assessed.loc[~assessed["status"].isin(["refused", "not_covered"])].reset_index(drop=True)
    numbers = pd.Series(range(1, len(lines) + 1), index=lines.index).astype("str")
    marks = (
        lines["line_id"].fillna("").astype("str") if "line_id" in lines else pd.Series("", index=lines.index)
    )
    lines["line_id"] = marks.where(marks != "", lines.get("row", numbers).astype("str"))
    own = keys(lines, rules)
    for column in own:
        lines[column] = own[column]
    for column in ("status", "see_from", "price_from", "benchmark_route"):
        lines[column] = lines[column].astype("object").where(lines[column].notna(), "").astype("str")
    actual = lines["see_from"] == "actual"
    lines["basis"] = np.where(actual, "actual", "default")
    # one column for the three ways to give precursors: the sum of benchmarks that each comes down to
    lines["precursor_benchmark_t_per_t"] = lines["precursor_benchmark_t_per_t_used"].where(actual)
    lines["precursors"] = lines["precursors"].fillna("").astype("str") if "precursors" in lines else ""
    paid = "carbon_price_paid_eur_per_t_co2e"
    given = lines[paid] if paid in lines else pd.Series(np.nan, index=lines.index)
    lines[paid] = pd.to_numeric(given, errors="coerce").where(actual)
    lines["net_mass_t"] = pd.to_numeric(lines["net_mass_t"]).astype("float64")
    counted = lines["importer_year_t"].notna()
    group = lines.loc[counted].groupby(["importer", "year"], sort=True).ngroup() + 1
    lines["group"] = group.reindex(lines.index).astype("float64")
    lines["applies"] = (lines["status"] == "ok").astype("float64")
    figures = [name for name, (form, _) in LAYOUT.items() if form in ("t", "eur", "share")]
    lines[figures] = lines[figures].astype("float64").fillna(0.0)
    return lines


def _steps(size: int) -> dict[str, list[str]]:
    """The formulas of each line over its own cells."""
    patterns = {
        "embedded_t": "={net_mass_t}*{see_t_per_t}*(1+{markup})",
        "free_allocation_t": "={net_mass_t}*{cbam_factor}*{cscf}*({benchmark_t_per_t}"
        "+{precursor_benchmark_t_per_t})",
        "carbon_price_reduction_t": "=IF({certificate_price_eur}>0,"
        "{carbon_price_paid_eur_per_t_co2e}*{embedded_t}/{certificate_price_eur},0)",
        "certificates_t": "=MAX(0,{embedded_t}-{free_allocation_t}-{carbon_price_reduction_t})*{applies}",
        "cost_eur": "={certificates_t}*{certificate_price_eur}",
        "cost_eur_per_t": "=IF({net_mass_t}>0,{cost_eur}/{net_mass_t},0)",
    }
    made = {}
    for name, pattern in patterns.items():
        ready = pattern.format(**{column: letter + "%d" for column, letter in LETTER.items()})
        count = ready.count("%d")
        made[name] = [ready % ((row,) * count) for row in range(2, size + 2)]
    return made


def _threshold(
    lines: pd.DataFrame, rules: Rules, sheet: dict[str, str], rule_rows: list[Row]
) -> tuple[list[Row], list[str]]:
    """The 50-tonne rule for each importer and year, and for each line whether it applies (1 or 0)."""
    rule_rows.append([Heading("year"), Heading("threshold_t")])
    limits = {year: float(limit) for year, limit in zip(rules.years, rules.threshold_t, strict=True)}
    held = lines.loc[lines["group"].notna()].drop_duplicates("group").sort_values("group")
    place: dict[int, int] = {}
    for year in sorted({int(year) for year in held["year"]}):
        rule_rows.append([str(year), limits[year]])
        place[year] = len(rule_rows)
    rows: list[Row] = [
        [Heading(c) for c in ("group", "importer", "year", "counted_t", "threshold_t", "applies")]
    ]
    mass, group = (f"{sheet['lines']}!{_range(name, lines)}" for name in ("net_mass_t", "group"))
    figures = held[["importer", "year", "importer_year_t"]].to_numpy(dtype="object")
    for number, (importer, written, tonnes) in enumerate(figures, start=2):
        year = int(written)
        rows.append(
            [
                number - 1,
                str(importer),
                str(year),
                Formula(f"=SUMIFS({mass},{group},A{number}){_beyond(lines, number - 1)}", float(tonnes), "t"),
                Formula(f"={sheet['rules']}!$B${place[year]}", limits[year], "t"),
                Formula(
                    f"=IF(ROUND(D{number},6)>E{number},1,0)",
                    float(round(float(tonnes), 6) > limits[year]),
                    "plain",
                ),
            ]
        )
    always = np.where(lines["status"] == "exempt", "=0", "=1")
    own = f"={sheet['threshold']}!$F$"
    applies = [
        f"{own}{int(g) + 1}" if g == g else str(a) for g, a in zip(lines["group"], always, strict=True)
    ]
    return rows, applies


def _beyond(lines: pd.DataFrame, group: int) -> str:
    """Tonnes of refused lines, which stand on another sheet and count towards the threshold all the same."""
    own = lines.loc[lines["group"] == group]
    more = float(own["importer_year_t"].iloc[0] - own["net_mass_t"].sum())
    return f"+{more!r}" if more > 1e-6 else ""


def _range(column: str, lines: pd.DataFrame) -> str:
    return f"${LETTER[column]}$2:${LETTER[column]}${len(lines) + 1}"


def _totals(lines: pd.DataFrame, sheet: str) -> list[Row]:
    """Total cost, and sums by sector, heading, origin and period over the sheet Lines."""
    sums = ["embedded_t", "free_allocation_t", "certificates_t", "cost_eur"]
    whole: Row = [Heading("cost_eur")]
    whole.append(Formula(f"=SUM({sheet}!{_range('cost_eur', lines)})", float(lines["cost_eur"].sum()), "eur"))
    rows: list[Row] = [whole, []]
    for key in ("sector", "heading", "origin", "period"):
        rows.append([Heading(key), *map(Heading, sums)])
        found = lines.groupby(key, sort=True)[sums].sum()
        for code, values in zip(found.index, found.to_numpy(), strict=True):
            number = len(rows) + 1
            row: Row = [Code(LAYOUT[key][1], str(code))]
            for column, value in zip(sums, values, strict=True):
                text = f"=SUMIFS({sheet}!{_range(column, lines)},{sheet}!{_range(key, lines)},$A{number})"
                row.append(Formula(text, float(value), "eur" if column == "cost_eur" else "t"))
            rows.append(row)
        rows.append([])
    return rows
