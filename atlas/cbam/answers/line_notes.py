"""How many lines of a portfolio a note concerns."""

from __future__ import annotations

import pandas as pd

from atlas.cbam.engine import procedures


def counted(assessed: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """Lines by note (`atlas.cbam.engine.result.NOTES`), and by document code of the customs declaration."""
    noted = assessed["note"].dropna().astype("str")
    codes = noted.str.split(";").explode().value_counts(sort=False)
    if procedures.COLUMN not in assessed:
        return codes, pd.Series(dtype="int64")
    held = noted.str.contains("document_code").reindex(assessed.index, fill_value=False)
    return codes, assessed.loc[held, procedures.COLUMN].astype("str").str.strip().str.upper().value_counts()
