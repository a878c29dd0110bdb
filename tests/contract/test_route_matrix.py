"""S1: every operation as every role in every scope, about own and others' things.

What must come out is told by `route_matrix.py` alone.
"""

from pprint import pformat

import pytest

from bromost_common.auth import Role, ScopeType

from .operations import PUBLIC, operations
from .permissions import MAY
from .reach import ELSEWHERE, HELD_IN, expected
from .route_matrix import ENDLESS, OPERATIONS
from .route_matrix_page import PAGE, page
from .world import PARTNER, World, browsers, call

CASES = [(role, scope) for role in Role for scope in HELD_IN[role]]
CALLED = [one for one in operations() if one.name not in ENDLESS]
# Of the phone book, everybody sees all.
SHARED = {f"{kind}_id" for kind in ELSEWHERE} | {PARTNER, "object_type"}


def test_s1_every_operation_is_in_the_matrix_and_nothing_else() -> None:
    listed = {(s, name) for s, rules in OPERATIONS.items() for name in rules}
    found = {(one.service, one.name) for one in operations()}

    assert found - listed == set(), "say in route_matrix.py who may call these"
    assert listed - found == set(), "these are gone: remove them from route_matrix.py"


def test_s1_the_matrix_names_permissions_and_reasons() -> None:
    rules = [rule for group in OPERATIONS.values() for rule in group.values()]

    assert {rule.needs for rule in rules} - {None} == MAY.keys()
    assert [rule for rule in rules if rule.allowed and not rule.why] == []
    assert {n for g in OPERATIONS.values() for n, r in g.items() if r.public} == PUBLIC


@pytest.mark.parametrize(("role", "scope"), CASES, ids=lambda one: str(one.value))
async def test_s1_route_matrix(world: World, role: Role, scope: ScopeType) -> None:
    """Each call has the expected status, and none tells of what is out of reach."""
    foreign = {
        one
        for name, one in world.other.ids.items()
        if name not in SHARED and one not in world.own.ids.values()
    }
    wrong, leaks = {}, {}
    async with world.undone():
        token, _ = await world.enter(role, scope, world.own.scope(scope))
        async with browsers(world, token) as browser:
            for operation in CALLED:
                rule = OPERATIONS[operation.service][operation.name]
                for part in (world.own, world.other):
                    if part is world.other and rule.on in {None, "installation"}:
                        continue
                    async with world.undone():
                        answer = await call(browser, operation, part, world)
                    own = part is world.own
                    wanted = expected(
                        rule, role, scope, own=own, success=int(operation.success[0])
                    )
                    about = f"{operation.name} {'own' if own else 'other'}"
                    if answer.status_code != wanted:
                        wrong[about] = (answer.status_code, wanted, answer.text[:300])
                    told = {one for one in foreign if one in answer.text}
                    if own and told and scope is not ScopeType.INSTALLATION:
                        leaks[about] = told

    assert not wrong, pformat(wrong)
    assert leaks == {}


@pytest.mark.parametrize("token", [None, "", "x" * 43, "ø" * 20, "x" * 4000])
async def test_s1_nobody_is_told_to_sign_in(world: World, token: str | None) -> None:
    found = {}
    async with browsers(world, None) as browser:
        for operation in operations():
            client = browser[operation.service]
            if token is not None:
                client.headers["Cookie"] = f"sid={token}"
            async with world.undone():
                answer = await call(browser, operation, world.own, world)
            found[operation.name] = (answer.status_code, answer.text[:27])

    refused = (401, '{"code":"not_authenticated"')
    wrong = {n: one for n, one in found.items() if n not in PUBLIC and one != refused}
    assert wrong == {}


def test_s1_the_page_of_the_matrix_is_current() -> None:
    assert PAGE.read_text() == page(), "run `make route-matrix` and review the diff"
