"""The empty script with the same tuning as `server.py`: same loop, same options, frozen objects."""

import gc
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pandas  # noqa: F401  what the app has in memory, too
import plotly.graph_objects  # noqa: F401
import streamlit as st
import uvicorn


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    gc.collect()
    gc.freeze()
    yield


if __name__ == "__main__":
    sys.setswitchinterval(0.02)
    uvicorn.run(
        st.App(Path(__file__).with_name("empty.py"), lifespan=lifespan),
        port=int(os.environ["PORT"]),
        ws="websockets-sansio",
        access_log=False,
        log_level="warning",
    )
