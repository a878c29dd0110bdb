"""Writes `docs/security/route-matrix.md`; called by `make route-matrix`."""

from collections.abc import Iterator
from pathlib import Path

from bromost_common.auth import Role, ScopeType

from .operations import MOUNTS, Operation, operations
from .reach import HELD_IN, REACH, Rule, expected
from .route_matrix import OPERATIONS

PAGE = Path(__file__).parents[2] / "docs/security/route-matrix.md"
SHORT = {
    Role.ADMINISTRATOR: "Adm",
    Role.PROGRAMME_MANAGER: "Man",
    Role.ADVISER: "Adv",
    Role.ASSESSOR: "Ass",
    Role.COORDINATOR: "Coo",
    Role.CONTRIBUTOR: "Con",
    Role.APPROVER: "App",
    Role.FUNDER: "Fun",
    Role.AUDITOR: "Aud",
}
INTRODUCTION = """\
# Route matrix

Generated from `tests/contract/route_matrix.py` and the OpenAPI documents by
`make route-matrix`; do not edit. `tests/contract/test_route_matrix.py` (S1) calls each
operation as each role in each scope and expects exactly this.

A cell tells the answers to a role: held in the **whole installation** / about a thing
in its **own scope** / about a thing **elsewhere**. Where the kinds of scope differ, the
own scope shows all answers that occur. `-` is a role that is not held so. Nobody at all
gets 401, but from what is public. An allowed call is told by the status it has in the
test, which is not always a success: some examples are refused for another reason, told
in the last column.

"""


def page() -> str:
    return INTRODUCTION + "\n".join(_tables()) + "\n"


def _tables() -> Iterator[str]:
    yield " · ".join(f"{short} {role}" for role, short in SHORT.items())
    yield ""
    for service, mount in MOUNTS.items():
        yield f"## `{mount}`"
        yield ""
        heads = ("Operation", "Needs", "On", *SHORT.values(), "Allowed, but")
        yield "| " + " | ".join(heads) + " |"
        yield "|" + "---|" * len(heads)
        for operation in operations():
            if operation.service == service:
                yield _row(operation, OPERATIONS[service][operation.name])
        yield ""


def _row(operation: Operation, rule: Rule) -> str:
    needs = "public" if rule.public else rule.needs or "a session"
    if rule.and_needs:
        needs += f", {rule.and_needs}"
    cells = [_cell(operation, rule, role) for role in SHORT]
    about = (rule.on or "").replace("_", " ")
    name = f"`{operation.method} {operation.path}`"
    return "| " + " | ".join((name, needs, about, *cells, rule.why)) + " |"


def _cell(operation: Operation, rule: Rule, role: Role) -> str:
    success = int(operation.success[0])

    def answers(scopes: set[ScopeType], *, own: bool) -> str:
        held = sorted(scopes & set(HELD_IN[role]))
        found = {expected(rule, role, s, own=own, success=success) for s in held}
        return "·".join(str(status) for status in sorted(found)) or "-"

    everywhere = answers({ScopeType.INSTALLATION}, own=True)
    parts = set(REACH)
    if rule.on in {None, "installation"}:
        own = elsewhere = answers(parts, own=True)
    else:
        own, elsewhere = answers(parts, own=True), answers(parts, own=False)
    if len({everywhere, own, elsewhere} - {"-"}) == 1:
        return next(one for one in (everywhere, own) if one != "-")
    return f"{everywhere} / {own} / {elsewhere}"


if __name__ == "__main__":
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page())
