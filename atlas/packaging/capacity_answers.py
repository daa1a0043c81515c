"""What the capacity and revision views show, worked out once for each choice."""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd

from atlas.app import cache
from atlas.app.cache import cached
from atlas.app.exhibit import Exhibit, Metric
from atlas.language import Language
from atlas.packaging import capacity_chart, range_charts, revisions_chart, statements
from atlas.packaging.names import Names
from atlas.packaging.statements import FEW
from atlas.packaging.words_answers import doubts_in, names_in, statement_table


class Choice(NamedTuple):
    """What a reader asked to see, and in which language."""

    lang: Language
    technology: str
    vendors: tuple[str, ...]
    kinds: tuple[str, ...]
    years: tuple[int, int]
    doubtful: bool = False
    source: str | None = None


class Style(NamedTuple):
    """How the statements are drawn."""

    midpoints: bool
    log: bool
    indexed: bool


class Opening(NamedTuple):
    """The finding of a view and its large figures."""

    text: str
    figures: tuple[Metric, ...] = ()


@cached
def _dated() -> pd.DataFrame:
    return statements.dated(cache.table("packaging_capacity"))


@cached
def technologies() -> list[str]:
    """Technologies with statements, the most frequent first."""
    return list(_dated()["technology"].value_counts().index)


@cached
def vendors(technology: str) -> list[str]:
    """Vendors with statements on a technology, the most frequent first."""
    every = _dated()
    return list(every[every["technology"] == technology]["vendor_id"].value_counts().index)


@cached
def _family(technology: str) -> tuple[str, ...]:
    """Technologies that a buyer compares with the chosen one, itself included."""
    kin = cache.table("packaging_technologies").set_index("technology")["family"]
    return tuple(kin[kin == kin[technology]].index)


@cached
def _rows(choice: Choice, among: tuple[str, ...]) -> pd.DataFrame:
    rows = statements.among(
        _dated(),
        technologies=among,
        vendors=choice.vendors,
        kinds=choice.kinds,
        first_year=choice.years[0],
        last_year=choice.years[1],
        doubtful=choice.doubtful,
    )
    return rows if choice.source is None else rows[rows["source_id"] == choice.source]


@cached
def doubtful_count(choice: Choice) -> int:
    """Doubtful statements on the technology and its relatives that the choice may add."""
    every, sure = choice._replace(doubtful=True), choice._replace(doubtful=False)
    family = _family(choice.technology)
    return len(_rows(every, family)) - len(_rows(sure, family))


@cached
def houses(choice: Choice) -> dict[str, str]:
    """Who stated the rows and in which source; the source with most rows first."""
    rows, names = _rows(choice, (choice.technology,)), names_in(choice.lang)
    who = {row["source_id"]: f"{names.house(row)} · {row['source_id']}" for row in rows.to_dict("records")}
    return {source: who[source] for source in rows["source_id"].value_counts().index}


@cached
def opening(choice: Choice) -> Opening:
    """How far the statements on the most stated level lie apart; a single one in words."""
    names = names_in(choice.lang)
    _, lang = names.lang.text, names.lang
    rows = _rows(choice, (choice.technology,))
    apart = statements.spread(statements.without_article(rows))
    if apart.empty:
        return Opening(_("No figure with both ends fits this choice."))
    most = apart.sort_values(["statements", "period_end"]).iloc[-1].to_dict()
    words = {
        "period": names.date(most["period_end"], statements.precision_of(rows, most)),
        "technology": names.term("packaging_technology", most["technology"]),
        "vendor": names.vendor(most["vendor_id"]),
        "unit": names.term("packaging_unit", most["unit"]),
    }
    if most["lowest"] == most["highest"]:
        return Opening(_single(names, int(most["statements"]), lang.number(most["lowest"]), words))
    text = lang.plural(
        "For the {period}, {count} statement puts the {technology} capacity of {vendor} between **{low}** and **{high}** {unit}.",
        "For the {period}, {count} statements put the {technology} capacity of {vendor} between **{low}** and **{high}** {unit}.",
        most["statements"],
        low=lang.number(most["lowest"]),
        high=lang.number(most["highest"]),
        **words,
    )
    figures = _figures(lang, most) if most["statements"] > 1 else ()
    return Opening(lang.sentences([text, _article(names, rows, most)]), figures)


def _single(names: Names, count: int, value: str, words: dict[str, str]) -> str:
    """One value, said once or several times."""
    return names.lang.plural(
        "One statement only: {vendor}, {technology}, {period}: **{value}** {unit}.",
        "{count} statements agree: {vendor}, {technology}, {period}: **{value}** {unit}.",
        count,
        value=value,
        **words,
    )


def _article(names: Names, rows: pd.DataFrame, most: dict[Any, Any]) -> str:
    """What the source article itself prints for the same level: it is held against the others, not counted."""
    same = (rows[statements.SERIES] == [most[column] for column in statements.SERIES]).all(axis=1)
    own = rows[same & (rows["period_end"] == most["period_end"]) & (rows["source_id"] == statements.ARTICLE)]
    if own.empty:
        return ""
    values = [names.value(row["value_low"], row["value_high"]) for row in own.to_dict("records")]
    return names.lang.text("The source article prints {values}.", values=names.lang.join(values))


def _figures(lang: Language, most: dict[Any, Any]) -> tuple[Metric, ...]:
    _ = lang.text
    return (
        Metric(_("Lowest"), lang.number(most["lowest"])),
        Metric(_("Middle (ours)"), lang.number(most["median"]), _("Median of the middles of all ranges.")),
        Metric(_("Highest"), lang.number(most["highest"])),
        Metric(_("Highest above lowest"), lang.percent(most["difference"])),
    )


@cached
def _sets(choice: Choice, index: bool) -> list[pd.DataFrame]:
    """Statements that may share an axis, set by set, the largest first."""
    rows = _rows(choice, (choice.technology,))
    return statements.comparable_sets(statements.indexed(rows, choice.years[0]) if index else rows)


def anything(choice: Choice, index: bool) -> bool:
    """Whether any statement on the technology fits."""
    return bool(_sets(choice, index))


@cached
def drawn(choice: Choice, style: Style) -> list[Exhibit]:
    """One exhibit for each set with enough statements to be drawn over time."""
    names = names_in(choice.lang)
    sets = _sets(choice, style.indexed)
    return [_drawn(group, style, names) for group in sets if len(group) >= FEW or _first(group, sets)]


def _first(group: pd.DataFrame, sets: list[pd.DataFrame]) -> bool:
    """Whether this is the largest set, with more than the one statement that words tell better."""
    return group is sets[0] and len(group) > 1


def _drawn(group: pd.DataFrame, style: Style, names: Names) -> Exhibit:
    _, first = names.lang.text, group.iloc[0]
    title = " · ".join(
        [
            names.term("packaging_technology", first["technology"]),
            names.term("packaging_scope", first["scope"]),
            _("index") if style.indexed else names.term("packaging_unit", first["unit"]),
        ]
    )
    apart = statements.spread(statements.without_article(group[group["reliability"] != "low"]))
    drawing = capacity_chart.capacity(group, apart, names, **style._asdict())
    sources = tuple(group["source_id"])
    return Exhibit(title, drawing, *statement_table(group, names), sources, _doubt(group, names))


def _doubt(group: pd.DataFrame, names: Names) -> str:
    """What the figures mean, and why the doubtful ones among them are doubted."""
    _ = names.lang.text
    text = _(
        "TSMC does not publish CoWoS wafers a month: “actual” means reported as reached. Figures of different steps, units or scopes are never added."
    )
    low = doubts_in(group[group["reliability"] == "low"], names)
    return text + " " + _("{name}: {note}.", name=_("Doubtful"), note=low) if low else text


class Others(NamedTuple):
    """What is counted in another way: one technology, folded under one line."""

    title: str
    #: one or two statements in words
    words: tuple[str, ...]
    #: more of them as ranges, by unit
    drawn: dict[str, Exhibit]
    sources: tuple[str, ...]
    doubt: str


@cached
def others(choice: Choice) -> dict[str, Others]:
    """What is counted in another way, by technology: other scopes of the chosen one, its relatives."""
    names, sets = names_in(choice.lang), _sets(choice, False)
    kin = tuple(code for code in _family(choice.technology) if code != choice.technology)
    few = [group for group in sets if len(group) < FEW and not _first(group, sets)]
    relatives = _rows(choice._replace(source=None), kin)
    rows = pd.concat([relatives.iloc[:0], *few, relatives], ignore_index=True)
    return {
        str(code): _other(group, names, str(code) == choice.technology)
        for code, group in rows.groupby("technology", sort=False)
    }


def _other(rows: pd.DataFrame, names: Names, same: bool) -> Others:
    """The statements on one technology; ``same`` where it is the chosen one, counted in another way."""
    _, lang = names.lang.text, names.lang
    technology = names.term("packaging_technology", rows["technology"].iloc[0])
    count = lang.plural("{count} statement", "{count} statements", len(rows))
    vendors = lang.join([names.vendor(key) for key in dict.fromkeys(rows["vendor_id"])])
    name = _("{technology}, other lines", technology=technology) if same else technology
    words, drawn = [], {}
    for unit, group in rows.groupby("unit"):
        if len(group) < 3:
            words += [_in_words(row, names) for row in group.to_dict("records")]
            continue
        drawn[str(unit)] = Exhibit(
            f"{technology} · {names.term('packaging_unit', str(unit))}",
            range_charts.side_by_side(group, names),
            *statement_table(group, names),
            tuple(group["source_id"]),
            doubts_in(group, names),
        )
    told = rows[~rows["unit"].isin(list(drawn))]
    title = f"{name} · {count} · {vendors}"
    return Others(title, tuple(words), drawn, tuple(told["source_id"]), doubts_in(told, names))


def _in_words(row: dict[Any, Any], names: Names) -> str:
    """One statement as a line: whose, when, how much, who said so."""
    value = names.value(row["value_low"], row["value_high"])
    unit = names.term("packaging_unit", row["unit"])
    return f"{names.counted(row)}: **{names.lang.with_unit(value, unit)}** ({names.stated(row)})"


@cached
def revisions(choice: Choice) -> Exhibit | None:
    """How the figures of the longest series moved, all years of the choice aside; None without any."""
    names = names_in(choice.lang)
    every = statements.among(
        _dated(),
        technologies=[choice.technology],
        vendors=choice.vendors,
        kinds=choice.kinds,
        doubtful=choice.doubtful,
    )
    series = [group for _key, group in every.groupby(statements.SERIES)]
    if not series:
        return None
    rows = statements.revisions(max(series, key=len), [2025, 2026, 2027])
    if rows.empty:
        return None
    title = f"{names.series(rows.iloc[0])} · {names.term('packaging_unit', rows['unit'].iloc[0])}"
    doubt = names.lang.text(
        "Undated statements are left out. Several papers repeat one broker: many mouths are not many witnesses."
    )
    drawing, sources = revisions_chart.revisions(rows, names), tuple(rows["source_id"])
    return Exhibit(title, drawing, *statement_table(rows, names), sources, doubt)
