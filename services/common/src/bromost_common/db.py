"""Declarative base, engine and the little that every repository shares."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar, TypeAlias
from uuid import UUID

from asyncpg.exceptions import PostgresError
from sqlalchemy import (
    ARRAY,
    AdaptedConnection,
    ColumnElement,
    DateTime,
    MetaData,
    Numeric,
    Text,
    Uuid,
    any_,
    event,
    func,
    literal,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.exc import DBAPIError, InvalidatePoolError
from sqlalchemy.ext.asyncio import (
    AsyncConnection,
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from uuid_utils.compat import uuid7

NAMING_CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

# Long enough for the slowest report, short enough that a runaway query dies.
STATEMENT_TIMEOUT_MS = 15_000
# Whoever waits longer for somebody else's change had better try again.
LOCK_TIMEOUT_MS = 10_000
# A transaction that nobody goes on with holds locks and old rows; an import computes
# for minutes between two statements, a request never.
IDLE_TIMEOUT_MS = 60_000
IDLE_TASK_TIMEOUT_MS = 1_800_000

SessionMaker: TypeAlias = async_sessionmaker[AsyncSession]


class Base(DeclarativeBase):
    """Root of every model; one metadata, so one Alembic history."""

    metadata = MetaData(naming_convention=NAMING_CONVENTION)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: Text(),
        datetime: DateTime(timezone=True),
        Decimal: Numeric(18, 2),
        dict[str, str]: JSONB(none_as_null=True),
    }


def new_id() -> UUID:
    """A UUIDv7: sorts by the time it was made, so indexes grow at one end."""
    return uuid7()


def any_of(ids: Iterable[UUID]) -> ColumnElement[Any]:
    """What a column is compared with: one parameter, however many there are.

    With `in_` each of them makes a longer statement, to be read and planned.
    """
    return any_(literal([*ids], ARRAY(Uuid())))


class Record(Base):
    """A row with an identity and timestamps."""

    __abstract__ = True
    # Fetch `updated_at` with the UPDATE itself; loading it later would need a
    # greenlet that async code does not have.
    __mapper_args__ = {  # noqa: RUF012  # SQLAlchemy declares it
        "eager_defaults": True
    }

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    updated_at: Mapped[datetime] = mapped_column(
        server_default=func.now(), onupdate=func.now()
    )


class VersionedRecord(Record):
    """A record that is changed through the API and therefore counts its versions."""

    __abstract__ = True

    version: Mapped[int] = mapped_column(server_default=text("1"), default=1)


def connection_settings(role: str, task: str = "") -> dict[str, str]:
    """What every connection of a service is set to; it acts as `role`.

    With a `task` it sees and writes for the system, not for a person.
    """
    everything = {"bromost.task": task, "bromost.reads": "*", "bromost.writes": "*"}
    return {
        **(everything if task else {}),
        "role": role,
        "application_name": role,
        "statement_timeout": str(STATEMENT_TIMEOUT_MS),
        "lock_timeout": str(LOCK_TIMEOUT_MS),
        "idle_in_transaction_session_timeout": str(
            IDLE_TASK_TIMEOUT_MS if task else IDLE_TIMEOUT_MS
        ),
        "timezone": "UTC",
        "jit": "off",
    }


def create_engine(
    url: str,
    *,
    role: str,
    task: str = "",
    pool_size: int = 6,
    patience: float | None = None,
) -> AsyncEngine:
    """An engine whose connections act as `role`, whoever the URL signs in as.

    A `task` names work that nobody signed in for, such as `worker`.

    `patience` is how many seconds a statement may be waited for when not even
    PostgreSQL's own time limit is heard of, because the network is silent.
    """
    engine = create_async_engine(
        url,
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=10,
        # What a statement was given may be personal, and errors are logged.
        hide_parameters=True,
        connect_args={
            "timeout": 5,
            "command_timeout": patience,
            "server_settings": connection_settings(role, task),
        },
    )
    event.listen(engine.sync_engine, "checkout", _pass_over_lost_connections)
    return engine


def _pass_over_lost_connections(
    connection: AdaptedConnection, _record: object, _proxy: object
) -> None:
    """After a restart of PostgreSQL, let nobody meet what the driver knows is gone."""
    if connection.driver_connection.is_closed():
        raise InvalidatePoolError


def session_maker(
    bind: AsyncEngine | AsyncConnection, kind: type[Session] = Session
) -> SessionMaker:
    return async_sessionmaker(bind, sync_session_class=kind, expire_on_commit=False)


def sqlstate(error: BaseException | None) -> str:
    """PostgreSQL's own code of what went wrong, or an empty text."""
    while error is not None:
        if isinstance(error, PostgresError):
            return str(error.sqlstate or "")
        error = error.__cause__ or getattr(error, "orig", None)
    return ""


def violated_constraint(error: DBAPIError) -> str | None:
    """The name of the constraint that PostgreSQL says was violated."""
    driver_error = getattr(error.orig, "__cause__", None)
    name = getattr(driver_error, "constraint_name", None)
    return name if isinstance(name, str) else None
