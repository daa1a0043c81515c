"""The tables of the law against figures that its sources state in words."""

import ast
from itertools import product
from pathlib import Path

import pandas as pd
import pytest

from atlas import tables
from atlas.cbam.law.rules import Rules


def test_default_values_have_the_counts_of_the_edition_in_force(frames: dict) -> None:
    """(EU) 2026/1740: 12,540 lines for 121 countries and "other", 10,910 of them with a figure; the
    table of "other" has all 260."""
    defaults = frames["cbam_default_values"]
    assert len(defaults) == 12_540 and defaults["country"].nunique() == 122
    values = defaults[defaults["cell_status"] == "value"]
    assert len(values) == 10_910 and (values["country"] == "XX").sum() == 260
    assert values["total_t_per_t"].notna().all()
    assert defaults.loc[defaults["cell_status"] != "value", "total_t_per_t"].isna().all()


@pytest.mark.parametrize(
    ("country", "code", "total"),
    [  # corrections named in recitals 7 to 11 of (EU) 2026/1740
        ("XX", "72262000", 5.500),
        ("AL", "720241", 2.350),
        ("GA", "28041000", 10.820),
        ("LR", "28041000", 10.820),
        ("NC", "72026000", 3.480),
        ("ZM", "720211", 1.690),
        ("ZW", "720241", 2.350),
    ],
)
def test_corrections_of_july_2026(frames: dict, country: str, code: str, total: float) -> None:
    row = frames["cbam_default_values"].query("country == @country and cn_code == @code")
    assert row["total_t_per_t"].tolist() == [total]


def test_withdrawn_figures_are_dashes(frames: dict) -> None:
    rows = frames["cbam_default_values"].set_index(["country", "cn_code"])["cell_status"]
    assert rows["AO", "26011200"] == "dash" and rows["TW", "721913"] == "dash"


def test_precursors_are_the_highest_of_all_countries(frames: dict) -> None:
    """Annex IV is the maximum of Annex I over countries, code by code."""
    highest = frames["cbam_default_values"].groupby("cn_code")["total_t_per_t"].max()
    own = tables.load("cbam_precursor_defaults").set_index("cn_code")["total_t_per_t"]
    pd.testing.assert_series_equal(own.sort_index(), highest.loc[own.index].sort_index(), check_names=False)


def test_factors_of_the_directive_and_the_proposal(rules: Rules, proposal: Rules) -> None:
    assert rules.factor.tolist() == [0.975, 0.95, 0.9, 0.775, 0.515, 0.39, 0.265, 0.14, 0]
    assert proposal.factor.tolist() == [0.975, 0.95, 0.915, 0.81, 0.59, 0.48, 0.375, 0.27, 0.15]
    assert "(proposed)" in proposal.acts["factor"][2] and "(proposed)" not in proposal.acts["factor"][1]


def test_markups(rules: Rules) -> None:
    for sector, rates in zip(rules.sectors, rules.markup.tolist(), strict=True):
        if sector == "fertilisers":
            assert rates == [0.01] * 9
        elif sector != "electricity":
            assert rates == [0.1, 0.2] + [0.3] * 7


def test_every_good_can_be_priced_from_every_origin(rules: Rules) -> None:
    """Lines missing in a country's table fall back; only TARIC digits, power and the Brazilian pairs
    whose route no edition shows in step are asked for."""
    bare = [rules.goods.position[code] for code in [*rules.goods.children, "27160000"]]
    for good, table in product(range(len(rules.goods.codes)), range(len(rules.origins.tables))):
        has_line = rules.defaults.row[good, table] >= 0
        assert has_line != (good in bare)
    asked = (rules.benchmarks.default_route < 0) & (rules.defaults.row >= 0)[:, :, None]
    brazil = rules.origins.tables.index("BR")
    assert asked[:, brazil, 0].sum() == 32 and asked[:, :, 0].sum() == 32


def test_goods_are_named_in_three_languages_down_to_the_heading(frames: dict) -> None:
    goods = frames["cbam_goods"]
    named = goods[goods["level"].isin(["chapter", "heading"])]
    assert named[["name_en", "name_zh_hant", "name_zh_hans"]].notna().all(axis=None)
    covered = goods[(goods["scope"] == "covered") & (goods["level"] == "cn8")]
    assert set(covered["cn_code"].str[:4]) <= set(named["cn_code"])
    # 569 codes of the Commission's list, less one split into three newer ones
    assert len(covered) == 571


def test_every_origin_has_names_and_no_name_means_two(frames: dict, rules: Rules) -> None:
    countries = frames["cbam_countries"]
    assert countries[["name_en", "name_zh_hant", "name_zh_hans"]].notna().all(axis=None)
    for row in countries[countries["kind"] != "table"].to_dict("records"):
        aliases = row["aliases"].split(";") if isinstance(row["aliases"], str) else []
        for name in [row["country"], row["name_en"], row["name_zh_hant"], row["name_zh_hans"], *aliases]:
            assert rules.origins.codes[rules.origins.find(name)[0]] == row["country"], name


def test_price_assumptions_are_published_figures(frames: dict) -> None:
    paths = frames["cbam_price_paths"].set_index("price_path")["price_eur"]
    prices = frames["cbam_certificate_prices"].dropna(subset=["price_eur"]).sort_values("period_end")
    assert prices["price_eur"].tolist() == [75.36, 75.28, 82.32]
    assert paths["low"] < paths["central"] == prices["price_eur"].iloc[-1] < paths["high"]


CBAM = Path(__file__).resolve().parents[2] / "atlas" / "cbam"
MODULES = [path.stem for folder in ("law", "engine") for path in (CBAM / folder).glob("[a-z]*.py")]


@pytest.mark.parametrize("module", MODULES)
def test_no_figure_of_the_law_in_the_engine(module: str) -> None:
    """Only 0, 1 and small counts, the cent, the plausibility limit, and the last year answered for."""
    path = next(CBAM.glob(f"*/{module}.py"))
    numbers = {
        node.value
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and type(node.value) in (int, float)
    }
    code_sizes, bits = {2, 3, 4, 5, 6, 8, 10}, {2**place for place in range(10)}
    # lengths of lists and texts, of what is kept, days and months
    others = {9, 12, 20, 31, 60, 80, 200, 8192}
    assert numbers <= {0, 1} | code_sizes | bits | others | {0.01, 1e9, 1990, 2034}
