"""Files that a page's uploader shows in the browser but the server does not hold, and why."""

from __future__ import annotations

from collections import OrderedDict

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import DeletedFile, UploadedFile

#: sessions whose reason is remembered; a session has one at a time
MOST = 1000
_refused: OrderedDict[str, str] = OrderedDict()


def refuse(session: str, kind: str) -> None:
    """Remember why the server did not take a session's file (a kind of `refusals_text`)."""
    _refused[session] = kind
    _refused.move_to_end(session)
    while len(_refused) > MOST:
        _refused.popitem(last=False)


def missing(key: str) -> str | None:
    """Why the uploader of this key has a file that the server does not hold; None where all is well.

    Where the server did not refuse it, it was restarted, or another one took over.
    """
    context, shown = get_script_run_ctx(), st.session_state.get(key)
    files = shown if isinstance(shown, list) else [shown]
    if context is None or not any(isinstance(file, DeletedFile) for file in files):
        return None
    return _refused.get(context.session_id, "lost")


def held(key: str) -> list[UploadedFile]:
    """The files of an uploader of several that the server holds."""
    return [file for file in st.session_state.get(key) or [] if isinstance(file, UploadedFile)]
