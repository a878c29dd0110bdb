from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.db import new_id
from bromost_common.errors import (
    ConflictError,
    NotFoundError,
    StaleVersionError,
    invalid,
)
from bromost_common.jobs import enqueue_in
from bromost_common.languages import refuse_without_original
from bromost_common.paging import AnyRow, Page, PageRequest
from bromost_common.reads import note_shown

from .models import Announcement
from .repository import AnnouncementRepository, Group
from .schemas import (
    MOST_NAMED,
    AnnouncementBody,
    AnnouncementDetailOut,
    AnnouncementOut,
    Named,
    OfNetwork,
    OfProjects,
    OfRoles,
    RecipientsOut,
)
from .telling import TELL


class AlreadySentError(ConflictError):
    """What people have read is not changed, nor told to them again."""

    code = "announcement_sent"


class NoRecipientsError(ConflictError):
    """There is nobody in the chosen group who could be told."""

    code = "no_recipients"


class NetworkArchivedError(ConflictError):
    """What was archived takes part in nothing any more."""

    code = "network_archived"


class AnnouncementService:
    """What managers tell people. Runs inside its caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._announcements = AnnouncementRepository(session)

    async def page(
        self, programme_id: UUID, wanted: PageRequest, *, actor: Actor
    ) -> Page[AnnouncementOut]:
        await self._announcements.require(actor, programme_id)
        rows, cursor, total = await self._announcements.page(programme_id, wanted)
        items = [AnnouncementOut.model_validate(_told(row)) for row in rows]
        return Page(items=items, next_cursor=cursor, total=total)

    async def get(
        self, programme_id: UUID, announcement_id: UUID, *, actor: Actor
    ) -> AnnouncementDetailOut:
        await self._announcements.require(actor, programme_id)
        return await self._out(await self._one(programme_id, announcement_id))

    async def write(
        self, programme_id: UUID, wanted: AnnouncementBody, *, actor: Actor
    ) -> AnnouncementDetailOut:
        await self._announcements.require(actor, programme_id)
        announcement = Announcement(id=new_id(), programme_id=programme_id)
        await self._put(announcement, wanted)
        return await self._out(announcement)

    async def rewrite(
        self,
        programme_id: UUID,
        announcement_id: UUID,
        wanted: AnnouncementBody,
        version: int,
        *,
        actor: Actor,
    ) -> AnnouncementDetailOut:
        draft = await self._draft(programme_id, announcement_id, version, actor)
        draft.version += 1
        await self._put(draft, wanted)
        return await self._out(draft)

    async def discard(
        self, programme_id: UUID, announcement_id: UUID, version: int, *, actor: Actor
    ) -> None:
        draft = await self._draft(programme_id, announcement_id, version, actor)
        await self._announcements.remove(draft)

    async def recipients(
        self, programme_id: UUID, announcement_id: UUID, *, actor: Actor
    ) -> RecipientsOut:
        """Whom it would go to now; what was sent went to whom it went."""
        await self._announcements.require(actor, programme_id)
        draft = await self._one(programme_id, announcement_id)
        if draft.sent_at is not None:
            raise _already_sent()
        group = _group(draft)
        counted = await self._announcements.count(group)
        people = await self._announcements.names(group, MOST_NAMED)
        note_shown(self._session, (one.account_id for one in people))
        return RecipientsOut(
            count=counted.people,
            without_account=counted.without_account,
            people=[Named(display_name=one.display_name) for one in people],
            named_count=counted.named,
        )

    async def send(
        self, programme_id: UUID, announcement_id: UUID, version: int, *, actor: Actor
    ) -> AnnouncementDetailOut:
        """Fix whom it goes to. The worker tells them, some at a time."""
        draft = await self._draft(programme_id, announcement_id, version, actor)
        await self._check_network(draft.programme_id, draft.network_id)
        count = await self._announcements.fix_recipients(draft.id, _group(draft))
        if not count:
            raise NoRecipientsError("Nobody in this group has an account.")
        draft.sent_at = func.now()
        draft.sent_by = actor.account_id
        draft.recipient_count = count
        draft.version += 1
        await self._announcements.keep(draft)
        key = f"{TELL} {draft.id}"
        payload = {"announcement_id": str(draft.id)}
        await enqueue_in(self._session, TELL, payload, key=key)
        return await self._out(await self._one(programme_id, announcement_id))

    async def _put(self, draft: Announcement, wanted: AnnouncementBody) -> None:
        _check_languages(wanted)
        chosen = wanted.audience
        network_id = chosen.network_id if isinstance(chosen, OfNetwork) else None
        await self._check_network(draft.programme_id, network_id)
        draft.audience = chosen.group
        draft.network_id = network_id
        draft.country_code = (
            chosen.country_code if isinstance(chosen, OfProjects) else None
        )
        draft.roles = [*chosen.roles] if isinstance(chosen, OfRoles) else []
        words = wanted.model_dump(include={"title", "text"})
        draft.title, draft.text = words["title"], words["text"]
        draft.original_language = wanted.original_language
        await self._announcements.keep(draft)

    async def _check_network(self, programme_id: UUID, network_id: UUID | None) -> None:
        if network_id is None:
            return
        is_archived = await self._announcements.is_archived(programme_id, network_id)
        if is_archived is None:
            raise NotFoundError("There is no such network in this programme.")
        if is_archived:
            raise NetworkArchivedError("This network was archived: nobody is in it.")

    async def _draft(
        self, programme_id: UUID, announcement_id: UUID, version: int, actor: Actor
    ) -> Announcement:
        await self._announcements.require(actor, programme_id)
        draft = await self._one(programme_id, announcement_id, locked=True)
        if draft.sent_at is not None:
            raise _already_sent()
        if draft.version != version:
            raise StaleVersionError(
                "Somebody else changed this announcement.",
                current=await self._out(draft),
            )
        return draft

    async def _one(
        self, programme_id: UUID, announcement_id: UUID, *, locked: bool = False
    ) -> Announcement:
        found = await self._announcements.one(
            programme_id, announcement_id, locked=locked
        )
        if found is None:
            raise NotFoundError("There is no such announcement.")
        return found

    async def _out(self, one: Announcement) -> AnnouncementDetailOut:
        mailed = one.mailed_count
        if one.sent_at is not None and mailed is None:
            mailed = await self._announcements.mailed(one.id)
        return AnnouncementDetailOut.model_validate(
            _told(one) | {"mailed_count": mailed}
        )


def _check_languages(wanted: AnnouncementBody) -> None:
    """Who reads a language reads all of it in that one."""
    for name, words in wanted.model_dump(include={"title", "text"}).items():
        refuse_without_original(name, words, wanted.original_language)
    if wanted.title.keys() != wanted.text.keys():
        raise invalid(
            "body",
            "text",
            code="languages_differ",
            message="Title and text are not there in the same languages.",
        )


def _already_sent() -> AlreadySentError:
    return AlreadySentError("This announcement was sent.")


def _group(one: Announcement) -> Group:
    return Group(
        one.programme_id, one.audience, one.network_id, one.country_code, one.roles
    )


def _told(row: AnyRow | Announcement) -> dict[str, Any]:
    audience: dict[str, Any] = {"group": row.audience}
    if row.audience == "network":
        audience["network_id"] = row.network_id
    elif row.audience == "projects":
        audience["country_code"] = row.country_code
    else:
        audience["roles"] = row.roles
    names = AnnouncementOut.model_fields.keys() - {"audience"}
    return {name: getattr(row, name) for name in names} | {"audience": audience}
