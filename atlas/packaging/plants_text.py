"""Sentences about plants: how many in which state, and how their dates moved."""

from __future__ import annotations

import pandas as pd

from atlas.language import Language


def counted(states: pd.Series[str], lang: Language) -> str:
    """How many projects, how many of them are being built, how many produce; ``states``: one for each."""
    building = int(states.isin(["construction", "tools"]).sum())
    return lang.plural(
        "**{count}** project: **{building}** being built or equipped, **{running}** producing at least in part.",
        "**{count}** projects: **{building}** being built or equipped, **{running}** producing at least in part.",
        len(states),
        building=lang.number(building),
        running=lang.number(int((states == "operating").sum())),
    )


def dates(moved: pd.Series[str], silent: int, lang: Language) -> str:
    """How many dates moved which way, and how many passed without a report; nothing of what is none."""
    later, earlier = int((moved == "later").sum()), int((moved == "earlier").sum())
    said = {
        lang.plural("{count} date has moved later.", "{count} dates have moved later.", later): later,
        lang.plural("{count} date has moved earlier.", "{count} dates have moved earlier.", earlier): earlier,
        lang.plural(
            "{count} planned date has passed without a report that it was met.",
            "{count} planned dates have passed without a report that they were met.",
            silent,
        ): silent,
    }
    return lang.sentences([text for text, count in said.items() if count])
