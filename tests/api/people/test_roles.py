"""Giving and ending roles."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from httpx import AsyncClient, Response

from bromost_common.auth import Role

from .conftest import Enter, Person, Portfolio

TODAY = datetime.now(UTC).date()


def refusal(answer: Response) -> tuple[int, list[Any], str]:
    field = answer.json()["fields"][0]
    return answer.status_code, field["loc"], field["code"]


async def give(
    by: AsyncClient, to: str, role: str, kind: str, scope: str | None, **more: Any
) -> Response:
    body = {"role": role, "scope_type": kind, "scope_id": scope} | more
    return await by.post(f"/v1/people/{to}/roles", json=body)


async def end(by: AsyncClient, of: str, role_id: str, **body: Any) -> Response:
    return await by.post(f"/v1/people/{of}/roles/{role_id}/end", json=body)


async def role_of(by: AsyncClient, account: str) -> dict[str, Any]:
    found: dict[str, Any] = (await by.get(f"/v1/people/{account}")).json()["roles"][0]
    return found


async def codes(http: AsyncClient) -> list[str]:
    items = (await http.get("/v1/projects")).json()["items"]
    return sorted(item["code"] for item in items)


async def test_given_role_says_in_what_since_when_and_by_whom(
    client: AsyncClient, enter: Enter, portfolio: Portfolio
) -> None:
    somebody = await enter(Role.CONTRIBUTOR, "project", portfolio.my_project)
    until = str(TODAY + timedelta(days=30))

    answer = await give(
        client, somebody.id, "coordinator", "programme", portfolio.other, valid_to=until
    )
    me = (await client.get("/v1/session")).json()["account"]

    assert answer.status_code == 201, answer.text
    given = answer.json()
    assert given["scope"]["title"] == {"en": "Municipal international cooperation"}
    assert given["scope"]["code"] == "B"
    assert (given["valid_from"], given["valid_to"]) == (str(TODAY), until)
    assert given["granted_by"] == {"id": me["id"], "display_name": me["display_name"]}
    assert (given["state"], given["may_end"]) == ("current", True)
    assert await codes(somebody.http) == ["1", "2"]


async def test_ended_role_ends_at_once(
    client: AsyncClient, enter: Enter, portfolio: Portfolio
) -> None:
    somebody = await enter(Role.CONTRIBUTOR, "project", portfolio.my_project)
    role = await role_of(client, somebody.id)
    assert await codes(somebody.http) == ["1"]

    answer = await end(client, somebody.id, role["id"])

    assert answer.status_code == 204, answer.text
    refused = await somebody.http.get("/v1/projects")
    assert refused.status_code == 403


async def test_role_ends_on_the_day_that_is_named(
    client: AsyncClient, enter: Enter, portfolio: Portfolio
) -> None:
    somebody = await enter(Role.CONTRIBUTOR, "project", portfolio.my_project)
    role = await role_of(client, somebody.id)
    later = str(TODAY + timedelta(days=3))

    assert (await end(client, somebody.id, role["id"], valid_to=later)).is_success
    changed = await role_of(client, somebody.id)

    assert (changed["valid_to"], changed["state"]) == (later, "current")
    early = str(TODAY - timedelta(days=3))
    answer = await end(client, somebody.id, role["id"], valid_to=early)
    assert refusal(answer) == (422, ["body", "valid_to"], "in_the_past")


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"scope_id": str(uuid4())}, ("scope_id", "unknown_scope")),
        ({"scope_type": "network"}, ("scope_id", "unknown_scope")),
        ({"scope_type": "installation"}, ("scope_id", "scope_mismatch")),
        ({"scope_id": None}, ("scope_id", "scope_mismatch")),
        ({"role": "administrator"}, ("scope_type", "role_not_for_scope")),
        ({"role": "king"}, ("role", "enum")),
        ({"valid_from": "2006-01-01"}, ("valid_from", "in_the_past")),
        ({"valid_to": "2006-01-01"}, ("valid_to", "ends_before_start")),
        ({"colour": "red"}, ("colour", "extra_forbidden")),
    ],
)
async def test_bad_role_is_refused(
    client: AsyncClient,
    enter: Enter,
    portfolio: Portfolio,
    changes: dict[str, Any],
    refused: tuple[str, str],
) -> None:
    somebody = await enter(Role.CONTRIBUTOR, "project", portfolio.my_project)
    body = {
        "role": "coordinator",
        "scope_type": "project",
        "scope_id": portfolio.my_project,
    } | changes

    answer = await client.post(f"/v1/people/{somebody.id}/roles", json=body)

    field, code = refused
    assert refusal(answer) == (422, ["body", field], code)


async def test_funder_does_not_fund_everything(
    client: AsyncClient, enter: Enter, portfolio: Portfolio
) -> None:
    somebody = await enter(Role.CONTRIBUTOR, "project", portfolio.my_project)

    answer = await give(client, somebody.id, "funder", "installation", None)

    assert refusal(answer) == (422, ["body", "scope_type"], "role_not_for_scope")


async def test_the_same_role_is_held_once_at_a_time(
    client: AsyncClient, enter: Enter, portfolio: Portfolio
) -> None:
    somebody = await enter(Role.CONTRIBUTOR, "project", portfolio.my_project)

    answer = await give(
        client, somebody.id, "contributor", "project", portfolio.my_project
    )

    assert (answer.status_code, answer.json()["code"]) == (409, "already_given")


async def test_manager_gives_roles_inside_of_its_programme_only(
    enter: Enter, manager: Person, portfolio: Portfolio
) -> None:
    somebody = await enter(Role.CONTRIBUTOR, "project", portfolio.my_project)

    mine = await give(
        manager.http, somebody.id, "approver", "project", portfolio.my_project
    )
    programme = await give(
        manager.http, somebody.id, "assessor", "programme", portfolio.mine
    )
    foreign = await give(
        manager.http, somebody.id, "approver", "project", portfolio.other_project
    )
    everywhere = await give(manager.http, somebody.id, "adviser", "installation", None)

    assert (mine.status_code, programme.status_code) == (201, 201)
    # What it does not see does not exist for it.
    assert refusal(foreign) == (422, ["body", "scope_id"], "unknown_scope")
    assert (everywhere.status_code, everywhere.json()["code"]) == (
        403,
        "role_not_givable",
    )


async def test_manager_gives_no_role_in_what_reaches_beyond_its_programme(
    client: AsyncClient, enter: Enter, manager: Person, portfolio: Portfolio
) -> None:
    somebody = await enter(Role.CONTRIBUTOR, "project", portfolio.my_project)
    wide = await give(
        manager.http, somebody.id, "coordinator", "organisation", portfolio.town
    )
    other = (await client.get(f"/v1/projects/{portfolio.other_project}")).json()
    answer = await client.patch(
        f"/v1/projects/{portfolio.other_project}",
        json={"roles": [{"organisation_id": portfolio.town, "role": "partner"}]},
        headers={"If-Match": f'"{other["version"]}"'},
    )
    assert answer.status_code == 200, answer.text
    too_wide = await give(
        manager.http, somebody.id, "adviser", "organisation", portfolio.town
    )

    assert wide.status_code == 201, wide.text
    assert (too_wide.status_code, too_wide.json()["code"]) == (403, "role_not_givable")


@pytest.mark.parametrize("role", ["administrator", "auditor"])
async def test_manager_chooses_no_administrators_and_no_auditors(
    enter: Enter, portfolio: Portfolio, role: str
) -> None:
    manager = await enter(Role.PROGRAMME_MANAGER)
    somebody = await enter(Role.CONTRIBUTOR, "project", portfolio.my_project)

    answer = await give(manager.http, somebody.id, role, "installation", None)

    assert (answer.status_code, answer.json()["code"]) == (403, "role_not_givable")


async def test_manager_gives_itself_nothing(
    manager: Person, portfolio: Portfolio
) -> None:
    answer = await give(
        manager.http, manager.id, "approver", "programme", portfolio.mine
    )

    assert (answer.status_code, answer.json()["code"]) == (403, "role_not_givable")


async def test_manager_neither_sees_nor_ends_foreign_roles(
    client: AsyncClient, enter: Enter, manager: Person, portfolio: Portfolio
) -> None:
    foreign = await enter(Role.CONTRIBUTOR, "project", portfolio.other_project)
    both = await enter(Role.CONTRIBUTOR, "project", portfolio.my_project)
    await give(client, both.id, "assessor", "programme", portfolio.other)
    role = await role_of(client, foreign.id)
    roles = (await client.get("/v1/roles", params={"account": both.id})).json()
    hidden = next(r for r in roles["items"] if r["role"] == "assessor")

    seen = (await manager.http.get(f"/v1/people/{both.id}")).json()

    assert [r["role"] for r in seen["roles"]] == ["contributor"]
    assert (await end(manager.http, foreign.id, role["id"])).status_code == 404
    assert (await end(manager.http, both.id, hidden["id"])).status_code == 404
    nobody = await give(
        manager.http, foreign.id, "adviser", "programme", portfolio.mine
    )
    assert nobody.status_code == 404
    items = (await manager.http.get("/v1/roles")).json()["items"]
    assert {r["account"]["id"] for r in items} == {manager.id, both.id}


@pytest.mark.parametrize(
    "role", [r for r in Role if r not in {Role.ADMINISTRATOR, Role.PROGRAMME_MANAGER}]
)
async def test_nobody_else_gives_roles(
    enter: Enter, portfolio: Portfolio, role: Role
) -> None:
    somebody = await enter(role, "programme", portfolio.mine)

    answer = await give(
        somebody.http, somebody.id, "adviser", "programme", portfolio.mine
    )

    assert answer.status_code == 403


async def test_last_administrator_stays(client: AsyncClient, enter: Enter) -> None:
    me = (await client.get("/v1/session")).json()["account"]["id"]
    role = await role_of(client, me)
    refused = await end(client, me, role["id"])
    later = await end(client, me, role["id"], valid_to=str(TODAY + timedelta(days=9)))
    second = await enter(Role.ADMINISTRATOR)

    ended = await end(second.http, me, role["id"])

    assert (refused.status_code, refused.json()["code"]) == (409, "last_administrator")
    assert (later.status_code, later.json()["code"]) == (409, "last_administrator")
    assert ended.status_code == 204


async def test_one_is_told_which_roles_one_may_give(
    client: AsyncClient, manager: Person
) -> None:
    all_roles = (await client.get("/v1/roles/givable")).json()["items"]
    some = (await manager.http.get("/v1/roles/givable")).json()["items"]

    assert {r["role"] for r in all_roles} == set(Role)
    assert {r["role"] for r in all_roles} - {r["role"] for r in some} == {
        "administrator",
        "auditor",
    }
    held_in = {r["role"]: r["scope_types"] for r in all_roles}
    assert "network" in held_in["coordinator"]
    assert held_in["administrator"] == ["installation"]
