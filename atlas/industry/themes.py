"""Which statements of an article belong together: every one of them has its place on the page of its topic."""

from __future__ import annotations


def _span(article: int, *parts: int | tuple[int, int]) -> tuple[str, ...]:
    """Keys of statements of an article: single numbers, and first and last of a run."""
    numbers: list[int] = []
    for part in parts:
        numbers += [part] if isinstance(part, int) else range(part[0], part[1] + 1)
    return tuple(f"a{article}-{number:03d}" for number in numbers)


#: topic → theme (vocabulary fact_theme) → statements, in the order in which they are read
THEMES: dict[str, dict[str, tuple[str, ...]]] = {
    "lighthouses": {
        "counts": _span(1, 1, 3, (5, 10), 12, (20, 29), 85),
        "members": _span(1, (30, 44)),
        "results": _span(1, 48, 49, (54, 70), (73, 80)),
        "transformation": _span(1, (13, 19), 45, 46, 71, 72),
        "batteries": _span(1, (50, 53)),
        "carbon_border": _span(1, (81, 84)),
    },
    "packaging": {
        "market": _span(2, (5, 8), 117, 120, 126),
        "ranks": _span(2, 9, 10, 52, 53, 76, 103, 104),
        "sk_hynix": _span(2, (1, 4)),
        "tsmc": _span(2, (11, 51)),
        "ase": _span(2, (54, 75)),
        "amkor": _span(2, (77, 100)),
        "mainland": _span(2, 101, 102, (105, 116), 118, 119, (121, 125)),
    },
    "belts": {
        "merchants": _span(3, (1, 12), (21, 23)),
        "recovery": _span(3, (13, 15), (16, 20), 45, 50, 52),
        "regions": _span(3, (24, 30), (41, 44)),
        "platform": _span(3, (31, 40), 49, 51),
        "stages": _span(3, (46, 48)),
    },
    "presses": {"site": _span(4, (1, 5), (9, 17)), "cluster": _span(4, 19)},
    "equipment": {
        "rule": _span(5, (1, 4), 6),
        "export_limits": _span(5, (7, 9)),
        "domestic_tools": _span(5, (10, 12)),
        "makers": _span(5, (13, 20)),
        "orders": _span(5, 21, 22, (24, 27)),
    },
    "german_firms": {
        "taicang": _span(6, (1, 10)),
        "investments": _span(6, (11, 16), 20, 60, 64, 69, 70, 72),
        "local_content": _span(6, (17, 19), 21, 63),
        "takeovers": _span(6, (22, 28)),
        "power": _span(6, 36, 37, (39, 42), 50, 79),
        "germany": _span(6, (29, 35), (43, 49)),
        "trade": _span(6, (51, 55), (73, 78)),
        "cars": _span(6, (56, 59), 61, 62, 71),
        "world": _span(6, (65, 68)),
    },
    "work": {"pay": _span(7, 3, 5, 6, 9), "hours": _span(7, 1, 2, 4), "dates": _span(7, 7, 8)},
    "memory_fabs": {
        "rule": _span(8, (1, 10), 28, 35),
        "sites": _span(8, (11, 25)),
        "makers": _span(8, 26, 27),
        "moved": _span(8, (29, 34)),
    },
}
