"""Emissions per tonne of nitrogen or clinker, the units of the law for some goods (2025/2547 Art. 4)."""

from __future__ import annotations

#: functional unit of a good → what it is a tonne of
CONTENTS = {"kg_nitrogen": "nitrogen", "supplementary_unit": "nitrogen", "tonne_clinker": "clinker"}


def per_tonne_of_product(per_tonne_of_content: float, content: float) -> float:
    """Emissions per tonne of product; ``content`` is the share of nitrogen or clinker in it.

    Raises ValueError for a share that is none."""
    if not 0 < content <= 1 or per_tonne_of_content < 0:
        raise ValueError("emissions from 0 and a share above 0 and up to 1 are needed")
    # to twelve digits: the product of two written figures has no more
    return float(f"{per_tonne_of_content * content:.12g}")
