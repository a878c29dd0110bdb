"""Who removed a rule is told to whoever manages what it was of."""

from pathlib import Path

from alembic import op

from bromost_common.migrations import run_sql

revision = "0082"
down_revision = "0081"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0082_removed_rules.sql")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0082_removed_rules_down.sql")
