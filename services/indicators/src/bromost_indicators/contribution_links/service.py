"""Asking people without an account, and keeping an eye on how far they got."""

import secrets
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.digests import token_digest
from bromost_common.errors import NotFoundError, StaleVersionError, invalid
from bromost_common.jobs import enqueue_in
from bromost_common.paging import Page, PageRequest
from bromost_common.reads import note_shown
from bromost_common.visibility import PROJECTS
from bromost_indicators.indicators.schemas import Recorder
from bromost_indicators.limits import refuse_beyond
from bromost_indicators.projects.schemas import OwnerRef
from bromost_indicators.projects.service import ProjectService

from .models import ContributionLink
from .repository import ContributionLinkRepository
from .schemas import (
    MAX_LINKS,
    MAX_ROWS,
    ContributionLinkCreate,
    ContributionLinkOut,
    ContributionLinkRenewal,
    ContributionLinkSent,
    LinkState,
)

log = structlog.get_logger(__name__)

# Who arranges what is reported also decides who is asked.
NEEDED = "result.write"
# The registry's worker, which takes mail to the mail server.
SEND = "mail.send"


class ContributionLinkService:
    """Links of a project. Runs inside its caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._links = ContributionLinkRepository(session)
        self._projects = ProjectService(session)

    async def page(
        self, project_id: UUID, page: PageRequest, *, actor: Actor
    ) -> Page[ContributionLinkOut]:
        await self._projects.get(project_id, actor=actor, what="project")
        await PROJECTS.require(self._session, actor, NEEDED, project_id)
        rows, cursor, total = await self._links.page(project_id, page)
        progress = await self._links.progress([row[0].id for row in rows])
        items = [_out(row[0], row.who or "", progress.get(row[0].id)) for row in rows]
        note_shown(self._session, [item.id for item in items])
        return Page(items=items, next_cursor=cursor, total=total)

    async def ask(
        self, project_id: UUID, wanted: ContributionLinkCreate, *, actor: Actor
    ) -> ContributionLinkSent:
        project = await self._open(project_id, actor)
        refuse_beyond(MAX_LINKS, await self._links.count(project_id), "links")
        period_ids = await self._rows(project_id, wanted)
        place_id = wanted.place_id
        if place_id and not await self._links.is_place(place_id, project_id):
            raise invalid(
                "body",
                "place_id",
                code="unknown_place",
                message="The project has no such place.",
            )
        link = ContributionLink(
            project_id=project_id,
            made_by=actor.account_id,
            **wanted.model_dump(exclude={"indicator_ids", "valid_days", "mail"}),
            # All that is not null waits for its secret.
            token_digest=b"",
            expires_at=datetime.now(UTC),
        )
        token = _issue(link, wanted.valid_days)
        await self._links.add(link, period_ids)
        log.info("contribution_asked", link=str(link.id), rows=len(period_ids))
        return await self._sent(link, token, project, mail=wanted.mail, actor=actor)

    async def renew(
        self,
        link_id: UUID,
        wanted: ContributionLinkRenewal,
        version: int,
        *,
        actor: Actor,
    ) -> ContributionLinkSent:
        """A new secret, also for one that ended; what the old one began ends."""
        link, project = await self._hold(link_id, version, actor)
        token = _issue(link, wanted.valid_days)
        link.version += 1
        return await self._sent(link, token, project, mail=wanted.mail, actor=actor)

    async def withdraw(
        self, link_id: UUID, version: int, *, actor: Actor
    ) -> ContributionLinkOut:
        link, _ = await self._hold(link_id, version, actor)
        if link.withdrawn_at is None:
            link.withdrawn_at = datetime.now(UTC)
            link.version += 1
            await self._links.save()
        return await self._shown(link)

    async def _open(self, project_id: UUID, actor: Actor) -> OwnerRef:
        await self._projects.get(project_id, actor=actor, what="project")
        return await self._projects.require(project_id, NEEDED, actor=actor)

    async def _hold(
        self, link_id: UUID, version: int, actor: Actor
    ) -> tuple[ContributionLink, OwnerRef]:
        link = await self._links.get(link_id, visible_to=actor)
        if link is None:
            raise NotFoundError("There is no such link.")
        project = await self._open(link.project_id, actor)
        await self._links.hold(link)
        if link.version != version:
            raise StaleVersionError(
                "Somebody else changed this link.", current=await self._shown(link)
            )
        return link, project

    async def _rows(
        self, project_id: UUID, wanted: ContributionLinkCreate
    ) -> Sequence[UUID]:
        if wanted.ends_on < wanted.starts_on:
            raise invalid(
                "body",
                "ends_on",
                code="days_reversed",
                message="The last day is before the first.",
            )
        rows = await self._links.rows(
            project_id, wanted.starts_on, wanted.ends_on, wanted.indicator_ids
        )
        if set(wanted.indicator_ids) - {indicator_id for _, indicator_id in rows}:
            raise invalid(
                "body",
                "indicator_ids",
                code="nothing_to_ask",
                message="Of one of them nothing is reported in these days.",
            )
        if not rows:
            raise invalid(
                "body",
                "starts_on",
                code="nothing_to_ask",
                message="Nothing is reported in these days.",
            )
        if len(rows) > MAX_ROWS:
            raise invalid(
                "body",
                "ends_on",
                code="too_many_rows",
                message=f"One person is asked for at most {MAX_ROWS} values.",
            )
        return [period_id for period_id, _ in rows]

    async def _sent(
        self,
        link: ContributionLink,
        token: str,
        project: OwnerRef,
        *,
        mail: bool,
        actor: Actor,
    ) -> ContributionLinkSent:
        path = f"/c#{token}"
        is_mailed = mail and link.email is not None
        if is_mailed:
            link.mailed_at = datetime.now(UTC)
            await self._mail(link, path, project, actor)
        await self._links.save()
        return ContributionLinkSent(
            contribution_link=await self._shown(link), link=path, is_mailed=is_mailed
        )

    async def _mail(
        self, link: ContributionLink, path: str, project: OwnerRef, actor: Actor
    ) -> None:
        titles = dict[str, str]([*project.title.items()])
        own = project.original_language
        title = titles.get(link.language) or titles.get(own) or min(titles.values())
        params: dict[str, Any] = {
            "name": link.name,
            "asker": actor.display_name,
            "project": title,
            "first": _day(link.starts_on.isoformat()),
            "last": _day(link.ends_on.isoformat()),
            "until": _day(link.expires_at.date().isoformat()),
            "message": link.message or "",
            "link": path,
        }
        assert link.email is not None
        await self._links.post(
            recipient=link.email,
            locale=link.language,
            params=params,
            expires_at=link.expires_at,
        )
        await enqueue_in(self._session, SEND, {})

    async def _shown(self, link: ContributionLink) -> ContributionLinkOut:
        who = await self._links.name_of(link.made_by)
        progress = await self._links.progress([link.id])
        return _out(link, who, progress.get(link.id))


def _issue(link: ContributionLink, days: int) -> str:
    """A new secret for it, of which the digest alone is kept."""
    token = secrets.token_urlsafe(32)
    link.token_digest = token_digest(token)
    link.issue = (link.issue or 0) + 1
    link.expires_at = datetime.now(UTC) + timedelta(days=days)
    link.withdrawn_at = link.mailed_at = None
    return token


def _day(iso: str) -> str:
    """As all four languages read it."""
    return ".".join(reversed(iso.split("-")))


def _state(link: ContributionLink) -> LinkState:
    if link.withdrawn_at is not None:
        return "withdrawn"
    if link.expires_at <= datetime.now(UTC):
        return "expired"
    if link.handed_in_at is not None:
        return "handed_in"
    return "opened" if link.opened_at is not None else "not_opened"


def _out(link: ContributionLink, who: str, progress: Any) -> ContributionLinkOut:
    fields = {
        name: getattr(link, name)
        for name in ContributionLinkOut.model_fields
        if hasattr(ContributionLink, name) and name != "made_by"
    }
    return ContributionLinkOut.model_validate(
        {
            **fields,
            "made_by": Recorder(id=link.made_by, display_name=who, by_link_of=None),
            "state": _state(link),
            # Of periods that were taken away nothing is asked any more.
            **{
                name: getattr(progress, name, 0)
                for name in ("asked", "filled", "returned")
            },
        }
    )
