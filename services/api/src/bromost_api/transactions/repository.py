from datetime import date
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, exists, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.codelists.models import Currency
from bromost_api.finance.models import BudgetLine
from bromost_api.organisations.models import Organisation
from bromost_api.projects.models import Project
from bromost_api.reach import PROJECTS
from bromost_common.auth import Actor
from bromost_common.db import violated_constraint
from bromost_common.errors import ConflictError

from .ceilings import Standing
from .models import Transaction, TransactionKind


class DuplicateVoucherError(ConflictError):
    """The giver's voucher was entered before, and stands."""

    code = "duplicate_voucher"


class AlreadyReversedError(ConflictError):
    """The entry was taken back before."""

    code = "already_reversed"


class ProjectSpan(NamedTuple):
    """The project that entries belong to, and when it is carried out."""

    id: UUID
    starts_on: date | None
    ends_on: date | None


class TransactionRepository:
    """Every query on transactions."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def project(
        self, project_id: UUID, *, visible_to: Actor
    ) -> ProjectSpan | None:
        row = (
            await self._session.execute(
                select(Project.id, Project.starts_on, Project.ends_on).where(
                    Project.id == project_id,
                    PROJECTS.one(visible_to, "budget.read", Project.id),
                )
            )
        ).one_or_none()
        return ProjectSpan(*row) if row else None

    async def hold(self, project_id: UUID) -> None:
        """One entry at a time: each is weighed against all that came before."""
        key = func.hashtextextended(f"transactions {project_id}", 0)
        await self._session.execute(select(func.pg_advisory_xact_lock(key)))

    async def add(self, entry: Transaction) -> None:
        self._session.add(entry)
        try:
            await self._session.flush()
        except IntegrityError as error:
            name = violated_constraint(error)
            if name == "uq_transaction_voucher":
                raise DuplicateVoucherError(
                    "This voucher of the giver is entered already."
                ) from error
            if name == "uq_transaction_reverses_id":
                raise AlreadyReversedError("The entry is reversed already.") from error
            raise

    async def find(self, entry_id: UUID, *, visible_to: Actor) -> Transaction | None:
        found: Transaction | None = await self._session.scalar(
            select(Transaction).where(
                Transaction.id == entry_id,
                PROJECTS.visible(visible_to, "budget.read", Transaction.project_id),
            )
        )
        return found

    async def minor_units(self, currency: str) -> int | None:
        return await self._session.scalar(
            select(Currency.minor_units).where(Currency.code == currency)
        )

    async def known(self, organisations: set[UUID]) -> set[UUID]:
        found = await self._session.scalars(
            select(Organisation.id).where(Organisation.id.in_(organisations))
        )
        return set(found)

    async def has_line(self, project_id: UUID, line_id: UUID) -> bool:
        return bool(
            await self._session.scalar(
                select(
                    exists().where(
                        BudgetLine.id == line_id, BudgetLine.project_id == project_id
                    )
                )
            )
        )

    async def standing(self, entry: Transaction) -> Standing:
        """What stands in the project and currency of `entry`, it itself left out."""
        of_giver = Transaction.giver_id == entry.giver_id
        lent = (
            Transaction.giver_id == entry.receiver_id,
            Transaction.receiver_id == entry.giver_id,
        )
        back = (of_giver, Transaction.receiver_id == entry.receiver_id)
        row = (
            await self._session.execute(
                select(
                    _awarded(entry, BudgetLine.funder_id == entry.giver_id),
                    _awarded(entry),
                    _entered(entry, TransactionKind.COMMITMENT, of_giver),
                    _entered(entry, TransactionKind.DISBURSEMENT, of_giver),
                    _entered(entry, TransactionKind.EXPENDITURE),
                    _entered(entry, TransactionKind.DISBURSEMENT, *lent),
                    _entered(entry, TransactionKind.REPAYMENT, *back),
                )
            )
        ).one()
        awarded, budget, committed, *rest = row
        return Standing(
            awarded, budget, committed, *(one or Decimal(0) for one in rest)
        )


def _awarded(
    entry: Transaction, *conditions: ColumnElement[bool]
) -> ScalarSelect[Decimal]:
    """What the budget of the entry's project holds in its currency."""
    return (
        select(func.sum(BudgetLine.amount))
        .where(
            BudgetLine.project_id == entry.project_id,
            BudgetLine.currency == entry.currency,
            *conditions,
        )
        .scalar_subquery()
    )


def _entered(
    entry: Transaction, kind: TransactionKind, *conditions: ColumnElement[bool]
) -> ScalarSelect[Decimal]:
    """What stands of a kind in the entry's project and currency."""
    return (
        select(func.sum(Transaction.amount))
        .where(
            Transaction.project_id == entry.project_id,
            Transaction.currency == entry.currency,
            Transaction.stands,
            Transaction.kind == kind,
            # What is handed on of a fund has bounds of its own.
            Transaction.sub_award_id.is_(None),
            *conditions,
        )
        .scalar_subquery()
    )
