"""What reports say in words, by the template of their programme."""

from pathlib import Path

from alembic import op

from bromost_common.migrations import run_sql

revision = "0088"
down_revision = "0087"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0088_report_sections.sql")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0088_report_sections_down.sql")
