"""The tables that formulas are tested with: those of one closed release of the data.

A new price, exchange rate or default value is a row in today's tables and changes no expected figure
here. Tests of today's tables themselves are in test_law.py, and of what pages say in test_page.py.
"""

import zipfile
from functools import cache
from pathlib import Path

import pandas as pd

from atlas import tables
from atlas.cbam.law.rules import TABLES, Rules

ARCHIVE = Path(__file__).resolve().parents[2] / "data" / "releases" / "2026-11-23.zip"


@cache
def folder() -> zipfile.Path:
    """The folder of the frozen tables."""
    return zipfile.Path(ARCHIVE)


@cache
def frames() -> dict[str, pd.DataFrame]:
    """The frozen tables of the rules."""
    return {name: table(name) for name in TABLES}


@cache
def table(name: str) -> pd.DataFrame:
    """One frozen table."""
    return tables.load(name, folder())


@cache
def rules(scenario: str = "law") -> Rules:
    """The rules of one rule set in the frozen tables."""
    return Rules.from_tables(frames(), scenario)
