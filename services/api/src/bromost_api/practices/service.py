from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.nested import refuse_repeated, refuse_unknown
from bromost_api.programmes.holding import require_programme
from bromost_common.auth import Actor
from bromost_common.db import new_id
from bromost_common.errors import ConflictError, NotFoundError, StaleVersionError
from bromost_common.languages import refuse_without_original
from bromost_common.paging import AnyRow, Page, PageRequest
from bromost_common.visibility import PROGRAMMES

from .models import Practice
from .publishing import PublicPractices
from .repository import TIES, Filters, PracticeRepository
from .schemas import (
    PracticeCreate,
    PracticeListItem,
    PracticeOut,
    PracticeUpdate,
    Step,
)

WRITE = "programme.write"
# From which state each step is taken; what is public can be withdrawn from all.
_FROM = {"submit": "draft", "return": "in_review", "publish": "in_review"}


class StepNotPossibleError(ConflictError):
    """It is not in the state that this step is taken from."""

    code = "step_not_possible"


class OwnReviewError(ConflictError):
    """Whoever submitted it is not who says that it is good."""

    code = "own_review"


class WasPublicError(ConflictError):
    """What everybody could read stays on record."""

    code = "was_public"


class PracticeService:
    """What can be done with practices. Runs inside its caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._practices = PracticeRepository(session)
        self._public = PublicPractices(session)

    async def write(self, wanted: PracticeCreate, *, actor: Actor) -> PracticeOut:
        practice = Practice(id=new_id(), **wanted.model_dump(exclude=set(TIES)))
        _refuse_untold(practice)
        await require_programme(self._session, wanted.programme_id, actor=actor)
        await self._check({name: getattr(wanted, name) for name in TIES})
        await self._practices.add(practice)
        for name in TIES:
            await self._practices.tie(practice, name, getattr(wanted, name))
        return await self.get(practice.id, actor=actor)

    async def get(self, practice_id: UUID, *, actor: Actor) -> PracticeOut:
        found = await self._practices.detail(practice_id, visible_to=actor)
        if found is None:
            raise _unknown()
        may = await PROGRAMMES.can(
            self._session, actor, WRITE, UUID(found.programme["id"])
        )
        steps = _steps(found, actor) if may else []
        return PracticeOut.model_validate(found._asdict() | {"steps": steps})

    async def page(
        self, wanted: PageRequest, *, sort: str, filters: Filters, actor: Actor
    ) -> Page[PracticeListItem]:
        rows, cursor, total = await self._practices.page(
            wanted, sort=sort, filters=filters, visible_to=actor
        )
        items = [
            PracticeListItem.model_validate(row, from_attributes=True) for row in rows
        ]
        return Page(items=items, next_cursor=cursor, total=total)

    async def change(
        self,
        practice_id: UUID,
        wanted: PracticeUpdate,
        expected_version: int,
        *,
        actor: Actor,
    ) -> PracticeOut:
        """What is changed is a draft again; what is public stays as it was."""
        practice = await self._lock(practice_id, expected_version, actor=actor)
        values = {name: getattr(wanted, name) for name in wanted.model_fields_set}
        ties = {name: values.pop(name) for name in TIES if name in values}
        await self._check(ties)
        for name, value in values.items():
            setattr(practice, name, value)
        _refuse_untold(practice)
        for name, ids in ties.items():
            await self._practices.tie(practice, name, ids)
        practice.state = "draft"
        return await self._changed(practice, actor=actor)

    async def take(
        self, practice_id: UUID, step: Step, expected_version: int, *, actor: Actor
    ) -> PracticeOut:
        practice = await self._lock(practice_id, expected_version, actor=actor)
        now = await self.get(practice_id, actor=actor)
        if step == "publish" and practice.submitted_by == actor.account_id:
            raise OwnReviewError("Somebody else than who submitted it publishes it.")
        if step not in now.steps:
            raise StepNotPossibleError("That cannot be done with it as it stands.")
        match step:
            case "submit":
                practice.state, practice.submitted_by = "in_review", actor.account_id
            case "publish":
                practice.state, practice.reviewed_by = "published", actor.account_id
                practice.reviewed_at = datetime.now(UTC)
                await self._public.publish(now, actor=actor)
            case "withdraw":
                practice.state = "draft"
                await self._public.withdraw(practice_id, actor=actor)
            case "return":
                practice.state = "draft"
        return await self._changed(practice, actor=actor)

    async def remove(
        self, practice_id: UUID, expected_version: int, *, actor: Actor
    ) -> None:
        """Only what never was public."""
        practice = await self._lock(practice_id, expected_version, actor=actor)
        if await self._public.was_public(practice_id):
            raise WasPublicError("It was public, and stays on record.")
        await self._practices.remove(practice)

    async def require(self, practice_id: UUID, *, actor: Actor) -> None:
        """Refuse who may not change it."""
        programme = await self._practices.programme_of(practice_id)
        if programme is None:
            raise _unknown()
        await PROGRAMMES.require(self._session, actor, WRITE, programme)

    async def _lock(
        self, practice_id: UUID, expected_version: int, *, actor: Actor
    ) -> Practice:
        await self.require(practice_id, actor=actor)
        practice = await self._practices.lock(practice_id, visible_to=actor)
        if practice is None:
            raise _unknown()
        if practice.version != expected_version:
            raise StaleVersionError(
                "It was changed by somebody else.",
                current=await self.get(practice_id, actor=actor),
            )
        return practice

    async def _check(self, ties: dict[str, Any]) -> None:
        for name, ids in ties.items():
            refuse_repeated(name, ids)
            unknown = await self._practices.unknown(name, ids)
            refuse_unknown(name, ids, unknown, code=TIES[name][2])

    async def _changed(self, practice: Practice, *, actor: Actor) -> PracticeOut:
        practice.version += 1
        await self._practices.flush()
        return await self.get(practice.id, actor=actor)


def _steps(row: AnyRow, actor: Actor) -> list[str]:
    steps = [name for name, state in _FROM.items() if state == row.state]
    if row.submitted_by == actor.account_id and "publish" in steps:
        steps.remove("publish")
    return [*steps, "withdraw"] if row.is_public else steps


def _refuse_untold(practice: Practice) -> None:
    for name in ("title", "summary"):
        refuse_without_original(
            name, getattr(practice, name), practice.original_language
        )


def _unknown() -> NotFoundError:
    return NotFoundError("There is no such practice.")
