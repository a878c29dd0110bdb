"""Every change is kept, told by field, and read again as of a moment."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from fastapi import FastAPI
from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from .test_organisations import register

HISTORY = "/v1/history"


def match(thing: dict[str, Any]) -> dict[str, str]:
    return {"If-Match": f'"{thing["version"]}"'}


def now() -> str:
    return datetime.now(UTC).isoformat()


async def change(
    client: AsyncClient, path: str, thing: dict[str, Any], **fields: Any
) -> dict[str, Any]:
    answer = await client.patch(
        f"/v1/{path}/{thing['id']}", json=fields, headers=match(thing)
    )
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def history(
    client: AsyncClient, kind: str, thing_id: str, **query: Any
) -> dict[str, Any]:
    answer = await client.get(f"{HISTORY}/{kind}/{thing_id}", params=query)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def project_of(client: AsyncClient, **fields: Any) -> dict[str, Any]:
    programme = await client.post(
        "/v1/programmes", json={"code": "P-1", "title": {"en": "Bridges"}}
    )
    assert programme.status_code == 201, programme.text
    body = {
        "programme_id": programme.json()["id"],
        "code": "1",
        "title": {"en": "Water for all"},
        **fields,
    }
    answer = await client.post("/v1/projects", json=body)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_a_change_tells_who_when_and_which_fields(client: AsyncClient) -> None:
    made = await register(client, name="Orkdal")
    answer = await client.patch(
        f"/v1/organisations/{made['id']}",
        json={"name": "Orkland", "website": "https://example.org/"},
        headers=match(made),
    )

    newest, oldest = (await history(client, "organisation", made["id"]))["items"]

    assert newest["id"] == answer.headers["x-request-id"]
    assert newest["by"]["name"] == "Administrator"
    assert newest["action"] == "change_organisation"
    (part,) = newest["parts"]
    assert (part["part"], part["operation"]) == ("organisation", "changed")
    assert part["fields"] == [
        {"field": "name", "was": "Orkdal", "became": "Orkland"},
        {"field": "website", "was": None, "became": "https://example.org/"},
    ]
    assert oldest["action"] == "register_organisation"
    assert oldest["parts"][0]["operation"] == "added"


async def test_lists_that_are_replaced_show_only_what_differs(
    client: AsyncClient,
) -> None:
    made = await register(client, aliases=[{"name": "Mostari"}, {"name": "Мостар"}])
    await change(
        client,
        "organisations",
        made,
        aliases=[{"name": "Мостар"}, {"name": "Most"}],
    )

    newest = (await history(client, "organisation", made["id"]))["items"][0]

    told = {
        (p["part"], p["operation"], p["fields"][0]["was"] or p["fields"][0]["became"])
        for p in newest["parts"]
    }
    assert told == {
        ("organisation_alias", "removed", "Mostari"),
        ("organisation_alias", "added", "Most"),
    }


async def test_roles_and_money_are_folded_into_the_project(client: AsyncClient) -> None:
    funder = await register(client, name="Ministry", kind="ministry")
    project = await project_of(client)
    project = await change(
        client,
        "projects",
        project,
        roles=[{"organisation_id": funder["id"], "role": "funder"}],
    )
    line = await client.post(
        f"/v1/projects/{project['id']}/budget-lines",
        json={
            "year": 2005,
            "funder_id": funder["id"],
            "amount": "1000.50",
            "currency": "NOK",
        },
    )
    assert line.status_code == 201, line.text

    page = await history(client, "project", project["id"])

    money, role, _ = page["items"]
    assert money["parts"][0]["part"] == "budget_line"
    amount = next(f for f in money["parts"][0]["fields"] if f["field"] == "amount")
    assert amount == {"field": "amount", "was": None, "became": "1000.50"}
    assert "project_role" in {part["part"] for part in role["parts"]}
    names = {one["id"]: one["name"] for one in page["references"]}
    assert names[funder["id"]] == "Ministry"


async def test_a_history_is_read_in_pages_without_a_gap(client: AsyncClient) -> None:
    thing = await register(client, name="Name 0")
    for number in range(1, 6):
        thing = await change(client, "organisations", thing, name=f"Name {number}")

    seen: list[str] = []
    query: dict[str, Any] = {"limit": 4}
    while True:
        page = await history(client, "organisation", thing["id"], **query)
        seen += [c["parts"][0]["fields"][-1]["became"] for c in page["items"]]
        if page["next_cursor"] is None:
            break
        query["cursor"] = page["next_cursor"]

    assert len(seen) == 6
    assert [s for s in seen if str(s).startswith("Name")][:2] == ["Name 5", "Name 4"]


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("organisations", {"name": "Later"}),
        ("programmes", {"title": {"en": "Later"}}),
        ("projects", {"title": {"en": "Later"}, "status": "active"}),
    ],
)
async def test_single_reads_and_lists_show_what_was_on_record(
    client: AsyncClient, path: str, fields: dict[str, Any]
) -> None:
    made = await _thing(client, path)
    then = now()
    await change(client, path, made, **fields)

    one = await client.get(f"/v1/{path}/{made['id']}", params={"as_of": then})
    assert one.status_code == 200, one.text
    assert one.json() == made
    old = await client.get(f"/v1/{path}", params={"as_of": then, "with_total": "true"})
    new = await client.get(f"/v1/{path}", params={"with_total": "true"})
    assert old.status_code == 200, old.text
    name = next(iter(fields))
    assert [item[name] for item in old.json()["items"]] == [made[name]]
    assert [item[name] for item in new.json()["items"]] == [fields[name]]


async def test_what_came_later_is_not_there_yet(client: AsyncClient) -> None:
    then = now()
    made = await register(client)

    answer = await client.get(f"/v1/organisations/{made['id']}", params={"as_of": then})
    listed = await client.get("/v1/organisations", params={"as_of": then})

    assert answer.status_code == 404
    assert listed.json()["items"] == []


async def test_a_day_means_its_end(client: AsyncClient) -> None:
    made = await register(client)
    today = datetime.now(UTC).date()

    shown = await client.get(
        f"/v1/organisations/{made['id']}", params={"as_of": today.isoformat()}
    )
    before = await client.get(
        f"/v1/organisations/{made['id']}",
        params={"as_of": (today - timedelta(days=1)).isoformat()},
    )

    assert (shown.status_code, before.status_code) == (200, 404)


async def test_a_partnership_has_a_time_of_its_own_and_a_time_on_record(
    client: AsyncClient,
) -> None:
    made = await _thing(client, "partnerships")
    then = now()
    await change(client, "partnerships", made, name="Another")
    path = f"/v1/partnerships/{made['id']}"

    recorded = await client.get(path, params={"recorded_as_of": then})
    stood = await client.get(path, params={"as_of": "2006-06-30"})
    listed = await client.get("/v1/partnerships", params={"recorded_as_of": then})

    assert recorded.json()["name"] == made["name"]
    assert stood.json()["name"] == "Another"
    assert [item["name"] for item in listed.json()["items"]] == [made["name"]]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("yesterday", "invalid_moment"),
        ("2006-13-01", "invalid_moment"),
        ("2006-06-30T12:00:00", "invalid_moment"),
        ("0001-01-01", "invalid_moment"),
        ("0001-01-01T00:00:00+14:00", "invalid_moment"),
        ("", "invalid_moment"),
        ("2199-01-01", "future_moment"),
        ("2199-01-01T00:00:00Z", "future_moment"),
    ],
)
@pytest.mark.parametrize("path", ["organisations", "projects", "programmes"])
async def test_a_moment_that_cannot_be_is_refused_with_a_code(
    client: AsyncClient, path: str, written: str, code: str
) -> None:
    answer = await client.get(f"/v1/{path}", params={"as_of": written})

    assert answer.status_code == 422, answer.text
    field = answer.json()["fields"][0]
    assert (field["loc"], field["code"]) == (["query", "as_of"], code)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE api.history SET image = '{}'",
        "DELETE FROM api.history",
        "TRUNCATE api.history",
        "INSERT INTO api.history (table_name) VALUES ('x')",
        "ALTER TABLE api.organisation DISABLE TRIGGER ALL",
    ],
)
async def test_a_service_cannot_change_its_history(
    registry: FastAPI, statement: str
) -> None:
    async with registry.state.sessions() as session:
        with pytest.raises(DBAPIError, match=r"permission denied|must be owner"):
            await session.execute(text(statement))


async def test_no_history_holds_a_password(
    client: AsyncClient, session: AsyncSession
) -> None:
    del client
    images = await session.scalars(
        text("SELECT image FROM api.history WHERE table_name = 'account'")
    )
    found = list(images)
    assert found
    assert all("password_hash" not in str(image) for image in found)


async def _thing(client: AsyncClient, path: str) -> dict[str, Any]:
    if path == "organisations":
        return await register(client)
    if path == "projects":
        return await project_of(client)
    if path == "programmes":
        answer = await client.post(
            "/v1/programmes", json={"code": "P-1", "title": {"en": "Bridges"}}
        )
    else:
        members = [await register(client, name=name) for name in ("Sund", "Konjic")]
        answer = await client.post(
            "/v1/partnerships",
            json={
                "name": "Sund - Konjic",
                "link_type": "twinning",
                "members": [
                    {"organisation_id": m["id"], "side": side}
                    for side, m in enumerate(members, 1)
                ],
                "status": {"status": "active", "valid_from": "2005-01-01"},
            },
        )
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_a_history_is_counted_on_request(client: AsyncClient) -> None:
    made = await register(client, name="Orkdal")
    for name in ("Orkland", "Orkanger"):
        made = await change(client, "organisations", made, name=name)
    await register(client, name="Sund")

    page = await history(client, "organisation", made["id"], limit=1, with_total=True)

    assert (len(page["items"]), page["total"]) == (1, 3)
    assert (await history(client, "organisation", made["id"]))["total"] is None
