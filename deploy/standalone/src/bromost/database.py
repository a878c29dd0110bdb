"""The database of an installation: where it is, and bringing its schema up to date."""

import asyncio
import contextlib
from collections.abc import Iterator

from alembic import command
from alembic.config import Config
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from bromost.console import UserError
from bromost.installation import CHECKOUT, Installation
from bromost.postgres import Postgres


@contextlib.contextmanager
def available(installation: Installation) -> Iterator[str]:
    """The URL of the named database, or of the embedded one, started if need be."""
    if installation.database_url:
        yield installation.database_url
        return
    with Postgres(installation.data) as postgres:
        yield postgres.url()


def migrate(url: str) -> bool:
    """Run what is missing; say whether anything was."""
    if _is_current(url):
        return False
    command.upgrade(_alembic(url), "head")
    return True


def begin_migration(url: str, subject: str) -> None:
    """Write the next revision with what the models say is different."""
    number = f"{int(_newest_known()) + 1:04}"
    command.revision(_alembic(url), message=subject, rev_id=number, autogenerate=True)


def _alembic(url: str) -> Config:
    config = Config(CHECKOUT / "alembic.ini")
    config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    return config


def _is_current(url: str) -> bool:
    try:
        return _newest_known() == asyncio.run(_revision(url))
    except (OSError, DBAPIError) as error:
        reason = str(getattr(error, "orig", None) or error)
        raise UserError(f"The database cannot be reached: {reason}") from error


def _newest_known() -> str:
    names = sorted(
        path.stem for path in (CHECKOUT / "migrations/versions").glob("*.py")
    )
    return names[-1].split("_")[1]


async def _revision(url: str) -> str | None:
    engine = create_async_engine(url, poolclass=NullPool)
    try:
        async with engine.connect() as connection:
            exists = await connection.scalar(
                text("SELECT to_regclass('alembic_version')")
            )
            if exists is None:
                return None
            found = await connection.scalar(
                text("SELECT version_num FROM alembic_version")
            )
            return None if found is None else str(found)
    finally:
        await engine.dispose()
