"""A slow line in front of a server: 20 Mbit/s down and up, 40 ms there and back.

The kernel's own tools for this (netem) are not on every machine, and the browser's emulation
delays requests, not bytes. Here connections take turns on one wire, and each starts slowly, as TCP does.
"""

from __future__ import annotations

import asyncio
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

BYTES_PER_SECOND, ROUND_TRIP = 20e6 / 8, 0.040
SEGMENT = 1460
PIECE = 4 * SEGMENT
#: RFC 6928: bytes a connection may have under way at its start; doubled with each round trip
FIRST_WINDOW = 10 * SEGMENT


class Wire:
    """One direction of the line; the flows that have something to send take turns."""

    def __init__(self) -> None:
        self._waiting: asyncio.Queue[Flow] = asyncio.Queue()

    def wants(self, flow: Flow) -> None:
        """The flow has one piece more to send."""
        self._waiting.put_nowait(flow)

    async def run(self) -> None:
        """Carry pieces for ever."""
        loop, free = asyncio.get_running_loop(), 0.0
        while True:
            flow = await self._waiting.get()
            piece = flow.pieces.popleft()
            free = max(free, loop.time()) + len(piece) / BYTES_PER_SECOND
            await asyncio.sleep(max(0.0, free - loop.time()))
            loop.call_later(ROUND_TRIP / 2, flow.arrive, piece)


class Flow:
    """One direction of one connection."""

    def __init__(self, wire: Wire, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        self.pieces: deque[bytes] = deque()
        self._wire, self._source, self._target = wire, source, target
        self._window, self._under_way = FIRST_WINDOW, 0
        self._room = asyncio.Event()

    async def run(self) -> None:
        """Send until the source ends."""
        while piece := await self._source.read(PIECE):
            while self._under_way >= self._window:
                self._room.clear()
                await self._room.wait()
            self._under_way += len(piece)
            self.pieces.append(piece)
            self._wire.wants(self)
        while self._under_way:
            self._room.clear()
            await self._room.wait()
        self._target.close()

    def arrive(self, piece: bytes) -> None:
        """A piece has come; its sender hears of it half a round trip later."""
        if not self._target.is_closing():
            self._target.write(piece)
        asyncio.get_running_loop().call_later(ROUND_TRIP / 2, self._acknowledge, len(piece))

    def _acknowledge(self, size: int) -> None:
        self._under_way -= size
        self._window += size
        self._room.set()


class Line:
    """Forwards connections to a port."""

    def __init__(self, port: int) -> None:
        self._port, self._down, self._up = port, Wire(), Wire()

    async def start(self) -> asyncio.Server:
        """Open the door."""
        self._wires = [asyncio.create_task(wire.run()) for wire in (self._down, self._up)]
        return await asyncio.start_server(self.connection, "127.0.0.1", 0)

    async def connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, from its handshake on."""
        with suppress(asyncio.CancelledError):
            await asyncio.sleep(ROUND_TRIP)
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._port)
            flows = Flow(self._up, reader, far_writer), Flow(self._down, far_reader, writer)
            await asyncio.gather(*(flow.run() for flow in flows), return_exceptions=True)


@contextmanager
def slow(address: str) -> Iterator[str]:
    """The address behind a slow line."""
    loop = asyncio.new_event_loop()
    # in a thread of its own: the browser's driver has a loop in this one
    threading.Thread(target=loop.run_forever, daemon=True).start()
    line = Line(urlsplit(address).port or 80)
    server = asyncio.run_coroutine_threadsafe(line.start(), loop).result()
    yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    asyncio.run_coroutine_threadsafe(_hang_up(server), loop).result()
    loop.call_soon_threadsafe(loop.stop)


async def _hang_up(server: asyncio.Server) -> None:
    """Close the door and end what is still under way."""
    server.close()
    tasks = asyncio.all_tasks() - {asyncio.current_task()}
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
