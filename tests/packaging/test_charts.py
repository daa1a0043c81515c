"""Packaging figures: one mark for each statement, forms by kind, nothing added up."""

import json

import pandas as pd
import plotly.graph_objects as go
import pytest

from atlas import tables
from atlas.charts import theme
from atlas.charts.theme import Drawing
from atlas.language import LANGUAGES, Language
from atlas.packaging import (
    allocation_chart,
    capacity_chart,
    growth,
    growth_chart,
    market,
    market_answers,
    market_charts,
    plants_answers,
    range_charts,
    revisions_chart,
    sites_chart,
    statements,
    timeline_chart,
)
from atlas.packaging import projects as packaging_projects
from atlas.packaging.marks_chart import HOLLOW
from atlas.packaging.names import Names

FRAMES = tables.load_all()
CAPACITY = FRAMES["packaging_capacity"]
ENGLISH = Names(FRAMES, Language("en"))


def cowos(doubtful: bool = True) -> Drawing:
    rows = statements.comparable_sets(
        statements.statements(CAPACITY, technologies=["cowos"], doubtful=doubtful)
    )[0]
    return capacity_chart.capacity(rows, statements.spread(rows), ENGLISH)


def hovers(figure: go.Figure) -> list[str]:
    return [text for trace in figure.data if trace.hovertext for text in trace.hovertext]


def test_each_statement_is_one_mark_with_its_source() -> None:
    rows = statements.comparable_sets(statements.statements(CAPACITY, technologies=["cowos"], doubtful=True))[
        0
    ]
    texts = hovers(cowos().figure)
    assert len(texts) == len(rows)
    assert sum("Morgan Stanley" in text for text in texts) == (rows["house"] == "Morgan Stanley").sum()
    assert len(json.dumps(cowos().figure.to_plotly_json(), default=list)) < 30_000


def test_a_range_is_drawn_from_its_low_to_its_high_end() -> None:
    corners = [
        (low, high)
        for trace in cowos().figure.data
        if trace.fill == "toself"
        for low, high in zip(trace.y[0::6], trace.y[2::6], strict=True)
    ]
    assert (15_000, 20_000) in corners and (115_000, 130_000) in corners


def test_kinds_differ_by_form() -> None:
    fills = {
        (trace.line.dash, trace.fillcolor == HOLLOW)
        for trace in cowos(doubtful=False).figure.data
        if trace.fill == "toself"
    }
    # actual solid and full, target solid and hollow, forecast broken and hollow
    assert {("solid", False), ("solid", True), ("3px,2px", True)} <= fills


def test_doubtful_ranges_are_hatched() -> None:
    rows = statements.statements(CAPACITY, technologies=["cowos_related"], doubtful=True)
    drawing = capacity_chart.capacity(rows, statements.spread(rows), ENGLISH)
    patterns = [trace.fillpattern.shape for trace in drawing.figure.data if trace.fill == "toself"]
    assert patterns == ["/", "/"]
    assert any("Doubt: Equals the estimates for TSMC" in text for text in hovers(drawing.figure))


def test_bounds_are_arrows() -> None:
    marks = [trace for trace in cowos().figure.data if trace.hovertext]
    symbols = {
        text.split("<")[1].removeprefix("b>").split(" ")[1]: symbol
        for trace in marks
        for text, symbol in zip(trace.hovertext, trace.marker.symbol, strict=True)
        if "<b>at " in text
    }
    assert symbols == {"least": "triangle-up", "most": "triangle-down"}


def test_the_alternative_text_names_the_spread() -> None:
    alt = cowos(doubtful=False).alt
    assert "TSMC" in alt and "88,000" in alt and "140,000" in alt


def test_midpoints_leave_the_ranges_out() -> None:
    rows = statements.statements(CAPACITY, technologies=["soic"])
    drawing = capacity_chart.capacity(rows, statements.spread(rows), ENGLISH, midpoints=True)
    assert not [trace for trace in drawing.figure.data if trace.fill == "toself"]


def test_revisions_show_the_years_by_colour() -> None:
    rows = statements.statements(CAPACITY, technologies=["cowos"])
    drawing = revisions_chart.revisions(
        statements.revisions(rows[rows["scope"] == "own"], [2025, 2026]), ENGLISH
    )
    years = [trace for trace in drawing.figure.data if trace.hovertext]
    assert [trace.name for trace in years] == ["end of 2025", "end of 2026"]
    assert len({trace.marker.color for trace in years}) == 2


def test_growth_shows_printed_and_recomputed() -> None:
    rows = growth.growth_check(CAPACITY)
    drawing = growth_chart.growth(rows[rows["row_id"] == "CAP008"], ENGLISH, "It holds.")
    labels = [note.text.replace("<br>", "") for note in drawing.figure.layout.annotations]
    assert "6.0–8.0 times" in labels[0] and "5.8–8.7 times, middle 7.0" in labels[1]
    assert drawing.alt == "It holds."


def test_bars_never_hold_a_sum() -> None:
    family = FRAMES["packaging_technologies"].query("family == 'cowos'")["technology"]
    rows = statements.statements(CAPACITY, technologies=list(family), doubtful=True)
    rows = rows[rows["unit"] == "wafers_12in_month"]
    bars = next(t for t in range_charts.side_by_side(rows, ENGLISH).figure.data if t.type == "bar")
    assert set(bars.base) <= set(rows["value_low"]) | set(rows["value_high"])


TODAY = pd.Timestamp(2026, 11, 28)
MILESTONES = packaging_projects.milestones(FRAMES["packaging_project_dates"], FRAMES["sources"])


def timeline(**choice: list[str]) -> Drawing:
    projects = packaging_projects.by_vendor(FRAMES["packaging_projects"], MILESTONES, TODAY)
    projects = packaging_projects.choose(projects, **choice)
    shown = timeline_chart.Timeline(
        projects,
        MILESTONES[MILESTONES["current"]],
        packaging_projects.slips(MILESTONES),
        packaging_projects.stages(projects, MILESTONES, TODAY),
        packaging_projects.next_dates(MILESTONES, TODAY),
        TODAY,
    )
    return timeline_chart.timeline(shown, ENGLISH, "The finding.")


def test_the_timeline_shows_slips_in_words_and_names_beside_the_rows() -> None:
    drawing = timeline(vendors=["amkor"])
    notes = drawing.figure.layout.annotations
    arrows = [note for note in notes if note.arrowhead]
    # the middle of October to December 2027 became that of January to March 2028
    assert [(arrow.ax, arrow.x, arrow.text) for arrow in arrows] == [
        ("2027-11-15", "2028-02-15", "+3 months")
    ]
    assert any("early 2028" in text for text in hovers(drawing.figure))
    # names stand left of the time axis, the next date right of it
    left, right = drawing.figure.layout.xaxis.domain
    beside = [note for note in notes if note.xref == "paper" and not note.arrowhead]
    assert all(note.x < left or note.x > right for note in beside)
    assert {"Peoria campus, Arizona", "mid-2027", "today, Nov 28, 2026"} <= {note.text for note in notes}


def test_the_timeline_has_five_states_in_one_ramp_and_rings_for_plans() -> None:
    figure = timeline().figure
    keys = [trace.name for trace in figure.data if trace.name]
    assert keys[:5] == ["Planned", "Under construction", "Tools moving in", "Pilot", "Operating"]
    assert [t.marker.color for t in figure.data if t.name][:5] == theme.SEQUENTIAL
    marks = {text: hollow for trace in figure.data if trace.hovertext
             for text, hollow in zip(trace.hovertext, trace.marker.color, strict=True)}  # fmt: skip
    for text, fill in marks.items():
        assert (fill == theme.BACKGROUND) == ("Actual" not in text), text
    # one mark for each current milestone
    rows = MILESTONES[MILESTONES["current"]]
    assert sum(len(trace.hovertext) for trace in figure.data if trace.hovertext) == len(rows)


def test_money_is_shown_project_by_project_in_its_own_currency() -> None:
    lang = Language("en")
    shown = plants_answers.amounts(plants_answers.Choice((), None, (), (), False), lang)
    assert shown is not None
    bars = next(trace for trace in shown.drawing.figure.data if trace.type == "bar")
    stated = FRAMES["packaging_projects"].dropna(subset=["capex_m"])
    assert {key for (key,) in bars.customdata} == set(stated["project_id"]) and len(bars.y) == len(stated)
    said = dict(zip([key for (key,) in bars.customdata], bars.text, strict=True))
    assert said["AMK-AZ"] == " US$12B · Whole project" and said["TSMC-AP8"] == " NT$17.14B · Purchase price"
    # within a currency lengths are in the ratio of the amounts: 97,500 to 108,300 million
    length = dict(zip([key for (key,) in bars.customdata], bars.x, strict=True))
    assert length["SPIL-HUWEI"] / length["ASE-RENWU"] == pytest.approx(97_500 / 108_300)
    heads = [n.text for n in shown.drawing.figure.layout.annotations if n.text.startswith("<b>")]
    assert sorted(heads) == sorted(f"<b>Stated in {c}</b>" for c in stated["capex_currency"].unique())


def test_the_map_asks_nobody_outside() -> None:
    projects = FRAMES["packaging_projects"]
    sites = packaging_projects.sites(projects).assign(label="x", hover="x", city="x")
    for area in sites_chart.AREAS:
        figure = sites_chart.site_map(sites, area, ENGLISH).figure
        assert figure.data[0].type == "scattergeo"
        assert figure.data[1].geojson.startswith("app/static/")
    assert len(sites_chart.site_map(sites, "world", ENGLISH).figure.data[0].lon) == len(sites)


def test_land_outlines_are_clockwise_and_small() -> None:
    path = tables.DATA.parent / "static" / "world_land.geojson"
    assert path.stat().st_size < 60_000
    shapes = json.loads(path.read_text(encoding="utf-8"))["features"][0]["geometry"]["coordinates"]
    for polygon in shapes:
        ring = polygon[0]
        area = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, ring[1:], strict=False))
        assert area < 0  # clockwise


def test_market_lines_keep_house_and_definition() -> None:
    rows = market.market(FRAMES["packaging_market"], FRAMES["packaging_market_series"])
    rows = rows[rows["segment"].isin(["advanced", "advanced_chip"])]
    drawing = market_charts.market(rows, ENGLISH)
    assert any(
        "Counterpoint" in text and "Advanced chip packaging" in text for text in hovers(drawing.figure)
    )
    dashes = {trace.line.dash for trace in drawing.figure.data if trace.hovertext}
    assert "dash" in dashes


def test_every_shipped_market_series_is_drawn() -> None:
    lang = Language("en")
    drawn: set[str] = set()
    for group, segments in market_answers.GROUPS.items():
        mine = FRAMES["packaging_market_series"]["segment"].isin(segments)
        series = set(FRAMES["packaging_market_series"][mine]["series_id"])
        sizes, growth = market_answers.forecasts(lang, group), market_answers.growth(lang, group)
        values = FRAMES["packaging_market"]["series_id"].isin(series)
        if sizes is not None:
            assert len(hovers(sizes.drawing.figure)) == values.sum()
            drawn |= set(FRAMES["packaging_market"][values]["series_id"])
        if growth is not None:
            stated = FRAMES["packaging_market_series"].set_index("series_id")["stated_cagr_percent"]
            rates = {key for key in series if stated[key] == stated[key]}
            assert sum("stated" in text for text in hovers(growth.drawing.figure)) == len(rates)
            drawn |= rates
    assert drawn == set(FRAMES["packaging_market_series"]["series_id"])


def test_a_share_and_a_rate_alone_are_told_with_their_values() -> None:
    lang = Language("en")
    share = market_answers.forecasts(lang, "share")
    assert share is not None and share.drawing.figure.layout.yaxis.type is None
    # Jiemian, January 2026: 44.9 % in 2024, 50 % expected for 2028
    assert "44.9%" in share.drawing.alt and "50.0%" in share.drawing.alt and "2028" in share.drawing.alt
    assert market_answers.forecasts(lang, "chips") is None
    chips = market_answers.growth(lang, "chips")
    # the article: memory 12.34 % a year, automotive chips 11.51 %
    assert chips is not None and {"stated 12.3%", "stated 11.5%"} == set(hovers(chips.drawing.figure))


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_figure_speaks_each_language(code: str) -> None:
    names = Names(FRAMES, Language(code))
    rows = statements.comparable_sets(statements.statements(CAPACITY, technologies=["hbm_tsv"]))[0]
    allocation = market.allocation(FRAMES["cowos_allocation"], 2026)
    drawings = [
        capacity_chart.capacity(rows, statements.spread(rows), names),
        range_charts.side_by_side(rows, names),
        allocation_chart.allocation(allocation, names, shares=False),
        allocation_chart.allocation(allocation, names, shares=True),
        market_charts.ranking(market.ranking(FRAMES["osat_ranking"], "fy2024"), names),
    ]
    for drawing in drawings:
        assert drawing.alt
        chinese = any("\u4e00" <= sign <= "\u9fff" for sign in drawing.alt)
        assert chinese == (code != "en")


def test_an_index_and_a_log_scale_keep_readable_numbers() -> None:
    rows = statements.indexed(statements.statements(CAPACITY, technologies=["soic"]), 2023)
    figure = capacity_chart.capacity(rows, statements.spread(rows), ENGLISH, log=True, indexed=True).figure
    # 8,000 "over" to 20,000 on 2,000 is 400 to 1,000; end of 2024: 4,000 to 6,000 is 200 to 300
    assert "200–<br>300" in [note.text for note in figure.layout.annotations]
    assert figure.layout.yaxis.type == "log" and "1,000" in figure.layout.yaxis.ticktext
