from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    Boolean,
    ColumnElement,
    LargeBinary,
    Text,
    Uuid,
    bindparam,
    func,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.contracts.indicators import (
    EntriesReturned,
    EntriesSubmitted,
    EntriesVerified,
    EntryRecorded,
)
from bromost_common.paging import AnyRow, AnySelect, Key, Order, PageRequest, fetch_page
from bromost_common.relay import Message

from .models import Notification
from .schemas import COUNT_CAP, InboxState

CHANNEL = "inbox"
NEWEST_FIRST = Order("newest", [Key(Notification.id, descending=True)])

_SHOWN = (
    Notification.id,
    Notification.topic,
    Notification.object_type,
    Notification.object_id,
    Notification.params,
    Notification.event_count,
    Notification.occurred_at,
    Notification.read_at,
    Notification.archived_at,
)

# Tells of what nobody has accepted yet.
_UNAPPROVED = frozenset(
    event.event_type
    for event in (EntryRecorded, EntriesSubmitted, EntriesReturned, EntriesVerified)
)
# Of one topic about one thing within ten minutes and not read yet: one notification.
_NOTIFY_READERS = text(
    "WITH event AS ("
    "  SELECT CAST(:event_id AS uuid) AS id, CAST(:topic AS text) AS topic,"
    "   CAST(:object_id AS uuid) AS object_id, CAST(:actor_id AS uuid) AS actor_id,"
    "   CAST(:occurred_at AS timestamptz) AS occurred_at,"
    "   api.scopes_seeing_v1(CAST(:object_type AS text), CAST(:object_id AS uuid),"
    "    CAST(:project_id AS uuid)) AS scopes,"
    # Of what a funder funds it hears once that was approved.
    "   EXISTS (SELECT FROM api.project_directory_v1 p WHERE p.status <> 'planned'"
    "    AND p.id IN (CAST(:object_id AS uuid), CAST(:project_id AS uuid))) AS approved"
    "), recipient AS ("
    # Those whom alone it concerns, whatever they may read.
    "  SELECT a.id FROM api.account_directory_v1 a CROSS JOIN event e"
    "  WHERE a.id = ANY (:told_to) AND a.is_active AND a.id IS DISTINCT FROM e.actor_id"
    "  UNION ALL"
    "  SELECT DISTINCT a.id FROM api.account_directory_v1 a"
    "  JOIN api.account_grant_v1 g ON g.account_id = a.id CROSS JOIN event e"
    "  WHERE :told_to IS NULL AND a.is_active AND g.role = ANY (:roles)"
    # What concerns only some of those who may read: by their roles there, or by name.
    "  AND (:told_roles IS NULL OR g.role = ANY (:told_roles))"
    "  AND (:told_among IS NULL OR a.id = ANY (:told_among))"
    "  AND a.id IS DISTINCT FROM e.actor_id"
    "  AND (g.scope_id IS NULL OR g.scope_id = ANY (e.scopes))"
    "  AND (g.role <> 'funder' OR (e.approved AND NOT :is_unapproved))"
    # What happened before somebody joined is no news to them.
    "  AND a.created_at <= e.occurred_at"
    # In two steps, or a plan made while there are few would read every unread one.
    "), same AS MATERIALIZED ("
    "  SELECT n.id, n.account_id FROM notifications.notification n"
    "  WHERE n.object_id = CAST(:object_id AS uuid) AND n.topic = CAST(:topic AS text)"
    "  AND n.read_at IS NULL AND n.archived_at IS NULL"
    "  AND n.event_id <> CAST(:event_id AS uuid)"
    "  AND n.occurred_at BETWEEN CAST(:occurred_at AS timestamptz)"
    "   - interval '10 minutes' AND CAST(:occurred_at AS timestamptz)"
    "  FOR UPDATE"
    "), replaced AS ("
    "  DELETE FROM notifications.notification n WHERE n.id = ANY (ARRAY("
    "   SELECT s.id FROM same s JOIN recipient r ON r.id = s.account_id))"
    "  RETURNING n.account_id, n.event_count"
    "), made AS ("
    "  INSERT INTO notifications.notification (account_id, event_id, topic,"
    "   object_type, object_id, params, event_count, occurred_at)"
    "  SELECT r.id, e.id, e.topic, :object_type, e.object_id, :params,"
    "   1 + coalesce((SELECT sum(o.event_count) FROM replaced o"
    "                 WHERE o.account_id = r.id), 0), e.occurred_at"
    "  FROM recipient r, event e"
    "  ON CONFLICT (event_id, account_id) DO NOTHING RETURNING id"
    ") SELECT min(id), max(id) FROM made"
).bindparams(
    bindparam("roles", type_=ARRAY(Text())),
    bindparam("is_unapproved", type_=Boolean()),
    bindparam("told_to", type_=ARRAY(Uuid())),
    bindparam("told_roles", type_=ARRAY(Text())),
    bindparam("told_among", type_=ARRAY(Uuid())),
    bindparam("params", type_=JSONB()),
)
_LIVE_SESSIONS = text("SELECT * FROM common.live_sessions(:digests)").bindparams(
    bindparam("digests", type_=ARRAY(LargeBinary()))
)


class InboxRepository:
    """Every query on notifications; everybody sees their own only."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def page(
        self, state: InboxState, wanted: PageRequest, *, visible_to: Actor
    ) -> tuple[Sequence[AnyRow], str | None, int | None]:
        statement = self._own(visible_to).where(_in_state(state))
        return await fetch_page(self._session, statement, NEWEST_FIRST, wanted)

    async def count(self, *, visible_to: Actor) -> tuple[int, int]:
        """Unread ones up to one more than shown, and the newest id of all."""
        mine = Notification.account_id == visible_to.account_id
        unread = (
            select(Notification.id)
            .where(mine, _in_state("unread"))
            .limit(COUNT_CAP + 1)
            .subquery()
        )
        row = (
            await self._session.execute(
                select(
                    select(func.count()).select_from(unread).scalar_subquery(),
                    select(func.max(Notification.id)).where(mine).scalar_subquery(),
                )
            )
        ).one()
        return row[0], row[1] or 0

    async def newest_id(self, *, visible_to: Actor) -> int:
        found = await self._session.scalar(
            select(func.max(Notification.id)).where(
                Notification.account_id == visible_to.account_id
            )
        )
        return found or 0

    async def change(
        self,
        notification_id: int,
        *,
        read: bool | None,
        archived: bool | None,
        visible_to: Actor,
    ) -> AnyRow | None:
        """The notification as it is now, or None if there is none for this actor."""
        changes = _moments("read_at", read) | _moments("archived_at", archived)
        if read:
            changes["seen_at"] = func.coalesce(Notification.seen_at, func.now())
        if changes:
            await self._session.execute(
                update(Notification)
                .where(
                    Notification.id == notification_id,
                    Notification.account_id == visible_to.account_id,
                )
                .values(changes)
            )
        found = await self._session.execute(
            self._own(visible_to).where(Notification.id == notification_id)
        )
        return found.one_or_none()

    async def read_until(self, until_id: int, *, visible_to: Actor) -> int:
        found = await self._session.execute(
            update(Notification)
            .where(
                Notification.account_id == visible_to.account_id,
                Notification.id <= until_id,
                _in_state("unread"),
            )
            .values(
                read_at=func.now(),
                seen_at=func.coalesce(Notification.seen_at, func.now()),
            )
            .returning(Notification.id)
        )
        return len(found.all())

    def _own(self, actor: Actor) -> AnySelect:
        return select(*_SHOWN).where(Notification.account_id == actor.account_id)


class Announced(NamedTuple):
    """The ids that a batch gave out, in the order of commit."""

    first: int
    last: int


class FanOutRepository:
    """What the relay writes and the open streams read, for everybody at once."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def expect_growth(self) -> None:
        """Plan for a large table in this transaction, however small it is.

        A plan made for an almost empty table reads all of it, and is kept until the
        next ANALYZE: a first burst of events would take ever longer.
        """
        await self._session.execute(
            select(func.set_config("enable_seqscan", "off", True))  # noqa: FBT003  # its last parameter says "locally"
        )

    async def notify_readers(
        self, message: Message, params: dict[str, Any], *, roles: Iterable[str]
    ) -> Announced | None:
        """Tell whom it concerns, or all who may read; never who did it, and once."""
        row = (
            await self._session.execute(
                _NOTIFY_READERS,
                {
                    "roles": sorted(roles),
                    "actor_id": message.actor_id,
                    "event_id": message.id,
                    "topic": message.event_type,
                    "object_type": message.object_type,
                    "object_id": message.object_id,
                    "project_id": message.payload.get("project_id"),
                    "is_unapproved": message.event_type in _UNAPPROVED,
                    "told_to": _people(message.payload.get("told_to")),
                    "told_roles": message.payload.get("told_roles"),
                    "told_among": _people(message.payload.get("told_among")),
                    "params": params,
                    "occurred_at": message.occurred_at,
                },
            )
        ).one()
        return None if row[0] is None else Announced(row[0], row[1])

    async def announce(self, ids: Announced) -> None:
        """Wake the streams when, and only when, this transaction commits."""
        await self._session.execute(
            select(func.pg_notify(CHANNEL, f"{ids.first} {ids.last}"))
        )

    async def after(
        self, last_id: int, account_id: UUID, limit: int
    ) -> Sequence[AnyRow]:
        found = await self._session.execute(
            select(*_SHOWN)
            .where(Notification.account_id == account_id, Notification.id > last_id)
            .order_by(Notification.id)
            .limit(limit)
        )
        return found.all()

    async def between(
        self, ids: Announced, accounts: Collection[UUID]
    ) -> Sequence[AnyRow]:
        found = await self._session.execute(
            select(Notification.account_id, *_SHOWN)
            .where(
                Notification.id.between(ids.first, ids.last),
                Notification.account_id == func.any(_uuids(accounts)),
            )
            .order_by(Notification.id)
        )
        return found.all()

    async def live_sessions(self, digests: Collection[bytes]) -> dict[bytes, list[str]]:
        """Of these session digests, those that still live, with their roles."""
        rows = await self._session.execute(_LIVE_SESSIONS, {"digests": list(digests)})
        return {row.token_digest: row.roles for row in rows}


def _people(ids: Any) -> list[UUID] | None:
    """For whom alone an event is; None for all who may read of it."""
    return None if ids is None else [UUID(one) for one in ids]


def _uuids(ids: Collection[UUID]) -> ColumnElement[Any]:
    return bindparam("accounts", list(ids), type_=ARRAY(Uuid()))


def _moments(column: str, wanted: bool | None) -> dict[str, Any]:  # noqa: FBT001  # three states
    """Now, unless it was before; or never."""
    if wanted is None:
        return {}
    now = func.coalesce(getattr(Notification, column), func.now())
    return {column: now if wanted else None}


def _in_state(state: InboxState) -> ColumnElement[bool]:
    if state == "archived":
        return Notification.archived_at.is_not(None)
    if state == "all":
        return Notification.archived_at.is_(None)
    return Notification.read_at.is_(None) & Notification.archived_at.is_(None)
