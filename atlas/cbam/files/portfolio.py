"""An uploaded portfolio as import lines: tolerant of form, strict about meaning.

`read` answers every wrong thing with a row of ``problems`` (code, row, column, value) and
never with an exception. Pages put the codes of `SEVERITY` into words.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from atlas.cbam.files import cells as cbam_cells
from atlas.cbam.files import upload
from atlas.cbam.files.columns import SEVERITY, Column, Problem, Sheet, flat, known_columns, problems

#: input columns of import lines (design, section 5), in the order of templates and answers
COLUMNS = [
    "line_id",
    "importer",
    "import_date",
    "period",
    "cn_code",
    "origin",
    "net_mass_t",
    "basis",
    "production_route",
    "direct_t_per_t",
    "indirect_t_per_t",
    "precursor_free_allocation_t_per_t",
    "carbon_price_paid_eur_per_t_co2e",
    "certificate_price_eur",
]
NUMBERS = [column for column in COLUMNS if column.endswith(("_t", "_eur", "_co2e"))]
#: columns taken as they stand; `atlas.cbam.engine.assess` reads names of countries
AS_WRITTEN = ["line_id", "importer", "origin"]
REQUIRED = ["cn_code", "origin", "net_mass_t"]
#: further headings people use, beside the names of the terms table; none with a unit we do not take
OTHER_HEADINGS = {
    "line_id": ["id", "line", "line no", "reference", "編號", "编号"],
    "importer": ["declarant", "eori", "company"],
    "import_date": ["date", "date of import", "進口日", "进口日", "日期"],
    "period": ["quarter", "year", "季度", "年度"],
    "cn_code": [
        "cn",
        "cn8",
        "hs code",
        "taric",
        "taric code",
        "commodity code",
        "cn編碼",
        "cn编码",
        "稅則號列",
    ],
    "origin": ["country", "country of origin", "country of production", "產地", "产地", "國家", "国家"],
    "net_mass_t": ["net mass t", "mass t", "tonnes", "tonnage", "net weight t", "公噸", "吨", "噸"],
    "production_route": ["route"],
}


class Portfolio(NamedTuple):
    """What a file held.

    ``lines``: COLUMNS plus ``row`` (row of the user's file, heading counted); texts empty
    where the file says nothing, figures and dates missing. Rows with a problem are not in it.
    ``problems``: ``severity``, ``code``, ``row`` (missing for the file), ``column`` (as the
    user wrote it), ``value``.
    """

    lines: pd.DataFrame
    problems: pd.DataFrame


def read(
    content: bytes, name: str, terms: pd.DataFrame, limits: upload.Limits = upload.LIMITS, letters: str = ""
) -> Portfolio:
    """Read an uploaded CSV, XLSX or Parquet file; never raises for what the file holds.

    ``terms``: the terms table; its vocabularies ``cbam_column`` and ``cbam_basis`` give the
    headings and words a file may use in three languages. ``letters``: further text in the
    languages expected (such as all country names), to tell GB18030 from Big5.
    """
    headings = heading_codes(terms)
    known = frozenset(
        letters + "".join(terms[["name_en", "name_zh_hant", "name_zh_hans"]].to_numpy("str").ravel())
    )
    try:
        found = upload.rows(content, name, known, lambda cells: _score(cells, headings), limits)
        return _lines(found, headings, basis_codes(terms))
    except upload.Unreadable as error:
        column = error.value if error.code == "column_missing" else ""
        value = "" if column else error.value
        return Portfolio(_no_lines(), problems([Problem(error.code, None, column, value)]))


def heading_codes(terms: pd.DataFrame) -> dict[str, str]:
    """Flattened heading → column, for every name a file may use."""
    names = terms.loc[terms["vocabulary"] == "cbam_column"].set_index("code")
    codes: dict[str, str] = {}
    for column in COLUMNS:
        own = [column, *OTHER_HEADINGS.get(column, [])]
        if column in names.index:
            own += [str(names.at[column, f"name_{ending}"]) for ending in ("en", "zh_hant", "zh_hans")]
        codes |= {flat(heading): column for heading in own}
    return codes


def basis_codes(terms: pd.DataFrame) -> dict[str, str]:
    """Flattened word → ``default`` or ``actual``."""
    names = terms.loc[terms["vocabulary"] == "cbam_basis"]
    codes = {"": "default", "default": "default", "actual": "actual"}
    for ending in ("en", "zh_hant", "zh_hans"):
        codes |= dict(zip(names[f"name_{ending}"].map(flat), names["code"], strict=True))
    return codes


def _score(cells: Sequence[str], headings: dict[str, str]) -> int:
    return len({headings[flat(cell)] for cell in cells[:200] if len(cell) < 100 and flat(cell) in headings})


def _no_lines() -> pd.DataFrame:
    frame = pd.DataFrame({"row": pd.Series(dtype="int64")} | {c: pd.Series(dtype="str") for c in COLUMNS})
    return frame.astype(dict.fromkeys(NUMBERS, "float64") | {"import_date": "datetime64[s]"})


def _lines(found: upload.Rows, headings: dict[str, str], bases: dict[str, str]) -> Portfolio:
    heads = list(zip(*(column[:20] for column in found.columns), strict=True))
    top = max(range(len(heads)), key=lambda i: _score(heads[i], headings), default=-1)
    if top < 0 or _score(heads[top], headings) < 2:
        raise upload.Unreadable("headings_missing")
    told = [Problem(code, row, "", value) for code, row, value in found.problems]
    sheet = Sheet(heads[top], found.numbers[top], np.array(found.numbers[top + 1 :], dtype="int64"), told)
    columns = [Column(*pd.factorize(np.array(c[top + 1 :], dtype="object"))) for c in found.columns]
    filled = np.zeros(len(sheet.rows), dtype="bool")
    for column in columns:
        filled |= np.array([bool(cell.strip()) for cell in column.cells], dtype="bool")[column.codes]
    known = known_columns(sheet, columns, headings, bool(found.delimiter))
    for name in REQUIRED + (["import_date"] if "period" not in known else []):
        if name not in known:
            raise upload.Unreadable("column_missing", name)
    if not filled.any():
        raise upload.Unreadable("lines_missing")
    lines = _typed(sheet, known, bases, found.delimiter)
    left_out = {problem.row for problem in told if SEVERITY[problem.code] == "row"}
    kept = filled & ~lines["row"].isin(left_out).to_numpy()
    told.sort(key=lambda problem: problem.row or 0)
    return Portfolio(lines.loc[kept].reset_index(drop=True), problems(told))


def _typed(
    sheet: Sheet, known: dict[str, tuple[str, Column]], bases: dict[str, str], delimiter: str
) -> pd.DataFrame:
    """All COLUMNS with their types; cells that cannot be read are reported and left empty."""
    clean = {
        name: [cbam_cells.clean(cell) for cell in known[name][1].cells] for name in NUMBERS if name in known
    }
    marks = cbam_cells.decimal_marks(itertools.chain.from_iterable(clean.values()))
    if not marks and delimiter == ";":
        # such files come from countries whose decimal mark is the comma
        marks = {","}
    lines = {"row": pd.Series(sheet.rows)}
    for name in COLUMNS:
        heading, column = known.get(name, (name, Column(np.zeros(len(sheet.rows), dtype="int64"), [""])))
        if name in AS_WRITTEN:
            lines[name] = column.each(list(column.cells), "str")
            continue
        cells = clean.get(name, column.cells)
        answers = _answers(name, cells, marks, bases)
        dtype = "float64" if name in NUMBERS else "datetime64[s]" if name == "import_date" else "str"
        lines[name] = column.each([value for value, _ in answers], dtype)
        for code in {code for _, code in answers if code}:
            sheet.tell(code, heading, column, [own == code for _, own in answers])
    return pd.DataFrame(lines)


def _answers(
    name: str, cells: Iterable[str], marks: set[str], bases: dict[str, str]
) -> list[tuple[Any, str]]:
    """(value, code of the problem or empty) of each cell of a column."""
    if name in NUMBERS:
        return [cbam_cells.number(cell, marks) for cell in cells]
    if name == "import_date":
        orders = cbam_cells.day_orders(cells)
        return [cbam_cells.date(cell, orders) for cell in cells]
    if name == "period":
        return [cbam_cells.period(cell) for cell in cells]
    if name == "cn_code":
        return [_code(cell) for cell in cells]
    if name == "production_route":
        return [(cell.strip("() ").upper(), "") for cell in cells]
    words = [bases.get(flat(cell), "") for cell in cells]
    return [(word, "" if word else "basis_unknown") for word in words]


def _code(cell: str) -> tuple[str, str]:
    """A goods code as digits: blanks, dots, apostrophes and a spreadsheet's ``.0`` removed."""
    plain = unicodedata.normalize("NFKC", cell).strip("' \u2019")
    if re.fullmatch(r"\d(?:[.,]\d+)?[eE]\+?\d+", plain):
        return "", "code_rounded"
    whole = re.fullmatch(r"(\d{6,10})\.0", plain)
    return (whole[1] if whole else re.sub(r"[\s.]", "", plain)), ""
