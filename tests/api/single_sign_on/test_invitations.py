"""Accepting an invitation by showing at a provider who one is."""

from collections.abc import Callable
from typing import Any

import pytest
from httpx import AsyncClient, Response
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession
from structlog.testing import CapturingLogger

from tests.api.portfolio import organisation

from .forger import CLIENT, Forger
from .provider import SITE, Person, RealProvider
from .test_forged_tokens import query_of, refusal_of
from .test_sign_in import rename

PATH = "/v1/invitations"
OTHER_SITE = {"Sec-Fetch-Site": "cross-site"}


class Invited:
    """An invitation, and how many accounts and identities came of it."""

    def __init__(self, by: AsyncClient, sent: dict[str, Any]) -> None:
        self.by = by
        self.id = sent["invitation"]["id"]
        self.token = sent["link"].partition("#")[2]

    async def now(self) -> dict[str, Any]:
        found: dict[str, Any] = (await self.by.get(f"{PATH}/{self.id}")).json()
        return found

    async def change(self, what: str) -> dict[str, Any]:
        version = (await self.now())["version"]
        body: dict[str, Any] | None = {} if what == "resend" else None
        answer = await self.by.post(
            f"{PATH}/{self.id}/{what}",
            json=body,
            headers={"If-Match": f'"{version}"'},
        )
        assert answer.status_code == 200, answer.text
        changed: dict[str, Any] = answer.json()
        return changed


@pytest.fixture
async def invited(client: AsyncClient) -> Invited:
    town = await organisation(client, "Zenica", "BA")
    answer = await client.post(
        PATH,
        json={
            "email": "new.person@example.org",
            "organisation_id": town,
            "roles": [{"role": "adviser", "scope_type": "installation"}],
            "language": "nb",
        },
    )
    assert answer.status_code == 201, answer.text
    return Invited(client, answer.json())


async def begin(
    person: Person, token: str, provider: str = "real", **headers: str
) -> Response:
    return await person.site.post(
        f"/v1/sign-in/{provider}/invitation",
        json={"token": token, "locale": "nb"},
        headers=headers,
    )


async def accept(person: Person, token: str, login: str = "ada") -> Response:
    """The whole way; our answer at its end."""
    begun = await begin(person, token)
    assert begun.status_code == 200, begun.text
    back = await person.identify(begun.json()["url"], {"login": login})
    return await person.come_back(back)


async def accept_forged(person: Person, forger: Forger, token: str) -> Response:
    begun = await begin(person, token, CLIENT)
    asked = query_of(begun.json()["url"])
    forger.nonce = asked["nonce"]
    query = {"code": "any", "state": asked["state"]}
    return await person.site.get(f"/v1/sign-in/{CLIENT}/callback", params=query)


def problem_of(answer: Response) -> str:
    assert answer.headers["location"].startswith("/invitation?")
    return refusal_of(answer)


async def accounts(session: AsyncSession) -> int:
    return int(await session.scalar(text("SELECT count(*) FROM api.account")) or 0)


async def test_the_invited_person_joins_and_is_signed_in(
    person: Person, invited: Invited, provider: RealProvider, session: AsyncSession
) -> None:
    answer = await accept(person, invited.token)

    assert answer.headers["location"] == "/"
    own = (await person.site.get("/v1/session")).json()
    assert own["account"]["email"] == "new.person@example.org"
    assert own["account"]["display_name"] == "ada (synthetic)"
    assert (own["account"]["locale"], own["roles"]) == ("nb", ["adviser"])
    now = await invited.now()
    assert now["state"] == "accepted"
    assert now["accepted_by"]["id"] == own["account"]["id"]
    bound = await session.execute(
        text("SELECT account_id::text, issuer, subject FROM api.identity")
    )
    assert bound.all() == [(own["account"]["id"], provider.issuer, "ada")]
    hashed = await session.scalar(
        text("SELECT password_hash FROM api.account WHERE email LIKE 'new.person%'")
    )
    assert hashed is None


async def test_the_identity_opens_the_same_account_from_then_on(
    meet: Callable[[], Any], invited: Invited
) -> None:
    await accept(await meet(), invited.token)
    later = await meet()

    assert (await later.sign_in("ada")).headers["location"] == "/"
    own = (await later.site.get("/v1/session")).json()
    assert own["account"]["email"] == "new.person@example.org"


async def test_it_leaves_one_event_that_names_the_new_account(
    person: Person, invited: Invited, session: AsyncSession
) -> None:
    await accept(person, invited.token)

    own = (await person.site.get("/v1/session")).json()["account"]["id"]
    events = await session.execute(
        text(
            "SELECT kind, outcome, actor_id::text FROM common.audit_event"
            " WHERE action = 'return_from_provider'"
        )
    )
    assert events.all() == [("sign_in", "done", own)]


async def test_whom_the_provider_does_not_name_is_called_by_the_address(
    person: Person, forger: Forger, invited: Invited
) -> None:
    assert (await accept_forged(person, forger, invited.token)).headers[
        "location"
    ] == "/"

    own = (await person.site.get("/v1/session")).json()["account"]
    assert own["display_name"] == "new.person@example.org"


async def test_a_used_invitation_leads_to_no_provider(
    meet: Callable[[], Any], invited: Invited
) -> None:
    await accept(await meet(), invited.token)

    answer = await begin(await meet(), invited.token)

    assert (answer.status_code, answer.json()["code"]) == (404, "invitation_not_valid")
    assert "sso" not in answer.cookies


async def test_of_two_who_set_out_with_one_invitation_one_gets_it(
    meet: Callable[[], Any], invited: Invited, session: AsyncSession
) -> None:
    first, second = await meet(), await meet()
    left = (await begin(second, invited.token)).json()["url"]
    await accept(first, invited.token, "ada")
    before = await accounts(session)

    answer = await second.come_back(await second.identify(left, {"login": "eve"}))

    assert problem_of(answer) == "invitation_not_valid"
    assert (await second.site.get("/v1/session")).status_code == 401
    assert await accounts(session) == before
    eve = await session.scalar(text("SELECT 1 FROM api.identity WHERE subject = 'eve'"))
    assert eve is None


@pytest.mark.parametrize("end", ["withdraw", "resend", "expire", "lose its inviter"])
async def test_an_invitation_that_ends_on_the_way_lets_nobody_in(
    person: Person,
    invited: Invited,
    session: AsyncSession,
    logged: CapturingLogger,
    end: str,
) -> None:
    left = (await begin(person, invited.token)).json()["url"]
    if end in {"withdraw", "resend"}:
        await invited.change(end)
    else:
        what = {
            "expire": "api.one_time_link SET expires_at = now() - interval '1 s'",
            "lose its inviter": "api.account SET is_active = false",
        }
        await session.execute(text(f"UPDATE {what[end]}"))
        await session.commit()

    answer = await person.come_back(await person.identify(left, {"login": "ada"}))

    assert problem_of(answer) == "invitation_not_valid"
    told = dict(logged.calls[0].kwargs)
    assert logged.calls[0].args == ("provider_sign_in_refused",)
    assert (told["refusal"], told["accepting"]) == ("invitation_not_valid", True)
    assert invited.token not in str(logged.calls)
    assert await session.scalar(text("SELECT count(*) FROM api.identity")) == 0


async def test_forged_tokens_lead_to_no_provider(
    person: Person, invited: Invited, session: AsyncSession
) -> None:
    for forged in ("forged", invited.token + "x", "Ж\x00"):
        answer = await begin(person, forged)
        assert answer.status_code == 404
        assert answer.json()["code"] == "invitation_not_valid"

    assert await session.scalar(text("SELECT count(*) FROM api.provider_sign_in")) == 0


async def test_a_state_of_an_invitation_works_once(
    person: Person, invited: Invited, logged: CapturingLogger
) -> None:
    left = (await begin(person, invited.token)).json()["url"]
    back = await person.identify(left, {"login": "ada"})
    await person.come_back(back)

    again = await person.come_back(back)

    assert refusal_of(again) == "sign_in_expired"
    assert logged.calls[-1].args == ("provider_sign_in_refused",)


async def test_a_forged_state_is_refused_and_leaves_the_invitation(
    person: Person, invited: Invited
) -> None:
    left = (await begin(person, invited.token)).json()["url"]
    back = await person.identify(left, {"login": "ada"})
    state = query_of(back)["state"]

    forged = await person.come_back(back.replace(state, "x" * len(state)))

    assert refusal_of(forged) == "sign_in_expired"
    assert (await invited.now())["state"] == "pending"


async def test_another_browser_cannot_finish_it(
    meet: Callable[[], Any], invited: Invited
) -> None:
    victim, thief = await meet(), await meet()
    left = (await begin(thief, invited.token)).json()["url"]
    back = await thief.identify(left, {"login": "eve"})

    answer = await victim.come_back(back)

    assert refusal_of(answer) == "sign_in_expired"
    assert (await invited.now())["state"] == "pending"


async def test_it_cannot_be_finished_at_another_provider(
    person: Person, invited: Invited
) -> None:
    left = (await begin(person, invited.token)).json()["url"]
    query = {"code": "any", "state": query_of(left)["state"]}

    answer = await person.site.get(f"/v1/sign-in/{CLIENT}/callback", params=query)

    assert refusal_of(answer) == "sign_in_expired"
    assert (await invited.now())["state"] == "pending"


async def test_a_way_that_takes_too_long_ends(
    person: Person, invited: Invited, session: AsyncSession
) -> None:
    left = (await begin(person, invited.token)).json()["url"]
    await session.execute(
        text("UPDATE api.provider_sign_in SET expires_at = now() - interval '1 s'")
    )
    await session.commit()

    answer = await person.come_back(await person.identify(left, {"login": "ada"}))

    assert refusal_of(answer) == "sign_in_expired"


async def test_an_identity_of_another_account_gets_no_second_one(
    person: Person, invited: Invited, linked: str, session: AsyncSession
) -> None:
    before = await accounts(session)

    answer = await accept(person, invited.token, linked)

    assert problem_of(answer) == "identity_taken"
    assert await accounts(session) == before
    assert (await invited.now())["state"] == "pending"


async def test_an_address_with_an_account_gets_no_second_one(
    person: Person, invited: Invited, linked: str, session: AsyncSession
) -> None:
    await rename(session, linked, "NEW.PERSON@example.org")

    answer = await accept(person, invited.token, "eve")

    assert problem_of(answer) == "email_taken"
    assert (await invited.now())["state"] == "pending"


async def test_who_turns_back_may_try_again(person: Person, invited: Invited) -> None:
    left = (await begin(person, invited.token)).json()["url"]
    back = await person.identify(left, {"cancelled": "yes"})

    assert problem_of(await person.come_back(back)) == "sign_in_cancelled"
    assert (await accept(person, invited.token)).headers["location"] == "/"


async def test_another_site_cannot_begin_it(person: Person, invited: Invited) -> None:
    answer = await begin(person, invited.token, **OTHER_SITE)

    assert (answer.status_code, answer.json()["code"]) == (403, "cross_site_request")


async def test_the_token_goes_to_no_provider_and_is_kept_by_nobody(
    person: Person, invited: Invited, session: AsyncSession
) -> None:
    left = (await begin(person, invited.token)).json()["url"]

    assert invited.token not in left
    rows = await session.execute(text("SELECT s::text FROM api.provider_sign_in s"))
    assert invited.token not in str(rows.all())
    assert left.startswith("http://127.0.0.1")
    assert f"{SITE}/".replace("/", "%2F").replace(":", "%3A") in left


async def test_an_unknown_provider_is_not_found(
    person: Person, invited: Invited
) -> None:
    answer = await begin(person, invited.token, "nowhere")

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
