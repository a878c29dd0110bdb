"""Messages to endpoints: signed, read by who may, tried again, given up.

N11 and N12 of the acceptance checks, against a real server and with the published
library of Standard Webhooks as the receiver.
"""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import jsonschema_rs
import pytest
from fastapi import FastAPI
from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession
from standardwebhooks import Webhook, WebhookVerificationError

from bromost_common.auth import Role, ScopeType
from bromost_notifications.sending import posting
from bromost_notifications.sending.addresses import Guard
from bromost_notifications.sending.retries import STANDARD
from tests.api.machines.programs import issue, program
from tests.conftest import Somebody
from tests.contract.operations import document

from .conftest import Tell, account_of, happened
from .doing import make_project, same_person
from .receiving import Got, Receiver
from .test_inbox import inbox
from .test_sender import Clock
from .test_webhooks import at
from .webhooks import ORIGIN, Mailroom, project_changed, sent, webhook


@pytest.fixture
def mailroom(app: FastAPI, session: AsyncSession) -> Mailroom:
    return Mailroom(app, session)


async def news_of_webhooks(client: AsyncClient) -> list[dict[str, Any]]:
    told = await inbox(client)
    return [one for one in told if one["topic"] == "webhook.disabled.v1"]


async def test_n11_a_message_is_signed_as_the_published_library_expects(
    client: AsyncClient, mailroom: Mailroom, receiver: Receiver
) -> None:
    project_id, _ = await make_project(mailroom.session)
    mine = await mailroom.made(client, receiver)
    actor = await account_of(mailroom.session, client)
    event = project_changed(project_id, actor_id=actor)
    await mailroom.tell(event)

    assert await mailroom.send() == 1

    [got] = receiver.got
    told = got.verified(mine["secret"])
    assert_as_described(got, told)
    assert (told["specversion"], told["source"]) == ("1.0", ORIGIN)
    assert told["id"] == got.message_id == str(event.id)
    assert (told["type"], told["subject"]) == (
        event.event_type,
        f"project/{project_id}",
    )
    assert told["time"] == told["timestamp"]
    assert told["data"] == {
        "object_type": "project",
        "object_id": str(project_id),
        "project_id": None,
        "changed": ["status"],
        "count": None,
        "page": f"{ORIGIN}/projects/{project_id}",
    }
    # Who did it, and what it is called, is for who asks with their own rights.
    assert str(actor) not in got.body.decode()
    assert "Youth" not in got.body.decode()
    assert_nothing_else_verifies(got, mine["secret"])


def assert_as_described(got: Got, told: dict[str, Any]) -> None:
    """By the contract's own words on what webhooks are called with."""
    described = document("notifications")
    post = described["webhooks"]["event"]["post"]
    [(kind, media)] = post["requestBody"]["content"].items()
    assert got.headers["content-type"] == kind == "application/cloudevents+json"
    components = {"components": described["components"]}
    jsonschema_rs.validator_for(media["schema"] | components).validate(told)
    assert {one["name"] for one in post["parameters"]} <= got.headers.keys()


def assert_nothing_else_verifies(got: Got, secret: str) -> None:
    now = int(datetime.now(UTC).timestamp())
    for changes in (
        {"webhook-id": str(uuid4())},
        {"webhook-timestamp": str(now - 360)},
        {"webhook-timestamp": str(now + 360)},
        {"webhook-signature": "v1,AAAA"},
    ):
        with pytest.raises(WebhookVerificationError):
            Webhook(secret).verify(got.body, got.headers | changes)
    with pytest.raises(WebhookVerificationError):
        Webhook(secret).verify(got.body + b" ", got.headers)


async def test_n11_while_secrets_change_both_verify_and_then_the_new_one(
    client: AsyncClient, mailroom: Mailroom, receiver: Receiver
) -> None:
    project_id, _ = await make_project(mailroom.session)
    mine = await mailroom.made(client, receiver)
    path = f"/v1/webhooks/{mine['id']}/secrets"
    renewed = (await client.post(path, json={}, headers=at(mine))).json()["secret"]
    await mailroom.tell(project_changed(project_id))
    await mailroom.send()
    await mailroom.change(
        "UPDATE notifications.webhook_secret SET ends_at = now()"
        " WHERE ends_at IS NOT NULL"
    )
    await mailroom.tell(project_changed(project_id))
    await mailroom.send()

    during, after = receiver.got
    assert during.verified(mine["secret"]) == during.verified(renewed)
    assert after.verified(renewed)
    with pytest.raises(WebhookVerificationError):
        after.verified(mine["secret"])


async def test_an_endpoint_hears_what_its_owner_may_read_and_chose(
    client: AsyncClient, somebody: Somebody, mailroom: Mailroom, receiver: Receiver
) -> None:
    project_id, own = await make_project(mailroom.session)
    other_id, other = await make_project(mailroom.session, "9")
    adviser = await somebody(Role.ADVISER, ScopeType.PROGRAMME, str(own))
    funder = await somebody(Role.FUNDER, ScopeType.PROJECT, str(other_id))
    types = ["project.changed.v1", "organisation.registered.v1", "import.undone.v1"]
    names = {
        (await mailroom.made(person, receiver, **wanted))["id"]: name
        for name, person, wanted in (
            ("all", client, {"event_types": types}),
            ("one programme", client, {"programme_id": str(other)}),
            ("adviser", adviser, {"event_types": types}),
            ("funder", funder, {"event_types": types}),
            ("another type", client, {"event_types": ["network.changed.v1"]}),
        )
    }
    await mailroom.change(
        "UPDATE api.project SET status = 'planned' WHERE id = :id", id=other_id
    )
    before = datetime.now(UTC) - timedelta(hours=1)
    events = {
        "own": project_changed(project_id),
        "other": project_changed(other_id),
        "phone book": happened(),
        "import": happened(event_type="import.undone.v1", object_type="import"),
        "too early": project_changed(project_id, occurred_at=before),
    }
    await mailroom.tell(*events.values())

    by_id = {event.id: name for name, event in events.items()}
    assert await heard(mailroom, names, by_id) == {
        "all": {"own", "other", "phone book", "import"},
        "one programme": {"other"},
        "adviser": {"own", "phone book"},
        # Not of a project that is not approved.
        "funder": {"phone book"},
    }


async def heard(
    mailroom: Mailroom, names: dict[str, str], events: dict[UUID, str]
) -> dict[str, set[str]]:
    """Which events are on their way to whom, both by their names."""
    rows = await mailroom.session.execute(
        text("SELECT target_id::text, source_id FROM notifications.delivery")
    )
    found: dict[str, set[str]] = {}
    for target, source in rows:
        found.setdefault(names[target], set()).add(events[source])
    return found


async def test_who_lost_the_right_meanwhile_is_sent_nothing(
    somebody: Somebody, registry: FastAPI, mailroom: Mailroom, receiver: Receiver
) -> None:
    project_id, own = await make_project(mailroom.session)
    adviser = await somebody(Role.ADVISER, ScopeType.PROGRAMME, str(own))
    mine = await mailroom.made(adviser, receiver)
    async with same_person(registry, adviser) as person:
        keys = {
            name: await issue(
                person, permissions=["webhook.read", "webhook.write", *more]
            )
            for name, more in {"reads": ["project.read"], "blind": []}.items()
        }
    its = {}
    for name, key in keys.items():
        async with program(mailroom.app, key["secret"]) as machine:
            its[name] = await mailroom.made(machine, receiver)
    await mailroom.tell(project_changed(project_id))
    await mailroom.change(
        "UPDATE api.machine SET revoked_at = now() WHERE id = :id",
        id=keys["reads"]["machine"]["id"],
    )
    await mailroom.change(
        "UPDATE api.role_assignment SET valid_from = '2020-1-1',"
        " valid_to = '2020-1-2' WHERE account_id = :me",
        me=await account_of(mailroom.session, adviser),
    )

    await mailroom.send()

    rows = await mailroom.session.execute(
        text("SELECT target_id::text, state, last_error FROM notifications.delivery")
    )
    states = {row[0]: (row[1], row[2]) for row in rows}
    assert receiver.got == []
    assert states == {
        mine["id"]: ("cancelled", "not_readable"),
        its["reads"]["id"]: ("cancelled", "owner_gone"),
    }


async def test_n12_it_is_tried_by_the_table_and_then_given_up(
    client: AsyncClient, mailroom: Mailroom, receiver: Receiver
) -> None:
    project_id, _ = await make_project(mailroom.session)
    mine = await mailroom.made(client, receiver)
    receiver.status, clock = 503, Clock()
    clock.now = datetime.now(UTC) + timedelta(seconds=1)
    await mailroom.tell(project_changed(project_id))
    waits = []
    while True:
        assert await mailroom.send(clock=clock) == 1
        [one] = await sent(client)
        if one["state"] == "dead":
            break
        due = datetime.fromisoformat(one["next_attempt_at"])
        waits.append(due - clock.now)
        clock.now = due

    assert len(waits) == len(STANDARD.waits) == 9
    for wait, base in zip(waits, STANDARD.waits, strict=True):
        assert 0.8 * base <= wait <= 1.2 * base
    assert len({got.message_id for got in receiver.got}) == 1
    assert len({got.body for got in receiver.got}) == 1
    assert len(receiver.got) == 10
    assert (one["attempt"], one["last_error"]) == (10, "http_503")
    found = (await client.get(f"/v1/webhook-deliveries/{one['id']}")).json()
    assert found["body"].encode() == receiver.got[0].body
    assert [a["n"] for a in found["attempts"]] == [*range(1, 11)]
    assert {(a["status"], a["error_class"]) for a in found["attempts"]} == {
        ("failed", "http_503")
    }
    assert found["attempts"][0]["response_head"] == "thanks"
    assert (await webhook(client, mine["id"]))["failing_since"]


@pytest.mark.parametrize(
    ("answer", "error", "at_least"),
    [
        ((429, {}), "http_429", 60),
        ((503, {"Retry-After": "7"}), "http_503", 7),
        # Granted up to twice the table's wait.
        ((503, {"Retry-After": "9999"}), "http_503", 10),
        ((503, {"Retry-After": "soon"}), "http_503", 4),
        ((302, {"Location": "/elsewhere"}), "redirected", 4),
        ((500, {}), "http_500", 4),
        ((404, {}), "http_404", 4),
    ],
)
async def test_n12_what_is_answered_says_when_it_is_tried_again(
    client: AsyncClient,
    mailroom: Mailroom,
    receiver: Receiver,
    *,
    answer: tuple[int, dict[str, str]],
    error: str,
    at_least: int,
) -> None:
    project_id, _ = await make_project(mailroom.session)
    await mailroom.made(client, receiver)
    receiver.status, receiver.headers = answer
    clock = Clock()
    clock.now = datetime.now(UTC) + timedelta(seconds=1)
    await mailroom.tell(project_changed(project_id))
    await mailroom.send(clock=clock)

    [one] = await sent(client)
    wait = datetime.fromisoformat(one["next_attempt_at"]) - clock.now
    assert (one["state"], one["last_error"]) == ("pending", error)
    assert timedelta(seconds=at_least) <= wait <= timedelta(seconds=max(10, at_least))
    # A redirect is not followed.
    assert len(receiver.got) == 1


async def test_n12_gone_switches_it_off_at_once_and_its_owner_hears_of_it(
    client: AsyncClient, mailroom: Mailroom, receiver: Receiver, tell: Tell
) -> None:
    project_id, _ = await make_project(mailroom.session)
    mine = await mailroom.made(client, receiver)
    receiver.status = 410
    await mailroom.tell(project_changed(project_id), project_changed(project_id))

    assert await mailroom.send() == 1
    await tell()

    found = await webhook(client, mine["id"])
    assert (found["state"], found["disabled_because"]) == ("disabled", "gone")
    states = sorted(one["state"] for one in await sent(client))
    assert states == ["dead", "pending"]
    [news] = await news_of_webhooks(client)
    assert news["object_id"] == mine["id"]
    assert news["params"] == {"name": mine["name"], "change": "gone"}
    # What waits goes out when its owner says so; what happened meanwhile does not.
    await mailroom.tell(project_changed(project_id))
    receiver.status = 200
    enabled = await client.post(f"/v1/webhooks/{mine['id']}/enable", headers=at(found))
    assert enabled.status_code == 200, enabled.text
    assert await mailroom.send() == 1


async def test_n12_days_of_failure_switch_it_off_and_a_success_between_does_not(
    client: AsyncClient, mailroom: Mailroom, receiver: Receiver, tell: Tell
) -> None:
    project_id, _ = await make_project(mailroom.session)
    mine = await mailroom.made(client, receiver)
    clock = Clock()
    clock.now = start = datetime.now(UTC) + timedelta(seconds=1)
    found = []
    for hours, status in ((0, 500), (119, 200), (130, 500), (240, 500), (251, 500)):
        receiver.status, clock.now = status, start + timedelta(hours=hours)
        await mailroom.change("DELETE FROM notifications.delivery")
        await mailroom.tell(project_changed(project_id))
        await mailroom.change(
            "UPDATE notifications.delivery SET expires_at = :at",
            at=clock.now + timedelta(days=1),
        )
        await mailroom.send(clock=clock)
        found.append(await webhook(client, mine["id"]))
    await tell()

    assert [one["state"] for one in found] == ["active"] * 4 + ["disabled"]
    assert [one["failing_since"] is None for one in found] == [
        *(False, True, False, False, False)
    ]
    assert found[-1]["disabled_because"] == "failing"
    [news] = await news_of_webhooks(client)
    assert news["params"]["change"] == "failing"


async def test_an_endless_answer_is_not_listened_to(
    client: AsyncClient, mailroom: Mailroom, receiver: Receiver
) -> None:
    project_id, _ = await make_project(mailroom.session)
    await mailroom.made(client, receiver)
    receiver.endless = True
    await mailroom.tell(project_changed(project_id))

    await mailroom.send()

    [one] = await sent(client)
    detail = (await client.get(f"/v1/webhook-deliveries/{one['id']}")).json()
    assert one["state"] == "delivered"
    assert detail["attempts"][0]["response_head"] == "x" * 2048
    # What fits into the buffers of the way, of any 10 GB.
    assert receiver.poured < 20_000_000


async def test_an_endpoint_that_hangs_is_given_up_and_left_alone_for_a_minute(
    client: AsyncClient,
    mailroom: Mailroom,
    receiver: Receiver,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(posting, "TOTAL_SECONDS", 0.2)
    project_id, _ = await make_project(mailroom.session)
    await mailroom.made(client, receiver)
    receiver.hangs = True
    clock = Clock()
    clock.now = datetime.now(UTC) + timedelta(seconds=1)
    await mailroom.tell(project_changed(project_id))
    await mailroom.send(clock=clock)

    [one] = await sent(client)
    wait = datetime.fromisoformat(one["next_attempt_at"]) - clock.now
    assert (one["state"], one["last_error"]) == ("pending", "timeout")
    assert wait == timedelta(seconds=60)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "localhost.localdomain"])
async def test_s10_what_a_name_stands_for_is_asked_when_it_is_dialled(
    client: AsyncClient, mailroom: Mailroom, receiver: Receiver, host: str
) -> None:
    """However the address came to be saved: the guard sees what is really dialled."""
    project_id, _ = await make_project(mailroom.session)
    url = receiver.url.replace("127.0.0.1", host)
    await mailroom.made(client, receiver, url=url)
    await mailroom.tell(project_changed(project_id))

    await mailroom.send(Guard.of("", allows_plain=True))

    [one] = await sent(client)
    assert receiver.got == []
    assert one["state"] == "pending"
    assert one["last_error"] in {"address_refused", "name_unknown"}


async def test_s10_with_the_network_named_the_same_address_is_reached(
    client: AsyncClient, mailroom: Mailroom, receiver: Receiver
) -> None:
    """The control: the guard alone kept the messages of the test before away."""
    project_id, _ = await make_project(mailroom.session)
    url = receiver.url.replace("127.0.0.1", "localhost")
    await mailroom.made(client, receiver, url=url)
    await mailroom.tell(project_changed(project_id))

    await mailroom.send()

    assert len(receiver.got) == 1


async def test_without_the_key_for_secrets_nothing_is_sent_unsigned(
    client: AsyncClient, mailroom: Mailroom, receiver: Receiver
) -> None:
    project_id, _ = await make_project(mailroom.session)
    await mailroom.made(client, receiver)
    await mailroom.tell(project_changed(project_id))
    await mailroom.change(
        "UPDATE notifications.webhook_secret SET sealed = sealed || 'x'"
    )

    await mailroom.send()

    [one] = await sent(client)
    assert (one["state"], one["last_error"]) == ("pending", "no_secret_key")
    assert receiver.got == []
