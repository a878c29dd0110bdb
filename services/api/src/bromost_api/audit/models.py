"""The audit log's tables, as far as they are read here; only the database writes."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    DateTime,
    LargeBinary,
    Text,
    Uuid,
    column,
    table,
)
from sqlalchemy.dialects.postgresql import JSONB

EVENTS = table(
    "audit_event",
    column("position", BigInteger),
    column("at", DateTime(timezone=True)),
    column("service", Text),
    column("kind", Text),
    column("outcome", Text),
    column("action", Text),
    column("code", Text),
    column("actor_id", Uuid),
    column("on_behalf_of", Text),
    column("method", Text),
    column("object_type", Text),
    column("object_id", Uuid),
    column("programme_id", Uuid),
    column("changes", JSONB),
    column("request_id", Uuid),
    column("reason", Text),
    schema="common",
)
SEALS = table(
    "audit_seal",
    column("number", BigInteger),
    column("at", DateTime(timezone=True)),
    column("event_count", BigInteger),
    column("settled", BigInteger),
    column("hash", LargeBinary),
    schema="common",
)
PEOPLE = table(
    "account_directory_v1",
    column("id", Uuid),
    column("display_name", Text),
    column("is_active", Boolean),
    schema="api",
)
