"""How a good is made: its production steps and precursors as one compact text, and back.

The text is made for links, files and workbooks, so it holds only signs that an address leaves as they
are: ``w~1_72139110_1.05_TW``. The first part says what the good's own emissions cover: the ``w``hole
good with its precursors, or only its ``o``wn last step. Each further part is a step: depth, code,
mass (t per t of the product one level up), origin, kind, years made before the good, route, direct and
indirect emissions, and the sum of the benchmarks of what went into it, if that is known as a figure.
Empty fields at the end are left out. Numbers keep every digit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

#: a step on default values; verified for itself, its precursors below; verified with all below
DEFAULT, OWN, WHOLE = "d", "o", "w"
KINDS = (DEFAULT, OWN, WHOLE)
#: begins the sum of all benchmarks of precursors, which an address may hold in place of a chain
SUM = "b"
DEEPEST, MOST_STEPS = 6, 80
_NUMBER = r"\d{1,9}(?:\.\d{1,20})?(?:e-?\d{1,3})?"
#: a text that may be a chain; whether its depths fit is for `read` to say
PATTERN = (
    rf"[{OWN}{WHOLE}](?:~[1-{DEEPEST}]_\d{{8,10}}(?:_(?:{_NUMBER})?)?(?:_[A-Z]{{2}}|_)?(?:_[{DEFAULT}{OWN}{WHOLE}]|_)?"
    rf"(?:_\d?)?(?:_[A-L]?)?(?:_(?:{_NUMBER})?){{0,3}})*"
)


#: a text that an address may hold
OR_SUM = rf"{SUM}{_NUMBER}|{PATTERN}"


class Malformed(ValueError):
    """A text is no chain; the argument is the part that cannot be read."""


class Step(NamedTuple):
    """One precursor. Figures are per tonne of it, ``mass`` per tonne of the product one level up."""

    depth: int
    code: str
    mass: float | None
    origin: str = ""
    kind: str = DEFAULT
    years_before: int = 0
    route: str = ""
    direct: float | None = None
    indirect: float | None = None
    benchmark: float | None = None


class Chain(NamedTuple):
    """Steps in the order of a table of contents; ``covers``: what the good's own emissions cover."""

    covers: str
    steps: tuple[Step, ...]


def read(text: str) -> Chain:
    """The chain of a text; raises Malformed."""
    if not re.fullmatch(PATTERN, text, re.ASCII):
        raise Malformed(next(_faulty(text), text)[:60])
    covers, *parts = text.split("~")
    steps = tuple(_step(part) for part in parts)
    if len(steps) > MOST_STEPS:
        raise Malformed(str(len(steps)))
    for above, step in zip((0, *(step.depth for step in steps)), steps, strict=False):
        if step.depth > above + 1:
            raise Malformed(write_step(step))
    return Chain(covers, steps)


def write(chain: Chain) -> str:
    """The text of a chain; `read` gives the same chain back, to the last digit."""
    return "~".join([chain.covers, *(write_step(step) for step in chain.steps)])


def write_sum(benchmark: float) -> str:
    """A sum of benchmarks as an address holds it."""
    return f"{SUM}{_figure(benchmark)}"


def write_step(step: Step) -> str:
    """One step as it stands in the text."""
    kind = "" if step.kind == DEFAULT else step.kind
    fields = [
        str(step.depth),
        step.code,
        _figure(step.mass),
        step.origin,
        kind,
        str(step.years_before or ""),
        step.route,
        *(_figure(value) for value in (step.direct, step.indirect, step.benchmark)),
    ]
    return "_".join(fields).rstrip("_")


def below(steps: Sequence[Step], place: int) -> list[int]:
    """Places of the precursors one level below a step; ``-1`` is the good itself."""
    depth = 0 if place < 0 else steps[place].depth
    found = []
    for at in range(place + 1, len(steps)):
        if steps[at].depth <= depth:
            break
        if steps[at].depth == depth + 1:
            found.append(at)
    return found


def _step(part: str) -> Step:
    fields = part.split("_") + [""] * 10
    depth, code, mass, origin, kind, before, route, direct, indirect, benchmark = fields[:10]
    figures = [None if text == "" else float(text) for text in (mass, direct, indirect, benchmark)]
    return Step(
        int(depth),
        code,
        figures[0],
        origin,
        kind or DEFAULT,
        int(before or 0),
        route,
        *figures[1:],
    )


def _faulty(text: str) -> Iterator[str]:
    """Parts that no chain has."""
    covers, *parts = text.split("~")
    if covers not in (OWN, WHOLE):
        yield covers
    yield from (part for part in parts if not re.fullmatch(PATTERN, f"{OWN}~{part}", re.ASCII))


def _figure(value: float | None) -> str:
    if value is None:
        return ""
    text = repr(float(value)).removesuffix(".0")
    return text.replace("e+", "e").replace("e-0", "e-").replace("e0", "e")
