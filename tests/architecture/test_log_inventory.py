"""`docs/security/logs.md` lists every event that is logged, and no other."""

import ast
import re
from collections.abc import Iterator

from .test_rules import ROOT

INVENTORY = ROOT / "docs" / "security" / "logs.md"
LEVELS = {"debug", "info", "warning", "error", "exception", "critical"}
ROW = re.compile(r"\| `([a-z_]+)` \| ([a-z]+) \| .* \|")


def said() -> Iterator[tuple[str, str]]:
    """Each event in the code, and how grave it is."""
    for path in ROOT.glob("services/*/src/**/*.py"):
        for call in ast.walk(ast.parse(path.read_text())):
            if (
                isinstance(call, ast.Call)
                and isinstance(call.func, ast.Attribute)
                and call.func.attr in LEVELS
                and isinstance(call.func.value, ast.Name)
                and call.func.value.id == "log"
            ):
                name = call.args[0]
                # An event's name is a constant: whoever watches the log waits for it.
                assert isinstance(name, ast.Constant), f"{path}:{call.lineno}"
                yield str(name.value), call.func.attr.replace("exception", "error")


def listed() -> set[tuple[str, str]]:
    found = (ROW.fullmatch(line) for line in INVENTORY.read_text().splitlines())
    return {(match[1], match[2]) for match in found if match}


def test_every_event_is_in_the_inventory() -> None:
    assert sorted(set(said()) - listed()) == []


def test_the_inventory_names_no_event_that_is_gone() -> None:
    assert sorted(listed() - set(said())) == []
