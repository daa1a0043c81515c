"""Play and pause of the lighthouse map: the cohorts one after the other, to the scale of time."""

from __future__ import annotations

import time

import streamlit as st

from atlas.app.frame import Page
from atlas.lighthouses import answers, timeline

#: in the session: the cohort that a play has reached, and the moment from which the next one may follow
REACHED, DUE = "lighthouses:reached", "lighthouses:due"


def reached() -> str | None:
    """The cohort that a play has reached; None while nothing plays."""
    found: str | None = st.session_state.get(REACHED)
    return found


def stop() -> None:
    """End the play; the address keeps the cohort that it had before."""
    st.session_state.pop(REACHED, None)


def advance(page: Page) -> None:
    """Before a page that plays is drawn: go to the next cohort if it is due; after the last one the play ends."""
    now, plan = reached(), _plan(page)
    if now is None or time.monotonic() < st.session_state[DUE]:
        return
    following = timeline.following(now, list(plan))
    if following is None:
        stop()
    else:
        _show(following, plan)


def play(page: Page) -> None:
    """Play and pause: all on the page moves with the cohort, to the scale of time."""
    _, now, plan = page.lang.text, reached(), _plan(page)

    def pressed() -> None:
        if now:
            page.address.set("cohort", now)
            stop()
        elif plan:
            _show(next(iter(plan)), plan)

    label, icon = (_("Pause"), "pause") if now else (_("Play"), "play_arrow")
    st.button(
        label, icon=f":material/{icon}:", on_click=pressed, key="lighthouse-play", disabled=len(plan) < 2
    )
    if now:
        _show(now, plan)
        _look()


def _plan(page: Page) -> dict[str, float]:
    """The cohorts that a play shows, and the seconds of each."""
    return dict(timeline.steps(page.address["from"], page.address["cohort"], answers.cohorts()))


def _show(cohort: str, plan: dict[str, float]) -> None:
    """The play stands at this cohort from now on for its time."""
    st.session_state[REACHED] = cohort
    st.session_state[DUE] = time.monotonic() + plan.get(cohort, timeline.SHORTEST)


@st.fragment(run_every=timeline.SHORTEST)
def _look() -> None:
    """Look often whether the next cohort is due, and then ask for a new run, which goes there.

    The clock decides and the new run moves on, never the look: a busy machine may delay or double looks.
    """
    if reached() and time.monotonic() >= st.session_state[DUE]:
        st.rerun()
