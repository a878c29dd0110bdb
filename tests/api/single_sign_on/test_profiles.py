"""What the settings of Entra ID, ID-porten and Keycloak mean."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi import FastAPI
from joserfc.jwk import RSAKey
from pydantic import SecretStr, ValidationError
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.settings import Settings
from bromost_api.single_sign_on.jobs import forget
from bromost_api.single_sign_on.providers import IdentityProvider
from bromost_common.context import working

from .conftest import add_person
from .provider import Person, RealProvider

TENANT = "00000000-aaaa-4bbb-8ccc-000000000001"
KEYCLOAK = {
    "id": "keycloak",
    "names": {"en": "The ministry", "nb": "Departementet"},
    "profile": "keycloak",
    "issuer": "https://login.ministry.example/realms/staff",
    "client_id": "bromost",
    "client_secret": "secret",
}
ENTRA = KEYCLOAK | {
    "id": "entra",
    "profile": "entra_id",
    "issuer": f"https://login.microsoftonline.com/{TENANT}/v2.0",
    "tenant": TENANT,
}
ID_PORTEN = KEYCLOAK | {"id": "id-porten", "profile": "id_porten"}


def provider_of(**settings: Any) -> IdentityProvider:
    return IdentityProvider.model_validate(settings)


async def test_id_porten_is_asked_by_a_pushed_request_for_a_pseudonym(
    person: Person, registry: FastAPI, pushing_provider: RealProvider
) -> None:
    await add_person(registry, "id-porten", pushing_provider.issuer, "id-porten-kari")

    url = await person.leave("/v1/sign-in/id-porten")
    assert set(parse_qs(urlsplit(url).query)) == {"client_id", "request_uri"}
    back = await person.identify(
        url, {"login": "kari", "acr": "idporten-loa-substantial"}
    )
    answer = await person.come_back(back)

    assert answer.headers["location"] == "/"


@pytest.mark.parametrize("acr", ["low", ""])
async def test_id_portens_lower_levels_are_refused(
    person: Person, registry: FastAPI, pushing_provider: RealProvider, acr: str
) -> None:
    await add_person(registry, "id-porten", pushing_provider.issuer, "id-porten-low")

    back = await person.sign_in("low", start="/v1/sign-in/id-porten", acr=acr)

    assert back.headers["location"] == "/sign-in?problem=sign_in_too_weak"


def test_id_porten_counts_as_two_factors_and_no_number_is_a_name() -> None:
    provider = provider_of(**ID_PORTEN)
    claims = {"sub": "pseudonym", "pid": "synthetic number", "acr": "idporten-loa-high"}

    assert provider.subject_of(claims) == "pseudonym"
    assert provider.is_multi_factor(claims)
    assert provider.vouched_email(claims) is None
    assert not provider.is_enough({"acr": "eidas-low"})


def test_entra_id_names_people_by_object_and_tenant() -> None:
    provider = provider_of(**ENTRA)

    assert provider.subject_of({"sub": "s", "oid": "o", "tid": TENANT}) == "o"
    assert provider.subject_of({"sub": "s", "oid": "o", "tid": "another"}) is None
    assert provider.subject_of({"sub": "s", "tid": TENANT}) is None
    assert provider.is_multi_factor({"amr": ["pwd", "mfa"]})
    assert not provider.is_multi_factor({"amr": ["pwd"]})
    assert not provider.is_multi_factor({"amr": "mfa"})


def test_keycloak_tells_levels_by_acr() -> None:
    provider = provider_of(**KEYCLOAK, acr_values=["2"], multi_factor_acr=["2"])

    assert provider.is_enough({"acr": "2"})
    assert not provider.is_enough({"acr": "1"})
    assert not provider.is_enough({})
    assert provider.is_multi_factor({"acr": "2"})
    assert provider.subject_of({"sub": "s"}) == "s"


@pytest.mark.parametrize(
    "changes",
    [
        {"issuer": "http://login.ministry.example/realms/staff"},
        {"issuer": "https://user:word@login.ministry.example"},
        {"issuer": "ftp://login.ministry.example"},
        {"issuer": "https://"},
        {"client_secret": None},
        {"private_key_file": "/keys/client.pem"},
        {"scopes": ["profile"]},
        {"id": "Key Cloak"},
        {"names": {}},
        {"profile": "another"},
        {"unknown": True},
        {"profile": "entra_id"},
        {"profile": "entra_id", "tenant": TENANT},
        {"profile": "id_porten", "acr_values": ["eidas-low"]},
    ],
    ids=str,
)
def test_settings_that_make_no_sense_stop_the_start(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError) as refused:
        provider_of(**(KEYCLOAK | changes))

    assert "secret=" not in str(refused.value)


def test_two_providers_need_two_names() -> None:
    with pytest.raises(ValidationError):
        Settings(database_url=SecretStr("x"), identity_providers=(KEYCLOAK, KEYCLOAK))


def test_providers_come_from_the_environment_or_from_a_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "providers.json"
    file.write_text(json.dumps([KEYCLOAK]))

    for value in (json.dumps([KEYCLOAK]), str(file)):
        monkeypatch.setenv("BROMOST_API_IDENTITY_PROVIDERS", value)
        settings = Settings(database_url=SecretStr("x"))
        assert [one.id for one in settings.identity_providers] == ["keycloak"]
        assert "secret'" not in repr(settings)


def test_a_secret_and_a_key_are_read_from_files(tmp_path: Path) -> None:
    secret, pem = tmp_path / "secret", tmp_path / "key.pem"
    secret.write_text("from a file\n")
    pem.write_bytes(RSAKey.generate_key(2048).as_pem())
    without = {k: v for k, v in KEYCLOAK.items() if k != "client_secret"}

    assert provider_of(**without, client_secret_file=secret).secret() == "from a file"
    key = provider_of(**without, private_key_file=pem).private_key()
    assert isinstance(key, RSAKey)


async def test_sign_ins_that_nobody_finished_are_forgotten(
    person: Person, registry: FastAPI, session: AsyncSession
) -> None:
    await person.leave("/v1/sign-in/real")
    await person.leave("/v1/sign-in/real")
    await session.execute(
        text(
            "UPDATE api.provider_sign_in SET expires_at = now() - interval '1 minute'"
            " WHERE id = (SELECT min(id::text)::uuid FROM api.provider_sign_in)"
        )
    )
    await session.commit()

    await forget(working(registry.state.sessions, "worker"))

    left = await session.scalar(text("SELECT count(*) FROM api.provider_sign_in"))
    assert left == 1
