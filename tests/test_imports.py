"""The house rules that a machine can hold: import direction, sizes, nothing unsafe."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LIBRARY = sorted((ROOT / "atlas").rglob("*.py"))
PAGES = sorted((ROOT / "pages").glob("*.py"))
SOURCES = [*LIBRARY, *PAGES, ROOT / "dashboard.py", *ROOT.glob("server.py")]
MAY_SEE_STREAMLIT = {"atlas/app/cache.py", "dashboard.py", "server.py"}
#: each layer may import itself and the layers before it
LAYERS = ["tables", "calculations", "figures", "cached", "components", "pages"]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def layer(module: str) -> str:
    parts = module.split(".")
    if parts[0] == "pages":
        return "pages"
    head = parts[1] if len(parts) > 1 else ""
    if head in {"figures", "components", "cached", "tables"}:
        return head
    return "tables" if head == "language" else "calculations"


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_streamlit_only_where_it_may_be(path: Path) -> None:
    allowed = name(path) in MAY_SEE_STREAMLIT or name(path).startswith(("pages/", "atlas/components/"))
    assert allowed or not any(module.split(".")[0] == "streamlit" for module in imports(path))


@pytest.mark.parametrize("path", [*LIBRARY, *PAGES], ids=name)
def test_imports_point_one_way(path: Path) -> None:
    own = layer(name(path).removesuffix(".py").replace("/", "."))
    for module in imports(path):
        if module.startswith(("atlas.", "pages.")):
            assert LAYERS.index(layer(module)) <= LAYERS.index(own), f"{name(path)} imports {module}"


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_files_and_functions_stay_short(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    limit = 120 if path in PAGES else 300
    assert len(text.splitlines()) <= limit
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
