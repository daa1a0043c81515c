"""What a supplier's file gives for one good, as the page's own parameters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from atlas.cbam.answers import law_answers
from atlas.cbam.engine import chain
from atlas.cbam.files.supplier_values import SupplierFile, SupplierGood


def usable(good: SupplierGood, code: str) -> bool:
    """Whether the good has what an actual value needs: a code, and the emissions that count for it."""
    if not code or good.direct is None:
        return False
    return good.indirect is not None or not _indirect_counts(code)


def parameters(
    found: SupplierFile, good: SupplierGood, code: str, picked: Mapping[int, str]
) -> dict[str, Any]:
    """Parameters of the address that the good fills in; ``picked`` are codes of its open precursors. What the file does not say is emptied, so that
    figures of another supplier cannot stay beside it. An unknown country leaves the origin as it is."""
    indirect = good.indirect if _indirect_counts(code) else None
    taken = {
        "cn": code,
        "basis": "actual",
        "route": good.route or None,
        "direct": good.direct,
        "indirect": indirect,
        "precursors": completed(good, picked) or None,
        "precursor_free": None,
        "carbon_price": carbon_price(good, code),
    }
    return taken | ({"origin": found.country} if found.country else {})


def completed(good: SupplierGood, picked: Mapping[int, str]) -> str:
    """The chain of the good with its open precursors whose codes were picked, by their place."""
    steps = list(chain.read(good.chain).steps) if good.chain else []
    for place, own in reversed(list(enumerate(good.open))):
        if code := picked.get(place):
            steps.insert(own.before, own.step._replace(code=code))
    return chain.write(chain.Chain(chain.WHOLE, tuple(steps))) if steps else ""


def carbon_price(good: SupplierGood, code: str) -> float | None:
    """Carbon price paid in EUR per tonne of emissions that count; the file may give it per tonne of good."""
    counted = (good.direct or 0.0) + ((good.indirect or 0.0) if _indirect_counts(code) else 0.0)
    if good.carbon_price is not None or good.carbon_price_per_unit is None or not counted:
        return good.carbon_price
    return good.carbon_price_per_unit / counted


def _indirect_counts(code: str) -> bool:
    rows = law_answers.good_rows()
    return bool(rows[code]["indirect_in_scope"]) if code in rows else False
