"""Search: plurals, synonyms, numbers in words, both scripts, ranking, and why a row matched."""

import pytest

from atlas.evidence import search, search_answers
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
    assert search._chinese(words) == number
