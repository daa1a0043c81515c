"""Sentences about the United Kingdom's mechanism."""

from __future__ import annotations

from atlas.language import Language


def good(name: str, code: str, lang: Language) -> str:
    """A good by name and code."""
    return lang.text("{name} ({code})", name=name, code=code)


def finding(name: str, origin: str, inside: bool, home: bool, lang: Language) -> str:
    """Whether a good from an origin is in."""
    _ = lang.text
    if home:
        return _("Goods made in the United Kingdom are outside its mechanism; Northern Ireland is inside it.")
    if not inside:
        return _("{name} is outside the UK mechanism: electricity is not in it.", name=name)
    return _(
        "{name} from {origin} falls under the UK mechanism from 1 January 2027. No official rate is published yet.",
        name=name,
        origin=origin,
    )


def threshold(value: float | None, limit: float, lang: Language) -> str:
    """Whether a value of goods reaches the threshold."""
    _, edge = lang.text, lang.money(limit, "GBP", digits=0)
    if value is None:
        return _(
            "In are importers with {limit} or more of such goods in the last 12 months, or expected in the next 30 days.",
            limit=edge,
        )
    if value >= limit:
        return _("In: the value reaches {limit}.", limit=edge)
    return _(
        "{room} below {limit}: out, unless the next 30 days alone reach it.",
        room=lang.money(limit - value, "GBP", digits=0),
        limit=edge,
    )


def charge(amount: float, rate: float, year: int, lang: Language) -> str:
    """A charge from assumed figures."""
    return lang.text(
        "Under your assumptions, about {amount} in {year}, at {rate} per tonne of CO₂e. Once a default value is used it cannot be replaced by an actual one later.",
        amount=lang.money(amount, "GBP", digits=0),
        rate=lang.money(rate, "GBP"),
        year=year,
    )
