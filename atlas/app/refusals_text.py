"""What a reader is told when a worker gave no answer, or the server did not keep a file."""

from __future__ import annotations

from atlas.language import Language


def refusal(kind: str, lang: Language) -> str:
    """A sentence for a kind of refusal (of `workers.Refused`, or of `uploads.missing`): what happened and what to do."""
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
        "session_full": _(
            "This page holds as many files as it may. Remove one, or reload the page and begin anew."
        ),
        "server_full": _("The server has no memory left for this file. Try again in a few minutes."),
        "lost": _(
            "The server no longer has this file: it was restarted, or the connection was away for too long. Please choose your file again."
        ),
        "no_cookie": _(
            "Your browser withholds this app’s cookie, as the page stands inside another site, so no file can be taken here. Open the page in a tab of its own and choose your file there."
        ),
    }[kind]
