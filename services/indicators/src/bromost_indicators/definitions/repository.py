from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    and_,
    delete,
    false,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.elements import Label

from bromost_common.auth import Actor
from bromost_common.db import violated_constraint
from bromost_common.errors import ConflictError, FieldError, invalid
from bromost_common.visibility import PROGRAMMES as VISIBLE
from bromost_indicators.axes.models import Axis

from .models import Definition, DefinitionAxis, DefinitionVersion
from .rules import COUNTING, TELLING


class DraftExistsError(ConflictError):
    """There is a draft already: change or discard that one."""

    code = "draft_exists"


def axis_ids_of(version_id: Any) -> Label[Any]:
    """By what a version's figures are broken down, in order; null for nothing."""
    in_order = (
        select(DefinitionAxis.axis_id)
        .where(DefinitionAxis.definition_version_id == version_id)
        .order_by(DefinitionAxis.position)
        .correlate(DefinitionVersion)
        .scalar_subquery()
    )
    return func.array(in_order).label("axis_ids")


def in_library(actor: Actor, permission: str) -> ColumnElement[bool]:
    """The only place that decides which libraries an actor sees, or looks after."""
    everywhere = actor.reach(permission).everywhere
    mine = everywhere or permission.endswith(".read")
    shared = Definition.programme_id.is_(None) if mine else false()
    own = VISIBLE.visible(actor, permission, Definition.programme_id)
    return and_(Definition.code.is_not(None), or_(shared, own))


class DefinitionRepository:
    """Every change of definitions and their versions."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def get(self, definition_id: UUID, *, visible_to: Actor) -> Definition | None:
        """A definition of a library."""
        return await self._session.scalar(
            select(Definition).where(
                Definition.id == definition_id,
                in_library(visible_to, "definition.read"),
            )
        )

    async def lock(self, definition: Definition) -> None:
        """Hold it till the end, as it is now."""
        await self._session.refresh(definition, with_for_update=True)

    async def version(self, version_id: UUID) -> tuple[Definition, DefinitionVersion]:
        """A version that something goes by."""
        found = await self._session.execute(
            select(Definition, DefinitionVersion)
            .join(DefinitionVersion, DefinitionVersion.definition_id == Definition.id)
            .where(DefinitionVersion.id == version_id)
        )
        row = found.one()
        return row[0], row[1]

    async def library_version(
        self, version_id: UUID, *, visible_to: Actor
    ) -> tuple[Definition, DefinitionVersion] | None:
        found = await self._session.execute(
            select(Definition, DefinitionVersion)
            .join(DefinitionVersion, DefinitionVersion.definition_id == Definition.id)
            .where(
                DefinitionVersion.id == version_id,
                in_library(visible_to, "definition.read"),
            )
        )
        row = found.one_or_none()
        return (row[0], row[1]) if row else None

    async def numbered(
        self, definition_id: UUID, number: int | None = None
    ) -> DefinitionVersion | None:
        """The version of that number; the newest without one."""
        wanted = select(DefinitionVersion).where(
            DefinitionVersion.definition_id == definition_id
        )
        if number is not None:
            wanted = wanted.where(DefinitionVersion.number == number)
        newest_first = wanted.order_by(DefinitionVersion.number.desc()).limit(1)
        return await self._session.scalar(newest_first)

    async def next_number(self, definition_id: UUID) -> int:
        newest = await self._session.scalar(
            select(func.max(DefinitionVersion.number)).where(
                DefinitionVersion.definition_id == definition_id
            )
        )
        return (newest or 0) + 1

    async def write_formulas_alone(self) -> None:
        key = func.hashtextextended(literal("formulas are written"), 0)
        await self._session.execute(select(func.pg_advisory_xact_lock(key)))

    async def formulas(self) -> list[tuple[str, str]]:
        """The formulas of all libraries, by the code of what is worked out by them."""
        found = await self._session.execute(
            select(Definition.code, DefinitionVersion.formula)
            .join(DefinitionVersion, DefinitionVersion.definition_id == Definition.id)
            .where(Definition.code.is_not(None), DefinitionVersion.formula.is_not(None))
        )
        return [(row[0] or "", row[1] or "") for row in found]

    async def known_codes(self, codes: Collection[str]) -> set[str]:
        """Those of these codes that stand for a definition."""
        found = await self._session.scalars(
            select(Definition.code).where(Definition.code.in_(codes))
        )
        return {code for code in found if code is not None}

    async def axis_ids(self, version_id: UUID) -> list[UUID]:
        found = await self._session.scalars(
            select(DefinitionAxis.axis_id)
            .where(DefinitionAxis.definition_version_id == version_id)
            .order_by(DefinitionAxis.position)
        )
        return list(found)

    async def told(self, version: DefinitionVersion) -> dict[str, Any]:
        """All that a version says of its rule."""
        said = {name: getattr(version, name) for name in (*COUNTING, *TELLING)}
        return said | {"axis_ids": await self.axis_ids(version.id)}

    async def refuse_unknown_axes(self, ids: Sequence[UUID]) -> None:
        """Axes are of those that one sees, live, and each at most once."""
        if not ids:
            return
        found = await self._session.scalars(
            select(Axis.id).where(Axis.id.in_(ids), Axis.archived_at.is_(None))
        )
        known = set(found)
        for place, axis_id in enumerate(ids):
            code = "unknown_axis" if axis_id not in known else "repeated"
            if axis_id not in known or axis_id in ids[:place]:
                message = "There is no such axis, or it is there twice."
                raise invalid("body", "axis_ids", place, code=code, message=message)

    async def add(self, definition: Definition) -> None:
        self._session.add(definition)
        await self.save()

    async def add_draft(
        self, version: DefinitionVersion, axis_ids: Sequence[UUID]
    ) -> None:
        self._session.add(version)
        await self.save()
        self._add_axes(version.id, axis_ids)
        await self.save()

    async def add_published(
        self, version: DefinitionVersion, axis_ids: Sequence[UUID]
    ) -> None:
        version.published_at = datetime.now(UTC)
        await self.add_draft(version, axis_ids)

    async def replace_axes(self, version_id: UUID, axis_ids: Sequence[UUID]) -> None:
        await self._session.execute(
            delete(DefinitionAxis).where(
                DefinitionAxis.definition_version_id == version_id
            )
        )
        self._add_axes(version_id, axis_ids)
        await self.save()

    async def discard(self, version: DefinitionVersion) -> None:
        await self.replace_axes(version.id, [])
        await self._session.delete(version)
        await self.save()

    async def save(self) -> None:
        try:
            await self._session.flush()
        except IntegrityError as error:
            violated = violated_constraint(error)
            if violated == "uq_definition_code_key":
                taken = FieldError(("body", "code"), "taken", "Choose another code.")
                raise ConflictError(
                    "There is a definition with this code.", fields=[taken]
                ) from error
            if violated == "uq_definition_version_draft":
                raise DraftExistsError("There is a draft of it already.") from error
            raise

    def _add_axes(self, version_id: UUID, axis_ids: Sequence[UUID]) -> None:
        for position, axis_id in enumerate(axis_ids, 1):
            self._session.add(
                DefinitionAxis(
                    definition_version_id=version_id, position=position, axis_id=axis_id
                )
            )
