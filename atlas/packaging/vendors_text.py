"""The words of the comparison of vendors: what a cell says, what is missing and why, the finding."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd

from atlas.packaging.names import Names

#: year that the finding and the words of a row speak of
YEAR = 2026
#: Latin letters in the line of plants, and in that of technologies
PLANT_LETTERS, NAME_LETTERS = 46, 23


def plain_kind(names: Names, row: Any) -> str:
    """The kind of a cell, doubtful cells marked."""
    _ = names.lang.text
    kind = names.term("kind", row["kind"])
    return _("{kind}, doubtful", kind=kind) if row["doubtful"] else kind


def level(names: Names, row: Any) -> str:
    """A capacity in wafers a month, short."""
    return names.amount(row["low"], row["high"])


def money(names: Names, row: Any) -> str:
    """Money in the currency of the statement."""
    return names.money(row["low"], row["high"], row["unit"])


def dollars(names: Names, row: Any) -> str:
    """The same in US dollars where it was converted; a star where the year of the rate is not over."""
    if row["unit"].startswith("usd") or pd.isna(row["usd_high"]):
        return ""
    amount = names.money(row["usd_low"], row["usd_high"], "usd", 0 if row["usd_high"] < 1 else 1)
    return f"≈ {amount}*" if row["provisional"] else f"≈ {amount}"


def multiple(names: Names, row: Any) -> str:
    """Times the vendor's own base year."""
    low, high = row["multiple_low"], row["multiple_high"]
    if pd.isna(low) and pd.isna(high):
        return ""
    # half up, as a reader rounds: 5.25 is 5.3
    ends = [names.lang.number(end + 1e-9, 1) for end in (low, high)]
    return f"×{'–'.join(dict.fromkeys(ends))}"


def capacity_lines(names: Names, cells: pd.DataFrame, other: Any | None, hidden: int) -> str:
    """The capacity lane of one vendor in two lines: level and year, or why there is none."""
    _ = names.lang.text
    doubt = (
        names.lang.plural("{count} doubtful, hidden", "{count} doubtful, hidden", hidden) if hidden else ""
    )
    if len(cells):
        row = _row_of(cells)
        what = names.term("packaging_technology", row["technology"])
        text = _("{amount} ({year})", amount=f"<b>{level(names, row)}</b>", year=row["year"])
        return f"{text}<br>{doubt or what}"
    if other is not None:
        amount = names.amount(other["value_low"], other["value_high"])
        what = shortened(names.term("packaging_technology", other["technology"]), 18, names)
        year = "" if pd.isna(other["period_end"]) else f" ({other['period_end'].year})"
        return f"{_counted(names, other['unit'])}<br>{what}: {amount}{year}"
    none = _("nothing published")
    return f"{none}<br>{doubt}" if doubt else none


def _counted(names: Names, unit: str) -> str:
    """In what a vendor counts that does not count in 2.5D wafers."""
    _ = names.lang.text
    if unit.startswith("units"):
        return _("counted in pieces")
    return _("counted in panels") if unit.startswith("panels") else _("other wafers")


def hidden_doubts(names: Names, rows: pd.DataFrame) -> str:
    """Why the hidden figures of a vendor are doubted, each reason once."""
    return "<br>".join(names.term("doubt", code) for code in dict.fromkeys(rows["doubt"].dropna()))


def capex_lines(names: Names, cells: pd.DataFrame) -> str:
    """The lane of capital expenditure in two lines: multiple of the own base year, and the amount."""
    _ = names.lang.text
    if cells.empty:
        return _("nothing published")
    row = _row_of(cells)
    times = multiple(names, row)
    first = f"<b>{times}</b>" if times else ""
    if row["year"] != YEAR:
        first += f" ({row['year']})"
    return f"{first}<br>{money(names, row)} {dollars(names, row)}".removeprefix("<br>").strip()


def _row_of(cells: pd.DataFrame) -> Any:
    """The cell of `YEAR`, else the one nearest to it."""
    return cells.assign(near=(cells["year"] - YEAR).abs()).sort_values("near").iloc[0].to_dict()


def plants_line(names: Names, count: int, coming: pd.DataFrame, labels: dict[str, str]) -> str:
    """How many projects, and which date comes next."""
    _ = names.lang.text
    if not count:
        return _("no project in our list")
    text = names.lang.plural("{count} project", "{count} projects", count)
    if coming.empty:
        return text
    row = coming.iloc[0]
    date = names.date(row["date"], row["date_precision"])
    # the site without what a comma or a bracket adds to its name
    site = re.split(r"\s*[,，（(]", labels[row["project_id"]])[0]
    words = _("next {date}: {name}", date=date, name="")
    name = shortened(site, PLANT_LETTERS - len(text + words) * names.lang.spoken.width, names)
    return f"{text} · {words}{name}"


def first_of(words: list[str], names: Names) -> str:
    """As many whole words as fit the line below a vendor's name, and how many more there are."""
    shown: list[str] = []
    for word in words:
        if shown and len(names.lang.join([*shown, word])) * names.lang.spoken.width > NAME_LETTERS - 3:
            break
        shown.append(word)
    more = len(words) - len(shown)
    text = shortened(names.lang.join(shown), NAME_LETTERS - (3 if more else 0), names)
    return f"{text} +{more}" if more else text


def shortened(text: str, letters: int, names: Names) -> str:
    """The text within the width of some Latin letters."""
    length = letters // names.lang.spoken.width
    return text if len(text) <= length else f"{text[: max(length - 1, 4)]}…"


def finding(names: Names, capacity: pd.DataFrame, capex: pd.DataFrame) -> str:
    """Who states a level for `YEAR`, and who plans to spend how many times its own base year."""
    _, lang = names.lang.text, names.lang
    levels = capacity[capacity["year"] == YEAR].sort_values("high", ascending=False)
    stated = [
        f"{names.vendor(row['vendor_id'])} **{level(names, row)}**" for row in levels.to_dict("records")
    ]
    plans = capex[(capex["year"] == YEAR) & (capex["kind"] == "target") & capex["multiple_low"].notna()]
    plans = plans.sort_values("usd_high", ascending=False).head(3)
    spent = [
        f"{names.vendor(row['vendor_id'])} **{multiple(names, row)}**" for row in plans.to_dict("records")
    ]
    first = (
        _(
            "Published 2.5D levels for the end of {year}: {vendors} wafers a month, no others.",
            year=YEAR,
            vendors=lang.join(stated),
        )
        if stated
        else _("Nobody states a 2.5D capacity for the end of {year}.", year=YEAR)
    )
    second = _(
        "Spending planned against 2024: {vendors}.",
        year=YEAR,
        vendors=lang.join(spent),
    )
    return lang.sentences([first, second if spent else ""])
