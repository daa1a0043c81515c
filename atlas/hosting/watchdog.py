"""The watchdog of the first answer: says in the reader's language why a page is not there, and what to do.

A script lost on the way, a blocked WebSocket, a full, restarted or unreachable server: Streamlit's
browser part leaves the page white or half drawn then. The script stands inline, so that it runs
where others do not arrive; its words stand beside it, so that it is the same in each language.
"""

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import Path
from secrets import token_hex

from atlas.language import Language


@cache
def _file(ending: str) -> str:
    return Path(__file__).with_suffix(ending).read_text(encoding="utf-8")


def script() -> str:
    """The script element, for the head."""
    return f"<script>{_file('.js')}</script>"


def texts(lang: Language) -> dict[str, str]:
    """What is said, by the kind of trouble."""
    _ = lang.text
    return {
        "lost": _("A part of this page did not arrive. It is loaded again; if this stays, reload the page."),
        "blocked": _(
            "Something between you and the server, such as a proxy or a firewall, blocks the live connection (WebSocket) that this page needs. Ask your network's administrators to let it through. The tables can be downloaded without it."
        ),
        "offline": _("The server cannot be reached. What you see stays, and the page tries again by itself."),
        "interrupted": _(
            "The connection was interrupted. The page connects again by itself; what you see may be out of date until then."
        ),
        "full": _("The server is full at the moment. The page tries again by itself every half minute."),
        "restarted": _(
            "The server was restarted and keeps no files. What you see may be from before. Please choose your file again."
        ),
        "slow": _("This takes longer than usual. Please wait a moment, or reload the page."),
        "stale": _(
            "A part of this page could not be loaded; the app may have been renewed meanwhile. Reload the page to see all of it."
        ),
    }


#: this run of the server, for the watchdog to know a later one by
STARTED = token_hex(8)


def box(lang: Language) -> str:
    """The place where the watchdog speaks, hidden until it does."""
    _ = lang.text
    again, tables = escape(_("Reload the page")), escape(_("Tables to download"))
    words = " ".join(f'data-{kind}="{escape(text)}"' for kind, text in texts(lang).items())
    return (
        f'<style>{_file(".css")}</style><div id="watchdog" role="alert" hidden data-started="{STARTED}" {words}><p></p>'
        f'<button type="button">{again}</button>'
        f'<a href="./data/datapackage.json">{tables}</a></div>'
    )
