"""The database schema that this code was written for."""

from typing import Self

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

# The newest migration's revision; a test compares it with the history's head.
REQUIRED_REVISION = "0102"


# There is no such function, schema or role: no migration was ever run.
NOT_MIGRATED = frozenset({"42883", "3F000", "22023"})


class SchemaTooOldError(RuntimeError):
    """The database lacks migrations that this code needs."""

    @classmethod
    def found(cls, revision: str | None) -> Self:
        return cls(
            f"The database is at revision {revision or 'none'}, this program needs"
            f" {REQUIRED_REVISION}. Run `bromost migrate` first."
        )


async def check_schema(connection: AsyncConnection) -> None:
    """Raise `SchemaTooOldError` if the migrations have not all been run."""
    found = await connection.scalar(text("SELECT common.schema_revision()"))
    if found is None or found < REQUIRED_REVISION:
        raise SchemaTooOldError.found(found)
