"""Sixty links, made before a change, show what they showed then.

``links.csv`` holds the links, ``seen.json`` what each showed. A difference is either a fault
or wanted; one that is wanted goes into ``seen.json`` line by line, read by a person. What the
address may do (design, section 4): leave out what is empty, and carry names that neither the
link nor its record knows, such as ``data``.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from tests.links.record import SEEN, Record, address, asked, links, seen, show

SHOWN, WIDTH = 12, 160


@cache
def records() -> dict[str, Record]:
    """What each link showed, by its address."""
    found: dict[str, Record] = json.loads(SEEN.read_text(encoding="utf-8"))
    return found


def lasting(query: dict[str, list[str]], known: set[str]) -> dict[str, list[str]]:
    """The part of a published address that has to stay: known names with a value."""
    return {name: values for name, values in query.items() if name in known and any(values)}


def differences(before: Any, now: Any, where: str = "") -> Iterator[str]:
    """One line for each difference between two records."""
    if isinstance(before, dict) and isinstance(now, dict):
        for name in sorted(before.keys() | now.keys()):
            yield from differences(before.get(name), now.get(name), f"{where}.{name}".lstrip("."))
    elif isinstance(before, list) and isinstance(now, list):
        yield from _in_lists(before, now, where)
    elif before != now:
        yield f"{where}: {_shortened(before, now)}"


def _in_lists(before: list[Any], now: list[Any], where: str) -> Iterator[str]:
    """Entries that changed in place, went, or came."""
    texts = [[json.dumps(entry, sort_keys=True) for entry in entries] for entries in (before, now)]
    matcher = difflib.SequenceMatcher(None, texts[0], texts[1], autojunk=False)
    for kind, first, last, begin, end in matcher.get_opcodes():
        if kind == "equal":
            continue
        if last - first == end - begin:
            for place in range(last - first):
                yield from differences(before[first + place], now[begin + place], f"{where}[{first + place}]")
            continue
        yield from (f"{where}[{place}] gone: {_text(before[place])[:WIDTH]}" for place in range(first, last))
        yield from (f"{where}[{place}] new: {_text(now[place])[:WIDTH]}" for place in range(begin, end))


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _shortened(before: Any, now: Any) -> str:
    """Both values, long ones from shortly before the first character that differs."""
    old, new = _text(before), _text(now)
    same = next(
        (place for place, (a, b) in enumerate(zip(old, new, strict=False)) if a != b),
        min(len(old), len(new)),
    )
    start = max(0, same - 30) if max(len(old), len(new)) > WIDTH else 0
    dots = "…" if start else ""
    return f"{dots}{old[start : start + WIDTH]!r} → {dots}{new[start : start + WIDTH]!r}"


def test_every_link_has_its_record() -> None:
    written = [address(page, query) for page, query in links()]
    assert len(written) == len(set(written)) == 60
    assert set(written) == set(records())


@pytest.mark.parametrize(("page", "query"), [pytest.param(*link, id=address(*link)) for link in links()])
def test_a_link_shows_what_it_showed(page: str, query: str) -> None:
    link = address(page, query)
    before, now = dict(records()[link]), json.loads(json.dumps(seen(show(page, query))))
    known = before["query"].keys() | asked(query).keys()
    before["query"], now["query"] = lasting(before["query"], known), lasting(now["query"], known)
    # what can be read comes before sums
    found = sorted(differences(before, now), key=lambda line: ".sums." in line or ".sha256:" in line)
    more = [f"… and {len(found) - SHOWN} more"] if len(found) > SHOWN else []
    if found:
        pytest.fail("\n".join([f"{link} shows something else:", *found[:SHOWN], *more]), pytrace=False)
