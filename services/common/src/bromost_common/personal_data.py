"""What the tables that all services share tell about people."""

from .privacy import (
    Basis,
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

_EVENTS = (
    PersonalTable(
        "common.outbox",
        columns=(
            PersonalColumn("actor_id", Category.ACTIVITY, OnErasure.KEEP),
            PersonalColumn("payload", Category.FREE_TEXT, OnErasure.REDACT),
        ),
        purpose=Purpose.NOTIFICATIONS,
        # The relay forgets what every consumer is done with.
        kept=Kept(Since.CREATED, days=30),
        whose="actor_id = :person",
        kept_because=KeptBecause.NAMES_NOBODY,
        impersonal=frozenset({"event_type", "object_type"}),
    ),
    PersonalTable(
        "common.idempotency",
        columns=(
            PersonalColumn("body", Category.ACTIVITY, OnErasure.DELETE, is_secret=True),
        ),
        purpose=Purpose.OPERATION,
        basis=Basis.LEGITIMATE_INTEREST,
        kept=Kept(Since.CREATED, 1, "created_at < now() - interval '1 day'"),
        whose=(
            "position(CAST(:person AS text) IN encode(body, 'escape')) > 0"
            " OR common.mentions(encode(body, 'escape'), :needles)"
        ),
        impersonal=frozenset({"id", "request_digest", "headers"}),
    ),
)
_REQUESTS = (
    PersonalTable(
        "common.person_request",
        columns=(
            PersonalColumn("person_id", Category.ACTIVITY, OnErasure.KEEP),
            PersonalColumn("terms", Category.IDENTITY, OnErasure.KEEP),
            PersonalColumn("reason", Category.FREE_TEXT, OnErasure.REDACT),
            PersonalColumn("refusal", Category.FREE_TEXT, OnErasure.REDACT),
        ),
        purpose=Purpose.PRIVACY_REQUESTS,
        basis=Basis.LEGAL_OBLIGATION,
        kept=Kept(
            Since.ENDED,
            1095,
            "ended_at < now() - interval '3 years'"
            " OR (kind = 'export' AND ended_at < now() - interval '7 days')",
        ),
        whose="person_id = :person",
        kept_because=KeptBecause.ACCOUNTABILITY,
        impersonal=frozenset({"kind", "state", "pseudonym"}),
    ),
    PersonalTable(
        "common.person_request_part",
        columns=(PersonalColumn("content", Category.ACTIVITY, OnErasure.DELETE),),
        purpose=Purpose.PRIVACY_REQUESTS,
        basis=Basis.LEGAL_OBLIGATION,
        kept=Kept(Since.ENDED, days=7),
        whose=(
            "request_id IN (SELECT id FROM common.person_request"
            " WHERE person_id = :person AND kind = 'export' AND ended_at IS NOT NULL)"
        ),
        impersonal=frozenset({"service", "outcome"}),
    ),
    impersonal("common.retention_run", "service", "table_name"),
)
_TRACES = (
    # Sealed: nothing in it is ever changed, so it holds hashes instead of names.
    PersonalTable(
        "common.audit_event",
        columns=(
            PersonalColumn("actor_id", Category.ACTIVITY, OnErasure.KEEP),
            PersonalColumn("on_behalf_of", Category.ACTIVITY, OnErasure.KEEP),
            PersonalColumn("changes", Category.ACTIVITY, OnErasure.KEEP),
            PersonalColumn("address_hash", Category.DEVICE, OnErasure.KEEP),
            PersonalColumn("reason", Category.FREE_TEXT, OnErasure.KEEP),
        ),
        purpose=Purpose.ACCOUNTABILITY,
        basis=Basis.LEGAL_OBLIGATION,
        whose="actor_id = :person",
        kept_because=KeptBecause.ACCOUNTABILITY,
        impersonal=frozenset(
            {
                *("txid", "service", "kind", "outcome", "action", "code"),
                *("method", "object_type"),
            }
        ),
    ),
    PersonalTable(
        "common.personal_read",
        columns=(
            PersonalColumn("reader_id", Category.ACTIVITY, OnErasure.KEEP),
            PersonalColumn("on_behalf_of", Category.ACTIVITY, OnErasure.KEEP),
            # Who else was in the same list is not for any of them to know.
            PersonalColumn("people", Category.ACTIVITY, OnErasure.KEEP, is_secret=True),
        ),
        purpose=Purpose.ACCOUNTABILITY,
        basis=Basis.LEGAL_OBLIGATION,
        kept=Kept(
            Since.CREATED,
            365,
            "at < now() - interval '1 year'",
            forgotten_by="common.forget_reads",
        ),
        whose="people @> ARRAY[:person] OR reader_id = :person",
        kept_because=KeptBecause.ACCOUNTABILITY,
        impersonal=frozenset({"service", "action"}),
    ),
    impersonal("common.audit_salt", "salt"),
    impersonal(
        *("common.audit_seal", "positions", "digests", "next_txid", "previous"),
        "hash",
    ),
    impersonal(
        *("common.history_table", "table_schema", "table_name", "object_type"),
        *("object_key", "kept", "personal"),
    ),
)
_MACHINERY = (
    impersonal("common.inbox", "consumer", "state", "last_error"),
    # Jobs hold ids, never what they are about.
    impersonal(
        "common.pgqueuer", "status", "entrypoint", "dedupe_key", "payload", "headers"
    ),
    impersonal("common.pgqueuer_log", "status", "entrypoint", "traceback"),
    impersonal("common.pgqueuer_schedules", "expression", "entrypoint", "status"),
    impersonal("common.pgqueuer_statistics", "status", "entrypoint"),
    impersonal("common.rate_limit", "key"),
    impersonal("public.alembic_version", "version_num"),
)


def history(service: str) -> PersonalTable:
    """Each row of a service as it was; the images of a person say the pseudonym."""
    return PersonalTable(
        f"{service}.history",
        columns=(
            PersonalColumn("account_id", Category.ACTIVITY, OnErasure.KEEP),
            PersonalColumn("image", Category.FREE_TEXT, OnErasure.REDACT),
        ),
        purpose=Purpose.ACCOUNTABILITY,
        basis=Basis.LEGAL_OBLIGATION,
        whose="object_id = :person",
        kept_because=KeptBecause.ACCOUNTABILITY,
        impersonal=frozenset({"table_name", "object_type", "row_key", "operation"}),
    )


PERSONAL_DATA = (*_EVENTS, *_REQUESTS, *_TRACES, *_MACHINERY)
