"""Whether one project is in reach is asked of it, and not found among all that are."""

import pytest

from bromost_common.auth import Role, ScopeType
from tests.contract.world import World, browsers
from tests.statements import statements

WHOLE = ("projects_seen_by", "projects_covered_by")


@pytest.mark.parametrize("scope", [ScopeType.PROGRAMME, ScopeType.ORGANISATION])
async def test_reading_and_changing_a_project_does_not_find_all_in_reach(
    world: World, scope: ScopeType
) -> None:
    project = world.own.ids["project_id"]
    async with world.undone():
        token, _ = await world.enter(Role.COORDINATOR, scope, world.own.scope(scope))
        async with browsers(world, token) as browser:
            registry = browser["api"]
            path = f"/v1/projects/{project}"
            with statements(world.connection) as sent:
                read = await registry.get(path)
                changed = await registry.patch(
                    path,
                    json={"summary": {"en": "Said by one of many"}},
                    headers={"If-Match": read.headers["etag"]},
                )
                may = await registry.get(f"/v1/own-access/project/{project}")

    assert (read.status_code, changed.status_code, may.status_code) == (200, 200, 200)
    assert changed.json()["version"] == read.json()["version"] + 1
    assert "project.write" in may.json()["may"]
    assert [one for one in sent if any(name in one for name in WHOLE)] == []
