"""What attempts at deliveries need, read for many of them at once."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Uuid, bindparam, select, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_notifications.sending.channel import Due

from .models import WebhookEndpoint
from .reading import SIGHT, receivers, sight
from .repository import WebhookRepository

_MESSAGES = text(
    f"SELECT m.id, m.event_type, m.body, {SIGHT}"  # noqa: S608  # columns
    " FROM notifications.webhook_message m WHERE m.id = ANY (:ids)"
).bindparams(bindparam("ids", type_=ARRAY(Uuid())))


class Letter(NamedTuple):
    """A message to an endpoint, or why there is none."""

    url: str
    body: bytes
    # Sealed; the newest first.
    secrets: tuple[bytes, ...]
    is_active: bool = True
    # A code: its owner may not read it any more, or it is gone.
    cancelled: str | None = None


_NONE = Letter("", b"", ())


async def letters(session: AsyncSession, due: Sequence[Due]) -> dict[UUID, Letter]:
    """By delivery; with the rights that the owners have now."""
    targets = {one.target_id for one in due}
    found = await session.scalars(
        select(WebhookEndpoint).where(WebhookEndpoint.id.in_(targets))
    )
    endpoints = {one.id: one for one in found}
    keys: dict[UUID, list[bytes]] = {}
    for secret in await WebhookRepository(session).live_secrets(targets):
        keys.setdefault(secret.endpoint_id, []).append(secret.sealed)
    readers = await receivers(session, targets)
    rows = await session.execute(_MESSAGES, {"ids": list({d.source_id for d in due})})
    messages = {row.id: row for row in rows}
    written: dict[UUID, Letter] = {}
    for one in due:
        endpoint, message = endpoints.get(one.target_id), messages.get(one.source_id)
        reader = readers.get(one.target_id)
        if endpoint is None or message is None:
            written[one.id] = _NONE._replace(cancelled="gone")
        elif reader is None:
            written[one.id] = _NONE._replace(cancelled="owner_gone")
        elif not reader.may_read(
            message.event_type, sight(message.scopes, is_approved=message.approved)
        ):
            written[one.id] = _NONE._replace(cancelled="not_readable")
        else:
            written[one.id] = Letter(
                endpoint.url,
                message.body.encode(),
                tuple(keys.get(endpoint.id, ())),
                is_active=endpoint.state == "active",
            )
    return written
