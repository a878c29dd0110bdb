import json
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack
from pathlib import Path
from secrets import token_hex
from typing import Any

import pytest
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient
from joserfc.jwk import ECKey
from pydantic import SecretStr
from sqlalchemy.ext.asyncio import AsyncConnection
from structlog.testing import CapturingLogger

from bromost_api.accounts.models import Account
from bromost_api.app import create_app
from bromost_api.settings import Settings
from bromost_api.single_sign_on import flow
from bromost_api.single_sign_on.models import Identity
from bromost_common.auth import Role
from bromost_common.context import working
from tests.conftest import SignIn, attach
from tests.live import served

from .forger import CLIENT, Forger
from .provider import (
    SECRET,
    SITE,
    Person,
    RealProvider,
    client_settings,
    free_port,
    real_provider,
)

LEVELS = ["low", "idporten-loa-substantial", "idporten-loa-high"]


@pytest.fixture(scope="session")
def client_key() -> ECKey:
    return ECKey.generate_key("P-256", {"kid": "ours", "use": "sig", "alg": "ES256"})


@pytest.fixture(scope="session")
def our_port() -> int:
    """Where the provider expects us to listen for its messages."""
    return free_port()


@pytest.fixture(scope="session")
def provider(our_port: int) -> Iterator[RealProvider]:
    clients = [client_settings(name, SITE) for name in ("real", "open", "strict")]
    message = f"http://127.0.0.1:{our_port}/v1/back-channel-logout/told"
    clients.append(client_settings("told", SITE, backchannel_logout_uri=message))
    with real_provider(free_port(), clients, acrValues=LEVELS) as running:
        yield running


@pytest.fixture(scope="session")
def pushing_provider(client_key: ECKey) -> Iterator[RealProvider]:
    """As ID-porten is: pushed requests, signed assertions, a pseudonym per client."""
    keys = {"keys": [client_key.as_dict(private=False)]}
    client = client_settings(
        "id-porten",
        SITE,
        client_secret=None,
        token_endpoint_auth_method="private_key_jwt",
        token_endpoint_auth_signing_alg="ES256",
        subject_type="pairwise",
        jwks=keys,
    )
    client.pop("client_secret")
    with real_provider(free_port(), [client], acrValues=LEVELS, pushed=True) as running:
        yield running


@pytest.fixture
def forger() -> Iterator[Forger]:
    forger = Forger()
    with served(forger.app()) as url:
        forger.issuer = url
        yield forger


@pytest.fixture
def providers(
    provider: RealProvider,
    pushing_provider: RealProvider,
    forger: Forger,
    client_key: ECKey,
    tmp_path: Path,
) -> list[dict[str, Any]]:
    key_file = tmp_path / "client-key.json"
    key_file.write_text(json.dumps(client_key.as_dict(private=True)))
    return [
        provider.settings(),
        provider.settings("open", create_accounts=True),
        provider.settings("strict", acr_values=LEVELS[1:], multi_factor_acr=LEVELS[1:]),
        provider.settings("told"),
        {
            "id": "id-porten",
            "names": {"en": "As ID-porten"},
            "profile": "id_porten",
            "issuer": pushing_provider.issuer,
            "client_id": "id-porten",
            "private_key_file": str(key_file),
            "key_id": "ours",
        },
        {
            "id": CLIENT,
            "names": {"en": "Forger"},
            "issuer": forger.issuer,
            "client_id": CLIENT,
            "client_secret": SECRET,
        },
    ]


@pytest.fixture
def registry(connection: AsyncConnection, providers: list[dict[str, Any]]) -> FastAPI:
    settings = Settings(
        database_url=SecretStr("unused"),
        public_url=SITE,
        identity_providers=providers,
    )
    return attach(create_app(settings), connection, "bromost_api")


@pytest.fixture
async def meet(registry: FastAPI) -> AsyncIterator[Callable[[], Any]]:
    """Somebody with a new browser."""
    async with AsyncExitStack() as stack:

        async def meet() -> Person:
            site = AsyncClient(transport=ASGITransport(registry), base_url=SITE)
            return Person(
                await stack.enter_async_context(site),
                await stack.enter_async_context(AsyncClient()),
            )

        yield meet


@pytest.fixture
async def person(meet: Callable[[], Any]) -> Person:
    met: Person = await meet()
    return met


@pytest.fixture
def logged(monkeypatch: pytest.MonkeyPatch) -> CapturingLogger:
    """What the sign-in says to the log."""
    logger = CapturingLogger()
    monkeypatch.setattr(flow, "log", logger)
    return logger


async def add_person(
    registry: FastAPI, provider: str, issuer: str, subject: str
) -> None:
    """Somebody without a password, who comes through a provider."""
    async with working(registry.state.sessions, "test").begin() as session:
        account = Account(
            email=f"{subject}@example.org",
            display_name="Linked Person",
            password_hash=None,
            locale="en",
        )
        session.add(account)
        await session.flush()
        session.add(
            Identity(
                account_id=account.id, provider=provider, issuer=issuer, subject=subject
            )
        )


@pytest.fixture
async def linked(registry: FastAPI, provider: RealProvider) -> str:
    """The real provider's name of somebody who has an account with us."""
    login = f"linked-{token_hex(4)}"
    await add_person(registry, "real", provider.issuer, login)
    return login


@pytest.fixture
async def forged_account(registry: FastAPI, forger: Forger) -> str:
    """The forger's name of somebody who has an account with us."""
    subject = f"mallory-{token_hex(4)}"
    await add_person(registry, CLIENT, forger.issuer, subject)
    return subject


@pytest.fixture
async def signed_in(meet: Callable[[], Any], sign_in: SignIn) -> Person:
    """Somebody who came with a password."""
    met: Person = await meet()
    await sign_in(met.site, Role.ADVISER)
    return met
