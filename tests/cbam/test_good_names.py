"""Labels of goods: every code, unique, in the reader's language, the difference first."""

import pytest

from atlas import tables
from atlas.cbam.answers import good_names


@pytest.mark.parametrize("ending", ["en", "zh_hant", "zh_hans"])
def test_every_good_has_a_label_of_its_own(ending: str) -> None:
    goods = tables.load("cbam_goods")
    labels = good_names.labels(goods, ending)
    whole = goods[goods["level"].isin(["cn8", "taric"]) & (goods["scope"] != "excepted")]
    assert set(labels) == set(whole["cn_code"])
    assert len(set(labels.values())) == len(labels)


def test_the_heading_is_in_the_language() -> None:
    labels = good_names.labels(tables.load("cbam_goods"), "zh_hant")
    assert "熱軋" in labels["72083600"] and labels["72083600"].startswith("7208 36 00 · ")


def test_the_difference_stands_before_what_all_share() -> None:
    label = good_names.labels(tables.load("cbam_goods"), "en")["72083600"]
    assert label.index(">= 10 mm") < label.index("hot-rolled")
    assert "without patterns in relief" not in label


def test_codes_as_customs_write_them() -> None:
    assert good_names.written("72083600") == "7208 36 00"
    assert good_names.written("2523100090") == "2523 10 00 90"
    assert good_names.written("7208") == "7208"
