"""The industry page: every topic in three languages, calculators, links, doubts."""

import re
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from atlas import tables
from atlas.industry.themes import THEMES
from atlas.language import LANGUAGES

Show = Callable[..., AppTest]
TOPICS = {
    "articles": None, "memory_fabs": "a8", "equipment": "a5", "german_firms": "a6",
    "belts": "a3", "presses": "a4", "work": "a7", "lighthouses": "a1", "packaging": "a2",
}  # fmt: skip


def asked(app: AppTest, name: str) -> str:
    """A parameter of the address; AppTest gives what the test set as text, what the page wrote as a list."""
    value = app.query_params[name]
    return value if isinstance(value, str) else value[-1]


def finding(app: AppTest) -> str:
    return str(app.markdown[0].value)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("topic", TOPICS)
def test_each_topic_in_each_language(show: Show, topic: str, lang: str) -> None:
    app = show("industry", lang=lang, topic=topic)
    assert bool(re.search("[\u4e00-\u9fff]", finding(app))) == (lang != "en")
    assert asked(app, "topic") == topic
    if TOPICS[topic]:
        assert asked(app, "article") == TOPICS[topic]
        app.session_state[f"all-checks-{TOPICS[topic]}"] = True
        app.run()
        checks = tables.load("evidence_checks").query("article_id == @TOPICS[@topic]")
        listed = next(frame.value for frame in app.dataframe if "claim" in frame.value)["claim"]
        assert set(checks[f"claim_{LANGUAGES[lang].ending}"]) <= set(listed)


@pytest.mark.parametrize(("topic", "article"), [(t, a) for t, a in TOPICS.items() if a])
def test_a_link_with_an_article_opens_its_topic(show: Show, topic: str, article: str) -> None:
    assert asked(show("industry", article=article), "topic") == topic


def test_the_overview_keeps_no_article(show: Show) -> None:
    app = show("industry", lang="en", topic="german_firms")
    app.selectbox(key="w:industry:topic:en").set_value("articles").run()
    assert asked(app, "topic") == "articles" and asked(app, "article") == ""


@pytest.mark.parametrize("topic", TOPICS)
def test_findings_say_the_same_numbers_in_each_language(show: Show, topic: str) -> None:
    # amounts step by thousands in English and by ten thousands in Chinese
    steps = re.compile(r"[\d.]+ ?[KMBT萬億兆万亿]")
    numbers = [
        re.findall(r"\d[\d.,–]*", steps.sub("", finding(show("industry", lang=lang, topic=topic))))
        for lang in LANGUAGES
    ]
    assert sorted(numbers[0]) == sorted(numbers[1]) == sorted(numbers[2])


def metrics(app: AppTest) -> list[str]:
    return [str(metric.value) for metric in app.metric]


def test_a_refused_licence(show: Show) -> None:
    """Half of Xi'an for six months: 170,000 to 200,000 wafers a month, 30 to 40% of Samsung; the world is unknown."""
    app = show("industry", lang="en", topic="memory_fabs", site="samsung_xian", lost="50", months="6")
    assert metrics(app)[-3:] == ["510K – 600K", "7.5–10.0%", "–"]
    dalian = show("industry", lang="en", topic="memory_fabs", site="sk_hynix_dalian")
    assert metrics(dalian)[-3:] == ["–", "–", "–"]


def test_bills_follow_the_price(show: Show) -> None:
    """1,000,000 kWh: 0.1677 to 0.1933 without relief, 0.30 in the article, 0.080 to 0.083 in China."""
    first = show("industry", lang="en", topic="german_firms", kwh="1000000")
    assert metrics(first)[:2] == ["167.7K–193.3K", "80,000–83,000"]
    article = show("industry", lang="en", topic="german_firms", kwh="1000000", price="article")
    assert metrics(article)[0] == "300K"
    contracts = show("industry", lang="en", topic="german_firms", kwh="1000000", price="contracts")
    assert metrics(contracts)[0] == "176K–183K"


def test_the_answer_on_power_is_independent(show: Show) -> None:
    """0.1677 / 0.083 = 2.0, 0.1933 / 0.080 = 2.4; with relief 0.1004 / 0.083 = 1.2, 0.1047 / 0.080 = 1.3."""
    told = finding(show("industry", lang="en", topic="german_firms"))
    assert "2.0–2.4" in told and "1.2–1.3" in told and "3.8" in told


def test_a_tariff_on_a_margin(show: Show) -> None:
    """10% margin, 15% tariff, nothing passed on: price 1 / 1.15, margin 1 − 0.9 × 1.15 = −3.5%."""
    app = show("industry", lang="en", topic="german_firms", margin="10")
    told = "\n".join(str(part.value) for part in app.markdown)
    assert "10.0%" in told and ("-3.5%" in told or "−3.5%" in told)


def test_pay_per_hour(show: Show) -> None:
    app = show("industry", lang="en", topic="work", pay="104000", hours="50")
    assert "40.0 USD" in finding(app) and "83,200 USD" in finding(app)


def test_the_rule_calculator_starts_empty(show: Show) -> None:
    app = show("industry", lang="en", topic="equipment")
    assert any("quantity and price" in str(info.value) for info in app.info)


def test_what_does_not_hold_stands_on_a_card(show: Show) -> None:
    app = show("industry", lang="en", topic="german_firms")
    told = "\n".join(str(part.value) for part in app.markdown)
    checks = tables.load("evidence_checks").query("article_id == 'a6'")
    failed = checks[(checks["evidence"] == "disputed") | (checks["arithmetic"] == "disagrees")]
    assert len(failed) == 12 and all(claim in told for claim in failed["claim_en"])
    assert told.count("**Disputed**") == (checks["evidence"] == "disputed").sum()


def test_every_statement_of_every_article_has_its_place() -> None:
    evidence = tables.load("evidence").merge(
        tables.load("articles")[["article_id", "topic"]], on="article_id"
    )
    for topic, rows in evidence.groupby("topic"):
        placed = [fact for facts in THEMES[str(topic)].values() for fact in facts]
        assert len(placed) == len(set(placed)) and set(placed) <= set(rows["fact_id"]), topic
        assert set(rows.loc[rows["duplicate_of"].isna(), "fact_id"]) <= set(placed), topic
