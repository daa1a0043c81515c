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
    assert HANT.compact(1_235_000) == "123.5 萬"
    assert HANS.compact(1_235_000) == "123.5 万"
    assert HANT.compact(230_000_000) == "2.3 億"
    assert HANS.compact(230_000_000) == "2.3 亿"
    assert HANT.compact(9969.775) == "9,969.8" and EN.compact(999) == "999"


def test_numbers_money_and_ranges() -> None:
    assert EN.number(1234.5, 2) == "1,234.50"
    assert EN.percent(0.4497, 1) == "45.0%"
    assert EN.range(15000, 20000) == "15,000–20,000"
    assert EN.range(15000, 15000) == "15,000"


def test_dates() -> None:
    assert EN.date("2026-11-25") == "Nov 25, 2026"
    assert HANT.date("2026-11-25") == HANS.date("2026-11-25") == "2026 年 11 月 25 日"


def test_money_has_its_currency_where_the_language_wants_it() -> None:
    """The examples of the design: the sign before the number in English, the word after it in Chinese."""
    assert EN.money(163.534) == "€163.53" and EN.money(16353.4, digits=0) == "€16,353"
    assert HANT.money(16353.4, digits=0) == "16,353 歐元" and HANS.money(16353.4, digits=0) == "16,353 欧元"
    assert EN.money(-16353, digits=0) == "−€16,353" and HANT.money(-16353, digits=0) == "−16,353 歐元"
    assert HANT.money(121543, "CNY", 0) == "121,543 元人民幣" and EN.money(89.4, "USD") == "US$89.40"
    assert EN.money(5, "CHF", 0) == "CHF 5"


def test_large_amounts_are_written_in_steps() -> None:
    assert EN.money_compact(183_000) == "€183K" and HANT.money_compact(242_000) == "24.2 萬歐元"
    assert (
        HANT.money_compact(19e12, "KRW") == "19 兆韓元" and HANS.money_compact(19e12, "KRW") == "19 万亿韩元"
    )
    assert HANT.money_compact(34e6, "USD") == "3,400 萬美元" and HANT.compact(-2.5e6) == "−250 萬"
    assert EN.compact_range(1.2e6, 1.5e6) == "1.2M–1.5M"


def test_percent_signs_and_ranges() -> None:
    assert EN.percent(0.6) == HANT.percent(0.6) == "60%" and EN.percent(-0.32) == "−32%"
    assert EN.percent(19, signed=True) == "+1,900%" and EN.percent(-0.2, signed=True) == "−20%"
    assert EN.percent(0, signed=True) == "0%"
    assert HANT.percent_range(0.5, 0.6) == "50–60%" and EN.percent_range(0.6, 0.6) == "60%"
    assert EN.percent_range(-0.03, 3.55) == "−3 – 355%"
    assert EN.range(None, 5) == "5" and EN.range(5, None) == "5"


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.012345, "0.0123"), (1.5, "1.5"), (163.534, "164"), (16353.6, "16,354"), (0, "0"), (1.2345e6, "1.23M"),
     (9.9996, "10"), (-0.3333, "−0.333")],
)  # fmt: skip
def test_key_figures_have_significant_digits(value: float, text: str) -> None:
    assert EN.significant(value) == text


def test_a_unit_stands_beside_its_number() -> None:
    assert EN.with_unit("500", "t") == "500 t" and HANT.with_unit("500", "公噸") == "500 公噸"
    assert EN.with_unit("60", "%") == "60%" and HANT.with_unit("3,400 萬", "片") == "3,400 萬片"
    assert EN.with_unit("1.2M", "wafers") == "1.2M wafers"


def test_periods_of_the_tables_in_words() -> None:
    assert EN.period("2026-Q1") == "Q1 2026" and HANT.period("2026-Q1") == "2026 年第一季"
    assert HANS.period("2026-Q4") == "2026 年第四季度"
    assert EN.period("2026-06") == "Jun 2026" and HANT.period("2026-06") == "2026 年 6 月"
    assert EN.period("2026") == "2026" and HANS.period("2026") == "2026 年"
    assert HANT.period("2026-08-14") == "2026 年 8 月 14 日" and EN.period("soon") == "soon"


@pytest.mark.parametrize(
    "write", [EN.number, EN.compact, EN.significant, EN.percent, EN.money, EN.date, EN.period]
)
def test_unknown_is_a_dash_never_zero(write) -> None:  # type: ignore[no-untyped-def]
    assert write(None) == MISSING and write(float("nan")) == MISSING


def test_pick_falls_back_to_english_only_where_a_name_has_no_chinese_form() -> None:
    row = {"name_en": "Amkor", "name_zh_hant": "艾克爾", "name_zh_hans": float("nan")}
    assert HANT.pick(row, "name") == "艾克爾" and HANS.pick(row, "name") == "Amkor"
