"""The chain of production of a good: an editor, what each step brings, and ready-made patterns."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from atlas import terms
from atlas.app.exhibit import exhibit
from atlas.app.frame import Page
from atlas.cbam.answers import chains
from atlas.cbam.answers.good import Good, lump
from atlas.cbam.engine import chain
from atlas.cbam.law import wording_text
from atlas.cbam.law.names_text import written
from atlas.cbam.page import answers

STATE = "cbam:chain"


def chain_of(page: Page, good: Good) -> None:
    """Editor of the chain, and below it where emissions and free allocation come from."""
    _ = page.lang.text
    st.header(_("What is it made of?"))
    if lump(good) is not None:
        _sum(page, good)
        return
    covers = _covers(page, good)
    _patterns(page, good)
    _editor(page, good, covers)
    _worth(page, good)


def _sum(page: Page, good: Good) -> None:
    """A sum of benchmarks without a chain, as it comes from an older link or another tool."""
    _, lang = page.lang.text, page.lang
    st.markdown(
        _(
            "Precursors bring benchmarks of {sum} t CO₂e per tonne of the good. Factor and correction of each year apply to them.",
            sum=lang.number(lump(good), 5),
        )
    )
    st.button(
        _("List the precursors instead"),
        on_click=partial(page.address.set, "precursors", None),
        key="cbam:no-sum",
    )


def _covers(page: Page, good: Good) -> str:
    """What the direct emissions entered cover."""
    _, address = page.lang.text, page.address
    words = {
        chain.WHOLE: _("The whole good with its precursors"),
        chain.OWN: _("The last step only; precursors are added"),
    }
    start = good.precursors[0] if good.precursors else st.session_state.get("cbam:covers", chain.WHOLE)

    def changed() -> None:
        picked = st.session_state[key]
        st.session_state["cbam:covers"] = picked
        if good.precursors:
            address.set("precursors", picked + good.precursors[1:])

    key = f"cbam:covers:{start}:{page.lang.code}"
    st.segmented_control(
        _("The direct emissions above are those of"),
        list(words),
        format_func=words.__getitem__,
        default=start,
        required=True,
        key=key,
        on_change=changed,
    )
    return str(start)


def _patterns(page: Page, good: Good) -> None:
    """Chains to start from: steps and codes of a usual production, without figures."""
    _, lang = page.lang.text, page.lang
    rows = wording_text.table("cbam_chain_patterns").to_dict("records")

    def take(row: dict[str, str]) -> None:
        page.address.set("cn", row["cn_code"])
        page.address.set("precursors", row["chain"])

    with st.popover(_("Start from a pattern"), icon=":material/account_tree:", key="cbam:patterns"):
        st.caption(_("Steps and codes of a usual production. All figures are yours to fill in."))
        for row in rows:
            st.button(
                f"{lang.pick(row, 'name')} · {written(str(row['cn_code']))}",
                on_click=partial(take, {str(key): str(value) for key, value in row.items()}),
                type="tertiary",
                key=f"cbam:pattern:{row['pattern']}",
            )


def _editor(page: Page, good: Good, covers: str) -> None:
    """A table of the steps; each change goes into the address, so that the figures above follow."""
    _ = page.lang.text
    text = good.precursors or ""
    held = st.session_state.get(STATE)
    if held is None or held[0] != text:
        # another chain came by link, pattern or Back: a new editor, as an editor keeps its own edits
        held = (text, chains.table(text or None), held[2] + 1 if held else 0)
        st.session_state[STATE] = held
    edited = st.data_editor(
        held[1],
        num_rows="dynamic",
        hide_index=True,
        width="stretch",
        key=f"cbam:chain:{held[2]}:{page.lang.code}",
        column_config=_columns(page),
    )
    now, faulty = chains.text(edited, covers)
    if faulty:
        st.warning(
            _(
                "Rows {rows} do not count yet: each needs a code of eight digits, figures from 0 up, and a level that follows from the row above.",
                rows=page.lang.join(str(row) for row in faulty),
            )
        )
    if now != text:
        st.session_state[STATE] = (now, held[1], held[2])
        page.address.set("precursors", now or None)
        st.rerun()
    st.caption(
        _(
            "Level 1 goes into the good, level 2 into the row above it, and so on. Precursors on default values need a code, a mass and a country; without a country the highest values of the law count."
        )
    )


def _columns(page: Page) -> dict[str, Any]:
    _ = page.lang.text
    kinds = terms.names("chain_kind", page.lang)
    number = partial(st.column_config.NumberColumn, min_value=0.0, format="%.12g")
    return {
        "depth": st.column_config.NumberColumn(
            _("Level"), min_value=1, max_value=chain.DEEPEST, step=1, default=1, width=60
        ),
        "code": st.column_config.TextColumn(_("CN code"), width=110),
        "mass": number(_("Mass, t per t of the row above"), width=120),
        "origin": st.column_config.TextColumn(_("Country, two letters"), max_chars=2),
        "kind": st.column_config.SelectboxColumn(
            _("Emissions"),
            options=list(kinds),
            format_func=lambda kind: kinds[str(kind)],
            default=chain.DEFAULT,
        ),
        "direct": number(_("Direct, t CO₂e/t")),
        "indirect": number(_("Indirect, t CO₂e/t")),
        "benchmark": number(
            _("Benchmarks, t CO₂e/t"), help=_("Where the precursors below are known only as a sum")
        ),
        "route": st.column_config.TextColumn(
            _("Route"), help=_("A letter, where the benchmark has several"), max_chars=1
        ),
        "years_before": st.column_config.NumberColumn(
            _("Made years before"),
            min_value=0,
            max_value=9,
            step=1,
            help=_("0 for the same year as the good"),
        ),
    }


def _worth(page: Page, good: Good) -> None:
    """Where the emissions and the free allocation come from."""
    _, lang = page.lang.text, page.lang
    if not good.precursors or answers.per_tonne(good)["status"] == "refused":
        return
    for warning in answers.chain_warnings(good, lang):
        st.warning(warning)
    exhibit(
        page,
        "cbam-chain",
        _("Where emissions and free allocation come from, t CO₂e per tonne of the good"),
        lambda: answers.chain_drawing(good, lang),
        lambda: answers.chain_table(good, lang),
        {
            "step": _("Step"),
            "t_per_t": _("t per t of the good"),
            "see": _("Emissions with all below, t CO₂e/t"),
            "benchmark": _("Benchmarks with all below, t CO₂e/t"),
            "emissions": _("Its part of the emissions"),
            "free": _("Its part of the free allocation"),
            "basis": _("Taken from"),
        },
        ["EU-2025-2547", "EU-2025-2620", "EU-2026-1740"],
    )
