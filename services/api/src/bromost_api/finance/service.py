from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.reach import PROJECTS
from bromost_common.audit import explain
from bromost_common.auth import Actor, require_everywhere
from bromost_common.contracts.finance import BudgetChanged
from bromost_common.errors import NotFoundError, StaleVersionError, invalid
from bromost_common.money import decimals_of, plain
from bromost_common.outbox import publish
from bromost_common.paging import AnyRow, Page, PageRequest

from .models import BudgetLine, ConversionRate
from .repository import BudgetRepository, ProjectRef, RateRepository
from .schemas import (
    Budget,
    BudgetLineCreate,
    BudgetLineOut,
    BudgetLineUpdate,
    ConversionRateCreate,
    ConversionRateOut,
    Funder,
    FunderTotal,
    YearTotal,
    money_out,
)
from .sums import by_currency, grouped


class BudgetService:
    """What can be done with projects' budgets. Runs inside its caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._budgets = BudgetRepository(session)

    async def get(self, project_id: UUID, *, actor: Actor) -> Budget:
        await self._project(project_id, actor=actor)
        lines = [_line_out(row) for row in await self._budgets.lines(project_id)]
        by_year = grouped(lines, lambda line: line.year)
        by_funder = grouped(lines, lambda line: line.funder.id)
        return Budget(
            items=lines,
            by_year=[
                YearTotal(year=year, amounts=[money_out(m) for m in by_currency(group)])
                for year, group in by_year.items()
            ],
            by_funder=[
                FunderTotal(
                    funder=group[0].funder,
                    amounts=[money_out(m) for m in by_currency(group)],
                )
                for group in sorted(by_funder.values(), key=lambda g: g[0].funder.name)
            ],
            total=[money_out(m) for m in by_currency(lines)],
        )

    async def add(
        self, project_id: UUID, wanted: BudgetLineCreate, *, actor: Actor
    ) -> BudgetLineOut:
        project = await self._project(project_id, actor=actor)
        await PROJECTS.require(self._session, actor, "budget.write", project_id)
        await self._check(wanted)
        line = BudgetLine(project_id=project_id, **wanted.model_dump())
        await self._budgets.add(line)
        return await self._tell(line, project, "added", old=None, actor=actor)

    async def change(
        self,
        line_id: UUID,
        wanted: BudgetLineUpdate,
        expected_version: int,
        *,
        actor: Actor,
    ) -> BudgetLineOut:
        line = await self._lock(line_id, expected_version, actor=actor)
        project = await self._project(line.project_id, actor=actor)
        old = line.amount
        merged = BudgetLineCreate.model_construct(
            **{name: getattr(line, name) for name in BudgetLineCreate.model_fields}
            | wanted.model_dump(exclude_unset=True, exclude={"reason"})
        )
        await self._check(merged)
        changes_past = merged.amount != old and line.year < datetime.now(UTC).year
        explain(self._session, wanted.reason, required=changes_past)
        for name in wanted.model_fields_set - {"reason"}:
            setattr(line, name, getattr(wanted, name))
        line.version += 1
        await self._budgets.flush()
        return await self._tell(line, project, "changed", old=old, actor=actor)

    async def remove(
        self,
        line_id: UUID,
        expected_version: int,
        reason: str | None,
        *,
        actor: Actor,
    ) -> None:
        line = await self._lock(line_id, expected_version, actor=actor)
        is_past = line.year < datetime.now(UTC).year
        explain(self._session, reason, required=is_past, asked_in="query")
        project = await self._project(line.project_id, actor=actor)
        await self._tell(line, project, "removed", old=line.amount, actor=actor)
        await self._budgets.remove(line)

    async def _tell(
        self,
        line: BudgetLine,
        project: ProjectRef,
        change: Literal["added", "changed", "removed"],
        *,
        old: Decimal | None,
        actor: Actor,
    ) -> BudgetLineOut:
        out = _line_out(await self._budgets.line(line.id))
        publish(
            self._session,
            BudgetChanged(
                object_id=project.id,
                actor_id=actor.account_id,
                budget_line_id=line.id,
                project_title=project.title,
                project_language=project.original_language,
                change=change,
                year=out.year,
                funder=out.funder.name,
                currency=out.currency,
                old_amount=None if old is None else plain(old),
                new_amount=None if change == "removed" else plain(out.amount),
            ),
        )
        return out

    async def _check(self, line: BudgetLineCreate) -> None:
        if await self._budgets.funder_name(line.funder_id) is None:
            raise invalid(
                "body",
                "funder_id",
                code="unknown_funder",
                message="There is no such organisation.",
            )
        decimals = await self._budgets.minor_units(line.currency)
        if decimals is None:
            raise _unknown_currency("body", "currency")
        if decimals_of(line.amount) > decimals:
            raise invalid(
                "body",
                "amount",
                code="too_many_decimals",
                message=f"{line.currency} has {decimals} decimals.",
            )

    async def _project(self, project_id: UUID, *, actor: Actor) -> ProjectRef:
        project = await self._budgets.project(project_id, visible_to=actor)
        if project is None:
            raise NotFoundError("There is no such project.")
        return project

    async def _lock(
        self, line_id: UUID, expected_version: int, *, actor: Actor
    ) -> BudgetLine:
        project_id = await self._budgets.project_of(line_id)
        if project_id is None:
            raise NotFoundError("There is no such budget line.")
        await PROJECTS.require(self._session, actor, "budget.write", project_id)
        line = await self._budgets.lock(line_id, visible_to=actor)
        if line is None:
            raise NotFoundError("There is no such budget line.")
        if line.version != expected_version:
            current = _line_out(await self._budgets.line(line_id))
            raise StaleVersionError(
                "The budget line was changed by somebody else.", current=current
            )
        return line


class RateService:
    """What can be done with conversion rates. Runs inside its caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._rates = RateRepository(session)

    async def page(
        self,
        wanted: PageRequest,
        *,
        from_currency: str | None,
        to_currency: str | None,
    ) -> Page[ConversionRateOut]:
        rows, cursor, total = await self._rates.page(
            wanted, from_currency=from_currency, to_currency=to_currency
        )
        return Page(
            items=[_rate_out(row) for row in rows], next_cursor=cursor, total=total
        )

    async def register(
        self, wanted: ConversionRateCreate, *, actor: Actor
    ) -> ConversionRateOut:
        require_everywhere(actor, "budget.write")
        pair = (wanted.from_currency, wanted.to_currency)
        unknown = await self._rates.unknown_currencies(pair)
        for field, code in zip(("from_currency", "to_currency"), pair, strict=True):
            if code in unknown:
                raise _unknown_currency("body", field)
        if wanted.from_currency == wanted.to_currency:
            raise invalid(
                "body",
                "to_currency",
                code="same_currency",
                message="A rate leads from one currency to another.",
            )
        rate = ConversionRate(**wanted.model_dump())
        await self._rates.add(rate)
        return _rate_out(rate)


def _unknown_currency(*loc: str) -> Exception:
    return invalid(
        *loc, code="unknown_currency", message="There is no such currency code."
    )


def _line_out(row: AnyRow) -> BudgetLineOut:
    return BudgetLineOut(
        id=row.id,
        project_id=row.project_id,
        year=row.year,
        funder=Funder(id=row.funder_id, name=row.funder_name),
        amount=row.amount,
        currency=row.currency,
        note=row.note,
        version=row.version,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )


def _rate_out(rate: Any) -> ConversionRateOut:
    return ConversionRateOut(
        id=rate.id,
        from_currency=rate.from_currency,
        to_currency=rate.to_currency,
        rate=rate.rate.normalize(),
        valid_on=rate.valid_on,
        source=rate.source,
        created_at=rate.created_at,
    )
