"""Sign-in through an organisation's identity provider."""

from pathlib import Path

from alembic import op

from bromost_common.migrations import run_sql

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0012_single_sign_on.sql")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0012_single_sign_on_down.sql")
