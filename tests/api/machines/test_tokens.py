"""OAuth2 client credentials, from a registered client to an answer of each service."""

import base64
import time
from typing import Any
from uuid import uuid4

import pytest
from fastapi import FastAPI
from httpx import AsyncClient
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey, OKPKey, RSAKey
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from tests.api.machines.programs import (
    AUDIENCES,
    ISSUER,
    ask_token,
    get,
    issue,
    token_of,
    wanted,
)

ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


@pytest.fixture
async def oauth_client(client: AsyncClient) -> dict[str, Any]:
    """A client with a secret that reads projects, results and the inbox."""
    return await issue(
        client, kind="client", permissions=["project.read", "result.read"]
    )


async def test_a_client_gets_a_token_that_opens_the_service(
    oauth_client: dict[str, Any], app: FastAPI
) -> None:
    answer = await ask_token(
        app,
        client_id=oauth_client["machine"]["id"],
        client_secret=oauth_client["secret"],
    )

    body = answer.json()
    assert answer.status_code == 200, answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert (body["token_type"], body["expires_in"]) == ("Bearer", 300)
    assert body["scope"] == "project.read result.read"
    assert (await get(app, body["access_token"])).status_code == 200
    organisations = await get(app, body["access_token"], "/v1/organisations")
    assert organisations.status_code == 403


async def test_basic_authentication_is_the_same(
    oauth_client: dict[str, Any], app: FastAPI
) -> None:
    basic = (oauth_client["machine"]["id"], oauth_client["secret"])

    answer = await ask_token(app, auth=basic, scope="project.read")

    assert answer.status_code == 200
    assert answer.json()["scope"] == "project.read"


async def test_a_token_has_the_scope_that_was_asked_for(
    oauth_client: dict[str, Any], app: FastAPI
) -> None:
    token = await token_of(app, oauth_client, scope="result.read")

    assert (await get(app, token)).status_code == 403


async def test_a_token_is_for_one_service(
    oauth_client: dict[str, Any], registry: FastAPI, indicators: FastAPI
) -> None:
    path = f"/v1/projects/{uuid4()}/results"
    tokens = {
        mount: await token_of(registry, oauth_client, resource=AUDIENCES[mount])
        for mount in ("registry", "indicators")
    }

    assert (await get(registry, tokens["registry"])).status_code == 200
    assert (await get(registry, tokens["indicators"])).status_code == 401
    assert (await get(indicators, tokens["registry"], path)).status_code == 401
    assert (await get(indicators, tokens["indicators"], path)).status_code == 404


async def test_an_api_key_opens_every_service(
    client: AsyncClient, indicators: FastAPI, notifications: FastAPI
) -> None:
    issued = await issue(client, permissions=["project.read", "result.read"])
    path = f"/v1/projects/{uuid4()}/results"

    assert (await get(indicators, issued["secret"], path)).status_code == 404
    assert (await get(notifications, issued["secret"], "/v1/inbox")).status_code == 403


async def test_a_client_s_secret_is_no_api_key_and_a_key_no_client(
    oauth_client: dict[str, Any], client: AsyncClient, app: FastAPI
) -> None:
    key = await issue(client)

    as_key = await get(app, oauth_client["secret"])
    as_client = await ask_token(
        app, client_id=key["machine"]["id"], client_secret=key["secret"]
    )

    assert as_key.status_code == 401
    assert (as_client.status_code, as_client.json()["error"]) == (401, "invalid_client")


@pytest.mark.parametrize(
    ("form", "status", "error"),
    [
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
        ({"grant_type": ""}, 400, "invalid_request"),
        ({"resource": "https://elsewhere.example/"}, 400, "invalid_target"),
        ({"resource": ISSUER}, 400, "invalid_target"),
        ({"resource": ""}, 400, "invalid_target"),
        ({"scope": "organisation.write"}, 400, "invalid_scope"),
        ({"scope": "project.read key.manage"}, 400, "invalid_scope"),
        ({"scope": " "}, 400, "invalid_scope"),
        ({"client_secret": "wrong"}, 401, "invalid_client"),
        ({"client_secret": ""}, 401, "invalid_client"),
        ({"client_id": str(uuid4())}, 401, "invalid_client"),
        ({"client_id": "no id"}, 401, "invalid_client"),
        ({"client_id": "\x00"}, 401, "invalid_client"),
        ({"client_assertion": "a.b.c"}, 400, "invalid_request"),
        ({"unknown": "is ignored"}, 200, None),
    ],
)
async def test_refusals_speak_oauth(
    oauth_client: dict[str, Any],
    app: FastAPI,
    form: dict[str, str],
    status: int,
    error: str | None,
) -> None:
    proof = {
        "client_id": oauth_client["machine"]["id"],
        "client_secret": oauth_client["secret"],
    }

    answer = await ask_token(app, **proof | form)

    assert (answer.status_code, answer.json().get("error")) == (status, error)
    if error:
        assert answer.headers["content-type"] == "application/json"
        assert answer.json()["error_description"]
        assert answer.headers["cache-control"] == "no-store"
    if status == 401:
        assert answer.headers["www-authenticate"].startswith("Basic")


async def test_a_parameter_that_comes_twice_is_refused(
    oauth_client: dict[str, Any], anonymous: AsyncClient
) -> None:
    proof = f"client_id={oauth_client['machine']['id']}&client_id=x"

    answer = await anonymous.post(
        "/v1/token",
        content=f"grant_type=client_credentials&{proof}",
        headers={"Content-Type": "application/x-www-form-urlencoded"},
    )

    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")


async def test_a_body_that_is_no_form_is_refused(anonymous: AsyncClient) -> None:
    answer = await anonymous.post(
        "/v1/token", json={"grant_type": "client_credentials"}
    )

    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")


@pytest.mark.parametrize(
    "header", ["Basic", "Basic !", "Basic YWI=", "Bearer x", "Basic /w=="]
)
async def test_a_broken_authorization_header_is_no_proof(
    anonymous: AsyncClient, header: str
) -> None:
    answer = await anonymous.post(
        "/v1/token",
        data={"grant_type": "client_credentials"},
        headers={"Authorization": header},
    )

    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")


async def test_a_revoked_client_s_tokens_end_at_once(
    oauth_client: dict[str, Any], client: AsyncClient, app: FastAPI
) -> None:
    token = await token_of(app, oauth_client)
    before = await get(app, token)

    path = f"/v1/machines/{oauth_client['machine']['id']}"
    await client.delete(path, headers={"If-Match": '"1"'})

    assert before.status_code == 200
    assert (await get(app, token)).status_code == 401
    again = await ask_token(
        app,
        client_id=oauth_client["machine"]["id"],
        client_secret=oauth_client["secret"],
    )
    assert again.status_code == 401


@pytest.mark.parametrize(("overlap", "status"), [(0, 401), (2, 200)])
async def test_tokens_made_with_a_leaked_secret_end_with_it(
    oauth_client: dict[str, Any],
    client: AsyncClient,
    app: FastAPI,
    overlap: int,
    status: int,
) -> None:
    token = await token_of(app, oauth_client)

    await client.post(
        f"/v1/machines/{oauth_client['machine']['id']}/secrets",
        json={"overlap_days": overlap},
        headers={"If-Match": '"1"'},
    )

    assert (await get(app, token)).status_code == status


async def test_a_role_that_ends_shows_in_tokens_at_once(
    oauth_client: dict[str, Any], app: FastAPI, session: AsyncSession
) -> None:
    token = await token_of(app, oauth_client)

    await session.execute(text("RESET ROLE"))
    await session.execute(
        text("UPDATE api.role_assignment SET valid_from = current_date + 1")
    )
    await session.commit()

    assert (await get(app, token)).status_code == 403


async def test_networks_hold_for_tokens_and_for_their_use(
    client: AsyncClient, app: FastAPI
) -> None:
    issued = await issue(
        client,
        kind="client",
        permissions=["project.read"],
        networks=["192.0.2.0/24"],
    )
    proof = {
        "client_id": issued["machine"]["id"],
        "client_secret": issued["secret"],
    }

    outside = await ask_token(app, address="203.0.113.1", **proof)
    inside = await ask_token(app, address="192.0.2.1", **proof)
    token = inside.json()["access_token"]

    assert (outside.status_code, inside.status_code) == (401, 200)
    assert (await get(app, token, address="203.0.113.1")).status_code == 401
    assert (await get(app, token, address="192.0.2.9")).status_code == 200


async def test_only_who_manages_keys_registers_clients(officer: AsyncClient) -> None:
    answer = await officer.post("/v1/machines", json=wanted(kind="client"))

    assert (answer.status_code, answer.json()["code"]) == (403, "permission_denied")


KEYS: dict[str, Any] = {
    "ES256": ECKey.generate_key("P-256"),
    "RS256": RSAKey.generate_key(2048),
    "PS256": RSAKey.generate_key(2048),
}


def public(key: Any, **changes: Any) -> dict[str, Any]:
    return {"keys": [key.as_dict(private=False) | {"kid": "k1"} | changes]}


async def client_with(client: AsyncClient, key: Any, **changes: Any) -> dict[str, Any]:
    return await issue(
        client,
        kind="client",
        permissions=["project.read"],
        public_keys=public(key, **changes),
    )


def assertion(
    client_id: str, key: Any, alg: str = "ES256", **changes: Any
) -> dict[str, str]:
    now = int(time.time())
    claims = {
        "iss": client_id,
        "sub": client_id,
        "aud": f"{ISSUER}/api/registry/v1/token",
        "exp": now + 60,
        "jti": str(uuid4()),
    } | changes
    claims = {name: value for name, value in claims.items() if value is not None}
    signed = jwt.encode({"alg": alg, "kid": "k1"}, claims, key, algorithms=[alg])
    return {"client_assertion": signed, "client_assertion_type": ASSERTION}


@pytest.mark.parametrize("alg", KEYS)
async def test_a_signed_assertion_is_a_proof_once(
    client: AsyncClient, app: FastAPI, alg: str
) -> None:
    issued = await client_with(client, KEYS[alg])
    signed = assertion(issued["machine"]["id"], KEYS[alg], alg)

    first = await ask_token(app, **signed)
    second = await ask_token(app, **signed)

    assert issued["secret"] is None
    assert issued["machine"]["key_ids"] == ["k1"]
    assert first.status_code == 200, first.text
    assert (await get(app, first.json()["access_token"])).status_code == 200
    assert (second.status_code, second.json()["error"]) == (401, "invalid_client")


@pytest.mark.parametrize(
    "changes",
    [
        {"aud": "https://elsewhere.example/"},
        {"aud": None},
        {"iss": "somebody"},
        {"sub": str(uuid4())},
        {"sub": "nobody"},
        {"exp": None},
        {"exp": 1_000_000_000},
        {"exp": 99_999_999_999},
        {"exp": "soon"},
        {"nbf": 99_999_999_999},
        {"jti": None},
        {"jti": ""},
        {"jti": 7},
        {"jti": "x" * 201},
    ],
)
async def test_an_assertion_with_a_wrong_claim_is_no_proof(
    client: AsyncClient, app: FastAPI, changes: dict[str, Any]
) -> None:
    issued = await client_with(client, KEYS["ES256"])

    answer = await ask_token(
        app, **assertion(issued["machine"]["id"], KEYS["ES256"], **changes)
    )

    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")


async def test_an_assertion_of_another_key_or_kind_is_no_proof(
    client: AsyncClient, app: FastAPI, oauth_client: dict[str, Any]
) -> None:
    issued = await client_with(client, KEYS["ES256"])
    me = issued["machine"]["id"]
    stranger = ECKey.generate_key("P-256")
    public_as_secret = OctKey.import_key(
        base64.urlsafe_b64encode(KEYS["ES256"].as_pem(private=False)).decode()
    )
    header = base64.urlsafe_b64encode(b'{"alg":"none","kid":"k1"}').decode()
    payload = assertion(me, KEYS["ES256"])["client_assertion"].split(".")[1]
    tries = [
        assertion(me, stranger),
        assertion(me, public_as_secret, "HS256"),
        assertion(me, KEYS["RS256"], "RS256"),
        assertion(oauth_client["machine"]["id"], KEYS["ES256"]),
        {
            "client_assertion": f"{header}.{payload}.",
            "client_assertion_type": ASSERTION,
        },
        {"client_assertion": "[" * 9000, "client_assertion_type": ASSERTION},
        {"client_assertion": "a.b.c", "client_assertion_type": ASSERTION},
    ]

    for one in tries:
        answer = await ask_token(app, **one)
        assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")
    with_type = assertion(me, KEYS["ES256"]) | {"client_assertion_type": "saml"}
    assert (await ask_token(app, **with_type)).status_code == 400


async def test_a_client_that_signs_has_no_secret_to_be_guessed(
    client: AsyncClient, app: FastAPI
) -> None:
    issued = await client_with(client, KEYS["ES256"])

    answer = await ask_token(app, client_id=issued["machine"]["id"], client_secret="")

    assert answer.status_code == 401


async def test_a_client_that_signs_changes_its_keys(
    client: AsyncClient, app: FastAPI
) -> None:
    issued = await client_with(client, KEYS["ES256"])
    me = issued["machine"]["id"]

    renewed = await client.post(
        f"/v1/machines/{me}/secrets",
        json={"public_keys": public(KEYS["RS256"])},
        headers={"If-Match": '"1"'},
    )

    assert (renewed.status_code, renewed.json()["secret"]) == (201, None)
    old = await ask_token(app, **assertion(me, KEYS["ES256"]))
    new = await ask_token(app, **assertion(me, KEYS["RS256"], "RS256"))
    assert (old.status_code, new.status_code) == (401, 200)


def bad_keys() -> list[dict[str, Any]]:
    private = KEYS["ES256"].as_dict(private=True) | {"kid": "k1"}
    short = RSAKey.generate_key(2048).as_dict(private=False)
    short["n"] = str(short["n"])[:170]
    one = public(KEYS["ES256"])["keys"][0]
    return [
        {"keys": [private]},
        {"keys": [{"kty": "oct", "k": "c2VjcmV0", "kid": "k1"}]},
        {"keys": [short | {"kid": "k1"}]},
        {"keys": [one, one]},
        {"keys": [one | {"y": one["x"]}]},
        {"keys": [one | {"crv": None}]},
        {"keys": [one | {"x": "ø"}]},
        {"keys": [{"kty": "EC", "kid": "k1"}]},
        {
            "keys": [
                OKPKey.generate_key("Ed25519").as_dict(private=False) | {"kid": "k"}
            ]
        },
        {"keys": [ECKey.generate_key("P-384").as_dict(private=False) | {"kid": "k"}]},
        {"keys": [one | {"kid": f"k{number}"} for number in range(6)]},
        {"keys": [], "jku": "https://elsewhere.example/keys"},
    ]


@pytest.mark.parametrize("number", range(12))
async def test_only_sound_public_keys_are_registered(
    client: AsyncClient, number: int
) -> None:
    answer = await client.post(
        "/v1/machines", json=wanted(kind="client", public_keys=bad_keys()[number])
    )

    assert answer.status_code == 422, answer.text


async def test_where_and_how_is_published(anonymous: AsyncClient) -> None:
    said = (await anonymous.get("/v1/authorization-server")).json()

    assert said["issuer"] == ISSUER
    assert said["token_endpoint"] == f"{ISSUER}/api/registry/v1/token"
    assert said["jwks_uri"] == f"{ISSUER}/api/registry/v1/jwks"
    assert "private_key_jwt" in said["token_endpoint_auth_methods_supported"]
    assert "project.read" in said["scopes_supported"]
