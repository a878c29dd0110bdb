import secrets
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.audit import note_export
from bromost_common.auth import Actor, working_on
from bromost_common.context import act_as
from bromost_common.errors import (
    ConflictError,
    NotFoundError,
    StaleVersionError,
    invalid,
)
from bromost_common.paging import Page, PageRequest
from bromost_common.reads import note_shown

from .archive import archive, rows_in
from .models import PersonRequest, PersonRequestPart, RequestKind, RequestState
from .repository import PrivacyRepository
from .schemas import (
    DataSubject,
    Decision,
    PartOut,
    PersonRequestCreate,
    PersonRequestOut,
    RetentionRunOut,
)

MANAGE = "privacy.manage"
# Each has tables of its own, and does its own part.
SERVICES = ("api", "indicators", "notifications")
FILE_KEPT = timedelta(days=7)


class LastAdministratorError(ConflictError):
    """Nobody would be left to look after the installation."""

    code = "last_administrator"


class RequestOpenError(ConflictError):
    """The same was asked for already, and is not done yet."""

    code = "request_open"


class PrivacyService:
    """Copies and erasures of what is stored of a person."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._requests = PrivacyRepository(session)

    async def subject(self, person: UUID, *, actor: Actor) -> DataSubject:
        if person != actor.account_id and not actor.may(MANAGE):
            raise _no_person()
        row = await self._requests.subject(person)
        if row is None:
            raise _no_person()
        note_shown(self._session, [person])
        return DataSubject.model_validate(row, from_attributes=True)

    async def ask(
        self, wanted: PersonRequestCreate, *, actor: Actor
    ) -> PersonRequestOut:
        person = wanted.person_id or actor.account_id
        if person != actor.account_id and not actor.may(MANAGE):
            raise _no_person()
        await self._work_for_everybody(actor)
        known = await self._requests.known_as(person)
        if not known.names:
            raise _no_person()
        if await self._requests.has_open(wanted.kind, person):
            raise RequestOpenError("This was asked for already and is not done yet.")
        # A copy may be had at once; an erasure is for somebody to decide on.
        starts = wanted.kind is RequestKind.EXPORT or actor.may(MANAGE)
        request = PersonRequest(
            kind=wanted.kind,
            person_id=person,
            state=RequestState.RUNNING if starts else RequestState.REQUESTED,
            requested_by=actor.account_id,
            decided_by=actor.account_id if starts else None,
            reason=wanted.reason,
            pseudonym=f"Erased person {secrets.token_hex(6)}",
            terms=known.terms(),
        )
        if starts and wanted.kind is RequestKind.ERASURE:
            await self._close(person)
        await self._requests.add(request, SERVICES)
        return (await self._told([request]))[0]

    async def decide(
        self, request_id: UUID, wanted: Decision, version: int, *, actor: Actor
    ) -> PersonRequestOut:
        request = await self._requests.get(request_id, visible_to=actor, lock=True)
        if request is None or not actor.may(MANAGE):
            raise _no_request()
        if request.version != version:
            raise StaleVersionError("Somebody else has decided on this.")
        if request.state != RequestState.REQUESTED:
            raise ConflictError("This was decided on already.")
        if wanted.decision == "refuse":
            self._refuse(request, wanted.refusal)
        else:
            request.state = RequestState.RUNNING
            await self._work_for_everybody(actor)
            await self._close(request.person_id)
        request.decided_by = actor.account_id
        request.version += 1
        await self._session.flush()
        return (await self._told([request]))[0]

    async def get(self, request_id: UUID, *, actor: Actor) -> PersonRequestOut:
        request = await self._requests.get(request_id, visible_to=actor)
        if request is None:
            raise _no_request()
        return (await self._told([request]))[0]

    async def page(
        self, page: PageRequest, *, kind: str | None, person: UUID | None, actor: Actor
    ) -> Page[PersonRequestOut]:
        requests, cursor, total = await self._requests.page(
            page, kind=kind, person=person, visible_to=actor
        )
        return Page(items=await self._told(requests), next_cursor=cursor, total=total)

    async def file(self, request_id: UUID, *, actor: Actor) -> bytes:
        """The finished copy; made anew each time, so it is nowhere else."""
        request = await self._requests.get(request_id, visible_to=actor)
        if request is None or _file_until(request) is None:
            raise _no_request()
        parts = await self._requests.parts([request.id])
        note_shown(self._session, [request.person_id])
        note_export(self._session, sum(rows_in(part) for part in parts))
        return archive(request, parts)

    async def nights(self, page: PageRequest) -> Page[RetentionRunOut]:
        runs, cursor, total = await self._requests.nights(page)
        return Page(
            items=[RetentionRunOut.model_validate(run) for run in runs],
            next_cursor=cursor,
            total=total,
        )

    def _refuse(self, request: PersonRequest, refusal: str | None) -> None:
        if refusal is None:
            raise invalid(
                "body",
                "refusal",
                code="reason_required",
                message="Say why, for the person to read.",
            )
        request.state = RequestState.REFUSED
        request.refusal = refusal
        request.ended_at = datetime.now(UTC)
        request.terms = None

    async def _close(self, person: UUID) -> None:
        """From now on nobody is signed in as them; the rest goes piece by piece."""
        administrators = await self._requests.administrators()
        if list(administrators) == [person]:
            raise LastAdministratorError(
                "This is the last administrator. Make somebody else one first."
            )
        await self._requests.close_account(person)

    async def _work_for_everybody(self, actor: Actor) -> None:
        """What is stored of a person is more than they may see elsewhere."""
        wide = working_on("privacy")._replace(account_id=actor.account_id)
        await act_as(self._session, wide)

    async def _told(self, requests: Sequence[PersonRequest]) -> list[PersonRequestOut]:
        note_shown(self._session, (request.person_id for request in requests))
        parts = await self._requests.parts([request.id for request in requests])
        names = await self._requests.names_of([one.person_id for one in requests])
        return [
            _told(
                request,
                [part for part in parts if part.request_id == request.id],
                names.get(request.person_id),
            )
            for request in requests
        ]


def _told(
    request: PersonRequest, parts: Sequence[PersonRequestPart], name: str | None
) -> PersonRequestOut:
    return PersonRequestOut(
        **{
            name: getattr(request, name)
            for name in PersonRequestOut.model_fields
            if name not in {"parts", "person_name", "file_until"}
        },
        person_name=name,
        parts=[
            PartOut(service=p.service, done_at=p.done_at, outcome=p.outcome)
            for p in parts
        ],
        file_until=_file_until(request),
    )


def _file_until(request: PersonRequest) -> datetime | None:
    if request.kind != RequestKind.EXPORT or request.ended_at is None:
        return None
    until = request.ended_at + FILE_KEPT
    return until if until > datetime.now(UTC) else None


def _no_person() -> NotFoundError:
    return NotFoundError("There is no such person.")


def _no_request() -> NotFoundError:
    return NotFoundError("There is no such request.")
