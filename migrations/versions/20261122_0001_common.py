"""Roles, schemas, name folding, outbox, inbox, idempotency."""

from pathlib import Path

from alembic import op

from bromost_common.migrations import run_sql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for name in ("roles", "fold", "messages"):
        run_sql(SQL / f"0001_{name}.sql")


def downgrade() -> None:
    # The group roles stay: they belong to the cluster, not to this database.
    op.execute("SET LOCAL lock_timeout = '5s'")
    for schema in ("notifications", "indicators", "api", "common"):
        op.execute(f"DROP SCHEMA {schema} CASCADE")
