"""Endpoints of people's and programs' own systems: made, changed and given up."""

import base64
import re
from typing import Any
from uuid import uuid4

import pytest
from fastapi import FastAPI
from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.access import ACCESS as REGISTRY
from bromost_common.auth import Role, ScopeType
from bromost_indicators.access import ACCESS as INDICATORS
from bromost_notifications.webhooks.event_types import (
    EVENT_TYPES,
    permission_for,
    readers,
)
from bromost_notifications.webhooks.service import MOST
from tests.api.machines.programs import issue, program
from tests.conftest import Somebody
from tests.notifications.doing import make_project, same_person

WEBHOOKS = "/v1/webhooks"
SECRET = re.compile(r"whsec_[A-Za-z0-9+/]{43}=")


def wanted(**changes: Any) -> dict[str, Any]:
    return {
        "name": "The data warehouse",
        "url": "https://warehouse.example.org/bromost",
        "event_types": ["project.changed.v1", "project.registered.v1"],
    } | changes


async def made(client: AsyncClient, **changes: Any) -> dict[str, Any]:
    """An endpoint and its secret."""
    answer = await client.post(WEBHOOKS, json=wanted(**changes))
    assert answer.status_code == 201, answer.text
    assert answer.headers["etag"] == '"1"'
    return dict(answer.json())


def at(webhook: dict[str, Any]) -> dict[str, str]:
    return {"If-Match": f'"{webhook["version"]}"'}


async def test_an_endpoint_is_its_owners_alone_and_its_secret_is_told_once(
    client: AsyncClient, officer: AsyncClient, session: AsyncSession
) -> None:
    issued = await made(client)
    webhook, secret = issued["webhook"], issued["secret"]
    path = f"{WEBHOOKS}/{webhook['id']}"

    assert SECRET.fullmatch(secret)
    assert (webhook["state"], len(webhook["secrets"])) == ("active", 1)
    assert (await client.get(WEBHOOKS)).json() == [webhook]
    assert (await client.get(path)).json() == webhook
    assert (await officer.get(WEBHOOKS)).json() == []
    for refused in (
        await officer.get(path),
        await officer.put(path, json=wanted(), headers=at(webhook)),
        await officer.post(f"{path}/secrets", json={}, headers=at(webhook)),
        await officer.post(f"{path}/disable", headers=at(webhook)),
        await officer.delete(path, headers=at(webhook)),
    ):
        assert refused.status_code == 404
    key = base64.b64decode(secret.removeprefix("whsec_"))
    await session.execute(text("RESET ROLE"))
    sealed = await session.scalar(
        text("SELECT sealed FROM notifications.webhook_secret")
    )
    assert sealed is not None
    assert key not in sealed
    assert secret not in (await client.get(path)).text


async def test_a_change_names_the_version_it_was_made_on(client: AsyncClient) -> None:
    webhook = (await made(client))["webhook"]
    path = f"{WEBHOOKS}/{webhook['id']}"
    body = wanted(name="The archive", event_types=["network.changed.v1"] * 2)

    changed = await client.put(path, json=body, headers=at(webhook))
    stale = await client.put(path, json=wanted(), headers=at(webhook))

    assert changed.status_code == 200, changed.text
    assert changed.json()["event_types"] == ["network.changed.v1"]
    assert (changed.json()["name"], changed.json()["version"]) == ("The archive", 2)
    assert stale.status_code == 412
    assert stale.json()["current"] == changed.json()
    assert (await client.put(path, json=wanted())).status_code == 428


async def test_n11_a_secret_is_changed_with_an_overlap_or_at_once(
    client: AsyncClient,
) -> None:
    first = await made(client)
    webhook = first["webhook"]
    path = f"{WEBHOOKS}/{webhook['id']}/secrets"
    told = {first["secret"]}
    counts = []
    for body in ({}, {"overlap_hours": 168}, {"overlap_hours": 0}):
        answer = await client.post(path, json=body, headers=at(webhook))
        assert answer.status_code == 201, answer.text
        told.add(answer.json()["secret"])
        webhook = answer.json()["webhook"]
        counts.append([one["ends_at"] is None for one in webhook["secrets"]])

    assert len(told) == 4
    # The newest first; what is older than the one before it has ended.
    assert counts == [[True, False], [True, False], [True]]
    for hours in (-1, 169, "x"):
        refused = await client.post(
            path, json={"overlap_hours": hours}, headers=at(webhook)
        )
        assert refused.status_code == 422


async def test_it_is_switched_off_and_on_and_removed(client: AsyncClient) -> None:
    webhook = (await made(client))["webhook"]
    path = f"{WEBHOOKS}/{webhook['id']}"

    off = (await client.post(f"{path}/disable", headers=at(webhook))).json()
    again = await client.post(f"{path}/disable", headers=at(off))
    on = (await client.post(f"{path}/enable", headers=at(off))).json()

    assert (off["state"], off["disabled_because"]) == ("disabled", "owner")
    assert off["disabled_at"]
    assert again.json() == off
    assert (on["state"], on["disabled_because"], on["version"]) == ("active", None, 3)
    assert (await client.delete(path, headers=at(off))).status_code == 412
    assert (await client.delete(path, headers=at(on))).status_code == 204
    assert (await client.get(path)).status_code == 404


async def test_of_a_programme_only_who_sees_it(
    somebody: Somebody, session: AsyncSession
) -> None:
    _, own = await make_project(session)
    _, foreign = await make_project(session, "9")
    adviser = await somebody(Role.ADVISER, ScopeType.PROGRAMME, str(own))

    mine = await made(adviser, programme_id=str(own))
    for programme in (foreign, uuid4()):
        refused = await adviser.post(WEBHOOKS, json=wanted(programme_id=str(programme)))
        assert refused.status_code == 404
        changed = await adviser.put(
            f"{WEBHOOKS}/{mine['webhook']['id']}",
            json=wanted(programme_id=str(programme)),
            headers=at(mine["webhook"]),
        )
        assert changed.status_code == 404

    assert mine["webhook"]["programme_id"] == str(own)


async def test_a_program_has_what_it_made_and_its_person_has_that_too(
    registry: FastAPI, app: FastAPI, client: AsyncClient
) -> None:
    async with same_person(registry, client) as person:
        permissions = ["webhook.read", "webhook.write", "project.read"]
        key = await issue(person, permissions=permissions)
        reading = await issue(person, permissions=["webhook.read"])
    own = (await made(client))["webhook"]

    async with program(app, key["secret"]) as machine:
        its = (await made(machine))["webhook"]
        seen = (await machine.get(WEBHOOKS)).json()
        hidden = await machine.get(f"{WEBHOOKS}/{own['id']}")
    async with program(app, reading["secret"]) as other:
        nothing = (await other.get(WEBHOOKS)).json()
        refused = await other.post(WEBHOOKS, json=wanted())

    assert its["machine_id"] == key["machine"]["id"]
    assert [one["id"] for one in seen] == [its["id"]]
    assert hidden.status_code == 404
    assert nothing == []
    assert (refused.status_code, refused.json()["code"]) == (403, "insufficient_scope")
    both = (await client.get(WEBHOOKS)).json()
    assert [one["id"] for one in both] == [own["id"], its["id"]]


async def test_an_account_has_twenty_at_most(client: AsyncClient) -> None:
    for _ in range(MOST):
        await made(client)

    more = await client.post(WEBHOOKS, json=wanted())

    assert (more.status_code, more.json()["code"]) == (409, "too_many_webhooks")


async def test_without_a_key_for_secrets_there_are_none(
    app: FastAPI, client: AsyncClient
) -> None:
    settings = app.state.settings.model_copy(update={"secret_key": None})
    app.state.settings = settings

    refused = await client.post(WEBHOOKS, json=wanted())

    assert (refused.status_code, refused.json()["code"]) == (409, "no_secret_key")
    assert (await client.get(WEBHOOKS)).json() == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"url": "http://warehouse.example.org/x"}, "address_not_encrypted"),
        ({"url": "https://127.0.0.1/x"}, "address_not_public"),
        ({"url": "https://user:word@warehouse.example.org"}, "address_with_secrets"),
        ({"url": "https://ware house.example.org"}, "address_invalid"),
    ],
)
async def test_s10_addresses_that_nobody_should_be_led_to_are_refused(
    client: AsyncClient, changes: dict[str, Any], code: str
) -> None:
    webhook = (await made(client))["webhook"]

    for refused in (
        await client.post(WEBHOOKS, json=wanted(**changes)),
        await client.put(
            f"{WEBHOOKS}/{webhook['id']}", json=wanted(**changes), headers=at(webhook)
        ),
    ):
        assert refused.status_code == 422
        [field] = refused.json()["fields"]
        assert (field["loc"], field["code"]) == (["body", "url"], code)


@pytest.mark.parametrize(
    "changes",
    [
        {"event_types": []},
        {"event_types": ["role.given.v1"]},
        {"event_types": ["project.changed.v1"] * 101},
        {"name": " "},
        {"name": "a\x00b"},
        {"url": ""},
        {"account_id": str(uuid4())},
        {"programme_id": "x"},
    ],
)
async def test_nonsense_is_refused(
    client: AsyncClient, changes: dict[str, Any]
) -> None:
    answer = await client.post(WEBHOOKS, json=wanted(**changes))

    assert answer.status_code == 422


def test_what_is_read_here_is_what_the_services_let_be_read() -> None:
    for event_type in EVENT_TYPES:
        permission = permission_for(event_type)
        stated = {
            role
            for access in (REGISTRY, INDICATORS)
            for role, held in access.items()
            if permission in held
        }
        assert readers(permission) == stated, event_type
