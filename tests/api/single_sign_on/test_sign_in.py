"""Signing in through a real provider, from our page to our page."""

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from .forger import Forger
from .provider import Person
from .test_forged_tokens import come_back


async def rename(session: AsyncSession, login: str, email: str) -> None:
    await session.execute(
        text("UPDATE api.account SET email = :email WHERE email LIKE :login"),
        {"email": email, "login": f"{login}@%"},
    )
    await session.commit()


async def test_the_page_learns_where_people_may_sign_in(person: Person) -> None:
    answer = await person.site.get("/v1/identity-providers")

    assert answer.status_code == 200
    assert answer.json()["items"][0] == {
        "id": "real",
        "names": {"en": "Provider for tests"},
    }
    assert "secret" not in answer.text


async def test_a_linked_identity_signs_in(person: Person, linked: str) -> None:
    back = await person.sign_in(
        linked, start="/v1/sign-in/real?return_to=/organisations%3Fq=oslo"
    )

    assert back.headers["location"] == "/organisations?q=oslo"
    session = await person.site.get("/v1/session")
    assert session.status_code == 200
    assert session.json()["account"]["display_name"] == "Linked Person"


async def test_an_unknown_identity_has_no_account(person: Person) -> None:
    back = await person.sign_in("stranger")

    assert back.headers["location"] == "/sign-in?problem=identity_unknown"
    assert (await person.site.get("/v1/session")).status_code == 401


async def test_an_address_in_the_token_opens_no_account(
    person: Person, session: AsyncSession, linked: str
) -> None:
    await rename(session, linked, "grace@provider.example")

    back = await person.sign_in("grace")

    assert back.headers["location"] == "/sign-in?problem=identity_unknown"


async def test_where_settings_allow_it_a_new_account_without_roles_is_made(
    person: Person,
) -> None:
    back = await person.sign_in("newcomer", start="/v1/sign-in/open")

    assert back.headers["location"] == "/"
    session = (await person.site.get("/v1/session")).json()
    assert session["account"]["email"] == "newcomer@provider.example"
    assert session["permissions"] == []
    again = await person.sign_in("newcomer", start="/v1/sign-in/open")
    assert again.headers["location"] == "/"


async def test_no_account_is_made_for_an_address_that_nobody_vouches_for(
    person: Person,
) -> None:
    back = await person.sign_in("unverified-one", start="/v1/sign-in/open")

    assert back.headers["location"] == "/sign-in?problem=email_missing"


async def test_no_second_account_is_made_for_a_known_address(
    person: Person, session: AsyncSession, linked: str
) -> None:
    await rename(session, linked, "HOPPER@provider.example")

    back = await person.sign_in("hopper", start="/v1/sign-in/open")

    assert back.headers["location"] == "/sign-in?problem=email_taken"


async def test_the_account_of_somebody_deactivated_stays_shut(
    person: Person, session: AsyncSession, linked: str
) -> None:
    await session.execute(text("UPDATE api.account SET is_active = false"))
    await session.commit()

    back = await person.sign_in(linked)

    assert back.headers["location"] == "/sign-in?problem=account_closed"


async def test_somebody_who_cancels_is_told_so_and_may_try_again(
    person: Person, linked: str
) -> None:
    start = "/v1/sign-in/real?return_to=/inbox"
    url = await person.leave(start)
    back = await person.come_back(await person.identify(url, {"cancelled": "yes"}))

    assert back.headers["location"] == (
        "/sign-in?problem=sign_in_cancelled&return_to=%2Finbox"
    )
    again = await person.sign_in(linked, start=start)
    assert again.headers["location"] == "/inbox"


@pytest.mark.parametrize(
    "foreign",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "/\r\nSet-Cookie: x=y",
        "javascript:alert(1)",
        "inbox",
        "",
    ],
)
async def test_nobody_is_sent_to_a_foreign_site(
    person: Person, linked: str, foreign: str
) -> None:
    url = await person.site.get("/v1/sign-in/real", params={"return_to": foreign})
    back = await person.come_back(
        await person.identify(url.headers["location"], {"login": linked})
    )

    assert back.headers["location"] == "/"
    assert "x" not in back.cookies


async def test_an_unknown_provider_is_not_found(person: Person) -> None:
    for path in ("/v1/sign-in/nowhere", "/v1/sign-in/nowhere/callback?code=x"):
        answer = await person.site.get(path)
        assert answer.status_code == 404
        assert answer.json()["code"] == "not_found"


async def test_the_request_carries_pkce_state_and_nonce(person: Person) -> None:
    url = await person.leave("/v1/sign-in/real?locale=nb")

    for wanted in (
        "code_challenge_method=S256",
        "code_challenge=",
        "state=",
        "nonce=",
        "response_type=code",
        "ui_locales=nb",
    ):
        assert wanted in url
    assert "secret" not in url


async def test_the_cookie_of_the_way_is_for_this_browser_alone(person: Person) -> None:
    answer = await person.site.get("/v1/sign-in/real")

    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("sso=")
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Max-Age=600" in cookie


async def test_what_the_browser_holds_is_not_in_the_database(
    person: Person, session: AsyncSession
) -> None:
    url = await person.leave("/v1/sign-in/real")
    row = (await session.execute(text("SELECT * FROM api.provider_sign_in"))).one()

    assert person.site.cookies["sso"] not in str(row)
    assert url.partition("state=")[2].partition("&")[0] not in str(row)


async def test_a_strong_sign_in_counts_as_two_factors(
    person: Person, session: AsyncSession, linked: str
) -> None:
    for amr, factor in (("pwd mfa", "provider"), ("pwd", None)):
        person.provider.cookies.clear()
        await person.sign_in(linked, amr=amr)
        found = await session.scalar(
            text(
                "SELECT second_factor FROM api.session WHERE method = 'provider'"
                " ORDER BY id DESC LIMIT 1"
            )
        )
        assert found == factor


async def test_nobody_is_signed_in_by_following_another_sites_link(
    person: Person, session: AsyncSession
) -> None:
    for site in ("cross-site", "same-site"):
        answer = await person.site.get(
            "/v1/sign-in/real", headers={"Sec-Fetch-Site": site}
        )
        assert answer.headers["location"] == "/sign-in"

    left = await session.scalar(text("SELECT count(*) FROM api.provider_sign_in"))
    assert left == 0


async def test_a_second_factor_of_ours_is_not_passed_by_a_provider_without(
    person: Person, session: AsyncSession, linked: str
) -> None:
    await give_passkey(session, linked)

    weak = await person.sign_in(linked, amr="pwd")
    person.provider.cookies.clear()
    strong = await person.sign_in(linked, amr="pwd mfa")

    assert weak.headers["location"] == "/sign-in?problem=second_factor_needed"
    assert strong.headers["location"] == "/"


async def give_passkey(session: AsyncSession, login: str) -> None:
    await session.execute(
        text(
            "INSERT INTO api.passkey (id, account_id, name, credential_id, public_key)"
            " SELECT gen_random_uuid(), id, 'Synthetic', 'c', 'k' FROM api.account"
            " WHERE email LIKE :login"
        ),
        {"login": f"{login}@%"},
    )
    await session.commit()


async def test_how_long_ago_the_provider_saw_somebody_decides_what_asks_anew(
    person: Person, forger: Forger, forged_account: str
) -> None:
    forger.changes = {"sub": forged_account, "auth_time": -3600}
    await come_back(person, forger)
    stale = await person.site.post("/v1/account/identities", json={"provider": "real"})
    forger.changes = {"sub": forged_account, "auth_time": -10}
    await come_back(person, forger)
    fresh = await person.site.post("/v1/account/identities", json={"provider": "real"})

    assert stale.json()["code"] == "step_up_required"
    assert fresh.status_code == 200


async def test_the_provider_can_be_made_to_ask_anew(person: Person) -> None:
    url = await person.leave("/v1/sign-in/real?again=true")

    assert "prompt=login" in url
    assert "max_age=0" in url
