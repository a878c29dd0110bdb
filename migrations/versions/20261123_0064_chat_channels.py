"""Chat channels of programmes, and what is sent there."""

from pathlib import Path

from alembic import op

from bromost_common.migrations import run_sql

revision = "0064"
down_revision = "0063"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0064_chat_channels.sql")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0064_chat_channels_down.sql")
