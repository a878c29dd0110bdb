"""Messages to chat channels: in their language, guarded, tried again, given up."""

import logging
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from fastapi import FastAPI
from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Role, ScopeType
from bromost_common.db import new_id
from bromost_common.outbox import OutboxMessage
from bromost_notifications.chat_channels.fan_out import MOST_TOLD
from bromost_notifications.sending import posting
from bromost_notifications.sending.addresses import Guard
from tests.conftest import Somebody
from tests.logs import assert_silent, logged_events, told

from .chats import KINDS, TOKEN, TOKEN_PART, Chats, at, later, sent_to, text_in
from .conftest import Tell, happened
from .doing import make_project
from .receiving import Receiver
from .test_inbox import inbox
from .webhooks import ORIGIN, project_changed

HOSTILE = "Water <!channel> *b* [x](https://evil.example) @all <at>x</at> <b>1</b> \\q"


@pytest.fixture
def chats(app: FastAPI, session: AsyncSession) -> Chats:
    return Chats(app, session)


def renamed(project_id: UUID, title: str) -> OutboxMessage:
    event = project_changed(project_id)
    event.payload = event.payload | {"title": {"en": title}}
    return event


@pytest.mark.parametrize("kind", KINDS)
async def test_a_channel_reads_what_happened_in_its_language_with_a_link(
    client: AsyncClient, chats: Chats, receiver: Receiver, kind: str
) -> None:
    project_id, programme_id = await make_project(chats.session)
    receiver.answer = b"ok"
    channel = await chats.added(client, programme_id, receiver, kind)
    await chats.gather(project_changed(project_id))

    assert await chats.say(clock=later(5)) == 0
    assert await chats.say() == 1

    said = text_in(receiver, kind)
    link = f"{ORIGIN}/projects/{project_id}"
    # Norwegian; the title as it was written.
    assert "Prosjektet 8 er endret: Youth enterprises" in said
    if kind == "slack":
        assert f"<{link}|" in said
    elif kind == "matrix":
        assert f'<a href="{link}">' in said
    else:
        assert f"]({link})" in said
    [one] = await sent_to(client, programme_id, channel)
    assert (one["state"], one["said"]) == (
        "delivered",
        ["Prosjektet 8 er endret: Youth enterprises"],
    )
    found = (await client.get(at(programme_id, channel))).json()
    assert found["last_success_at"]


@pytest.mark.parametrize(
    ("kind", "shown"),
    [
        ("slack", "Water &lt;!channel&gt; _b_ [x](https://evil.example) "),
        ("mattermost", r"Water \<!channel\> \*b\* \[x\](https://evil.example) "),
        ("teams", r"Water \<!channel\> \*b\* \[x\](https://evil.example) "),
        ("matrix", "Water &lt;!channel&gt; *b* [x](https://evil.example) "),
    ],
)
async def test_what_people_wrote_is_text_and_calls_nobody(
    client: AsyncClient, chats: Chats, receiver: Receiver, kind: str, shown: str
) -> None:
    project_id, programme_id = await make_project(chats.session)
    receiver.answer = b"ok"
    await chats.added(client, programme_id, receiver, kind)
    await chats.gather(renamed(project_id, HOSTILE))

    await chats.say()

    said = text_in(receiver, kind)
    assert shown in said
    assert "@\u2060all" in said
    assert "<at>" not in said
    assert "<b>" not in said
    assert b'"entities"' not in receiver.got[-1].body


def about(kind: str, project_id: UUID) -> OutboxMessage:
    """Of a result of the project, or of its values."""
    payload: dict[str, Any] = {"project_id": str(project_id), "project_code": "8"}
    payload |= {"title": {"en": "R"}, "original_language": "en", "changed": ["title"]}
    return happened(
        event_type=kind,
        object_type="result" if "result" in kind else "framework",
        payload=payload | {"count": 3, "told_among": [str(new_id())]},
    )


async def test_a_channel_hears_what_everybody_in_its_programme_may_see_alone(
    client: AsyncClient, chats: Chats, receiver: Receiver
) -> None:
    project_id, own = await make_project(chats.session)
    planned_id, _ = await make_project(chats.session, "9", programme_id=own)
    foreign_id, _ = await make_project(chats.session, "10")
    await chats.change(
        "UPDATE api.project SET status = 'planned' WHERE id = :id", id=planned_id
    )
    topics = ["project.changed", "result.changed", "entries.accepted"]
    channel = await chats.added(client, own, receiver, topics=topics)
    before = datetime.now(UTC) - timedelta(hours=1)
    await chats.gather(
        project_changed(project_id),
        about("result.changed.v1", project_id),
        about("entries.accepted.v1", project_id),
        project_changed(planned_id),
        about("result.changed.v1", planned_id),
        project_changed(foreign_id),
        about("entries.verified.v1", project_id),
        project_changed(project_id, occurred_at=before),
        happened(),
    )

    [one] = await sent_to(client, own, channel)
    assert one["said"] == [
        "Prosjektet 8 er endret: Youth enterprises",
        "Resultat i 8 er endret: R",
        "Verdier godkjent i 8: 3",
    ]
    assert one["news_count"] == 3


async def test_what_not_all_may_see_any_more_is_not_sent(
    client: AsyncClient, chats: Chats, receiver: Receiver
) -> None:
    project_id, programme_id = await make_project(chats.session)
    channel = await chats.added(client, programme_id, receiver)
    await chats.gather(project_changed(project_id))
    await chats.change("UPDATE api.project SET status = 'planned'")

    await chats.say()

    [one] = await sent_to(client, programme_id, channel)
    assert (one["state"], one["last_error"]) == ("cancelled", "not_readable")
    assert receiver.got == []


async def test_a_burst_is_one_message_and_the_next_begins_another(
    client: AsyncClient, chats: Chats, receiver: Receiver
) -> None:
    project_id, programme_id = await make_project(chats.session)
    receiver.answer = b"ok"
    channel = await chats.added(client, programme_id, receiver)
    await chats.gather(
        *(renamed(project_id, f"Title {n}") for n in range(MOST_TOLD + 240))
    )
    assert await chats.say() == 1
    burst = text_in(receiver, "slack")
    await chats.gather(renamed(project_id, "The next"))
    assert await chats.say() == 1

    # The first of them, as they happened.
    stands = [f"Title {n}>" in burst for n in range(MOST_TOLD + 1)]
    assert stands == [True] * MOST_TOLD + [False]
    assert "Og 240 til" in burst
    assert "The next" in text_in(receiver, "slack")
    log = await sent_to(client, programme_id, channel)
    assert {one["news_count"] for one in log} == {1, MOST_TOLD + 240}


async def test_what_was_given_up_unread_takes_no_more_news(
    client: AsyncClient, chats: Chats, receiver: Receiver
) -> None:
    project_id, programme_id = await make_project(chats.session)
    receiver.answer = b"ok"
    await chats.added(client, programme_id, receiver)
    await chats.gather(renamed(project_id, "Too old"))
    await chats.change("UPDATE notifications.delivery SET expires_at = now()")
    assert await chats.say() == 0
    await chats.gather(renamed(project_id, "New"))

    assert await chats.say() == 1
    assert "New" in text_in(receiver, "slack")
    assert "Too old" not in text_in(receiver, "slack")


async def test_a_channel_is_tried_again_and_matrix_knows_it_for_the_same(
    client: AsyncClient, chats: Chats, receiver: Receiver
) -> None:
    project_id, programme_id = await make_project(chats.session)
    channel = await chats.added(client, programme_id, receiver, "matrix")
    await chats.gather(project_changed(project_id))
    receiver.status, receiver.headers = 429, {"Retry-After": "7"}
    clock = later()
    await chats.say(clock=clock)
    [one] = await sent_to(client, programme_id, channel)
    wait = datetime.fromisoformat(one["next_attempt_at"]) - clock.now
    assert (one["last_error"], len(receiver.got)) == ("http_429", 1)
    # As it asks, but at the least a minute.
    assert wait == timedelta(seconds=60)
    receiver.status = 200
    ways = []
    for _ in range(2):
        await chats.change(
            "UPDATE notifications.delivery SET state = 'pending', ended_at = NULL"
        )
        await chats.say(clock=later(120))
        ways.append(receiver.got[-1].path)

    assert ways[0] == ways[1]


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ((302, {"Location": "http://127.0.0.1:1/elsewhere"}), "redirected"),
        ((503, {}), "http_503"),
        ((404, {}), "http_404"),
    ],
)
@pytest.mark.parametrize("kind", KINDS)
async def test_no_redirect_is_followed_and_no_failure_is_taken_for_done(
    client: AsyncClient,
    chats: Chats,
    receiver: Receiver,
    *,
    kind: str,
    answer: tuple[int, dict[str, str]],
    error: str,
) -> None:
    project_id, programme_id = await make_project(chats.session)
    channel = await chats.added(client, programme_id, receiver, kind)
    receiver.status, receiver.headers = answer
    await chats.gather(project_changed(project_id))

    await chats.say()

    [one] = await sent_to(client, programme_id, channel)
    assert (one["state"], one["last_error"]) == ("pending", error)
    assert len(receiver.got) == 1
    assert (await client.get(at(programme_id, channel))).json()["failing_since"]


async def test_an_endless_answer_is_not_listened_to(
    client: AsyncClient, chats: Chats, receiver: Receiver
) -> None:
    project_id, programme_id = await make_project(chats.session)
    channel = await chats.added(client, programme_id, receiver, "teams")
    receiver.endless = True
    await chats.gather(project_changed(project_id))

    await chats.say()

    [one] = await sent_to(client, programme_id, channel)
    assert one["state"] == "delivered"
    assert receiver.poured < 20_000_000


async def test_a_channel_that_hangs_is_given_up_and_left_alone_for_a_minute(
    client: AsyncClient,
    chats: Chats,
    receiver: Receiver,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(posting, "TOTAL_SECONDS", 0.2)
    project_id, programme_id = await make_project(chats.session)
    channel = await chats.added(client, programme_id, receiver)
    receiver.hangs, clock = True, later()
    await chats.gather(project_changed(project_id))

    await chats.say(clock=clock)

    [one] = await sent_to(client, programme_id, channel)
    wait = datetime.fromisoformat(one["next_attempt_at"]) - clock.now
    assert (one["state"], one["last_error"]) == ("pending", "timeout")
    assert wait == timedelta(seconds=60)


@pytest.mark.parametrize("kind", KINDS)
async def test_s10_what_a_name_stands_for_is_asked_when_it_is_dialled(
    client: AsyncClient, chats: Chats, receiver: Receiver, kind: str
) -> None:
    """However the address came to be saved; the control is every other test here."""
    project_id, programme_id = await make_project(chats.session)
    receiver.url = receiver.url.replace("127.0.0.1", "localhost")
    channel = await chats.added(client, programme_id, receiver, kind)
    await chats.gather(project_changed(project_id))

    await chats.say(Guard.of("", allows_plain=True))

    [one] = await sent_to(client, programme_id, channel)
    assert receiver.got == []
    assert (one["state"], one["last_error"]) == ("pending", "address_refused")


async def of_channels(client: AsyncClient) -> list[dict[str, Any]]:
    told = await inbox(client)
    return [one for one in told if one["topic"] == "chat_channel.disabled.v1"]


@pytest.mark.parametrize(("status", "because"), [(410, "gone"), (500, "failing")])
async def test_lasting_failure_switches_it_off_and_its_managers_hear_of_it(
    somebody: Somebody,
    chats: Chats,
    receiver: Receiver,
    tell: Tell,
    *,
    status: int,
    because: str,
) -> None:
    project_id, programme_id = await make_project(chats.session)
    scope = (ScopeType.PROGRAMME, str(programme_id))
    manager = await somebody(Role.PROGRAMME_MANAGER, *scope)
    adviser = await somebody(Role.ADVISER, *scope)
    channel = await chats.added(manager, programme_id, receiver)
    receiver.status = status
    await chats.change(
        "UPDATE notifications.chat_channel"
        " SET failing_since = now() - CAST(:days AS interval)"
        " WHERE CAST(:status AS integer) <> 410",
        days=timedelta(hours=121),
        status=status,
    )
    await chats.gather(project_changed(project_id))

    await chats.say()
    await tell()

    found = (await manager.get(at(programme_id, channel))).json()
    assert (found["state"], found["disabled_because"]) == ("disabled", because)
    [news] = await of_channels(manager)
    names = {"name": "Programme team", "change": because}
    assert news["object_id"] == channel["id"]
    assert names.items() <= news["params"].items()
    assert await of_channels(adviser) == []
    # What happens while it is off is not told later.
    await chats.gather(project_changed(project_id))
    assert len(await sent_to(manager, programme_id, channel)) == 1


async def test_without_the_key_for_secrets_nothing_is_sent(
    client: AsyncClient, chats: Chats, receiver: Receiver
) -> None:
    project_id, programme_id = await make_project(chats.session)
    channel = await chats.added(client, programme_id, receiver)
    await chats.gather(project_changed(project_id))
    await chats.change("UPDATE notifications.chat_channel SET sealed = sealed || 'x'")

    await chats.say()

    [one] = await sent_to(client, programme_id, channel)
    assert (one["state"], one["last_error"]) == ("pending", "no_secret_key")
    assert receiver.got == []


async def test_nothing_of_an_address_is_in_the_logs(
    client: AsyncClient,
    chats: Chats,
    receiver: Receiver,
    caplog: pytest.LogCaptureFixture,
) -> None:
    project_id, programme_id = await make_project(chats.session)
    for kind in KINDS:
        await chats.added(client, programme_id, receiver, kind)
    receiver.status = 410
    await chats.gather(project_changed(project_id))
    caplog.set_level(logging.DEBUG)
    with logged_events() as events:
        await chats.say()

    assert told(events, "delivery_given_up", failure="http_410")
    assert_silent(events, TOKEN_PART, TOKEN)
    assert TOKEN_PART not in caplog.text
