"""What a line's customs procedure does to it (Regulation (EU) 2023/956 Art. 6(3) to (5)).

Returned goods are declared with zero emissions; goods that are not released for free circulation are
no import yet. After inward processing the goods that were placed under it count, so a product outside
the list is not outside the mechanism; after outward processing only what was emitted abroad counts.
"""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from atlas.cbam.engine.lines import Found, Lines, look_up
from atlas.cbam.engine.reasons import INDEX
from atlas.cbam.engine.result import NOTES, Steps

COLUMN = "customs_procedure"
CODES = (
    "free_circulation",
    "inward_processing",
    "outward_processing",
    "returned_goods",
    "not_released",
    "re_importation",
)
FREE, INWARD, OUTWARD, RETURNED, NOT_RELEASED, REIMPORTED = range(6)
#: a document code of the customs declaration, such as Y128: information that changes no figure
DOCUMENT, OTHER = len(CODES), len(CODES) + 1
DOCUMENT_CODE = re.compile(r"[YCL]\d{3}")


def apply(frame: pd.DataFrame, lines: Lines, steps: Steps) -> None:
    """Refuse, put outside or note the lines that a procedure concerns, after their codes were read."""
    if COLUMN not in frame:
        return
    own = look_up(frame, COLUMN, _find, "")[0]
    sound = (lines.reason == 0) & ~steps.exempt
    for place, code in (
        (RETURNED, "returned_goods"),
        (NOT_RELEASED, "not_released"),
        (REIMPORTED, "re_importation"),
    ):
        lines.refuse(sound & (own == place), code)
    unlisted = np.isin(lines.reason, [INDEX["cn_not_in_annex_i"], INDEX["cn_excepted"]])
    lines.reason[unlisted & (own == INWARD)] = INDEX["inward_not_listed"]
    for place, note in (
        (INWARD, "inward_processing"),
        (OUTWARD, "outward_processing"),
        (DOCUMENT, "document_code"),
        (OTHER, "procedure_unknown"),
    ):
        steps.note[sound & (own == place)] |= NOTES[note]


def _find(written: object) -> Found:
    text = re.sub(r"[\s-]+", "_", str(written).strip().lower())
    if text in CODES:
        return CODES.index(text), "", ""
    return (DOCUMENT if DOCUMENT_CODE.fullmatch(text.upper()) else OTHER), "", ""
