"""Search: plurals, synonyms, numbers in words, both scripts, ranking, and why a row matched."""

import pytest

from atlas.evidence import number_words, search, search_answers
from atlas.language import Language

EN = Language("en")
NOTHING: dict[str, str | None] = {}


def found(text: str) -> list[str]:
    return search_answers.found(text, NOTHING, EN)["fact_id"].tolist()


@pytest.mark.parametrize(
    ("asked", "fact"),
    [
        ("electricity price", "a6-037"),
        ("power prices", "a6-037"),
        ("電價", "a6-037"),
        ("电价", "a6-037"),
        ("insolvency", "a6-029"),
        ("bankrupt", "a6-029"),
        ("破产", "a6-029"),
        ("7 billion", "a6-072"),
        ("seven billion", "a6-072"),
        ("70 億", "a6-072"),
        ("七十亿", "a6-072"),
        ("22,000", "a6-029"),
        ("Taicang investments", "a6-006"),
        ("太倉 投資", "a6-006"),
        ("太仓 投资", "a6-006"),
        ("batteries", "a1-050"),
        ("price halved", "a1-051"),
        ("wafers a month", "a2-018"),
        ("a6-039", "a6-039"),
        ("70%", "a1-018"),
        ("VW", "a6-011"),
        ("export ban", "a5-007"),
        ("出口管制", "a5-007"),
        ("photolithography machine", "a5-010"),
        ("carbon tax", "a1-081"),
        ("碳税", "a1-081"),
        ("South Korea", "a8-001"),
        ("Xi'an", "a8-011"),
        ("working hours", "a7-001"),
        ("sixty hours a week", "a7-001"),
        ("three point eight times", "a6-039"),
        ("one million merchants", "a3-036"),
        ("local sourcing", "a6-017"),
        ("SpaceX salary", "a7-003"),
    ],
)
def test_a_query_finds_its_fact(asked: str, fact: str) -> None:
    assert fact in found(asked)


def test_both_scripts_find_the_same() -> None:
    for one, other in (
        ("電價", "电价"),
        ("燈塔 中國", "灯塔 中国"),
        ("收購", "收购"),
        ("產能 台積電", "产能 台积电"),
    ):
        assert found(one) == found(other) != []


def test_every_word_must_fit() -> None:
    assert set(found("Taicang investment")) < set(found("Taicang"))
    assert found("Taicang Nonsense") == [] == found("(")


def test_a_percentage_fits_percentages_only() -> None:
    # a4-004 says 70 countries
    assert "a4-004" in found("70") and "a4-004" not in found("70%")


def test_a_multiple_fits_multiples_only() -> None:
    # a1-018 is a percentage
    percent = set(found("70%"))
    assert percent and not percent & set(found("seventy times"))


def test_a_synonym_fits_whole() -> None:
    # "customs" is a tariff's synonym, "customised" and "customers" are other words
    assert found("關稅") == found("tariff") == ["a6-051"]


def test_the_best_comes_first_and_says_why() -> None:
    rows = search_answers.found("Taicang", NOTHING, EN)
    assert rows["why"].iloc[0].startswith("Subject: taicang")
    rows = search_answers.found("insolvency", NOTHING, EN)
    assert "Metric" in rows["why"].iloc[0]


def test_independent_facts_are_found_too() -> None:
    rows = search_answers.found_outside("etch", None, EN)
    assert {"hi-083", "hi-094", "hi-104"} <= set(rows["fact_id"])
    assert set(search_answers.found_outside("NAURA", "a5", EN)["article_id"]) == {"a5"}


def index(*texts: str) -> search.Index:
    import pandas as pd

    facts = pd.DataFrame(
        {
            "fact_id": [str(row) for row in range(len(texts))],
            "value_low": 1.0,
            "value_high": 1.0,
            "unit": "sites",
        }
    )
    return search.index(facts, {"subject": pd.Series(list(texts))}, (), [("億", "亿")])


def test_a_hyphened_term_fits_whole() -> None:
    looked = index("CoWoS-related lines", "CoWoS-R lines", "related")
    assert search.find("CoWoS-R", looked)["fact_id"].tolist() == ["1"]
    assert search.find("cowos", looked)["fact_id"].tolist() == ["0", "1"]


@pytest.mark.parametrize(
    ("words", "number"),
    [("七十亿", 7e9), ("十二", 12), ("三百", 300), ("两万", 20_000), ("一千二百万", 12_000_000)],
)
def test_numbers_in_chinese(words: str, number: float) -> None:
    assert number_words.number([words]) == (number, 1)


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("forty-five", 45),
        ("forty five", 45),
        ("three point eight", 3.8),
        ("a hundred", 100),
        ("two thirds", 200 / 3),
        ("half", 50),
        ("seven billion", 7e9),
        ("100x", 100),
    ],
)
def test_numbers_in_words(words: str, number: float) -> None:
    taken = [word for word in words.split() if word != "a"]
    assert number_words.number(taken) == (pytest.approx(number), len(taken))


def test_parts_of_a_whole_are_percentages() -> None:
    looked = index("one", "two")
    looked = search.Index(
        looked.fields, {"0": (66.7, 66.7), "1": (66.7, 66.7)}, {"0": "percent", "1": "sites"}, {}, {}
    )
    assert search.find("two thirds", looked)["fact_id"].tolist() == ["0"]
