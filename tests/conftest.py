"""A migrated PostgreSQL, and the services called over HTTP as different people.

Every test runs in one outer transaction that is rolled back; what the services
commit are savepoints in it, each under its service's own database role.
"""

import asyncio
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
from bromost_api.accounts.schemas import AccountCreate
from bromost_api.accounts.service import AccountService
from bromost_api.app import create_app as create_registry
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


@pytest.fixture
def registry(connection: AsyncConnection) -> FastAPI:
    app = create_registry(RegistrySettings(database_url=SecretStr("unused")))
    return attach(app, connection, "bromost_api")


@pytest.fixture
def indicators(connection: AsyncConnection) -> FastAPI:
    app = create_indicators(IndicatorSettings(database_url=SecretStr("unused")))
    return attach(app, connection, "bromost_indicators")


@pytest.fixture
def notifications(connection: AsyncConnection) -> FastAPI:
    app = create_notifications(NotificationSettings(database_url=SecretStr("unused")))
    return attach(app, connection, "bromost_notifications")


@pytest.fixture
async def sign_in(registry: FastAPI) -> SignIn:
    """Makes an account with a role, signs a client in as it, and returns the client."""

    async def sign_in(
        client: AsyncClient, role: Role, scope: Scope = None
    ) -> AsyncClient:
        scope_type, scope_id = scope or (ScopeType.INSTALLATION, None)
        email = f"{role}-{secrets.token_hex(4)}@example.org"
        async with registry.state.sessions.begin() as session:
            await AccountService(session, registry.state.access).register(
                AccountCreate(
                    email=email,
                    display_name=role.replace("_", " ").title(),
                    password=SecretStr(PASSWORD),
                    role=role,
                    scope_type=ScopeType(scope_type),
                    scope_id=scope_id and UUID(scope_id),
                )
            )
        async with AsyncClient(
            transport=ASGITransport(registry), base_url="http://test"
        ) as browser:
            answer = await browser.post(
                "/v1/session", json={"email": email, "password": PASSWORD}
            )
        assert answer.status_code == 200, answer.text
        client.cookies.set("sid", browser.cookies["sid"])
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
