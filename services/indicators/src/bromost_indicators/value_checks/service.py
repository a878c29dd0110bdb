"""Values that are worth a second look, and who took it."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.audit import explain
from bromost_common.auth import Actor
from bromost_common.db import new_id
from bromost_common.errors import ConflictError, NotFoundError
from bromost_common.paging import AnyRow
from bromost_indicators.calculation.rules import rule_on
from bromost_indicators.entries.repository import EntryRepository
from bromost_indicators.limits import refuse_beyond
from bromost_indicators.projects.schemas import OwnerRef
from bromost_indicators.projects.service import ProjectService

from .models import CheckConfirmation
from .presenting import bounds_out, remarkable
from .remarks import Remark, Remarks
from .repository import Newest, ValueCheckRepository
from .schemas import (
    MOST_CHECKS,
    CheckConfirmationCreate,
    ValueBounds,
    ValueCheck,
    ValueChecksOut,
)
from .series import SeriesBook

MAX_CONFIRMATIONS = 20


class NothingToConfirmError(ConflictError):
    """It is not remarkable any more, or something newer was said."""

    code = "nothing_to_confirm"


class ValueCheckService:
    """Runs inside its caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._checks = ValueCheckRepository(session)
        self._entries = EntryRepository(session)
        self._projects = ProjectService(session)

    async def of_framework(self, owner_id: UUID, *, actor: Actor) -> ValueChecksOut:
        owner = await self._projects.get(owner_id, actor=actor)
        waiting = await self._checks.waiting(owner.id, visible_to=actor)
        checks = await self._found(owner, waiting, actor)
        return ValueChecksOut(
            items=checks[:MOST_CHECKS],
            unconfirmed=sum(one.confirmed is None for one in checks),
            left_out=max(0, len(checks) - MOST_CHECKS),
        )

    async def bounds(
        self, period_id: UUID, place_id: UUID | None, *, actor: Actor
    ) -> ValueBounds:
        period = await self._entries.period(period_id, visible_to=actor)
        if period is None:
            raise NotFoundError("There is no such period.")
        indicator_id = period.indicator_id
        series = await self._checks.rules([indicator_id])
        rule = rule_on(series[indicator_id], period.starts_on)
        book = SeriesBook()
        for value in await self._checks.values([indicator_id], visible_to=actor):
            book.say(value)
        return bounds_out(rule, book.usual(period, place_id, rule))

    async def confirm(
        self, entry_id: UUID, wanted: CheckConfirmationCreate, *, actor: Actor
    ) -> ValueCheck:
        found = await self._entries.held([entry_id], visible_to=actor)
        if not found:
            raise NotFoundError("There is no such entry.")
        _, owner_id, *_ = found[entry_id]
        owner = await self._projects.require(owner_id, "entry.write", actor=actor)
        await self._check(owner, entry_id, wanted, actor)
        await self.note(entry_id, wanted, actor=actor)
        return await self._check(owner, entry_id, wanted, actor)

    async def note(
        self, entry_id: UUID, wanted: CheckConfirmationCreate, *, actor: Actor
    ) -> None:
        """Keep that they say it is right; what they say it of was looked for before."""
        meaning = None
        if wanted.cross_check_id is not None:
            meaning = await self._checks.meaning(wanted.cross_check_id)
        given = await self._checks.count(entry_id)
        refuse_beyond(MAX_CONFIRMATIONS, given, "confirmations")
        explain(self._session, wanted.comment, required=False)
        await self._checks.confirm(
            CheckConfirmation(
                id=new_id(),
                entry_id=entry_id,
                account_id=actor.account_id,
                finding=wanted.finding,
                meaning=meaning,
                comment=wanted.comment,
            )
        )

    async def _check(
        self,
        owner: OwnerRef,
        entry_id: UUID,
        wanted: CheckConfirmationCreate,
        actor: Actor,
    ) -> ValueCheck:
        waiting = await self._checks.waiting(
            owner.id, entry_id=entry_id, visible_to=actor
        )
        for check in await self._found(owner, waiting, actor):
            if check.is_meant(wanted):
                return check
        raise NothingToConfirmError("Nothing like this is found of it now.")

    async def _found(
        self, owner: OwnerRef, waiting: Sequence[Newest], actor: Actor
    ) -> list[ValueCheck]:
        cross = await self._checks.cross_checks(owner)
        indicators = cross.needed({one.value.indicator_id for one in waiting})
        remarks = Remarks(
            cross, await self._checks.values(indicators, visible_to=actor)
        )
        found = [(one, remark) for one in waiting for remark in remarks.of(one.value)]
        confirmed = await self._checks.confirmations(
            [one.value.entry_id for one, _ in found]
        )
        return [
            _check_out(one, remark, confirmed.get(one.value.entry_id, []))
            for one, remark in found
        ]


def _check_out(
    one: Newest, found: Remark, confirmations: Sequence[AnyRow]
) -> ValueCheck:
    value = one.value
    return ValueCheck(
        **remarkable(found, value.rule.decimals, confirmations).model_dump(),
        entry_id=value.entry_id,
        period_id=value.period_id,
        place_id=value.place_id,
        indicator_id=value.indicator_id,
        title=one.title,
        original_language=one.original_language,
    )
