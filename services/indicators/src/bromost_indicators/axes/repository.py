from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import JSON, ColumnElement, and_, func, or_, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.db import violated_constraint
from bromost_common.errors import ConflictError, FieldError
from bromost_common.paging import AnyRow, AnySelect, Key, Order, PageRequest, fetch_page
from bromost_common.visibility import PROGRAMMES as VISIBLE
from bromost_indicators.definitions.models import DefinitionAxis, DefinitionVersion
from bromost_indicators.programmes.repository import PROGRAMME
from bromost_indicators.projects.repository import PROGRAMMES

from .models import Axis, Category

BY_CODE = Order("code", [Key(Axis.code_key), Key(Axis.id)])
_TAKEN = {"uq_axis_code_key", "uq_category_axis_id_code_key"}

_categories = (
    select(
        func.json_agg(
            aggregate_order_by(
                func.json_build_object(
                    *("id", Category.id, "code", Category.code),
                    *("name", Category.name, "position", Category.position),
                    *("is_unknown", Category.is_unknown),
                    *("archived", Category.archived_at.is_not(None)),
                ),
                Category.archived_at.is_not(None),
                Category.position,
                Category.id,
            ),
            type_=JSON(),
        )
    )
    .where(Category.axis_id == Axis.id)
    .correlate(Axis)
    .scalar_subquery()
    .label("categories")
)
_use_count = (
    select(func.count())
    .select_from(DefinitionAxis)
    .join(
        DefinitionVersion, DefinitionVersion.id == DefinitionAxis.definition_version_id
    )
    .where(
        DefinitionAxis.axis_id == Axis.id, DefinitionVersion.published_at.is_not(None)
    )
    .correlate(Axis)
    .scalar_subquery()
    .label("use_count")
)


def _shown() -> AnySelect:
    return select(
        *(c for c in Axis.__table__.c if not c.name.endswith("_key")),
        Axis.archived_at.is_not(None).label("archived"),
        _categories,
        _use_count,
        PROGRAMME,
    ).outerjoin(PROGRAMMES, PROGRAMMES.c.id == Axis.programme_id)


def visible(actor: Actor) -> ColumnElement[bool]:
    """The only place that decides which axes an actor sees."""
    of_programme = VISIBLE.visible(actor, "definition.read", Axis.programme_id)
    return or_(Axis.programme_id.is_(None), of_programme)


class AxisRepository:
    """Every query on axes and their categories."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def get(self, axis_id: UUID, *, visible_to: Actor) -> Axis | None:
        return await self._session.scalar(
            select(Axis).where(Axis.id == axis_id, visible(visible_to))
        )

    async def lock(self, axis: Axis) -> None:
        """Hold it till the end, as it is now."""
        await self._session.refresh(axis, with_for_update=True)

    async def read(self, axis_id: UUID) -> AnyRow:
        statement = _shown().where(Axis.id == axis_id)
        return (await self._session.execute(statement)).one()

    async def page(
        self,
        wanted: PageRequest,
        *,
        programme_id: UUID | None,
        with_archived: bool,
        visible_to: Actor,
    ) -> tuple[Sequence[AnyRow], str | None, int | None]:
        """Those of the installation, and those of the programme if one is named."""
        statement = _shown().where(visible(visible_to))
        if programme_id is not None:
            of_both = Axis.programme_id.is_(None) | (Axis.programme_id == programme_id)
            statement = statement.where(of_both)
        if not with_archived:
            statement = statement.where(Axis.archived_at.is_(None))
        return await fetch_page(self._session, statement, BY_CODE, wanted)

    async def category(self, axis_id: UUID, category_id: UUID) -> Category | None:
        return await self._session.scalar(
            select(Category).where(
                and_(Category.id == category_id, Category.axis_id == axis_id)
            )
        )

    async def known(self, axis_id: UUID) -> list[Category]:
        """The axis's categories in order, with the unknown one at the end."""
        found = await self._session.scalars(
            select(Category)
            .where(Category.axis_id == axis_id)
            .order_by(Category.is_unknown, Category.position, Category.id)
        )
        return list(found)

    async def add(self, *things: Axis | Category) -> None:
        self._session.add_all(things)
        await self.save()

    async def remove(self, category: Category) -> None:
        await self._session.delete(category)
        await self.save()

    async def save(self) -> None:
        try:
            await self._session.flush()
        except IntegrityError as error:
            if violated_constraint(error) in _TAKEN:
                taken = FieldError(("body", "code"), "taken", "Choose another code.")
                raise ConflictError("This code is taken.", fields=[taken]) from error
            raise
