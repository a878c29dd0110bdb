"""Second factors, passkeys, one-time links and mail."""

from pathlib import Path

from alembic import op

from bromost_common.migrations import run_sql

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0011_sign_in.sql")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0011_sign_in_down.sql")
