"""Whom one turns to in an organisation."""

from typing import Any

import pytest
from httpx import AsyncClient

from bromost_common.auth import Role

from .conftest import Enter, Person, Portfolio, version
from .test_roles import refusal

CONTACT = {
    "function": "main_contact",
    "name": "A. Example",
    "email": "contact@example.org",
    "phone": "+387 (0)32 000 000",
    "title": "Adviser",
    "language": "bs",
    "valid_from": "2020-01-01",
    "source": "Told by the municipality",
}


def path(organisation: str, contact: str = "") -> str:
    return f"/v1/organisations/{organisation}/contacts" + (contact and f"/{contact}")


async def add(by: AsyncClient, organisation: str, **changes: Any) -> dict[str, Any]:
    answer = await by.post(path(organisation), json=CONTACT | changes)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_contact_needs_no_account(
    client: AsyncClient, portfolio: Portfolio
) -> None:
    added = await add(client, portfolio.town)
    listed = (await client.get(path(portfolio.town))).json()

    assert listed["items"] == [added]
    assert listed["may_change"] is True
    assert (added["name"], added["account"], added["is_current"]) == (
        "A. Example",
        None,
        True,
    )
    assert added["legal_basis"] is None


async def test_contact_with_an_account_brings_its_own_name(
    client: AsyncClient, enter: Enter, portfolio: Portfolio
) -> None:
    somebody = await enter(Role.CONTRIBUTOR, "project", portfolio.my_project)
    added = await add(
        client, portfolio.town, account_id=somebody.id, name=None, email=None
    )

    assert added["account"]["id"] == somebody.id
    assert added["name"] == added["account"]["display_name"]
    assert added["email"].endswith("@example.org")


async def test_there_is_one_for_a_function_at_a_time(
    client: AsyncClient, portfolio: Portfolio
) -> None:
    first = await add(client, portfolio.town)
    taken = await client.post(path(portfolio.town), json=CONTACT | {"name": "B. Other"})
    ended = await client.put(
        path(portfolio.town, first["id"]),
        json=CONTACT | {"valid_to": "2024-12-31"},
        headers=version(1),
    )
    second = await add(client, portfolio.town, name="B. Other", valid_from="2025-01-01")
    for words in ("Waste", "Water"):
        await add(client, portfolio.town, function="other", function_words=words)

    assert (taken.status_code, taken.json()["code"]) == (409, "function_taken")
    assert (ended.json()["is_current"], second["is_current"]) == (False, True)
    names = [
        i["function"] for i in (await client.get(path(portfolio.town))).json()["items"]
    ]
    assert names == ["main_contact", "other", "other", "main_contact"]


async def test_contacts_are_no_part_of_the_public_phone_book(
    client: AsyncClient, enter: Enter, anonymous: AsyncClient, portfolio: Portfolio
) -> None:
    added = await add(client, portfolio.town)
    near = await enter(Role.COORDINATOR, "project", portfolio.my_project)
    far = await enter(Role.COORDINATOR, "project", portfolio.other_project)
    unrelated = await enter(Role.CONTRIBUTOR, "project", portfolio.my_project)

    assert (await anonymous.get(path(portfolio.town))).status_code == 401
    assert (await unrelated.http.get(path(portfolio.town))).status_code == 403
    assert (await far.http.get(path(portfolio.town))).status_code == 403
    seen = (await near.http.get(path(portfolio.town))).json()
    assert [i["id"] for i in seen["items"]] == [added["id"]]
    # A project's coordinator reads them; the organisation is not theirs to keep.
    assert seen["may_change"] is False
    changed = await near.http.put(
        path(portfolio.town, added["id"]), json=CONTACT, headers=version(1)
    )
    hidden = await far.http.put(
        path(portfolio.town, added["id"]), json=CONTACT, headers=version(1)
    )
    assert (changed.status_code, hidden.status_code) == (403, 404)


async def test_manager_keeps_the_contacts_of_its_programme(
    manager: Person, portfolio: Portfolio
) -> None:
    added = await add(manager.http, portfolio.town)
    one = path(portfolio.town, added["id"])

    missing = await manager.http.put(one, json=CONTACT)
    changed = await manager.http.put(
        one, json=CONTACT | {"title": "Mayor"}, headers=version(1)
    )
    stale = await manager.http.put(one, json=CONTACT, headers=version(1))
    elsewhere = await manager.http.post(path(portfolio.elsewhere), json=CONTACT)
    removed = await manager.http.delete(one, headers=version(2))

    assert missing.status_code == 428
    assert (changed.json()["title"], changed.headers["etag"]) == ("Mayor", '"2"')
    assert (stale.status_code, stale.json()["current"]["title"]) == (412, "Mayor")
    assert elsewhere.status_code == 403
    assert removed.status_code == 204
    assert (await manager.http.get(path(portfolio.town))).json()["items"] == []


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"function": "king"}, "function", "enum"),
        ({"function": "other"}, "function_words", "words_needed"),
        ({"function_words": "Water"}, "function_words", "words_needed"),
        ({"name": None}, "name", "name_or_account"),
        ({"email": "nowhere"}, "email", "value_error"),
        ({"phone": "call me"}, "phone", "string_pattern_mismatch"),
        ({"source": " "}, "source", "string_too_short"),
        ({"valid_to": "2019-12-31"}, "valid_to", "ends_before_start"),
        (
            {"account_id": "0197a1c2-7d1e-7c3f-9a55-6a3f0c1d2e4b", "name": None}
            | {"email": None},
            "account_id",
            "unknown_account",
        ),
        ({"colour": "red"}, "colour", "extra_forbidden"),
    ],
)
async def test_bad_contact_is_refused(
    client: AsyncClient,
    portfolio: Portfolio,
    changes: dict[str, Any],
    field: str,
    code: str,
) -> None:
    answer = await client.post(path(portfolio.town), json=CONTACT | changes)

    assert refusal(answer) == (422, ["body", field], code)


async def test_organisation_must_exist(client: AsyncClient) -> None:
    nowhere = path("0197a1c2-7d1e-7c3f-9a55-6a3f0c1d2e4b")

    assert (await client.get(nowhere)).status_code == 404
    assert (await client.post(nowhere, json=CONTACT)).status_code == 404
