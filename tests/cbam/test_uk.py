"""The United Kingdom: nothing invented, the factor by year, a charge worked by hand."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from atlas import tables
from atlas.cbam.answers import uk
from atlas.language import LANGUAGES

RULES = tables.load("uk_cbam_rules")


def test_factors_and_threshold() -> None:
    assert [uk.factor(RULES, year) for year in range(2026, 2032)] == [None, 0.975, 0.95, 0.9, 0.775, None]
    assert uk.threshold(RULES) == 50_000


def test_a_charge_by_hand() -> None:
    """100 t x 2 t/t x GBP 50 x (1 - 0.8 x 0.975) = 10,000 x 0.22."""
    assert uk.charge(200, 50, 0.8, 0.975) == pytest.approx(2200)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_tab_shows_no_figure_that_is_not_given(show: Callable[..., AppTest], lang: str) -> None:
    app = show("cbam", lang=lang, tab="uk")
    assert all(box.value is None for box in app.number_input if "Net" not in box.label and box.value != 100.0)


def test_electricity_and_british_goods_are_outside(show: Callable[..., AppTest]) -> None:
    assert "electricity is not in it" in show("cbam", lang="en", tab="uk", cn="27160000").markdown[0].value
    texts = [part.value for part in show("cbam", lang="en", tab="uk", origin="GB").markdown]
    assert any("made in the United Kingdom" in text for text in texts)
