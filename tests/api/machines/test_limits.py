"""S9: a key that is limited to some scopes reaches nothing outside of them."""

from typing import Any

import pytest
from fastapi import FastAPI
from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from tests.api.machines.programs import get, issue, program, wanted
from tests.api.projects import change, made, programme, project

MUNICIPALITY = {"kind": "municipality", "name": "Mostar"}
Two = tuple[dict[str, Any], dict[str, Any]]


@pytest.fixture
async def projects(client: AsyncClient) -> Two:
    """Two projects, each in a programme of its own."""
    made = []
    for code in ("P1", "P2"):
        frame = await programme(client, code=code)
        made.append(await project(client, frame["id"]))
    return made[0], made[1]


async def hold_only(
    session: AsyncSession, account_id: str, role: str, kind: str, scope_id: str
) -> None:
    """Leave the account this one role."""
    await session.execute(text("RESET ROLE"))
    await session.execute(
        text(
            "UPDATE api.role_assignment"
            " SET role = :role, scope_type = :kind, scope_id = :scope"
            " WHERE account_id = :id"
        ),
        {"role": role, "kind": kind, "scope": scope_id, "id": account_id},
    )
    await session.commit()


async def listed(app: FastAPI, secret: str) -> set[str]:
    answer = await get(app, secret)
    assert answer.status_code == 200, answer.text
    return {one["id"] for one in answer.json()["items"]}


@pytest.mark.parametrize("kind", ["programme", "project"])
async def test_s9_a_limited_key_sees_its_part_alone(
    client: AsyncClient, app: FastAPI, projects: Two, kind: str
) -> None:
    mine, other = projects
    limit = mine["id"] if kind == "project" else mine["programme"]["id"]
    issued = await issue(client, limited_to=[limit])

    found = await listed(app, issued["secret"])
    own = await get(app, issued["secret"], f"/v1/projects/{mine['id']}")
    foreign = await get(app, issued["secret"], f"/v1/projects/{other['id']}")

    assert found == {mine["id"]}
    assert (own.status_code, foreign.status_code) == (200, 404)
    assert issued["machine"]["limited_to"][0]["kind"] == kind
    assert issued["machine"]["limited_to"][0]["name"]


async def test_s9_a_limited_key_of_an_administrator_is_no_administrator(
    client: AsyncClient, app: FastAPI, projects: Two
) -> None:
    mine, other = projects
    session = (await client.get("/v1/session")).json()
    everything = [p for p in session["permissions"] if p != "key.manage"]
    issued = await issue(client, permissions=everything, limited_to=[mine["id"]])

    async with program(app, issued["secret"]) as caller:
        foreign = await caller.patch(
            f"/v1/projects/{other['id']}",
            json={"title": {"en": "Taken"}},
            headers={"If-Match": '"1"'},
        )
        own = await caller.patch(
            f"/v1/projects/{mine['id']}",
            json={"title": {"en": "Named by a program"}},
            headers={"If-Match": f'"{mine["version"]}"'},
        )
        imports = await caller.get("/v1/imports")

    assert (own.status_code, foreign.status_code) == (200, 404)
    assert imports.status_code == 403


async def test_a_limit_lies_within_what_its_owner_reaches(
    client: AsyncClient, app: FastAPI, projects: Two, session: AsyncSession
) -> None:
    mine, other = projects
    account = (await client.get("/v1/session")).json()["account"]["id"]
    frame = mine["programme"]["id"]
    await hold_only(session, account, "programme_manager", "programme", frame)

    foreign = await client.post(
        "/v1/machines", json=wanted(limited_to=[mine["id"], other["id"]])
    )
    issued = await issue(client, limited_to=[mine["id"]])

    assert foreign.status_code == 422
    field = foreign.json()["fields"][0]
    assert (field["loc"], field["code"]) == (
        ["body", "limited_to", 1],
        "scope_not_held",
    )
    assert await listed(app, issued["secret"]) == {mine["id"]}


async def test_a_limit_gives_nothing_that_the_owner_lost(
    client: AsyncClient, app: FastAPI, projects: Two, session: AsyncSession
) -> None:
    mine, other = projects
    account = (await client.get("/v1/session")).json()["account"]["id"]
    issued = await issue(
        client, limited_to=[mine["programme"]["id"], other["programme"]["id"]]
    )
    before = await listed(app, issued["secret"])

    await hold_only(session, account, "coordinator", "project", mine["id"])

    assert before == {mine["id"], other["id"]}
    assert await listed(app, issued["secret"]) == {mine["id"]}


async def test_an_organisation_is_no_door_to_its_other_programmes(
    client: AsyncClient, app: FastAPI, projects: Two, session: AsyncSession
) -> None:
    """A municipality takes part in two programmes; its manager has one of them."""
    mine, _ = projects
    account = (await client.get("/v1/session")).json()["account"]["id"]
    partner = await made(client, "/v1/organisations", MUNICIPALITY)
    for one in projects:
        role = {"organisation_id": partner["id"], "role": "partner"}
        assert (await change(client, "/v1/projects", one, roles=[role])).is_success
    frame = mine["programme"]["id"]
    issued = await issue(client, limited_to=[partner["id"]])

    await hold_only(session, account, "programme_manager", "programme", frame)
    refused = await client.post("/v1/machines", json=wanted(limited_to=[partner["id"]]))

    assert refused.status_code == 422
    assert (await get(app, issued["secret"])).status_code == 403
