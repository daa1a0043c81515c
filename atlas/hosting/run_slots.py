"""Page scripts take turns.

The interpreter runs one thread at a time. Scripts of many sessions at once would only interrupt
one another and the event loop, which sends what they have made: the more of them, the longer
each takes. So the rest wait in line, but not for ever, since one may be a long calculation.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore


class Turns:
    """At most ``at_once`` run together; who has waited ``patience`` seconds runs too."""

    def __init__(self, at_once: int, patience: float) -> None:
        self._places, self._patience = BoundedSemaphore(at_once), patience

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Wait for a place, and keep it inside the ``with`` block."""
        held = self._places.acquire(timeout=self._patience)
        try:
            yield
        finally:
            if held:
                self._places.release()
