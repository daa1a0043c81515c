"""What the comparison of vendors shows, worked out once for each choice."""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd

from atlas import tables
from atlas.app import cache
from atlas.app.cache import cached
from atlas.app.exhibit import Exhibit
from atlas.charts import theme
from atlas.language import Language
from atlas.packaging import projects as packaging_projects
from atlas.packaging import vendors, vendors_chart, vendors_text
from atlas.packaging.names import Names
from atlas.packaging.words_answers import names_in

LEVELS = (2023, 2024, 2025, 2026, 2027)
SPENT = (2024, 2025, 2026)
#: rows that a room can read
BRIEF = 9
#: what the cells of the year-by-year form may hold
MEASURES = ("capacity", "capex", "revenue", "money")


class Compared(NamedTuple):
    """The cells of all lanes."""

    capacity: pd.DataFrame
    capex: pd.DataFrame
    plants: pd.DataFrame
    order: tuple[str, ...]


@cached
def milestones() -> pd.DataFrame:
    """All milestones of all projects, with their spans."""
    return packaging_projects.milestones(cache.table("packaging_project_dates"), cache.table("sources"))


@cached
def rows_of() -> dict[str, str]:
    """Vendor → the vendor in whose row it stands."""
    return vendors.rows_of(cache.table("packaging_vendors"))


@cached
def owned() -> pd.DataFrame:
    """The projects, those of a subsidiary in its parent's row."""
    projects = cache.table("packaging_projects")
    return projects.assign(vendor_id=projects["vendor_id"].map(rows_of()))


@cached
def cells(measure: str, family: str = "cowos", doubtful: bool = False) -> pd.DataFrame:
    """The cells of one measure."""
    if measure == "capacity":
        return vendors.capacity_cells(
            cache.table("packaging_capacity"), cache.table("packaging_technologies"), family, doubtful
        )
    if measure == "money":
        return vendors.money_cells(owned(), milestones())
    return vendors.measure_cells(
        cache.table("packaging_vendor_measures"), measure, cache.table("fx_usd_rates")
    )


@cached
def compared(doubtful: bool) -> Compared:
    """All that the lanes hold, and the order of the vendors."""
    capacity, capex = cells("capacity", doubtful=doubtful), cells("capex")
    plants = vendors.plant_dates(owned(), milestones())
    others = vendors.other_statements(cache.table("packaging_capacity"), capacity)
    order = vendors.order(cache.table("packaging_vendors"), capex, capacity, owned(), others)
    return Compared(capacity, capex, plants, tuple(order))


@cached
def every_vendor() -> tuple[str, ...]:
    """Vendors that may be compared, in the order of the rows."""
    return compared(True).order


def label(names: Names, vendor_id: str) -> str:
    """Name of a vendor's row, with the subsidiaries that stand in it."""
    inside = [names.vendor(key) for key, parent in rows_of().items() if parent == vendor_id != key]
    name = names.vendor(vendor_id)
    return (
        names.lang.text("{vendor} with {others}", vendor=name, others=names.lang.join(inside))
        if inside
        else name
    )


@cached
def finding(lang: Language, doubtful: bool) -> str:
    """The sentence that compares."""
    held = compared(doubtful)
    return vendors_text.finding(names_in(lang), held.capacity, held.capex)


@cached
def lanes(lang: Language, doubtful: bool, brief: bool = False) -> Exhibit:
    """The first view: a row a vendor, a lane each for capacity, money and plants.

    ``brief``: what a room can read, the first rows with one line of words each.
    """
    names, held = names_in(lang), compared(doubtful)
    _ = lang.text
    rows = _rows(names, held, doubtful)
    rows = _brief(rows) if brief else rows
    day = tables.date_of()
    words = {
        "plants": _("Plants: at work ●, planned ○"),
        "day": day,
        "actual": _("reached"),
        "target": names.term("kind", "target"),
        "forecast": _("forecast or estimate"),
        "doubtful": _("hatched: doubtful or computed"),
        "nothing": _("nothing published"),
    }
    drawn = [
        vendors_chart.Lane(
            "capacity", LEVELS, _drawn(names, held.capacity), theme.ACCENT, _("2.5D, wafers a month")
        ),
        vendors_chart.Lane(
            "capex",
            SPENT,
            _spent(names, held.capex),
            theme.QUALITATIVE[0],
            _("Spending, 2024 = 1") if brief else _("Capital expenditure, 2024 = 1"),
        ),
    ]
    drawing = vendors_chart.vendors(
        rows, drawn, _dots(names, held.plants), words, finding(lang, doubtful), brief
    )
    table, labels = _table(names, rows)
    doubt = _(
        "One scale in each lane. Wafers of different vendors hold different packages: compare, never add. TSMC, Intel and Samsung spend on chips too. US dollars at the yearly rate; * the rate of {year} is provisional. Click a column for its statements, a name for the vendor’s page.",
        year=vendors_text.YEAR,
    )
    return Exhibit(_("The vendors compared"), drawing, table, labels, _sources(held), doubt)


def _brief(rows: pd.DataFrame) -> pd.DataFrame:
    """The first rows with the first line of each text; plants speak by their marks."""
    rows = rows.head(BRIEF)
    first = {lane: rows[lane].str.split("<br>").str[0] for lane in ("name", "capacity", "capex")}
    return rows.assign(**first, plants="")


def _rows(names: Names, held: Compared, doubtful: bool) -> pd.DataFrame:
    """One row a vendor: its texts and what their hover says."""
    capacity = cache.table("packaging_capacity")
    levels = capacity["metric"].isin(["monthly_capacity", "annual_capacity"])
    low = capacity[(capacity["reliability"] == "low") & levels]
    others = vendors.other_statements(capacity, held.capacity).set_index("vendor_id")
    technologies = cache.table("packaging_vendors").set_index("vendor_id")["technologies"]
    projects, today = owned(), pd.Timestamp(tables.date_of())
    found, lang = [], names.lang
    for key in held.order:
        mine = held.capacity[held.capacity["vendor_id"] == key]
        spent = held.capex[held.capex["vendor_id"] == key]
        plants = held.plants[held.plants["vendor_id"] == key]
        coming = plants[(plants["kind"] != "actual") & (plants["last"] >= today)]
        own = projects[projects["vendor_id"] == key]
        sites = {row["project_id"]: lang.pick(row, "name") for row in own.to_dict("records")}
        other = others.loc[key] if key in others.index else None
        hidden = low[low["vendor_id"] == key].iloc[: 0 if doubtful else None]
        codes = technologies[key].split(";") if pd.notna(technologies[key]) else []
        each = [names.term("packaging_technology", code) for code in codes]
        words = lang.join(each)
        found.append(
            {
                "vendor_id": key,
                "vendor": label(names, key),
                "technologies": words,
                "name": f"<b>{label(names, key)}</b><br>{vendors_text.first_of(each, names)}",
                "name_hover": f"<b>{label(names, key)}</b><br>{words}",
                "capacity": vendors_text.capacity_lines(names, mine, other, len(hidden)),
                "why": vendors_text.hidden_doubts(names, hidden),
                "capex": vendors_text.capex_lines(names, spent),
                "plants": vendors_text.plants_line(names, len(own), coming, sites),
            }
        )
    rows = pd.DataFrame(found)
    rows = rows.assign(**{f"{lane}_hover": rows[lane] for lane in ("capacity", "capex", "plants")})
    return rows.assign(capacity_hover=rows["capacity"] + ("<br>" + rows["why"]).where(rows["why"] != "", ""))


def _drawn(names: Names, held: pd.DataFrame) -> pd.DataFrame:
    """Ranges of capacity; a bound is drawn as its one end."""
    low, high = held["low"].fillna(held["high"]), held["high"].fillna(held["low"])
    return held.assign(
        bottom=low,
        top=high,
        hover=[_hover(names, row, vendors_text.level(names, row)) for row in _records(held)],
    )


def _spent(names: Names, held: pd.DataFrame) -> pd.DataFrame:
    """Multiples of the own base year, from zero up."""
    held = held[held["multiple_high"].notna() | held["multiple_low"].notna()]
    top = held["multiple_high"].fillna(held["multiple_low"])
    hover = [
        _hover(
            names,
            row,
            f"{vendors_text.money(names, row)} {vendors_text.dollars(names, row)} · {vendors_text.multiple(names, row)}",
        )
        for row in _records(held)
    ]
    return held.assign(bottom=0.0, top=top, hover=hover)


def _records(rows: pd.DataFrame) -> list[dict[Any, Any]]:
    return list(rows.to_dict("records"))


def _hover(names: Names, row: dict[Any, Any], value: str) -> str:
    count = names.lang.plural("{count} statement", "{count} statements", len(row["ids"]))
    return f"<b>{names.vendor(row['vendor_id'])}, {row['year']}: {value}</b><br>{vendors_text.plain_kind(names, row)} · {count}"


def _dots(names: Names, plants: pd.DataFrame) -> pd.DataFrame:
    titles = {row["project_id"]: names.lang.pick(row, "name") for row in owned().to_dict("records")}
    hover = [
        f"<b>{titles[row['project_id']]}</b><br>{names.term('milestone', row['milestone'])}: "
        f"{names.date(row['date'], row['date_precision'])} ({names.term('kind', row['kind'])})"
        for row in _records(plants)
    ]
    shown = plants.assign(
        x=plants["middle"].dt.strftime("%Y-%m-%d"), planned=plants["kind"] != "actual", hover=hover
    )
    return shown[shown["middle"] >= pd.Timestamp(2022, 10, 1)]


def _table(names: Names, rows: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, str]]:
    """The same words without marks."""
    _ = names.lang.text
    plain = {
        lane: rows[lane].str.replace("<br>", " · ").str.replace("</?b>", "", regex=True)
        for lane in ("capacity", "capex", "plants")
    }
    labels = {
        "vendor": _("Vendor"),
        "technologies": _("Technologies"),
        "capacity": _("2.5D, wafers a month"),
        "capex": _("Capital expenditure, 2024 = 1"),
        "plants": _("Plants and dates"),
    }
    return rows[["vendor", "technologies"]].assign(**plain), labels


def _sources(held: Compared) -> tuple[str, ...]:
    """Sources of all rows behind the cells, the projects' included."""
    ids = {key for table in (held.capacity, held.capex) for cell in table["ids"] for key in cell}
    capacity, measures = cache.table("packaging_capacity"), cache.table("packaging_vendor_measures")
    return (
        *capacity[capacity["row_id"].isin(ids)]["source_id"],
        *measures[measures["measure_id"].isin(ids)]["source_id"],
        *held.plants["source_id"],
    )
