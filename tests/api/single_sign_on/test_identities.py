"""Linking and unlinking on one's own account page."""

from typing import Any

from httpx import AsyncClient

from bromost_common.auth import Role
from tests.conftest import SignIn

from .forger import CLIENT, Forger
from .provider import Person

PATH = "/v1/account/identities"


async def begin(person: Person, provider: str = "real") -> str:
    answer = await person.site.post(PATH, json={"provider": provider})
    assert answer.status_code == 200, answer.text
    url: str = answer.json()["url"]
    return url


async def link(person: Person, login: str) -> str:
    back = await person.identify(await begin(person), {"login": login})
    answer = await person.come_back(back)
    return answer.headers["location"]


async def items(site: AsyncClient) -> list[dict[str, Any]]:
    answer = await site.get(PATH)
    assert answer.status_code == 200
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


async def test_somebody_signed_in_links_an_identity_and_signs_in_with_it(
    person: Person, signed_in: Person
) -> None:
    assert await link(signed_in, "lovelace") == "/account"
    (identity,) = await items(signed_in.site)
    assert identity["provider"] == "real"
    assert identity["last_used_at"] is None
    assert "lovelace" not in str(identity)

    assert (await person.sign_in("lovelace")).headers["location"] == "/"
    mine = (await signed_in.site.get("/v1/session")).json()["account"]["id"]
    same = (await person.site.get("/v1/session")).json()["account"]["id"]
    assert same == mine
    assert (await items(person.site))[0]["last_used_at"] is not None


async def test_linking_the_same_identity_again_changes_nothing(
    signed_in: Person,
) -> None:
    await link(signed_in, "twice")

    assert await link(signed_in, "twice") == "/account"
    assert len(await items(signed_in.site)) == 1


async def test_an_identity_belongs_to_one_account(
    signed_in: Person, linked: str
) -> None:
    assert await link(signed_in, linked) == "/account?problem=identity_taken"
    assert await items(signed_in.site) == []


async def test_unlinking_ends_the_sessions_that_came_from_it(
    signed_in: Person, person: Person
) -> None:
    await link(signed_in, "unlinked")
    await person.sign_in("unlinked")
    (identity,) = await items(signed_in.site)

    answer = await signed_in.site.delete(f"{PATH}/{identity['id']}")

    assert answer.status_code == 204
    assert await items(signed_in.site) == []
    assert (await person.site.get("/v1/session")).status_code == 401
    assert (await signed_in.site.get("/v1/session")).status_code == 200
    person.provider.cookies.clear()
    back = await person.sign_in("unlinked")
    assert back.headers["location"] == "/sign-in?problem=identity_unknown"


async def test_the_only_way_in_is_kept(person: Person, linked: str) -> None:
    await person.sign_in(linked)
    (identity,) = await items(person.site)

    answer = await person.site.delete(f"{PATH}/{identity['id']}")

    assert answer.status_code == 409
    assert answer.json()["code"] == "last_way_in"


async def test_the_identity_of_another_is_not_found(
    signed_in: Person, person: Person, linked: str
) -> None:
    await person.sign_in(linked)
    (identity,) = await items(person.site)

    answer = await signed_in.site.delete(f"{PATH}/{identity['id']}")

    assert answer.status_code == 404
    assert len(await items(person.site)) == 1


async def test_who_is_not_signed_in_can_link_nothing(person: Person) -> None:
    assert (await person.site.get(PATH)).status_code == 401
    answer = await person.site.post(PATH, json={"provider": "real"})
    assert answer.status_code == 401


async def test_a_link_begun_by_another_site_is_refused(signed_in: Person) -> None:
    answer = await signed_in.site.post(
        PATH, json={"provider": "real"}, headers={"Sec-Fetch-Site": "cross-site"}
    )

    assert answer.status_code == 403
    assert answer.json()["code"] == "cross_site_request"


async def test_a_link_ends_with_the_session_that_began_it(signed_in: Person) -> None:
    back = await signed_in.identify(await begin(signed_in), {"login": "left"})
    await signed_in.site.delete("/v1/session")

    answer = await signed_in.come_back(back)

    assert answer.headers["location"] == "/account?problem=sign_in_expired"


async def test_a_link_is_not_made_for_whoever_signs_in_meanwhile(
    signed_in: Person, sign_in: SignIn
) -> None:
    back = await signed_in.identify(await begin(signed_in), {"login": "meanwhile"})
    signed_in.site.cookies.delete("sid")
    await sign_in(signed_in.site, Role.ADVISER)

    answer = await signed_in.come_back(back)

    assert answer.headers["location"] == "/account?problem=sign_in_expired"
    assert await items(signed_in.site) == []


async def test_an_unknown_provider_is_not_found(signed_in: Person) -> None:
    answer = await signed_in.site.post(PATH, json={"provider": "nowhere"})

    assert answer.status_code == 404


async def test_a_provider_that_is_away_is_a_refusal_with_a_code(
    signed_in: Person, forger: Forger
) -> None:
    forger.document = {"issuer": "https://another.example"}

    answer = await signed_in.site.post(PATH, json={"provider": CLIENT})

    assert answer.status_code == 424
    assert answer.json()["code"] == "provider_unavailable"
