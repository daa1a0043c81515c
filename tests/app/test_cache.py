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


def test_what_is_kept_knows_its_release_and_its_tables() -> None:
    calls = []

    @cache.cached
    def sites() -> int:
        calls.append(tables.used())
        return len(cache.table("lighthouses"))

    @cache.cached
    def report() -> str:
        return f"{sites()} sites"

    first = tables.releases()[0]
    today = report()
    with tables.using(first):
        assert report() == f"{len(tables.load('lighthouses', tables.release(first)))} sites"
    with cache.reading() as behind:
        assert report() == today
    assert calls == [None, first] and behind == {"lighthouses"}
