"""A data sheet as a supplier's file, so that it can be sent wherever one is taken."""

from __future__ import annotations

from typing import Any

from atlas.cbam.files import data_sheet_reading
from atlas.cbam.files.cells import written
from atlas.cbam.files.supplier_values import (
    MISSING,
    NOTED,
    REFUSED,
    TAKEN,
    SupplierFile,
    SupplierGood,
    Told,
)
from atlas.cbam.files.table import Upload

#: field of the account by column of the sheet; the others concern the row as a whole
FIELDS = {
    "installation": "installation",
    "cn_code": "cn_code",
    "name": "product",
    "origin": "country",
    "period": "period_start",
    "direct_t_per_t": "direct",
    "indirect_t_per_t": "indirect",
    "precursors": "precursor",
    "electricity_mwh_per_t": "electricity",
    "carbon_price_paid_eur_per_t_co2e": "price",
}
#: columns that the calculation does not use
INFORMATION = ("electricity_mwh_per_t",)


def read(upload: Upload) -> SupplierFile:
    """The rows that the supplier filled in, and an account of each of their fields."""
    sheet = data_sheet_reading.rows(upload)
    kept = sheet.rows.loc[sheet.rows["filled"]].to_dict("records")
    account = [told for place, row in enumerate(kept) for told in _account(row, place)]
    for wrong in sheet.problems:
        name, _, cell = wrong.column.rpartition("!")
        field = FIELDS.get(wrong.name, "row")
        account.append(Told(REFUSED, field, wrong.code, wrong.value, name, cell))
    year = _one(kept, "period")
    return SupplierFile(
        "data_sheet",
        _one(kept, "installation"),
        _one(kept, "origin"),
        f"{year}-01-01" if year else "",
        f"{year}-12-31" if year else "",
        tuple(_good(row) for row in kept),
        tuple(account),
    )


def _one(rows: list[dict[Any, Any]], name: str) -> str:
    """What all rows say; empty where they differ."""
    said = {str(row[name]) for row in rows}
    return said.pop() if len(said) == 1 else ""


def _good(row: dict[Any, Any]) -> SupplierGood:
    return SupplierGood(
        name=str(row["name"]),
        cn_codes=(str(row["cn_code"]),) if row["cn_code"] else (),
        direct=_figure(row["direct_t_per_t"]),
        indirect=_figure(row["indirect_t_per_t"]),
        route=str(row["production_route"]),
        chain=str(row["precursors"]),
        carbon_price=_figure(row["carbon_price_paid_eur_per_t_co2e"]),
    )


def _figure(value: Any) -> float | None:
    return None if value is None or value != value else float(value)


def _account(row: dict[Any, Any], place: int) -> list[Told]:
    """What a row holds and lacks."""
    found = []
    for column, field in FIELDS.items():
        value = row[column]
        blank = value is None or value != value or value == ""
        state = MISSING if blank else NOTED if column in INFORMATION else TAKEN
        code = "empty" if blank else "for_information" if state == NOTED else ""
        text = "" if blank else written(value)
        found.append(Told(state, field, code, text, cell=str(int(row["row"])), good=place))
    return found
