"""How the results of a programme are judged."""

from pathlib import Path

from alembic import op

from bromost_common.migrations import run_sql

revision = "0038"
down_revision = "0035"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0038_programme_rules.sql")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0038_programme_rules_down.sql")
