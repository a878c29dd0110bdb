"""S17: whoever sees data about others leaves a trace that those others can see."""

from typing import Any

import pytest
from fastapi import FastAPI
from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.personal_data import TABLES
from bromost_common.auth import Role
from bromost_common.context import working
from bromost_common.privacy.keeping import keep_promises
from tests.api.people.conftest import Enter, Person, Portfolio, enter, portfolio
from tests.api.test_retention import NIGHT

from .refusals import refused_by_the_database

__all__ = ["enter", "portfolio"]
READS = "/v1/audit/reads"
OWN = "/v1/account/reads"


async def reads(client: AsyncClient, **query: Any) -> list[dict[str, Any]]:
    answer = await client.get(READS, params=query)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


async def own(client: AsyncClient) -> list[dict[str, Any]]:
    answer = await client.get(OWN)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


@pytest.fixture
async def seen(enter: Enter) -> Person:
    return await enter(Role.ADVISER)


async def test_s17_who_reads_about_a_person_leaves_one_row(
    client: AsyncClient, seen: Person
) -> None:
    answer = await client.get(f"/v1/people/{seen.id}")
    assert answer.status_code == 200, answer.text

    (row,) = await reads(client, person=seen.id)

    assert (row["service"], row["action"]) == ("api", "get_person")
    assert row["reader"]["name"] == "Administrator"
    assert (row["people_count"], row["people"]) == (
        1,
        [{"id": seen.id, "name": "Adviser"}],
    )
    assert row["request_id"] == answer.headers["x-request-id"]


async def test_s17_a_list_is_one_row_that_counts(
    client: AsyncClient, enter: Enter
) -> None:
    people = {(await enter(Role.ADVISER)).id for _ in range(3)}

    await client.get("/v1/people", params={"limit": 200})

    (row,) = await reads(client, action="list_people")
    assert row["people_count"] == len(row["people"]) == 3
    assert {one["id"] for one in row["people"]} == people


async def test_s17_what_one_reads_of_oneself_leaves_no_trace(
    client: AsyncClient,
) -> None:
    me = (await client.get("/v1/session")).json()["account"]["id"]

    await client.get(f"/v1/people/{me}")
    await client.get(f"/v1/personal-data/{me}")

    assert await reads(client, reader=me) == []


async def test_s17_a_refused_read_leaves_no_trace(
    client: AsyncClient, seen: Person
) -> None:
    assert (await seen.http.get("/v1/people")).status_code == 403

    assert await reads(client, reader=seen.id) == []


async def test_s17_the_person_sees_when_and_in_which_role_but_not_who(
    client: AsyncClient, seen: Person, portfolio: Portfolio, session: AsyncSession
) -> None:
    me = (await client.get("/v1/session")).json()["account"]["id"]
    await session.execute(text("RESET ROLE"))
    await session.execute(
        text(
            "INSERT INTO api.membership (id, account_id, organisation_id)"
            " VALUES (gen_random_uuid(), CAST(:me AS uuid), CAST(:town AS uuid))"
        ),
        {"me": me, "town": portfolio.town},
    )
    await session.commit()
    await client.get(f"/v1/people/{seen.id}")
    await client.get("/v1/people")

    listed, single = await own(seen.http)

    assert (single["action"], listed["action"]) == ("get_person", "list_people")
    assert single["roles"] == ["administrator"]
    assert single["organisations"] == ["Zenica"]
    assert single["by_program"] is False
    assert "Administrator" not in str(single)
    assert me not in str(single)
    assert await own(client) == []


async def test_s17_page_by_page_nothing_is_missed(
    client: AsyncClient, seen: Person
) -> None:
    for _ in range(3):
        await client.get(f"/v1/people/{seen.id}")

    first = (await seen.http.get(OWN, params={"limit": 2, "with_total": "true"})).json()
    rest = await seen.http.get(OWN, params={"cursor": first["next_cursor"]})

    assert first["total"] == 3
    places = [one["position"] for one in first["items"] + rest.json()["items"]]
    assert len(places) == 3
    assert places == sorted(places, reverse=True)


@pytest.mark.parametrize(
    "query",
    [{"person": "x"}, {"action": "DROP TABLE"}, {"since": "2006-06-30"}, {"limit": 0}],
)
async def test_s17_bad_filters_are_refused(
    client: AsyncClient, query: dict[str, Any]
) -> None:
    assert (await client.get(READS, params=query)).status_code == 422


@pytest.mark.parametrize("role", [Role.ADVISER, Role.PROGRAMME_MANAGER])
async def test_s17_only_auditors_and_administrators_see_all(
    enter: Enter, role: Role
) -> None:
    somebody = await enter(role)
    auditor = await enter(Role.AUDITOR)

    assert (await somebody.http.get(READS)).status_code == 403
    assert (await auditor.http.get(READS)).status_code == 200


@pytest.mark.parametrize(
    "statement",
    [
        """INSERT INTO common.personal_read (service, action, reader_id, people,
           people_count) VALUES ('api', 'x', gen_random_uuid(), '{}', 1)""",
        "UPDATE common.personal_read SET action = 'x'",
        "DELETE FROM common.personal_read",
        "TRUNCATE common.personal_read",
    ],
)
async def test_s17_no_service_can_change_who_saw_what(
    registry: FastAPI, indicators: FastAPI, notifications: FastAPI, statement: str
) -> None:
    await refused_by_the_database((registry, indicators, notifications), statement)


@pytest.fixture
async def old_and_new(client: AsyncClient, seen: Person, session: AsyncSession) -> None:
    for _ in range(2):
        await client.get(f"/v1/people/{seen.id}")
    await session.execute(text("RESET ROLE"))
    await session.execute(
        text(
            "UPDATE common.personal_read SET at = now() - interval '366 days'"
            " WHERE position = (SELECT min(position) FROM common.personal_read)"
        )
    )
    await session.commit()


@pytest.mark.usefixtures("old_and_new")
async def test_s17_after_a_year_it_goes_and_nothing_younger_does(
    registry: FastAPI, client: AsyncClient
) -> None:
    assert len(await reads(client)) == 2

    sessions = working(registry.state.sessions, "worker")
    deleted = await keep_promises(sessions, "api", TABLES, NIGHT)

    assert deleted["common.personal_read"] == 1
    assert [row["action"] for row in await reads(client, action="get_person")] == [
        "get_person"
    ]
