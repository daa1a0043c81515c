"""What a supplier's file says about its goods, and an account of every field of it.

Every reader of a supplier's file (`communication_template`, our own data sheet) gives these; pages
and the command line know nothing else of the kinds of files.
"""

from __future__ import annotations

from typing import NamedTuple

from atlas.cbam.engine.chain import Step

#: states of a field: taken as it stands; nothing there; there, but not usable; left aside knowingly
TAKEN, MISSING, REFUSED, NOTED = "taken", "missing", "refused", "noted"
#: the field belongs to the file as a whole, not to one of its goods
WHOLE_FILE = -1


class Told(NamedTuple):
    """One line of the account: ``field`` is a code of the terms' ``supplier_field``, ``code`` says why
    it is not taken or what to know (`atlas.cbam.page.supplier_text`), ``value`` is the cell as written,
    ``cell`` its address (``I26``), ``good`` a place in `SupplierFile.goods` or WHOLE_FILE."""

    state: str
    field: str
    code: str = ""
    value: str = ""
    sheet: str = ""
    cell: str = ""
    good: int = WHOLE_FILE


class OpenStep(NamedTuple):
    """A precursor that the file names without a code: ``codes`` of its category, if that is known, its step
    without a code, and how many steps of the good's chain stand before it."""

    name: str
    codes: tuple[str, ...]
    step: Step
    before: int


class SupplierGood(NamedTuple):
    """One good. Figures are None where the file has none that can be used, never 0.

    ``cn_codes`` has several where the file names several; the buyer picks one. ``chain`` is the text of
    `atlas.cbam.engine.chain`, empty without precursors that can be counted. ``carbon_price`` is in EUR
    per tonne of the good's emissions, ``carbon_price_per_unit`` in EUR per tonne of the good.
    """

    name: str
    cn_codes: tuple[str, ...]
    direct: float | None
    indirect: float | None
    route: str = ""
    chain: str = ""
    carbon_price: float | None = None
    carbon_price_per_unit: float | None = None
    precursors_missing: bool = False
    open: tuple[OpenStep, ...] = ()


class SupplierFile(NamedTuple):
    """A supplier's file of one installation; dates are ISO texts, empty where unknown."""

    kind: str
    installation: str
    country: str
    period_from: str
    period_to: str
    goods: tuple[SupplierGood, ...]
    account: tuple[Told, ...]
