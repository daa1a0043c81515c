"""What a view shows, worked out without a browser: a page run aside, with another release of the data if asked.

The page's own code runs, with widgets nobody touches, in a context that no session sees. So a
file for the meeting, and what a link showed when it was made, are what the page itself says.
"""

from __future__ import annotations

import contextvars
import logging
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread, current_thread
from types import CodeType
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import streamlit as st
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.fragment import MemoryFragmentStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner_utils.exceptions import ScriptControlException
from streamlit.runtime.scriptrunner_utils.script_run_context import (
    ScriptRunContext,
    add_script_run_ctx,
    get_script_run_ctx,
)
from streamlit.runtime.state import SafeSessionState, SessionState

from atlas import tables
from atlas.app import cache, page_state
from atlas.app.page_state import Exhibit
from atlas.app.pages import pages
from atlas.language import Language

if TYPE_CHECKING:
    from streamlit.proto.Element_pb2 import Element

ROOT = Path(__file__).resolve().parent.parent.parent
MARKUP = re.compile(r"\*\*|:[a-z-]+\[|(?<=\w)\]|:material/\w+:")
#: widgets with a list of options, of which one or several are chosen
CHOOSING = ("selectbox", "multiselect", "button_group", "radio")
TYPED = ("number_input", "slider", "text_input")
log = logging.getLogger("atlas")


@dataclass
class View:
    """What a view says: its title, finding, key figures and controls in words, its exhibits, its tables."""

    title: str = ""
    finding: list[str] = field(default_factory=list)
    figures: list[tuple[str, str]] = field(default_factory=list)
    selection: list[tuple[str, str]] = field(default_factory=list)
    exhibits: dict[str, Exhibit] = field(default_factory=dict)
    tables: frozenset[str] = frozenset()
    #: parameters whose value the tables do not know
    refused: tuple[str, ...] = ()


class ViewError(RuntimeError):
    """A view that cannot be worked out, for instance with tables that lack what it needs."""


def view(file: Path, query: Mapping[str, Sequence[str]], lang: Language, release: str | None = None) -> View:
    """What the page of a file shows at an address, with a release of the data (None is today's).

    Raises ViewError when the page fails, KeyError for an unknown release.
    """
    with tables.using(release):
        context = contextvars.copy_context()
    shown, failed = View(), list[BaseException]()

    def run() -> None:
        try:
            context.run(_run, file, urlencode(query, doseq=True), lang, shown)
        except ScriptControlException:
            pass
        except Exception as error:
            failed.append(error)

    thread = Thread(target=run, daemon=True)
    thread.start()
    thread.join()
    if failed:
        log.info("view of %s with the data of %s: %s", file.stem, release, type(failed[0]).__name__)
        raise ViewError(file.stem) from failed[0]
    return shown


def selection(
    page: str, query: Mapping[str, Sequence[str]], lang: Language, release: str | None = None
) -> list[tuple[str, str]]:
    """What is chosen on a page, in the words of its controls; nothing where the page fails."""
    try:
        return view(pages()[page].file, query, lang, release).selection
    except ViewError:
        return []


def unseen(run: Callable[[], object]) -> View:
    """What a page says in the session that runs it; the browser gets nothing of it.

    So the page's widgets keep what the reader chose, uploaded files too.
    """
    messages: list[ForwardMsg] = []
    shown, context = View(), get_script_run_ctx()
    # else the page's elements would count as elements of what is shown instead
    with st.container(), page_state.holding() as seen:
        assert context is not None
        send, context._enqueue = context._enqueue, messages.append
        try:
            run()
        finally:
            context._enqueue = send
            shown.exhibits = dict(seen)
            _read(messages, shown)
    return shown


def _run(file: Path, query: str, lang: Language, shown: View) -> None:
    messages: list[ForwardMsg] = []
    context = ScriptRunContext(
        session_id="view",
        _enqueue=messages.append,
        query_string=query,
        session_state=SafeSessionState(SessionState(), lambda: None),
        uploaded_file_mgr=MemoryUploadedFileManager("/"),
        main_script_path=str(ROOT / "dashboard.py"),
        user_info={},
        fragment_storage=MemoryFragmentStorage(),
        pages_manager=PagesManager(str(ROOT / "dashboard.py")),
    )
    add_script_run_ctx(current_thread(), context)
    context.reset(query_string=query)
    with page_state.aside(lang) as seen, cache.reading() as read:
        try:
            exec(_code(file), {"__name__": "__page__", "__file__": str(file)})  # noqa: S102
        finally:
            shown.exhibits, shown.tables = dict(seen), frozenset(read)
            address = page_state.address.get()
            shown.refused = tuple(address.refused) if address is not None else ()
            _read(messages, shown)


def _code(file: Path) -> CodeType:
    return compile(file.read_text(encoding="utf-8"), str(file), "exec")


def _read(messages: Sequence[ForwardMsg], shown: View) -> None:
    """Words and controls of the page, from what a browser would have got."""
    findings: list[tuple[int, ...]] = []
    for message in messages:
        if message.WhichOneof("type") != "delta":
            continue
        path = tuple(message.metadata.delta_path)
        delta = message.delta
        if delta.WhichOneof("type") == "add_block":
            if "finding-" in delta.add_block.id:
                findings.append(path)
        elif delta.WhichOneof("type") == "new_element":
            element = delta.new_element
            if any(path[: len(block)] == block for block in findings):
                kind = element.WhichOneof("type")
                if kind in ("markdown", "heading"):
                    shown.finding.append(plain(getattr(element, kind).body))
            _element(element, shown)


def _element(element: Element, shown: View) -> None:
    kind = str(element.WhichOneof("type"))
    if kind == "heading" and not shown.title and element.heading.tag == "h1":
        shown.title = plain(element.heading.body)
    elif kind == "metric":
        shown.figures.append((plain(element.metric.label), plain(element.metric.body)))
    elif kind in CHOOSING or kind in TYPED:
        widget: Any = getattr(element, kind)
        value = _chosen(widget) if kind in CHOOSING else _typed(widget)
        if widget.label and value:
            shown.selection.append((plain(widget.label), value))


def _chosen(widget: Any) -> str:
    """The words of what is chosen in a widget with options, by its default or by the address."""
    options = [str(getattr(option, "content", option)) for option in widget.options]
    names = {each.name for each in widget.DESCRIPTOR.fields}
    if widget.set_value and names & {"raw_value", "raw_values"}:
        raw = list(widget.raw_values) if "raw_values" in names else [widget.raw_value]
        return ", ".join(plain(text) for text in raw)
    name = "value" if widget.set_value else "default"
    value = getattr(widget, name)
    one = [value] if isinstance(value, int) and widget.HasField(name) else []
    chosen = one if isinstance(value, int) else list(value)
    return ", ".join(plain(options[place]) for place in chosen if place < len(options))


def _typed(widget: Any) -> str:
    """What stands in a field or on a slider; nothing in an empty one."""
    name = "value" if widget.set_value else "default"
    if widget.DESCRIPTOR.name == "Slider":
        options, raw = list(widget.options), list(widget.raw_value)
        values = raw if widget.set_value and raw else list(getattr(widget, name))
        if options and not raw:
            values = [options[int(place)] for place in values]
        elif widget.data_type in (widget.DATETIME, widget.DATE):
            written = "%Y-%m" if widget.format == "YYYY-MM" else "%Y-%m-%d"
            values = [datetime.fromtimestamp(moment / 1e6, UTC).strftime(written) for moment in values]
    else:
        values = [getattr(widget, name)] if widget.HasField(name) else []
    return "–".join(f"{each:,.12g}" if isinstance(each, float) else plain(str(each)) for each in values)


def plain(text: str) -> str:
    """Markdown as the words that a reader sees."""
    return " ".join(MARKUP.sub("", text).replace("\\", "").split())
