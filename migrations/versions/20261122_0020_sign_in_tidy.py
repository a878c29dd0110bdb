"""What sign-in no longer needs, and addresses found through an index."""

from pathlib import Path

from alembic import op

from bromost_common.migrations import run_sql

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0020_sign_in_tidy.sql")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0020_sign_in_tidy_down.sql")
