"""The portfolio of one session: its file, what its reader decided, the lines and their answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from atlas import tables
from atlas.app import workers
from atlas.cbam.answers import law_answers
from atlas.cbam.answers.supplier_filling import Filled, assess_supplied
from atlas.cbam.files.data_sheet_reading import DataSheet
from atlas.cbam.files.decisions import Decisions, Misfit, fitting, from_json
from atlas.cbam.files.portfolio import Portfolio, read

KEY, TAKEN, REFUSED = "cbam:portfolio", "cbam:taken file", "cbam:refused file"
#: more lines are assessed by a worker, so that no session waits for another one's sums
MANY_LINES = 5_000
#: a file of saved choices is far smaller
MOST_BYTES = 100_000


@dataclass
class Held:
    """A file of one session with its answer; ``parts`` keeps what was derived from the answer.

    ``sheets`` are suppliers' data sheets by name of file; ``supplied`` is what became of them.
    """

    content: bytes
    name: str
    decisions: Decisions
    found: Portfolio
    choice: tuple[str, str, float | None] = ("", "", None)
    release: str | None = None
    assessed: pd.DataFrame = field(default_factory=pd.DataFrame)
    parts: dict[Any, Any] = field(default_factory=dict)
    sheets: dict[str, DataSheet] = field(default_factory=dict)
    supplied: Filled | None = None
    #: entries of a saved mapping that do not fit the file
    misfits: list[Misfit] = field(default_factory=list)

    @property
    def lines(self) -> pd.DataFrame:
        """The lines that could be read, with the values of suppliers' data sheets."""
        return self.found.lines if self.supplied is None else self.supplied.lines

    @property
    def supplier(self) -> str:
        """The column that names suppliers; empty without one."""
        return self.found.understanding.roles.get("supplier", "")

    @property
    def problems(self) -> pd.DataFrame:
        """What is wrong with the file."""
        return self.found.problems

    @property
    def empty(self) -> bool:
        """Whether the file gave no line at all."""
        return self.found.lines.empty and self.found.left_out.empty

    def answer(self, choice: tuple[str, str, float | None]) -> pd.DataFrame:
        """The lines assessed under a rule set, a price path and a price; worked out once."""
        if (choice, tables.used()) != (self.choice, self.release) and not self.empty:
            scenario, path, price = choice
            work = partial(assess_supplied, price_path=path, price_eur=price)
            law = law_answers.rules(scenario)
            many = len(self.found.lines) > MANY_LINES
            asked = (self.found, law, self.sheets, self.supplier)
            self.supplied, self.assessed = workers.run(work, *asked) if many else work(*asked)
            self.choice, self.release, self.parts = choice, tables.used(), {}
        return self.assessed

    def supply(self, sheets: dict[str, DataSheet]) -> None:
        """Take these data sheets in place of any before; the next answer is worked out with them."""
        self.sheets, self.choice = sheets, ("", "", None)

    def once(self, key: Any, work: Callable[[], Any]) -> Any:
        """A part of the answer, worked out at its first use."""
        if key not in self.parts:
            self.parts[key] = work()
        return self.parts[key]


def held() -> Held | None:
    """The portfolio of this session, if there is one."""
    found: Held | None = st.session_state.get(KEY)
    return found


def forget() -> None:
    """Drop the lines of this session."""
    for key in (KEY, TAKEN, REFUSED):
        st.session_state.pop(key, None)


def take(
    content: bytes,
    name: str,
    decisions: Decisions,
    choice: tuple[str, str, float | None],
    sheets: dict[str, DataSheet] | None = None,
) -> None:
    """Read and assess a file in a worker; what it refuses is kept and said until the next file."""
    try:
        found = workers.run(read, content, name, decisions)
        mine = Held(content, name, decisions, found, sheets=sheets or {})
        mine.answer(choice)
    except workers.Refused as refused:
        st.session_state.pop(KEY, None)
        st.session_state[REFUSED] = refused.kind
    else:
        st.session_state[KEY] = mine
        st.session_state.pop(REFUSED, None)


def decide(decisions: Decisions) -> None:
    """Read the file of this session again with other decisions."""
    mine = held()
    if mine is not None:
        take(mine.content, mine.name, decisions, mine.choice, mine.sheets)


def reuse(content: bytes) -> None:
    """Read the file of this session with choices that were saved, as far as they fit it."""
    mine = held()
    if mine is None:
        return
    found, wrong = from_json(content[:MOST_BYTES].decode("utf-8-sig", errors="replace"))
    if any(own.code == "mapping_unreadable" for own in wrong):
        mine.misfits = wrong
        return
    found, lost = fitting(found, mine.found.understanding.headings)
    # corrected cells belong to the file and stay
    decide(replace(found, cells=mine.decisions.cells))
    if fresh := held():
        fresh.misfits = [*wrong, *lost]
