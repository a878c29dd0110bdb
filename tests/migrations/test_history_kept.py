"""Every business table keeps its history, or says here why it keeps none."""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

SERVICES = ("api", "indicators", "notifications")
WITHOUT = {
    "api.history": "is one",
    "indicators.history": "is one",
    "indicators.figure": "calculated from what has a history",
    "indicators.period_figure": "calculated from what has a history",
    "indicators.cell_figure": "calculated from what has a history",
    "indicators.cell_period_figure": "calculated from what has a history",
    "indicators.figure_due": "marks of what is to be calculated, for a moment",
    "indicators.standing": "counted from what has a history",
    "indicators.standing_due": "marks of what is to be counted, for a moment",
    "indicators.figure_audit": "a record of checks, never changed",
    "indicators.figure_audit_part": "work on a check, gone when it is done",
    "api.country": "a list of codes that only migrations change",
    "api.country_alias": "a list of codes that only migrations change",
    "api.currency": "a list of codes that only migrations change",
    "api.session": "a sign-in, not business; the audit log tells of it",
    "api.totp_factor": "how one signs in: a secret",
    "api.recovery_code": "how one signs in: a secret",
    "api.passkey": "how one signs in: the audit log tells of it",
    "api.ceremony": "a step of signing in, for minutes",
    "api.reset_request": "a step of signing in, for minutes",
    "api.one_time_link": "a secret, for days",
    "api.mail": "a message on its way",
    "api.reminder": "that somebody was told; the inbox has what",
    "api.identity": "how one signs in: the audit log tells of it",
    "api.provider_sign_in": "a step of signing in, for minutes",
    "api.provider_session": "a sign-in",
    "api.machine_secret": "a secret",
    "api.used_assertion": "for minutes, against replay",
    "api.signing_key": "a secret",
    "indicators.contribution_link": "asks for weeks; the audit log tells of it",
    "indicators.contribution_ask": "part of a link, never changed",
    "indicators.contribution_session": "a sign-in, for hours",
    "indicators.entry_cell": "part of an entry, never changed",
    "indicators.entry_step": "is a history, never changed",
    "indicators.follow_up": "a mark of work to do, gone when it is done",
    "indicators.check_confirmation": "part of an entry, never changed",
    "indicators.entry_evidence": "part of an entry, never changed",
    "indicators.report_step": "is a history, never changed",
    "indicators.report_comment": "says itself who wrote, settled and withdrew it",
    "indicators.report_version": "is a history, never changed",
    "indicators.file_chunk": "part of a file, never changed",
    "api.rendering": "a file of somebody, for days",
    "api.rendering_chunk": "part of a file, never changed",
    "api.publication": "is a history, never changed",
    "api.document_template": "is a history, never changed",
    "api.import_batch": "the way of a file; the audit log tells of its steps",
    "api.import_row": "work of an import, never changed",
    "api.import_outcome": "work of an import",
    "api.import_name": "work of an import",
    "api.import_change": "work of an import, never changed",
    "api.import_mapping": "a convenience",
    "notifications.reminder": "that somebody was told; the inbox has what",
    "notifications.deadline_rules": "no history here; the audit log tells of it",
    "notifications.preference": "a wish of one's own; the audit log tells of it",
    "notifications.user_setting": "a wish of one's own; the audit log tells of it",
    "notifications.preference_defaults": "no history here; the audit log tells of it",
    "notifications.watch": "a wish of one's own; the audit log tells of it",
    "notifications.digest": "a message on its way",
    "notifications.digest_item": "a message on its way",
    "notifications.notification": "a message; what it tells of has a history",
    "notifications.delivery": "a message on its way",
    "notifications.calendar_feed": "a secret; the audit log tells of it",
    "notifications.calendar_entry": "a copy of what was said last",
    "notifications.announcement": "the audit log tells of it; sent, it never changes",
    "notifications.announcement_recipient": "a message on its way",
    "notifications.webhook_endpoint": "no history here; the audit log tells of it",
    "notifications.webhook_secret": "a secret; the audit log tells of it",
    "notifications.webhook_message": "a message on its way",
    "notifications.chat_channel": "no history here; the audit log tells of it",
    "notifications.chat_message": "a message on its way",
    "notifications.suppression": "an address that bounced; the audit log tells of it",
    "notifications.stop_link": "a secret",
    "notifications.mail_template": "has versions of its own, never changed",
    "notifications.mail_template_version": "is a history, never changed",
    "notifications.attempt": "a record of one try, never changed",
}


async def test_every_business_table_keeps_its_history(session: AsyncSession) -> None:
    tables = set(
        await session.scalars(
            text(
                "SELECT schemaname || '.' || tablename FROM pg_tables"
                " WHERE schemaname = ANY (:schemas)"
            ),
            {"schemas": list(SERVICES)},
        )
    )
    kept = set(
        await session.scalars(
            text("SELECT table_schema || '.' || table_name FROM common.history_table")
        )
    )
    found = await session.execute(
        text(
            "SELECT event_object_schema || '.' || event_object_table,"
            " count(DISTINCT event_manipulation) FROM information_schema.triggers"
            " WHERE trigger_name LIKE 'history%' GROUP BY 1"
        )
    )
    triggers = {row[0]: row[1] for row in found}

    assert sorted(tables - kept - set(WITHOUT)) == []
    assert sorted(set(WITHOUT) & kept) == []
    assert triggers == dict.fromkeys(kept, 3)


async def test_the_past_has_the_columns_of_the_present(session: AsyncSession) -> None:
    """A migration that changes columns calls `common.renew_history`."""
    different = await session.scalars(
        text(
            """
            SELECT k.table_schema || '.' || k.table_name || '.' || c.column_name
            FROM common.history_table k
            JOIN information_schema.columns c
              ON c.table_schema = k.table_schema AND c.table_name = k.table_name
            WHERE NOT EXISTS (SELECT FROM information_schema.columns p
              WHERE p.table_schema = k.table_schema || '_past'
                AND p.table_name = k.table_name AND p.column_name = c.column_name
                AND p.udt_name = c.udt_name)
            """
        )
    )
    assert list(different) == []


async def test_the_past_is_read_with_the_rights_of_who_reads_it(
    session: AsyncSession,
) -> None:
    careless = await session.scalars(
        text(
            "SELECT relname FROM pg_class c JOIN pg_namespace n"
            " ON n.oid = c.relnamespace WHERE n.nspname LIKE '%\\_past'"
            " AND NOT coalesce(reloptions, '{}') @> ARRAY['security_invoker=true']"
        )
    )
    assert list(careless) == []
