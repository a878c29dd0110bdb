"""Days of which nothing more is said: by whom, why, and who may still."""

from typing import Any
from uuid import UUID, uuid4

from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Role, ScopeType
from tests.conftest import Somebody

from .building import (
    add_indicator,
    add_period,
    created,
    handed_in,
    indicator_body,
    record,
    refusal,
    step,
    version,
)
from .graphs import add_programme_result, another_programme

YEAR = {"starts_on": "2006-01-01", "ends_on": "2006-12-31", "reason": "Reported."}


async def lock(client: AsyncClient, owner: UUID, **changes: Any) -> dict[str, Any]:
    made: dict[str, Any] = await created(
        client, f"/v1/frameworks/{owner}/locks", YEAR | changes
    )
    return made


async def listed(client: AsyncClient, owner: UUID) -> list[dict[str, Any]]:
    answer = await client.get(f"/v1/frameworks/{owner}/locks")
    assert answer.status_code == 200, answer.text
    return list(answer.json()["items"])


async def test_a_lock_says_by_whom_and_why(
    client: AsyncClient, project_id: UUID
) -> None:
    indicator = await add_indicator(client, project_id)
    held, free = [await add_period(client, indicator, year) for year in (2006, 2007)]
    made = await lock(client, project_id)

    assert (made["what"], made["holds_for_me"], made["version"]) == ("project", True, 1)
    (shown,) = await listed(client, project_id)
    assert shown == made
    refused = await record(client, held, "7")
    assert refusal(refused)[:2] == (409, "period_locked")
    assert made["locked_by"]["display_name"] in refused.json()["detail"]
    assert "Reported." in refused.json()["detail"]
    assert (await record(client, free, "7")).status_code == 201
    lifted = await client.delete(f"/v1/locks/{made['id']}", headers=version(made))
    assert lifted.status_code == 204
    assert await listed(client, project_id) == []
    assert (await record(client, held, "7")).status_code == 201


async def test_a_programme_locks_all_of_its_projects(
    officer: AsyncClient, project_id: UUID, programme_id: UUID
) -> None:
    indicator = await add_indicator(officer, project_id)
    period = await add_period(officer, indicator, 2006)
    made = await lock(officer, programme_id, ends_on="2006-06-30")

    assert made["what"] == "programme"
    assert await listed(officer, project_id) == [made]
    assert refusal(await record(officer, period, "7"))[1] == "period_locked"


async def test_exceptions_are_for_a_person_or_an_indicator_until_a_day(
    client: AsyncClient, project_id: UUID
) -> None:
    indicator = await add_indicator(client, project_id)
    other = await add_indicator(client, project_id)
    period = await add_period(client, indicator, 2006)
    of_other = await add_period(client, other, 2006)
    made = await lock(client, project_id)
    path = f"/v1/locks/{made['id']}/exceptions"

    body = {"indicator_id": indicator["id"], "until": "2199-12-31"}
    stale = await client.post(path, json=body, headers={"If-Match": '"9"'})
    assert stale.status_code == 412
    answer = await client.post(path, json=body, headers=version(made))
    assert answer.status_code == 201, answer.text
    excepted = answer.json()
    (one,) = excepted["exceptions"]
    assert (one["indicator_id"], one["until"]) == (indicator["id"], "2199-12-31")
    assert excepted["holds_for_me"] is True
    assert (await record(client, period, "7")).status_code == 201
    assert refusal(await record(client, of_other, "7"))[1] == "period_locked"

    ended = await client.delete(f"{path}/{one['id']}", headers=version(excepted))
    assert ended.json()["exceptions"] == []
    me = made["locked_by"]["id"]
    mine = {"account_id": me, "until": "2199-12-31"}
    answer = await client.post(path, json=mine, headers=version(ended.json()))
    assert answer.json()["holds_for_me"] is False
    assert (await record(client, of_other, "7")).status_code == 201
    over = {"account_id": me, "until": "2001-01-01"}
    gone = answer.json()["exceptions"][0]["id"]
    left = await client.delete(f"{path}/{gone}", headers=version(answer.json()))
    answer = await client.post(path, json=over, headers=version(left.json()))
    assert answer.json()["holds_for_me"] is True


async def test_a_programmes_exception_is_for_an_indicator_that_it_locks(
    client: AsyncClient, project_id: UUID, programme_id: UUID, session: AsyncSession
) -> None:
    """Of the programme or one of its projects: no other would ever be asked."""
    foreign = await another_programme(session)
    within = await add_indicator(client, project_id)
    without = await add_programme_result(client, foreign)
    other = await created(
        client, f"/v1/results/{without['id']}/indicators", indicator_body()
    )
    made = await lock(client, programme_id)
    path = f"/v1/locks/{made['id']}/exceptions"
    body = {"until": "2199-12-31"}

    answer = await client.post(
        path, json=body | {"indicator_id": other["id"]}, headers=version(made)
    )
    assert refusal(answer) == (422, "invalid_request", ["unknown_indicator"])
    answer = await client.post(
        path, json=body | {"indicator_id": within["id"]}, headers=version(made)
    )
    assert answer.status_code == 201, answer.text


async def test_bad_locks_are_refused(client: AsyncClient, project_id: UUID) -> None:
    path = f"/v1/frameworks/{project_id}/locks"
    wrong = await client.post(path, json=YEAR | {"ends_on": "2005-12-31"})
    assert refusal(wrong) == (422, "invalid_request", ["ends_before_start"])
    nowhere = await client.post(f"/v1/frameworks/{uuid4()}/locks", json=YEAR)
    assert nowhere.status_code == 404
    made = await lock(client, project_id)
    path = f"/v1/locks/{made['id']}/exceptions"
    for body, code in (
        ({"until": "2007-01-01"}, "missing"),
        ({"until": "2007-01-01", "indicator_id": str(uuid4())}, "unknown_indicator"),
        ({"until": "2007-01-01", "account_id": str(uuid4())}, "unknown_account"),
    ):
        answer = await client.post(path, json=body, headers=version(made))
        assert refusal(answer) == (422, "invalid_request", [code])
    answer = await client.delete(f"{path}/{uuid4()}", headers=version(made))
    assert answer.status_code == 404


async def test_who_reviews_locks_and_who_records_does_not(
    client: AsyncClient, project_id: UUID, programme_id: UUID, somebody: Somebody
) -> None:
    made = await lock(client, project_id)
    scope = (ScopeType.PROJECT, str(project_id))
    approver = await somebody(Role.APPROVER, *scope)
    writer = await somebody(Role.CONTRIBUTOR, *scope)

    assert await listed(writer, project_id) == [made]
    path = f"/v1/frameworks/{project_id}/locks"
    assert (await writer.post(path, json=YEAR)).status_code == 403
    lifted = await writer.delete(f"/v1/locks/{made['id']}", headers=version(made))
    assert lifted.status_code == 403
    longer = YEAR | {"starts_on": "2005-01-01"}
    assert (await approver.post(path, json=longer)).status_code == 201
    above = f"/v1/frameworks/{programme_id}/locks"
    assert (await approver.post(above, json=YEAR)).status_code in {403, 404}
    lifted = await approver.delete(f"/v1/locks/{made['id']}", headers=version(made))
    assert lifted.status_code == 204, lifted.text


async def test_nothing_is_accepted_or_handed_in_into_locked_days(
    client: AsyncClient, project_id: UUID
) -> None:
    indicator = await add_indicator(client, project_id)
    held, free, drafted = [
        await add_period(client, indicator, year) for year in (2005, 2007, 2006)
    ]
    waits, other = await handed_in(client, held), await handed_in(client, free)
    draft = (await record(client, drafted, "7", submit=False)).json()["current"]["id"]
    made = await lock(client, project_id, starts_on="2005-01-01")

    assert await step(client, waits, "accepted") == ("refused", "period_locked")
    assert await step(client, draft, "submitted") == ("refused", "period_locked")
    assert await step(client, other, "accepted") == ("done", None)
    # What is only looked at changes no figure.
    assert await step(client, waits, "verified") == ("done", None)
    assert await step(client, waits, "accepted") == ("refused", "period_locked")

    body = {"indicator_id": indicator["id"], "until": "2199-12-31"}
    path = f"/v1/locks/{made['id']}/exceptions"
    assert (await client.post(path, json=body, headers=version(made))).is_success
    assert await step(client, waits, "accepted") == ("done", None)
    assert await step(client, draft, "submitted") == ("done", None)


async def test_a_lock_of_the_programme_holds_back_what_is_accepted_in_projects(
    officer: AsyncClient, project_id: UUID, programme_id: UUID
) -> None:
    indicator = await add_indicator(officer, project_id)
    waits = await handed_in(officer, await add_period(officer, indicator, 2006))
    made = await lock(officer, programme_id)

    assert await step(officer, waits, "accepted") == ("refused", "period_locked")
    await officer.delete(f"/v1/locks/{made['id']}", headers=version(made))
    assert await step(officer, waits, "accepted") == ("done", None)
