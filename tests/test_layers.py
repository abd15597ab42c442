"""Who may import whom: corpus ← ingest; corpus ← retrieval ← eval; the app on top."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LAYERS = ("corpus", "ingest", "retrieval", "eval", "app_pages")
MAY_IMPORT = {
    "corpus": {"corpus"},
    "ingest": {"corpus", "ingest"},
    "retrieval": {"corpus", "retrieval"},
    "eval": {"corpus", "retrieval", "eval"},
}
APP = {"app_pages", "streamlit_app.py"}


def sources() -> list[Path]:
    """The program's own modules: all that lies at the top but the tests."""
    return [
        path
        for path in sorted(ROOT.glob("**/*.py"))
        if not path.relative_to(ROOT).parts[0].startswith((".", "tests", "build"))
    ]


def imported(source: str) -> set[str]:
    """The packages that a module imports, by their first name, wherever it does so."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {name.name.partition(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add("." if node.level else str(node.module).partition(".")[0])
        elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called = ast.unparse(node.func)
            if called in ("importlib.import_module", "import_module", "__import__"):
                found.add(str(node.args[0].value).partition(".")[0])
    return found


def test_how_imports_are_read() -> None:
    assert imported("def f():\n    from streamlit.testing import v1") == {"streamlit"}
    assert imported("import a.b as c, d\nimportlib.import_module('e.f')") == {"a", "d", "e"}
    assert imported("from . import x") == {"."}


@pytest.mark.parametrize("layer", MAY_IMPORT)
def test_a_layer_imports_only_those_below_it(layer: str) -> None:
    modules = [path for path in sources() if path.relative_to(ROOT).parts[0] == layer]
    assert modules
    for path in modules:
        ours = imported(path.read_text(encoding="utf-8")) & {*LAYERS, "tests", "."}
        assert ours <= MAY_IMPORT[layer], path


def test_streamlit_is_the_apps_alone() -> None:
    users = {
        path.relative_to(ROOT).parts[0]
        for path in sources()
        if "streamlit" in imported(path.read_text(encoding="utf-8"))
    }
    assert users == APP


def test_no_other_folder_at_the_top() -> None:
    """Code that lies elsewhere would escape these rules."""
    assert {path.relative_to(ROOT).parts[0] for path in sources()} <= {*LAYERS, *APP}
