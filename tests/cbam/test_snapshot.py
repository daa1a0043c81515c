"""The cost of every code as last accepted; see snapshot.py for how to refresh it."""

import pytest

from tests.cbam import oracle, snapshot


def test_costs_are_as_last_accepted() -> None:
    before = snapshot.PATH.read_text(encoding="utf-8").splitlines()
    now = snapshot.written(snapshot.costs()).splitlines()
    changed = [f"{old}\n{new}" for old, new in zip(before, now, strict=False) if old != new]
    assert len(before) == len(now)
    assert not changed, "\n".join(changed[:20])


def test_the_accepted_costs_are_those_of_the_oracle() -> None:
    """So that a snapshot refreshed without thought cannot carry an error."""
    head, *rows = [line.split(",") for line in snapshot.PATH.read_text(encoding="utf-8").splitlines()]
    lines, shown = [], []
    for row in rows:
        cells = iter(row[1:])
        for origin in snapshot.ORIGINS:
            for period in snapshot.PERIODS:
                lines.append({"cn_code": row[0], "origin": origin, "period": period, "net_mass_t": "100"})
                shown.append(next(cells))
    assert len(head) == 13 and len(lines) == 12 * len(rows)
    for answer, cell in zip(oracle.assess(lines), shown, strict=True):
        if answer["status"] == "refused":
            assert cell == answer["reason"]
        else:
            assert float(cell) == pytest.approx(float(answer["cost"]) / 100, abs=0.000051)
