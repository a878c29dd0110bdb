"""Chat channels of programmes: who has them, and what is kept of them."""

from typing import Any
from uuid import uuid4

import pytest
from fastapi import FastAPI
from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Role, ScopeType
from bromost_notifications.access import ACCESS
from bromost_notifications.chat_channels.repository import MANAGERS, MAY
from bromost_notifications.chat_channels.service import MOST
from tests.conftest import Somebody

from .chats import KINDS, PATHS, TOKEN, TOKEN_PART, Chats, at, body, sent_to
from .doing import make_project
from .receiving import Receiver
from .test_webhooks import at as at_version

ELSEWHERE = "https://chat.example.org"


@pytest.fixture
def chats(app: FastAPI, session: AsyncSession) -> Chats:
    return Chats(app, session)


def somewhere(kind: str, place: str = ELSEWHERE) -> dict[str, Any]:
    found = {"kind": kind, "address": f"{place}{PATHS[kind]}"}
    if kind == "matrix":
        found |= {"room": "#team:example.org", "token": TOKEN}
    return found


async def test_whoever_manages_the_programme_has_its_channels_and_nobody_else(
    somebody: Somebody, session: AsyncSession
) -> None:
    _, own = await make_project(session)
    _, foreign = await make_project(session, "9")
    manager = await somebody(Role.PROGRAMME_MANAGER, ScopeType.PROGRAMME, str(own))
    adviser = await somebody(Role.ADVISER, ScopeType.PROGRAMME, str(own))
    stranger = await somebody(Role.PROGRAMME_MANAGER, ScopeType.PROGRAMME, str(foreign))

    added = await manager.post(at(own), json=body(somewhere("slack")))
    channel = added.json()

    assert added.status_code == 201, added.text
    assert added.headers["etag"] == '"1"'
    assert (channel["kind"], channel["host"]) == ("slack", "chat.example.org")
    assert (await manager.get(at(own))).json() == [channel]
    assert (await manager.get(at(own, channel))).json() == channel
    version = at_version(channel)
    for client, status in ((adviser, 403), (stranger, 404)):
        for refused in (
            await client.get(at(own)),
            await client.post(at(own), json=body(somewhere("slack"))),
            await client.get(at(own, channel)),
            await client.put(at(own, channel), json=body(None), headers=version),
            await client.post(f"{at(own, channel)}/test"),
            await client.get(f"{at(own, channel)}/deliveries"),
            await client.delete(at(own, channel), headers=version),
        ):
            assert refused.status_code == status, refused.text
    # Nor by the way of another programme.
    assert (await stranger.get(at(foreign, channel))).status_code == 404
    assert {role for role, may in ACCESS.items() if MAY in may} == MANAGERS


@pytest.mark.parametrize("kind", KINDS)
async def test_an_address_is_sealed_and_never_told_again(
    client: AsyncClient, session: AsyncSession, kind: str
) -> None:
    _, programme_id = await make_project(session)
    key = {"Idempotency-Key": str(uuid4())}
    wanted = body(somewhere(kind))
    added = await client.post(at(programme_id), json=wanted, headers=key)
    channel = added.json()
    changed = await client.put(
        at(programme_id, channel), json=body(None), headers=at_version(channel)
    )
    listed = await client.get(at(programme_id))
    await session.execute(text("RESET ROLE"))
    sealed = await session.scalar(text("SELECT sealed FROM notifications.chat_channel"))
    kept = await session.scalar(text("SELECT count(*) FROM common.idempotency"))

    assert (added.status_code, changed.status_code) == (201, 200)
    for secret in (TOKEN, TOKEN_PART, PATHS[kind] or TOKEN):
        assert secret.encode() not in sealed
        for answer in (added, changed, listed):
            assert secret not in answer.text
    assert kept == 0


@pytest.mark.parametrize(
    ("kind", "address", "code"),
    [
        ("slack", "http://chat.example.org/services/T1/B1/x", "address_not_encrypted"),
        ("slack", "https://127.0.0.1/services/T1/B1/x", "address_not_public"),
        ("slack", "https://localhost/services/T1/B1/x", "address_not_public"),
        (
            "slack",
            "https://a@chat.example.org/services/T1/B1/x",
            "address_with_secrets",
        ),
        ("slack", "https://chat.example.org/hooks/x", "address_of_another_kind"),
        (
            "slack",
            "https://chat.example.org/services/T/../x",
            "address_of_another_kind",
        ),
        ("mattermost", f"{ELSEWHERE}/services/T1/B1/x", "address_of_another_kind"),
        ("mattermost", f"{ELSEWHERE}/hooks/x?y=1", "address_of_another_kind"),
        ("teams", f"{ELSEWHERE}/hooks/abc", "address_of_another_kind"),
        ("teams", f"{ELSEWHERE}{PATHS['teams'].partition('?')[0]}", None),
        ("matrix", f"{ELSEWHERE}/elsewhere", "address_of_another_kind"),
        ("matrix", "mailto://someone", "address_not_encrypted"),
    ],
)
async def test_an_address_of_another_kind_or_that_may_not_be_called_is_refused(
    client: AsyncClient,
    session: AsyncSession,
    kind: str,
    address: str,
    code: str | None,
) -> None:
    _, programme_id = await make_project(session)
    wanted = body(somewhere(kind) | {"address": address})

    refused = await client.post(at(programme_id), json=wanted)

    assert refused.status_code == 422
    [field] = refused.json()["fields"]
    assert field["loc"] == ["body", "destination", "address"]
    assert field["code"] == (code or "address_of_another_kind")
    assert "services/T1" not in refused.text


@pytest.mark.parametrize(
    "changes",
    [
        {"topics": []},
        {"topics": ["role.given"]},
        {"topics": ["entry.recorded"]},
        {"topics": ["announcement.sent"]},
        {"language": "de"},
        {"name": " "},
        {"destination": None},
        {"destination": {"kind": "json", "address": "https://chat.example.org/x"}},
        {"destination": somewhere("matrix") | {"room": "no room"}},
        {"destination": somewhere("matrix") | {"token": "a b c d e f"}},
    ],
)
async def test_what_is_no_channel_or_no_news_for_a_group_is_refused(
    client: AsyncClient, session: AsyncSession, changes: dict[str, Any]
) -> None:
    _, programme_id = await make_project(session)
    wanted = body(somewhere("slack")) | changes

    refused = await client.post(at(programme_id), json=wanted)

    assert refused.status_code == 422
    assert TOKEN not in refused.text


async def test_a_channel_is_changed_switched_off_and_on_and_removed(
    client: AsyncClient, chats: Chats, receiver: Receiver
) -> None:
    _, programme_id = await make_project(chats.session)
    channel = await chats.added(client, programme_id, receiver)
    path = at(programme_id, channel)
    moved = await client.put(
        path,
        json=body(somewhere("matrix"), topics=["network.changed"], language="pl"),
        headers=at_version(channel),
    )
    stale = await client.put(path, json=body(None), headers=at_version(channel))
    off = await client.post(f"{path}/disable", headers=at_version(moved.json()))
    untried = await client.post(f"{path}/test")
    on = await client.post(f"{path}/enable", headers=at_version(off.json()))
    gone = await client.delete(path, headers=at_version(on.json()))

    assert moved.json()["kind"] == "matrix"
    assert (moved.json()["language"], moved.json()["version"]) == ("pl", 2)
    assert (stale.status_code, stale.json()["current"]) == (412, moved.json())
    assert (off.json()["state"], off.json()["disabled_because"]) == (
        "disabled",
        "owner",
    )
    assert (untried.status_code, untried.json()["code"]) == (
        409,
        "chat_channel_disabled",
    )
    assert (on.json()["state"], on.json()["disabled_at"]) == ("active", None)
    assert gone.status_code == 204
    assert (await client.get(path)).status_code == 404


async def test_a_programme_has_so_many_channels_at_most(
    client: AsyncClient, session: AsyncSession
) -> None:
    _, programme_id = await make_project(session)
    for _ in range(MOST):
        made = await client.post(at(programme_id), json=body(somewhere("slack")))
        assert made.status_code == 201
    refused = await client.post(at(programme_id), json=body(somewhere("slack")))

    assert refused.status_code == 409
    assert refused.json()["code"] == "too_many_chat_channels"


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (200, b"ok", None),
        (404, b"no_service", "http_404"),
        # A page to sign in, say.
        (200, b"<html>", "bad_answer"),
    ],
)
async def test_a_test_is_sent_once_and_tells_what_came_of_it(
    client: AsyncClient,
    chats: Chats,
    receiver: Receiver,
    *,
    status: int,
    answer: bytes,
    error: str | None,
) -> None:
    _, programme_id = await make_project(chats.session)
    channel = await chats.added(client, programme_id, receiver)
    receiver.status, receiver.answer = status, answer
    tried = await client.post(f"{at(programme_id, channel)}/test")
    assert tried.status_code == 201, tried.text

    await chats.say()

    [one] = await sent_to(client, programme_id, channel)
    path = f"{at(programme_id, channel)}/deliveries/{one['id']}"
    [attempt] = (await client.get(path)).json()["attempts"]
    assert one["id"] == tried.json()["id"]
    assert one["is_test"]
    assert one["state"] == ("dead" if error else "delivered")
    assert one["last_error"] == error
    assert attempt["response_head"] == answer.decode()
    assert len(receiver.got) == 1
    assert b"Dette er en pr" in receiver.got[0].body
    await client.delete(at(programme_id, channel), headers=at_version(channel))
    await chats.session.execute(text("RESET ROLE"))
    left = await chats.session.scalar(
        text("SELECT count(*) FROM notifications.delivery")
    )
    assert left == 0
