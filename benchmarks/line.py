"""A slow line in front of a server: 20 Mbit/s down and up, 40 ms there and back.

The browser's own emulation stalls now and then where many files are asked for at once; this
one delays the bytes themselves.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

BYTES_PER_SECOND, ROUND_TRIP = 20e6 / 8, 0.040
PIECE = 8192


class Line:
    """Forwards connections to a port; all share the same width in each direction."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._free = {"down": 0.0, "up": 0.0}

    async def connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, from its handshake on."""
        await asyncio.sleep(ROUND_TRIP)
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._port)
        await asyncio.gather(
            self._carry(reader, far_writer, "up"),
            self._carry(far_reader, writer, "down"),
            return_exceptions=True,
        )

    async def _carry(self, source: asyncio.StreamReader, target: asyncio.StreamWriter, way: str) -> None:
        loop = asyncio.get_running_loop()
        under_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue(64)

        async def arrive() -> None:
            while True:
                moment, piece = await under_way.get()
                await asyncio.sleep(max(0.0, moment - loop.time()))
                if not piece:
                    target.close()
                    return
                target.write(piece)
                await target.drain()

        arriving = asyncio.create_task(arrive())
        while piece := await source.read(PIECE):
            self._free[way] = max(self._free[way], loop.time()) + len(piece) / BYTES_PER_SECOND
            await under_way.put((self._free[way] + ROUND_TRIP / 2, piece))
        await under_way.put((loop.time(), b""))
        await arriving


@contextmanager
def slow(address: str) -> Iterator[str]:
    """The address behind a slow line."""
    loop = asyncio.new_event_loop()
    line = Line(urlsplit(address).port or 80)
    # in a thread of its own: the browser's driver has a loop in this one
    threading.Thread(target=loop.run_forever, daemon=True).start()
    starting = asyncio.start_server(line.connection, "127.0.0.1", 0)
    server = asyncio.run_coroutine_threadsafe(starting, loop).result()
    yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    loop.call_soon_threadsafe(loop.stop)
