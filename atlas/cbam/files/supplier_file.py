"""A file that a supplier sent back, whatever its kind: the one entry for page and command line.

The kind is recognised by what the sheets hold, not by the name of the file. A further kind is one more
row of READERS.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from atlas.cbam.files import communication_template, data_sheet_reading, data_sheet_values
from atlas.cbam.files.headings import score
from atlas.cbam.files.supplier_values import SupplierFile
from atlas.cbam.files.table import Unreadable, Upload
from atlas.cbam.files.upload import LIMITS, tables

#: hidden sheets that readers need besides the visible ones
HIDDEN = communication_template.HIDDEN


class Reader(NamedTuple):
    """A kind of file: whether an upload is one, and what it says."""

    recognises: Callable[[Upload], bool]
    read: Callable[[Upload], SupplierFile]


READERS = (
    Reader(data_sheet_reading.recognises, data_sheet_values.read),
    Reader(communication_template.recognises, communication_template.read),
)


def read(content: bytes, name: str) -> SupplierFile:
    """What the file says. Raises Unreadable, also for workbooks of no known kind (``supplier_unknown``)."""
    upload = tables(content, name, score, LIMITS, HIDDEN)
    for reader in READERS:
        if reader.recognises(upload):
            return reader.read(upload)
    raise Unreadable("supplier_unknown")
