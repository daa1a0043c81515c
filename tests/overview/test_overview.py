"""The overview: the same verdicts as elsewhere, one card a subject, and a way to every page."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from atlas import tables
from atlas.app.pages import PAGES
from atlas.evidence import claims
from atlas.language import LANGUAGES, Language
from atlas.overview import text

Show = Callable[..., AppTest]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_leads_everywhere(show: Show, lang: str) -> None:
    app = show("overview", lang=lang)
    links = [link.proto.page for link in app.get("page_link") if "page_link" in str(type(link.proto)).lower()]
    assert len(app.metric) == 3 and len(app.get("plotly_chart")) == 3
    assert not links or len(set(links)) >= len(PAGES) - 1


def test_counts_of_claims_are_those_of_the_checks(show: Show) -> None:
    counted = claims.tally(tables.load("evidence_checks"))
    told = "\n".join(str(part.value) for part in show("overview", lang="en").markdown)
    assert (
        f"support {counted['supported']} and dispute {counted['disputed']}" in told
        and "433 statements" in told
    )


def test_one_site_reads_naturally() -> None:
    latest = {"cohort": "2026-01", "total": 101, "world": 224}
    one = text.lighthouses(latest, 1, (), Language("en"))
    assert "1 of the sites is not" in one.note and one.value == "101 of 224"
    assert "2 of the sites are not" in text.lighthouses(latest, 2, (), Language("en")).note
