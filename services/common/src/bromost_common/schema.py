"""The database schema that this code was written for."""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

# The newest migration's revision; a test compares it with the history's head.
REQUIRED_REVISION = "0008"


class SchemaTooOldError(RuntimeError):
    """The database lacks migrations that this code needs."""


async def check_schema(connection: AsyncConnection) -> None:
    """Raise `SchemaTooOldError` if the migrations have not all been run."""
    found = await connection.scalar(text("SELECT common.schema_revision()"))
    if found is None or found < REQUIRED_REVISION:
        message = (
            f"The database is at revision {found or 'none'}, this program needs"
            f" {REQUIRED_REVISION}. Run `bromost migrate` first."
        )
        raise SchemaTooOldError(message)
