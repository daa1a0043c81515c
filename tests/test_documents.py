"""What the documents say exists: decisions without gaps, functions that are named, folders of the layout."""

import csv
import importlib
import re
from pathlib import Path

import pytest

from tests import mutations

ROOT = Path(__file__).resolve().parent.parent
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
#: `atlas/room/file.py` with the functions named after it, as `file.function`
NAMED = re.compile(r"`(atlas(?:\.\w+)+)`")
LINK = re.compile(r"\]\(([^)#:]+)\)")
DOCUMENTS = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md", "data/README.md")]
DOCUMENTS += sorted((ROOT / "docs").rglob("*.md"))


def test_decisions_are_numbered_without_gaps_and_listed() -> None:
    index = (ROOT / "docs" / "decisions" / "README.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| \[(\d+)\]\(([^)]+)\) \| (.+) \|$", index, re.MULTILINE)
    assert [int(number) for number, *_ in listed] == list(range(1, len(DECISIONS) + 1))
    for path, (number, file, title) in zip(DECISIONS, listed, strict=True):
        assert path.name == file and path.name.startswith(f"{int(number):04d}-")
        assert path.read_text(encoding="utf-8").startswith(f"# {number}. {title}\n")


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(path: Path) -> None:
    for target in LINK.findall(path.read_text(encoding="utf-8")):
        assert (path.parent / target).exists(), target


def exists(dotted: str) -> bool:
    """Whether a module, or a function or class in it, has this name."""
    module, _, name = dotted.rpartition(".")
    try:
        importlib.import_module(dotted)
    except ImportError:
        return hasattr(importlib.import_module(module), name)
    return True


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_names_in_documents_exist(path: Path) -> None:
    for dotted in NAMED.findall(path.read_text(encoding="utf-8")):
        assert exists(dotted), dotted


def test_the_architecture_follows_a_figure_of_each_subject() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    for room in ("lighthouses", "my_plant", "packaging", "cbam", "industry", "evidence", "overview"):
        assert len({name for name in NAMED.findall(text) if name.startswith(f"atlas.{room}.")}) >= 2, room


def test_folders_of_the_readme_exist() -> None:
    layout = (ROOT / "README.md").read_text(encoding="utf-8").split("## Layout")[1].split("```")[1]
    named = re.findall(r"^ *([\w/.]+(?:/|\.py))", layout, re.MULTILINE)
    assert len(named) >= 8
    for name in named:
        assert (ROOT / name).exists() or (ROOT / "atlas" / name).exists(), name


def test_the_licences_are_of_what_the_lock_file_installs() -> None:
    locked = dict(re.findall(r"^([\w.-]+)==(\S+)", (ROOT / "requirements.lock").read_text(), re.MULTILINE))
    with (ROOT / "docs" / "licences.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["Name"] not in ("pip", "setuptools")]
    assert {row["Name"].lower().replace("_", "-"): row["Version"] for row in rows} == {
        name.lower().replace("_", "-"): version for name, version in locked.items()
    }
    assert all(row["License"] not in ("", "UNKNOWN") for row in rows)


def test_each_deliberate_break_finds_its_place() -> None:
    assert mutations.misplaced() == []
    promised = re.findall(r"^\| (\d+) \|", (ROOT / "SECURITY.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert {each.promise for each in mutations.BREAKS} == set(map(int, promised))
