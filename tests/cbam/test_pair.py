"""Compare: a good beside another good, origin or set of rules; each side is what its own view shows."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from atlas.cbam.answers.good import ELECTRICITY, Good
from atlas.cbam.page import answers, pair_answers
from atlas.language import LANGUAGES, Language

Show = Callable[..., AppTest]
COIL = Good("72083600", "CN", "2034", "default", *[None] * 7, "central", "law")


def cells(app: AppTest) -> dict[str, list[str]]:
    """Rows of the comparison, by their heading."""
    table = next(part.value for part in app.table if len(part.value.columns) == 3)
    return {
        str(name): [str(value) for value in row] for name, row in zip(table.index, table.values, strict=True)
    }


@pytest.mark.parametrize("code", ["IN", "com_2026_616", "76011010"])
def test_each_side_is_its_own_view(code: str) -> None:
    right = pair_answers.other(COIL, code)
    rows = pair_answers.pair(COIL, right, 100.0).set_index("measure")
    for side, good in (("left", COIL), ("right", right)):
        own = answers.assessed(good, 100.0, False)
        assert rows.loc["cost_eur", side] == own["cost_eur"]
        assert rows.loc["to_pay", side] == pytest.approx(own["cost_eur_per_t"])
        assert rows.loc["certificates_t", side] == own["certificates_t"]
    assert (rows["difference"] == rows["right"] - rows["left"]).all()
    assert rows.loc["cost_eur", "difference"] != 0


def test_published_examples_side_by_side() -> None:
    first = COIL._replace(period="2026-Q1")
    rows = pair_answers.written(first, pair_answers.other(first, "IN"), 100.0, Language("en"))
    # 16,352.74 is worked out from the acts in the golden cases
    assert rows[-1] == ["Cost, EUR", "16,352.74", "25,413.28", "+9,060.54"]


def test_no_code_means_two_things() -> None:
    codes = pair_answers.codes()
    assert len(codes) == len(set(codes))
    names = pair_answers.names(COIL, Language("en"))
    assert not {"CN", "law", "72083600", ELECTRICITY} & set(names) and "com_2026_616" in names
    assert {"cn": "76011010", "origin": "CN"}.items() <= pair_answers.other(
        COIL, "76011010"
    )._asdict().items()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_one_link_shows_both(show: Show, lang: str) -> None:
    query = {"lang": lang, "period": "2034", "lever": "compare"}
    app = show("cbam", **query, compare="com_2026_616")
    assert not app.warning
    shown = list(cells(app).values())
    single = show("cbam", **query, scenario="com_2026_616")
    amounts = "".join(metric.value for metric in single.metric)
    assert shown[-1][1] in amounts and shown[-1][0] in "".join(metric.value for metric in app.metric)
    assert app.query_params["compare"] in ("com_2026_616", ["com_2026_616"])


def test_what_has_no_amount_says_why(show: Show) -> None:
    app = show("cbam", lang="en", lever="compare", compare="25231000")
    assert any("TARIC" in part.value for part in app.markdown)
    assert not [part for part in app.table if len(part.value.columns) == 3 and "Difference" in part.value]
    assert "compare" in show("cbam", lang="en", lever="compare", compare="moon").warning[0].value
