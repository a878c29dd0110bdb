"""The history of values finds their indicators by a join."""

from pathlib import Path

from alembic import op

from bromost_common.migrations import run_sql

revision = "0065"
down_revision = "0064"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0065_history_by_join.sql")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0065_history_by_join_down.sql")
