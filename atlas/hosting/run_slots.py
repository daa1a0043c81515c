"""Page scripts share a few slots to run in.

The interpreter runs one thread at a time. Scripts of many sessions at once would only interrupt
one another and the event loop, which sends what they have made: the more of them, the longer
each takes. So the rest wait for a slot, but not for ever, since one may be a long calculation.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, local


class RunSlots:
    """At most ``at_once`` scripts run together; who has waited ``longest_wait`` seconds runs too."""

    def __init__(self, at_once: int, longest_wait: float) -> None:
        self._slots, self._longest_wait = BoundedSemaphore(at_once), longest_wait
        self._thread = local()

    @contextmanager
    def slot(self) -> Iterator[None]:
        """Wait for a slot, and keep it inside the ``with`` block."""
        around = getattr(self._thread, "held", False)
        self._take()
        try:
            yield
        finally:
            self._give_back()
            self._thread.held = around

    @contextmanager
    def lent(self) -> Iterator[None]:
        """Let another script have this one's slot inside the ``with`` block: it only waits there."""
        held = self._give_back()
        try:
            yield
        finally:
            if held:
                self._take()

    def _take(self) -> None:
        self._thread.held = self._slots.acquire(timeout=self._longest_wait)

    def _give_back(self) -> bool:
        held = bool(getattr(self._thread, "held", False))
        self._thread.held = False
        if held:
            self._slots.release()
        return held
