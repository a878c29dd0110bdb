"""Addresses of other systems that are told what happens here."""

from pathlib import Path

from alembic import op

from bromost_common.migrations import run_sql

revision = "0055"
down_revision = "0054"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0055_webhooks.sql")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0055_webhooks_down.sql")
