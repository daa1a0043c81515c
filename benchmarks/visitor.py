"""A visitor without a browser: speaks Streamlit's protocol over its websocket."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import httpx
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import connect

#: widgets a visitor clicks, and where the protocol puts their value
VALUES = {"selectbox": "string_value", "radio": "string_value", "button_group": "string_array_value"}
#: widgets of the frame: a visitor does not change the language
FRAME = "frame:"
PATIENCE = 60.0
#: the end of a run that another one follows at once
AGAIN = ForwardMsg.FINISHED_EARLY_FOR_RERUN


class Failed(Exception):
    """The page showed an exception, or did not finish in time."""


@dataclass
class Choice:
    """A widget with options, as the server sent it."""

    id: str
    kind: str
    options: list[str]
    value: str | None

    def state(self) -> WidgetState:
        """The widget's value as the browser would send it."""
        state = WidgetState(id=self.id)
        if self.kind == "button_group":
            state.string_array_value.data.extend([] if self.value is None else [self.value])
        elif self.value is not None:
            state.string_value = self.value
        return state


@dataclass
class Run:
    """What one run of the page cost."""

    milliseconds: float
    bytes: int


@dataclass
class Visitor:
    """One session; `open` it, `click` some times, `close` it."""

    address: str
    page: str = ""
    query: str = "lang=en"
    cookie: str = ""
    choices: dict[str, Choice] = field(default_factory=dict)
    elements: set[str] = field(default_factory=set)
    #: what the last run said in boxes of warnings and errors
    alerts: list[str] = field(default_factory=list)
    #: the page's first widget that takes files, and the file it holds
    uploader: str = ""
    _file: WidgetState | None = None
    #: status of the last upload
    uploaded: int = 0
    _session: str = ""
    _page_hash: str = ""
    _turn: int = 0
    _known: dict[str, ForwardMsg] = field(default_factory=dict)
    _socket: Any = None

    async def open(self) -> Run:
        """Connect and run the page, for the first time or again after the connection was lost."""
        host = urlsplit(self.address).netloc
        self._socket = await connect(
            f"ws://{host}/_stcore/stream",
            subprotocols=["streamlit"],  # type: ignore[list-item]
            origin=self.address,  # type: ignore[arg-type]
            additional_headers={"Cookie": self.cookie} if self.cookie else None,
            max_size=None,
            compression=None,
        )
        return await self._run()

    async def click(self) -> Run:
        """Give the next widget its next option; a plain rerun where the page has none."""
        usable = [one for one in self.choices.values() if len(one.options) > 1 and FRAME not in one.id]
        if usable:
            one = usable[self._turn % len(usable)]
            spot = one.options.index(one.value) if one.value in one.options else -1
            one.value = one.options[(spot + 1) % len(one.options)]
        self._turn += 1
        return await self._run()

    async def upload(self, name: str, content: bytes) -> Run:
        """Choose a file in the page's uploader, as the browser does it: ask where to, send it, run."""
        request = BackMsg()
        request.file_urls_request.request_id = name
        request.file_urls_request.file_names.append(name)
        request.file_urls_request.session_id = self._session
        await self._socket.send(request.SerializeToString())
        message = ForwardMsg()
        while message.WhichOneof("type") != "file_urls_response":
            message = ForwardMsg.FromString(await asyncio.wait_for(self._socket.recv(), PATIENCE))
        urls = message.file_urls_response.file_urls[0]
        async with httpx.AsyncClient(base_url=self.address, timeout=PATIENCE) as client:
            await client.get("/_stcore/health")
            token = client.cookies.get("_streamlit_xsrf", "").strip('"')
            sent = await client.put(
                urls.upload_url, files={"file": (name, content)}, headers={"X-Xsrftoken": token}
            )
        self.uploaded = sent.status_code
        self._file = WidgetState(id=self.uploader)
        info = self._file.file_uploader_state_value.uploaded_file_info.add()
        info.file_id, info.name, info.size = urls.file_id, name, len(content)
        info.file_urls.CopyFrom(urls)
        return await self._run()

    async def close(self) -> None:
        """Leave."""
        if self._socket is not None:
            await self._socket.close()

    async def _run(self) -> Run:
        request = BackMsg()
        run = request.rerun_script
        run.query_string, run.page_name, run.page_script_hash = self.query, self.page, self._page_hash
        run.widget_states.widgets.extend(one.state() for one in self.choices.values())
        run.widget_states.widgets.extend([self._file] if self._file else [])
        run.cached_message_hashes.extend(self._known)
        run.context_info.locale = "en-GB"
        run.context_info.url = f"{self.address}/{self.page}"
        began, received, started = time.perf_counter(), 0, False
        fresh: dict[str, Choice] = {}
        self.alerts, self.uploader = [], ""
        await self._socket.send(request.SerializeToString())
        while True:
            data = await asyncio.wait_for(self._socket.recv(), PATIENCE)
            received += len(data)
            message = self._whole(ForwardMsg.FromString(data))
            kind = message.WhichOneof("type")
            if kind == "new_session":
                started, self._page_hash = True, message.new_session.page_script_hash or self._page_hash
                self._session = message.new_session.initialize.session_id or self._session
            elif kind == "navigation":
                self._page_hash = message.navigation.page_script_hash or self._page_hash
            elif kind == "page_info_changed":
                self.query = message.page_info_changed.query_string
            elif kind == "page_not_found":
                raise Failed(f"page {self.page!r} not found")
            elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
                self._element(message.delta.new_element, fresh)
            elif kind == "script_finished" and started and message.script_finished != AGAIN:
                break
        self.choices = fresh
        return Run((time.perf_counter() - began) * 1000, received)

    def _whole(self, message: ForwardMsg) -> ForwardMsg:
        """The message itself, or the kept one that it refers to, as the browser keeps them."""
        if message.WhichOneof("type") == "ref_hash":
            return self._known[message.ref_hash]
        if message.metadata.cacheable and message.hash:
            self._known[message.hash] = message
        return message

    def _element(self, element: Any, fresh: dict[str, Choice]) -> None:
        kind = element.WhichOneof("type")
        self.elements.add(kind)
        if kind == "exception":
            raise Failed(element.exception.type)
        if kind == "alert":
            self.alerts.append(element.alert.body)
        if kind == "file_uploader":
            self.uploader = self.uploader or element.file_uploader.id
        if kind in VALUES:
            proto = getattr(element, kind)
            options = [getattr(option, "content", option) for option in proto.options]
            fresh[proto.id] = Choice(proto.id, kind, options, self._value(kind, proto, options))

    def _value(self, kind: str, proto: Any, options: list[str]) -> str | None:
        """What the server set, else what this visitor chose before, else the default."""
        if proto.set_value:
            raw = (
                proto.raw_values
                if kind == "button_group"
                else ([proto.raw_value] if proto.HasField("raw_value") else [])
            )
            return raw[0] if raw else None
        if proto.id in self.choices:
            return self.choices[proto.id].value
        if kind == "button_group":
            spots = list(proto.default)
        else:
            spots = [proto.default] if proto.HasField("default") else []
        return options[spots[0]] if spots and spots[0] < len(options) else None
