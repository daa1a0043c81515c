"""Sessions whose visitors have gone are forgotten in time, with their uploads.

Streamlit looks for expired sessions only when another one is stored, and gives their files back only
when Python happens to collect them; on a quiet server both may take hours.
"""

from __future__ import annotations

import asyncio
from typing import Any

from streamlit.runtime import Runtime

#: seconds between two looks
EVERY = 20.0


async def forget(runtime: Runtime) -> None:
    """Look every now and then, as long as the server runs."""
    # there is no public way to the sessions that wait for their visitor to come back
    waiting: Any = runtime._session_mgr._session_storage._cache  # type: ignore[attr-defined]  # see above
    while True:
        await asyncio.sleep(EVERY)
        before = dict(waiting._data)
        waiting.expire()
        for gone in before.keys() - waiting._data.keys():
            before[gone].session.shutdown()
