"""Recording many values at once, by the same way as one."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any, Literal, NamedTuple, TypeVar
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.audit import explain
from bromost_common.auth import Actor
from bromost_common.db import new_id
from bromost_common.errors import DomainError, NotFoundError, StaleVersionError, invalid
from bromost_common.outbox import publish
from bromost_indicators.indicators.periods import IndicatorArchivedError, PeriodService
from bromost_indicators.indicators.schemas import PeriodOut
from bromost_indicators.projects.schemas import OwnerRef
from bromost_indicators.projects.service import ProjectService

from .checking import CELL_COLUMNS, Told, told
from .ground import Ground, GroundRepository
from .repository import EntryRepository
from .rows import (
    CellRow,
    EntryRow,
    EvidenceRow,
    PartRow,
    PeriodRow,
    Wish,
)
from .schemas import (
    EntriesCreate,
    EntriesOut,
    EntryFields,
    EvidenceIn,
    Misread,
    RowIn,
    RowOutcome,
)
from .telling import submitted

Said = TypeVar("Said")
# So many are looked at while those before them are on their way to the database.
AT_ONCE = 2_500
_UNDECIDED = frozenset({"draft", "submitted"})
_COUNTED = ("value", "numerator", "denominator", "state")
_SAME = ("text", "comment", "is_partial")


class Made(NamedTuple):
    """An entry that is to be stored; none where it is there already."""

    entry: EntryRow | None
    parts: list[PartRow]


def made(
    ground: Ground,
    period_id: UUID,
    version: int | None,
    wanted: EntryFields | Wish,
    *,
    submit: bool,
    actor: Actor,
    anyones: bool = False,
) -> Made:
    """What is to be stored of a row, or why not; nothing is written yet.

    Without a `version` it is said whatever was said before. With `anyones`, what is
    recorded already is left, whoever recorded it and however far it got.
    """
    period = ground.periods.get(period_id)
    if period is None:
        raise NotFoundError("There is no such period.")
    if period.is_archived:
        raise IndicatorArchivedError("This indicator or its result is archived.")
    row = ground.row(period, wanted.place_id)
    said = told(row, wanted)
    newest = row.newest
    if (
        newest is not None
        and (anyones or _is_own(newest, actor))
        and _is_same(ground, newest, said, wanted)
    ):
        return Made(None, [])
    is_stale = version is not None and period.version != version
    if is_stale or (period_id, wanted.place_id) in ground.made:
        raise StaleVersionError("Somebody else recorded a value.")
    if newest is not None and newest.status == "accepted" and not wanted.reason:
        raise invalid(
            "body",
            "reason",
            code="reason_required",
            message="Say why: this was accepted before.",
        )
    return _entry(ground, period, said, wanted, submit=submit, actor=actor)


def _is_own(newest: EntryRow, actor: Actor) -> bool:
    """Whether the same person said it last, and nobody decided about it."""
    return newest.recorded_by == actor.account_id and newest.status in _UNDECIDED


def _is_same(
    ground: Ground, newest: EntryRow, said: Told, wanted: EntryFields | Wish
) -> bool:
    """Whether it is what was said last, sent once more."""
    return (
        all(getattr(newest, name) == getattr(said, name) for name in _COUNTED)
        and all(getattr(newest, name) == getattr(wanted, name) for name in _SAME)
        and (not said.cells or said.cells == _leaves(ground, newest))
        # A grid says nothing of it.
        and (
            not wanted.tells_evidence
            or _stands_on(newest.id, wanted.evidence)
            == ground.evidence.get(newest.id, [])
        )
    )


def _leaves(ground: Ground, entry: EntryRow) -> list[dict[str, Any]]:
    return [
        {name: getattr(cell, name) for name in CELL_COLUMNS}
        for cell in ground.cells.get(entry.id, [])
    ]


def _entry(
    ground: Ground,
    period: PeriodRow,
    said: Told,
    wanted: EntryFields | Wish,
    *,
    submit: bool,
    actor: Actor,
) -> Made:
    number = ground.numbers[period.id] = ground.numbers.get(period.id, 0) + 1
    entry = EntryRow(
        id=new_id(),
        period_id=period.id,
        number=number,
        place_id=wanted.place_id,
        value=said.value,
        numerator=said.numerator,
        denominator=said.denominator,
        state=said.state,
        text=wanted.text,
        is_partial=wanted.is_partial,
        comment=wanted.comment,
        reason=wanted.reason,
        status="submitted" if submit else "draft",
        recorded_by=actor.account_id,
        recorded_at=ground.read_at,
    )
    ground.made.add((period.id, entry.place_id))
    parts = _parts(entry, ground, said, wanted)
    ground.newest[period.id, entry.place_id] = entry
    return Made(entry, parts)


def _parts(
    entry: EntryRow, ground: Ground, said: Told, wanted: EntryFields | Wish
) -> list[PartRow]:
    cells = [CellRow(entry_id=entry.id, **cell) for cell in said.cells]
    if not ground.evidence and not wanted.evidence:
        return [*cells]
    evidence: Sequence[EvidenceIn | EvidenceRow] = wanted.evidence
    before = ground.newest.get((entry.period_id, entry.place_id))
    if before is not None and not wanted.tells_evidence:
        # A grid or a sheet says nothing of it, so it stays.
        evidence = ground.evidence.get(before.id, [])
    return [*cells, *_stands_on(entry.id, evidence)]


def _stands_on(
    entry_id: UUID, evidence: Sequence[EvidenceIn | EvidenceRow]
) -> list[EvidenceRow]:
    return [
        EvidenceRow(entry_id, place, one.name, one.address, one.file_id)
        for place, one in enumerate(evidence, 1)
    ]


class RecordingService:
    """A grid's values. Runs inside its caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._ground = GroundRepository(session)
        self._entries = EntryRepository(session)
        self._projects = ProjectService(session)
        self._periods = PeriodService(session)

    async def record(
        self, owner_id: UUID, wanted: EntriesCreate, *, actor: Actor
    ) -> EntriesOut:
        owner = await self._projects.get_for_change(
            owner_id, actor=actor, only_values=True
        )
        ground = await self.ground(
            [row.period_id for row in wanted.rows if isinstance(row, RowIn)],
            owner,
            actor=actor,
            rows=[row for row in wanted.rows if isinstance(row, RowIn)],
        )
        outcomes, stored = [], []
        for row in wanted.rows:
            outcome, new = _tried(ground, row, submit=wanted.submit, actor=actor)
            outcomes.append(outcome)
            if new is not None and new.entry is not None:
                stored.append(new)
        await self.keep(stored)
        if wanted.submit:
            self.hand_in(owner, len(stored), actor=actor)
        await self._show(outcomes, ground)
        return EntriesOut(rows=outcomes, saved=len(stored))

    def hand_in(self, owner: OwnerRef, count: int, *, actor: Actor) -> None:
        """Tell whom it concerns that so many values wait for them."""
        for event in submitted(owner, count, actor):
            publish(self._session, event)

    async def tell_and_keep(
        self, tell: Callable[[Sequence[Said]], list[Made]], rows: Sequence[Said]
    ) -> None:
        """Look at the next ones while the database takes in those before them."""
        made: list[Made] = []
        for at in range(0, len(rows), AT_ONCE):
            keeping = asyncio.create_task(self.keep(made))
            # First off to the database: both need the interpreter to get ready.
            await asyncio.sleep(0)
            try:
                ahead = await asyncio.to_thread(tell, rows[at : at + AT_ONCE])
            finally:
                await keeping
            made = ahead
        await self.keep(made)

    async def keep(self, stored: Sequence[Made]) -> None:
        """Write what was made, and why."""
        await self._entries.store(stored)
        reasons = {new.entry.reason for new in stored if new.entry} - {None}
        told = "; ".join(sorted(map(str, reasons))) or None
        explain(self._session, told, required=False)

    async def ground(
        self,
        period_ids: list[UUID],
        owner: OwnerRef,
        *,
        actor: Actor,
        hold: bool = True,
        rows: Sequence[EntryFields] = (),
    ) -> Ground:
        """All that decides about these periods, and about the evidence of `rows`."""
        today = datetime.now(UTC).date()
        ground = await self._ground.read(
            period_ids, owner, actor=actor, today=today, hold=hold
        )
        if any(row.evidence for row in rows):
            named = {e.file_id for row in rows for e in row.evidence if e.file_id}
            await self._ground.read_files(ground, named, owner, actor=actor)
        return ground

    async def _show(self, outcomes: list[RowOutcome], ground: Ground) -> None:
        shown: dict[str, PeriodOut] = {
            str(period.id): period
            for period in await self._periods.shown_all(list(ground.periods))
        }
        for outcome in outcomes:
            outcome.period = shown.get(outcome.period_id or "")


def _tried(
    ground: Ground, row: RowIn | Misread, *, submit: bool, actor: Actor
) -> tuple[RowOutcome, Made | None]:
    if isinstance(row, Misread):
        why = Tried("refused", row.code, row.field, row.message)
        return _outcome(row.period_id, why), None
    found = tried(ground, row.period_id, row.version, row, submit=submit, actor=actor)
    return _outcome(str(row.period_id), found), found.made


class Tried(NamedTuple):
    """What came of a row, and what is to be stored of it."""

    outcome: Literal["saved", "unchanged", "refused", "stale"]
    code: str | None = None
    field: str | None = None
    message: str | None = None
    made: Made | None = None


def tried(
    ground: Ground,
    period_id: UUID,
    version: int | None,
    wanted: EntryFields | Wish,
    *,
    submit: bool,
    actor: Actor,
    anyones: bool = False,
) -> Tried:
    """As `made` has it, told and not raised."""
    try:
        new = made(
            *(ground, period_id, version, wanted),
            submit=submit,
            actor=actor,
            anyones=anyones,
        )
    except StaleVersionError as stale:
        return Tried("stale", stale.code, None, stale.detail)
    except DomainError as refusal:
        first = refusal.fields[0] if refusal.fields else None
        name = ".".join(map(str, first.loc[1:])) if first else None
        code = first.code if first else refusal.code
        return Tried("refused", code, name, refusal.detail)
    return Tried("saved" if new.entry is not None else "unchanged", made=new)


def _outcome(period_id: str | None, told: Tried) -> RowOutcome:
    return RowOutcome(
        period_id=period_id,
        outcome=told.outcome,
        code=told.code,
        field=told.field,
        message=told.message,
        period=None,
    )
