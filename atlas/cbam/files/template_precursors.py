"""What goes into the goods of a communication template: purchased precursors, and the products of other
processes of the installation, as the steps of a chain.

The template gives masses by process and the precursor's country, but no goods code for what is
purchased; a category that has one code only gives it, else it is asked for. A step without mass or output
of its process is not counted, and named.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import islice, zip_longest
from typing import NamedTuple

from atlas import tables
from atlas.cbam.engine import chain
from atlas.cbam.files import supplier_cells as cells
from atlas.cbam.files.cells import written
from atlas.cbam.files.supplier_cells import Grid, Place
from atlas.cbam.files.supplier_values import MISSING, REFUSED, TAKEN, OpenStep, SupplierGood, Told
from atlas.cbam.files.supplier_words import Words
from atlas.cbam.files.vocabulary import flat

NAME, TONNE = "precursor", ("t", "tonne", "tonnes")
#: tonnes of a precursor per tonne of product; more is a slip of units
MOST_MASS = 100.0


class Use(NamedTuple):
    """What a process takes of one block's product."""

    process: str
    amount: Place
    unit: str


class Block(NamedTuple):
    """A purchased precursor, or a process of the installation."""

    kind: str
    number: int
    name: str
    category: str
    output: Place
    uses: tuple[Use, ...]
    place: Place


class Precursors:
    """The precursors of all processes of a workbook."""

    def __init__(self, grids: list[Grid], words: Words, goods: list[SupplierGood], made: list[str]) -> None:
        self._blocks = [block for grid in grids for block in _blocks(grid, words)]
        self._countries = {number: place for grid in grids for number, place in _countries(grid, words)}
        self._goods = list(zip((flat(name) for name in made), goods, strict=True))

    def of(self, process: str) -> tuple[tuple[chain.Step, ...], tuple[OpenStep, ...], list[Told]]:
        """(steps of the chain, precursors whose code is asked for, what was taken and what is missing)."""
        told: list[Told] = []
        every = self._below(flat(process), 1, frozenset(), told)
        found = tuple(islice(every, chain.MOST_STEPS + 1))
        if len(found) > chain.MOST_STEPS:
            return (), (), [Told(REFUSED, NAME, "chain_too_long", process[:100])]
        steps: list[chain.Step] = []
        asked = []
        for block, step in found:
            if step.code:
                steps.append(step)
            else:
                name = block.name or block.category
                asked.append(OpenStep(name, _codes(block.category), step, before=len(steps)))
        return tuple(steps), tuple(asked), told

    def _below(
        self, process: str, depth: int, above: frozenset[str], told: list[Told]
    ) -> Iterator[tuple[Block, chain.Step]]:
        if not process or process in above or depth > chain.DEEPEST:
            return
        for block in self._blocks:
            for use in block.uses:
                if flat(use.process) != process or cells.blank(use.amount.value):
                    continue
                step, lines = self._step(block, use, process, depth)
                told += lines
                if step is not None:
                    yield block, step
                    if step.kind == chain.WHOLE:
                        yield from self._below(flat(block.name), depth + 1, above | {process}, told)

    def _step(self, block: Block, use: Use, process: str, depth: int) -> tuple[chain.Step | None, list[Told]]:
        """A block as a step of the process that uses it."""

        def refuse(state: str, code: str, place: Place) -> tuple[None, list[Told]]:
            shown = f"{block.name}: {written(place.value)}".strip(" :")
            return None, [Told(state, NAME, code, shown[:100], place.sheet, place.cell)]

        amount, why = cells.figure(use.amount.value)
        if amount == 0:
            return None, []
        if amount is None:
            return refuse(REFUSED, why, use.amount)
        if flat(use.unit) not in TONNE:
            return refuse(REFUSED, "unit_wrong", use.amount._replace(value=use.unit))
        output = next(
            (own.output for own in self._blocks if own.kind == "process" and flat(own.name) == process), None
        )
        if output is None:
            return refuse(MISSING, "output_missing", use.amount)
        made, why = cells.figure(output.value)
        if not made:
            gone = why in ("", "empty")
            return refuse(MISSING if gone else REFUSED, "output_missing" if gone else why, output)
        if amount / made > MOST_MASS:
            return refuse(REFUSED, "mass_too_large", use.amount)
        return self._counted(block, use, amount / made, depth)

    def _counted(
        self, block: Block, use: Use, mass: float, depth: int
    ) -> tuple[chain.Step | None, list[Told]]:
        here = use.amount
        own = [good for name, good in self._goods if name == flat(block.name)]
        codes = {code for good in own for code in good.cn_codes} if block.kind == "process" else set()
        code = codes.pop() if len(codes) == 1 else _only_code(block.category)
        shown = f"{block.name or block.category}: {mass:.6g} t/t"
        told = [Told(TAKEN, NAME, "", f"{shown}, {code}", here.sheet, here.cell)]
        if not code:
            told = [Told(MISSING, NAME, "precursor_code", shown, here.sheet, here.cell)]
            if block.kind == "process":
                return None, told
        if block.kind == "process":
            made = next((good for good in own if good.direct is not None), None)
            if made is None:
                return None, [Told(MISSING, NAME, "precursor_direct", shown, here.sheet, here.cell)]
            step = chain.Step(depth, code, mass, kind=chain.WHOLE)
            return step._replace(direct=made.direct, indirect=made.indirect), told
        place = self._countries.get(block.number, block.place._replace(value=""))
        origin, why = cells.country(place.value)
        if why:
            state = MISSING if why == "empty" else REFUSED
            code_of_why = "precursor_country" if why == "empty" else why
            shown = f"{block.name}: {written(place.value)}".strip(" :")
            told.append(Told(state, NAME, code_of_why, shown, place.sheet, place.cell))
        return chain.Step(depth, code, mass, origin), told


def _blocks(grid: Grid, words: Words) -> Iterator[Block]:
    """The numbered blocks of a sheet."""
    starts = []
    for row, own in enumerate(grid.rows):
        for column, cell in enumerate(own):
            label = words.label(cell)
            if label.number:
                purchased = "precursor_block" in label.fields
                starts.append((row, column, "purchased" if purchased else "process", label.number))
                break
    for (row, column, kind, number), after in zip_longest(starts, starts[1:]):
        end = after[0] if after else len(grid.rows)
        yield _block(grid, words, (row, column, end), (kind, number))


def _block(grid: Grid, words: Words, span: tuple[int, int, int], own: tuple[str, int]) -> Block:
    row, column, end = span
    beside = [grid.at(row, at) for at in range(column + 1, len(grid.rows[row]))]
    texts = [place for place in beside if type(place.value) is str and not cells.blank(place.value)][:2]
    name, category = (*(str(place.value).strip() for place in texts), "", "")[:2]
    amounts = units = uses_from = -1
    output, uses = Place("", grid.name, ""), []
    for at in range(row + 1, end):
        labels = [words.fields(cell) for cell in grid.rows[at]]
        heads = {field: place for place, fields in enumerate(labels) for field in fields}
        amounts, units = heads.get("amount", amounts), heads.get("unit", units)
        if "produced" in heads:
            output = grid.at(at, amounts)
        if "consumed" in heads:
            uses_from = heads["consumed"]
        elif uses_from >= 0 and "amount" in heads:
            uses_from = -1
        elif uses_from >= 0 and amounts >= 0 and not cells.blank(grid.at(at, uses_from).value):
            user = written(grid.at(at, uses_from).value).strip()
            uses.append(Use(user, grid.at(at, amounts), written(grid.at(at, units).value).strip()))
    return Block(*own, name, category, output, tuple(uses), grid.at(row, column))


def _countries(grid: Grid, words: Words) -> Iterator[tuple[int, Place]]:
    """(number of a purchased precursor, cell of its country) of the list that names them."""
    column = -1
    for row, own in enumerate(grid.rows):
        for at, cell in enumerate(own):
            if "country_code" in words.fields(cell):
                column = at
        mark = next(
            (str(cell).strip() for cell in own[: max(column, 0)] if type(cell) is str and cell.strip()), ""
        )
        if column >= 0 and mark.startswith("PP") and mark[2:].isdigit():
            yield int(mark[2:]), grid.at(row, column)


@cache
def _codes_of_categories() -> dict[str, tuple[str, ...]]:
    """Category of goods → its codes."""
    rows = tables.load("cbam_goods").query("level == 'cn8' and scope == 'covered'")
    groups = rows.groupby("category")["cn_code"].agg(list)
    return {flat(str(name)): tuple(codes) for name, codes in groups.items()}


def _codes(category: str) -> tuple[str, ...]:
    return _codes_of_categories().get(flat(category), ())


def _only_code(category: str) -> str:
    codes = _codes(category)
    return codes[0] if len(codes) == 1 else ""
