"""The sources page: filters from a link, one fact in full, every table, contradictions, links from figures."""

import ast
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from atlas import tables
from atlas.language import LANGUAGES

Show = Callable[..., AppTest]
ROOT = Path(__file__).resolve().parents[2]


def asked(app: AppTest, name: str) -> str:
    """A parameter of the address; AppTest gives what the test set as text, what the page wrote as a list."""
    value = app.query_params[name]
    return value if isinstance(value, str) else value[-1]


def words(app: AppTest) -> str:
    return "\n".join(str(part.value) for part in [*app.markdown, *app.caption])


def facts(app: AppTest) -> list[str]:
    return next(frame.value for frame in app.dataframe if "fact_id" in frame.value)["fact_id"].tolist()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("tab", ["facts", "tables", "contradictions"])
def test_each_tab_in_each_language(show: Show, tab: str, lang: str) -> None:
    app = show("sources", lang=lang, tab=tab)
    assert asked(app, "tab") == tab and len(app.dataframe) >= 1


def test_a_link_filters(show: Show) -> None:
    evidence = tables.load("evidence")
    wanted = evidence[(evidence["article_id"] == "a8") & (evidence["subject_id"] == "samsung_xian")]
    assert facts(show("sources", article="a8", subject="samsung_xian")) == wanted["fact_id"].tolist() != []
    disputed = facts(show("sources", article="a8", verdict="disputed"))
    assert {"a8-011", "a8-013", "a8-014"} <= set(disputed) and len(disputed) < len(evidence)
    # a link of before: "wrong" is what independent sources dispute
    assert facts(show("sources", article="a8", verdict="wrong")) == disputed
    assert len(facts(show("sources"))) == 433


def test_the_search_is_not_in_the_address(show: Show) -> None:
    app = show("sources", lang="en")
    app.text_input(key="facts-search").set_value("太仓").run()
    assert 0 < len(facts(app)) < 20
    assert not any("太仓" in value for values in app.query_params.values() for value in values)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_fact_in_full(show: Show, lang: str) -> None:
    """a6-037: quoted in Chinese in every language, with printed and recomputed."""
    app = show("sources", lang=lang, fact="a6-037")
    fact = tables.load("evidence").set_index("fact_id").loc["a6-037"]
    assert fact["quote_zh"] in words(app) and "0.193" in words(app) and "0.3" in words(app)


@pytest.mark.parametrize("fact", ["a1-082", "a2-102", "a3-044", "a4-006", "a6-022", "a8-035", "a7-005"])
def test_odd_facts_open(show: Show, fact: str) -> None:
    assert tables.load("evidence").set_index("fact_id").loc[fact, "quote_zh"].strip() in words(
        show("sources", fact=fact)
    )


@pytest.mark.parametrize("table", tables.names())
def test_every_table_can_be_looked_into(show: Show, table: str) -> None:
    app = show("sources", lang="zh-Hant", tab="tables", table=table)
    fields = [field["name"] for field in tables.resource(table)["schema"]["fields"]]
    assert any(frame.value["name"].tolist() == fields for frame in app.dataframe if "name" in frame.value)


def test_the_package_is_whole() -> None:
    with zipfile.ZipFile(io.BytesIO(tables.archive())) as bundle:
        assert bundle.testzip() is None
        expected = set(tables.files())
        assert set(bundle.namelist()) == expected
        assert bundle.read("evidence/evidence.csv") == tables.file_of("evidence/evidence.csv")


def test_links_from_figures_lead_to_facts() -> None:
    """Every facts={...} of a page or component names an article and subject that have facts."""
    evidence = tables.load("evidence")
    found = 0
    for path in [*(ROOT / "atlas").rglob("*.py"), *(ROOT / "pages").glob("*.py")]:
        for match in re.finditer(r"facts=(\{[^}]*\})", path.read_text(encoding="utf-8")):
            query = ast.literal_eval(match[1])
            rows = evidence
            for name, column in (
                ("article", "article_id"),
                ("subject", "subject_id"),
                ("metric", "metric"),
            ):
                if name in query:
                    rows = rows[rows[column] == query[name]]
            assert len(rows) > 0, (path.name, query)
            found += 1
    assert found >= 8
