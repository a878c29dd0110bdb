from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.db import new_id
from bromost_common.errors import NotFoundError, StaleVersionError, invalid
from bromost_common.languages import refuse_without_original
from bromost_indicators.limits import MAX_PLACES, refuse_beyond
from bromost_indicators.projects.schemas import OwnerRef
from bromost_indicators.projects.service import ProjectService

from .models import Place
from .repository import PlaceRepository
from .schemas import PlaceCreate, PlaceOut, PlaceUpdate

_FARTHEST = {"latitude": 90, "longitude": 180}


class PlaceService:
    """Where a project works. Runs inside its caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._places = PlaceRepository(session)
        self._projects = ProjectService(session)

    async def add(
        self, project_id: UUID, wanted: PlaceCreate, *, actor: Actor
    ) -> PlaceOut:
        project = await self._projects.get_for_change(
            project_id, actor=actor, what="project"
        )
        refuse_beyond(MAX_PLACES, await self._places.count(project_id), "places")
        place = Place(
            id=new_id(), project_id=project_id, **_measured(wanted.model_dump())
        )
        await self._check(place, project)
        await self._places.save(place)
        return await self._shown(place.id)

    async def change(
        self, place_id: UUID, wanted: PlaceUpdate, version: int, *, actor: Actor
    ) -> PlaceOut:
        place = await self._places.get(place_id, visible_to=actor)
        if place is None:
            raise NotFoundError("There is no such place.")
        project = await self._projects.get_for_change(place.project_id, actor=actor)
        await self._places.refresh(place)
        if place.version != version:
            current = await self._shown(place_id)
            raise StaleVersionError(
                "Somebody else changed this place.", current=current
            )
        changes = _measured(wanted.changes())
        if "archived" in changes:
            was_archived = place.archived_at is not None
            if changes.pop("archived") != was_archived:
                changes["archived_at"] = None if was_archived else datetime.now(UTC)
        changed = {name for name in changes if getattr(place, name) != changes[name]}
        for name in changed:
            setattr(place, name, changes[name])
        await self._check(place, project)
        if changed:
            place.version += 1
            await self._places.save(place)
        return await self._shown(place_id)

    async def _check(self, place: Place, project: OwnerRef) -> None:
        refuse_without_original("name", place.name, place.original_language)
        if (place.latitude is None) != (place.longitude is None):
            missing = "latitude" if place.latitude is None else "longitude"
            raise invalid(
                "body",
                missing,
                code="point_incomplete",
                message="A point has a latitude and a longitude.",
            )
        for name, farthest in _FARTHEST.items():
            if abs(getattr(place, name) or 0) > farthest:
                raise invalid(
                    "body",
                    name,
                    code="outside_of_the_earth",
                    message=f"Between -{farthest} and {farthest}.",
                )
        await self._projects.check_country(place.country_code)
        await self._projects.check_side(
            project, place.organisation_id, field="organisation_id"
        )

    async def _shown(self, place_id: UUID) -> PlaceOut:
        row = await self._places.read(place_id)
        return PlaceOut.model_validate(row, from_attributes=True)


def _measured(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Degrees as numbers."""
    return {
        name: Decimal(value) if name in _FARTHEST and value is not None else value
        for name, value in fields.items()
    }
