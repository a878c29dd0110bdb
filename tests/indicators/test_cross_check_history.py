"""Rules between indicators that were removed, in the history of what they were of."""

from uuid import UUID

from httpx import AsyncClient

from bromost_common.auth import Role, ScopeType
from tests.conftest import Somebody

from .building import add_indicator, version
from .test_cross_checks import in_library, lay_down


async def rules_in_history(client: AsyncClient, owner: str) -> list[tuple[str, str]]:
    answer = await client.get(f"/v1/history/{owner}")
    assert answer.status_code == 200, answer.text
    return [
        (part["operation"], part["object_id"])
        for item in answer.json()["items"]
        for part in item["parts"]
        if part["part"] == "cross_check"
    ]


async def test_what_was_removed_stays_in_the_history_of_its_owner(
    client: AsyncClient,
    project_id: UUID,
    programme_id: UUID,
    somebody: Somebody,
) -> None:
    library = [await in_library(client, programme_id, one) for one in ("a", "b")]
    ids = [one["id"] for one in library]
    own = [await add_indicator(client, project_id) for _ in ("women", "people")]
    of_project = await lay_down(client, project_id, *own)
    of_programme = await lay_down(client, programme_id, definition_ids=ids)
    for check in (of_project, of_programme):
        at = f"/v1/cross-checks/{check['id']}"
        assert (await client.delete(at, headers=version(check))).status_code == 204
    project, programme = f"project/{project_id}", f"programme/{programme_id}"
    both = {
        owner: [("removed", check["id"]), ("added", check["id"])]
        for owner, check in ((project, of_project), (programme, of_programme))
    }

    role, scope = Role.PROGRAMME_MANAGER, ScopeType.PROGRAMME
    manager = await somebody(role, scope, str(programme_id))
    adviser = await somebody(Role.ADVISER, scope, str(programme_id))
    coordinator = await somebody(Role.COORDINATOR, ScopeType.PROJECT, str(project_id))

    for owner, told in both.items():
        assert await rules_in_history(client, owner) == told
        assert await rules_in_history(manager, owner) == told
        # Whoever may change nothing of it is told of what is there.
        assert await rules_in_history(adviser, owner) == []
    assert await rules_in_history(coordinator, project) == both[project]
