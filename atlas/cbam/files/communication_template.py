"""The European Commission's communication template: an installation's goods with their emissions.

Installations outside the EU fill it in for their buyers. It exists in several versions and languages,
so sheets and columns are found by their words (`supplier_words`), wherever they stand. Formulas are
never run: a cell counts with the value that the file stores. Each field of the account names its cell.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from atlas import tables
from atlas.cbam.engine import chain
from atlas.cbam.files import supplier_cells as cells
from atlas.cbam.files.cells import written
from atlas.cbam.files.supplier_cells import Grid, Place
from atlas.cbam.files.supplier_values import (
    MISSING,
    NOTED,
    REFUSED,
    TAKEN,
    SupplierFile,
    SupplierGood,
    Told,
)
from atlas.cbam.files.supplier_words import Words
from atlas.cbam.files.table import Unreadable, Upload
from atlas.cbam.files.template_installation import installation, labels, text
from atlas.cbam.files.template_precursors import Precursors
from atlas.cbam.law import exchange

KIND = "communication_template"
#: the template's own dictionary, which it hides
HIDDEN = ("Translations",)
GOODS = ("process", "category", "cn_code", "cn_name", "product", "direct", "indirect", "total", "unit")
FIGURES = ("direct", "indirect")
FURTHER = (
    "default_share",
    "electricity_source",
    "electricity",
    "electricity_factor",
    "price_instrument",
    "price_currency",
    "price",
)
#: known headings by which a row is one of goods, and those of which it has at least one
ENOUGH, NAMES = 4, ("cn_code", "product")
ELECTRICITY = "27160000"
#: embedded emissions that differ from their sum by more are told
ROUNDING = 0.002
MOST_GOODS = 500


class _Heads:
    """A row of headings: the sheet, the row, the column of each field and the unit behind a heading."""

    def __init__(self, grid: Grid, row: int, words: Words) -> None:
        self.grid, self.row = grid, row
        self.columns: dict[str, int] = {}
        self.units: dict[str, str] = {}
        for column, cell in enumerate(grid.rows[row]):
            label = words.label(cell)
            for field in (*GOODS, *FURTHER):
                if field in label.fields and field not in self.columns:
                    self.columns[field] = column
                    self.units[field] = label.unit
                    break

    @property
    def enough(self) -> bool:
        """Whether the row is one of goods."""
        own = [field for field in GOODS if field in self.columns]
        return len(own) >= ENOUGH and any(field in own for field in NAMES)

    def at(self, row: int, field: str) -> Place:
        """The cell of a field; an empty one at the heading where the column is missing."""
        if field not in self.columns:
            return Place("", self.grid.name, "")
        return self.grid.at(row, self.columns[field])


def recognises(upload: Upload) -> bool:
    """Whether some sheet has a row of headings of goods."""
    grids, words = _opened(upload)
    return bool(_heads(grids, words))


def read(upload: Upload) -> SupplierFile:
    """What the workbook says. Raises Unreadable where it lists no good."""
    grids, words = _opened(upload)
    account: list[Told] = [
        Told(NOTED, "file", code, value) for code, _, value in upload.problems if code == "errors_unseen"
    ]
    rows = _rows_of_goods(grids, words, account)
    general = installation(grids, words, account)
    year = general[-1][:4]
    goods = [_good(heads, row, place, words, year, account) for place, (heads, row) in enumerate(rows)]
    processes = [written(heads.at(row, "process").value).strip() for heads, row in rows]
    precursors = Precursors(grids, words, goods, processes)
    goods = [
        _with_precursors(good, place, process, precursors, account)
        for place, (good, process) in enumerate(zip(goods, processes, strict=True))
    ]
    return SupplierFile(KIND, *general, tuple(goods), tuple(account))


def _opened(upload: Upload) -> tuple[list[Grid], Words]:
    """The sheets, and the words in which they are written."""
    grids = [Grid(table) for table in upload.tables if table.name not in HIDDEN]
    return grids, Words(table for table in upload.tables if table.name in HIDDEN)


def _heads(grids: list[Grid], words: Words) -> list[_Heads]:
    """Rows of headings of goods, the first of each sheet; the sheet made for buyers, which also names
    the installation, comes first."""
    found = []
    for grid in grids:
        rows = (_Heads(grid, row, words) for row in range(len(grid.rows)))
        heads = next((heads for heads in rows if heads.enough), None)
        if heads:
            found.append(heads)
    return sorted(found, key=lambda heads: not labels(heads.grid, words, "installation"))


def _rows_of_goods(grids: list[Grid], words: Words, account: list[Told]) -> list[tuple[_Heads, int]]:
    """Rows that hold a good, of the first sheet that has any."""
    for heads in _heads(grids, words):
        rows, aside = [], []
        for row in range(heads.row + 1, len(heads.grid.rows)):
            if _Heads(heads.grid, row, words).enough:
                continue
            keys = [heads.at(row, field) for field in ("process", "cn_code", "product", *FIGURES)]
            filled = [place for place in keys if not cells.blank(place.value)]
            # the template's own checks, true or false, stand below its goods
            if all(place.value in ("True", "False") for place in filled):
                continue
            if _example(heads, row, words):
                aside.append(Told(NOTED, "row", "example", written(filled[0].value), *filled[0][1:]))
            elif all(place in keys[:1] for place in filled):
                # a note below the table, or a process without a good
                aside.append(Told(NOTED, "row", "row_without_good", written(filled[0].value), *filled[0][1:]))
            else:
                rows.append((heads, row))
        if len(rows) > MOST_GOODS:
            raise Unreadable("too_many_rows", len(rows))
        account += aside
        if rows:
            return rows
    raise Unreadable("supplier_empty")


def _example(heads: _Heads, row: int, words: Words) -> bool:
    """Whether the template's own example stands in a row."""
    first = min(heads.columns.values())
    marks = [heads.grid.at(row, column).value for column in range(first)]
    names = [heads.at(row, field).value for field in ("process", "product")]
    return any("example" in words.fields(text) for text in (*marks, *names))


def _good(heads: _Heads, row: int, place: int, words: Words, year: str, account: list[Told]) -> SupplierGood:
    """One row as a good; each of its fields goes into the account. ``year`` of the reporting period."""

    def tell(state: str, field: str, code: str, found: Place) -> None:
        shown = written(found.value).strip()[:100]
        account.append(Told(state, field, code, shown, found.sheet, found.cell, place))

    def take(field: str, answer: tuple[Any, str], found: Place) -> Any:
        value, why = answer
        gone = "column_missing" if field not in heads.columns else why
        state = TAKEN if not why else MISSING if why == "empty" else REFUSED
        tell(state, field, gone if why else "", found)
        return value

    name = next((own for field in ("product", "cn_name") if (own := text(heads.at(row, field).value)[0])), "")
    tell(TAKEN if name else MISSING, "product", "" if name else "empty", heads.at(row, "product"))
    code_cell = heads.at(row, "cn_code")
    codes, why = cells.codes(code_cell.value)
    take("cn_code", (codes, "" if codes else why), code_cell)
    if codes and why:
        tell(NOTED, "cn_code", why, code_cell)
    unit, unit_cell = _unit(heads, row, codes, words)
    values: dict[str, float | None] = {}
    for field in FIGURES:
        found = heads.at(row, field)
        value, wrong = cells.intensity(found.value)
        if unit and not wrong:
            tell(REFUSED, field, unit, Place(unit_cell.value, unit_cell.sheet, found.cell or unit_cell.cell))
            values[field] = None
        else:
            values[field] = take(field, (value, wrong), found)
    if unit:
        state = MISSING if unit == "unit_missing" else REFUSED
        tell(state, "unit", unit, unit_cell)
    _check(heads, row, values, tell)
    price = _price(heads, row, year, tell)
    return SupplierGood(name, codes, values["direct"], values["indirect"], carbon_price_per_unit=price)


def _unit(heads: _Heads, row: int, codes: tuple[str, ...], words: Words) -> tuple[str, Place]:
    """(why the unit of the emissions is not that of the goods, empty if it is; its cell)."""
    place = heads.at(row, "unit")
    if why := cells.broken(place.value):
        return why, place
    if cells.blank(place.value):
        behind = next((heads.units[field] for field in FIGURES if heads.units.get(field)), "")
        place = place._replace(value=behind)
        if not behind:
            return "unit_missing", place
    wanted = "t_per_mwh" if codes == (ELECTRICITY,) else "t_per_t"
    fields = words.fields(written(place.value))
    return ("" if wanted in fields else "unit_wrong"), place


def _check(heads: _Heads, row: int, values: dict[str, float | None], tell: Any) -> None:
    """What the other cells of the row say about the figures."""
    direct, indirect = values["direct"], values["indirect"]
    found = heads.at(row, "total")
    total, _ = cells.intensity(found.value)
    if None not in (direct, indirect, total):
        apart = abs((direct or 0.0) + (indirect or 0.0) - (total or 0.0))
        if apart > ROUNDING * max(total or 0.0, 1.0):
            tell(NOTED, "total", "total_differs", found)
    if direct == 0:
        tell(NOTED, "direct", "zero", heads.at(row, "direct"))
    for field in ("default_share", "electricity_source", "electricity", "electricity_factor"):
        found = heads.at(row, field)
        if why := cells.broken(found.value):
            tell(REFUSED, field, why, found)
        elif not cells.blank(found.value) and found.value != 0:
            tell(NOTED, field, "default_share" if field == "default_share" else "for_information", found)


def _price(heads: _Heads, row: int, year: str, tell: Any) -> float | None:
    """Effective carbon price in EUR per tonne of the good; another currency at its mean rate of the year."""
    place = heads.at(row, "price")
    price, why = cells.figure(place.value)
    if why == "empty" or (why == "" and not price):
        tell(MISSING, "price", "column_missing" if "price" not in heads.columns else "empty", place)
        return None
    unit = heads.grid.at(row, heads.columns["price"] + 1).value
    currency = written(heads.at(row, "price_currency").value).strip() or written(unit).partition("/")[0]
    if why:
        tell(REFUSED, "price", why, place)
    elif currency.upper() in ("EUR", "EURO", "€"):
        tell(TAKEN, "price", "", place)
        return price
    else:
        return _converted(price or 0.0, currency, year, place, tell)
    return None


def _converted(price: float, currency: str, year: str, place: Place, tell: Any) -> float | None:
    """A price in another currency, in EUR; refused where no sourced rate of the year is known."""
    shown = f"{written(place.value)} {currency}".strip()
    frames = (tables.load(name) for name in ("fx_reference_rates", "fx_usd_rates"))
    rate = exchange.yearly(currency.upper(), int(year), *frames) if year else None
    if rate is None:
        tell(REFUSED, "price", "currency" if year else "currency_undated", place._replace(value=shown))
        return None
    paid = price / rate.units_per_eur
    end = "" if rate.complete else f" – {rate.period_end:%Y-%m-%d}"
    said = f"{shown} ÷ {rate.units_per_eur:.6g} ({year}{end}) = {paid:.6g} EUR"
    tell(NOTED, "price", "currency_converted", place._replace(value=said))
    return paid


def _with_precursors(
    good: SupplierGood, place: int, process: str, precursors: Precursors, account: list[Told]
) -> SupplierGood:
    """The good with the chain of its process; complex goods without one lack something."""
    steps, asked, told = precursors.of(process)
    account += [each._replace(good=place) for each in told]
    missing = any(each.state in (MISSING, REFUSED) for each in told)
    if not steps and not missing and any(code[:8] in _complex_codes() for code in good.cn_codes):
        account.append(Told(MISSING, "precursor", "precursors_missing", good=place))
        missing = True
    made = chain.write(chain.Chain(chain.WHOLE, steps)) if steps else ""
    return good._replace(chain=made, precursors_missing=missing, open=asked)


@cache
def _complex_codes() -> frozenset[str]:
    """Codes of goods that are made of other goods of Annex I."""
    rows = tables.load("cbam_goods").query("complexity == 'complex'")
    return frozenset(rows["cn_code"])
