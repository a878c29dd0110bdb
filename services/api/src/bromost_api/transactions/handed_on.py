"""Bounds of what is handed on of a project's money as grants and loans."""

from decimal import Decimal

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.sub_awards.repository import SubAwardRepository
from bromost_api.sub_awards.standing import standing
from bromost_common.errors import InvalidError, invalid
from bromost_common.paging import AnyRow

from .ceilings import Bound, Ceiling
from .models import Transaction, TransactionKind


class HandedOn:
    """Weighs entries against sub-awards and the fund that they are paid from."""

    def __init__(self, session: AsyncSession) -> None:
        self._awards = SubAwardRepository(session)

    async def ceiling(self, entry: Transaction) -> Ceiling:
        """What bounds a payment of a sub-award; raises where it is none of it."""
        award = entry.sub_award_id and await self._awards.of_project(
            entry.sub_award_id, entry.project_id
        )
        if not award:
            raise _refused("unknown_sub_award", "The project has no such sub-award.")
        _check(entry, award)
        if entry.kind == TransactionKind.REPAYMENT:
            return Ceiling("loan", standing(award).owed - award.repaid)
        top = Ceiling("sub_award", award.amount - award.paid_out)
        return await self._within_fund(top, entry) or top

    async def lower(self, top: Ceiling | None, entry: Transaction) -> Ceiling | None:
        """Whoever handed money on pays back to a funder what is left of it."""
        if entry.kind != TransactionKind.REPAYMENT:
            return top
        return await self._within_fund(top, entry, once_used=True)

    async def lacking(self, entry: Transaction) -> Decimal | None:
        """What is missing once `entry` was reversed, if anything is.

        More came back than is owed now, or a fund handed on what it never had.
        """
        if entry.sub_award_id is not None:
            award = await self._awards.of_project(entry.sub_award_id, entry.project_id)
            over: Decimal = award.repaid - standing(award).owed if award else Decimal(0)
            if over > 0:
                return over
        if entry.receiver_id is None:
            return None
        held = await self._awards.held(
            entry.project_id, entry.receiver_id, entry.currency, entry.happened_on
        )
        # Without anything on record that was paid in, nobody knows what there is.
        is_told = held.is_filled or entry.sub_award_id is None
        return -held.left if held.is_used and is_told and held.left < 0 else None

    async def _within_fund(
        self, top: Ceiling | None, entry: Transaction, *, once_used: bool = False
    ) -> Ceiling | None:
        held = await self._awards.held(
            entry.project_id, entry.giver_id, entry.currency, entry.happened_on
        )
        if not held.is_filled or (once_used and not held.is_used):
            return top
        bound: Bound = "fund"
        return top if top and top.left <= held.left else Ceiling(bound, held.left)


def _check(entry: Transaction, award: AnyRow) -> None:
    parties = (award.giver_id, award.receiver_id)
    wanted = {
        TransactionKind.DISBURSEMENT.value: parties,
        TransactionKind.REPAYMENT.value: parties[::-1],
    }.get(entry.kind)
    if (
        wanted != (entry.giver_id, entry.receiver_id)
        or entry.currency != award.currency
        or entry.budget_line_id is not None
    ):
        raise _refused(
            "other_than_sub_award", "It is between others or in another currency."
        )
    if entry.happened_on < award.awarded_on:
        raise invalid(
            "body",
            "happened_on",
            code="before_award",
            message="It was not awarded then.",
        )


def _refused(code: str, message: str) -> InvalidError:
    return invalid("body", "sub_award_id", code=code, message=message)
