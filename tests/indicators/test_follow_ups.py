"""Values that somebody is to come back to."""

from typing import Any
from uuid import UUID, uuid4

from httpx import AsyncClient, Response

from bromost_common.auth import Role
from tests.conftest import Somebody

from .building import add_indicator, add_period

NOTE = "Ask the school whether both courses are in it"


async def mark(client: AsyncClient, period_id: str, note: str = NOTE) -> Response:
    return await client.put(f"/v1/periods/{period_id}/follow-up", json={"note": note})


async def marks(client: AsyncClient, owner_id: UUID) -> Any:
    answer = await client.get(f"/v1/frameworks/{owner_id}/follow-ups")
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


async def test_a_value_is_marked_told_and_come_back_to(
    client: AsyncClient, project_id: UUID, somebody: Somebody
) -> None:
    indicator = await add_indicator(client, project_id)
    period = await add_period(client, indicator, 2005)
    contributor = await somebody(Role.CONTRIBUTOR, "project", str(project_id))
    approver = await somebody(Role.APPROVER, "project", str(project_id))
    funder = await somebody(Role.FUNDER, "project", str(project_id))

    first = await mark(client, period["id"])
    changed = await mark(
        contributor, period["id"], "  The school answered: one course "
    )
    seen = await marks(approver, project_id)
    hidden = await marks(funder, project_id)
    refused = await mark(approver, period["id"])
    done = await contributor.delete(f"/v1/periods/{period['id']}/follow-up")
    again = await contributor.delete(f"/v1/periods/{period['id']}/follow-up")

    assert first.status_code == changed.status_code == 200, first.text
    assert first.json()["by"] is not None
    assert seen == [changed.json()]
    assert seen[0]["note"] == "The school answered: one course"
    assert hidden == []
    assert refused.status_code == 403
    assert (done.status_code, again.status_code) == (204, 404)
    assert await marks(approver, project_id) == []


async def test_a_mark_says_something_of_a_period_that_is_there(
    client: AsyncClient, project_id: UUID
) -> None:
    period = await add_period(client, await add_indicator(client, project_id), 2005)

    nothing = await mark(client, period["id"], " ")
    long = await mark(client, period["id"], "x" * 1001)
    nowhere = await mark(client, str(uuid4()))

    assert nothing.status_code == long.status_code == 422
    assert nowhere.status_code == 404
    assert await marks(client, project_id) == []
