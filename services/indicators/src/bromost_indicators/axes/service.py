from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.db import new_id
from bromost_common.errors import (
    ConflictError,
    NotFoundError,
    StaleVersionError,
)
from bromost_common.languages import refuse_without_original
from bromost_common.paging import AnyRow, Page, PageRequest
from bromost_indicators.libraries import may_change, require_change, require_library

from .models import Axis, Category
from .repository import AxisRepository
from .schemas import AxisCreate, AxisOut, AxisUpdate, CategoryCreate, CategoryUpdate

MAX_CATEGORIES = 100
UNKNOWN = {"en": "Unknown", "nb": "Ukjent", "bs": "Nepoznato", "pl": "Nieznane"}


class UnknownCategoryStaysError(ConflictError):
    """What nobody knows has its place for as long as the axis."""

    code = "unknown_category_stays"


class TooManyCategoriesError(ConflictError):
    """The axis has as many categories as it may have."""

    code = "too_many_categories"


class AxisService:
    """The ways to break figures down."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._axes = AxisRepository(session)
        # By programme; a service lives as long as a request.
        self._may: dict[UUID | None, bool] = {}

    async def page(
        self,
        wanted: PageRequest,
        *,
        programme_id: UUID | None,
        with_archived: bool,
        actor: Actor,
    ) -> Page[AxisOut]:
        rows, cursor, total = await self._axes.page(
            wanted,
            programme_id=programme_id,
            with_archived=with_archived,
            visible_to=actor,
        )
        items = [await self._out(row, actor) for row in rows]
        return Page(items=items, next_cursor=cursor, total=total)

    async def get(self, axis_id: UUID, *, actor: Actor) -> AxisOut:
        await self._found(axis_id, actor)
        return await self._out(await self._axes.read(axis_id), actor)

    async def register(self, wanted: AxisCreate, *, actor: Actor) -> AxisOut:
        await require_library(self._session, actor, wanted.programme_id)
        axis = Axis(id=new_id(), **wanted.model_dump(exclude={"categories"}))
        _check_name(axis)
        places = [
            Category(id=new_id(), axis_id=axis.id, position=place, **one.model_dump())
            for place, one in enumerate(wanted.categories, 1)
        ]
        unknown = Category(
            id=new_id(),
            axis_id=axis.id,
            code="unknown",
            name=UNKNOWN,
            position=len(places) + 1,
            is_unknown=True,
        )
        await self._axes.add(axis)
        await self._axes.add(*places, unknown)
        return await self.get(axis.id, actor=actor)

    async def change(
        self, axis_id: UUID, wanted: AxisUpdate, version: int, *, actor: Actor
    ) -> AxisOut:
        axis = await self._held(axis_id, version, actor)
        changes = _told(wanted.changes(), axis)
        if _apply(axis, changes):
            _check_name(axis)
            axis.version += 1
            await self._axes.save()
        return await self.get(axis_id, actor=actor)

    async def add_category(
        self, axis_id: UUID, wanted: CategoryCreate, version: int, *, actor: Actor
    ) -> AxisOut:
        axis = await self._held(axis_id, version, actor)
        known = await self._axes.known(axis_id)
        if len(known) >= MAX_CATEGORIES:
            raise TooManyCategoriesError(f"At most {MAX_CATEGORIES} categories.")
        unknown = known[-1]
        category = Category(
            id=new_id(),
            axis_id=axis_id,
            position=unknown.position,
            **wanted.model_dump(),
        )
        unknown.position += 1
        axis.version += 1
        await self._axes.add(category)
        return await self.get(axis_id, actor=actor)

    async def change_category(
        self,
        axis_id: UUID,
        category_id: UUID,
        wanted: CategoryUpdate,
        version: int,
        *,
        actor: Actor,
    ) -> AxisOut:
        axis = await self._held(axis_id, version, actor)
        category = await self._category(axis_id, category_id)
        changes = _told(wanted.changes(), category)
        position = changes.pop("position", None)
        if category.is_unknown and changes.keys() - {"name", "code"}:
            raise UnknownCategoryStaysError("It is there as long as the axis.")
        changed = _apply(category, changes)
        if position is not None and not category.is_unknown:
            changed |= await self._move(category, position)
        if changed:
            axis.version += 1
            await self._axes.save()
        return await self.get(axis_id, actor=actor)

    async def remove_category(
        self, axis_id: UUID, category_id: UUID, version: int, *, actor: Actor
    ) -> None:
        """Only a category that no definition in use knows; others are archived."""
        axis = await self._held(axis_id, version, actor)
        category = await self._category(axis_id, category_id)
        if category.is_unknown:
            raise UnknownCategoryStaysError("It is there as long as the axis.")
        if (await self._axes.read(axis_id)).use_count:
            raise CategoryInUseError("A published definition has it: archive it.")
        axis.version += 1
        await self._axes.remove(category)

    async def _move(self, moved: Category, position: int) -> bool:
        known = await self._axes.known(moved.axis_id)
        others = [c for c in known if c.id != moved.id and not c.is_unknown]
        others.insert(min(position - 1, len(others)), moved)
        others += [c for c in known if c.is_unknown]
        different = False
        for place, one in enumerate(others, 1):
            different |= one.position != place
            one.position = place
        return different

    async def _found(self, axis_id: UUID, actor: Actor) -> Axis:
        axis = await self._axes.get(axis_id, visible_to=actor)
        if axis is None:
            raise NotFoundError("There is no such axis.")
        return axis

    async def _category(self, axis_id: UUID, category_id: UUID) -> Category:
        category = await self._axes.category(axis_id, category_id)
        if category is None:
            raise NotFoundError("There is no such category.")
        return category

    async def _held(self, axis_id: UUID, version: int, actor: Actor) -> Axis:
        """The axis for a change, in the version that was read."""
        axis = await self._found(axis_id, actor)
        await require_change(self._session, actor, axis.programme_id)
        await self._axes.lock(axis)
        if axis.version != version:
            current = await self.get(axis_id, actor=actor)
            raise StaleVersionError("Somebody else changed this axis.", current=current)
        return axis

    async def _out(self, row: AnyRow, actor: Actor) -> AxisOut:
        if row.programme_id not in self._may:
            may = await may_change(self._session, actor, row.programme_id)
            self._may[row.programme_id] = may
        may = self._may[row.programme_id]
        return AxisOut.model_validate(row._asdict() | {"may_change": may})


class CategoryInUseError(ConflictError):
    """Figures may be told by it: archive it instead."""

    code = "category_in_use"


def _told(changes: Mapping[str, Any], thing: Axis | Category) -> dict[str, Any]:
    """The columns that `changes` name."""
    told = dict(changes)
    if "archived" in told and told.pop("archived") != (thing.archived_at is not None):
        told["archived_at"] = None if thing.archived_at else datetime.now(UTC)
    return told


def _apply(thing: Axis | Category, changes: Mapping[str, Any]) -> bool:
    changed = [name for name in changes if getattr(thing, name) != changes[name]]
    for name in changed:
        setattr(thing, name, changes[name])
    return bool(changed)


def _check_name(axis: Axis) -> None:
    refuse_without_original("name", axis.name, axis.original_language)
