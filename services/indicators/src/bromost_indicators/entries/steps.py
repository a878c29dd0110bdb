"""How entries get from a draft to a figure on record: one way for one and for many."""

from collections.abc import Mapping
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.audit import explain
from bromost_common.auth import Actor
from bromost_common.errors import (
    ConflictError,
    DomainError,
    NotFoundError,
    PermissionDeniedError,
    invalid,
)
from bromost_common.outbox import publish
from bromost_indicators.programme_rules.service import ProgrammeRulesService
from bromost_indicators.projects.schemas import OwnerRef
from bromost_indicators.projects.service import ProjectService

from .checking import Lock, PeriodLockedError
from .locked import locked
from .models import Entry, EntryStep
from .repository import EntryRepository
from .schemas import StepIn, StepOutcome, StepsCreate, StepsOut
from .telling import Moved, told

# From where to where, and what that needs.
WAYS: Mapping[tuple[str, str], str] = {
    ("draft", "submitted"): "entry.write",
    ("returned", "submitted"): "entry.write",
    ("submitted", "returned"): "entry.review",
    ("verified", "returned"): "entry.review",
    ("submitted", "verified"): "entry.review",
    ("submitted", "accepted"): "entry.review",
    ("verified", "accepted"): "entry.review",
}
# What is only looked at or sent back changes no figure, also of locked days.
COUNTS = frozenset({"submitted", "accepted"})
Found = dict[UUID, tuple[Entry, UUID, int, int]]


class StepImpossibleError(ConflictError):
    """There is no way from where the entry is to there."""

    code = "step_impossible"


class EntrySupersededError(ConflictError):
    """Something newer was said of the period; that is what is decided about."""

    code = "entry_superseded"


class VerificationRequiredError(ConflictError):
    """The programme wants two people: one verifies, another one accepts."""

    code = "verification_required"


class SecondPersonRequiredError(ConflictError):
    """Who verified a value leaves it to another one to accept it."""

    code = "second_person_required"


class StepService:
    """The way of entries. Runs inside its caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._entries = EntryRepository(session)
        self._projects = ProjectService(session)
        self._rules = ProgrammeRulesService(session)
        self._second_level: dict[UUID, bool] = {}
        self._verified_by: dict[UUID, UUID | None] | None = None
        # Who may do what to which framework, and what is locked there, asked once.
        self._held: dict[tuple[UUID, str], OwnerRef | DomainError] = {}
        self._locked: dict[UUID, dict[UUID, Lock]] = {}
        self._moved: list[Moved] = []

    async def take(self, wanted: StepsCreate, *, actor: Actor) -> StepsOut:
        found = await self._entries.held(
            [step.entry_id for step in wanted.steps], visible_to=actor
        )
        outcomes = []
        for step in wanted.steps:
            try:
                await self._step(found, step, actor)
            except DomainError as refusal:
                outcomes.append(_refused(step, found, refusal))
            else:
                outcomes.append(
                    StepOutcome(
                        entry_id=step.entry_id,
                        outcome="done",
                        status=step.status,
                        code=None,
                        message=None,
                    )
                )
        reasons = {step.reason for step in wanted.steps if step.reason}
        explain(self._session, "; ".join(sorted(reasons)) or None, required=False)
        await self._entries.flush()
        for event in told(self._moved, actor):
            publish(self._session, event)
        done = sum(one.outcome == "done" for one in outcomes)
        return StepsOut(steps=outcomes, done=done)

    async def _step(self, found: Found, step: StepIn, actor: Actor) -> None:
        if step.entry_id not in found:
            raise NotFoundError("There is no such entry.")
        entry, owner_id, newest, steps = found[step.entry_id]
        needed = WAYS.get((entry.status, step.status))
        if needed is None:
            raise StepImpossibleError(f"It is {entry.status}.")
        owner = await self._require(owner_id, needed, actor)
        if step.status in COUNTS:
            await self._refuse_locked(found, entry, owner, actor)
        if entry.number != newest:
            raise EntrySupersededError("Something newer was said.")
        if step.status == "returned" and not step.reason:
            raise invalid(
                "body",
                "reason",
                code="reason_required",
                message="Say why it is returned.",
            )
        if step.status == "accepted":
            await self._refuse_alone(found, entry, owner, actor)
        entry.status = step.status
        found[step.entry_id] = (entry, owner_id, newest, steps + 1)
        self._moved.append(Moved(owner, step.status, entry.recorded_by, step.reason))
        self._entries.add_step(
            EntryStep(
                entry_id=entry.id,
                number=steps + 1,
                status=step.status,
                account_id=actor.account_id,
                reason=step.reason,
            )
        )

    async def _refuse_alone(
        self, found: Found, entry: Entry, owner: OwnerRef, actor: Actor
    ) -> None:
        """Read after the owner is held: the rules change for nobody meanwhile."""
        programme_id = owner.programme_id
        if programme_id not in self._second_level:
            rules = await self._rules.holding(programme_id)
            self._second_level[programme_id] = rules.second_level
        if not self._second_level[programme_id]:
            return
        if entry.status != "verified":
            raise VerificationRequiredError("Somebody verifies it first.")
        if self._verified_by is None:
            self._verified_by = await self._entries.verified_by(found.keys())
        if self._verified_by.get(entry.id) == actor.account_id:
            raise SecondPersonRequiredError("You verified it: another one accepts it.")

    async def _require(self, owner_id: UUID, needed: str, actor: Actor) -> OwnerRef:
        key = (owner_id, needed)
        if key not in self._held:
            try:
                self._held[key] = await self._projects.require(
                    owner_id, needed, actor=actor
                )
            except NotFoundError as refusal:
                # They see the entry: what is out of reach is to decide on it.
                self._held[key] = PermissionDeniedError(refusal.detail)
            except DomainError as refusal:
                self._held[key] = refusal
        known = self._held[key]
        if isinstance(known, DomainError):
            # Told of each entry, but it remembers only where it was told last.
            raise known.with_traceback(None)
        return known

    async def _refuse_locked(
        self, found: Found, entry: Entry, owner: OwnerRef, actor: Actor
    ) -> None:
        """Read after the owner is held: who locks days waits, or is waited for."""
        if owner.id not in self._locked:
            periods = {e.period_id for e, of, _, _ in found.values() if of == owner.id}
            today = datetime.now(UTC).date()
            self._locked[owner.id] = await locked(
                self._session, periods, owner, actor=actor, today=today
            )
        lock = self._locked[owner.id].get(entry.period_id)
        if lock is not None:
            raise PeriodLockedError(lock.told())


def _refused(
    step: StepIn,
    found: Found,
    refusal: DomainError,
) -> StepOutcome:
    known = found.get(step.entry_id)
    return StepOutcome.model_validate(
        {
            "entry_id": step.entry_id if known else None,
            "outcome": "refused",
            "status": known[0].status if known else None,
            "code": refusal.fields[0].code if refusal.fields else refusal.code,
            "message": refusal.detail,
        }
    )
