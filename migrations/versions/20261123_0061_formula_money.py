"""Formulas over money of several currencies."""

from pathlib import Path

from alembic import op

from bromost_common.migrations import run_sql

revision = "0061"
down_revision = "0057"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0061_formula_money.sql")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0061_formula_money_down.sql")
