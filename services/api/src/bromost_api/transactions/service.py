from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.reach import PROJECTS
from bromost_common.audit import explain
from bromost_common.auth import Actor
from bromost_common.errors import (
    ConflictError,
    FieldError,
    InvalidError,
    NotFoundError,
    invalid,
)
from bromost_common.money import decimals_of, plain
from bromost_common.paging import AnyRow, Page, PageRequest

from .ceilings import Ceiling, ceiling
from .handed_on import HandedOn
from .lists import Filters, TransactionLists
from .models import Transaction, TransactionKind
from .repository import AlreadyReversedError, ProjectSpan, TransactionRepository
from .rows import planned_out, sum_out, transaction_out
from .schemas import (
    PlannedAndActual,
    RateUsed,
    ReversalCreate,
    TransactionCreate,
    TransactionOut,
    TransactionTotals,
)


class StillUsedError(ConflictError):
    """What was committed or paid out was paid out or paid back since."""

    code = "entry_in_use"


class TransactionService:
    """What can be done with projects' entries. Runs inside its caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._entries = TransactionRepository(session)
        self._lists = TransactionLists(session)
        self._handed_on = HandedOn(session)

    async def page(
        self, project_id: UUID, wanted: PageRequest, filters: Filters, *, actor: Actor
    ) -> Page[TransactionOut]:
        await self._project(project_id, actor=actor)
        await self._decimals("query", "show_in", filters.show_in)
        rows, cursor, total = await self._lists.page(project_id, wanted, filters)
        items = [transaction_out(row, filters.show_in) for row in rows]
        return Page(items=items, next_cursor=cursor, total=total)

    async def all(
        self, project_id: UUID, filters: Filters, *, actor: Actor
    ) -> AsyncIterator[AnyRow]:
        await self._project(project_id, actor=actor)
        await self._decimals("query", "show_in", filters.show_in)
        return self._lists.all(project_id, filters)

    async def totals(
        self, project_id: UUID, filters: Filters, *, actor: Actor
    ) -> TransactionTotals:
        await self._project(project_id, actor=actor)
        decimals = await self._decimals("query", "show_in", filters.show_in)
        sums = await self._lists.sums(project_id, filters)
        rates = await self._lists.rates(project_id, filters)
        return TransactionTotals(
            currency=filters.show_in,
            sums=[
                sum_out(row, decimals, converts=filters.show_in is not None)
                for row in sums
            ],
            rates=[
                RateUsed(
                    from_currency=row.currency,
                    rate=row.rate.normalize(),
                    rate_on=row.valid_on,
                    source=row.source,
                )
                for row in rates
            ],
        )

    async def planned(self, project_id: UUID, *, actor: Actor) -> PlannedAndActual:
        await self._project(project_id, actor=actor)
        return PlannedAndActual(
            items=planned_out(await self._lists.by_year(project_id))
        )

    async def record(
        self, project_id: UUID, wanted: TransactionCreate, *, actor: Actor
    ) -> TransactionOut:
        project = await self._project(project_id, actor=actor)
        await PROJECTS.require(self._session, actor, "budget.write", project_id)
        _check_days(wanted, project)
        await self._check(project_id, wanted)
        entry = Transaction(project_id=project_id, **wanted.model_dump())
        await self._entries.hold(project_id)
        if wanted.sub_award_id is None:
            top = ceiling(wanted.kind, await self._entries.standing(entry))
            top = await self._handed_on.lower(top, entry)
        else:
            top = await self._handed_on.ceiling(entry)
        if top is not None and entry.amount > top.left:
            raise _exceeds(top, entry.currency)
        await self._entries.add(entry)
        return transaction_out(await self._lists.one(entry), None)

    async def reverse(
        self, entry_id: UUID, wanted: ReversalCreate, *, actor: Actor
    ) -> TransactionOut:
        entry = await self._entries.find(entry_id, visible_to=actor)
        if entry is None:
            raise NotFoundError("There is no such entry.")
        await PROJECTS.require(self._session, actor, "budget.write", entry.project_id)
        await self._entries.hold(entry.project_id)
        await self._session.refresh(entry)
        if entry.reverses_id is not None:
            raise ConflictError("A reversal is not reversed: enter what is right.")
        if not entry.stands:
            raise AlreadyReversedError("The entry is reversed already.")
        explain(self._session, wanted.reason, required=True)
        reversal = _reversal_of(entry, wanted)
        entry.stands = False
        await self._entries.add(reversal)
        await self._refuse_if_used(entry)
        lacking = await self._handed_on.lacking(entry)
        if lacking is not None:
            raise _still_used(lacking, entry.currency)
        return transaction_out(await self._lists.one(reversal), None)

    async def _refuse_if_used(self, entry: Transaction) -> None:
        """A promise that was kept, and money that came back, are not taken away."""
        if entry.sub_award_id is not None:
            return
        if entry.kind == TransactionKind.COMMITMENT:
            below = TransactionKind.DISBURSEMENT
            giver: UUID = entry.giver_id
            receiver: UUID | None = None
        elif entry.kind == TransactionKind.DISBURSEMENT and entry.receiver_id:
            below = TransactionKind.REPAYMENT
            giver, receiver = entry.receiver_id, entry.giver_id
        else:
            return
        probe = Transaction(
            project_id=entry.project_id, currency=entry.currency,
            giver_id=giver, receiver_id=receiver,
        )  # fmt: skip
        with self._session.no_autoflush:
            top = ceiling(below, await self._entries.standing(probe))
        if top is not None and top.left < 0:
            raise _still_used(-top.left, entry.currency)

    async def _check(self, project_id: UUID, wanted: TransactionCreate) -> None:
        decimals = await self._decimals("body", "currency", wanted.currency)
        if wanted.amount <= 0:
            raise _refused("amount", "amount_not_positive", "Nothing is no entry.")
        if decimals_of(wanted.amount) > decimals:
            raise _refused(
                "amount",
                "too_many_decimals",
                f"{wanted.currency} has {decimals} decimals.",
            )
        parties = {wanted.giver_id, wanted.receiver_id} - {None}
        known = await self._entries.known({one for one in parties if one})
        for field in ("giver_id", "receiver_id"):
            if (one := getattr(wanted, field)) is not None and one not in known:
                raise _refused(
                    field, "unknown_organisation", "There is no such organisation."
                )
        if (
            wanted.receiver_id is None
            and wanted.kind is not TransactionKind.EXPENDITURE
        ):
            raise _refused("receiver_id", "receiver_missing", "Say who receives it.")
        if wanted.receiver_id == wanted.giver_id:
            raise _refused(
                "receiver_id", "same_organisation", "Nobody gives to themselves."
            )
        if wanted.budget_line_id is not None and not await self._entries.has_line(
            project_id, wanted.budget_line_id
        ):
            raise _refused(
                "budget_line_id",
                "unknown_budget_line",
                "The project has no such budget line.",
            )

    async def _decimals(self, place: str, field: str, currency: str | None) -> int:
        if currency is None:
            return 0
        decimals = await self._entries.minor_units(currency)
        if decimals is None:
            raise invalid(
                place,
                field,
                code="unknown_currency",
                message="There is no such currency code.",
            )
        return decimals

    async def _project(self, project_id: UUID, *, actor: Actor) -> ProjectSpan:
        project = await self._entries.project(project_id, visible_to=actor)
        if project is None:
            raise NotFoundError("There is no such project.")
        return project


def _check_days(wanted: TransactionCreate, project: ProjectSpan) -> None:
    """What was spent was spent while the project was carried out.

    A promise may come before it begins, a last instalment after it has ended.
    """
    for field in ("happened_on", "value_on"):
        _refuse_future(field, getattr(wanted, field))
    day, (_, first, last) = wanted.happened_on, project
    is_spent = wanted.kind is TransactionKind.EXPENDITURE
    ends = is_spent or wanted.kind is TransactionKind.COMMITMENT
    if (is_spent and first and day < first) or (ends and last and day > last):
        raise _refused(
            "happened_on", "outside_project", f"The project runs {first} to {last}."
        )


def _refuse_future(field: str, day: date | None) -> None:
    if day is not None and day > datetime.now(UTC).date():
        raise _refused(field, "in_the_future", "It has not happened yet.")


def _reversal_of(entry: Transaction, wanted: ReversalCreate) -> Transaction:
    day = wanted.happened_on or entry.happened_on
    _refuse_future("happened_on", day)
    if day < entry.happened_on:
        raise _refused(
            "happened_on", "before_entry", "An entry is not reversed before it is made."
        )
    return Transaction(
        project_id=entry.project_id,
        kind=entry.kind,
        happened_on=day,
        # At the entry's own rate, or the two would not cancel each other out.
        value_on=entry.value_on or entry.happened_on,
        amount=-entry.amount,
        currency=entry.currency,
        giver_id=entry.giver_id,
        receiver_id=entry.receiver_id,
        budget_line_id=entry.budget_line_id,
        sub_award_id=entry.sub_award_id,
        voucher=entry.voucher,
        note=None,
        reverses_id=entry.id,
        reason=wanted.reason,
        stands=False,
    )


def _still_used(amount: Decimal, currency: str) -> StillUsedError:
    used = plain(amount)
    return StillUsedError(
        f"{used} {currency} of it went on since.",
        current={"left": used, "currency": currency},
    )


def _exceeds(top: Ceiling, currency: str) -> InvalidError:
    left = plain(max(top.left, Decimal(0)))
    message = f"{left} {currency} are left of the {top.bound}."
    return InvalidError(
        message,
        fields=[FieldError(("body", "amount"), f"exceeds_{top.bound}", message)],
        current={"left": left, "currency": currency},
    )


def _refused(field: str, code: str, message: str) -> InvalidError:
    return invalid("body", field, code=code, message=message)
