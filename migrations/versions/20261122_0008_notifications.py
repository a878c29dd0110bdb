"""Notifications."""

from pathlib import Path

from alembic import op

from bromost_common.migrations import run_sql

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    run_sql(SQL / "0008_notifications.sql")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute("DROP FUNCTION common.purge_outbox(interval, integer)")
    op.execute("DROP FUNCTION common.live_sessions(bytea[])")
    op.execute("DROP TABLE notifications.notification")
