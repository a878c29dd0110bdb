"""Finding people, their memberships, and ending what an account can do."""

from datetime import timedelta
from typing import Any

import pytest
from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Role

from .conftest import Enter, Person, Portfolio, version
from .test_roles import TODAY, codes, refusal

PATH = "/v1/people"


async def listed(by: AsyncClient, **query: Any) -> set[str]:
    answer = await by.get(PATH, params=query)
    assert answer.status_code == 200, answer.text
    return {item["id"] for item in answer.json()["items"]}


async def join(
    by: AsyncClient, account: str, organisation: str, **more: Any
) -> dict[str, Any]:
    answer = await by.post(
        f"{PATH}/{account}/memberships", json={"organisation_id": organisation} | more
    )
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_administrators_and_auditors_see_everybody(
    client: AsyncClient, enter: Enter, portfolio: Portfolio
) -> None:
    auditor = await enter(Role.AUDITOR)
    somebody = await enter(Role.CONTRIBUTOR, "project", portfolio.my_project)

    assert {somebody.id, auditor.id} <= await listed(client)
    assert {somebody.id, auditor.id} <= await listed(auditor.http)
    # Names are for the trace; addresses are for who looks after people.
    seen = (await auditor.http.get(f"{PATH}/{somebody.id}")).json()
    assert seen["email"] is None
    assert seen["open_sessions"] is None
    assert (await client.get(f"{PATH}/{somebody.id}")).json()["open_sessions"] == 1


async def test_manager_sees_the_people_of_its_scopes(
    client: AsyncClient, enter: Enter, manager: Person, portfolio: Portfolio
) -> None:
    by_role = await enter(Role.CONTRIBUTOR, "project", portfolio.my_project)
    by_membership = await enter(Role.ADVISER, "project", portfolio.other_project)
    await join(client, by_membership.id, portfolio.town, title="Mayor")
    foreign = await enter(Role.CONTRIBUTOR, "project", portfolio.other_project)
    await join(client, foreign.id, portfolio.elsewhere)

    assert await listed(manager.http) == {manager.id, by_role.id, by_membership.id}
    member = (await manager.http.get(f"{PATH}/{by_membership.id}")).json()
    assert [m["title"] for m in member["memberships"]] == ["Mayor"]
    assert member["roles"] == []
    assert member["email"].endswith("@example.org")
    assert member["may"] == {
        "give_roles": True,
        "add_memberships": True,
        "deactivate": False,
        "end_sessions": False,
    }
    assert (await manager.http.get(f"{PATH}/{foreign.id}")).status_code == 404


@pytest.mark.parametrize(
    "role", [Role.ADVISER, Role.ASSESSOR, Role.COORDINATOR, Role.CONTRIBUTOR]
)
async def test_others_look_nobody_up(
    enter: Enter, portfolio: Portfolio, role: Role
) -> None:
    somebody = await enter(role, "programme", portfolio.mine)

    assert (await somebody.http.get(PATH)).status_code == 403
    assert (await somebody.http.get(f"{PATH}/{somebody.id}")).status_code == 403
    assert (await somebody.http.get("/v1/roles")).status_code == 403


async def test_list_is_filtered_and_paged(
    client: AsyncClient, enter: Enter, portfolio: Portfolio
) -> None:
    one = await enter(Role.CONTRIBUTOR, "project", portfolio.my_project)
    two = await enter(Role.APPROVER, "project", portfolio.my_project)
    await join(client, two.id, portfolio.town)
    address = (await client.get(f"{PATH}/{one.id}")).json()["email"]

    assert await listed(client, role="approver") == {two.id}
    assert await listed(client, organisation=portfolio.town) == {two.id}
    assert await listed(client, q=address.upper()) == {one.id}
    assert await listed(client, q="advis", role="contributor") == {one.id}
    assert await listed(client, active=False) == set()
    first = (await client.get(PATH, params={"limit": 1, "with_total": True})).json()
    cursor = {"cursor": first["next_cursor"], "limit": 200}
    rest = (await client.get(PATH, params=cursor)).json()
    assert first["total"] == 3
    assert len({i["id"] for i in first["items"] + rest["items"]}) == 3
    answer = await client.get(PATH, params={"role": "king"})
    assert answer.status_code == 422


async def test_addresses_are_not_guessed_by_who_does_not_see_them(
    client: AsyncClient, enter: Enter, portfolio: Portfolio
) -> None:
    auditor = await enter(Role.AUDITOR)
    one = await enter(Role.CONTRIBUTOR, "project", portfolio.my_project)
    address = (await client.get(f"{PATH}/{one.id}")).json()["email"]

    assert await listed(auditor.http, q=address) == set()


async def test_deactivation_ends_sessions_at_once_and_says_why(
    client: AsyncClient, enter: Enter, portfolio: Portfolio, session: AsyncSession
) -> None:
    somebody = await enter(Role.CONTRIBUTOR, "project", portfolio.my_project)
    path = f"{PATH}/{somebody.id}"

    missing = await client.post(f"{path}/deactivate", json={}, headers=version(1))
    ended = await client.post(
        f"{path}/deactivate", json={"reason": "Left"}, headers=version(1)
    )

    assert refusal(missing) == (422, ["body", "reason"], "missing")
    assert ended.json()["is_active"] is False
    assert (await somebody.http.get("/v1/session")).status_code == 401
    # Event streams live on what this says of their session.
    live = await session.scalar(
        text(
            "SELECT count(*) FROM common.live_sessions(ARRAY("
            " SELECT token_digest FROM api.session WHERE account_id = :account))"
        ),
        {"account": somebody.id},
    )
    assert live == 0
    stale = await client.post(
        f"{path}/reactivate", json={"reason": "Is back"}, headers=version(1)
    )
    back = await client.post(
        f"{path}/reactivate", json={"reason": "Is back"}, headers=version(2)
    )
    assert (stale.status_code, stale.json()["current"]["version"]) == (412, 2)
    assert back.json()["is_active"] is True
    # A session that ended does not come back.
    assert (await somebody.http.get("/v1/session")).status_code == 401


async def test_last_administrator_is_not_deactivated(client: AsyncClient) -> None:
    me = (await client.get("/v1/session")).json()["account"]

    answer = await client.post(
        f"{PATH}/{me['id']}/deactivate",
        json={"reason": "Tired"},
        headers=version(me["version"]),
    )

    assert (answer.status_code, answer.json()["code"]) == (409, "last_administrator")


async def test_managers_deactivate_nobody(
    enter: Enter, manager: Person, portfolio: Portfolio
) -> None:
    somebody = await enter(Role.CONTRIBUTOR, "project", portfolio.my_project)
    for what, body in (("deactivate", {"reason": "No"}), ("end-sessions", {})):
        answer = await manager.http.post(
            f"{PATH}/{somebody.id}/{what}", json=body, headers=version(1)
        )
        assert answer.status_code == 403


async def test_administrator_signs_somebody_out_everywhere(
    client: AsyncClient, enter: Enter, portfolio: Portfolio
) -> None:
    somebody = await enter(Role.CONTRIBUTOR, "project", portfolio.my_project)

    answer = await client.post(f"{PATH}/{somebody.id}/end-sessions")

    assert answer.json() == {"ended": 1}
    assert (await somebody.http.get("/v1/session")).status_code == 401


async def test_leaving_ends_the_roles_held_in_that_organisation(
    client: AsyncClient, enter: Enter, portfolio: Portfolio
) -> None:
    somebody = await enter(Role.COORDINATOR, "organisation", portfolio.town)
    member = await join(client, somebody.id, portfolio.town, joined_on="2020-01-01")
    path = f"{PATH}/{somebody.id}/memberships/{member['id']}"
    last = str(TODAY + timedelta(days=1))
    assert await codes(somebody.http) == ["1"]

    left = await client.post(
        f"{path}/leave", json={"left_on": last}, headers=version(1)
    )

    assert (left.status_code, left.json()["left_on"]) == (200, last)
    person = (await client.get(f"{PATH}/{somebody.id}")).json()
    assert [r["valid_to"] for r in person["roles"]] == [last]
    yesterday = str(TODAY - timedelta(days=1))
    await client.post(f"{path}/leave", json={"left_on": yesterday}, headers=version(2))
    # A role from today has then never begun.
    assert (await somebody.http.get("/v1/projects")).status_code == 403


async def test_nobody_is_in_an_organisation_twice_at_a_time(
    client: AsyncClient, enter: Enter, portfolio: Portfolio
) -> None:
    somebody = await enter(Role.ADVISER)
    member = await join(client, somebody.id, portfolio.town, joined_on="2020-01-01")
    path = f"{PATH}/{somebody.id}/memberships"
    body = {"organisation_id": portfolio.town}

    twice = await client.post(path, json=body)
    await client.post(
        f"{path}/{member['id']}/leave",
        json={"left_on": "2021-01-01"},
        headers=version(1),
    )
    again = await client.post(path, json=body)

    assert (twice.status_code, twice.json()["code"]) == (409, "repeated_membership")
    assert again.status_code == 201
    other = await join(client, somebody.id, portfolio.elsewhere)
    person = (await client.get(f"{PATH}/{somebody.id}")).json()
    assert len(person["memberships"]) == 3
    assert other["organisation"]["name"] == "Salten"


async def test_membership_is_changed_on_the_version_that_was_read(
    client: AsyncClient, enter: Enter, portfolio: Portfolio
) -> None:
    somebody = await enter(Role.ADVISER)
    member = await join(client, somebody.id, portfolio.town)
    path = f"{PATH}/{somebody.id}/memberships/{member['id']}"

    missing = await client.patch(path, json={"title": "Mayor"})
    changed = await client.patch(path, json={"title": "Mayor"}, headers=version(1))
    stale = await client.patch(path, json={"title": "Cook"}, headers=version(1))
    early = await client.post(
        f"{path}/leave", json={"left_on": "2006-01-01"}, headers=version(2)
    )

    assert missing.status_code == 428
    assert (changed.json()["title"], changed.headers["etag"]) == ("Mayor", '"2"')
    assert (stale.status_code, stale.json()["current"]["title"]) == (412, "Mayor")
    assert refusal(early) == (422, ["body", "left_on"], "ends_before_start")


async def test_both_days_of_a_membership_are_changed_and_taken_back(
    client: AsyncClient, enter: Enter, portfolio: Portfolio
) -> None:
    somebody = await enter(Role.COORDINATOR, "organisation", portfolio.town)
    member = await join(client, somebody.id, portfolio.town)
    path = f"{PATH}/{somebody.id}/memberships/{member['id']}"
    last = str(TODAY + timedelta(days=7))
    days = {"joined_on": "2020-01-01", "left_on": last}

    changed = await client.patch(path, json=days, headers=version(1))

    assert {name: changed.json()[name] for name in days} == days
    person = (await client.get(f"{PATH}/{somebody.id}")).json()
    assert [role["valid_to"] for role in person["roles"]] == [last]
    # A title alone leaves the days as they are.
    titled = await client.patch(path, json={"title": "Mayor"}, headers=version(2))
    assert titled.json()["left_on"] == last

    back = await client.patch(path, json={"left_on": None}, headers=version(3))

    assert back.json()["left_on"] is None
    person = (await client.get(f"{PATH}/{somebody.id}")).json()
    # Nobody gave the role anew.
    assert [role["valid_to"] for role in person["roles"]] == [last]


async def test_days_of_a_membership_are_in_order_and_do_not_overlap(
    client: AsyncClient, enter: Enter, portfolio: Portfolio
) -> None:
    somebody = await enter(Role.ADVISER)
    first = await join(client, somebody.id, portfolio.town, joined_on="2020-01-01")
    path = f"{PATH}/{somebody.id}/memberships/{first['id']}"
    ended = {"left_on": "2021-01-01"}
    await client.patch(path, json=ended, headers=version(1))
    await join(client, somebody.id, portfolio.town, joined_on="2022-01-01")

    early = await client.patch(path, json={"left_on": "2019-01-01"}, headers=version(2))
    late = await client.patch(
        path, json={"joined_on": "2021-06-01"}, headers=version(2)
    )
    overlapping = await client.patch(path, json={"left_on": None}, headers=version(2))

    assert refusal(early) == (422, ["body", "left_on"], "ends_before_start")
    assert refusal(late) == (422, ["body", "joined_on"], "ends_before_start")
    assert overlapping.json()["code"] == "repeated_membership"


async def test_who_may_end_an_account_is_told_what_acts_for_it(
    client: AsyncClient, enter: Enter, portfolio: Portfolio
) -> None:
    auditor = await enter(Role.AUDITOR)
    somebody = await enter(Role.COORDINATOR, "project", portfolio.my_project)
    key = {"name": "Sheet", "permissions": ["project.read"], "lifetime_days": 9}
    made = await somebody.http.post("/v1/machines", json=key)
    assert made.status_code == 201, made.text
    path = f"{PATH}/{somebody.id}"

    assert (await client.get(path)).json()["live_keys"] == 1
    assert (await auditor.http.get(path)).json()["live_keys"] is None
    machine = made.json()["machine"]
    await somebody.http.delete(f"/v1/machines/{machine['id']}", headers=version(1))
    assert (await client.get(path)).json()["live_keys"] == 0


async def test_manager_fills_its_own_organisations_only(
    client: AsyncClient, enter: Enter, manager: Person, portfolio: Portfolio
) -> None:
    somebody = await enter(Role.CONTRIBUTOR, "project", portfolio.my_project)
    foreign = await join(client, somebody.id, portfolio.elsewhere)
    path = f"{PATH}/{somebody.id}/memberships"

    await join(manager.http, somebody.id, portfolio.town)
    refused = await manager.http.post(
        path, json={"organisation_id": portfolio.elsewhere, "joined_on": "2001-01-01"}
    )
    hidden = await manager.http.patch(
        f"{path}/{foreign['id']}", json={"title": "Mayor"}, headers=version(1)
    )

    assert (refused.status_code, hidden.status_code) == (403, 404)
