"""Pairs of technologies against counts made by hand from the rows, steps of a roadmap, its chart."""

import pandas as pd
import pytest

from atlas.language import Language
from atlas.my_plant import answers, pairs
from atlas.my_plant.plan_chart import gantt

#: read off the published rows by hand: metric → pair → falls in percent
BY_HAND = {
    "energy_use": {
        ("ai", "mobile_network"): [40.2],
        ("analytics", "iot"): [26, 59],
        ("energy", "iot"): [26],
        ("analytics", "energy"): [26],
        ("ai", "digital_twin"): [42],
        ("ai", "analytics"): [10, 31],
        ("ai", "cloud"): [10],
        ("analytics", "cloud"): [10, 59],
        ("analytics", "digital_unspecified"): [29],
        ("cloud", "iot"): [59],
    },
    "defect_rate": {
        ("ai", "generative_ai"): [52],
        ("automation", "digital_unspecified"): [60],
        ("ai", "analytics"): [58],
        ("analytics", "digital_twin"): [58],
        ("ai", "digital_twin"): [58],
        ("ai", "machine_vision"): [49],
        ("ai", "mobile_network"): [57],
        ("ai", "robotics"): [57],
        ("mobile_network", "robotics"): [57],
        ("automation", "iot"): [33],
        ("analytics", "automation"): [33],
        ("analytics", "iot"): [33],
    },
    "inventory": {
        ("automation", "process_technology"): [50],
        ("ai", "mobile_network"): [34],
        ("ai", "robotics"): [34],
        ("mobile_network", "robotics"): [34],
    },
}


@pytest.mark.parametrize("metric", BY_HAND)
def test_pairs_by_hand(metric: str) -> None:
    rows = pairs.pairs(answers.rows(), (metric,))
    found = {
        (row.first, row.second): (row.plants, row.low, row.median, row.high) for row in rows.itertuples()
    }
    expected = {
        pair: (len(falls), -max(falls), -sum(falls) / len(falls), -min(falls))
        for pair, falls in BY_HAND[metric].items()
    }
    assert found.keys() == expected.keys()
    for pair, figures in expected.items():
        assert found[pair] == pytest.approx(figures), pair


def test_most_plants_come_first_and_an_industry_narrows() -> None:
    rows = pairs.pairs(answers.rows(), ("energy_use", "defect_rate"))
    assert rows["plants"].tolist() == sorted(rows["plants"], reverse=True)
    own = pairs.pairs(answers.rows(), ("energy_use",), "batteries")
    assert {site for sites in own["site_ids"] for site in sites} == {"catl-ningde"}


def test_steps_go_by_how_often_then_how_strongly() -> None:
    steps = pairs.steps(answers.rows(), "energy_use")
    keys = [(-row.plants, -abs(row.median)) for row in steps.itertuples()]
    assert keys == sorted(keys)


@pytest.mark.parametrize(
    ("cost", "saving", "months"), [(1000, 500, 24), (0, 500, 0), (1000, 0, None), (None, 500, None)]
)
def test_payback_by_hand(cost: float | None, saving: float | None, months: float | None) -> None:
    assert pairs.payback_months(cost, saving) == months


def test_the_plan_is_hollow_and_its_axis_is_named() -> None:
    rows = pd.DataFrame({"step": ["A", "B"], "start": [1.0, 4.0], "months": [6.0, 3.0], "paid": [31.0, None]})
    drawing = gantt(rows, Language("en"))
    bar, paid = drawing.figure.data
    assert list(bar.base) == [1, 4] and list(bar.x) == [6, 3] and list(paid.x) == [31]
    assert drawing.figure.layout.xaxis.title.text.startswith("Months from now")
    assert drawing.alt == "The plan starts with A and ends in month 7."
