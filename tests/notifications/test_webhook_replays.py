"""Messages to endpoints once more: one of them, all since a moment, or for a try."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from fastapi import FastAPI
from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.outbox import OutboxMessage

from .doing import make_project
from .receiving import Receiver
from .test_webhooks import at
from .webhooks import Mailroom, project_changed, sent, webhook


@pytest.fixture
def mailroom(app: FastAPI, session: AsyncSession) -> Mailroom:
    return Mailroom(app, session)


async def test_n13_one_and_all_since_are_sent_again_with_the_same_id_in_order(
    client: AsyncClient, officer: AsyncClient, mailroom: Mailroom, receiver: Receiver
) -> None:
    project_id, _ = await make_project(mailroom.session)
    mine = await mailroom.made(client, receiver)
    await mailroom.change(
        "UPDATE notifications.webhook_endpoint SET created_at = '2020-1-1'"
    )
    now = datetime.now(UTC)
    events = [
        project_changed(project_id, occurred_at=now - timedelta(minutes=ago))
        for ago in (1, 3, 2, 200)
    ]
    await given_up_and_one_taken(mailroom, receiver, events)
    path = f"/v1/webhooks/{mine['id']}/replays"
    since = {"since": (now - timedelta(hours=1)).isoformat()}

    assert (await officer.post(path, json=since)).status_code == 404
    tried = (await client.post(path, json=since | {"dry_run": True})).json()
    done = (await client.post(path, json=since)).json()
    again = (await client.post(path, json=since)).json()
    await mailroom.send()

    assert tried == {"replayed": 0, "left": 3}
    assert done == {"replayed": 3, "left": 0}
    assert again == {"replayed": 0, "left": 0}
    ids = [got.message_id for got in receiver.got]
    assert ids == [str(events[n].id) for n in (1, 2, 0)]
    everything = await client.post(path, json=since | {"only_failed": False})
    assert everything.json()["replayed"] == 4
    old = next(
        one for one in await sent(client) if one["message_id"] == str(events[3].id)
    )
    await assert_one_alone_goes_again(client, officer, old)


async def given_up_and_one_taken(
    mailroom: Mailroom, receiver: Receiver, events: list[OutboxMessage]
) -> None:
    receiver.status = 500
    await mailroom.tell(*events)
    await mailroom.change("UPDATE notifications.delivery SET max_attempt = 1")
    await mailroom.send()
    receiver.status = 200
    await mailroom.tell(project_changed(events[0].object_id))
    await mailroom.send()
    receiver.got.clear()


async def assert_one_alone_goes_again(
    client: AsyncClient, officer: AsyncClient, old: dict[str, Any]
) -> None:
    one_path = f"/v1/webhook-deliveries/{old['id']}/replay"
    assert (await officer.post(one_path)).status_code == 404
    made = await client.post(one_path)
    assert made.status_code == 201, made.text
    assert (made.json()["replay_of"], made.json()["replay_no"]) == (old["id"], 1)
    refused = await client.post(one_path)
    assert (refused.status_code, refused.json()["code"]) == (409, "not_replayable")


async def test_a_test_message_is_sent_and_shown_to_its_owner_alone(
    client: AsyncClient, officer: AsyncClient, mailroom: Mailroom, receiver: Receiver
) -> None:
    mine = await mailroom.made(client, receiver)
    path = f"/v1/webhooks/{mine['id']}"

    answer = await client.post(f"{path}/test")
    assert answer.status_code == 201, answer.text
    await mailroom.send()

    told = receiver.got[0].verified(mine["secret"])
    assert (told["type"], told["data"]["object_id"]) == ("webhook.test.v1", mine["id"])
    [one] = await sent(client, webhook_id=mine["id"], state="delivered")
    assert one["id"] == answer.json()["id"]
    detail = await client.get(f"/v1/webhook-deliveries/{one['id']}")
    assert detail.json()["body"] == receiver.got[0].body.decode()
    assert json.loads(detail.json()["body"])["id"] == one["message_id"]
    assert (await webhook(client, mine["id"]))["last_success_at"]
    assert await sent(officer) == []
    other = await officer.get(f"/v1/webhook-deliveries/{one['id']}")
    assert other.status_code == (await officer.post(f"{path}/test")).status_code == 404
    off = await client.post(f"{path}/disable", headers=at(mine))
    assert off.status_code == 200
    refused = await client.post(f"{path}/test")
    assert (refused.status_code, refused.json()["code"]) == (409, "webhook_disabled")


async def test_n2_an_event_handled_twice_is_one_message(
    client: AsyncClient, mailroom: Mailroom, receiver: Receiver
) -> None:
    project_id, _ = await make_project(mailroom.session)
    mine = await mailroom.made(client, receiver)
    await mailroom.tell(project_changed(project_id))
    await mailroom.change("DELETE FROM common.inbox")
    await mailroom.tell()

    assert len(await sent(client)) == 1
    removed = await client.delete(f"/v1/webhooks/{mine['id']}", headers=at(mine))
    assert removed.status_code == 204
    assert await mailroom.send() == 0
    assert receiver.got == []
