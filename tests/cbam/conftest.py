"""The rules of both rule sets, built once for all tests of the engine."""

import pytest

from atlas import tables
from atlas.cbam.law.rules import TABLES, Rules


@pytest.fixture(scope="session")
def frames() -> dict:
    return {name: tables.load(name) for name in TABLES}


@pytest.fixture(scope="session")
def rules(frames: dict) -> Rules:
    return Rules.from_tables(frames)


@pytest.fixture(scope="session")
def proposal(frames: dict) -> Rules:
    return Rules.from_tables(frames, "com_2026_616")
