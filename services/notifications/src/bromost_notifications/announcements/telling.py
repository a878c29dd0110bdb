"""Tells whom an announcement goes to: some at a time, each of them once.

Whom it goes to was fixed when it was sent. Some of them, the event that tells them and
that it told them are one transaction: it may stop at any moment and be begun again.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import Interval, Text, Uuid, bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.contracts.announcements import AnnouncementSent
from bromost_common.db import SessionMaker
from bromost_common.jobs import Job, Jobs
from bromost_common.languages import LANGUAGES, in_language
from bromost_common.outbox import publish
from bromost_common.paging import AnyRow

TELL = "announcements.tell"
# One transaction's worth, and one event's.
PEOPLE_AT_ONCE = 200
# A weekly digest closes within seven days, and is tried for three more.
SETTLED_AFTER = timedelta(days=11)
_MOST_SETTLED = 100

_WAITING = text(
    "SELECT a.id FROM notifications.announcement a WHERE a.mailed_count IS NULL"
    " AND a.sent_at IS NOT NULL AND EXISTS ("
    "  SELECT FROM notifications.announcement_recipient r"
    "  WHERE r.announcement_id = a.id AND r.event_id IS NULL)"
    " ORDER BY a.sent_at, a.id LIMIT 100"
).columns(id=Uuid())
_SENT = text(
    "SELECT a.id, a.programme_id, a.sent_by, a.title, a.text, a.original_language,"
    " p.title AS programme_title"
    " FROM notifications.announcement a"
    " JOIN api.programme_directory_v1 p ON p.id = a.programme_id"
    " WHERE a.id = :id AND a.sent_at IS NOT NULL"
).columns(
    id=Uuid(), programme_id=Uuid(), sent_by=Uuid(), title=JSONB(), text=JSONB(),
    programme_title=JSONB(),
)  # fmt: skip
# Another one who tells them takes others.
_SOME = text(
    "SELECT r.account_id, coalesce((SELECT d.locale FROM api.account_directory_v1 d"
    "  WHERE d.id = r.account_id), '') AS locale"
    " FROM notifications.announcement_recipient r"
    " WHERE r.announcement_id = :id AND r.event_id IS NULL"
    " ORDER BY r.account_id LIMIT :most FOR UPDATE OF r SKIP LOCKED"
).columns(account_id=Uuid(), locale=Text())
_TOLD = text(
    "UPDATE notifications.announcement_recipient SET event_id = :event_id"
    " WHERE announcement_id = :id AND account_id = ANY (:people)"
).bindparams(bindparam("people", type_=ARRAY(Uuid())))
_SETTLE = text(
    "UPDATE notifications.announcement a"
    " SET mailed_count = notifications.announcement_mailed(a.id)"
    " WHERE a.id IN (SELECT o.id FROM notifications.announcement o"
    "  WHERE o.sent_at < now() - :after AND o.mailed_count IS NULL"
    "  ORDER BY o.sent_at LIMIT :most FOR UPDATE SKIP LOCKED)"
).bindparams(bindparam("after", type_=Interval()))


def register(jobs: Jobs) -> None:
    jobs.job(TELL)(_do)
    # Jobs may be lost, and who is still to be told stands in the tables.
    jobs.cron("announcements.catch_up", "* * * * *")(catch_up)
    jobs.cron("announcements.settle", "25 * * * *")(settle)


async def _do(job: Job) -> None:
    await tell(job.sessions, UUID(job.payload["announcement_id"]))


async def catch_up(sessions: SessionMaker) -> None:
    """Go on with whatever was sent and not told to all."""
    async with sessions.begin() as session:
        waiting = (await session.scalars(_WAITING)).all()
    for announcement_id in waiting:
        await tell(sessions, announcement_id)


async def tell(sessions: SessionMaker, announcement_id: UUID) -> None:
    """Tell all who are still to be told."""
    while await tell_some(sessions, announcement_id) == PEOPLE_AT_ONCE:
        pass


async def tell_some(sessions: SessionMaker, announcement_id: UUID) -> int:
    """One transaction; how many of them were told."""
    async with sessions.begin() as session:
        found = await session.execute(_SENT, {"id": announcement_id})
        sent = found.one_or_none()
        if sent is None:
            return 0
        wanted = {"id": announcement_id, "most": PEOPLE_AT_ONCE}
        people = (await session.execute(_SOME, wanted)).all()
        by_language: dict[str, list[UUID]] = defaultdict(list)
        for one in people:
            by_language[_language(sent, one.locale)].append(one.account_id)
        for language, readers in by_language.items():
            await _tell(session, sent, language, readers)
    return len(people)


async def _tell(
    session: AsyncSession, sent: AnyRow, language: str, readers: Sequence[UUID]
) -> None:
    event_id = publish(
        session,
        AnnouncementSent(
            object_id=sent.programme_id,
            actor_id=sent.sent_by,
            told_to=[*readers],
            announcement_id=sent.id,
            title={language: sent.title[language]},
            text={language: sent.text[language]},
            programme_title=sent.programme_title,
            original_language=language,
        ),
    )
    await session.execute(
        _TOLD, {"event_id": event_id, "id": sent.id, "people": [*readers]}
    )


def _language(sent: AnyRow, locale: str) -> str:
    """The reader's own, or else that which they are told in instead."""
    names = {one: one for one in LANGUAGES if one in sent.title}
    return in_language(names, locale, sent.original_language)  # type: ignore[arg-type]  # names of languages


async def settle(sessions: SessionMaker) -> None:
    """Keep to how many it went by mail, before that is forgotten."""
    async with sessions.begin() as session:
        await session.execute(_SETTLE, {"after": SETTLED_AFTER, "most": _MOST_SETTLED})
