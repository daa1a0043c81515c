"""What one session does to a table, another does not see."""

import pytest

from atlas import tables
from atlas.app import cache


@pytest.mark.parametrize("name", tables.names())
def test_a_changed_table_reaches_nobody_else(name: str) -> None:
    mine, yours = cache.table(name), cache.table(name)
    column = mine.columns[0]
    before = yours[column].copy(deep=True)
    mine.loc[:, column] = mine[column].iloc[0]
    mine["only mine"] = 1
    for frame in (yours, cache.table(name), cache.every_table()[name]):
        assert frame[column].equals(before) and "only mine" not in frame
