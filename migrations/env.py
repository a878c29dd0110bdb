"""One history for all services; every table belongs to one service's schema."""

import asyncio
import importlib
import os
from pathlib import Path

from alembic import context
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from bromost_common.db import Base

SCHEMAS = ("common", "api", "indicators", "notifications")
# One migration at a time, however many processes start at once.
MIGRATION_LOCK = 7_306_261_122


def import_models() -> None:
    """Every `models.py` under services/ describes tables of the one metadata."""
    importlib.import_module("bromost_common.outbox")
    services = Path(__file__).parents[1] / "services"
    for path in sorted(services.glob("*/src/**/models.py")):
        parts = path.relative_to(services).with_suffix("").parts[2:]
        importlib.import_module(".".join(parts))


# Written by triggers and functions of the database alone.
KEPT_BY_THE_DATABASE = {
    "history",
    "history_table",
    "audit_event",
    "audit_salt",
    "audit_seal",
    "personal_read",
}


def include_name(name: str | None, kind: str, _: object) -> bool:
    if kind == "table":
        # Not even looked at: their types are not all known to SQLAlchemy.
        return name not in KEPT_BY_THE_DATABASE
    return kind != "schema" or name in SCHEMAS


# Tables that no model describes: kept by SQL alone.
UNMODELLED = {"idempotency", "job_start", "rate_limit"}


def include_object(
    _object: object,
    name: str | None,
    kind: str,
    reflected: bool,  # noqa: FBT001  # Alembic calls it so
    _other: object,
) -> bool:
    unmodelled = name in UNMODELLED or (name or "").startswith("pgqueuer")
    return not (kind == "table" and reflected and unmodelled)


def run(connection: Connection) -> None:
    connection.execute(text(f"SELECT pg_advisory_lock({MIGRATION_LOCK})"))
    connection.commit()
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        include_schemas=True,
        include_name=include_name,
        include_object=include_object,
        compare_server_default=True,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()


async def main() -> None:
    url = context.config.get_main_option("sqlalchemy.url")
    engine = create_async_engine(
        url or os.environ["BROMOST_DATABASE_URL"], poolclass=NullPool
    )
    async with engine.connect() as connection:
        await connection.run_sync(run)
        await connection.commit()
    await engine.dispose()


import_models()
asyncio.run(main())
