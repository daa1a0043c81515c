"""Which of Streamlit's scripts a page needs, read from the manifest of its build."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

COMPONENT = re.compile(r"/components/(?:elements|widgets)/\w+/(\w+)\.tsx$")
ENTRY = "index.html"
#: elements whose component has another name
NAMES = {"dataframe": "ReadOnlyGrid", "imgs": "ImageList", "code": "StreamlitSyntaxHighlighter"}


class Manifest:
    """The manifest of the browser part: components by name and what they import."""

    def __init__(self, path: Path) -> None:
        self._entries: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
        self._components = {match[1]: key for key in self._entries if (match := COMPONENT.search(key))}

    def needed(self, elements: Iterable[str]) -> list[str]:
        """Script addresses for kinds of elements, beyond those that every page loads."""
        basic = self._reach([ENTRY])
        wanted = [
            key
            for element in sorted(elements)
            if (key := self._components.get(NAMES.get(element) or _camel(element)))
        ]
        return [self._entries[key]["file"] for key in self._reach(wanted) if key not in basic]

    def basic(self) -> list[str]:
        """Script addresses that every page loads."""
        return [self._entries[key]["file"] for key in self._reach([ENTRY])]

    def _reach(self, keys: Iterable[str]) -> dict[str, None]:
        """The entries and all they import, in order of discovery."""
        found: dict[str, None] = {}
        waiting = list(keys)
        while waiting:
            key = waiting.pop(0)
            if key not in found:
                found[key] = None
                waiting += self._entries[key].get("imports", [])
        return found


def _camel(name: str) -> str:
    return "".join(part.capitalize() for part in name.split("_"))
