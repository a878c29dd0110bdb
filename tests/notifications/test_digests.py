"""N14-N16: who hears of what, when their mail leaves, and what is in it by then."""

from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import UUID

import pytest
from fastapi import FastAPI
from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession
from typing_extensions import override

from bromost_common.auth import Role, ScopeType
from bromost_common.outbox import OutboxMessage
from tests.api.sign_in.post import PostBox, text_of
from tests.conftest import Somebody

from .conftest import account_of
from .doing import make_project
from .test_deliveries import given_to
from .test_inbox import inbox, unread
from .test_mail import Office, box
from .test_preferences import wish, wish_for

__all__ = ["box"]
# A Monday; the clock of the readers here is that of UTC.
MONDAY = datetime(2027, 3, 1, tzinfo=UTC)
HERE = {"time_zone": "UTC", "quiet_from": None, "quiet_to": None, "digest_at": "07:00"}


class House(Office):
    """An office on whose clock it is as late as the test says."""

    def __init__(self, app: FastAPI, session: AsyncSession, url: str) -> None:
        self.now = MONDAY
        super().__init__(app, session, url, clock=self.clock)

    def clock(self) -> datetime:
        return self.now

    async def at(self, hour: int, minute: int = 0, *, day: int = 0) -> None:
        """It is so late on a day after Monday, and what is due is sent."""
        self.now = MONDAY + timedelta(days=day, hours=hour, minutes=minute)
        await self.send()

    @override
    async def ends(self) -> list[tuple[str, str | None]]:
        found = await self.execute(
            "SELECT state, last_error FROM notifications.delivery"
            " ORDER BY next_attempt_at, created_at"
        )
        return [tuple(row) for row in found]


@pytest.fixture
def house(app: FastAPI, session: AsyncSession, box: PostBox) -> House:
    return House(app, session, box.url)


@pytest.fixture
async def project(session: AsyncSession) -> tuple[UUID, UUID]:
    return await make_project(session)


@pytest.fixture
async def worker(somebody: Somebody, project: tuple[UUID, UUID]) -> AsyncClient:
    return await somebody(Role.COORDINATOR, ScopeType.PROJECT, str(project[0]))


@pytest.fixture
async def me(worker: AsyncClient, session: AsyncSession) -> UUID:
    return await account_of(session, worker)


def returned(
    project: tuple[UUID, UUID], *people: UUID, count: int = 2
) -> OutboxMessage:
    """Values of the project came back to these people."""
    return OutboxMessage(
        event_type="entries.returned.v1",
        object_type="framework",
        object_id=project[0],
        actor_id=None,
        payload={
            "project_id": str(project[0]),
            "is_of_programme": False,
            "project_code": "8",
            "project_title": {"en": "Youth enterprises"},
            "original_language": "en",
            "count": count,
            "reason": "Again",
            "told_among": [str(one) for one in people],
        },
    )


def changed(project: tuple[UUID, UUID], actor: UUID | None = None) -> OutboxMessage:
    return OutboxMessage(
        event_type="project.changed.v1",
        object_type="project",
        object_id=project[0],
        actor_id=actor,
        payload={
            "code": "8",
            "title": {"en": "Youth enterprises"},
            "original_language": "en",
            "programme_id": str(project[1]),
            "changed": ["status"],
        },
    )


async def read_all(client: AsyncClient) -> None:
    newest = (await inbox(client))[0]["id"]
    answer = await client.post("/v1/inbox/read-all", json={"until_id": newest})
    assert answer.status_code == 200


def said(box: PostBox) -> list[list[str]]:
    """Of each mail the things it tells of."""
    return [
        [line[2:] for line in text_of(message).splitlines() if line.startswith("* ")]
        for message in box.messages
    ]


async def test_n15_each_event_is_in_one_digest_and_each_window_has_one(
    house: House, box: PostBox, worker: AsyncClient, me: UUID, project: Any
) -> None:
    await wish_for(worker, wish("*", "email", "daily"), **HERE)

    for hour, minute, day in ((5, 0, 0), (6, 59, 0), (7, 0, 0), (9, 0, 0), (6, 0, 1)):
        await house.at(hour, minute, day=day)
        # As if it had been read, so that each is a thing of its own.
        await house.execute("UPDATE notifications.notification SET topic = topic")
        event = returned(project, me, count=hour * 100 + minute)
        event.object_id = UUID(int=hour * 60 + minute + day)
        await house.tell(event)
    await house.at(6, 59, day=1)
    assert len(box.messages) == 1
    await house.at(7, 0, day=1)
    await house.at(7, 0, day=2)

    [first, second] = said(box)
    assert ["500" in first[0], "659" in first[1]] == [True, True]
    assert ["700" in second[0], "900" in second[1], "600" in second[2]] == [True] * 3
    subjects = [message["Subject"] for message in box.messages]
    assert subjects == ["What is new in Bromost (2)", "What is new in Bromost (3)"]
    assert "https://bromost.example/notifications" in text_of(box.messages[0], "html")
    assert await house.ends() == [("delivered", None)] * 2


async def test_n15_what_comes_when_a_digest_has_left_is_in_the_next(
    house: House, box: PostBox, worker: AsyncClient, me: UUID, project: Any
) -> None:
    await wish_for(worker, wish("*", "email", "daily"), **HERE)
    await house.tell(returned(project, me))
    # A sender whose clock is ahead has just taken it.
    await house.execute("UPDATE notifications.digest SET closed_at = now()")

    late = returned(project, me, count=77)
    late.object_id = UUID(int=7)
    await house.tell(late)
    await house.at(7)
    await house.at(7, day=1)

    assert [len(things) for things in said(box)] == [1, 1]
    assert "77" in said(box)[1][0]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE notifications.notification SET read_at = now()",
        (
            "UPDATE api.role_assignment SET valid_to = current_date - 1,"
            " valid_from = current_date - 2"
        ),
        "UPDATE notifications.preference SET mode = 'off'",
        "UPDATE api.account SET is_active = false",
        "DELETE FROM notifications.notification",
    ],
    ids=["read", "left", "off", "ended", "gone"],
)
async def test_n16_an_empty_digest_is_no_mail(
    *,
    house: House,
    box: PostBox,
    worker: AsyncClient,
    me: UUID,
    project: Any,
    change: str,
) -> None:
    await wish_for(worker, wish("*", "email", "daily"), **HERE)
    await house.tell(returned(project, me))
    await house.execute(change)
    await house.at(7)

    assert await house.ends() == [("cancelled", "empty")]
    assert box.messages == []


async def test_n16_what_was_read_or_switched_off_is_not_in_the_mail(
    house: House, box: PostBox, worker: AsyncClient, me: UUID, project: Any
) -> None:
    await wish_for(worker, wish("*", "email", "daily"), **HERE)
    await house.tell(returned(project, me))
    await read_all(worker)
    stays = returned(project, me, count=41)
    stays.object_id = UUID(int=41)
    switched_off = returned(project, me)
    switched_off.event_type = "entries.accepted.v1"
    await house.tell(stays, switched_off)
    await wish_for(
        worker,
        wish("*", "email", "daily"),
        wish("entries.accepted", "email", "off"),
        **HERE,
    )
    await house.at(7)

    [[thing]] = said(box)
    assert "41" in thing


async def test_n15_mail_waits_until_quiet_hours_are_over_and_the_mandatory_does_not(
    house: House, box: PostBox, worker: AsyncClient, me: UUID, project: Any
) -> None:
    night = HERE | {"quiet_from": "21:00", "quiet_to": "06:30"}
    await wish_for(worker, **night)
    await house.at(22)
    await house.tell(returned(project, me), given_to(me))
    await house.at(22, 1)
    await house.at(6, 29, day=1)
    assert [one["Subject"][:19] for one in box.messages] == ["You have been given"]

    await house.at(6, 30, day=1)
    assert len(box.messages) == 2

    # Also who wishes for quiet when it is on its way already.
    await house.tell(changed(project), returned(project, me))
    await wish_for(worker, **(night | {"quiet_from": "06:00", "quiet_to": "08:00"}))
    await house.at(6, 31, day=1)
    assert (await house.ends())[-1] == ("pending", "quiet_hours")
    left = "SELECT max_attempt - attempt FROM notifications.delivery WHERE attempt > 0"
    assert (await house.execute(f"{left} AND state = 'pending'")).scalar() == 6
    await house.at(8, day=1)
    assert len(box.messages) == 3


async def test_n14_watching_muting_and_taking_part(
    house: House, worker: AsyncClient, me: UUID, project: Any
) -> None:
    here = f"/v1/watches/project/{project[0]}"
    waiting = (
        "SELECT n.reason FROM notifications.digest_item i JOIN"
        " notifications.notification n ON n.id = i.notification_id"
    )

    await house.tell(changed(project))
    assert (len(await inbox(worker)), await house.ends()) == (1, [])
    # What they do there lets them take part, and says nothing against their own word.
    await house.tell(changed(project, me))
    assert (await worker.get(here)).json()["level"] == "participating"
    await worker.put(here, json={"level": "normal"})
    await house.tell(changed(project, me))
    assert (await worker.get(here)).json()["level"] == "normal"

    await worker.put(here, json={"level": "watching"})
    await read_all(worker)
    await house.tell(changed(project))
    assert (await house.execute(waiting)).scalars().all() == ["watching"]

    await worker.put(here, json={"level": "muted"})
    await house.tell(changed(project), returned(project, me), given_to(me))
    topics = [one["topic"] for one in await inbox(worker)]
    assert topics == ["role.given.v1", "project.changed.v1", "project.changed.v1"]
    # What was muted meanwhile is in no mail either.
    await house.at(7, day=1)
    assert sorted(end for end, _ in await house.ends()) == ["cancelled", "delivered"]


async def test_n14_being_in_charge_is_taking_part_unless_one_said_otherwise(
    house: House, worker: AsyncClient, me: UUID, project: Any
) -> None:
    here = f"/v1/watches/project/{project[0]}"

    def in_charge() -> OutboxMessage:
        event = changed(project)
        event.payload = event.payload | {"in_charge": [str(me)]}
        return event

    await house.tell(in_charge())
    assert (await worker.get(here)).json()["level"] == "participating"
    # Who is in charge is nobody else's news.
    assert "in_charge" not in (await inbox(worker))[0]["params"]
    await worker.put(here, json={"level": "normal"})
    await house.tell(in_charge())
    assert (await worker.get(here)).json()["level"] == "normal"


async def test_n14_what_one_wants_by_mail_alone_is_not_in_the_way(
    house: House, box: PostBox, worker: AsyncClient, me: UUID, project: Any
) -> None:
    await wish_for(worker, wish("entries.returned", "inbox", "off"), **HERE)
    await house.tell(returned(project, me))
    await house.at(0, 1)

    assert len(box.messages) == 1
    assert (await unread(worker), await inbox(worker)) == (0, [])
    assert len(await inbox(worker, state="archived")) == 1

    off = [wish("entries.returned", channel, "off") for channel in ("inbox", "email")]
    await wish_for(worker, *off, **HERE)
    await house.tell(returned(project, me))
    assert len(await inbox(worker, state="archived")) == 1


async def test_a_manager_lays_down_how_people_hear_of_a_programme(
    house: House, somebody: Somebody, me: UUID, project: Any
) -> None:
    manager = await somebody(
        Role.PROGRAMME_MANAGER, ScopeType.PROGRAMME, str(project[1])
    )
    answer = await manager.put(
        f"/v1/programmes/{project[1]}/preference-defaults",
        json={"rules": [{"topic": "*", "channel": "email", "mode": "weekly"}]},
        headers={"If-Match": '"1"'},
    )
    assert answer.status_code == 200

    await house.tell(returned(project, me))

    closes = "SELECT closes_at FROM notifications.digest WHERE account_id = :me"
    [moment] = (await house.execute(closes, me=me)).scalars().all()
    # 07:00 in Oslo, which is where the clock of who set none is.
    assert moment == MONDAY.replace(hour=6)
    assert moment.time() == time(6)
