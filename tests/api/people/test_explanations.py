"""Why somebody may see or do something."""

from typing import Any
from uuid import uuid4

from httpx import AsyncClient

from bromost_common.auth import Role

from .conftest import Enter, Person, Portfolio
from .test_roles import give

PATH = "/v1/access-explanations"


async def explain(by: AsyncClient, kind: str, thing: str, **query: Any) -> Any:
    answer = await by.get(
        PATH, params={"object_type": kind, "object_id": thing} | query
    )
    assert answer.status_code == 200, answer.text
    return answer.json()


def chain(explanation: Any, permission: str) -> list[tuple[str, str]]:
    found = next(p for p in explanation["permissions"] if p["permission"] == permission)
    assert found["allowed"] is bool(found["because"])
    return [(b["role"]["role"], b["rule"]) for b in found["because"]]


async def test_it_names_the_roles_and_how_their_scopes_lead_here(
    client: AsyncClient, enter: Enter, portfolio: Portfolio
) -> None:
    somebody = await enter(Role.CONTRIBUTOR, "project", portfolio.my_project)
    await give(client, somebody.id, "adviser", "programme", portfolio.mine)
    await give(client, somebody.id, "coordinator", "organisation", portfolio.town)
    await give(client, somebody.id, "assessor", "programme", portfolio.other)

    told = await explain(client, "project", portfolio.my_project, account=somebody.id)

    assert sorted(chain(told, "project.read")) == [
        ("adviser", "programme_covers_project"),
        ("contributor", "itself"),
        ("coordinator", "organisation_covers_project"),
    ]
    assert chain(told, "project.write") == [
        ("coordinator", "organisation_covers_project")
    ]
    assert chain(told, "budget.write") == []
    reason = told["permissions"][0]["because"][0]["role"]
    assert reason["granted_by"]["display_name"] == "Administrator"
    assert told["object"]["code"] == "1"


async def test_it_never_disagrees_with_what_happens(
    client: AsyncClient, enter: Enter, portfolio: Portfolio
) -> None:
    for role in Role:
        if role is Role.ADMINISTRATOR:
            continue
        somebody = await enter(role, "programme", portfolio.mine)
        for project in (portfolio.my_project, portfolio.other_project):
            told = await explain(client, "project", project, account=somebody.id)
            said = next(
                p["allowed"]
                for p in told["permissions"]
                if p["permission"] == "project.read"
            )
            seen = await somebody.http.get(f"/v1/projects/{project}")
            assert said is (seen.status_code == 200), (role, project)


async def test_everybody_may_ask_about_themselves(
    client: AsyncClient, enter: Enter, portfolio: Portfolio
) -> None:
    somebody = await enter(Role.CONTRIBUTOR, "project", portfolio.my_project)

    told = await explain(somebody.http, "project", portfolio.my_project)

    assert told["account"]["id"] == somebody.id
    assert chain(told, "entry.write") == [("contributor", "itself")]
    other = await somebody.http.get(
        PATH, params={"object_type": "project", "object_id": portfolio.other_project}
    )
    assert other.status_code == 404
    me = (await client.get("/v1/session")).json()["account"]["id"]
    query = {"object_type": "project", "object_id": portfolio.my_project}
    foreign = await somebody.http.get(PATH, params=query | {"account": me})
    assert foreign.status_code == 403


async def test_manager_asks_about_its_own_people_and_things(
    client: AsyncClient, enter: Enter, manager: Person, portfolio: Portfolio
) -> None:
    somebody = await enter(Role.CONTRIBUTOR, "project", portfolio.my_project)
    foreign = await enter(Role.CONTRIBUTOR, "project", portfolio.other_project)
    await give(client, somebody.id, "adviser", "installation", None)
    query = {"object_type": "project", "object_id": portfolio.my_project}

    told = await explain(
        manager.http, "project", portfolio.my_project, account=somebody.id
    )
    reading = next(p for p in told["permissions"] if p["permission"] == "project.read")

    # That there is another reason is told; what it is lies beyond its scopes.
    assert [
        (b["role"] and b["role"]["role"], b["rule"]) for b in reading["because"]
    ] == [
        (None, "everything"),
        ("contributor", "itself"),
    ]
    hidden = await manager.http.get(PATH, params=query | {"account": foreign.id})
    beyond = await manager.http.get(
        PATH,
        params=query | {"account": somebody.id, "object_id": portfolio.other_project},
    )
    assert (hidden.status_code, beyond.status_code) == (404, 404)


async def test_who_is_not_active_may_do_nothing(
    client: AsyncClient, enter: Enter, portfolio: Portfolio
) -> None:
    somebody = await enter(Role.CONTRIBUTOR, "project", portfolio.my_project)
    await client.post(
        f"/v1/people/{somebody.id}/deactivate",
        json={"reason": "Left"},
        headers={"If-Match": '"1"'},
    )

    told = await explain(client, "project", portfolio.my_project, account=somebody.id)

    assert told["is_active"] is False
    assert not any(p["allowed"] for p in told["permissions"])


async def test_unknown_things_are_not_found(client: AsyncClient) -> None:
    for kind in ("project", "programme", "partnership", "organisation"):
        query = {"object_type": kind, "object_id": str(uuid4())}
        assert (await client.get(PATH, params=query)).status_code == 404
    answer = await client.get(PATH, params={"object_type": "moon"})
    assert answer.status_code == 422
