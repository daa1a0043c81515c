"""Net masses in tonnes: the unit of each line from its cell, the heading, a column of units, or the reader."""

from __future__ import annotations

from typing import Any

import numpy as np

from atlas.cbam.files.cells import written
from atlas.cbam.files.numbers import figures
from atlas.cbam.files.source import Source
from atlas.cbam.files.vocabulary import flat, tonnes, words

#: above this mean mass of a line, in tonnes, the figures are more likely kilograms
UNLIKELY_MEAN = 5_000.0
#: so many times the usual line is a slip of unit
UNLIKELY_RATIO = 1_000.0
#: electricity is measured in megawatt hours
ELECTRICITY = "2716"


def masses(source: Source) -> Any:
    """Net mass of each line in tonnes (megawatt hours for electricity), missing where unreadable."""
    values, written_unit = figures(source, "net_mass_t", source.column("net_mass_t"), units=True)
    power = _power(source)
    unit = _units(source, written_unit, power)
    factor = np.ones(source.size)
    for name, size in tonnes().items():
        factor[unit == name] = size
    # a division by 1000 is exact to the last digit where a product with 0.001 is not
    whole = np.round(1 / factor)
    exact = (factor < 1) & np.isclose(whole * factor, 1, rtol=1e-15)
    found = np.where(exact, values / whole, values * factor)
    found[unit == ""] = np.where(power, values, np.nan)[unit == ""]
    return _plausible(source, found, unit == "t", power)


def _power(source: Source) -> Any:
    return source.column("cn_code").where(
        written(cell).strip().startswith(ELECTRICITY) for cell in source.column("cn_code").cells
    )


def _units(source: Source, written_unit: Any, power: Any) -> Any:
    """The unit of each row: a unit in the cell, then in the heading, then in a column, then implied."""
    unit = written_unit.copy()
    heading = source.heading_unit
    beside = _beside(source, heading)
    corrected = np.zeros(source.size, dtype="bool")
    for sheet, row, name in source.decisions.cells:
        if name == "net_mass_t":
            # a corrected mass is given in tonnes, as the column of the answer says
            corrected |= (source.sheets == sheet) & (source.rows == row)
    unit = np.where((unit == "") & corrected, "t", unit)
    for other in (heading, beside, source.implied_unit):
        unit = np.where(unit == "", other, unit)
    unit = np.where(power & (written_unit == ""), "", unit)
    return _asked(source, unit, source.column("net_mass_t").filled() & ~power)


def _asked(source: Source, unit: Any, massed: Any) -> Any:
    """What has no unit is asked once for the file."""
    waiting = (unit == "") & massed & ~source.told_of("mass_unit")
    if not waiting.any():
        return unit
    source.ask("mass_unit", "net_mass_t", int(waiting.sum()))
    if chosen := source.questions[-1].chosen:
        return np.where(waiting, chosen, unit)
    source.tell("unit_missing", "net_mass_t", waiting)
    return unit


def _beside(source: Source, heading: Any) -> Any:
    """The unit in a column of its own; one that contradicts the heading is reported."""
    nothing = np.full(source.size, "", dtype="object")
    if "mass_unit" not in source.columns:
        return nothing
    column = source.column("mass_unit")
    units = [words("mass_unit").get(flat(written(cell)), "") for cell in column.cells]
    strange = [
        bool(written(cell).strip()) and not unit for cell, unit in zip(column.cells, units, strict=True)
    ]
    # a general column of units may belong to a number of pieces beside the mass
    general = source.meanings["mass_unit"].preference > 1
    if general and ((heading != "").any() or source.implied_unit.any() and any(strange)):
        return nothing
    found = np.array(units, dtype="object")[column.codes]
    source.tell("unit_unknown", "mass_unit", column.where(strange) & (heading == ""))
    source.tell("unit_conflict", "mass_unit", (found != "") & (heading != "") & (found != heading))
    return found


def _plausible(source: Source, found: Any, in_tonnes: Any, power: Any) -> Any:
    """Tonnes that look like kilograms: the reader is told, and one answer converts them."""
    held = in_tonnes & ~power & (found > 0)
    if not held.any():
        return found
    if found[held].mean() <= UNLIKELY_MEAN:
        held &= found > UNLIKELY_RATIO * np.median(found[held])
    if not held.any():
        return found
    shown = tuple(f"{value:g}" for value in found[held][:3])
    source.ask("mass_scale", "net_mass_t", 0, "as_written", shown)
    return np.where(held, found / 1000, found) if source.questions[-1].chosen == "kilograms" else found
