"""What a reader is told when a worker gave no answer (`atlas.app.workers`)."""

from __future__ import annotations

from atlas.language import Language


def refusal(kind: str, lang: Language) -> str:
    """A sentence for a kind of refusal: what happened and what to do."""
    _ = lang.text
    return {
        "memory": _(
            "This needs more memory than one calculation may take. Split the file or send fewer lines."
        ),
        "time": _(
            "This took longer than one calculation may take and was stopped. Split the file or send fewer lines."
        ),
        "output": _(
            "The answer is larger than one calculation may give. Split the file or send fewer lines."
        ),
        "died": _("The reader broke off at this file. Save it again as CSV or XLSX, or split it."),
        "busy": _("Too many calculations are waiting. Try again in a minute; nothing is lost."),
    }[kind]
