"""The house rules that a machine can hold: rooms, layers by file name, circles, sizes, nothing unsafe."""

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LIBRARY = sorted((ROOT / "atlas").rglob("*.py"))
PAGES = sorted((ROOT / "pages").glob("*.py"))
SOURCES = [*LIBRARY, *PAGES, ROOT / "dashboard.py", ROOT / "server.py"]
#: folders that belong to no subject
SHARED = {"app", "charts", "hosting", "brief", "releases"}
ROOMS = {path.parent.name for path in (ROOT / "atlas").glob("*/__init__.py")} - SHARED
#: which subject may see which other one; nobody else may
MAY_SEE = {"industry": {"evidence"}, "overview": ROOMS}
#: what a layer of a room may not know
FORBIDDEN = {
    "sums": {"streamlit", "plotly", "atlas.app", "atlas.charts", "atlas.brief"},
    "charts": {"streamlit", "atlas.app", "atlas.brief"},
    "text": {"streamlit", "plotly", "atlas.charts", "atlas.brief"},
    "answers": {"streamlit", "plotly"},
    "view": {"plotly"},
}
#: the layers of its own room that a layer may import
MAY_IMPORT = {
    "sums": {"sums"},
    "charts": {"sums", "charts"},
    "text": {"sums", "text"},
    "answers": {"sums", "charts", "text", "answers"},
    "view": {"sums", "charts", "text", "answers", "view"},
}
ENDINGS = {
    "charts": ("charts", "chart", "diagram"),
    "text": ("text",),
    "answers": ("answers",),
    "view": ("view", "tab", "controls", "cards"),
}


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def module(path: Path) -> str:
    return name(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def imports(path: Path) -> set[str]:
    """Modules and names that a file imports, dotted."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


MODULES = {module(path): path for path in SOURCES}
PACKAGES = {module(path) for path in LIBRARY if path.name == "__init__.py"}


def imported(path: Path) -> set[str]:
    """The modules of the house that a file imports."""
    found = set()
    for wanted in imports(path):
        if wanted in MODULES and wanted not in PACKAGES:
            found.add(wanted)
        elif wanted.rpartition(".")[0] in MODULES:
            found.add(wanted.rpartition(".")[0])
    return found


def room(dotted: str) -> str | None:
    parts = dotted.split(".")
    return parts[1] if parts[0] == "atlas" and len(parts) > 2 and parts[1] in ROOMS else None


def layer(dotted: str) -> str:
    """The layer that a file of a room is, told by its name."""
    last = dotted.rpartition(".")[2]
    for kind, endings in ENDINGS.items():
        if last.rpartition("_")[2] in endings:
            return kind
    return "sums"


IN_ROOMS = [path for path in LIBRARY if room(module(path)) and not path.name.startswith("__")]


@pytest.mark.parametrize("path", IN_ROOMS, ids=name)
def test_a_layer_knows_what_its_name_says(path: Path) -> None:
    own = layer(module(path))
    for wanted in imports(path):
        for root in FORBIDDEN[own]:
            assert wanted != root and not wanted.startswith(f"{root}."), f"{own}: {name(path)}: {wanted}"
    for wanted in imported(path):
        if room(wanted) == room(module(path)) and wanted not in PACKAGES:
            assert layer(wanted) in MAY_IMPORT[own], f"{own}: {name(path)} imports {wanted}"


@pytest.mark.parametrize("path", LIBRARY, ids=name)
def test_rooms_see_only_what_they_may(path: Path) -> None:
    own = room(module(path))
    if not module(path).startswith("atlas.hosting") and not module(path).startswith("atlas.brief"):
        for wanted in imported(path):
            other = room(wanted)
            assert other in (None, own) or other in MAY_SEE.get(own or "", set()), f"{name(path)}: {wanted}"


def test_no_circle() -> None:
    graph = {dotted: imported(path) - {dotted} for dotted, path in MODULES.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(f"a circle of imports: {' → '.join(error.args[1])}")


@pytest.mark.parametrize("path", LIBRARY, ids=name)
def test_the_library_knows_no_page(path: Path) -> None:
    assert not any(wanted.startswith(("pages", "server", "dashboard")) for wanted in imports(path))


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_files_and_functions_stay_short(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= (120 if path in PAGES else 300)
    assert "fmt: skip" not in text and "fmt: off" not in text
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno - node.lineno < 40, f"{name(path)}:{node.lineno} {node.name}"


@pytest.mark.parametrize("path", LIBRARY, ids=name)
def test_public_functions_are_explained(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree)
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{name(path)}: {node.name}"


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_nothing_unsafe_and_nothing_private(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for word in ("unsafe_allow_html", "unsafe_allow_javascript", "st.iframe", "components.v1", "shared/data"):
        assert word not in text


@pytest.mark.parametrize("path", [p for p in LIBRARY if name(p) != "atlas/tables.py"], ids=name)
def test_one_door_to_data(path: Path) -> None:
    # import lines of a user are files too, so only the folder of facts is asked for
    assert "DATA /" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", LIBRARY, ids=name)
def test_one_translator_of_codes(path: Path) -> None:
    if name(path) not in ("atlas/terms.py", "atlas/overview/answers.py"):
        text = path.read_text(encoding="utf-8")
        assert 'table("terms")' not in text and '["terms"]' not in text


def test_the_rules_can_fail() -> None:
    assert layer("atlas.packaging.capacity_chart") == "charts" and layer("atlas.cbam.page.good_tab") == "view"
    assert layer("atlas.cbam.law.rules") == "sums" and layer("atlas.evidence.text") == "text"
    assert room("atlas.cbam.page.good_tab") == "cbam" and room("atlas.tables") is None
