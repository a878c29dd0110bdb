"""Runs a migration's SQL file inside the migration's transaction."""

from pathlib import Path

from alembic import op


def run_sql(path: Path) -> None:
    """Execute all statements of `path`."""
    run_script(path.read_text())


def run_script(sql: str) -> None:
    """Execute several statements; the driver's own protocol takes them at once."""
    lines = [line.strip() for line in sql.splitlines()]
    if not any(line and not line.startswith("--") for line in lines):
        # The driver stumbles over a script without a statement.
        return
    connection = op.get_bind().connection.dbapi_connection
    connection.run_async(lambda driver: driver.execute(sql))  # type: ignore[union-attr]  # asyncpg's adapter has it
