from collections.abc import Iterable
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.finance.schemas import MoneyOut
from bromost_api.finance.sums import by_currency
from bromost_api.organisations.schemas import OrganisationRef
from bromost_api.partnerships.models import PartnershipState
from bromost_api.projects.models import ProjectStatus
from bromost_common.auth import Actor

from .repository import OverviewRepository
from .schemas import (
    BudgetFigures,
    Change,
    CountryCount,
    FunderYear,
    KindCount,
    OrganisationFigures,
    Overview,
    PartnershipFigures,
    PartnershipStatusCount,
    ProjectFigures,
    ProjectStatusCount,
)

# Whose events a reader of the registry may see; each is also a permission's subject.
SUBJECTS = ("organisation", "programme", "project", "partnership", "budget", "import")


class OverviewService:
    """Figures over the whole registry."""

    def __init__(self, session: AsyncSession, *, actor: Actor) -> None:
        self._actor = actor
        self._figures = OverviewRepository(session, visible_to=actor)

    async def overview(self) -> Overview:
        may = self._actor.may
        subjects = [name for name in SUBJECTS if may(f"{name}.read")]
        changes = await self._figures.changes(subjects)
        countries = await self._figures.countries()
        return Overview(
            organisations=await self._organisations(),
            projects=await self._projects(),
            partnerships=await self._partnerships(),
            countries=[
                CountryCount(code=row.code, project_count=row.project_count)
                for row in countries
            ],
            budget=await self._budget(),
            changes=[Change.model_validate(c, from_attributes=True) for c in changes],
        )

    async def _organisations(self) -> OrganisationFigures:
        rows = await self._figures.organisations()
        return OrganisationFigures(
            total=_total(rows),
            by_kind=[KindCount(kind=row.kind, count=row.number) for row in rows],
        )

    async def _projects(self) -> ProjectFigures:
        rows = await self._figures.projects()
        counted = {row.status: row.number for row in rows}
        return ProjectFigures(
            total=_total(rows),
            by_status=[
                ProjectStatusCount(status=status, count=counted.get(status, 0))
                for status in ProjectStatus
            ],
        )

    async def _partnerships(self) -> PartnershipFigures:
        rows = await self._figures.partnerships()
        counted = {row.status: row.number for row in rows}
        states = [*PartnershipState, *([None] if None in counted else [])]
        return PartnershipFigures(
            total=_total(rows),
            by_status=[
                PartnershipStatusCount(status=state, count=counted.get(state, 0))
                for state in states
            ],
        )

    async def _budget(self) -> BudgetFigures:
        lines = [
            FunderYear(
                year=row.year,
                funder=OrganisationRef(
                    id=row.funder_id, name=row.name, country_code=row.country_code
                ),
                currency=row.currency,
                amount=row.amount,
            )
            for row in await self._figures.budget()
        ]
        return BudgetFigures(
            total=[
                MoneyOut(currency=money.currency, amount=money.amount)
                for money in by_currency(lines)
            ],
            by_year_and_funder=lines,
        )


def _total(rows: Iterable[Any]) -> int:
    return sum(row.number for row in rows)
