"""Number columns: the decimal mark that a column shows, or the reader says; values that cannot be."""

from __future__ import annotations

from typing import Any

import numpy as np

from atlas.cbam.files import cells
from atlas.cbam.files.columns import Column
from atlas.cbam.files.source import Source

DIRECT = "direct_t_per_t"
#: tonnes of CO2e per tonne, read by `cells.number_per_tonne`
INTENSITIES = (DIRECT, "indirect_t_per_t", "precursor_benchmark_t_per_t", "precursor_free_allocation_t_per_t")
#: above this a direct intensity is likely in kilograms, or of the whole line
UNLIKELY_INTENSITY = 30.0


def numbers(source: Source, name: str) -> Any:
    """The figures of a column, missing where there are none."""
    if name not in source.columns:
        return np.full(source.size, np.nan)
    values, _ = figures(source, name, source.column(name), units=False)
    if name == DIRECT:
        values = _per_tonne(source, values)
    return values


def figures(source: Source, name: str, column: Column, units: bool) -> tuple[Any, Any]:
    """(figure, unit written in the cell) of each row; cells that cannot be read are reported.

    ``units``: whether a unit of mass may stand behind the figure.
    """
    plain = [cells.clean(cell) for cell in column.cells]
    pairs = [cells.take_unit(cell) if units else (cell, "") for cell in plain]
    marks = cells.decimal_marks(cell for cell, _ in pairs)
    answers = [cells.number(cell, marks) for cell, _ in pairs]
    if any(code == "number_ambiguous" for _, code in answers):
        answers = _decided(source, name, column, pairs, answers, marks)
    for code in dict.fromkeys(code for _, code in answers if code):
        source.tell(code, name, column.where(own == code for _, own in answers))
    values = np.array([value for value, _ in answers], dtype="float64")[column.codes]
    return values, np.array([unit for _, unit in pairs], dtype="object")[column.codes]


def _decided(
    source: Source,
    name: str,
    column: Column,
    pairs: list[tuple[Any, str]],
    answers: list[tuple[float, str]],
    marks: set[str],
) -> list[tuple[float, str]]:
    """The answers once more, with the decimal mark that the reader named, or that alone makes sense."""
    if name in INTENSITIES and not marks:
        return [cells.number_per_tonne(cell, marks) for cell, _ in pairs]
    open_ = [code == "number_ambiguous" for _, code in answers]
    shown = tuple(str(cell) for (cell, _), is_open in zip(pairs, open_, strict=True) if is_open)
    source.ask("decimal_mark", name, int(column.where(open_).sum()), values=shown[:3])
    chosen = source.questions[-1].chosen
    if not chosen:
        return answers
    return [
        cells.number(cell, {chosen}) if is_open else answer
        for (cell, _), answer, is_open in zip(pairs, answers, open_, strict=True)
    ]


def _per_tonne(source: Source, values: Any) -> Any:
    """Intensities that look like kilograms per tonne: the reader is asked, one answer converts them."""
    high = values > UNLIKELY_INTENSITY
    if not high.any():
        return values
    shown = tuple(f"{value:g}" for value in values[high][:3])
    source.ask("direct_scale", DIRECT, 0, "as_written", shown)
    return values / 1000 if source.questions[-1].chosen == "per_kilogram" else values
