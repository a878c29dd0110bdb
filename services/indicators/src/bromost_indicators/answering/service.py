"""Filling in what a link asks for; it comes in by the way that all values take."""

import secrets
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.context import act_as
from bromost_common.digests import token_digest
from bromost_common.errors import ConflictError, NotFoundError
from bromost_common.outbox import publish
from bromost_indicators.contribution_links.models import ContributionLink
from bromost_indicators.entries.checking import PeriodLockedError
from bromost_indicators.entries.ground import Ground, GroundRepository
from bromost_indicators.entries.models import EntryEvidence, EntryStep
from bromost_indicators.entries.recording import made
from bromost_indicators.entries.repository import EntryRepository
from bromost_indicators.entries.schemas import EntryFields
from bromost_indicators.entries.telling import submitted
from bromost_indicators.files.models import File
from bromost_indicators.projects.schemas import OwnerRef
from bromost_indicators.value_checks.schemas import CheckConfirmationCreate

from .checks import AnswerChecks
from .files import AnswerFiles
from .opening import Opening, unknown
from .presenting import HANDED_ON, Known, axes_of, row_out
from .repository import AnsweringRepository
from .rules import LIFETIME, acting, refuse_ended
from .schemas import (
    AnswerIn,
    AskedForm,
    AskedProject,
    AskedRow,
    ContributionHandedIn,
)

log = structlog.get_logger(__name__)


class AlreadyHandedInError(ConflictError):
    """Whoever reviews it has it now, and returns it if it is to change."""

    code = "already_handed_in"


class AnsweringService:
    """What somebody does who comes by a link. Runs inside its caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._answers = AnsweringRepository(session)
        self._entries = EntryRepository(session)
        self._ground = GroundRepository(session)
        self._opening = Opening(session)
        self._files = AnswerFiles(session)
        self._checks = AnswerChecks(session)

    async def open(self, token: str) -> tuple[str, UUID]:
        """Exchange the secret of a link for a session, which is short."""
        link_id = await self._answers.link_of(token_digest(token))
        if link_id is None:
            raise unknown()
        await act_as(self._session, acting(link_id))
        link = await self._answers.link(link_id)
        now = datetime.now(UTC)
        if link is None:
            raise unknown()
        refuse_ended(
            is_withdrawn=link.withdrawn_at is not None,
            is_expired=link.expires_at <= now,
        )
        session_token = secrets.token_urlsafe(32)
        until = min(now + LIFETIME, link.expires_at)
        await self._answers.begin(link, token_digest(session_token), until)
        if link.opened_at is None:
            link.opened_at = now
        await self._answers.save()
        log.info("contribution_opened", link=str(link_id))
        return session_token, link_id

    async def shown(self, *, actor: Actor) -> AskedForm:
        link = await self._opening.link(actor)
        project = await self._answers.project()
        period_ids = await self._answers.asked(link.id)
        ground = await self._read(period_ids, project, actor, hold=False)
        rows = await self._rows(link, project, ground, period_ids)
        return AskedForm.model_validate(
            {
                "id": link.id,
                "name": link.name,
                "language": link.language,
                "asked_by": await self._answers.name_of(link.made_by),
                "message": link.message,
                "project": AskedProject.model_validate(project.model_dump()),
                "place": link.place_id and await self._answers.place(link.place_id),
                "starts_on": link.starts_on,
                "ends_on": link.ends_on,
                "expires_at": link.expires_at,
                "handed_in_at": link.handed_in_at,
                "rows": rows,
            }
        )

    async def save(
        self, period_id: UUID, wanted: AnswerIn, version: int, *, actor: Actor
    ) -> AskedRow:
        """Keep it as a draft, in the state of the row that was seen."""
        link, project = await self._opening.for_change(actor)
        if period_id not in await self._answers.asked(link.id):
            raise NotFoundError("This is not asked for.")
        ground = await self._read([period_id], project, actor, hold=True)
        ground.numbers = await self._answers.numbers()
        newest = ground.newest.get((period_id, link.place_id))
        if newest is not None and newest.status in HANDED_ON:
            raise AlreadyHandedInError("This was handed in.")
        stands_on = await self._files.stood_on(link, project, ground, newest, wanted)
        # Read once; its figures are not read again as if they were text.
        said = EntryFields.model_construct(
            **{**dict(wanted), "evidence": stands_on},
            place_id=link.place_id,
            reason=None,
        )
        new = made(ground, period_id, version, said, submit=False, actor=actor)
        if new.entry is not None:
            await self._entries.store([new])
            ground = await self._read([period_id], project, actor, hold=False)
        (row,) = await self._rows(link, project, ground, [period_id])
        return row

    async def confirm(
        self, period_id: UUID, wanted: CheckConfirmationCreate, *, actor: Actor
    ) -> AskedRow:
        """That a remarkable answer is right, and why."""
        link, project = await self._opening.for_change(actor)
        if period_id not in await self._answers.asked(link.id):
            raise NotFoundError("This is not asked for.")
        ground = await self._read([period_id], project, actor, hold=True)
        await self._checks.confirm(
            link, project, ground, period_id, wanted, actor=actor
        )
        (row,) = await self._rows(link, project, ground, [period_id])
        return row

    async def hand_in(self, *, actor: Actor) -> ContributionHandedIn:
        """All that is kept as their draft; what is locked meanwhile stops all of it."""
        link, project = await self._opening.for_change(actor)
        period_ids = await self._answers.asked(link.id)
        ground = await self._read(period_ids, project, actor, hold=True)
        newest = [
            entry.id
            for (_, place_id), entry in ground.newest.items()
            if place_id == link.place_id
        ]
        drafts = await self._answers.drafts(link.id, newest)
        for entry, steps in drafts:
            if lock := ground.locked.get(entry.period_id):
                raise PeriodLockedError(lock.told())
            entry.status = "submitted"
            self._answers.add_step(
                EntryStep(
                    entry_id=entry.id,
                    number=steps + 1,
                    status="submitted",
                    account_id=actor.account_id,
                )
            )
        if drafts:
            link.handed_in_at = datetime.now(UTC)
        for event in submitted(project, len(drafts), actor):
            publish(self._session, event)
        await self._answers.save()
        log.info("contribution_handed_in", link=str(link.id), rows=len(drafts))
        shown = await self.shown(actor=actor)
        return ContributionHandedIn(handed_in=len(drafts), contribution=shown)

    async def end(self, *, actor: Actor) -> None:
        await self._answers.end(actor.session_id)

    async def _read(
        self,
        period_ids: Sequence[UUID],
        project: OwnerRef,
        actor: Actor,
        *,
        hold: bool,
    ) -> Ground:
        today = datetime.now(UTC).date()
        return await self._ground.read(
            period_ids, project, actor=actor, today=today, hold=hold
        )

    async def _rows(
        self,
        link: ContributionLink,
        project: OwnerRef,
        ground: Ground,
        period_ids: Sequence[UUID],
    ) -> list[AskedRow]:
        entry_ids = [
            entry.id
            for (_, place_id), entry in ground.newest.items()
            if place_id == link.place_id
        ]
        versions = {ground.rule(period).id for period in ground.periods.values()}
        evidence: defaultdict[UUID, list[tuple[EntryEvidence, File | None]]]
        evidence = defaultdict(list)
        for one, file in await self._entries.evidence(entry_ids):
            evidence[one.entry_id].append((one, file))
        known = Known(
            told=await self._answers.told(period_ids),
            rules=await self._answers.rules(versions),
            axes=axes_of(await self._answers.axes(versions)),
            earlier=await self._answers.earlier(period_ids, link.place_id),
            evidence=evidence,
            checks=await self._checks.found(link, project, ground),
            returned={
                step.entry_id: step.reason
                for step in await self._entries.ways(entry_ids)
                if step.status == "returned"
            },
        )
        return [
            row_out(link, ground, period_id, known)
            for period_id in period_ids
            if period_id in ground.periods
        ]
