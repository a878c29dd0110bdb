"""S17: a contact person without an account has the same rights as who has one."""

from typing import Any

import pytest
from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from tests.api.portfolio import organisation
from tests.privacy.conftest import Work
from tests.privacy.test_copies import REQUESTS, unpacked
from tests.privacy.test_erasure import everything

NAME = "Synthetic Contactperson"
EMAIL = "synthetic.contact@example.org"
PHONE = "+387 (0)32 000 111"


@pytest.fixture
async def town(client: AsyncClient) -> str:
    return await organisation(client, "Zenica", "BA")


@pytest.fixture
async def contact(client: AsyncClient, town: str) -> dict[str, Any]:
    body = {
        "function": "finance",
        "name": NAME,
        "email": EMAIL,
        "phone": PHONE,
        "title": "Treasurer",
        "source": f"Told by {NAME}",
    }
    answer = await client.post(f"/v1/organisations/{town}/contacts", json=body)
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


async def ask(by: AsyncClient, kind: str, person: str) -> Any:
    return await by.post(REQUESTS, json={"kind": kind, "person_id": person})


async def test_s17_a_contact_person_gets_a_copy_through_who_answers_for_data(
    client: AsyncClient, contact: dict[str, Any], work: Work
) -> None:
    held = (await client.get(f"/v1/personal-data/{contact['id']}")).json()["tables"]
    asked = await ask(client, "export", contact["id"])
    assert (asked.status_code, asked.json()["person_name"]) == (202, NAME)
    await work()

    assert {table["table"] for table in held} == {"api.contact_person", "api.history"}
    listed = await client.get(REQUESTS, params={"person": contact["id"]})
    assert [one["state"] for one in listed.json()["items"]] == ["done"]
    packed = await unpacked(client, asked.json()["id"])
    sheet = packed.read("api.contact_person.csv").decode("utf-8-sig")
    assert NAME in sheet
    assert EMAIL in sheet


async def test_s17_an_erased_contact_person_is_found_nowhere(
    client: AsyncClient,
    town: str,
    contact: dict[str, Any],
    work: Work,
    session: AsyncSession,
) -> None:
    path = f"/v1/organisations/{town}/contacts"
    # Changed once, so that the past holds them as well.
    await client.put(
        f"{path}/{contact['id']}",
        json={"function": "finance", "name": NAME, "email": EMAIL, "source": "Told"},
        headers={"If-Match": '"1"'},
    )
    asked = await ask(client, "erasure", contact["id"])
    assert (asked.status_code, asked.json()["state"]) == (202, "running")
    again = await ask(client, "erasure", contact["id"])
    assert (again.status_code, again.json()["code"]) == (409, "request_open")
    await work()

    (left,) = (await client.get(path)).json()["items"]
    assert left["name"] == asked.json()["pseudonym"]
    assert (left["email"], left["phone"], left["title"]) == (None, None, None)
    assert left["valid_to"] is not None
    for table, rows in (await everything(session)).items():
        for trace in (NAME, EMAIL, PHONE):
            assert trace.lower() not in rows.lower(), table


async def test_s17_requests_are_narrowed_to_a_person_and_never_widened(
    client: AsyncClient, officer: AsyncClient, contact: dict[str, Any]
) -> None:
    assert (await ask(client, "export", contact["id"])).status_code == 202
    own = await client.post(REQUESTS, json={"kind": "export"})
    account = own.json()["person_id"]

    async def seen(by: AsyncClient, **query: Any) -> list[str]:
        answer = await by.get(REQUESTS, params=query)
        return [one["person_id"] for one in answer.json()["items"]]

    assert await seen(client, person=contact["id"]) == [contact["id"]]
    assert await seen(client, own=True) == [account]
    # One's own wish wins: it can only narrow.
    assert await seen(client, own=True, person=contact["id"]) == [account]
    assert await seen(officer, person=contact["id"]) == []
    for kind in ("export", "erasure"):
        assert (await ask(officer, kind, contact["id"])).status_code == 404
    for what in ("personal-data", "data-subjects"):
        answer = await officer.get(f"/v1/{what}/{contact['id']}")
        assert answer.status_code == 404


async def test_s17_an_id_is_told_as_a_person_to_who_answers_for_data(
    client: AsyncClient, officer: AsyncClient, town: str, contact: dict[str, Any]
) -> None:
    account = (await officer.get("/v1/session")).json()["account"]

    one = (await client.get(f"/v1/data-subjects/{contact['id']}")).json()
    other = (await client.get(f"/v1/data-subjects/{account['id']}")).json()
    own = await officer.get(f"/v1/data-subjects/{account['id']}")

    assert (one["kind"], one["name"]) == ("contact_person", NAME)
    assert (one["organisation"]["id"], other["organisation"]) == (town, None)
    assert (other["kind"], other["name"]) == ("account", account["display_name"])
    assert own.json() == other
    unknown = await client.get(f"/v1/data-subjects/{town}")
    assert unknown.status_code == 404
