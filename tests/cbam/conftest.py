"""The rules of both rule sets in the frozen tables, built once for all tests of the engine."""

import pandas as pd
import pytest

from atlas.cbam.law.rules import Rules
from tests.cbam import frozen


@pytest.fixture(scope="session")
def frames() -> dict[str, pd.DataFrame]:
    return frozen.frames()


@pytest.fixture(scope="session")
def rules() -> Rules:
    return frozen.rules()


@pytest.fixture(scope="session")
def proposal() -> Rules:
    return frozen.rules("com_2026_616")
