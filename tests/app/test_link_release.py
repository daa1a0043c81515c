"""A link is a promise: what it showed with its release of the data, what differs today, and nothing else."""

import csv
import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from atlas import tables
from atlas.app import view_changes, view_changes_text
from atlas.app.pages import pages
from atlas.app.view import view
from atlas.app.view_changes import Pair, RowChange, table_changes
from atlas.language import LANGUAGES, Language
from tests.links.record import drawers

FIRST = "2026-11-23"
#: date of the release that a test makes, earlier than today's
MADE = "2026-11-27"
#: a site of Jiangsu that the release of the test lacks; two tables name it
SITE = "pg-taicang"
Rows = list[dict[str, str]]


def edited(path: Path, changes: dict[str, Callable[[Rows], Rows]]) -> None:
    """Today's data as an archive, some tables changed."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bundle:
        for file in tables.files():
            content = tables.file_of(file)
            name = Path(file).stem
            if file.endswith(".csv") and name in changes:
                lines = list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline="")))
                text = io.StringIO()
                writer = csv.DictWriter(text, list(lines[0]), lineterminator="\n")
                writer.writeheader()
                writer.writerows(changes[name](lines))
                content = text.getvalue().encode()
            if file == "datapackage.json":
                content = content.replace(tables.date_of().encode(), MADE.encode())
            bundle.writestr(file, content)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A release of the day before: it lacks a site, and a certificate price was another one."""
    folder = tmp_path_factory.mktemp("releases")
    for file in tables.RELEASES.iterdir():
        (folder / file.name).write_bytes(file.read_bytes())

    def priced(lines: Rows) -> Rows:
        line = next(line for line in lines if line["period"] == "2026-Q1")
        line["price_eur"] = "70.00"
        return lines

    def without(lines: Rows) -> Rows:
        return [line for line in lines if line["site_id"] != SITE]

    edited(
        folder / f"{MADE}.zip",
        {
            "lighthouses": without,
            "lighthouse_designations": without,
            "cbam_certificate_prices": priced,
        },
    )
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(tables, "RELEASES", folder)
        yield MADE


def lines_of(app: AppTest) -> list[str]:
    return [box.value for box in app.markdown]


def facts_of(changed: view_changes.ViewChanges) -> set[tuple[str, ...]]:
    return {tuple(each.change) for each in changed.facts}


@pytest.mark.parametrize("code", LANGUAGES)
def test_one_site_more_is_told_and_nothing_else(made: str, code: str) -> None:
    lang = Language(code)
    changed = view_changes.changes("lighthouses", {"view": ["map"]}, lang, made)
    assert changed.held and [pair.label for pair in changed.said] == [""]
    before, now = changed.said[0].before, changed.said[0].now
    assert tuple(n for n in ("92", "19") if n in before) == ("92", "19")
    assert tuple(n for n in ("93", "20") if n in now) == ("93", "20")
    assert facts_of(changed) == {
        ("lighthouses", "added", SITE, "", "", ""),
        *(
            tuple(each.change)
            for each in changed.facts
            if each.change.table == "lighthouse_designations" and each.change.key.startswith(SITE)
        ),
    }
    assert any(each.change.table == "lighthouse_designations" for each in changed.facts)
    assert [each.change for each in changed.rows if each.exhibit == changed.rows[0].exhibit] == ["added"]
    line = view_changes_text.in_short(changed, lang)
    assert "**92**" in line and "**19**" in line and "**93**" in line and "**20**" in line


def test_one_price_changed_is_told_with_its_fact(made: str) -> None:
    changed = view_changes.changes("cbam", {"period": ["2026-Q1"]}, Language("en"), made)
    assert Pair("€70.00", "€75.36", "Price of a certificate") in changed.said
    assert facts_of(changed) == {
        ("cbam_certificate_prices", "changed", "2026-Q1", "price_eur", "70.00", "75.36")
    }
    table, _ = view_changes_text.facts_table(changed.facts, Language("en"))
    assert table[["before", "now"]].values.tolist() == [["70.00", "75.36"]]
    # what the change does not touch says nothing
    other = view_changes.changes("benchmark", {}, Language("en"), made)
    assert other.held and not other.said and not other.rows
    assert {each.change.table for each in other.facts} <= {"lighthouses"}


def test_rows_are_compared_by_what_names_them() -> None:
    labels = {"site": "Site", "value": "Value", "from": "From"}
    before = pd.DataFrame({"site": ["a", "b", "c"], "value": [1.0, 2.0, 3.0], "from": ["x", "x", "y"]})
    now = pd.DataFrame({"site": ["d", "b", "a"], "value": [9.0, 2.0, 1.0000001], "from": ["x", "z", "x"]})
    assert table_changes("T", before, now, labels) == [
        RowChange("T", "added", "d"),
        RowChange("T", "changed", "b", "From", "x", "z"),
        RowChange("T", "changed", "a", "Value", "1", "1.0000001"),
        RowChange("T", "removed", "c"),
    ]
    assert table_changes("T", before, before.iloc[::-1], labels) == []
    twice = pd.concat([before, before.iloc[:1]])
    assert table_changes("T", before, twice, labels) == [RowChange("T", "added", "a · 1 · x · 2")]
    assert table_changes("T", before, twice.iloc[:0], labels) == [
        RowChange("T", "removed", site) for site in "abc"
    ]


def test_an_old_link_shows_what_it_showed(show: Callable[..., AppTest]) -> None:
    then = view(pages()["packaging"].file, {"view": ["capacity"]}, Language("en"), FIRST)
    app = show("packaging", lang="en", view="capacity", data=FIRST, asof="1")
    for key in drawers(app):
        app.session_state[key] = True
    app.run()
    assert set(then.finding) <= {text.replace("**", "") for text in lines_of(app)}
    assert [(each.label, each.value) for each in app.metric] == then.figures
    assert "Nov 23, 2026" in app.caption[-1].value
    assert app.query_params["data"] == FIRST and app.query_params["asof"] == "1"
    cited = [box.value for box in app.code if "Factory Atlas" in box.value]
    assert cited
    for text in cited:
        assert "data as of Nov 23, 2026" in text and f"data={FIRST}&asof=1" in text
    # the switch leads to today's view and back
    app.toggle(key="frame:as-of:packaging").set_value(False).run()
    assert [value for _, value in then.figures] != [each.value for each in app.metric]
    assert "asof" not in app.query_params and app.query_params["data"] == FIRST
    assert all(f"data={tables.date_of()}" in box.value for box in app.code if "Factory Atlas" in box.value)
    app.toggle(key="frame:as-of:packaging").set_value(True).run()
    assert [(each.label, each.value) for each in app.metric] == then.figures


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize(
    ("page", "query"),
    [("lighthouses", {}), ("packaging", {}), ("industry", {}), ("cbam", {}), ("cbam", {"tab": "outlook"})],
)
def test_the_first_release_opens(
    show: Callable[..., AppTest], page: str, query: dict[str, str], code: str
) -> None:
    app = show(page, lang=code, data=FIRST, asof="1", **query)
    if page == "cbam":
        assert app.toggle(key=f"frame:as-of:{page}").value
        return
    # the tables of that day lack what these views need
    younger = Language(code).text(
        "This view is younger than the link: the data of {date} do not hold what it needs. Today's view is shown.",
        date=Language(code).date(FIRST),
    )
    assert younger in lines_of(app)
    assert not [box for box in app.toggle if box.key.startswith("frame:")]
    assert Language(code).date(tables.date_of()) in app.caption[-1].value


@pytest.mark.parametrize("data", ["2026-11-24", "yesterday", "../2026-11-23", "2027-01-01", "2026-11-23 "])
def test_a_wrong_release_is_told(show: Callable[..., AppTest], data: str) -> None:
    app = show("sources", lang="en", data=data, asof="1")
    told = [box.value for box in app.warning]
    assert told == ["This link names a release of the data that does not exist. Today's view is shown."]
    assert "data" not in app.query_params and "asof" not in app.query_params


@pytest.mark.parametrize("query", [{}, {"data": tables.date_of()}, {"data": ""}, {"asof": "1"}])
def test_nothing_is_compared_without_an_earlier_release(
    show: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch, query: dict[str, str]
) -> None:
    def never(*_: object) -> None:
        raise AssertionError("compared")

    monkeypatch.setattr(view_changes, "_changes", never)
    app = show("sources", lang="en", **query)
    assert not app.warning and not [box for box in app.toggle if box.key.startswith("frame:")]


def test_files_made_later_are_of_the_release_that_was_read() -> None:
    with tables.using(FIRST):
        later, name = tables.kept(tables.date_of), tables.file_name("sites", "csv")
    assert (later(), name) == (FIRST, f"sites-{FIRST}.csv")
    assert (tables.kept(tables.date_of)(), tables.file_name("sites", "csv")) == (
        tables.date_of(),
        "sites.csv",
    )


def test_only_the_numbers_that_differ_are_set_off() -> None:
    lang = Language("en")
    said = (Pair("Of 1,200, 20 are here; 3 elsewhere.", "Of 1,200, 21 are here; 3 elsewhere."),)
    rows = (RowChange("Sites", "added", "a"), RowChange("Sites", "changed", "b", "x", "1", "2"))
    rows += (RowChange("Sites", "changed", "b", "y", "1", "2"),)
    changed = view_changes.ViewChanges(FIRST, True, said, rows, ())
    assert view_changes_text.in_short(changed, lang) == (
        "When this link was made (Nov 23, 2026): **20** are here; now **21**: 1 row added, 1 row changed."
    )
