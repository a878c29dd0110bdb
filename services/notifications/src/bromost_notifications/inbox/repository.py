from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    Boolean,
    ColumnElement,
    DateTime,
    Interval,
    LargeBinary,
    SmallInteger,
    Text,
    Uuid,
    bindparam,
    cast,
    func,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bromost_common.auth import Actor
from bromost_common.hot_list import as_json, json_object
from bromost_common.paging import AnyRow, AnySelect, Key, Order, PageRequest, fetch_page
from bromost_common.relay import Message
from bromost_notifications.preferences.digests import gather
from bromost_notifications.preferences.telling import Telling
from bromost_notifications.preferences.topics import stands_alone, topic_of

from .models import Notification
from .schemas import COUNT_CAP, InboxState, NotificationUpdate, OfThread

CHANNEL = "inbox"
# What has not left by then is no news any more.
LIFETIME = timedelta(days=3)
NEWEST_FIRST = Order("newest", [Key(Notification.id, descending=True)])

_SHOWN = (
    Notification.id,
    Notification.topic,
    Notification.object_type,
    Notification.object_id,
    Notification.params,
    Notification.reason,
    Notification.event_count,
    Notification.occurred_at,
    Notification.seen_at,
    Notification.read_at,
    Notification.archived_at,
    Notification.snoozed_until,
    Notification.returned_at,
)
# What open streams send, written by the database: a thousand at once are many.
_TOLD = (
    Notification.account_id,
    Notification.id,
    cast(
        json_object(as_json(column.expression).label(column.key) for column in _SHOWN),
        Text,
    ).label("data"),
)

# Of one topic about one thing within ten minutes and not read yet: one notification.
_NOTIFY = text(
    "WITH event AS ("
    "  SELECT CAST(:event_id AS uuid) AS id, CAST(:topic AS text) AS topic,"
    "   CAST(:object_id AS uuid) AS object_id,"
    "   CAST(:occurred_at AS timestamptz) AS occurred_at"
    "), recipient AS ("
    "  SELECT * FROM unnest(:accounts, :reasons, :in_inbox, :mail_at, :is_gathered)"
    "   AS r (id, reason, in_inbox, mail_at, is_gathered)"
    # In two steps, or a plan made while there are few would read every unread one.
    "), same AS MATERIALIZED ("
    "  SELECT n.id, n.account_id FROM notifications.notification n"
    "  WHERE n.object_id = CAST(:object_id AS uuid) AND n.topic = CAST(:topic AS text)"
    "  AND n.read_at IS NULL AND n.archived_at IS NULL AND NOT :stands_alone"
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
    "   object_type, object_id, params, reason, event_count, occurred_at,"
    "   archived_at, by_mail_only)"
    "  SELECT r.id, e.id, e.topic, :object_type, e.object_id, :params, r.reason,"
    "   1 + coalesce((SELECT sum(o.event_count) FROM replaced o"
    "                 WHERE o.account_id = r.id), 0), e.occurred_at,"
    "   CASE WHEN NOT r.in_inbox THEN now() END, NOT r.in_inbox"
    "  FROM recipient r, event e"
    "  ON CONFLICT (event_id, account_id) DO NOTHING RETURNING id, account_id"
    # In the same transaction, so that nothing is told here and forgotten there.
    "), sent AS ("
    "  INSERT INTO notifications.delivery (id, source_kind, source_id, notification_id,"
    "   channel, target_id, max_attempt, next_attempt_at, expires_at)"
    "  SELECT gen_random_uuid(), 'event', :event_id, m.id, 'email', m.account_id,"
    # What goes at once is due by the database's clock, which the senders go by.
    "   :max_attempt, CASE WHEN r.mail_at > :now THEN r.mail_at"
    "    ELSE least(r.mail_at, now()) END, r.mail_at + :lifetime"
    "  FROM made m JOIN recipient r ON r.id = m.account_id WHERE r.mail_at IS NOT NULL"
    "  ON CONFLICT DO NOTHING"
    ") SELECT min(m.id), max(m.id),"
    "  jsonb_object_agg(m.account_id, m.id) FILTER (WHERE r.is_gathered)"
    " FROM made m JOIN recipient r ON r.id = m.account_id"
).bindparams(
    bindparam("stands_alone", type_=Boolean()),
    bindparam("accounts", type_=ARRAY(Uuid())),
    bindparam("reasons", type_=ARRAY(Text())),
    bindparam("in_inbox", type_=ARRAY(Boolean())),
    bindparam("mail_at", type_=ARRAY(DateTime(timezone=True))),
    bindparam("is_gathered", type_=ARRAY(Boolean())),
    bindparam("now", type_=DateTime(timezone=True)),
    bindparam("params", type_=JSONB()),
    bindparam("max_attempt", type_=SmallInteger()),
    bindparam("lifetime", type_=Interval()),
)
_WAKE = text(
    "WITH woken AS ("
    "  UPDATE notifications.notification SET id = DEFAULT, read_at = NULL,"
    "   seen_at = NULL, snoozed_until = NULL, returned_at = now()"
    "  WHERE id = ANY (ARRAY(SELECT id FROM notifications.notification"
    "   WHERE snoozed_until <= now() ORDER BY snoozed_until LIMIT :most FOR UPDATE))"
    "  RETURNING id"
    ") SELECT min(id), max(id), count(*) FROM woken"
)
_LIVE_SESSIONS = text("SELECT * FROM common.live_sessions(:digests)").bindparams(
    bindparam("digests", type_=ARRAY(LargeBinary()))
)


class Counts(NamedTuple):
    """Of an inbox, and its newest id."""

    unseen: int
    unread: int
    snoozed: int
    newest: int


class InboxRepository:
    """Every query on notifications; everybody sees their own only."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def page(
        self,
        state: InboxState,
        about: UUID | None,
        wanted: PageRequest,
        *,
        visible_to: Actor,
    ) -> tuple[Sequence[AnyRow], str | None, int | None]:
        statement = self._own(visible_to).where(_in_state(Notification, state))
        if about is not None:
            statement = statement.where(Notification.object_id == about)
        return await fetch_page(self._session, statement, NEWEST_FIRST, wanted)

    async def threads(
        self, state: InboxState, wanted: PageRequest, *, visible_to: Actor
    ) -> tuple[Sequence[AnyRow], str | None, int | None]:
        """The newest one about each thing, with how many there are."""
        statement = _newest_of_threads(state).where(
            Notification.account_id == visible_to.account_id
        )
        return await fetch_page(self._session, statement, NEWEST_FIRST, wanted)

    async def count(self, *, visible_to: Actor) -> Counts:
        """Each up to one more than shown, and the newest id."""
        mine = Notification.account_id == visible_to.account_id
        row = (
            await self._session.execute(
                select(
                    *(
                        _up_to_cap(select(Notification.id).where(mine, condition))
                        for condition in (
                            _unseen(),
                            _in_state(Notification, "unread"),
                            _in_state(Notification, "snoozed"),
                        )
                    ),
                    select(func.max(Notification.id)).where(mine).scalar_subquery(),
                )
            )
        ).one()
        return Counts(*row[:3], row[3] or 0)

    async def newest_id(self, *, visible_to: Actor) -> int:
        found = await self._session.scalar(
            select(func.max(Notification.id)).where(
                Notification.account_id == visible_to.account_id
            )
        )
        return found or 0

    async def change(
        self, ids: Collection[int], wanted: NotificationUpdate, *, visible_to: Actor
    ) -> list[int]:
        """Which of them are this actor's, as they are now."""
        mine = (
            Notification.account_id == visible_to.account_id,
            Notification.id.in_(ids),
        )
        changes = _changes(wanted)
        if changes:
            done = await self._session.execute(
                update(Notification)
                .where(*mine)
                .values(changes)
                .returning(Notification.id)
            )
            await self._tell_other_pages(visible_to)
        else:
            done = await self._session.execute(select(Notification.id).where(*mine))
        return sorted(done.scalars())

    async def one(self, notification_id: int, *, visible_to: Actor) -> AnyRow | None:
        found = await self._session.execute(
            self._own(visible_to).where(Notification.id == notification_id)
        )
        return found.one_or_none()

    async def of_threads(
        self,
        threads: Collection[OfThread],
        state: InboxState,
        most: int,
        *,
        visible_to: Actor,
    ) -> list[int]:
        """Their notifications in this part of the inbox, some of them if many."""
        some = or_(
            *(
                (Notification.object_id == one.object_id)
                & (Notification.id <= one.until_id)
                for one in threads
            )
        )
        found = await self._session.execute(
            select(Notification.id)
            .where(Notification.account_id == visible_to.account_id, some)
            .where(_in_state(Notification, state))
            .order_by(Notification.id)
            .limit(most)
        )
        return list(found.scalars())

    async def read_until(self, until_id: int, *, visible_to: Actor) -> int:
        return await self._mark(
            until_id,
            _in_state(Notification, "unread"),
            {
                "read_at": func.now(),
                "seen_at": func.coalesce(Notification.seen_at, func.now()),
            },
            visible_to,
        )

    async def see_until(self, until_id: int, *, visible_to: Actor) -> int:
        return await self._mark(
            until_id, _unseen(), {"seen_at": func.now()}, visible_to
        )

    async def _mark(
        self,
        until_id: int,
        which: ColumnElement[bool],
        values: dict[str, Any],
        actor: Actor,
    ) -> int:
        found = await self._session.execute(
            update(Notification)
            .where(
                Notification.account_id == actor.account_id,
                Notification.id <= until_id,
                which,
            )
            .values(values)
            .returning(Notification.id)
        )
        marked = len(found.all())
        if marked:
            await self._tell_other_pages(actor)
        return marked

    async def _tell_other_pages(self, actor: Actor) -> None:
        """Those that are open ask for the counts again when this commits."""
        await self._session.execute(
            select(func.pg_notify(CHANNEL, str(actor.account_id)))
        )

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
        """Plan for a large table in this transaction, however small it is, and once.

        A plan made for an almost empty table reads all of it, and is kept until the
        next ANALYZE: a first burst of events would take ever longer. To find whom an
        event concerns takes a tenth of the time that it takes to plan it.
        """
        settings = {"enable_seqscan": "off", "plan_cache_mode": "force_generic_plan"}
        await self._session.execute(
            select(*(func.set_config(name, to, True) for name, to in settings.items()))  # noqa: FBT003  # its last parameter says "locally"
        )

    async def notify(
        self,
        message: Message,
        params: dict[str, Any],
        tellings: Sequence[Telling],
        now: datetime,
        *,
        mail_attempts: int | None,
    ) -> Announced | None:
        """Tell these people of it, each once, and have their mail leave the house."""
        row = (
            await self._session.execute(
                _NOTIFY,
                {
                    **_of(message),
                    "params": params,
                    "accounts": [one.account_id for one in tellings],
                    "reasons": [one.reason for one in tellings],
                    "in_inbox": [one.in_inbox for one in tellings],
                    "mail_at": [one.mail_at for one in tellings],
                    "is_gathered": [one.digest is not None for one in tellings],
                    "now": now,
                    "max_attempt": mail_attempts,
                    "lifetime": LIFETIME,
                },
            )
        ).one()
        if row[2] and mail_attempts is not None:
            await gather(
                self._session,
                {UUID(account): number for account, number in row[2].items()},
                {one.account_id: one.digest for one in tellings if one.digest},
                max_attempt=mail_attempts,
                lifetime=LIFETIME,
            )
        return None if row[0] is None else Announced(row[0], row[1])

    async def wake(self, most: int) -> tuple[Announced | None, int]:
        """Bring back what was put off until now; as new, hence with new numbers."""
        row = (await self._session.execute(_WAKE, {"most": most})).one()
        return None if row[0] is None else Announced(row[0], row[1]), row[2]

    async def announce(self, ids: Announced) -> None:
        """Wake the streams when, and only when, this transaction commits."""
        await self._session.execute(
            select(func.pg_notify(CHANNEL, f"{ids.first} {ids.last}"))
        )

    async def after(
        self, last_id: int, account_id: UUID, limit: int
    ) -> Sequence[AnyRow]:
        found = await self._session.execute(
            select(*_TOLD)
            .where(Notification.account_id == account_id, Notification.id > last_id)
            .order_by(Notification.id)
            .limit(limit)
        )
        return found.all()

    async def between(
        self, ids: Announced, accounts: Collection[UUID]
    ) -> Sequence[AnyRow]:
        found = await self._session.execute(
            select(*_TOLD)
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


def _uuids(ids: Collection[UUID]) -> ColumnElement[Any]:
    return bindparam("accounts", list(ids), type_=ARRAY(Uuid()))


def _changes(wanted: NotificationUpdate) -> dict[str, Any]:
    """Archived and put off at once is nothing, so either ends the other."""
    changes = _moments("read_at", wanted.read) | _moments(
        "archived_at", wanted.archived
    )
    if wanted.read:
        changes["seen_at"] = func.coalesce(Notification.seen_at, func.now())
    if wanted.archived:
        changes["snoozed_until"] = None
    if "snoozed_until" in wanted.model_fields_set:
        changes["snoozed_until"] = wanted.snoozed_until
        if wanted.snoozed_until is not None:
            changes["archived_at"] = None
    return changes


def _moments(column: str, wanted: bool | None) -> dict[str, Any]:  # noqa: FBT001  # three states
    """Now, unless it was before; or never."""
    if wanted is None:
        return {}
    now = func.coalesce(getattr(Notification, column), func.now())
    return {column: now if wanted else None}


def _of(message: Message) -> dict[str, Any]:
    return {
        "event_id": message.id,
        "topic": message.event_type,
        "object_type": message.object_type,
        "object_id": message.object_id,
        "occurred_at": message.occurred_at,
        "stands_alone": stands_alone(topic_of(message.event_type)),
    }


def _in_state(one: type[Notification], state: InboxState) -> ColumnElement[bool]:
    if state == "archived":
        return one.archived_at.is_not(None)
    if state == "snoozed":
        return one.snoozed_until.is_not(None)
    here = one.archived_at.is_(None) & one.snoozed_until.is_(None)
    return here & one.read_at.is_(None) if state == "unread" else here


def _unseen() -> ColumnElement[bool]:
    return Notification.seen_at.is_(None) & _in_state(Notification, "unread")


def _same_thread(other: type[Notification]) -> ColumnElement[bool]:
    return (other.account_id == Notification.account_id) & (
        other.object_id == Notification.object_id
    )


# Making it costs twice what asking it does, so it is made once.
@cache
def _newest_of_threads(state: InboxState) -> AnySelect:
    newer = aliased(Notification)
    newer_ones = select(newer.id).where(
        _same_thread(newer), newer.id > Notification.id, _in_state(newer, state)
    )
    return select(
        *_SHOWN,
        _how_many(state).label("count"),
        _how_many(state, unread=True).label("unread"),
    ).where(_in_state(Notification, state), ~newer_ones.exists())


def _how_many(state: InboxState, *, unread: bool = False) -> ColumnElement[int]:
    """Of the same thread in this part of the inbox, counted up to a limit."""
    other = aliased(Notification)
    found = select(other.id).where(_same_thread(other), _in_state(other, state))
    if unread:
        found = found.where(other.read_at.is_(None))
    return _up_to_cap(found.correlate(Notification))


def _up_to_cap(found: AnySelect) -> ColumnElement[int]:
    some = found.limit(COUNT_CAP + 1).subquery()
    return select(func.count()).select_from(some).scalar_subquery()
