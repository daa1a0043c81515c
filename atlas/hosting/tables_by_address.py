"""Fixed addresses of the tables: the files of ``data/`` as they are."""

from __future__ import annotations

from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.routing import Mount, Route
from starlette.types import Receive, Scope, Send

from atlas import tables
from atlas.hosting.static_files import AN_HOUR, CachedFile, answer, media_type

#: the tables are public: pages of other sites may read them
OPEN = {"access-control-allow-origin": "*", "cross-origin-resource-policy": "cross-origin"}


class TableFiles:
    """``/data/datapackage.json`` and what it names; ``/data/TABLE.csv`` too; other names are not found."""

    def __init__(self) -> None:
        files = {
            path: CachedFile(tables.file_of(path), media_type(Path(path)), AN_HOUR, OPEN)
            for path in tables.files()
        }
        self._files = {Path(path).name: file for path, file in files.items()} | files

    def mount(self) -> Mount:
        """All of them, below ``/data``."""
        return Mount("/data", routes=[Route("/{name:path}", _Endpoint(self._files), methods=["GET", "HEAD"])])


class _Endpoint:
    """An ASGI endpoint, so that compression and conditional requests are ours."""

    def __init__(self, files: dict[str, CachedFile]) -> None:
        self._files = files

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        file = self._files.get(Request(scope).path_params["name"])
        if file is None:
            raise HTTPException(404)
        await answer(file, scope, send)
