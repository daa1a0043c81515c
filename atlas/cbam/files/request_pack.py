"""The request pack: for each supplier a letter and a data sheet in each language, in one archive."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping

#: characters that a folder's name keeps
KEPT = re.compile(r"[^\w\- ]+")
LONGEST_NAME = 60
#: the same content gives the same archive
MADE = (1980, 1, 1, 0, 0, 0)


def pack(files: Mapping[str, Mapping[str, bytes]]) -> bytes:
    """An archive with one folder a supplier: supplier → name of file → content."""
    content = io.BytesIO()
    taken: set[str] = set()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for supplier, held in files.items():
            folder = _folder(supplier, taken)
            for name, body in held.items():
                entry = zipfile.ZipInfo(f"{folder}/{name}", MADE)
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, body)
    return content.getvalue()


def _folder(supplier: str, taken: set[str]) -> str:
    """A name that every system takes, and that leads nowhere else."""
    plain = " ".join(KEPT.sub(" ", supplier).split())[:LONGEST_NAME].strip() or "supplier"
    name, number = plain, 1
    while name.casefold() in taken:
        number += 1
        name = f"{plain} {number}"
    taken.add(name.casefold())
    return name
