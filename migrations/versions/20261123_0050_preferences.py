"""What each person wants to hear, when and how."""

from pathlib import Path

from alembic import op

from bromost_common.migrations import run_sql

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0050_preferences.sql")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0050_preferences_down.sql")
