"""Whom an event concerns, what it is to each of them, and what each of them wishes."""

from collections.abc import Iterable, Sequence
from datetime import time
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Boolean, SmallInteger, Text, Time, Uuid, bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.contracts.indicators import (
    EntriesReturned,
    EntriesSubmitted,
    EntriesVerified,
    EntryRecorded,
)
from bromost_common.contracts.reports import ReportReturned, ReportSubmitted
from bromost_common.relay import Message

from .repository import laid_down
from .resolver import Level, Rule
from .schedule import Clock
from .topics import Reason, topic_of

_CONCERNS: tuple[tuple[str, Reason], ...] = (
    ("told_to", "told"),
    ("told_among", "involved"),
    ("told_roles", "role"),
)
# Tells of what nobody has accepted yet.
UNAPPROVED = frozenset(
    event.event_type
    for event in (
        *(EntryRecorded, EntriesSubmitted, EntriesReturned, EntriesVerified),
        *(ReportSubmitted, ReportReturned),
    )
)
# What somebody wishes, as columns: of an account `a`, a topic, and an event `e` that
# knows its object, project and programme. The nearest of what they said counts.
WISHES = """
 w.level, e.programme_id, s.time_zone, s.quiet_from, s.quiet_to, s.digest_at,
 s.digest_weekday, p.rules, d.rules AS laid_down"""
WISHES_FROM = """
 LEFT JOIN LATERAL (SELECT o.level FROM notifications.watch o
  WHERE o.account_id = a.id
   AND o.object_id = ANY (ARRAY[e.object_id, e.project_id, e.programme_id])
  ORDER BY o.object_id <> e.object_id, o.object_id IS DISTINCT FROM e.project_id
  LIMIT 1) w ON true
 LEFT JOIN notifications.user_setting s ON s.account_id = a.id
 LEFT JOIN LATERAL (SELECT jsonb_agg(jsonb_build_array(
   o.topic, o.channel, o.programme_id, o.mode)) AS rules
  FROM notifications.preference o
  WHERE o.account_id = a.id AND o.topic = ANY (ARRAY[e.topic, '*'])
   AND (o.programme_id IS NULL OR o.programme_id = e.programme_id)) p ON true
 LEFT JOIN notifications.preference_defaults d ON d.programme_id = e.programme_id"""
PROGRAMME = """(SELECT t.programme_id FROM api.watchable_v1 t
  WHERE t.id IN ({object_id}, {project_id}) AND t.programme_id IS NOT NULL LIMIT 1)"""
_RECIPIENTS = (
    text(
        """
WITH event AS MATERIALIZED (
  SELECT CAST(:topic AS text) AS topic, CAST(:object_id AS uuid) AS object_id,
    CAST(:project_id AS uuid) AS project_id, CAST(:actor_id AS uuid) AS actor_id,
    CAST(:occurred_at AS timestamptz) AS occurred_at,
    -- Nobody's rights matter where it is told to somebody alone.
    CASE WHEN :told_to IS NULL THEN api.scopes_seeing_v1(CAST(:object_type AS text),
      CAST(:object_id AS uuid), CAST(:project_id AS uuid)) END AS scopes,
    -- Of what a funder funds it hears once that was approved.
    EXISTS (SELECT FROM api.project_directory_v1 p WHERE p.status <> 'planned'
      AND p.id IN (CAST(:object_id AS uuid), CAST(:project_id AS uuid))) AS approved,
    """  # noqa: S608  # nothing but the names of columns
        + PROGRAMME.format(
            object_id="CAST(:object_id AS uuid)", project_id="CAST(:project_id AS uuid)"
        )
        + """ AS programme_id
), part AS (
  -- Who does something somewhere, or is put in charge of something there, hears how it
  -- goes on, unless they said otherwise.
  INSERT INTO notifications.watch (account_id, object_type, object_id, level, is_manual)
  SELECT a.id, t.object_type, t.id, 'participating', false
  FROM event e JOIN api.watchable_v1 t ON t.id = coalesce(e.project_id, e.object_id)
  -- One list, as for two conditions every account would be looked at.
  JOIN api.account_directory_v1 a ON a.is_active
    AND a.id = ANY (array_append(:in_charge, e.actor_id))
  ON CONFLICT DO NOTHING
), recipient AS (
  -- Those whom alone it concerns, whatever they may read.
  SELECT a.id, true AS is_concerned
  FROM api.account_directory_v1 a CROSS JOIN event e
  WHERE a.id = ANY (:told_to) AND a.is_active AND a.id IS DISTINCT FROM e.actor_id
  UNION ALL
  SELECT a.id, bool_or((:told_roles IS NULL OR g.role = ANY (:told_roles))
    AND (:told_among IS NULL OR a.id = ANY (:told_among)))
  FROM api.account_directory_v1 a
  JOIN api.account_grant_v1 g ON g.account_id = a.id CROSS JOIN event e
  WHERE :told_to IS NULL AND a.is_active AND g.role = ANY (:roles)
    AND a.id IS DISTINCT FROM e.actor_id
    AND (g.scope_id IS NULL OR g.scope_id = ANY (e.scopes))
    AND (g.role <> 'funder' OR (e.approved AND NOT :is_unapproved))
    -- What happened before somebody joined is no news to them.
    AND a.created_at <= e.occurred_at
  GROUP BY a.id
)
SELECT a.id, a.is_concerned,"""
        + WISHES
        + """
FROM recipient a CROSS JOIN event e"""
        + WISHES_FROM
        + """
-- What concerns some who may read is told to the others if they watch it.
WHERE a.is_concerned OR w.level = 'watching'
"""
    )
    .bindparams(
        bindparam("roles", type_=ARRAY(Text())),
        bindparam("is_unapproved", type_=Boolean()),
        bindparam("told_to", type_=ARRAY(Uuid())),
        bindparam("told_roles", type_=ARRAY(Text())),
        bindparam("told_among", type_=ARRAY(Uuid())),
        bindparam("in_charge", type_=ARRAY(Uuid())),
    )
    .columns(
        id=Uuid(),
        is_concerned=Boolean(),
        level=Text(),
        programme_id=Uuid(),
        time_zone=Text(),
        quiet_from=Time(),
        quiet_to=Time(),
        digest_at=Time(),
        digest_weekday=SmallInteger(),
        rules=JSONB(),
        laid_down=JSONB(),
    )
)


class Wishes(NamedTuple):
    """What somebody said of an object, of a topic, and of their own clock."""

    level: Level | None
    programme_id: UUID | None
    time_zone: str | None
    quiet_from: time | None
    quiet_to: time | None
    digest_at: time | None
    digest_weekday: int | None
    rules: list[list[Any]] | None
    laid_down: dict[str, Any] | None

    @property
    def own(self) -> Sequence[Rule]:
        return [
            Rule(topic, channel, programme and UUID(programme), mode)
            for topic, channel, programme, mode in self.rules or ()
        ]

    @property
    def of_programme(self) -> Sequence[Rule]:
        if self.programme_id is None:
            return []
        return laid_down(self.laid_down, self.programme_id)

    @property
    def clock(self) -> Clock:
        if self.time_zone is None or self.digest_at is None:
            return Clock()
        return Clock(
            self.time_zone,
            self.quiet_from,
            self.quiet_to,
            self.digest_at,
            self.digest_weekday or 1,
        )


class Recipient(NamedTuple):
    """Somebody who may hear of an event, what it is to them, and what they wish."""

    account_id: UUID
    reason: Reason
    wishes: Wishes


async def recipients(
    session: AsyncSession, message: Message, roles: Iterable[str]
) -> list[Recipient]:
    """Whom it concerns, or all who may read of it by these roles; never who did it."""
    payload = message.payload
    concern = _concern(message)
    found = await session.execute(
        _RECIPIENTS,
        {
            "roles": sorted(roles),
            "actor_id": message.actor_id,
            "topic": topic_of(message.event_type),
            "object_type": message.object_type,
            "object_id": message.object_id,
            "project_id": payload.get("project_id"),
            "is_unapproved": message.event_type in UNAPPROVED,
            "told_to": _people(payload.get("told_to")),
            "told_roles": payload.get("told_roles"),
            "told_among": _people(payload.get("told_among")),
            "in_charge": _people(payload.get("in_charge")),
            "occurred_at": message.occurred_at,
        },
    )
    return [
        Recipient(
            row[0], reason_of(concern if row[1] else None, row[2]), Wishes(*row[2:])
        )
        for row in found
    ]


def _concern(message: Message) -> Reason | None:
    """What it is to all whom it names, or whose role it names."""
    for param, reason in _CONCERNS:
        if message.payload.get(param) is not None:
            return reason
    return None


def reason_of(concern: Reason | None, level: Level | None) -> Reason:
    """What it is to somebody whom it concerns so, or not, and who watches so."""
    if concern is not None:
        return concern
    if level == "watching":
        return "watching"
    return "participating" if level == "participating" else "reads"


def _people(ids: Any) -> list[UUID] | None:
    """Whom an event names, if it names anybody."""
    return None if ids is None else [UUID(one) for one in ids]
