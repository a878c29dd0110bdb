"""House rules that a linter can hold better than a reviewer."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SERVICES = ROOT / "services"
MODULES = sorted([*SERVICES.glob("*/src/**/*.py"), *ROOT.glob("deploy/**/*.py")])
TESTS = sorted((ROOT / "tests").rglob("*.py"))
MAX_MODULE_LINES = 500
MAX_FUNCTION_LINES = 40
DRAWERS = {"utils.py", "util.py", "helpers.py", "constants.py", "manager.py", "misc.py"}


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def calls(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node.lineno, node.func.attr


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_only_the_edge_ends_transactions(path: Path) -> None:
    found = [line for line, name in calls(path) if name in {"commit", "rollback"}]
    assert not found, f"lines {found}: the caller's transaction decides"


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_queries_live_in_repositories(path: Path) -> None:
    if path.name not in {"router.py", "service.py", "schemas.py", "handlers.py"}:
        return
    imported = {
        alias.name
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom) and node.module == "sqlalchemy"
        for alias in node.names
    }
    assert not imported & {"select", "insert", "update", "delete", "text"}


@pytest.mark.parametrize("path", [*MODULES, *TESTS], ids=named)
def test_modules_and_functions_stay_small(path: Path) -> None:
    source = path.read_text()
    assert path.name not in DRAWERS, "name the subject"
    assert source.count("\n") <= MAX_MODULE_LINES
    long = [
        f"{node.name}: {node.end_lineno - node.lineno + 1}"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno >= MAX_FUNCTION_LINES
    ]
    assert not long


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_routers_raise_no_http_exceptions(path: Path) -> None:
    if path.name == "router.py":
        assert "HTTPException" not in path.read_text()


@pytest.mark.parametrize("path", TESTS, ids=named)
def test_tests_use_fakes_not_mocks(path: Path) -> None:
    if path != Path(__file__):
        assert "mock" not in path.read_text().lower().replace("mocks", "")
