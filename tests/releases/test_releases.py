"""Two releases that are known to differ: every difference is listed, none is invented."""

import csv
import json
import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest

from atlas import tables
from atlas.releases import __main__ as command
from atlas.releases import archive, feed
from atlas.releases.differences import Change, differences
from atlas.releases.reasons import Reason, ReasonsError, explain, read


def edit(folder: Path, name: str, change) -> None:  # type: ignore[no-untyped-def]
    """Rewrite the rows of a table."""
    path = folder / tables.resource(name)["path"]
    with path.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    lines = change(lines)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(lines[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(lines)


@pytest.fixture
def old() -> tables.Folder:
    return tables.DATA


@pytest.fixture
def new(tmp_path: Path) -> Path:
    return Path(shutil.copytree(tables.DATA, tmp_path / "data", ignore=shutil.ignore_patterns("releases")))


def test_equal_releases_do_not_differ(old: tables.Folder, new: Path) -> None:
    assert differences(old, new) == []


def test_every_difference_is_listed_and_no_other(old: tables.Folder, new: Path) -> None:
    def vendors(lines):  # type: ignore[no-untyped-def]
        lines[0]["name_en"] = "Another name"
        added = lines[1] | {"vendor_id": "new_vendor"}
        return [lines[0], lines[1], added, *lines[3:]]

    removed = tables.load("packaging_vendors", old)["vendor_id"].iloc[2]
    first = tables.load("packaging_vendors", old).iloc[0]
    edit(new, "packaging_vendors", vendors)
    edit(new, "cbam_cscf", lambda lines: list(reversed(lines)))
    assert differences(old, new) == [
        Change(
            "packaging_vendors", "changed", first["vendor_id"], "name_en", first["name_en"], "Another name"
        ),
        Change("packaging_vendors", "added", "new_vendor"),
        Change("packaging_vendors", "removed", removed),
    ]


def test_a_change_of_form_is_one_difference(old: tables.Folder, new: Path) -> None:
    schema = new / tables.resource("cbam_cscf")["schema_path"]
    text = json.loads(schema.read_text(encoding="utf-8"))
    text["fields"].append({"name": "remark", "type": "string"})
    schema.write_text(json.dumps(text), encoding="utf-8")
    edit(new, "cbam_cscf", lambda lines: [line | {"remark": "x"} for line in lines])
    package = json.loads((new / "datapackage.json").read_text(encoding="utf-8"))
    package["resources"] = [each for each in package["resources"] if each["name"] != "power_prices"]
    (new / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    rows = len(tables.load("power_prices", old))
    assert differences(old, new) == [
        Change("cbam_cscf", "column_added", column="remark"),
        Change("power_prices", "table_removed", before=str(rows)),
    ]
    assert Change("power_prices", "table_added", now=str(rows)) in differences(new, old)


def test_the_reason_that_says_most_wins_and_a_lack_is_told() -> None:
    changes = [
        Change("lighthouses", "added", "haier-1"),
        Change("lighthouses", "changed", "foxconn-2", "owner", "a", "b"),
        Change("provinces", "removed", "110000"),
        Change("provinces", "column_added", column="x"),
    ]
    reasons = [
        Reason("lighthouses", "", "", "fact", "any"),
        Reason("lighthouses", "haier-*", "", "fact", "new cohort"),
        Reason("lighthouses", "", "owner", "method", "owners by ISIC"),
        Reason("provinces", "", "x", "fact", "a column"),
    ]
    explained, lost = explain(changes, reasons)
    assert [(each.reason, each.kind) for each in explained] == [
        ("new cohort", "fact"),
        ("owners by ISIC", "method"),
        # a new column is a change of form, whatever the file calls it
        ("a column", "method"),
    ]
    assert lost == [changes[2]]
    asked: list[tuple[str, str, int]] = []

    def ask(*what) -> Reason:  # type: ignore[no-untyped-def]
        asked.append(what)
        return Reason(what[0], "", what[1], "fact", "because")

    assert explain(changes, reasons, ask)[1] == [] and asked == [("provinces", "", 1)]


@pytest.mark.parametrize("row", ["lighthouses,,,fact,", "lighthouses,,,news,x", ",,,fact,x"])
def test_a_reasons_file_is_refused_row_by_row(tmp_path: Path, row: str) -> None:
    path = tmp_path / "reasons.csv"
    path.write_text(f"table,key,column,kind,reason\nlighthouses,,,fact,good\n{row}\n", encoding="utf-8")
    with pytest.raises(ReasonsError, match="row 3"):
        read(path)


@pytest.fixture
def house(new: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the house whose data can be released."""
    root = new.parent
    (new / "releases").mkdir()
    (new / "releases" / "2026-01-01.zip").write_bytes(tables.archive(tables.DATA))
    (root / "CHANGELOG.md").write_text("# Changelog\n\n## Facts\n\n- First.\n", encoding="utf-8")
    (root / "CITATION.cff").write_text('version: "1"\ndate-released: "2026-01-01"\n', encoding="utf-8")
    monkeypatch.setattr(tables, "DATA", new)
    monkeypatch.setattr(tables, "RELEASES", new / "releases")
    monkeypatch.setattr(command, "ROOT", root)
    monkeypatch.setattr(command, "NOTED", new / "releases" / "reasons.csv")
    for kept in (tables.release, tables._package, tables._resource, archive.changes):
        kept.cache_clear()
    yield root
    for kept in (tables.release, tables._package, tables._resource, archive.changes):
        kept.cache_clear()


def test_a_release_is_closed_with_its_reasons(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def price(lines):  # type: ignore[no-untyped-def]
        lines[0]["price_eur"] = "99"
        return lines

    edit(house / "data", "cbam_certificate_prices", price)
    reasons = house / "why.csv"
    arguments = ["2026-02-01", "--reasons", str(reasons)]
    assert command.main(arguments) == 1
    assert "cbam_certificate_prices" in capsys.readouterr().out
    assert tables.releases() == ["2026-01-01"], "a release without reasons was closed"
    reasons.write_text(
        "table,key,column,kind,reason\ncbam_certificate_prices,,,fact,Corrected by the Commission\n",
        encoding="utf-8",
    )
    assert command.main([*arguments, "--check"]) == 0 and tables.releases() == ["2026-01-01"]
    assert command.main(arguments) == 0
    assert tables.releases() == ["2026-01-01", "2026-02-01"]
    assert command.main(arguments) == 2, "the same day twice"
    assert "Corrected by the Commission" in (house / "CHANGELOG.md").read_text(encoding="utf-8")
    assert (house / "CITATION.cff").read_text(encoding="utf-8").count('"2026-02-01"') == 2
    assert tables.date_of(tables.release("2026-02-01")) == "2026-02-01"
    (change,) = archive.since("2026-01-01")
    assert change.change.now == "99" and change.reason == "Corrected by the Commission"
    entries = ElementTree.fromstring(feed.atom("https://example.org")).findall(f"{{{feed.ATOM}}}entry")
    assert [entry.findtext(f"{{{feed.ATOM}}}title") for entry in entries] == [
        "Data of 2026-02-01",
        "Data of 2026-01-01",
    ]


@pytest.mark.parametrize("date", tables.releases())
def test_a_closed_release_can_be_read_like_todays(date: str) -> None:
    today = tables.load("lighthouses")
    with tables.using(date):
        assert tables.date_of() == date
        frames = tables.load_all()
    assert set(frames) == set(tables.names(tables.release(date)))
    pd_types = frames["lighthouses"].dtypes
    assert all(pd_types[name] == today[name].dtype for name in pd_types.index if name in today)


def test_an_unknown_release_is_refused() -> None:
    for date in ("2020-01-01", "../2026-11-23", ""):
        with pytest.raises(KeyError), tables.using(date):
            pass
