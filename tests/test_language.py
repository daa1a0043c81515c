"""Words and figures in the language's own form."""

import pytest

from atlas.language import MISSING, Language, guess

EN, HANT, HANS = Language("en"), Language("zh-Hant"), Language("zh-Hans")


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("zh-TW", "zh-Hant"), ("zh-HK", "zh-Hant"), ("zh_MO", "zh-Hant"), ("zh-Hant-CN", "zh-Hant"),
        ("zh", "zh-Hans"), ("zh-CN", "zh-Hans"), ("zh-SG", "zh-Hans"),
        ("en-GB", "en"), ("de-DE", "en"), ("", "en"), (None, "en"),
    ],
)  # fmt: skip
def test_guess(tag: str | None, code: str) -> None:
    assert guess(tag) == code


def test_large_numbers_step_by_ten_thousand_in_chinese() -> None:
    assert EN.compact(1_235_000) == "1.2M"
    assert HANT.compact(1_235_000) == "123.5萬"
    assert HANS.compact(1_235_000) == "123.5万"
    assert HANT.compact(230_000_000) == "2.3億"
    assert HANS.compact(230_000_000) == "2.3亿"
    assert HANT.compact(9969.775) == "9,969.8" and EN.compact(999) == "999"


def test_numbers_money_and_ranges() -> None:
    assert EN.number(1234.5, 2) == "1,234.50"
    assert EN.percent(0.4497, 1) == "45.0%"
    assert EN.money(163.534) == "€ 163.53"
    assert EN.range(15000, 20000) == "15,000–20,000"
    assert EN.range(15000, 15000) == "15,000"


def test_dates() -> None:
    assert EN.date("2026-11-25") == "Nov 25, 2026"
    assert HANT.date("2026-11-25") == HANS.date("2026-11-25") == "2026年11月25日"


@pytest.mark.parametrize("write", [EN.number, EN.compact, EN.percent, EN.money, EN.date])
def test_unknown_is_a_dash_never_zero(write) -> None:  # type: ignore[no-untyped-def]
    assert write(None) == MISSING and write(float("nan")) == MISSING


def test_pick_falls_back_to_english_only_where_a_name_has_no_chinese_form() -> None:
    row = {"name_en": "Amkor", "name_zh_hant": "艾克爾", "name_zh_hans": float("nan")}
    assert HANT.pick(row, "name") == "艾克爾" and HANS.pick(row, "name") == "Amkor"
