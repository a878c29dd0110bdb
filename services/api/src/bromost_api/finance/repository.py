from collections.abc import Iterable, Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.codelists.models import Currency
from bromost_api.organisations.models import Organisation
from bromost_api.projects.models import Project
from bromost_api.reach import PROJECTS
from bromost_common.auth import Actor
from bromost_common.db import violated_constraint
from bromost_common.errors import ConflictError
from bromost_common.paging import AnyRow, AnySelect, Key, Order, PageRequest, fetch_page

from .models import BudgetLine, ConversionRate

_NEWEST_FIRST = Order(
    "-valid_on", [Key(ConversionRate.valid_on, descending=True), Key(ConversionRate.id)]
)


class DuplicateBudgetLineError(ConflictError):
    """There is a line of this year, funder and currency."""

    code = "duplicate_budget_line"


class BudgetLineInUseError(ConflictError):
    """What was promised, paid or spent was entered on the line."""

    code = "budget_line_in_use"


_DRAWN_ON = {"fk_transaction_budget_line_id_project_id"}


class DuplicateRateError(ConflictError):
    """There is a rate of this pair and day."""

    code = "duplicate_rate"


class ProjectRef(NamedTuple):
    """The project that money belongs to."""

    id: UUID
    title: dict[str, str]
    original_language: str


class BudgetRepository:
    """Every query on budget lines."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, line: BudgetLine) -> None:
        self._session.add(line)
        await self.flush()

    async def flush(self) -> None:
        """Write what changed, and say in words which rule it broke."""
        try:
            await self._session.flush()
        except IntegrityError as error:
            name = violated_constraint(error)
            if name == "uq_budget_line_project_id_year_funder_id_currency":
                raise DuplicateBudgetLineError(
                    "The project has a line of this year, funder and currency."
                ) from error
            raise

    async def remove(self, line: BudgetLine) -> None:
        await self._session.delete(line)
        try:
            await self._session.flush()
        except IntegrityError as error:
            if violated_constraint(error) in _DRAWN_ON:
                raise BudgetLineInUseError(
                    "Entries of the accounts draw on the line."
                ) from error
            raise

    async def project(
        self, project_id: UUID, *, visible_to: Actor
    ) -> ProjectRef | None:
        row = (
            await self._session.execute(
                select(Project.id, Project.title, Project.original_language).where(
                    Project.id == project_id,
                    PROJECTS.one(visible_to, "budget.read", Project.id),
                )
            )
        ).one_or_none()
        return ProjectRef(*row) if row else None

    async def lock(self, line_id: UUID, *, visible_to: Actor) -> BudgetLine | None:
        """The line, held against other changes until the transaction ends."""
        return await self._session.scalar(
            select(BudgetLine)
            .where(
                BudgetLine.id == line_id,
                PROJECTS.visible(visible_to, "budget.write", BudgetLine.project_id),
            )
            .with_for_update()
        )

    async def project_of(self, line_id: UUID) -> UUID | None:
        return await self._session.scalar(
            select(BudgetLine.project_id).where(BudgetLine.id == line_id)
        )

    async def lines(self, project_id: UUID) -> Sequence[AnyRow]:
        rows = await self._session.execute(
            self._shown()
            .where(BudgetLine.project_id == project_id)
            .order_by(
                BudgetLine.year,
                Organisation.name_key,
                Organisation.id,
                BudgetLine.currency,
            )
        )
        return rows.all()

    async def line(self, line_id: UUID) -> AnyRow:
        """An existing line as it is shown."""
        return (
            await self._session.execute(self._shown().where(BudgetLine.id == line_id))
        ).one()

    async def funder_name(self, organisation_id: UUID) -> str | None:
        return await self._session.scalar(
            select(Organisation.name).where(Organisation.id == organisation_id)
        )

    async def minor_units(self, currency: str) -> int | None:
        return await self._session.scalar(
            select(Currency.minor_units).where(Currency.code == currency)
        )

    @staticmethod
    def _shown() -> AnySelect:
        return select(
            BudgetLine.id,
            BudgetLine.project_id,
            BudgetLine.year,
            BudgetLine.funder_id,
            Organisation.name.label("funder_name"),
            BudgetLine.amount,
            BudgetLine.currency,
            BudgetLine.note,
            BudgetLine.version,
            BudgetLine.created_at,
            BudgetLine.updated_at,
        ).join(Organisation, Organisation.id == BudgetLine.funder_id)


class RateRepository:
    """Every query on conversion rates."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, rate: ConversionRate) -> None:
        self._session.add(rate)
        try:
            await self._session.flush()
        except IntegrityError as error:
            name = violated_constraint(error)
            if name == "uq_conversion_rate_from_currency_to_currency_valid_on":
                raise DuplicateRateError(
                    "There is a rate of these currencies for this day."
                ) from error
            raise

    async def page(
        self,
        wanted: PageRequest,
        *,
        from_currency: str | None,
        to_currency: str | None,
    ) -> tuple[Sequence[AnyRow], str | None, int | None]:
        statement: AnySelect = select(
            ConversionRate.id,
            ConversionRate.from_currency,
            ConversionRate.to_currency,
            ConversionRate.rate,
            ConversionRate.valid_on,
            ConversionRate.source,
            ConversionRate.created_at,
        )
        if from_currency is not None:
            statement = statement.where(ConversionRate.from_currency == from_currency)
        if to_currency is not None:
            statement = statement.where(ConversionRate.to_currency == to_currency)
        return await fetch_page(self._session, statement, _NEWEST_FIRST, wanted)

    async def unknown_currencies(self, codes: Iterable[str]) -> set[str]:
        wanted = set(codes)
        known = await self._session.scalars(
            select(Currency.code).where(Currency.code.in_(wanted))
        )
        return wanted - set(known)
