"""The audit of thousands of new rows looks for nothing that was there before."""

from pathlib import Path

from alembic import op

from bromost_common.migrations import run_sql

revision = "0086"
down_revision = "0085"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0086_audit_of_many.sql")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0086_audit_of_many_down.sql")
