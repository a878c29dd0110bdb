"""S4: tokens that are none of ours, and keys that follow each other under load."""

import asyncio
import base64
import hmac
import json
import time
from typing import Any
from uuid import uuid4

import pytest
from fastapi import FastAPI
from httpx import AsyncClient
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey, RSAKey
from pydantic import SecretStr
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.tokens.signing import SigningKeys
from bromost_common.access_tokens import PublishedKeys
from bromost_common.context import working
from bromost_common.db import SessionMaker
from bromost_common.secrets_at_rest import SecretBox, new_key
from tests.api.machines.programs import (
    AUDIENCES,
    ISSUER,
    ask_token,
    get,
    issue,
    token_of,
)

Json = dict[str, Any]
_STRANGER = ECKey.generate_key("P-256")


def part(token: str, number: int) -> Json:
    encoded = token.split(".")[number]
    padded = encoded + "=" * (-len(encoded) % 4)
    return dict(json.loads(base64.urlsafe_b64decode(padded)))


def encoded(thing: Json) -> str:
    return base64.urlsafe_b64encode(json.dumps(thing).encode()).decode().rstrip("=")


@pytest.fixture
def box(registry: FastAPI) -> SecretBox:
    return SecretBox.of(registry.state.settings.secret_key)


@pytest.fixture
def working_sessions(registry: FastAPI) -> SessionMaker:
    return working(registry.state.sessions, "worker")


@pytest.fixture
async def oauth_client(client: AsyncClient) -> Json:
    return await issue(client, kind="client", permissions=["project.read"])


@pytest.fixture
async def good(
    oauth_client: Json, app: FastAPI, working_sessions: SessionMaker, box: SecretBox
) -> tuple[Json, Json, ECKey]:
    """Header, claims and key of a token that is accepted."""
    token = await token_of(app, oauth_client)
    async with working_sessions.begin() as session:
        key = await SigningKeys(session, box).current()
    assert (await get(app, token)).status_code == 200
    return part(token, 0), part(token, 1), key


async def test_a_token_says_what_it_has_to(good: tuple[Json, Json, ECKey]) -> None:
    header, claims, _ = good

    assert header.keys() == {"alg", "kid", "typ"}
    assert (header["alg"], header["typ"]) == ("ES256", "at+jwt")
    assert claims.keys() == {
        "iss", "aud", "sub", "client_id", "scope", "jti", "iat", "exp", "ver"
    }  # fmt: skip
    assert (claims["iss"], claims["aud"]) == (ISSUER, AUDIENCES["registry"])
    assert claims["exp"] - claims["iat"] == 300
    assert claims["scope"] == "project.read"


def signed(header: Json, claims: Json, key: Any) -> str:
    kept = {name: value for name, value in claims.items() if value is not None}
    return jwt.encode(header, kept, key, algorithms=[header["alg"]])


async def test_s4_a_token_signed_again_is_good(
    good: tuple[Json, Json, ECKey], app: FastAPI
) -> None:
    """So that what follows fails for its own reason alone."""
    assert (await get(app, signed(*good))).status_code == 200


def hmac_signed(header: Json, claims: Json, public_key: bytes) -> str:
    """What a library that confuses the kinds of keys would take for signed."""
    head = f"{encoded(header)}.{encoded(claims)}"
    digest = hmac.digest(public_key, head.encode(), "sha256")
    return f"{head}.{base64.urlsafe_b64encode(digest).decode().rstrip('=')}"


@pytest.mark.parametrize(
    "changes",
    [
        {"aud": AUDIENCES["indicators"]},
        {"aud": [AUDIENCES["registry"], AUDIENCES["indicators"]]},
        {"aud": None},
        {"iss": "https://elsewhere.example"},
        {"iss": ISSUER + "/"},
        {"iss": None},
        {"exp": int(time.time()) - 1},
        {"exp": None},
        {"exp": "never"},
        {"exp": True},
        {"iat": int(time.time()) + 3600},
        {"iat": None},
        {"nbf": int(time.time()) + 3600},
        {"client_id": None},
        {"client_id": str(uuid4())},
        {"client_id": "nobody"},
        {"client_id": 7},
        {"sub": None},
        {"sub": str(uuid4())},
        {"jti": None},
        {"ver": None},
        {"ver": 2},
        {"ver": 0},
        {"ver": "1"},
        {"ver": True},
        {"ver": 2**40},
        {"scope": None},
        {"scope": ["project.read"]},
    ],
)
async def test_s4_a_wrong_claim_is_refused(
    good: tuple[Json, Json, ECKey], app: FastAPI, changes: Json
) -> None:
    header, claims, key = good

    answer = await get(app, signed(header, claims | changes, key))

    assert (answer.status_code, answer.json()["code"]) == (401, "invalid_token")
    assert 'error="invalid_token"' in answer.headers["www-authenticate"]


@pytest.mark.parametrize(
    "changes",
    [
        {"typ": "JWT"},
        {"typ": None},
        {"typ": "id_token"},
        {"kid": str(uuid4())},
        {"kid": None},
        {"kid": "' OR 1=1"},
        {"kid": ["a"]},
        {"jku": "https://elsewhere.example/keys"},
        {"x5u": "https://elsewhere.example/certificate"},
        {"x5c": ["MIIB"]},
        {"jwk": _STRANGER.as_dict(private=False)},
        {"crit": ["exp"]},
        {"cty": "JWT"},
    ],
)
async def test_s4_a_foreign_header_is_refused(
    good: tuple[Json, Json, ECKey], app: FastAPI, changes: Json
) -> None:
    header, claims, key = good
    changed = {n: v for n, v in (header | changes).items() if v is not None}

    for signer in (key, _STRANGER):
        payload = signed(header, claims, signer).split(".")
        answer = await get(app, ".".join([encoded(changed), *payload[1:]]))
        assert answer.status_code == 401


async def test_s4_confusions_of_algorithm_are_refused(
    good: tuple[Json, Json, ECKey], app: FastAPI
) -> None:
    header, claims, key = good
    point = OctKey.import_key(str(key.as_dict(private=False)["x"]))
    rsa = RSAKey.generate_key(2048)
    ours = signed(header, claims, key)
    tampered = ours.split(".")
    tampered[1] = encoded(claims | {"scope": "project.read project.write"})
    tries = [
        f"{encoded(header | {'alg': 'none'})}.{encoded(claims)}.",
        f"{encoded(header | {'alg': 'None'})}.{encoded(claims)}.",
        f"{encoded(header)}.{encoded(claims)}.",
        hmac_signed(header | {"alg": "HS256"}, claims, key.as_pem(private=False)),
        signed(header | {"alg": "HS256"}, claims, point),
        signed(header | {"alg": "RS256"}, claims, rsa),
        signed(header, claims, _STRANGER),
        ".".join(tampered),
        ours + "x",
        ours + ".x",
        ours[:-4],
        ours.partition(".")[0],
        encoded({"a": []}) + "..",
        base64.urlsafe_b64encode(b"[" * 2500).decode() + ".a.b",
        base64.urlsafe_b64encode(b"\xff\xfe").decode() + ".a.b",
        "e30.e30.e30",
    ]

    for one in tries:
        assert (await get(app, one)).status_code == 401, one


async def test_s4_an_id_token_is_no_access_token(
    good: tuple[Json, Json, ECKey], app: FastAPI
) -> None:
    _, claims, key = good
    about = {n: claims[n] for n in ("iss", "sub", "aud", "exp", "iat")}
    id_token = about | {"nonce": "n", "auth_time": claims["iat"]}

    for typ in ("JWT", "at+jwt"):
        header = {"alg": "ES256", "kid": key.kid, "typ": typ}
        assert (await get(app, signed(header, id_token, key))).status_code == 401


async def test_the_jwks_has_public_halves_alone(
    good: tuple[Json, Json, ECKey], anonymous: AsyncClient, session: AsyncSession
) -> None:
    _, _, key = good

    answer = await anonymous.get("/v1/jwks")

    published = answer.json()["keys"]
    assert [one["kid"] for one in published] == [key.kid]
    assert all("d" not in one for one in published)
    assert "max-age=600" in answer.headers["cache-control"]
    await session.execute(text("RESET ROLE"))
    sealed = await session.scalar(text("SELECT private_sealed FROM api.signing_key"))
    assert str(key.as_dict(private=True)["d"]).encode() not in sealed


async def test_a_copy_of_the_database_signs_nothing(
    good: tuple[Json, Json, ECKey], app: FastAPI, oauth_client: Json
) -> None:
    del good
    app.state.settings.secret_key = SecretStr(new_key())

    answer = await ask_token(
        app,
        client_id=oauth_client["machine"]["id"],
        client_secret=oauth_client["secret"],
    )

    assert (answer.status_code, answer.json()["code"]) == (500, "unexpected_error")


async def move_keys(session: AsyncSession, hours: int) -> None:
    """Let time pass for the signing keys."""
    await session.execute(text("RESET ROLE"))
    await session.execute(
        text(
            "UPDATE api.signing_key SET signs_from = signs_from"
            " - make_interval(hours => :hours)"
        ),
        {"hours": hours},
    )
    await session.commit()


async def kids(anonymous: AsyncClient) -> list[str]:
    keys = (await anonymous.get("/v1/jwks")).json()["keys"]
    return [one["kid"] for one in keys]


async def test_s4_keys_follow_each_other_without_a_gap(  # noqa: PLR0917
    oauth_client: Json,
    app: FastAPI,
    anonymous: AsyncClient,
    session: AsyncSession,
    working_sessions: SessionMaker,
    box: SecretBox,
) -> None:
    async def look_after_keys() -> None:
        async with working_sessions.begin() as work:
            await SigningKeys(work, box).keep_in_time()

    first = await token_of(app, oauth_client)
    await look_after_keys()
    assert len(await kids(anonymous)) == 1

    # A day before its time, the next one is published but does not sign.
    await move_keys(session, 29 * 24)
    await look_after_keys()
    await look_after_keys()
    published = await kids(anonymous)
    second = await token_of(app, oauth_client)
    assert len(published) == 2
    assert part(second, 0)["kid"] == part(first, 0)["kid"] == published[0]

    # When it signs, tokens of the last one are still good.
    await move_keys(session, 24)
    third = await token_of(app, oauth_client)
    assert part(third, 0)["kid"] == published[1]
    assert [(await get(app, one)).status_code for one in (first, third)] == [200, 200]

    # Later the old one is gone, and can never sign again.
    await move_keys(session, 1)
    await look_after_keys()
    assert await kids(anonymous) == published[1:]
    await session.execute(text("RESET ROLE"))
    kept = await session.execute(
        text("SELECT private_sealed IS NULL FROM api.signing_key ORDER BY signs_from")
    )
    assert list(kept.scalars()) == [True, False]


class Published:
    """The published keys, and how often somebody asked for them."""

    def __init__(self) -> None:
        self.keys = {"a": ECKey.generate_key("P-256")}
        self.reads = 0
        self.now = 1000.0

    async def read(self) -> dict[str, ECKey]:
        self.reads += 1
        await asyncio.sleep(0)
        return dict(self.keys)

    def ring(self) -> PublishedKeys:
        return PublishedKeys(self.read, lambda: self.now)


async def test_published_keys_are_read_every_ten_minutes() -> None:
    there = Published()
    ring = there.ring()

    for passed in (0, 300, 299, 1, 600):
        there.now += passed
        assert await ring.find("a") is not None

    assert there.reads == 3


async def test_made_up_key_ids_ask_the_database_once_a_minute() -> None:
    there = Published()
    ring = there.ring()
    await ring.find("a")
    there.now += 60

    for number in range(100):
        assert await ring.find(f"made up {number}") is None
    assert there.reads == 2
    there.keys["b"] = ECKey.generate_key("P-256")
    assert await ring.find("b") is None
    there.now += 60
    assert await ring.find("b") is not None
    assert there.reads == 3


async def test_many_at_once_read_the_keys_once() -> None:
    there = Published()
    ring = there.ring()

    found = await asyncio.gather(*(ring.find("a") for _ in range(50)))

    assert all(found)
    assert there.reads == 1
