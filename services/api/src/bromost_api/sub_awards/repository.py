from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Date,
    Numeric,
    and_,
    case,
    cast,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bromost_api.codelists.models import Currency
from bromost_api.organisations.models import Organisation
from bromost_api.reach import PROJECTS
from bromost_api.transactions.models import Transaction, TransactionKind
from bromost_common.auth import Actor
from bromost_common.db import violated_constraint
from bromost_common.errors import ConflictError
from bromost_common.paging import AnyRow, AnySelect, Key, Order, PageRequest, fetch_page

from .models import SubAward

_NEWEST_FIRST = Order(
    "-awarded_on",
    [Key(SubAward.awarded_on, descending=True), Key(SubAward.id, descending=True)],
)

# Written as amounts are.
_NOTHING = literal(Decimal("0.00"))


class SubAwardInUseError(ConflictError):
    """What was paid out or back was entered on it."""

    code = "sub_award_in_use"


class Held(NamedTuple):
    """What a fund holds at least from a day on.

    And whether anybody paid into it and it handed on any of it.
    """

    left: Decimal
    is_filled: bool
    is_used: bool


class SubAwardRepository:
    """Every query on sub-awards and the funds that they are paid from."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, award: SubAward) -> None:
        self._session.add(award)
        await self._session.flush()

    async def remove(self, award: SubAward) -> None:
        await self._session.delete(award)
        try:
            await self._session.flush()
        except IntegrityError as error:
            name = violated_constraint(error)
            if name == "fk_transaction_sub_award_id_project_id":
                raise SubAwardInUseError(
                    "Something was paid out or paid back of it."
                ) from error
            raise

    async def lock(self, award_id: UUID, *, visible_to: Actor) -> SubAward | None:
        found: SubAward | None = await self._session.scalar(
            select(SubAward)
            .where(
                SubAward.id == award_id,
                PROJECTS.visible(visible_to, "budget.write", SubAward.project_id),
            )
            .with_for_update()
        )
        return found

    async def find(self, award_id: UUID, *, visible_to: Actor) -> AnyRow | None:
        return (
            await self._session.execute(
                _shown().where(
                    SubAward.id == award_id,
                    PROJECTS.visible(visible_to, "budget.read", SubAward.project_id),
                )
            )
        ).one_or_none()

    async def of_project(self, award_id: UUID, project_id: UUID) -> AnyRow | None:
        statement = _shown().where(
            SubAward.id == award_id, SubAward.project_id == project_id
        )
        return (await self._session.execute(statement)).one_or_none()

    async def held(
        self, project_id: UUID, holder: UUID, currency: str, day: date
    ) -> Held:
        """What `holder`'s fund can give away on `day`, later days considered, too."""
        paid_in, paid_out, repaid = fund_parts(literal(holder))
        moves = (
            select(
                Transaction.happened_on.label("day"),
                paid_in.label("paid_in"),
                paid_out.label("paid_out"),
                (paid_in - paid_out + repaid).label("change"),
            )
            .where(
                Transaction.project_id == project_id,
                Transaction.currency == currency,
                Transaction.stands,
                or_(Transaction.giver_id == holder, Transaction.receiver_id == holder),
            )
            .union_all(select(literal(day), *[literal(0, Numeric)] * 3))
            .subquery()
        )
        balances = select(
            moves.c.day,
            moves.c.paid_in,
            moves.c.paid_out,
            func.sum(moves.c.change).over(order_by=moves.c.day).label("balance"),
        ).subquery()
        row = (
            await self._session.execute(
                select(
                    func.min(balances.c.balance).filter(balances.c.day >= day),
                    func.bool_or(balances.c.paid_in > 0),
                    func.bool_or(balances.c.paid_out > 0),
                )
            )
        ).one()
        return Held(*row)

    async def page(
        self, project_id: UUID, wanted: PageRequest
    ) -> tuple[Sequence[AnyRow], str | None, int | None]:
        statement = _shown().where(SubAward.project_id == project_id)
        return await fetch_page(self._session, statement, _NEWEST_FIRST, wanted)

    async def all(self, project_id: UUID) -> Sequence[AnyRow]:
        """No more than a project may have."""
        statement = _shown().where(SubAward.project_id == project_id)
        return (await self._session.execute(statement)).all()

    async def count(self, project_id: UUID) -> int:
        statement = select(func.count()).where(SubAward.project_id == project_id)
        return await self._session.scalar(statement) or 0

    async def months(self, project_id: UUID) -> Sequence[AnyRow]:
        """What moved in each fund, by holder, currency and month."""
        holders = (
            select(SubAward.giver_id.label("id"), SubAward.currency)
            .where(SubAward.project_id == project_id)
            .distinct()
            .subquery()
        )
        month = cast(func.date_trunc("month", Transaction.happened_on), Date)
        paid_in, paid_out, repaid = fund_parts(holders.c.id)
        rows = await self._session.execute(
            select(
                holders.c.id.label("holder_id"),
                Organisation.name.label("holder_name"),
                holders.c.currency,
                month.label("month"),
                func.sum(paid_in).label("paid_in"),
                func.sum(paid_out).label("paid_out"),
                func.sum(repaid).label("repaid"),
            )
            .select_from(holders)
            .join(Organisation, Organisation.id == holders.c.id)
            .join(
                Transaction,
                and_(
                    Transaction.project_id == project_id,
                    Transaction.stands,
                    Transaction.currency == holders.c.currency,
                    or_(
                        Transaction.giver_id == holders.c.id,
                        Transaction.receiver_id == holders.c.id,
                    ),
                    paid_in + paid_out + repaid != 0,
                ),
            )
            .group_by(holders.c.id, Organisation.name, holders.c.currency, month)
            .order_by(Organisation.name, holders.c.id, holders.c.currency, month)
        )
        return rows.all()


def fund_parts(
    holder: ColumnElement[UUID],
) -> tuple[ColumnElement[Decimal], ColumnElement[Decimal], ColumnElement[Decimal]]:
    """What a transaction pays into `holder`'s fund, out of it and back into it."""
    pays, back = TransactionKind.DISBURSEMENT, TransactionKind.REPAYMENT
    amount, kind = Transaction.amount, Transaction.kind
    own = Transaction.sub_award_id.is_not(None)
    gives, gets = Transaction.giver_id == holder, Transaction.receiver_id == holder
    return (
        case(
            (and_(~own, gets, kind == pays), amount),
            (and_(~own, gives, kind == back), -amount),
            else_=_NOTHING,
        ),
        case((and_(own, gives, kind == pays), amount), else_=_NOTHING),
        case((and_(own, gets, kind == back), amount), else_=_NOTHING),
    )


def moved(
    award_id: ColumnElement[UUID], kind: TransactionKind
) -> ColumnElement[Decimal]:
    """What stands of a sub-award's transactions of a kind."""
    return (
        select(func.coalesce(func.sum(Transaction.amount), _NOTHING))
        .where(
            Transaction.sub_award_id == award_id,
            Transaction.stands,
            Transaction.kind == kind,
        )
        .scalar_subquery()
    )


def _shown() -> AnySelect:
    giver, receiver = aliased(Organisation), aliased(Organisation)
    id_ = SubAward.id.expression
    return (
        select(
            *SubAward.__table__.columns,
            Currency.minor_units.label("decimals"),
            giver.name.label("giver_name"),
            receiver.name.label("receiver_name"),
            moved(id_, TransactionKind.DISBURSEMENT).label("paid_out"),
            moved(id_, TransactionKind.REPAYMENT).label("repaid"),
        )
        .join(Currency, Currency.code == SubAward.currency)
        .join(giver, giver.id == SubAward.giver_id)
        .join(receiver, receiver.id == SubAward.receiver_id)
    )
