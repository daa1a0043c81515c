"""Ranges as rows: a line of words, and below it the range from low to high.

The words stand above the bar, so that the figure reads the same on a phone.
"""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from atlas.figures import theme
from atlas.packaging_names import Names

ROW_HEIGHT = 58
HOLLOW = "rgba(0,0,0,0)"


def range_rows(
    rows: pd.DataFrame, *, unit: str = "", line: float | None = None, line_label: str = ""
) -> go.Figure:
    """One row for each range, the first on top.

    ``rows``: ``label``, ``low``, ``high``, ``text`` (the value in words), ``hover``,
    ``solid`` (actual or computed), ``hatched`` (doubtful), ``colour``. ``line`` draws a
    vertical line with its label, for a number that the ranges are held against.
    """
    figure = theme.frame(ROW_HEIGHT * len(rows) + 48, bargap=0.6)
    top = float(rows[["low", "high"]].max().max()) if len(rows) else 1.0
    top = max(top, line or 0.0)
    place = list(range(len(rows)))
    width = (rows["high"] - rows["low"]).clip(lower=top * 0.006)
    figure.add_trace(
        go.Bar(
            base=rows["low"].tolist(),
            x=width.tolist(),
            y=place,
            orientation="h",
            width=0.3,
            marker={
                "color": [
                    c if solid else HOLLOW for c, solid in zip(rows["colour"], rows["solid"], strict=True)
                ],
                "line": {"color": rows["colour"].tolist(), "width": 2},
                "pattern": {
                    "shape": ["/" if hatched else "" for hatched in rows["hatched"]],
                    "fgcolor": rows["colour"].tolist(),
                    "size": 6,
                },
            },
            text=rows["text"].tolist(),
            textposition="outside",
            textfont={"size": theme.TICK_SIZE},
            cliponaxis=False,
            hovertext=rows["hover"].tolist(),
            hoverinfo="text",
        )
    )
    for number, label in enumerate(rows["label"]):
        figure.add_annotation(
            x=0, y=number - 0.2, xref="paper", text=label, showarrow=False, xanchor="left", yanchor="bottom",
            font={"size": theme.TICK_SIZE}, align="left",
        )  # fmt: skip
    if line is not None:
        figure.add_vline(x=line, line={"color": theme.ACCENT, "width": 2})
        figure.add_annotation(
            x=line, y=1, yref="paper", text=line_label, showarrow=False, yanchor="bottom", xanchor="left",
            font={"size": theme.TICK_SIZE},
        )  # fmt: skip
    figure.update_layout(margin={"l": 8, "r": 8, "t": 28, "b": 8})
    figure.update_xaxes(range=[0, top * 1.45], visible=False)
    figure.update_yaxes(range=[len(rows) - 0.5, -0.75], visible=False)
    if unit:
        figure.update_xaxes(
            visible=True,
            title={"text": unit, "font": {"size": theme.TICK_SIZE}},
            showticklabels=False,
            showgrid=False,
        )
    return figure


def side_by_side(rows: pd.DataFrame, names: Names) -> theme.Drawing:
    """Statements that may not be added, one below the other; ``rows`` share one unit."""
    _ = names.lang.text
    closed = rows.assign(
        low=rows["value_low"].fillna(rows["value_high"]),
        high=rows["value_high"].fillna(rows["value_low"]),
        label=[f"{names.series(row)}, {names.period(row)}" for row in rows.to_dict("records")],
        text=[
            names.value(low, high) for low, high in zip(rows["value_low"], rows["value_high"], strict=True)
        ],
        hover=[names.statement(row) for row in rows.to_dict("records")],
        solid=rows["kind"] == "actual",
        hatched=rows["reliability"] == "low",
        colour=theme.QUALITATIVE[0],
    )
    unit = names.term("packaging_unit", rows["unit"].iloc[0]) if len(rows) else ""
    alt = _(
        "{count} figures counted in different ways, in {unit}; they do not add up.",
        count=len(rows),
        unit=unit,
    )
    return theme.Drawing(range_rows(closed), alt)


def growth(rows: pd.DataFrame, names: Names, verdict_words: str) -> theme.Drawing:
    """One printed growth figure above the growth its own and other sources' figures give.

    ``rows``: the two rows of `packaging_growth.growth_check` for that figure.
    ``verdict_words`` is the verdict in words, which becomes the alternative text.
    """
    _ = names.lang.text
    printed = rows.iloc[0]
    stem = {"capacity_multiple": "multiple", "capacity_growth": "growth"}.get(printed["metric"], "cagr")
    digits = 1 if stem == "multiple" else 0
    unit = names.term("packaging_unit", printed["unit"])
    low = printed["value_low"]
    high = printed["value_high"] if pd.notna(printed["value_high"]) else low
    shown = [
        {
            "label": _("Printed: {source}", source=names.house(printed)),
            "low": low,
            "high": high,
            "text": f"{names.value(low, printed['value_high'], digits)} {unit}",
            "solid": False,
            "colour": theme.ACCENT,
        }
    ]
    labels = {"same_source": _("From the same source's capacities"), "other_sources": _("From other sources")}
    for row in rows[rows["verdict"] != "not_computable"].to_dict("records"):
        low, mid, high = (row[f"{stem}_{side}"] for side in ("low", "mid", "high"))
        middle = names.lang.number(mid, digits)
        text = _(
            "{range} {unit}, middle {middle}",
            range=names.lang.range(low, high, digits),
            unit=unit,
            middle=middle,
        )
        shown.append(
            {"label": labels[row["basis"]], "low": low, "high": high, "text": text, "solid": True,
             "colour": theme.QUALITATIVE[0]}
        )  # fmt: skip
    table = pd.DataFrame(shown).assign(hatched=False)
    table["hover"] = table["label"] + "<br>" + table["text"]
    return theme.Drawing(range_rows(table), verdict_words)


def allocation(rows: pd.DataFrame, names: Names, *, shares: bool) -> theme.Drawing:
    """Wafers, or shares, by customer; each row is one statement of one source.

    ``rows``: as `packaging_market.allocation` gives them.
    """
    _ = names.lang.text
    low, high = ("share_percent", "share_percent") if shares else ("wafers_low", "wafers_high")
    rows = rows[rows[low].notna()]
    values = [
        f"{names.lang.number(a, 1 if a % 1 else 0)} %" if shares else names.lang.range(a, b)
        for a, b in zip(rows[low], rows[high], strict=True)
    ]
    who = [
        _("{customer} at {supplier}", customer=names.term("customer", c), supplier=names.vendor(s))
        for c, s in zip(rows["customer"], rows["supplier_id"], strict=True)
    ]
    when = [
        f"{names.house(r)}, {names.date(r['as_of'], r['as_of_precision'])}" for r in rows.to_dict("records")
    ]
    table = pd.DataFrame(
        {
            "label": [f"{a} · {b}" for a, b in zip(who, when, strict=True)],
            "low": 0.0 if shares else rows[low],
            "high": rows[high],
            "text": values,
            "hover": [f"<b>{v}</b><br>{a}<br>{b}" for v, a, b in zip(values, who, when, strict=True)],
            "solid": (rows["kind"] == "actual") | shares,
            "hatched": rows["doubt"].notna(),
            "colour": theme.QUALITATIVE[0],
        }
    )
    if not shares:
        table["low"] = 0.0
    alt = (
        _("{customer}: {value} ({source}).", customer=who[0], value=values[0], source=when[0]) if who else ""
    )
    return theme.Drawing(range_rows(table), alt)


def planner(answers: pd.DataFrame, names: Names, wafers: float, alt: str) -> theme.Drawing:
    """Free capacity of each series against the wanted number of wafers.

    ``answers``: as `packaging_planner.plan` gives them. Hollow: nothing could be deducted.
    """
    _ = names.lang.text
    texts = [
        names.lang.range(round(a), round(b))
        for a, b in zip(answers["free_low"], answers["free_high"], strict=True)
    ]
    labels = [
        f"{names.series(row)}, {names.date(row['period_end'], 'month')}" for row in answers.to_dict("records")
    ]
    table = pd.DataFrame(
        {
            "label": labels,
            "low": answers["free_low"],
            "high": answers["free_high"],
            "text": texts,
            "hover": [f"<b>{text}</b><br>{label}" for text, label in zip(texts, labels, strict=True)],
            "solid": answers["taken_low"].notna(),
            "hatched": False,
            "colour": [theme.MUTED if mixed else theme.QUALITATIVE[0] for mixed in answers["aggregate"]],
        }
    )
    label = _("you need {value}", value=names.lang.number(wafers))
    return theme.Drawing(range_rows(table, line=wafers, line_label=label), alt)
