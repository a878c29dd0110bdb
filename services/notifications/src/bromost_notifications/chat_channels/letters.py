"""What an attempt needs: where to, and what, as it may be told just then."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import LargeBinary, Text, Uuid, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from .topics import TEST

# Whoever adds to it meanwhile waits, and begins another.
_CLOSE = text(
    "UPDATE notifications.chat_message SET is_open = false WHERE id = :id AND is_open"
)
_READ = text(
    "SELECT c.id, c.kind, c.sealed, c.language, c.state, m.news_count,"
    " jsonb_build_object('id', p.id, 'title', p.title,"
    "  'original_language', p.original_language) AS programme,"
    " (SELECT coalesce(jsonb_agg(n.news ORDER BY n.place), '[]')"
    "  FROM jsonb_array_elements(m.news) WITH ORDINALITY AS n (news, place)"
    "  WHERE n.news ->> 'topic' = :test OR c.programme_id = ANY ("
    "   api.programmes_told_of_v1(n.news ->> 'object_type',"
    "    CAST(n.news ->> 'object_id' AS uuid), CAST(n.news ->> 'project_id' AS uuid))"
    "  )) AS news, jsonb_array_length(m.news) AS kept_count"
    " FROM notifications.chat_message m"
    " JOIN notifications.chat_channel c ON c.id = m.channel_id"
    " JOIN api.programme_directory_v1 p ON p.id = c.programme_id"
    " WHERE m.id = :id"
).columns(
    id=Uuid(),
    kind=Text(),
    sealed=LargeBinary(),
    language=Text(),
    state=Text(),
    programme=JSONB(),
    news=JSONB(),
)


class Letter(NamedTuple):
    """A message to a channel."""

    channel_id: UUID
    kind: str
    sealed: bytes
    language: str
    is_active: bool
    programme: Mapping[str, Any]
    # Empty where not all may see any of it any more.
    news: Sequence[Mapping[str, Any]]
    left_out: int


async def letter(session: AsyncSession, message_id: UUID) -> Letter | None:
    """Nothing more is added to it; None where its channel is gone."""
    await session.execute(_CLOSE, {"id": message_id})
    found = await session.execute(_READ, {"id": message_id, "test": TEST})
    row = found.one_or_none()
    if row is None:
        return None
    return Letter(
        row.id,
        row.kind,
        row.sealed,
        row.language,
        row.state == "active",
        row.programme,
        row.news,
        # What was told of at all, and has no place of its own.
        row.news_count - row.kept_count if row.news else 0,
    )
