"""Workbooks of the shape of the Commission's communication template, in three layouts, to be damaged.

Figures are made up for the tests: two goods of one installation in Taiwan, screws made of purchased
wire rod and its own billets.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Mapping
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_cell_to_rowcol, xl_rowcol_to_cell

#: edits that no value expresses
ERROR, UNCALCULATED = object(), object()
Cells = dict[tuple[str, str], Any]

HEADS = {
    "D": "Production process from which the products arise",
    "E": "Type of aggregated good or precursor",
    "F": "CN Codes",
    "G": "CN Name",
    "H": "Product name \n(used for communication with reporting declarant, e.g. on invoices)",
    "I": "SEE (direct)",
    "J": "SEE (indirect)",
    "K": "SEE (total)",
    "L": "Unit",
    "M": "Share of emissions by default value",
    "N": "Source for electricity EF",
    "O": "Embedded electricity (MWh/t)",
    "AQ": "Currency",
    "AZ": "Result: Effective CP due (per produced t or MWh)",
}
GOODS = [
    ["Screws", "Iron or steel products", "73181588", "Screws", "M8 hex bolt", 2.1, 0.4, 2.5, "tCO2e/t", 0.1],
    ["Billets", "Crude steel", "7207 19 12", "Semi-finished", "Billet", 1.9, 0.3, 2.2, "tCO2e/t", 0],
]


def commission() -> Cells:
    """The layout of version 2.1.1, sheets and cells where the Commission has them."""
    put: Cells = {}
    labels = [
        ("Name of the installation (English name):", "Kaohsiung Works"),
        ("Street, Number:", "1 Harbour Road"),
        ("Economic activity:", ""),
        ("Country:", "Taiwan"),
        ("Country:", "TW"),
        ("UNLOCODE:", "TWKHH"),
        ("Coordinates of the main emission source (latitude):", ""),
        ("Coordinates of the main emission source (longitude):", ""),
        ("Reporting period start:", dt.date(2026, 1, 1)),
        ("Reporting period end:", dt.date(2026, 12, 31)),
    ]
    sheet = "Summary_Communication"
    put[sheet, "D11"], put[sheet, "G11"], put[sheet, "H11"] = "Parameter", "Value", "(a) "
    for row, (label, value) in enumerate(labels, 12):
        put[sheet, f"D{row}"], put[sheet, f"G{row}"], put[sheet, f"H{row}"] = label, value, f"G{row - 11}"
    _goods(put, sheet, 25)
    _goods(put, "Summary_Products", 9, example=True)
    _processes(put)
    return put


def _goods(put: Cells, sheet: str, head: int, example: bool = False) -> None:
    for column, text in HEADS.items():
        put[sheet, f"{column}{head}"] = text
    if example:
        head += 1
        put[sheet, f"C{head}"] = "Ex."
        for column, value in zip("DEFGHIJKL", GOODS[0], strict=False):
            put[sheet, f"{column}{head}"] = value
    for number, good in enumerate(GOODS, 1):
        put[sheet, f"C{head + number}"] = number
        for column, value in zip("DEFGHIJKLM", good, strict=False):
            put[sheet, f"{column}{head + number}"] = value
        put[sheet, f"AQ{head + number}"] = "EUR"
        put[sheet, f"AZ{head + number}"] = 4.2 if number == 1 else ""
        put[sheet, f"BA{head + number}"] = "EUR/t"


def _processes(put: Cells) -> None:
    """Billets go into screws; wire rod has many codes, so its code is not known; sinter has one."""
    put["A_InstData", "D101"], put["A_InstData", "F101"], put["A_InstData", "L101"] = (
        "ID",
        "Country code",
        "Name",
    )
    for number, country in ((1, "CN"), (2, "JP")):
        put["A_InstData", f"D{101 + number}"] = f"PP{number}"
        put["A_InstData", f"F{101 + number}"] = country
    for number, (name, made) in enumerate((("Screws", 1000), ("Billets", 500)), 1):
        top = 11 + 65 * (number - 1)
        sheet = "D_Processes"
        put[sheet, f"D{top}"], put[sheet, f"G{top}"] = f"Production process {number}:", name
        put[sheet, f"K{top + 4}"], put[sheet, f"L{top + 4}"] = "Unit", "Amounts"
        put[sheet, f"E{top + 13}"] = (
            "Total production within installation (= denominator for SEE calculation):"
        )
        put[sheet, f"L{top + 13}"] = made
        put[sheet, f"E{top + 20}"] = "Consumed in other 'production processes' within the installation:"
        put[sheet, f"K{top + 20}"], put[sheet, f"L{top + 20}"] = "Unit", "Amounts"
    put["D_Processes", "E97"], put["D_Processes", "K97"], put["D_Processes", "L97"] = "Screws", "t", 250
    for number, (name, category, amount) in enumerate(
        (("Wire rod", "Iron or steel products", 800), ("Sinter", "Sintered Ore", 600)), 1
    ):
        top = 14 + 44 * (number - 1)
        sheet = "E_PurchPrec"
        put[sheet, f"D{top}"], put[sheet, f"G{top}"] = f"Purchased precursor {number}:", name
        put[sheet, f"L{top}"] = category
        put[sheet, f"E{top + 13}"] = "Consumed in 'production processes' within the installation:"
        put[sheet, f"K{top + 13}"], put[sheet, f"L{top + 13}"] = "Unit", "Amounts"
        user = "Screws" if number == 1 else "Billets"
        put[sheet, f"E{top + 14}"], put[sheet, f"K{top + 14}"] = user, "t"
        put[sheet, f"L{top + 14}"] = amount


def translated() -> Cells:
    """A language that only the workbook itself knows; goods stand in the sheet of products alone."""
    put = {key: value for key, value in commission().items() if key[0] != "Summary_Communication"}
    put |= {
        ("A_InstData", f"E{row}"): label
        for row, label in ((20, "Name of the installation (English name):"), (26, "Country:"))
    }
    put |= {("A_InstData", "H9"): "Start:", ("A_InstData", "K9"): "End:"}
    put |= {("A_InstData", "I20"): "Kaohsiung Works", ("A_InstData", "I26"): "Taiwan"}
    put |= {("A_InstData", "I9"): dt.date(2026, 1, 1), ("A_InstData", "L9"): dt.date(2026, 12, 31)}
    put |= {("A_InstData", "E41"): "Country:", ("A_InstData", "I41"): "Germany"}
    words = {text: f"낱말 {chr(0xAC00 + at)}" for at, text in enumerate([*HEADS.values(), "Country:", "Ex."])}
    for key, value in list(put.items()):
        put[key] = words.get(value, value) if isinstance(value, str) else value
    for row, (english, own) in enumerate(words.items(), 5):
        put["Translations", f"A{row}"], put["Translations", f"B{row}"] = row, own
        put["Translations", f"C{row}"] = english
    return put


def german() -> Cells:
    """Another version: German headings, other order, other rows and sheets, no sheets of processes."""
    put: Cells = {}
    sheet = "Mitteilung"
    heads = ["KN-Codes", "Produktname", "Einheit", "SEE (indirekt)", "SEE (direkt)", "Produktionsprozess"]
    for at, (label, value) in enumerate(
        (
            ("Name der Anlage:", "Kaohsiung Works"),
            ("Land:", "Taiwan"),
            ("Beginn des Berichtszeitraums:", "2026-01-01"),
            ("Ende des Berichtszeitraums:", "31.12.2026"),
        ),
        5,
    ):
        put[sheet, f"B{at}"], put[sheet, f"C{at}"] = label, value
    for column, text in zip("CDEFGH", heads, strict=True):
        put[sheet, f"{column}31"] = text
    for row, good in enumerate(GOODS, 32):
        own = (
            good[2],
            good[4],
            "tCO2e/t",
            str(good[6]).replace(".", ","),
            str(good[5]).replace(".", ","),
            good[0],
        )
        for column, value in zip("CDEFGH", own, strict=True):
            put[sheet, f"{column}{row}"] = value
    return put


def book(put: Cells, edits: Mapping[tuple[str, str], Any] | None = None) -> bytes:
    """The workbook of such cells, some edited. The template's own dictionary is hidden, as there."""
    content = io.BytesIO()
    cells = put | dict(edits or {})
    uncalculated = [key for key, value in cells.items() if value is UNCALCULATED]
    with xlsxwriter.Workbook(content, {"default_date_format": "yyyy-mm-dd"}) as made:
        for name in dict.fromkeys(sheet for sheet, _ in cells):
            sheet = made.add_worksheet(name)
            if name == "Translations":
                sheet.hide()
            for (own, address), value in cells.items():
                if own == name and value not in ("", None):
                    _write(sheet, address, value)
    return _without_values(content.getvalue(), uncalculated, cells)


def _write(sheet: Any, address: str, value: Any) -> None:
    if value is ERROR:
        sheet.write_formula(address, "=1/0", None, "#DIV/0!")
    elif value is UNCALCULATED:
        sheet.write_formula(address, "=1+1", None, 987654)
    elif isinstance(value, dt.date):
        sheet.write_datetime(address, dt.datetime(value.year, value.month, value.day))
    else:
        sheet.write(address, value)


def _without_values(content: bytes, places: list[tuple[str, str]], cells: Cells) -> bytes:
    """Formulas without the value that a calculation would have stored."""
    if not places:
        return content
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.namelist():
            new.writestr(part, old.read(part).replace(b"<v>987654</v>", b""))
    return out.getvalue()


def moved(put: Cells, rows: int, columns: int) -> Cells:
    """All cells further down and to the right."""
    found = {}
    for (sheet, address), value in put.items():
        row, column = xl_cell_to_rowcol(re.sub(r"\$", "", address))
        found[sheet, xl_rowcol_to_cell(row + rows, column + columns)] = value
    return found
