"""S9: what an API key shows, opens, and no longer opens."""

import hashlib
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from fastapi import FastAPI
from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from tests.api.machines.programs import get, issue, program, wanted

SECRET = re.compile(r"bromost_[a-z0-9]{8}_[A-Za-z0-9_-]{43}")


async def change(session: AsyncSession, statement: str, **values: Any) -> None:
    """Do something behind the services' back, as the database's owner."""
    await session.execute(text("RESET ROLE"))
    await session.execute(text(statement), values)
    await session.commit()


async def everything_stored(session: AsyncSession) -> str:
    await session.execute(text("RESET ROLE"))
    tables = await session.execute(
        text(
            "SELECT format('SELECT t::text FROM %I.%I t', schemaname, tablename)"
            " FROM pg_tables"
            " WHERE schemaname IN ('api', 'common', 'notifications', 'indicators')"
        )
    )
    rows = [
        str(row[0])
        for (statement,) in tables.all()
        for row in await session.execute(text(statement))
    ]
    return "\n".join(rows)


async def test_s9_a_key_reads_what_it_may(reader: AsyncClient, app: FastAPI) -> None:
    issued = await issue(reader)

    answer = await get(app, issued["secret"])

    assert SECRET.fullmatch(issued["secret"])
    assert answer.status_code == 200, answer.text
    assert "set-cookie" not in answer.headers


async def test_s15_a_call_with_a_key_takes_one_turn(
    reader: AsyncClient, app: FastAPI
) -> None:
    issued = await issue(reader)

    free = [
        (await get(app, issued["secret"])).headers["RateLimit"].split(";")[1]
        for _ in range(3)
    ]

    assert free == ["r=599", "r=598", "r=597"]


async def test_s9_the_secret_is_shown_once_and_stored_nowhere(
    reader: AsyncClient,
    app: FastAPI,
    session: AsyncSession,
    capfd: pytest.CaptureFixture[str],
) -> None:
    answer = await reader.post(
        "/v1/machines", json=wanted(), headers={"Idempotency-Key": "once"}
    )
    issued = answer.json()
    secret = issued["secret"]
    await get(app, secret)
    again = await reader.get(f"/v1/machines/{issued['machine']['id']}")
    listed = await reader.get("/v1/machines")
    stored = await everything_stored(session)

    digest = hashlib.sha256(secret.encode()).hexdigest()
    assert digest in stored
    assert secret[-43:] not in stored
    assert "secret" not in again.json()
    for told in (again.text, listed.text, "".join(capfd.readouterr())):
        assert secret[-43:] not in told
        assert digest not in told


async def test_s9_secrets_have_256_bits_and_never_repeat(reader: AsyncClient) -> None:
    secrets = [(await issue(reader))["secret"] for _ in range(10)]

    tails = {secret.split("_", 2)[2] for secret in secrets}
    assert len(tails) == 10
    assert all(len(tail) == 43 for tail in tails)
    assert len({character for tail in tails for character in tail}) > 50


async def test_s9_a_key_does_only_what_was_picked(
    client: AsyncClient, app: FastAPI
) -> None:
    issued = await issue(client, permissions=["project.read"])

    allowed = await get(app, issued["secret"], "/v1/projects")
    other = await get(app, issued["secret"], "/v1/organisations")
    async with program(app, issued["secret"]) as caller:
        writing = await caller.post(
            "/v1/organisations", json={"kind": "cso", "name": "A"}
        )

    assert allowed.status_code == 200
    assert (other.status_code, other.json()["code"]) == (403, "insufficient_scope")
    assert 'error="insufficient_scope"' in other.headers["www-authenticate"]
    assert writing.status_code == 403


async def test_a_key_writes_where_that_was_picked(
    client: AsyncClient, app: FastAPI
) -> None:
    issued = await issue(
        client, permissions=["organisation.read", "organisation.write"]
    )

    async with program(app, issued["secret"]) as caller:
        made = await caller.post(
            "/v1/organisations",
            json={"kind": "cso", "name": "Made by a program"},
            headers={"Sec-Fetch-Site": "cross-site"},
        )

    assert made.status_code == 201, made.text


async def test_nobody_gives_a_key_more_than_they_have(reader: AsyncClient) -> None:
    answer = await reader.post(
        "/v1/machines", json=wanted(permissions=["project.read", "project.write"])
    )

    assert answer.status_code == 422
    assert answer.json()["fields"][0]["code"] == "permission_not_held"


async def test_no_key_manages_keys(client: AsyncClient, app: FastAPI) -> None:
    refused = await client.post("/v1/machines", json=wanted(permissions=["key.manage"]))
    issued = await issue(client)

    async with program(app, issued["secret"]) as caller:
        answers = [
            await caller.get("/v1/machines"),
            await caller.post("/v1/machines", json=wanted()),
            await caller.get("/v1/session"),
            await caller.patch(
                "/v1/account", json={"locale": "nb"}, headers={"If-Match": '"1"'}
            ),
        ]

    assert refused.status_code == 422
    assert {(a.status_code, a.json()["code"]) for a in answers} == {
        (403, "people_only")
    }


async def test_s9_a_revoked_key_is_refused_at_once(
    reader: AsyncClient, app: FastAPI
) -> None:
    issued = await issue(reader)
    machine = issued["machine"]
    before = await get(app, issued["secret"])

    revoked = await reader.delete(
        f"/v1/machines/{machine['id']}", headers={"If-Match": '"1"'}
    )
    after = await get(app, issued["secret"])

    assert (before.status_code, revoked.status_code) == (200, 204)
    assert (after.status_code, after.json()["code"]) == (401, "invalid_token")
    assert 'error="invalid_token"' in after.headers["www-authenticate"]
    shown = (await reader.get(f"/v1/machines/{machine['id']}")).json()
    assert (shown["state"], shown["secrets"]) == ("revoked", [])


async def test_an_expired_key_is_refused(
    reader: AsyncClient, app: FastAPI, session: AsyncSession
) -> None:
    issued = await issue(reader)

    await change(
        session,
        "UPDATE api.machine SET created_at = now() - interval '2 days',"
        " expires_at = now() - interval '1 second'",
    )

    assert (await get(app, issued["secret"])).status_code == 401
    shown = await reader.get(f"/v1/machines/{issued['machine']['id']}")
    assert shown.json()["state"] == "expired"


async def test_a_key_stops_with_its_owner(
    reader: AsyncClient, app: FastAPI, session: AsyncSession
) -> None:
    issued = await issue(reader)
    owner = issued["machine"]["owner"]["id"]

    await change(
        session,
        "UPDATE api.role_assignment SET role = 'assessor' WHERE account_id = :id",
        id=owner,
    )
    narrowed = await get(app, issued["secret"])
    await change(
        session, "DELETE FROM api.role_assignment WHERE account_id = :id", id=owner
    )
    without_role = await get(app, issued["secret"])
    await change(
        session, "UPDATE api.account SET is_active = false WHERE id = :id", id=owner
    )
    deactivated = await get(app, issued["secret"])

    assert narrowed.status_code == 200
    assert without_role.status_code == 403
    assert deactivated.status_code == 401


@pytest.mark.parametrize(
    ("networks", "address", "allowed"),
    [
        (["192.0.2.0/24"], "192.0.2.77", True),
        (["192.0.2.0/24"], "192.0.3.1", False),
        (["192.0.2.7"], "192.0.2.7", True),
        (["192.0.2.7"], "192.0.2.8", False),
        (["2001:db8::/32"], "2001:db8:5::1", True),
        (["2001:db8::/32"], "2001:db9::1", False),
        (["2001:db8::/32", "192.0.2.0/24"], "::ffff:192.0.2.5", True),
        (["192.0.2.0/24"], "2001:db8::1", False),
        (["192.0.2.0/24"], "no address", False),
        (["0.0.0.0/0"], "203.0.113.9", True),
        (["0.0.0.0/0"], "2001:db8::1", False),
    ],
)
async def test_s9_a_key_opens_only_from_its_networks(
    reader: AsyncClient, app: FastAPI, networks: list[str], address: str, allowed: bool
) -> None:
    issued = await issue(reader, networks=networks)

    answer = await get(app, issued["secret"], address=address)

    assert answer.status_code == (200 if allowed else 401)


async def test_a_forwarded_address_is_no_way_around_the_networks(
    reader: AsyncClient, app: FastAPI
) -> None:
    issued = await issue(reader, networks=["192.0.2.0/24"])

    async with program(app, issued["secret"], address="203.0.113.9") as caller:
        caller.headers["X-Forwarded-For"] = "192.0.2.1"
        answer = await caller.get("/v1/projects")

    assert answer.status_code == 401


async def test_a_new_secret_works_beside_the_old_one_for_a_while(
    reader: AsyncClient, app: FastAPI, session: AsyncSession
) -> None:
    first = await issue(reader)
    path = f"/v1/machines/{first['machine']['id']}/secrets"

    second = (
        await reader.post(path, json={"overlap_days": 2}, headers={"If-Match": '"1"'})
    ).json()
    both = [(await get(app, one["secret"])).status_code for one in (first, second)]
    ends = [secret["ends_at"] for secret in second["machine"]["secrets"]]
    await change(
        session,
        "UPDATE api.machine_secret SET ends_at = now() WHERE ends_at IS NOT NULL",
    )
    later = [(await get(app, one["secret"])).status_code for one in (first, second)]

    assert both == [200, 200]
    in_two_days = datetime.now(UTC) + timedelta(days=2)
    assert abs(datetime.fromisoformat(ends[0]) - in_two_days) < timedelta(minutes=1)
    assert ends[1] is None
    assert later == [401, 200]


async def test_two_secrets_at_most_are_alive(reader: AsyncClient, app: FastAPI) -> None:
    issued = [await issue(reader)]
    path = f"/v1/machines/{issued[0]['machine']['id']}/secrets"

    for version in (1, 2):
        answer = await reader.post(
            path, json={"overlap_days": 7}, headers={"If-Match": f'"{version}"'}
        )
        issued.append(answer.json())

    statuses = [(await get(app, one["secret"])).status_code for one in issued]
    assert statuses == [401, 200, 200]


async def test_without_an_overlap_the_old_secret_ends_at_once(
    reader: AsyncClient, app: FastAPI
) -> None:
    first = await issue(reader)
    path = f"/v1/machines/{first['machine']['id']}/secrets"

    second = await reader.post(path, json={}, headers={"If-Match": '"1"'})

    assert (await get(app, first["secret"])).status_code == 401
    assert (await get(app, second.json()["secret"])).status_code == 200


async def test_a_new_secret_needs_the_version_that_was_seen(
    reader: AsyncClient,
) -> None:
    machine = (await issue(reader))["machine"]
    path = f"/v1/machines/{machine['id']}/secrets"

    without = await reader.post(path, json={})
    stale = await reader.post(path, json={}, headers={"If-Match": '"7"'})

    assert without.status_code == 428
    assert stale.status_code == 412
    assert stale.json()["current"]["version"] == 1


async def test_what_has_ended_gets_no_new_secret(reader: AsyncClient) -> None:
    machine = (await issue(reader))["machine"]
    path = f"/v1/machines/{machine['id']}"
    await reader.delete(path, headers={"If-Match": '"1"'})

    renewed = await reader.post(f"{path}/secrets", json={}, headers={"If-Match": '"2"'})
    again = await reader.delete(path, headers={"If-Match": '"2"'})

    assert (renewed.status_code, renewed.json()["code"]) == (409, "machine_ended")
    assert (again.status_code, again.json()["code"]) == (409, "machine_ended")


async def test_keys_of_others_are_not_there(
    reader: AsyncClient, officer: AsyncClient, client: AsyncClient
) -> None:
    machine = (await issue(reader))["machine"]
    path = f"/v1/machines/{machine['id']}"

    seen = await officer.get(path)
    ended = await officer.delete(path, headers={"If-Match": '"1"'})
    listed = (await officer.get("/v1/machines")).json()["items"]
    everybody = await officer.get("/v1/machines", params={"everybody": True})
    by_administrator = (
        await client.get("/v1/machines", params={"everybody": True})
    ).json()["items"]

    assert (seen.status_code, ended.status_code) == (404, 404)
    assert listed == []
    assert everybody.status_code == 403
    assert machine["id"] in {one["id"] for one in by_administrator}
    revoked = await client.delete(path, headers={"If-Match": '"1"'})
    assert revoked.status_code == 204


async def test_the_last_use_is_noted_once_a_minute(
    reader: AsyncClient, app: FastAPI, session: AsyncSession
) -> None:
    issued = await issue(reader)
    path = f"/v1/machines/{issued['machine']['id']}"
    assert issued["machine"]["last_used_at"] is None

    await get(app, issued["secret"])
    used = (await reader.get(path)).json()["last_used_at"]
    await change(
        session, "UPDATE api.machine SET last_used_at = now() - interval '50 seconds'"
    )
    before = (await reader.get(path)).json()["last_used_at"]
    await get(app, issued["secret"])

    assert used is not None
    assert (await reader.get(path)).json()["last_used_at"] == before


@pytest.mark.parametrize(
    "changes",
    [
        {"lifetime_days": 0},
        {"lifetime_days": 366},
        {"lifetime_days": None},
        {"permissions": []},
        {"permissions": ["project"]},
        {"permissions": ["x" * 90]},
        {"permissions": ["project.read"] * 101},
        {"networks": []},
        {"networks": ["192.0.2.1/24"]},
        {"networks": ["300.0.0.0/8"]},
        {"networks": ["2001:db8::/129"]},
        {"networks": [7]},
        {"networks": ["192.0.2.0/24"] * 21},
        {"limited_to": []},
        {"limited_to": ["no id"]},
        {"limited_to": ["0197a1c2-7d1e-7c3f-9a55-6a3f0c1d2e4b"]},
        {"name": ""},
        {"name": "x" * 301},
        {"name": "a\x00b"},
        {"kind": "person"},
        {"secret": "my own"},
        {"public_keys": {"keys": []}},
    ],
)
async def test_bad_input_is_refused_in_words(
    client: AsyncClient, changes: dict[str, Any]
) -> None:
    answer = await client.post("/v1/machines", json=wanted(**changes))

    assert answer.status_code == 422, answer.text
    assert answer.json()["fields"]


async def test_an_account_has_so_many_keys_and_no_more(reader: AsyncClient) -> None:
    for _ in range(25):
        await issue(reader)

    answer = await reader.post("/v1/machines", json=wanted())

    assert (answer.status_code, answer.json()["code"]) == (409, "too_many_machines")


@pytest.mark.parametrize(
    "header",
    [
        "Bearer",
        "Bearer ",
        "Basic YTpi",
        "bromost_aaaaaaaa_" + "x" * 43,
        "Bearer bromost_aaaaaaaa_" + "x" * 43,
        "Bearer bromost_aaaaaaaa_short",
        "Bearer bromost_" + "x" * 9000,
        "Bearer a.b.c",
        "Bearer ..",
        "Bearer " + "W" * 4000,
        "Bearer ø",
        "Bearer \udcff",
        "Digest x",
    ],
)
async def test_s4_what_is_no_key_is_refused_even_beside_a_good_cookie(
    reader: AsyncClient, header: str
) -> None:
    with_cookie_alone = await reader.get("/v1/projects")

    answer = await reader.get(
        "/v1/projects",
        headers=[(b"Authorization", header.encode("utf-8", "surrogateescape"))],
    )

    assert with_cookie_alone.status_code == 200
    assert (answer.status_code, answer.json()["code"]) == (401, "invalid_token")
    assert answer.headers["www-authenticate"].startswith("Bearer")


async def test_another_site_cannot_use_the_cookie_by_adding_a_header(
    client: AsyncClient,
) -> None:
    answer = await client.post(
        "/v1/organisations",
        json={"kind": "cso", "name": "Sneaked in"},
        headers={"Sec-Fetch-Site": "cross-site", "Authorization": "Bearer x"},
    )

    assert answer.status_code == 401
