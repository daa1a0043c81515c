"""The proposal to add goods from 2028, in words."""

from __future__ import annotations

from atlas.cbam.law import wording_text
from atlas.language import Language

EVENTS = ("council_downstream", "parliament_downstream")


def standing(lang: Language) -> str:
    """That it is a proposal, how far it has come, and why no cost is shown."""
    _, rows = lang.text, wording_text.table("cbam_key_dates").set_index("event")
    steps = [
        f"{lang.pick(rows.loc[event], 'name')} ({lang.date(rows.at[event, 'date'])})" for event in EVENTS
    ]
    return lang.sentences(
        [
            _("COM(2025) 989 would add goods from 1 January 2028. It is a proposal, not law."),
            _("Positions so far: {steps}; no agreement was found.", steps=lang.join(steps)),
            _("There are no default values or benchmarks for these goods, so no cost can be shown."),
        ]
    )


def portfolio(count: int, lang: Language) -> str:
    """How many lines outside today's list would be in."""
    return lang.plural(
        "{count} line outside CBAM today would be in, or partly in, from 2028 under COM(2025) 989 (proposal; no cost can be given).",
        "{count} lines outside CBAM today would be in, or partly in, from 2028 under COM(2025) 989 (proposal; no cost can be given).",
        count,
    )
