"""Tables of kept figures, told with their day."""

from pathlib import Path

from alembic import op

from bromost_common.migrations import run_sql

revision = "0049"
down_revision = "0047"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0049_kept_tables.sql")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0049_kept_tables_down.sql")
