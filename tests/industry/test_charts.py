"""Figures of the articles: what they draw, in which form, and their alternative text."""

import re

import pandas as pd
import pytest
from plotly.graph_objects import Figure

from atlas import tables
from atlas.charts import theme
from atlas.charts.rows import bar_rows
from atlas.evidence import charts, claims
from atlas.industry import (
    belts,
    comparison_charts,
    equipment,
    germany,
    map_charts,
    memory,
    memory_charts,
    statement_charts,
)
from atlas.language import LANGUAGES, Language

FRAMES = tables.load_all()
FACTS = FRAMES["evidence"]
ARTICLES = claims.by_article(FRAMES["articles"], FACTS, FRAMES["evidence_checks"])
EN = Language("en")


def names(vocabulary: str, lang: Language) -> dict[str, str]:
    rows = FRAMES["terms"][FRAMES["terms"]["vocabulary"] == vocabulary]
    return {row["code"]: lang.pick(row, "name") for row in rows.to_dict("records")}


def points(place: str = "yiwu") -> pd.DataFrame:
    return pd.DataFrame({"lat": [29.31], "lon": [120.07], "sites": [1], "city": [place], "hover": ["x"]})


def share_rows() -> tuple[pd.DataFrame, dict[str, str]]:
    rows = memory.shares(FRAMES["memory_fabs"]).assign(publisher="p", when="")
    rows["group"] = rows["site_id"].fillna(rows["company"]) + ":" + rows["metric"]
    return rows, {group: group for group in rows["group"]}


def _alt(lang: Language) -> str:
    return "Shares." if lang.code == "en" else "占比"


def drawings(lang: Language) -> dict[str, theme.Drawing]:
    """Every figure of the industry and sources pages, in one language."""
    rows, labels = share_rows()
    prices = equipment.scanner_prices(FRAMES["equipment_localisation"])
    bills = germany.bills(1e6, FRAMES["power_prices"])
    provinces = FRAMES["provinces"].assign(investments=0, mentions=0)
    provinces.loc[provinces["province_code"] == "320000", ["investments", "mentions"]] = [3, 12]
    topics = dict(
        zip(ARTICLES["article_id"], ARTICLES["topic"].map(names("article_topic", lang)), strict=True)
    )
    sites = FRAMES["memory_sites"]
    claim = pd.DataFrame(
        {
            "label": ["one", "two"],
            "said": ["1, 2", "3, 4"],
            "ratio_low": [0.1, 1.75],
            "ratio_high": [0.1, 2.45],
            "hover": ["a", "b"],
        }
    )
    return {
        "verdicts": charts.verdict_bars(ARTICLES, topics, names("evidence", lang), lang),
        "positions": charts.positions(claim, lang),
        "shares": statement_charts.share_ranges(rows, labels, "SEED8", lang, _alt(lang)),
        "licences": memory_charts.licence_bands(
            sites, dict(zip(sites["site_id"], sites["site_id"], strict=True)), lang
        ),
        "scanners": comparison_charts.scanner_bars(
            equipment.machines_for(120e6, prices), names("scanner", lang), lang
        ),
        "bills": comparison_charts.bill_bars(bills, names("power_price", lang), "article", lang),
        "rule": comparison_charts.share_bar(100 / 3, 50, lang),
        "zones": map_charts.zone_map(
            belts.zones(FRAMES["provinces"]), points(), names("belt_zone", lang), lang
        ),
        "investments": map_charts.investment_map(provinces, points(), lang),
        "mentions": map_charts.mention_map(provinces, points(), lang),
    }


@pytest.fixture(scope="module")
def drawn() -> dict[str, theme.Drawing]:
    return drawings(EN)


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_figure_in_every_language(code: str) -> None:
    for name, (figure, alt) in drawings(Language(code)).items():
        text = figure.to_json()
        assert isinstance(figure, Figure) and len(text) < 20_000, name
        assert set(re.findall(r'"#[0-9A-Fa-f]{6}"', text)) <= {f'"#0000{n:02d}"' for n in range(1, 40)}, name
        assert "http" not in text and figure.layout.height, name
        assert alt and bool(re.search("[\u4e00-\u9fff]", alt)) == (code != "en"), name


def test_verdict_bars_hold_every_check(drawn: dict[str, theme.Drawing]) -> None:
    figure, alt = drawn["verdicts"]
    assert sum(sum(trace.x) for trace in figure.data) == 119
    assert [trace.marker.pattern.shape for trace in figure.data] == ["", ".", "/"]
    assert "119" in alt and "33" in alt and "36" in alt and "50" in alt


def test_the_farthest_figure_is_drawn_at_the_edge(drawn: dict[str, theme.Drawing]) -> None:
    far, near, article = drawn["positions"].figure.data
    assert list(far.x) == [0.25, 0.25] and list(near.x) == [1.75, 2.45] and list(article.x) == [1, 1]
    assert drawn["positions"].figure.layout.xaxis.type == "log"


def test_shares_tell_article_and_others_apart(drawn: dict[str, theme.Drawing]) -> None:
    article, others = drawn["shares"].figure.data
    assert article.marker.symbol != others.marker.symbol and article.line.color != others.line.color
    assert [text.split(" · ")[0] for text in article.text if text] == ["40%", "10%", "50%", "15%"]
    assert {"30–35%", "> 30%"} <= {text.split(" · ")[0] for text in others.text}


def test_licence_bands_change_at_the_end_of_2025(drawn: dict[str, theme.Drawing]) -> None:
    exempt, yearly, unnamed = drawn["licences"].figure.data
    assert len(exempt.y) == len(yearly.y) == len(unnamed.y) == 3 and set(exempt.y).isdisjoint(unnamed.y)
    assert set(yearly.base) == {"2025-12-31"} and yearly.marker.pattern.shape == "/"
    # 1 January 2022 to 31 December 2025: 365 × 4 + 1 leap day − 1 day
    assert exempt.x[0] == 1460 * 86_400_000


def test_bills_show_ranges_hatched(drawn: dict[str, theme.Drawing]) -> None:
    low, upper = drawn["bills"].figure.data
    assert list(low.x) == pytest.approx([167_700, 100_400, 176_000, 100_000, 300_000, 80_000])
    assert list(upper.x) == pytest.approx([25_600, 4_300, 7_000, 80_000, 0, 3_000])
    assert upper.marker.pattern.shape == "/"
    assert low.marker.color[4] == theme.ACCENT and low.marker.color[0] != theme.ACCENT
    assert list(upper.text)[2:5] == ["176K–183K", "100K–180K", "300K"]


def test_the_rule_is_a_line_at_half(drawn: dict[str, theme.Drawing]) -> None:
    figure, alt = drawn["rule"]
    assert figure.layout.shapes[0].x0 == 50 and sum(trace.x[0] for trace in figure.data) == pytest.approx(100)
    assert "33.3%" in alt and "50%" in alt


def test_scanners(drawn: dict[str, theme.Drawing]) -> None:
    assert list(drawn["scanners"].figure.data[0].text) == ["8.3", "4.3", "1.5"]


def test_maps_start_with_points_and_colour_every_unit(drawn: dict[str, theme.Drawing]) -> None:
    for name in ("zones", "investments", "mentions"):
        figure = drawn[name].figure
        assert figure.data[0].type == "scattergeo" and len(figure.data[1].locations) == 34, name
    zones = dict(zip(drawn["zones"].figure.data[1].locations, drawn["zones"].figure.data[1].z, strict=True))
    assert (zones["440000"], zones["420000"], zones["510000"], zones["110000"]) == (6, 4, 2, 0)
    counts = dict(
        zip(drawn["mentions"].figure.data[1].locations, drawn["mentions"].figure.data[1].z, strict=True)
    )
    assert counts["320000"] == 6 and counts["110000"] == 1
    assert "Jiangsu" in drawn["investments"].alt and "Jiangsu" in drawn["mentions"].alt


def test_long_labels_stand_above_their_bars() -> None:
    rows = pd.DataFrame({"label": ["a", "b"], "value": [1.0, 2.0], "text": ["1", "2"], "hover": ["x", "y"]})
    figure = bar_rows(rows, "alt", "b").figure
    assert [note.text for note in figure.layout.annotations] == ["a", "b"] and not figure.layout.yaxis.visible
    assert list(figure.data[0].marker.color) == [theme.QUALITATIVE[0], theme.ACCENT]
