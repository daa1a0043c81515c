"""What one session does to a table, another does not see."""

import pytest

from atlas import cached, tables


@pytest.mark.parametrize("name", tables.names())
def test_a_changed_table_reaches_nobody_else(name: str) -> None:
    mine, yours = cached.table(name), cached.table(name)
    column = mine.columns[0]
    before = yours[column].copy(deep=True)
    mine.loc[:, column] = mine[column].iloc[0]
    mine["only mine"] = 1
    for frame in (yours, cached.table(name), cached.every_table()[name]):
        assert frame[column].equals(before) and "only mine" not in frame
