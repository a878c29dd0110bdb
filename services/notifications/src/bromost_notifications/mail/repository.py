from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Uuid, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_notifications.preferences.recipients import (
    PROGRAMME,
    WISHES,
    WISHES_FROM,
    Wishes,
)
from bromost_notifications.preferences.topics import Reason


class Told(NamedTuple):
    """A notification, whom it is for, and whether it still should be sent."""

    topic: str
    object_type: str
    object_id: UUID
    params: dict[str, Any]
    reason: Reason
    occurred_at: datetime
    is_read: bool
    may_read: bool
    # None when the account has ended.
    address: str | None
    display_name: str
    locale: str
    account_id: UUID
    # Its address bounced, or its reader complained.
    is_suppressed: bool
    # An installation's own words for it, if it has any.
    template_id: UUID | None
    subject: str | None
    body: str | None
    wishes: Wishes


# Asked again at each attempt: hours may have gone by since it was told.
_TOLD = text(
    "WITH wanted AS ("  # noqa: S608  # nothing but the names of columns
    " SELECT n.*, regexp_replace(n.topic, '\\.v[0-9]+$', '') AS key,"
    "  CAST(n.params->>'project_id' AS uuid) AS project_id"
    " FROM notifications.notification n WHERE n.id = ANY (:ids)"
    ") SELECT n.topic, n.object_type, n.object_id, n.params, n.reason, n.occurred_at,"
    " n.read_at IS NOT NULL OR (n.archived_at IS NOT NULL AND NOT n.by_mail_only),"
    " n.reason = 'told' OR EXISTS (SELECT FROM api.account_grant_v1 g"
    "  WHERE g.account_id = n.account_id AND (g.scope_id IS NULL OR g.scope_id = ANY ("
    "   api.scopes_seeing_v1(n.object_type, n.object_id, n.project_id)))) AS may_read,"
    " m.address, coalesce(m.display_name, ''), coalesce(m.locale, 'en'), n.account_id,"
    " EXISTS (SELECT FROM notifications.suppression b"
    "  WHERE b.address_digest = sha256(convert_to(lower(m.address), 'UTF8'))),"
    " v.template_id, v.subject, v.body,"
    + WISHES
    + " FROM wanted n CROSS JOIN LATERAL (SELECT n.account_id AS id) a"
    " CROSS JOIN LATERAL (SELECT n.key AS topic, n.object_id, n.project_id, "
    + PROGRAMME.format(object_id="n.object_id", project_id="n.project_id")
    + " AS programme_id) e"
    " LEFT JOIN LATERAL api.mail_address_v1(n.account_id) m ON true"
    " LEFT JOIN notifications.mail_template t ON t.channel = 'email'"
    "  AND t.topic = n.key AND t.locale = coalesce(m.locale, 'en')"
    " LEFT JOIN notifications.mail_template_version v ON v.template_id = t.id"
    "  AND v.number = t.published_number" + WISHES_FROM + " ORDER BY n.id"
).columns(
    object_id=Uuid(),
    params=JSONB(),
    template_id=Uuid(),
    rules=JSONB(),
    laid_down=JSONB(),
)

# The columns before those of its reader's wishes.
_BEFORE = len(Told._fields) - 1


class MailRepository:
    """What a mail about a notification needs."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def told(self, ids: Sequence[int]) -> list[Told]:
        """Those of them that are there still."""
        found = await self._session.execute(_TOLD, {"ids": [*ids]})
        return [Told._make([*row[:_BEFORE], Wishes(*row[_BEFORE:])]) for row in found]
