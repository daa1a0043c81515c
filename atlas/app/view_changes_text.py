"""What differs in a view since its link was made, in words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import pandas as pd

from atlas import tables
from atlas.app.view_changes import Pair, RowChange, ViewChanges
from atlas.language import Language
from atlas.releases.reasons import Explained

#: a number as a sentence writes it; its separators belong to it
NUMBER = re.compile(r"[−+]?\d(?:[\d.,]*\d)?")
#: between the clauses of a sentence; no comma within a number
CLAUSE = re.compile(r"(?<=[,.;:])\s+|(?<=[，。；：、])")
#: characters of a sentence that are repeated in one line
LONGEST = 160


def in_short(changed: ViewChanges, lang: Language) -> str:
    """One line: what the view said when its link was made, what it says now, and which rows make the difference."""
    _ = lang.text
    date = lang.date(changed.date)
    if not changed.held:
        return _(
            "This view is younger than the link: the data of {date} do not hold what it needs. Today's view is shown.",
            date=date,
        )
    if not changed.said and not changed.rows:
        return _("Nothing in this view has changed since the link was made ({date}).", date=date)
    rows = _rows_in_short(changed.rows, lang)
    if not changed.said:
        return _(
            "Since this link was made ({date}) the finding is the same; in the tables of the view: {rows}.",
            date=date,
            rows=rows,
        )
    before, now = _said(changed.said[0], lang)
    if not rows:
        return _("When this link was made ({date}): {before}; now {now}.", date=date, before=before, now=now)
    return _(
        "When this link was made ({date}): {before}; now {now}: {rows}.",
        date=date,
        before=before,
        now=now,
        rows=rows,
    )


def _said(pair: Pair, lang: Language) -> tuple[str, str]:
    """Before and now as short as they can be understood: numbers alone where only numbers differ."""
    if not pair.before or not pair.now:
        return _cut(pair.before) or lang.text("nothing"), _cut(pair.now) or lang.text("nothing")
    if pair.label:
        return f"{pair.label} {pair.before}", f"**{pair.now}**"
    old, new = (NUMBER.findall(text) for text in (pair.before, pair.now))
    if NUMBER.split(pair.before) != NUMBER.split(pair.now):
        quoted = [lang.text("“{text}”", text=_cut(text)) for text in (pair.before, pair.now)]
        return quoted[0], quoted[1]
    differ = [place for place, (then, value) in enumerate(zip(old, new, strict=True)) if then != value]
    return _around(pair.before, differ), lang.join(f"**{new[place]}**" for place in differ)


def _around(sentence: str, differ: Sequence[int]) -> str:
    """The clauses of a sentence in which some of its numbers stand, these set off."""
    place, kept = 0, []
    for clause in CLAUSE.split(sentence):
        numbers = list(NUMBER.finditer(clause))
        mine = [each for number, each in enumerate(numbers, place) if number in differ]
        place += len(numbers)
        for each in reversed(mine):
            clause = f"{clause[: each.start()]}**{each.group()}**{clause[each.end() :]}"
        if mine:
            kept.append(clause.strip(" ,.;:，。；：、"))
    return " … ".join(kept)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _rows_in_short(rows: Sequence[RowChange], lang: Language) -> str:
    """How many rows of the view's tables came, differ and went."""
    count = Counter(change for _, change, _ in dict.fromkeys(each[:3] for each in rows))
    said = (
        (count["added"], lang.plural("{count} row added", "{count} rows added", count["added"])),
        (count["changed"], lang.plural("{count} row changed", "{count} rows changed", count["changed"])),
        (count["removed"], lang.plural("{count} row removed", "{count} rows removed", count["removed"])),
    )
    return lang.join(text for number, text in said if number)


def change_names(lang: Language) -> dict[str, str]:
    """The ways in which a row can differ, in words."""
    _ = lang.text
    return {"added": _("added"), "removed": _("removed"), "changed": _("changed")}


def said_table(said: Sequence[Pair], lang: Language) -> tuple[pd.DataFrame, dict[str, str]]:
    """Finding and key figures that differ, with headings."""
    _ = lang.text
    rows = [(pair.label or _("Finding"), pair.before, pair.now) for pair in said]
    labels = {"what": _("What"), "before": _("When the link was made"), "now": _("Today")}
    return pd.DataFrame(rows, columns=list(labels), dtype="str"), labels


def rows_table(rows: Sequence[RowChange], lang: Language) -> tuple[pd.DataFrame, dict[str, str]]:
    """Rows of the view's tables that differ, with headings."""
    _ = lang.text
    labels = {
        "exhibit": _("Chart or table"),
        "change": _("Change"),
        "row": _("Row"),
        "column": _("Column"),
        "before": _("When the link was made"),
        "now": _("Today"),
    }
    table = pd.DataFrame(rows, columns=list(labels), dtype="str")
    return table.assign(change=table["change"].map(change_names(lang))), labels


def facts_table(facts: Sequence[Explained], lang: Language) -> tuple[pd.DataFrame, dict[str, str]]:
    """Facts that came, went or changed, with their reasons and headings; changes of method are left out."""
    _ = lang.text
    labels = {
        "table": _("Table"),
        "change": _("Change"),
        "key": _("Key"),
        "column": _("Column"),
        "before": _("When the link was made"),
        "now": _("Today"),
        "reason": _("Reason (as recorded)"),
    }
    words = change_names(lang)
    rows = [
        (
            _table_title(each.change.table, lang),
            words[each.change.change],
            each.change.key,
            _column_title(each.change.table, each.change.column, lang),
            each.change.before,
            each.change.now,
            each.reason,
        )
        for each in facts
        if each.kind == "fact"
    ]
    return pd.DataFrame(rows, columns=list(labels), dtype="str"), labels


def methods(facts: Sequence[Explained], lang: Language) -> list[str]:
    """Changes of method or form, one line for each table and reason."""
    counted = Counter((each.change.table, each.reason) for each in facts if each.kind == "method")
    return [
        lang.plural(
            "{table}, {count} difference: {reason}",
            "{table}, {count} differences: {reason}",
            count,
            table=_table_title(table, lang),
            reason=reason,
        )
        for (table, reason), count in counted.items()
    ]


def _table_title(table: str, lang: Language) -> str:
    return lang.described(tables.resource(table), "title") if table in tables.names() else table


def _column_title(table: str, column: str, lang: Language) -> str:
    fields = tables.resource(table)["schema"]["fields"] if table in tables.names() else []
    return next((lang.described(field, "title") for field in fields if field["name"] == column), column)
