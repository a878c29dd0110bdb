"""S7: what a page of another site makes a browser send changes nothing.

Generated from the documents: every unsafe operation, with the cookie of somebody who
may do everything, in each way in which a foreign page can send without asking first.
"""

from typing import Any

import pytest
from httpx import Response
from structlog.testing import CapturingLogger

from bromost_common.auth import Role, ScopeType
from bromost_common.web import problems
from tests.contract.operations import Operation, operations
from tests.contract.world import World, browsers

UNSAFE = [one for one in operations() if not one.is_safe]
FORM = "application/x-www-form-urlencoded"
# What a browser says of a request; older ones only tell the origin.
FOREIGN = {
    "form of another site": {"Sec-Fetch-Site": "cross-site", "Content-Type": FORM},
    "neighbouring site": {
        "Sec-Fetch-Site": "same-site",
        "Content-Type": "application/json",
    },
    "JSON as plain text": {
        "Sec-Fetch-Site": "cross-site",
        "Content-Type": "text/plain",
    },
    "foreign origin": {
        "Origin": "https://elsewhere.example",
        "Content-Type": "application/json",
    },
    "origin of a frame without one": {"Origin": "null", "Content-Type": FORM},
    "foreign origin and no content type": {"Origin": "https://elsewhere.example"},
}
_ALL = """
    SELECT c.oid::regclass::text FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname IN ('api', 'indicators', 'notifications')
      AND c.relkind IN ('r', 'p') ORDER BY 1
"""


async def contents(world: World) -> dict[str, Any]:
    parts = [
        f"SELECT '{table}', md5(string_agg(t::text, ',' ORDER BY t::text))"  # noqa: S608  # catalogue
        f" FROM {table} t"
        for (table,) in (await world.as_owner(_ALL)).all()
    ]
    return dict((await world.as_owner(" UNION ALL ".join(parts))).all())


async def send(
    browser: Any, operation: Operation, world: World, headers: dict[str, str]
) -> Response:
    if "if-match" in operation.parameters:
        headers = {"If-Match": '"1"', **headers}
    url = operation.url(**world.own.ids)
    answer: Response = await browser[operation.service].request(
        operation.method, url, content=b'{"name": "Changed"}', headers=headers
    )
    return answer


@pytest.mark.parametrize("way", FOREIGN)
async def test_s7_what_another_site_sends_is_refused_and_logged(
    world: World, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = CapturingLogger()
    monkeypatch.setattr(problems, "log", log)
    answers = {}
    async with world.undone():
        token, _ = await world.enter(Role.ADMINISTRATOR, ScopeType.INSTALLATION, None)
        before = await contents(world)
        async with browsers(world, token) as browser:
            for operation in UNSAFE:
                log.calls.clear()
                answer = await send(browser, operation, world, FOREIGN[way])
                told = [one.kwargs.get("code") for one in log.calls]
                answers[operation.name] = (answer.status_code, told)
        after = await contents(world)

    refused = (403, ["cross_site_request"])
    assert {n: one for n, one in answers.items() if one != refused} == {}
    assert after == before


@pytest.mark.parametrize("kind", ["text/plain", FORM, "multipart/form-data", None])
async def test_s7_nothing_but_json_is_taken_for_json(
    world: World, kind: str | None
) -> None:
    """Of programs, too, which tell no site."""
    answers = {}
    async with world.undone():
        token, _ = await world.enter(Role.ADMINISTRATOR, ScopeType.INSTALLATION, None)
        async with browsers(world, token) as browser:
            before = await contents(world)
            for operation in UNSAFE:
                if set(operation.request_bodies) == {"application/json"}:
                    headers = {"Content-Type": kind} if kind else {}
                    answer = await send(browser, operation, world, headers)
                    answers[operation.name] = answer.status_code
            after = await contents(world)

    # They take no session of people: who is asked by a link has another.
    assert {answers.pop(name) for name in ("confirm_answer", "save_answer")} == {401}
    assert {n: s for n, s in answers.items() if s not in {400, 415, 422}} == {}
    assert after == before
