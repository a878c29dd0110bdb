from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select, true
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bromost_common.auth import Actor
from bromost_common.db import any_of, violated_constraint
from bromost_common.errors import ConflictError
from bromost_common.paging import AnyRow, AnySelect, Key, Order, PageRequest, fetch_page
from bromost_indicators.calculation.cross_checks import MEASURED
from bromost_indicators.definitions.models import Definition, DefinitionVersion
from bromost_indicators.definitions.repository import in_library
from bromost_indicators.indicators.models import Indicator
from bromost_indicators.projects.repository import visible_programmes, visible_projects
from bromost_indicators.projects.schemas import OwnerRef
from bromost_indicators.results.models import Result
from bromost_indicators.results.repository import of_owner

from .models import CrossCheck

OLDEST_FIRST = Order("id", [Key(CrossCheck.id)])


class SameRuleError(ConflictError):
    """It asks what another rule of the same owner asks."""

    code = "same_cross_check"


class CrossCheckRepository:
    """Every query on rules between indicators, and on what they may name."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def page(
        self, owner: OwnerRef, wanted: PageRequest
    ) -> tuple[Sequence[CrossCheck], str | None, int | None]:
        """Those of the owner; of a project, also those of its programme."""
        statement: AnySelect = select(CrossCheck).where(holds_for(owner))
        rows, cursor, total = await fetch_page(
            self._session, statement, OLDEST_FIRST, wanted
        )
        return [row[0] for row in rows], cursor, total

    async def choices(
        self, owner: OwnerRef, q: str | None, page: PageRequest, *, visible_to: Actor
    ) -> tuple[Sequence[AnyRow], str | None, int | None]:
        """What its rules may name: measured, and used there or in a library."""
        newest = _newest()
        statement = _shown(newest).where(
            _may_be_named(owner, visible_to), newest.kind.in_(MEASURED)
        )
        if q:
            like = func.concat("%", func.common.fold(q), "%")
            statement = statement.where(
                or_(Definition.code_key.like(like), newest.name_key.like(like))
            )
        by_name = Order("name", [Key(newest.name_key), Key(Definition.id)])
        return await fetch_page(self._session, statement, by_name, page)

    async def named(
        self, owner: OwnerRef, ids: Collection[UUID], *, visible_to: Actor
    ) -> dict[UUID, AnyRow]:
        """Those of them that rules of the owner may name."""
        statement = _shown(_newest()).where(
            Definition.id == any_of(ids), _may_be_named(owner, visible_to)
        )
        rows = await self._session.execute(statement)
        return {row.id: row for row in rows}

    async def told(self, ids: Collection[UUID]) -> dict[UUID, AnyRow]:
        """Those that rules name, as their newest versions have them."""
        rows = await self._session.execute(
            _shown(_newest()).where(Definition.id == any_of(ids))
        )
        return {row.id: row for row in rows}

    async def get(self, check_id: UUID, *, visible_to: Actor) -> CrossCheck | None:
        return await self._session.scalar(
            select(CrossCheck).where(
                CrossCheck.id == check_id,
                or_(
                    visible_projects(visible_to, CrossCheck.project_id),
                    visible_programmes(visible_to, CrossCheck.programme_id),
                ),
            )
        )

    async def refresh(self, check: CrossCheck) -> bool:
        """Hold it till the end as it is now; false if it is gone."""
        found = await self._session.scalar(
            select(CrossCheck)
            .where(CrossCheck.id == check.id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
        return found is not None

    async def count(self, owner_id: UUID) -> int:
        held = or_(
            CrossCheck.project_id == owner_id, CrossCheck.programme_id == owner_id
        )
        found = select(func.count()).select_from(CrossCheck).where(held)
        return await self._session.scalar(found) or 0

    async def add(self, check: CrossCheck) -> None:
        self._session.add(check)
        await self.save()

    async def save(self) -> None:
        try:
            await self._session.flush()
        except IntegrityError as error:
            same = "uq_cross_check_project_id_programme_id_meaning"
            if violated_constraint(error) == same:
                raise SameRuleError("There is a rule that asks the same.") from error
            raise

    async def remove(self, check: CrossCheck) -> None:
        await self._session.delete(check)
        await self._session.flush()


def holds_for(owner: OwnerRef) -> ColumnElement[bool]:
    """Its own rules, and of a project those of its programme."""
    return or_(
        CrossCheck.project_id == owner.id, CrossCheck.programme_id == owner.programme_id
    )


def _newest() -> Any:
    """Of each definition the newest version that was published."""
    newest = (
        select(DefinitionVersion)
        .where(
            DefinitionVersion.definition_id == Definition.id,
            DefinitionVersion.published_at.is_not(None),
        )
        .order_by(DefinitionVersion.number.desc())
        .limit(1)
        .lateral("newest")
    )
    return aliased(DefinitionVersion, newest)


def _shown(newest: Any) -> AnySelect:
    return (
        select(
            *(Definition.id, Definition.code, newest.name, newest.original_language),
            *(newest.kind, newest.unit, newest.unit_name),
            *(newest.cumulation, newest.population),
            Definition.archived_at.is_not(None).label("archived"),
        )
        .select_from(Definition)
        .join(newest, true())
    )


def _may_be_named(owner: OwnerRef, actor: Actor) -> ColumnElement[bool]:
    """Of the libraries that it takes from; of its own, what it still uses."""
    used = (
        select(Indicator.id)
        .join(
            DefinitionVersion, DefinitionVersion.id == Indicator.definition_version_id
        )
        .join(Result, Result.id == Indicator.result_id)
        .where(
            DefinitionVersion.definition_id == Definition.id,
            of_owner(owner.id),
            Indicator.archived_at.is_(None),
            Result.archived_at.is_(None),
        )
        .exists()
    )
    in_reach = or_(
        Definition.programme_id.is_(None),
        Definition.programme_id == owner.programme_id,
    )
    library = and_(
        in_library(actor, "definition.read"), in_reach, Definition.archived_at.is_(None)
    )
    return or_(used, library)
