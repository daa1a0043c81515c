"""What the log may hold: events, kinds and places, never values of a visitor."""

from __future__ import annotations

import logging
import traceback
from pathlib import Path
from typing import Any

from streamlit import config

_make = logging.getLogRecordFactory()


def to_standard_error() -> None:
    """Write the access log and the app's own messages to standard error, and all records without values."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(name)s %(message)s"))
    logging.getLogger("atlas").addHandler(handler)
    logging.getLogger("atlas").setLevel(logging.INFO)
    logging.setLogRecordFactory(without_values)
    # drawn tracebacks go past the records, with what a visitor sent
    config.set_option("logger.enableRich", False)


def without_values(*args: Any, **kwargs: Any) -> logging.LogRecord:
    """A record of a library without what it was about.

    Its message stays a template and of an exception only kind and place remain: both may carry
    identifiers of sessions, or what a visitor sent. Our own messages are written with that in mind.
    """
    record = _make(*args, **kwargs)
    if record.name.split(".")[0] != "atlas":
        # a longer message was put together with its values; its first line names the event
        record.msg, record.args = str(record.msg).split("\n")[0], ()
    if record.exc_info and record.exc_info[1] is not None:
        record.msg = f"{record.msg} ({place(record.exc_info[1])})"
        record.exc_info, record.exc_text = None, None
    return record


def place(error: BaseException) -> str:
    """Kind of an exception and where it was raised, without its values."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{where}"
