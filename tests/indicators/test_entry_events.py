"""Whom it concerns hears of the steps of values: once for all that went together."""

from typing import Any
from uuid import UUID

from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Role
from tests.conftest import Somebody

from .building import add_indicator, add_period, published
from .graphs import another_project
from .test_values import row, send


async def drafts(
    recorder: AsyncClient, client: AsyncClient, project_id: UUID, count: int
) -> list[str]:
    """That many values of a project, recorded and not handed in."""
    indicator = await add_indicator(client, project_id)
    periods = [await add_period(client, indicator, 2000 + at) for at in range(count)]
    told = await send(recorder, project_id, *(row(one, "7") for one in periods))
    return [one["period"]["current"]["id"] for one in told]


async def take(
    client: AsyncClient, entries: list[str], status: str, reason: str | None = None
) -> Any:
    steps = [{"entry_id": one, "status": status, "reason": reason} for one in entries]
    answer = await client.post("/v1/entry-steps", json={"steps": steps})
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_many_values_that_go_together_are_one_event_of_each_project(
    client: AsyncClient,
    project_id: UUID,
    somebody: Somebody,
    session: AsyncSession,
) -> None:
    other = await another_project(session, project_id)
    recorder = await somebody(Role.CONTRIBUTOR, "project", str(project_id))
    mine = await drafts(recorder, client, project_id, 3)
    theirs = await drafts(client, client, other, 2)

    await take(client, [*mine, *theirs], "submitted")
    await take(client, [*mine, *theirs], "returned", "Which list is it from?")
    await take(recorder, mine, "submitted")
    await take(client, mine, "verified")
    await take(client, mine, "accepted")

    handed_in = await published(session, "entries.submitted.v1")
    assert [(one["object_id"], one["count"]) for one in handed_in] == [
        (str(project_id), 3),
        (str(other), 2),
        (str(project_id), 3),
    ]
    assert handed_in[0]["told_roles"] == [
        *("administrator", "approver", "programme_manager")
    ]
    # Who returned what they had recorded themselves need not be told.
    (returned,) = await published(session, "entries.returned.v1")
    assert (returned["count"], returned["project_code"]) == (3, "8")
    assert returned["reason"] == "Which list is it from?"
    (verified,) = await published(session, "entries.verified.v1")
    (accepted,) = await published(session, "entries.accepted.v1")
    assert returned["told_among"] == verified["told_among"] == accepted["told_among"]
    assert len(accepted["told_among"]) == 1
    assert not accepted["is_of_programme"]


async def test_what_is_refused_is_not_told(
    client: AsyncClient, project_id: UUID, session: AsyncSession
) -> None:
    entries = await drafts(client, client, project_id, 2)

    assert (await take(client, entries, "accepted"))["done"] == 0

    for status in ("submitted", "returned", "verified", "accepted"):
        assert await published(session, f"entries.{status}.v1") == []


async def test_values_handed_in_as_they_are_recorded_are_told_once(
    client: AsyncClient, project_id: UUID, session: AsyncSession
) -> None:
    indicator = await add_indicator(client, project_id)
    periods = [await add_period(client, indicator, year) for year in (2004, 2005)]
    body = {"rows": [row(one, "7") for one in periods], "submit": True}

    answer = await client.post(f"/v1/projects/{project_id}/entries", json=body)
    again = await client.post(f"/v1/projects/{project_id}/entries", json=body)

    assert (answer.json()["saved"], again.json()["saved"]) == (2, 0)
    (told,) = await published(session, "entries.submitted.v1")
    assert told["count"] == 2


async def test_several_reasons_are_told_together_and_not_without_end(
    client: AsyncClient, project_id: UUID, somebody: Somebody, session: AsyncSession
) -> None:
    recorder = await somebody(Role.CONTRIBUTOR, "project", str(project_id))
    entries = await drafts(recorder, client, project_id, 3)
    await take(client, entries, "submitted")
    reasons = ["B" * 300, "A" * 300, "A" * 300]
    steps = [
        {"entry_id": one, "status": "returned", "reason": reason}
        for one, reason in zip(entries, reasons, strict=True)
    ]
    await created_steps(client, steps)

    (told,) = await published(session, "entries.returned.v1")
    assert told["reason"].startswith("A" * 300 + "; B")
    assert len(told["reason"]) == 500


async def created_steps(client: AsyncClient, steps: list[dict[str, Any]]) -> None:
    answer = await client.post("/v1/entry-steps", json={"steps": steps})
    assert answer.json()["done"] == len(steps), answer.text
