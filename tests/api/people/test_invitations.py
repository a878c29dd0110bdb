"""Inviting people, and what the holder of a link may do."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from fastapi import FastAPI
from httpx import AsyncClient, Response
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Role
from tests.api.sign_in.post import deliver, link_in, post_box, sending, text_of

from .conftest import Enter, Person, Portfolio, version
from .test_roles import codes, end, refusal, role_of

PATH = "/v1/invitations"
NEWCOMER = {
    "display_name": "New Person",
    "password": "a long walk over the bridge",
    "locale": "nb",
}


def offer(portfolio: Portfolio, **changes: Any) -> dict[str, Any]:
    role = {
        "role": "coordinator",
        "scope_type": "project",
        "scope_id": portfolio.my_project,
    }
    return {
        "email": "new.person@example.org",
        "organisation_id": portfolio.town,
        "title": "Adviser",
        "roles": [role],
        "language": "nb",
    } | changes


async def invite(by: AsyncClient, body: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """The invitation, and the secret of its link, which is shown without mail."""
    answer = await by.post(PATH, json=body)
    assert answer.status_code == 201, answer.text
    sent = answer.json()
    return sent["invitation"], sent["link"].partition("#")[2]


async def accept(by: AsyncClient, token: str, **newcomer: Any) -> Response:
    body = {"token": token, "newcomer": NEWCOMER | newcomer}
    return await by.post(f"{PATH}/accept", json=body)


async def sign_in(by: AsyncClient) -> None:
    answer = await by.post(
        "/v1/session",
        json={"email": "new.person@example.org", "password": NEWCOMER["password"]},
    )
    assert answer.status_code == 200, answer.text
    by.cookies.set("sid", answer.cookies["sid"])


async def assert_not_valid(by: AsyncClient, token: str) -> None:
    """The same answer to whoever looks and whoever accepts."""
    for what, more in (("look-up", {}), ("accept", {"newcomer": NEWCOMER})):
        answer = await by.post(f"{PATH}/{what}", json={"token": token} | more)
        assert (answer.status_code, answer.json()["code"]) == (
            404,
            "invitation_not_valid",
        ), what


async def test_newcomer_joins_and_sees_only_what_was_offered(
    client: AsyncClient, anonymous: AsyncClient, portfolio: Portfolio
) -> None:
    invitation, token = await invite(client, offer(portfolio, message="Welcome"))
    looked = await anonymous.post(f"{PATH}/look-up", json={"token": token})

    assert looked.status_code == 200, looked.text
    seen = looked.json()
    assert seen["organisation"]["name"] == "Zenica"
    assert seen["roles"][0]["scope"]["title"] == {
        "en": "Youth councils",
        "nb": "Ungdomsråd",
    }
    assert seen["message"] == "Welcome"
    accepted = await accept(anonymous, token)
    assert accepted.status_code == 200, accepted.text
    assert accepted.json()["email"] == "new.person@example.org"
    await sign_in(anonymous)
    assert await codes(anonymous) == ["1"]
    other = await anonymous.get(f"/v1/projects/{portfolio.other_project}")
    assert other.status_code == 404
    person_id = accepted.json()["account"]["id"]
    person = (await client.get(f"/v1/people/{person_id}")).json()
    assert [m["title"] for m in person["memberships"]] == ["Adviser"]
    assert (person["roles"][0]["role"], person["locale"]) == ("coordinator", "nb")
    now = (await client.get(f"{PATH}/{invitation['id']}")).json()
    assert (now["state"], now["accepted_by"]["id"]) == ("accepted", person_id)


async def test_link_is_good_once(
    client: AsyncClient, anonymous: AsyncClient, portfolio: Portfolio
) -> None:
    _, token = await invite(client, offer(portfolio))
    assert (await accept(anonymous, token)).status_code == 200

    await assert_not_valid(anonymous, token)


async def test_forged_withdrawn_and_expired_links_are_told_apart_by_nobody(
    client: AsyncClient,
    anonymous: AsyncClient,
    portfolio: Portfolio,
    session: AsyncSession,
) -> None:
    invitation, withdrawn = await invite(client, offer(portfolio))
    path = f"{PATH}/{invitation['id']}/withdraw"
    answer = await client.post(path, headers=version(1))
    assert answer.json()["state"] == "withdrawn"
    await assert_not_valid(anonymous, withdrawn)
    await assert_not_valid(anonymous, "forged")
    await assert_not_valid(anonymous, "Ж\x00")
    _, expired = await invite(client, offer(portfolio))
    await session.execute(
        text("UPDATE api.invitation SET expires_at = now() - interval '1 second'")
    )
    await session.commit()
    await assert_not_valid(anonymous, expired)
    states = {i["state"] for i in (await client.get(PATH)).json()["items"]}
    assert states == {"withdrawn", "expired"}


async def test_resent_invitation_has_a_new_link_and_the_old_one_ends(
    client: AsyncClient, anonymous: AsyncClient, portfolio: Portfolio
) -> None:
    invitation, old = await invite(client, offer(portfolio))
    path = f"{PATH}/{invitation['id']}"
    await client.post(f"{path}/withdraw", headers=version(1))

    stale = await client.post(f"{path}/resend", json={}, headers=version(1))
    again = await client.post(
        f"{path}/resend", json={"valid_days": 30}, headers=version(2)
    )

    assert stale.status_code == 412
    assert again.json()["invitation"]["state"] == "pending"
    until = datetime.fromisoformat(again.json()["invitation"]["expires_at"])
    assert timedelta(days=29) < until - datetime.now(UTC) <= timedelta(days=30)
    await assert_not_valid(anonymous, old)
    new = again.json()["link"].partition("#")[2]
    assert (await accept(anonymous, new)).status_code == 200
    ended = await client.post(f"{path}/resend", json={}, headers=version(4))
    assert (ended.status_code, ended.json()["code"]) == (409, "invitation_ended")


async def test_somebody_with_an_account_gets_what_was_offered_on_top(
    client: AsyncClient, anonymous: AsyncClient, enter: Enter, portfolio: Portfolio
) -> None:
    somebody = await enter(Role.CONTRIBUTOR, "project", portfolio.other_project)
    _, token = await invite(client, offer(portfolio))

    nobody = await anonymous.post(f"{PATH}/accept", json={"token": token})
    accepted = await somebody.http.post(f"{PATH}/accept", json={"token": token})

    assert nobody.status_code == 401
    assert accepted.json()["account"]["id"] == somebody.id
    assert await codes(somebody.http) == ["1", "2"]
    await assert_not_valid(anonymous, token)
    # What one has already is not an obstacle.
    _, again = await invite(client, offer(portfolio))
    repeated = await somebody.http.post(f"{PATH}/accept", json={"token": again})
    assert repeated.status_code == 200, repeated.text


async def test_address_with_an_account_makes_no_second_one(
    client: AsyncClient, anonymous: AsyncClient, enter: Enter, portfolio: Portfolio
) -> None:
    somebody = await enter(Role.CONTRIBUTOR, "project", portfolio.other_project)
    email = (await client.get(f"/v1/people/{somebody.id}")).json()["email"]
    _, token = await invite(client, offer(portfolio, email=email.upper()))

    refused = await accept(anonymous, token)

    assert (refused.status_code, refused.json()["code"]) == (409, "account_exists")
    accepted = await somebody.http.post(f"{PATH}/accept", json={"token": token})
    assert accepted.status_code == 200


async def test_inviter_must_still_have_the_right(
    client: AsyncClient, anonymous: AsyncClient, manager: Person, portfolio: Portfolio
) -> None:
    _, token = await invite(manager.http, offer(portfolio))
    role = await role_of(client, manager.id)
    await end(client, manager.id, role["id"])

    answer = await accept(anonymous, token)

    assert (answer.status_code, answer.json()["code"]) == (404, "invitation_not_valid")


async def test_inviter_must_still_be_there(
    client: AsyncClient, anonymous: AsyncClient, manager: Person, portfolio: Portfolio
) -> None:
    _, token = await invite(manager.http, offer(portfolio))
    await client.post(
        f"/v1/people/{manager.id}/deactivate",
        json={"reason": "Left"},
        headers=version(1),
    )

    answer = await accept(anonymous, token)

    assert (answer.status_code, answer.json()["code"]) == (404, "invitation_not_valid")


async def test_manager_invites_into_its_own_scopes(
    manager: Person, portfolio: Portfolio
) -> None:
    foreign = {"role": "adviser", "scope_type": "project"} | {
        "scope_id": portfolio.other_project
    }
    everything = {"role": "adviser", "scope_type": "installation"}

    hidden = await manager.http.post(PATH, json=offer(portfolio, roles=[foreign]))
    wide = await manager.http.post(PATH, json=offer(portfolio, roles=[everything]))
    elsewhere = await manager.http.post(
        PATH, json=offer(portfolio, organisation_id=portfolio.elsewhere)
    )

    assert refusal(hidden) == (
        422,
        ["body", "roles", 0, "scope_id"],
        "unknown_scope",
    )
    assert (wide.status_code, wide.json()["code"]) == (403, "role_not_givable")
    assert elsewhere.status_code == 403


async def test_manager_sees_invitations_of_its_scopes(
    client: AsyncClient, enter: Enter, manager: Person, portfolio: Portfolio
) -> None:
    mine, _ = await invite(client, offer(portfolio))
    role = {"role": "adviser", "scope_type": "programme", "scope_id": portfolio.other}
    foreign, _ = await invite(client, offer(portfolio, roles=[role]))
    auditor = await enter(Role.AUDITOR)

    items = (await manager.http.get(PATH)).json()["items"]

    assert [i["id"] for i in items] == [mine["id"]]
    assert items[0]["may_change"] is True
    path = f"{PATH}/{foreign['id']}"
    assert (await manager.http.get(path)).status_code == 404
    gone = await manager.http.post(f"{path}/withdraw", headers=version(1))
    assert gone.status_code == 404
    traces = (await auditor.http.get(PATH)).json()["items"]
    assert len(traces) == 2
    assert all(t["email"] is None and not t["may_change"] for t in traces)
    refused = await auditor.http.post(PATH, json=offer(portfolio))
    assert refused.status_code == 403


async def test_list_is_filtered(client: AsyncClient, portfolio: Portfolio) -> None:
    first, _ = await invite(client, offer(portfolio))
    second, _ = await invite(
        client, offer(portfolio, email="other@example.org", organisation_id=None)
    )

    async def found(**query: str) -> list[str]:
        return [i["id"] for i in (await client.get(PATH, params=query)).json()["items"]]

    assert await found() == [second["id"], first["id"]]
    assert await found(q="OTHER@") == [second["id"]]
    assert await found(q="zenica") == [first["id"]]
    assert await found(state="accepted") == []


@pytest.mark.parametrize(
    ("changes", "loc", "code"),
    [
        ({"email": "nobody"}, ["email"], "value_error"),
        ({"valid_days": 61}, ["valid_days"], "less_than_equal"),
        ({"valid_days": 0}, ["valid_days"], "greater_than_equal"),
        ({"language": "de"}, ["language"], "literal_error"),
        ({"roles": [], "organisation_id": None}, ["roles"], "nothing_offered"),
        (
            {"organisation_id": "0197a1c2-7d1e-7c3f-9a55-6a3f0c1d2e4b"},
            ["organisation_id"],
            "unknown_organisation",
        ),
        ({"colour": "red"}, ["colour"], "extra_forbidden"),
    ],
)
async def test_bad_invitation_is_refused(
    client: AsyncClient,
    portfolio: Portfolio,
    changes: dict[str, Any],
    loc: list[str],
    code: str,
) -> None:
    answer = await client.post(PATH, json=offer(portfolio, **changes))

    assert refusal(answer) == (422, ["body", *loc], code)


async def test_secret_is_kept_by_nobody(
    client: AsyncClient, portfolio: Portfolio, session: AsyncSession
) -> None:
    key = {"Idempotency-Key": "once"}
    answer = await client.post(PATH, json=offer(portfolio), headers=key)
    token = answer.json()["link"].partition("#")[2]

    kept = await session.scalar(text("SELECT count(*) FROM common.idempotency"))
    row = await session.scalar(text("SELECT to_jsonb(i)::text FROM api.invitation i"))
    assert kept == 0
    assert token not in str(row)
    assert token not in (await client.get(PATH)).text


async def test_short_password_is_refused_and_the_link_stays_good(
    client: AsyncClient, anonymous: AsyncClient, portfolio: Portfolio
) -> None:
    _, token = await invite(client, offer(portfolio))

    refused = await accept(anonymous, token, password="short")

    assert refusal(refused) == (
        422,
        ["body", "newcomer", "password"],
        "password_too_short",
    )
    assert (await accept(anonymous, token)).status_code == 200


async def test_link_comes_by_mail_where_there_is_a_mail_server(
    client: AsyncClient, anonymous: AsyncClient, registry: FastAPI, portfolio: Portfolio
) -> None:
    with post_box() as box:
        sending(registry, box.url)
        answer = await client.post(PATH, json=offer(portfolio, message="Velkommen!"))
        await deliver(registry)

    assert answer.json()["link"] is None
    (message,) = box.messages
    assert box.recipients == [["new.person@example.org"]]
    assert "inviterer deg" in message["Subject"]
    assert "Zenica" in text_of(message)
    assert "Velkommen!" in text_of(message)
    token = link_in(message).partition("/invitation#")[2]
    assert (await accept(anonymous, token)).status_code == 200
