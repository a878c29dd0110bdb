"""A migrated PostgreSQL, and the services called over HTTP as different people.

Every test runs in one outer transaction that is rolled back; what the services
commit are savepoints in it, each under its service's own database role.
"""

import asyncio
import functools
import os
import secrets
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any, Protocol, TypeAlias
from uuid import UUID

import pytest
import structlog
from alembic import command
from alembic.config import Config
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient
from pydantic import SecretStr
from sqlalchemy import event, make_url, text
from sqlalchemy.ext.asyncio import (
    AsyncConnection,
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)
from sqlalchemy.orm import ORMExecuteState, Session
from sqlalchemy.pool import NullPool

from bromost.postgres import Postgres
from bromost_api.accounts.models import Account, RoleAssignment
from bromost_api.accounts.passwords import hash_password
from bromost_api.accounts.repository import AccountRepository
from bromost_api.app import create_app as create_registry
from bromost_api.sessions.service import Browser, Sessions
from bromost_api.settings import Settings as RegistrySettings
from bromost_common.auth import Context, Role, ScopeType, working_on
from bromost_common.context import CONTEXT, SET, say_who_acts, settings_of
from bromost_common.db import SessionMaker
from bromost_common.logging import configure_logging
from bromost_common.secrets_at_rest import new_key
from bromost_indicators.app import create_app as create_indicators
from bromost_indicators.settings import Settings as IndicatorSettings
from bromost_notifications.app import create_app as create_notifications
from bromost_notifications.settings import Settings as NotificationSettings

ROOT = Path(__file__).parents[1]
PASSWORD = "four quiet words"
configure_logging("ERROR")
# So that a test may listen to what is logged.
structlog.configure(cache_logger_on_first_use=False)
# Also for the processes that tests start.
os.environ.setdefault("BROMOST_SECRET_KEY", new_key())

# A kind of scope and its id; None is the installation.
Scope: TypeAlias = tuple[str, str] | None


class SignIn(Protocol):
    """Makes an account with a role in a scope, and signs a client in as it."""

    async def __call__(
        self, client: AsyncClient, role: Role, scope: Scope = None
    ) -> AsyncClient: ...


# Somebody with a role in a kind of scope and its id, signed in.
Somebody = Callable[[Role, str, str], Awaitable[AsyncClient]]


@pytest.fixture(scope="session")
def server_url() -> Iterator[str]:
    """The URL of a database server that may be filled: embedded unless one is named."""
    named = os.environ.get("BROMOST_TEST_DATABASE_URL")
    if named:
        yield named
        return
    with tempfile.TemporaryDirectory(prefix="bromost-test-") as folder:
        Path(folder).chmod(0o711)
        with Postgres(Path(folder)) as postgres:
            yield postgres.url("postgres")


async def _execute(url: str, *statements: str) -> None:
    engine = create_async_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        for statement in statements:
            await connection.execute(text(statement))
    await engine.dispose()


def migrate(url: str, revision: str = "head") -> None:
    config = Config(ROOT / "alembic.ini")
    config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    command.upgrade(config, revision)


@pytest.fixture(scope="session")
def new_database(server_url: str) -> Iterator[Callable[[str | None], str]]:
    """Makes empty databases, or copies of another, and drops them at the end."""
    made: list[str] = []

    def make(template: str | None = None) -> str:
        name = f"bromost_test_{secrets.token_hex(6)}"
        copied = f"TEMPLATE {template} STRATEGY file_copy" if template else ""
        asyncio.run(_execute(server_url, f"CREATE DATABASE {name} {copied}"))
        made.append(name)
        return make_url(server_url).set(database=name).render_as_string(False)

    yield make
    drops = [f"DROP DATABASE IF EXISTS {name} WITH (FORCE)" for name in made]
    asyncio.run(_execute(server_url, *drops))


@pytest.fixture(scope="session")
def template_url(new_database: Callable[[str | None], str]) -> str:
    """A migrated database that nobody connects to, to be copied."""
    url = new_database(None)
    migrate(url)
    return url


@pytest.fixture(scope="session")
def database_url(template_url: str, new_database: Callable[[str | None], str]) -> str:
    """The database in which every test's transaction is rolled back."""
    return new_database(make_url(template_url).database)


@pytest.fixture
def committed_database_url(
    template_url: str, new_database: Callable[[str | None], str]
) -> str:
    """A migrated database of one test's own, for real commits."""
    return new_database(make_url(template_url).database)


@pytest.fixture(scope="session")
async def engine(database_url: str) -> AsyncIterator[AsyncEngine]:
    engine = create_async_engine(database_url)
    yield engine
    await engine.dispose()


@pytest.fixture
async def connection(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """A connection whose work is undone when the test ends."""
    async with engine.connect() as connection:
        transaction = await connection.begin()
        yield connection
        await transaction.rollback()


def sessions_as(connection: AsyncConnection, role: str | None) -> SessionMaker:
    """Sessions whose commits are savepoints, acting as `role`."""

    class RoleSession(Session):
        pass

    if role is None:
        # The services' sessions change the role of the connection that all share.
        @event.listens_for(RoleSession, "do_orm_execute")
        def act_as_owner(state: ORMExecuteState) -> None:
            state.session.connection().exec_driver_sql("RESET ROLE")

        @event.listens_for(RoleSession, "before_flush")
        def flush_as_owner(session: Session, *_: object) -> None:
            session.connection().exec_driver_sql("RESET ROLE")

    else:

        @event.listens_for(RoleSession, "after_begin")
        def act_as_role(session: Session, transaction: Any, bind: Any) -> None:
            bind.exec_driver_sql(f"SET LOCAL ROLE {role}")
            if "scope" not in session.info:
                # Outside of a request: what the workers do.
                session.info.setdefault(CONTEXT, working_on("test"))
            say_who_acts(session, transaction, bind)

    return async_sessionmaker(
        connection,
        sync_session_class=RoleSession,
        expire_on_commit=False,
        join_transaction_mode="create_savepoint",
    )


@pytest.fixture
def sessions(connection: AsyncConnection) -> SessionMaker:
    """Sessions of the database's owner, to look behind the curtain."""
    return sessions_as(connection, None)


@pytest.fixture
async def session(sessions: SessionMaker) -> AsyncIterator[AsyncSession]:
    async with sessions() as session:
        yield session


class TestReads:
    """Quick reads on the test's own connection, so that they see what it did."""

    __test__ = False

    def __init__(self, connection: AsyncConnection, role: str) -> None:
        self._connection = connection
        self._role = role

    async def row_as(self, reader: Context, sql: str, *values: Any) -> Any:
        await self._connection.exec_driver_sql(f"SET LOCAL ROLE {self._role}")
        await self._connection.execute(SET, settings_of(reader))
        result = await self._connection.exec_driver_sql(sql, values)
        row = result.one_or_none()
        return row and Found(row)


class Found:
    """A row as the driver gives it: by place and by name."""

    def __init__(self, row: Any) -> None:
        self._row = row

    def __iter__(self) -> Iterator[Any]:
        return iter(self._row)

    def __getitem__(self, name: str) -> Any:
        return self._row._mapping[name]  # noqa: SLF001  # the documented way


def attach(app: FastAPI, connection: AsyncConnection, role: str) -> FastAPI:
    """Let `app` work inside of the test's transaction."""
    app.state.sessions = sessions_as(connection, role)
    app.state.quick = TestReads(connection, role)
    return app


def new_registry() -> FastAPI:
    return create_registry(RegistrySettings(database_url=SecretStr("unused")))


def new_indicators() -> FastAPI:
    return create_indicators(IndicatorSettings(database_url=SecretStr("unused")))


def new_notifications() -> FastAPI:
    return create_notifications(NotificationSettings(database_url=SecretStr("unused")))


# One of each, for its routes: they are built when they are first asked for, which
# takes longer than most tests.
_built = functools.cache(lambda create: create())


def with_built_routes(create: Callable[[], FastAPI]) -> FastAPI:
    """A new application whose routes are those of all others that `create` made."""
    app, pattern = create(), _built(create)
    # The same included routers, in a list of its own: what a test adds stays with it.
    app.router.routes = list(pattern.router.routes)
    pattern.dependency_overrides.clear()
    app.dependency_overrides = pattern.dependency_overrides
    return app


@pytest.fixture
def registry(connection: AsyncConnection) -> FastAPI:
    return attach(with_built_routes(new_registry), connection, "bromost_api")


@pytest.fixture
def indicators(connection: AsyncConnection) -> FastAPI:
    app = with_built_routes(new_indicators)
    return attach(app, connection, "bromost_indicators")


@pytest.fixture
def notifications(connection: AsyncConnection) -> FastAPI:
    app = with_built_routes(new_notifications)
    return attach(app, connection, "bromost_notifications")


@pytest.fixture(scope="session")
async def password_hash() -> str:
    """Of everybody's password: made once, for it takes long on purpose."""
    return await hash_password(PASSWORD)


@pytest.fixture
async def sign_in(registry: FastAPI, password_hash: str) -> SignIn:
    """Makes an account with a role, signs a client in as it, and returns the client.

    As though its password had been asked for: that takes long on purpose, and has tests
    of its own.
    """

    async def sign_in(
        client: AsyncClient, role: Role, scope: Scope = None
    ) -> AsyncClient:
        scope_type, scope_id = scope or (ScopeType.INSTALLATION, None)
        account = Account(
            email=f"{role}-{secrets.token_hex(4)}@example.org",
            display_name=role.replace("_", " ").title(),
            password_hash=password_hash,
        )
        async with registry.state.sessions.begin() as session:
            accounts = AccountRepository(session)
            await accounts.add(account)
            accounts.add_role(
                RoleAssignment(
                    account_id=account.id,
                    role=role,
                    scope_type=ScopeType(scope_type),
                    scope_id=scope_id and UUID(scope_id),
                )
            )
            token = await Sessions(session).start(
                account.id,
                browser=Browser(device=None, network=None),
                method="password",
                second_factor=None,
                needs_factor=False,
            )
        client.cookies.set("sid", token)
        return client

    return sign_in


@pytest.fixture
async def somebody(app: FastAPI, sign_in: SignIn) -> AsyncIterator[Somebody]:
    async with AsyncExitStack() as opened:

        async def somebody(role: Role, kind: str, scope_id: str) -> AsyncClient:
            transport = ASGITransport(app, raise_app_exceptions=False)
            client = AsyncClient(transport=transport, base_url="http://test")
            await opened.enter_async_context(client)
            return await sign_in(client, role, (kind, scope_id))

        yield somebody


async def client_of(app: FastAPI) -> AsyncIterator[AsyncClient]:
    transport = ASGITransport(app, raise_app_exceptions=False)
    async with AsyncClient(transport=transport, base_url="http://test") as client:
        yield client


@pytest.fixture
def app(registry: FastAPI) -> FastAPI:
    """The service under test; each service's folder overrides it."""
    return registry


@pytest.fixture
async def anonymous(app: FastAPI) -> AsyncIterator[AsyncClient]:
    async for client in client_of(app):
        yield client


@pytest.fixture
async def client(app: FastAPI, sign_in: SignIn) -> AsyncIterator[AsyncClient]:
    """An administrator."""
    async for client in client_of(app):
        yield await sign_in(client, Role.ADMINISTRATOR)


@pytest.fixture
async def officer(app: FastAPI, sign_in: SignIn) -> AsyncIterator[AsyncClient]:
    async for client in client_of(app):
        yield await sign_in(client, Role.PROGRAMME_MANAGER)


@pytest.fixture
async def reader(app: FastAPI, sign_in: SignIn) -> AsyncIterator[AsyncClient]:
    async for client in client_of(app):
        yield await sign_in(client, Role.ADVISER)
