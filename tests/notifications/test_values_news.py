"""Steps of values are told to those whom they concern, and to nobody else."""

from uuid import UUID

from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Role
from bromost_common.contracts.indicators import EntriesReturned, EntriesSubmitted
from bromost_common.db import new_id
from bromost_common.outbox import Event, OutboxMessage
from tests.conftest import SignIn
from tests.notifications.conftest import Tell, account_of
from tests.notifications.test_inbox import inbox


def about(project_id: UUID) -> dict[str, object]:
    return {
        "object_id": project_id,
        "actor_id": None,
        "project_id": project_id,
        "project_code": "8",
        "project_title": {"en": "Youth enterprises"},
        "original_language": "en",
        "count": 3,
    }


def message(event: Event) -> OutboxMessage:
    return OutboxMessage(
        event_type=event.event_type,
        object_type=event.object_type,
        object_id=event.object_id,
        actor_id=event.actor_id,
        payload=event.model_dump(mode="json"),
    )


async def test_what_waits_is_told_to_who_may_review_it(
    client: AsyncClient, officer: AsyncClient, reader: AsyncClient, tell: Tell
) -> None:
    facts = about(new_id())
    event = EntriesSubmitted(**facts, told_roles=["administrator"])

    await tell(message(event))

    (told,) = await inbox(client)
    assert (told["topic"], told["object_type"]) == (
        "entries.submitted.v1",
        "framework",
    )
    assert told["params"]["count"] == 3
    assert told["params"].keys().isdisjoint({"told_roles", "told_among"})
    assert await inbox(officer) == await inbox(reader) == []


async def test_what_was_returned_is_told_to_who_recorded_it(
    client: AsyncClient,
    officer: AsyncClient,
    reader: AsyncClient,
    tell: Tell,
    session: AsyncSession,
) -> None:
    among = [await account_of(session, officer)]
    event = EntriesReturned(
        **about(new_id()), told_among=among, reason="Which list is it from?"
    )

    await tell(message(event))

    (told,) = await inbox(officer)
    assert told["params"]["reason"] == "Which list is it from?"
    assert await inbox(client) == await inbox(reader) == []


async def test_who_no_longer_reads_the_project_is_not_told_even_by_name(
    officer: AsyncClient,
    anonymous: AsyncClient,
    sign_in: SignIn,
    tell: Tell,
    session: AsyncSession,
) -> None:
    elsewhere = await sign_in(anonymous, Role.CONTRIBUTOR, ("project", str(new_id())))
    among = [await account_of(session, one) for one in (officer, elsewhere)]
    event = EntriesReturned(**about(new_id()), told_among=among, reason="Why?")

    await tell(message(event))

    assert len(await inbox(officer)) == 1
    assert await inbox(elsewhere) == []
