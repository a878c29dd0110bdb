"""S1: reads of the past show no more than one may see now, and know of history."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from httpx import AsyncClient

from bromost_common.auth import Role, ScopeType
from tests.api.projects import PROJECTS, change, codes, programme, project
from tests.conftest import Somebody
from tests.contract.world import World, browsers


def now() -> str:
    return datetime.now(UTC).isoformat()


@pytest.fixture
async def approved(officer: AsyncClient) -> dict[str, Any]:
    """A project that was approved after its draft, and when that was."""
    first = await programme(officer)
    draft = await project(
        officer, first["id"], status="planned", title={"en": "A draft"}
    )
    then = now()
    answer = await change(
        officer, PROJECTS, draft, status="active", title={"en": "As approved"}
    )
    assert answer.status_code == 200, answer.text
    return {"programme": first["id"], "project": answer.json(), "then": then}


@pytest.mark.parametrize("role", [Role.FUNDER, Role.ASSESSOR, Role.CONTRIBUTOR])
async def test_s1_who_may_not_read_history_reads_no_past(
    somebody: Somebody, approved: dict[str, Any], role: Role
) -> None:
    client = await somebody(role, ScopeType.PROGRAMME, approved["programme"])
    one = f"{PROJECTS}/{approved['project']['id']}"
    paths = [
        one,
        f"{one}/budget-lines",
        PROJECTS,
        "/v1/programmes",
        "/v1/organisations",
    ]

    assert (await client.get(one)).json()["title"] == {"en": "As approved"}
    for path in paths:
        answer = await client.get(path, params={"as_of": approved["then"]})
        assert answer.status_code == 403, path
        assert answer.json()["code"] == "permission_denied"
    recorded = {"recorded_as_of": approved["then"]}
    assert (await client.get("/v1/partnerships", params=recorded)).status_code == 403
    # How things stood on a day is part of the register; what was on record is not.
    stood = await client.get("/v1/partnerships", params={"as_of": "2006-06-30"})
    assert stood.status_code == 200


async def test_s1_the_past_is_read_where_history_is_and_nowhere_else(
    world: World,
) -> None:
    """Somebody funds one programme and advises another."""
    async with world.undone():
        funds, advises = world.own.ids, world.other.ids
        token, account = await world.enter(
            Role.FUNDER, ScopeType.PROGRAMME, UUID(funds["programme_id"])
        )
        scope = UUID(advises["programme_id"])
        await world.grant(account, Role.ADVISER, ScopeType.PROGRAMME, scope)
        async with browsers(world, token) as browser:
            for moment, wanted in (({}, {200}), ({"as_of": now()}, {404})):
                for service, path in (
                    ("api", f"{PROJECTS}/{funds['project_id']}"),
                    ("indicators", f"{PROJECTS}/{funds['project_id']}/results"),
                ):
                    answer = await browser[service].get(path, params=moment)
                    assert {answer.status_code} == wanted, (path, moment)
            listed = await browser["api"].get(PROJECTS, params={"as_of": now()})
            read = await browser["api"].get(
                f"{PROJECTS}/{advises['project_id']}", params={"as_of": now()}
            )

    assert [one["id"] for one in listed.json()["items"]] == [advises["project_id"]]
    assert read.status_code == 200


async def test_s1_lists_and_reads_of_the_past_agree_on_what_moved(
    client: AsyncClient, somebody: Somebody
) -> None:
    """What was elsewhere is seen by who sees both, the thing now and where it was."""
    old, new = await programme(client, code="P1"), await programme(client, code="P2")
    moving = await project(client, old["id"], code="7")
    then = now()
    moved = await change(client, PROJECTS, moving, programme_id=new["id"])
    assert moved.status_code == 200, moved.text

    found = {}
    for name, scope in (("old", old["id"]), ("new", new["id"])):
        manager = await somebody(Role.PROGRAMME_MANAGER, ScopeType.PROGRAMME, scope)
        for when, moment in (("now", {}), ("then", {"as_of": then})):
            one = await manager.get(f"{PROJECTS}/{moving['id']}", params=moment)
            listed = await codes(manager, **moment)
            found[name, when] = (listed, one.status_code)

    assert found == {
        ("old", "now"): ([], 404),
        # Not theirs any more.
        ("old", "then"): ([], 404),
        ("new", "now"): (["7"], 200),
        # In a programme that they do not see.
        ("new", "then"): ([], 404),
    }
    both = await client.get(f"{PROJECTS}/{moving['id']}", params={"as_of": then})
    assert both.json()["programme"]["code"] == "P1"
