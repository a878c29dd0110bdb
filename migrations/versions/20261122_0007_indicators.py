"""Results, indicators, periods and what was recorded of them."""

from pathlib import Path

from alembic import op

from bromost_common.migrations import run_sql

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0007_indicators.sql")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute("DROP VIEW indicators.project_use_v1")
    op.execute("REVOKE USAGE ON SCHEMA indicators FROM bromost_api")
    for table in ("entry", "period", "indicator", "result"):
        op.execute(f"DROP TABLE indicators.{table}")
