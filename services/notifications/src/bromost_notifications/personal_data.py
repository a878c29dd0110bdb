"""What this service's tables tell about people."""

from bromost_common.privacy import (
    Category,
    Kept,
    OnErasure,
    PersonalColumn,
    PersonalTable,
    Purpose,
    Since,
)

PERSONAL_DATA = (
    PersonalTable(
        "notifications.notification",
        columns=(
            PersonalColumn("account_id", Category.ACTIVITY, OnErasure.DELETE),
            # In other people's inboxes it may say who did something.
            PersonalColumn("params", Category.FREE_TEXT, OnErasure.REDACT),
        ),
        purpose=Purpose.NOTIFICATIONS,
        kept=Kept(Since.CREATED, 365, "created_at < now() - interval '365 days'"),
        whose="account_id = :person",
        impersonal=frozenset({"topic", "object_type"}),
    ),
)
