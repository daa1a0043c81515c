"""Plants in time: a row a project with its vendor and name, the states it passed, its dates and slips."""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd

from atlas.charts import theme
from atlas.language import MINUS
from atlas.packaging.marks_chart import SMALL, beside, legend_key
from atlas.packaging.names import Names
from atlas.packaging.projects import DAYS_OF_MONTH, STATE_OF, STATES, middle

#: pixels of a row, and of each of many
ROW_HEIGHT, NARROW, MANY = 32, 28, 40
HEAD = 56
#: left edges of the columns and right edge of the last one, as shares of the width
VENDOR, PROJECT, TIME, NEXT, END = 0.0, 0.105, 0.345, 0.87, 1.0
#: colour of each state: one ramp from what is planned to what produces
RAMP = dict(zip(STATES, theme.SEQUENTIAL, strict=True))
#: half-width characters that a column holds in one line
VENDOR_LETTERS, PROJECT_LETTERS = 14, 35


class Timeline(NamedTuple):
    """What the rows hold; each table by ``project_id``.

    ``projects`` in order; ``milestones`` (the current ones), ``slips``, ``stages`` and ``coming`` (the
    next dates) as `projects` gives them; ``today`` is the day of the data.
    """

    projects: pd.DataFrame
    milestones: pd.DataFrame
    slips: pd.DataFrame
    stages: pd.DataFrame
    coming: pd.DataFrame
    today: pd.Timestamp


def timeline(shown: Timeline, names: Names, alt: str) -> theme.Drawing:
    """One line for each project.

    Bars are the states it has passed until today; a full mark is a reported date, a ring a planned
    one, both in the colour of the state that it brings; grey is the time that a date may mean.
    """
    place = {key: number for number, key in enumerate(shown.projects["project_id"])}
    dates = shown.milestones[shown.milestones["project_id"].isin(list(place))]
    dates = dates.assign(row=dates["project_id"].map(place), state=dates["milestone"].map(STATE_OF))
    stages = shown.stages.assign(row=shown.stages["project_id"].map(place))
    arrows = [
        _slip(slip, place[slip["project_id"]], names)
        for slip in shown.slips.to_dict("records")
        if slip["project_id"] in place and slip["moved"] != "within"
    ]
    figure = theme.frame(
        (ROW_HEIGHT if len(place) <= MANY else NARROW) * len(place) + HEAD + 34,
        [_spans(dates), *_bars(stages), _rims(dates), *_marks(dates, names), *_keys(names)],
        showlegend=True,
        hovermode="closest",
        margin={"l": 4, "r": 4, "t": HEAD, "b": 8},
        legend=theme.LEGEND_BELOW | {"font": SMALL, "tracegroupgap": 0},
        annotations=[*_heads(names), *_labels(shown, place, names), *arrows, _today(shown.today, names)],
        shapes=[*_rules(shown.projects), theme.upright(shown.today.timestamp() * 1000, 1)],
        xaxis={
            "type": "date",
            "side": "top",
            "dtick": "M12",
            "tickformat": "%Y",
            "tickangle": 0,
            "tickfont": SMALL,
            "domain": [TIME, NEXT - 0.005],
            "range": _range(dates, shown.today),
        },
        yaxis={"range": [len(place) - 0.5, -0.5], "visible": False},
    )
    return theme.Drawing(figure, alt)


def _range(dates: pd.DataFrame, today: pd.Timestamp) -> list[str]:
    """From three years before today, or later where nothing is as old, to the last date."""
    first = max(dates["first"].min(), today - pd.DateOffset(years=4)) if len(dates) else today
    last = dates["last"].max() if len(dates) else today
    return [
        f"{min(first, today - pd.DateOffset(years=1)) - pd.DateOffset(months=2):%Y-%m-%d}",
        f"{max(last, today + pd.DateOffset(years=1)) + pd.DateOffset(months=3):%Y-%m-%d}",
    ]


def _heads(names: Names) -> list[dict[str, Any]]:
    _ = names.lang.text
    words = {VENDOR: _("Vendor"), PROJECT: _("Project"), NEXT: _("Next date")}
    return [
        beside(x, 1, f"<b>{word}</b>", yref="paper", yshift=8, yanchor="bottom") for x, word in words.items()
    ]


def _labels(shown: Timeline, place: dict[str, int], names: Names) -> list[dict[str, Any]]:
    """Vendor at the first of its rows, project in each, and its next date in words."""
    _ = names.lang.text
    coming = {row["project_id"]: row for row in shown.coming.to_dict("records")}
    dated = set(shown.milestones["project_id"])
    notes, last = [], ""
    for project in shown.projects.to_dict("records"):
        key, row = project["project_id"], place[project["project_id"]]
        if project["vendor_id"] != last:
            last = project["vendor_id"]
            notes.append(beside(VENDOR, row, f"<b>{_lines(names.vendor(last), VENDOR_LETTERS, names)}</b>"))
        notes.append(beside(PROJECT, row, _lines(names.lang.pick(project, "name"), PROJECT_LETTERS, names)))
        if key in coming:
            said = names.date(coming[key]["date"], coming[key]["date_precision"])
            notes.append(beside(NEXT, row, _lines(said, 18, names)))
        elif key not in dated:
            notes.append(beside(NEXT, row, _("no date"), font={**SMALL, "color": theme.MUTED}))
    return notes


def _lines(text: str, letters: int, names: Names) -> str:
    """The text in at most two lines that hold some Latin letters each, the second cut where it must be."""
    room = letters // names.lang.spoken.width
    if len(text) <= room:
        return text
    cut = text.rfind(" ", 0, room + 1)
    cut = cut if cut > 0 else room
    rest = text[cut:].strip()
    return f"{text[:cut]}<br>{rest if len(rest) <= room else rest[: room - 1] + '…'}"


def _rules(projects: pd.DataFrame) -> list[dict[str, Any]]:
    """A line between the vendors, over the whole width."""
    first = projects["vendor_id"] != projects["vendor_id"].shift()
    return [
        {
            "type": "line",
            "xref": "paper",
            "x0": 0,
            "x1": END,
            "y0": row - 0.5,
            "y1": row - 0.5,
            "line": {"color": theme.FAINT, "width": 1},
        }
        for row, new in enumerate(first)
        if new
    ]


def _today(today: pd.Timestamp, names: Names) -> dict[str, Any]:
    words = names.lang.text("today, {date}", date=names.lang.date(today))
    return {
        "x": f"{today:%Y-%m-%d}",
        "y": 1,
        "yref": "paper",
        "yshift": 26,
        "text": words,
        "showarrow": False,
        "yanchor": "bottom",
        "font": SMALL,
    }


def _strokes(rows: pd.DataFrame, line: dict[str, Any]) -> dict[str, Any]:
    """Horizontal strokes from ``first`` to ``last`` in their ``row``."""
    x: list[str | None] = []
    y: list[float | None] = []
    for first, last, row in zip(rows["first"], rows["last"], rows["row"], strict=True):
        x += [f"{first:%Y-%m-%d}", f"{last:%Y-%m-%d}", None]
        y += [row, row, None]
    unseen = {"hoverinfo": "skip", "showlegend": False}
    return {"type": "scatter", "x": x, "y": y, "mode": "lines", "line": line, **unseen}


def _spans(dates: pd.DataFrame) -> dict[str, Any]:
    return _strokes(dates[dates["first"] < dates["last"]], {"color": theme.NO_FIGURE, "width": 15})


def _bars(stages: pd.DataFrame) -> list[dict[str, Any]]:
    return [
        _strokes(mine, {"color": RAMP[state], "width": 7})
        for state in STATES
        if len(mine := stages[stages["state"] == state])
    ]


def _rims(dates: pd.DataFrame) -> dict[str, Any]:
    """A dark rim below each ring, so that a pale one is seen too."""
    rings = dates[dates["kind"] != "actual"]
    return {
        "type": "scatter",
        "x": middle(rings).dt.strftime("%Y-%m-%d").tolist(),
        "y": rings["row"].tolist(),
        "mode": "markers",
        "marker": {"size": 18, "color": theme.INK},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _marks(dates: pd.DataFrame, names: Names) -> list[dict[str, Any]]:
    """The dates of each state, those reported full and those planned as rings."""
    found = []
    for state in STATES:
        mine = dates[dates["state"] == state]
        if mine.empty:
            continue
        planned = (mine["kind"] != "actual").tolist()
        found.append(
            {
                "type": "scatter",
                "x": middle(mine).dt.strftime("%Y-%m-%d").tolist(),
                "y": mine["row"].tolist(),
                "mode": "markers",
                "marker": {
                    "opacity": 1,
                    "size": [12 if open_ else 14 for open_ in planned],
                    "color": [theme.BACKGROUND if open_ else RAMP[state] for open_ in planned],
                    "line": {
                        "width": [4 if open_ else 1.5 for open_ in planned],
                        "color": [RAMP[state] if open_ else theme.INK for open_ in planned],
                    },
                },
                "customdata": [[key] for key in mine["project_id"]],
                "hovertext": [_hover(row, names) for row in mine.to_dict("records")],
                "hoverinfo": "text",
                "showlegend": False,
            }
        )
    return found


def _hover(row: dict[Any, Any], names: Names) -> str:
    date = names.date(row["date"], row["date_precision"])
    publisher = names.publisher(row["source_id"])
    return (
        f"<b>{names.term('milestone', row['milestone'])}: {date}</b><br>"
        f"{names.term('kind', row['kind'])} · {publisher}"
    )


def _keys(names: Names) -> list[dict[str, Any]]:
    """Legend: the five states, and the two forms of a date."""
    _, ink = names.lang.text, {"width": 1.5, "color": theme.INK}
    states = [
        legend_key(names.term("project_status", state), symbol="square", color=RAMP[state])
        for state in STATES
    ]
    return [
        *states,
        legend_key(_("reported date"), symbol="circle", color=theme.MUTED, line=ink),
        legend_key(
            _("planned date"),
            symbol="circle-open",
            color=theme.MUTED,
            line={"width": 4, "color": theme.MUTED},
        ),
        legend_key(_("days that it may mean"), symbol="square", color=theme.NO_FIGURE),
    ]


def _slip(slip: dict[Any, Any], row: int, names: Names) -> dict[str, Any]:
    """An arrow from the first date to the newest one, the months in words at its start."""
    months = round((slip["now_middle"] - slip["first_middle"]).days / DAYS_OF_MONTH)
    return {
        "x": f"{slip['now_middle']:%Y-%m-%d}",
        "ax": f"{slip['first_middle']:%Y-%m-%d}",
        "y": row + 0.36,
        "ay": row + 0.36,
        "xref": "x",
        "axref": "x",
        "yref": "y",
        "ayref": "y",
        "text": names.lang.plural(
            "{sign}{count} month", "{sign}{count} months", abs(months), sign="+" if months > 0 else MINUS
        ),
        "font": {"size": 12},
        "arrowhead": 2,
        "arrowwidth": 1.5,
        "arrowcolor": theme.QUALITATIVE[3] if months > 0 else theme.QUALITATIVE[2],
    }
