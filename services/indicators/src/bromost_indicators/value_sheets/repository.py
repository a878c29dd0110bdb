from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.db import any_of
from bromost_common.languages import Language, in_language
from bromost_common.paging import AnyRow
from bromost_indicators.axes.models import Category
from bromost_indicators.definitions.models import DefinitionAxis
from bromost_indicators.frameworks.repository import LEVEL
from bromost_indicators.indicators.models import Indicator, Period
from bromost_indicators.places.models import Place
from bromost_indicators.results.models import Result
from bromost_indicators.results.repository import of_owner

from .plan import Names


class ValueSheetRepository:
    """What a sheet needs beside the ground that its rows stand on."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def period_ids(
        self, owner_id: UUID, of: Collection[UUID] | None
    ) -> list[UUID]:
        """In the order of the framework; of what is archived nothing is said."""
        wanted = [] if of is None else [Indicator.id == any_of(of)]
        found = await self._session.scalars(
            select(Period.id)
            .join(Indicator, Indicator.id == Period.indicator_id)
            .join(Result, Result.id == Indicator.result_id)
            .where(
                of_owner(owner_id),
                Result.archived_at.is_(None),
                Indicator.archived_at.is_(None),
                *wanted,
            )
            .order_by(
                *(LEVEL, Result.position, Result.id),
                *(Indicator.position, Indicator.id, Period.starts_on),
            )
        )
        return list(found)

    async def names(
        self,
        owner_id: UUID,
        indicators: Collection[UUID],
        versions: Collection[UUID],
        language: Language,
    ) -> Names:
        titles = await self._session.execute(
            select(Indicator.id, Indicator.title, Result.original_language)
            .join(Result, Result.id == Indicator.result_id)
            .where(Indicator.id == any_of(indicators))
        )
        places = await self._session.execute(
            select(Place.id, Place.name, Place.original_language)
            .where(Place.project_id == owner_id, Place.archived_at.is_(None))
            .order_by(Place.created_at, Place.id)
        )
        categories = await self._categories(versions)
        axes: dict[UUID, dict[int, list[UUID]]] = {}
        for row in categories:
            of_version = axes.setdefault(row.definition_version_id, {})
            of_version.setdefault(row.position, []).append(row.id)
        return Names(
            indicators={
                i.id: in_language(i.title, language, i.original_language)
                for i in titles
            },
            places={
                p.id: in_language(p.name, language, p.original_language) for p in places
            },
            categories={c.id: in_language(c.name, language, "en") for c in categories},
            axes={version: list(found.values()) for version, found in axes.items()},
        )

    async def _categories(self, versions: Collection[UUID]) -> Sequence[AnyRow]:
        found = await self._session.execute(
            select(
                DefinitionAxis.definition_version_id,
                DefinitionAxis.position,
                Category.id,
                Category.name,
            )
            .join(Category, Category.axis_id == DefinitionAxis.axis_id)
            .where(
                DefinitionAxis.definition_version_id.in_(versions),
                Category.archived_at.is_(None),
            )
            .order_by(
                *(DefinitionAxis.definition_version_id, DefinitionAxis.position),
                *(Category.position, Category.id),
            )
        )
        return found.all()
