"""Words about emissions per tonne of nitrogen or clinker."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from atlas.language import Language


class Words(NamedTuple):
    """Title, reason and labels of the fields of the aid."""

    title: str
    why: str
    share: str
    direct: str
    indirect: str


def words(content: str, lang: Language) -> Words:
    """The words for a content: ``nitrogen`` or ``clinker``."""
    _ = lang.text
    if content == "clinker":
        return Words(
            _("Figures per tonne of clinker?"),
            _("The law counts actual values of cement per tonne of clinker contained."),
            _("Clinker content, %"),
            _("Direct emissions, t CO₂e per tonne of clinker"),
            _("Indirect emissions, t CO₂e per tonne of clinker"),
        )
    return Words(
        _("Figures per tonne of nitrogen?"),
        _("The law counts actual values of fertilisers by their nitrogen content."),
        _("Nitrogen content, %"),
        _("Direct emissions, t CO₂e per tonne of nitrogen"),
        _("Indirect emissions, t CO₂e per tonne of nitrogen"),
    )


def both(
    given: Mapping[str, float],
    each: Mapping[str, float],
    content_t: float,
    content: str,
    lang: Language,
) -> str:
    """The figures in both units, and the tonnes of content that the goods hold."""
    _ = lang.text
    names = {"direct": _("Direct emissions"), "indirect": _("Indirect emissions")}
    of_content, held = (
        (_("{figure} t CO₂e per tonne of clinker"), _("The goods hold {tonnes} t of clinker."))
        if content == "clinker"
        else (_("{figure} t CO₂e per tonne of nitrogen"), _("The goods hold {tonnes} t of nitrogen."))
    )
    of_product = _("{figure} t CO₂e per tonne of product")
    lines = [
        _(
            "{name}: {first} = {second}.",
            name=names[name],
            first=of_content.format(figure=lang.significant(given[name], 5)),
            second=of_product.format(figure=lang.significant(each[name], 5)),
        )
        for name in given
    ]
    return lang.sentences([*lines, held.format(tonnes=lang.significant(content_t, 6))])
