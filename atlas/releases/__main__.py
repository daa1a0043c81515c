"""Close a release of the data: ``python -m atlas.releases [DATE] [--reasons FILE] [--check]``.

Writes ``data/releases/DATE.zip`` (all tables with their schemas) and ``DATE.changes.csv`` (every
difference from the release before, with its reason), dates the data, and carries the release into
``CHANGELOG.md`` and ``CITATION.cff``. Differences without a reason are asked about where somebody
can answer, else listed, and nothing is written. See docs/data-release.md.
"""

from __future__ import annotations

import argparse
import datetime as dt
import re
import sys
from collections import Counter
from pathlib import Path

from atlas import tables
from atlas.releases import archive, feed
from atlas.releases.differences import Change, differences
from atlas.releases.reasons import KINDS, Reason, ReasonsError, explain, read

ROOT = tables.DATA.parent
NOTED = tables.RELEASES / "reasons.csv"
SHOWN = 40


def main(arguments: list[str] | None = None) -> int:
    """Exit 0 when the release was closed, 1 when a reason is missing, 2 when it cannot be closed."""
    parser = argparse.ArgumentParser(prog="python -m atlas.releases", description=__doc__.split("\n")[0])
    parser.add_argument("date", nargs="?", default=dt.date.today().isoformat(), help="YYYY-MM-DD")
    parser.add_argument("--reasons", type=Path, default=NOTED, help="file of reasons (CSV)")
    parser.add_argument(
        "--check", action="store_true", help="say what differs and lacks a reason; write nothing"
    )
    options = parser.parse_args(arguments)
    try:
        return _close(options.date, options.reasons, options.check)
    except (ReasonsError, tables.TableError) as error:
        print(error, file=sys.stderr)
        return 2


def _close(date: str, reasons: Path, only_check: bool) -> int:
    earlier = tables.releases()
    if not _is_day(date) or (earlier and date <= earlier[-1]):
        print(f"{date!r} is not a day after the last release ({earlier[-1:]})", file=sys.stderr)
        return 2
    tables.load_all()
    found = differences(tables.release(earlier[-1]), tables.DATA) if earlier else []
    asking = _ask if sys.stdin.isatty() and not only_check else None
    explained, lost = explain(found, read(reasons), asking)
    print(
        f"{len(found)} differences from {earlier[-1] if earlier else 'nothing'}, {len(lost)} without a reason"
    )
    if lost:
        _list(lost, reasons)
        return 1
    if only_check:
        return 0
    _date_data(date)
    (tables.RELEASES / f"{date}.changes.csv").write_text(archive.written(explained), encoding="utf-8")
    (tables.RELEASES / f"{date}.zip").write_bytes(tables.archive())
    NOTED.unlink(missing_ok=True)
    _log(date)
    _cite(date)
    print(f"Closed. Read CHANGELOG.md, commit, then: git tag -a data-{date} -m 'Data of {date}'")
    return 0


def _is_day(text: str) -> bool:
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _ask(table: str, column: str, count: int) -> Reason:
    """One answer for all differences of a kind, from who sits at the keyboard."""
    what = f"{table}{f', column {column}' if column else ', whole rows'}: {count} difference(s)"
    reason = ""
    while not reason:
        reason = input(f"{what}. Reason: ").strip()
    kind = ""
    while kind not in KINDS:
        kind = input("Kind (fact, or method for a change of method): ").strip()
    return Reason(table, "", column, kind, reason)


def _list(lost: list[Change], reasons: Path) -> None:
    """The differences without a reason, as the rows that a reasons file needs."""
    print(f"Add rows to {reasons} (table,key,column,kind,reason), for instance for:")
    kinds = Counter((change.table, change.change, change.column) for change in lost)
    for (table, change, column), count in kinds.most_common(SHOWN):
        example = next(c for c in lost if (c.table, c.change, c.column) == (table, change, column))
        print(f"  {table},{example.key},{column},fact,…   {change}, {count} of this kind")
    if len(kinds) > SHOWN:
        print(f"  … and {len(kinds) - SHOWN} kinds more")


def _date_data(date: str) -> None:
    path = tables.DATA.joinpath("datapackage.json")
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r'("created": ")\d{4}-\d{2}-\d{2}', rf"\g<1>{date}", text), encoding="utf-8")


def _log(date: str) -> None:
    """The release under *Facts* of the changelog, above the one before."""
    path = ROOT / "CHANGELOG.md"
    head, mark, rest = path.read_text(encoding="utf-8").partition("## Facts\n")
    lines = "".join(f"- {line}\n" for line in feed.summary(date))
    path.write_text(f"{head}{mark}\n### {date}\n\n{lines}{rest}", encoding="utf-8")


def _cite(date: str) -> None:
    """The date as version and day in the citation file, where there is one."""
    path = ROOT / "CITATION.cff"
    if path.exists():
        text = path.read_text(encoding="utf-8")
        for name in ("version", "date-released"):
            text = re.sub(rf"(?m)^{name}:.*$", f'{name}: "{date}"', text)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
