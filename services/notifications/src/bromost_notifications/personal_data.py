"""What this service's tables tell about people."""

from bromost_common.privacy import (
    Category,
    Kept,
    KeptBecause,
    OnErasure,
    PersonalColumn,
    PersonalTable,
    Purpose,
    Since,
    impersonal,
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
        impersonal=frozenset({"topic", "object_type", "reason"}),
    ),
    PersonalTable(
        "notifications.delivery",
        columns=(
            PersonalColumn("target_id", Category.ACTIVITY, OnErasure.DELETE),
            # A digest, never the address.
            PersonalColumn("sent_to", Category.CONTACT, OnErasure.DELETE),
        ),
        purpose=Purpose.NOTIFICATIONS,
        kept=Kept(Since.ENDED, 90, "ended_at < now() - interval '90 days'"),
        whose="channel = 'email' AND target_id = :person",
        impersonal=frozenset(
            {"source_kind", "channel", "state", "locked_by", "last_error"}
        ),
    ),
    PersonalTable(
        "notifications.suppression",
        columns=(
            PersonalColumn("account_id", Category.ACTIVITY, OnErasure.DELETE),
            PersonalColumn("address_digest", Category.CONTACT, OnErasure.DELETE),
        ),
        purpose=Purpose.NOTIFICATIONS,
        whose="account_id = :person",
        impersonal=frozenset({"cause", "code"}),
    ),
    PersonalTable(
        "notifications.stop_link",
        columns=(
            PersonalColumn("account_id", Category.ACTIVITY, OnErasure.DELETE),
            PersonalColumn(
                "digest", Category.CREDENTIAL, OnErasure.DELETE, is_secret=True
            ),
        ),
        purpose=Purpose.NOTIFICATIONS,
        kept=Kept(Since.CREATED, 180, "created_at < now() - interval '180 days'"),
        whose="account_id = :person",
        impersonal=frozenset({"topics", "locale"}),
    ),
    impersonal(
        *("notifications.mail_template", "topic", "channel", "locale"),
        *("draft_subject", "draft_body", "failure"),
    ),
    impersonal("notifications.mail_template_version", "subject", "body"),
    # Goes with its delivery. What was answered is an endpoint's, never a mail server's:
    # that may repeat the address.
    impersonal("notifications.attempt", "status", "error_class", "response_head"),
    impersonal("notifications.deadline_rules", "rules"),
    PersonalTable(
        "notifications.reminder",
        columns=(PersonalColumn("account_id", Category.ACTIVITY, OnErasure.DELETE),),
        purpose=Purpose.NOTIFICATIONS,
        kept=Kept(Since.CREATED, 400, "sent_on < current_date - 400"),
        whose="account_id = :person",
        impersonal=frozenset({"kind"}),
    ),
    PersonalTable(
        "notifications.calendar_feed",
        columns=(PersonalColumn("account_id", Category.ACTIVITY, OnErasure.DELETE),),
        purpose=Purpose.NOTIFICATIONS,
        kept=Kept(
            Since.CREATED,
            400,
            "coalesce(read_at, issued_at) < now() - interval '400 days'",
        ),
        whose="account_id = :person",
        impersonal=frozenset({"token_digest"}),
    ),
    PersonalTable(
        "notifications.webhook_endpoint",
        columns=(
            PersonalColumn("account_id", Category.ACTIVITY, OnErasure.DELETE),
            PersonalColumn("name", Category.FREE_TEXT, OnErasure.DELETE),
            PersonalColumn("url", Category.FREE_TEXT, OnErasure.DELETE),
        ),
        purpose=Purpose.NOTIFICATIONS,
        kept=Kept(Since.ERASURE),
        whose="account_id = :person",
        impersonal=frozenset({"event_types", "state", "disabled_because"}),
    ),
    # Goes with its endpoint.
    impersonal("notifications.webhook_secret", "sealed"),
    # Ids and the kind of what happened; never who did it.
    PersonalTable(
        "notifications.webhook_message",
        purpose=Purpose.NOTIFICATIONS,
        kept=Kept(Since.CREATED, 95, "created_at < now() - interval '95 days'"),
        impersonal=frozenset({"event_type", "object_type", "body"}),
    ),
    # A programme's own.
    impersonal(
        *("notifications.chat_channel", "name", "kind", "host", "sealed"),
        *("language", "topics", "state", "disabled_because"),
    ),
    # What everybody in a programme may see, never who did it.
    PersonalTable(
        "notifications.chat_message",
        purpose=Purpose.NOTIFICATIONS,
        kept=Kept(Since.CREATED, 95, "created_at < now() - interval '95 days'"),
        impersonal=frozenset({"news"}),
    ),
    # Goes with its feed.
    impersonal("notifications.calendar_entry", "digest"),
    PersonalTable(
        "notifications.preference",
        columns=(PersonalColumn("account_id", Category.ACTIVITY, OnErasure.DELETE),),
        purpose=Purpose.NOTIFICATIONS,
        kept=Kept(Since.ERASURE),
        whose="account_id = :person",
        impersonal=frozenset({"topic", "channel", "mode"}),
    ),
    PersonalTable(
        "notifications.user_setting",
        columns=(
            PersonalColumn("account_id", Category.ACTIVITY, OnErasure.DELETE),
            *(
                PersonalColumn(name, Category.ACTIVITY, OnErasure.DELETE)
                for name in ("time_zone", "quiet_from", "quiet_to", "digest_at")
            ),
        ),
        purpose=Purpose.NOTIFICATIONS,
        kept=Kept(Since.ERASURE),
        whose="account_id = :person",
    ),
    impersonal("notifications.preference_defaults", "rules"),
    PersonalTable(
        "notifications.announcement",
        columns=(
            PersonalColumn("sent_by", Category.ACTIVITY, OnErasure.KEEP),
            PersonalColumn("title", Category.FREE_TEXT, OnErasure.REDACT),
            PersonalColumn("text", Category.FREE_TEXT, OnErasure.REDACT),
        ),
        purpose=Purpose.PROGRAMME_RECORDS,
        whose="sent_by = :person",
        kept_because=KeptBecause.OFFICIAL_RECORD,
        impersonal=frozenset(
            {"audience", "country_code", "roles", "original_language"}
        ),
    ),
    PersonalTable(
        "notifications.announcement_recipient",
        columns=(PersonalColumn("account_id", Category.ACTIVITY, OnErasure.DELETE),),
        purpose=Purpose.NOTIFICATIONS,
        # Long after it is known to how many of them it went by mail.
        kept=Kept(Since.CREATED, 90, "added_at < now() - interval '90 days'"),
        whose="account_id = :person",
    ),
    PersonalTable(
        "notifications.watch",
        columns=(PersonalColumn("account_id", Category.ACTIVITY, OnErasure.DELETE),),
        purpose=Purpose.NOTIFICATIONS,
        kept=Kept(Since.ERASURE),
        whose="account_id = :person",
        impersonal=frozenset({"object_type", "level"}),
    ),
    PersonalTable(
        "notifications.digest",
        columns=(PersonalColumn("account_id", Category.ACTIVITY, OnErasure.DELETE),),
        purpose=Purpose.NOTIFICATIONS,
        kept=Kept(Since.ENDED, 90, "closes_at < now() - interval '90 days'"),
        whose="account_id = :person",
        impersonal=frozenset({"channel"}),
    ),
)
