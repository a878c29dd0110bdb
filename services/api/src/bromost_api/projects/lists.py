"""Writes the lists inside of a project: each is replaced as a whole."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from bromost_api.nested import refuse_repeated, refuse_unknown
from bromost_common.db import new_id

from .models import (
    ProjectComponent,
    ProjectCountry,
    ProjectObjective,
    ProjectRole,
    ProjectTheme,
)
from .repository import ProjectRepository

LISTS = ("countries", "theme_ids", "objectives", "roles", "components")


class ProjectLists:
    """Replaces the lists that a request names, and refuses what is unknown in them."""

    def __init__(self, projects: ProjectRepository) -> None:
        self._projects = projects

    async def replace(self, project_id: UUID, values: Mapping[str, Any]) -> None:
        writers: dict[str, Callable[[UUID, Any], Awaitable[None]]] = {
            "countries": self._countries,
            "theme_ids": self._themes,
            "objectives": self._objectives,
            "roles": self._roles,
            "components": self._components,
        }
        for field, write in writers.items():
            if field in values:
                await write(project_id, values[field])

    async def _countries(self, project_id: UUID, codes: Sequence[str]) -> None:
        await self._refuse("countries", codes, code="unknown_country")
        rows = [{"country_code": code} for code in codes]
        await self._projects.replace(ProjectCountry.project_id, project_id, rows)

    async def _themes(self, project_id: UUID, ids: Sequence[UUID]) -> None:
        await self._refuse("theme_ids", ids, code="unknown_theme")
        rows = [{"theme_id": theme_id} for theme_id in ids]
        await self._projects.replace(ProjectTheme.project_id, project_id, rows)

    async def _objectives(self, project_id: UUID, objectives: Sequence[Any]) -> None:
        owner = ProjectObjective.project_id
        await self._refuse_foreign("objectives", owner, project_id, objectives)
        rows = [
            {
                "id": objective.id or new_id(),
                "position": place,
                "kind": objective.kind,
                "text": objective.text,
            }
            for place, objective in enumerate(objectives, 1)
        ]
        await self._projects.replace(owner, project_id, rows)

    async def _roles(self, project_id: UUID, roles: Sequence[Any]) -> None:
        refuse_repeated("roles", [(r.organisation_id, r.role) for r in roles])
        ids = [role.organisation_id for role in roles]
        unknown = await self._projects.unknown("roles", ids)
        refuse_unknown(
            "roles", ids, unknown, "organisation_id", code="unknown_organisation"
        )
        rows = [
            {**role.model_dump(), "position": _place(role, place)}
            for place, role in enumerate(roles, 1)
        ]
        await self._projects.replace(ProjectRole.project_id, project_id, rows)

    async def _components(self, project_id: UUID, components: Sequence[Any]) -> None:
        owner = ProjectComponent.project_id
        await self._refuse_foreign("components", owner, project_id, components)
        rows = [
            {
                "id": component.id or new_id(),
                "position": _place(component, place),
                "title": component.title,
            }
            for place, component in enumerate(components, 1)
        ]
        await self._projects.replace(owner, project_id, rows)

    async def _refuse(self, field: str, values: Sequence[Any], *, code: str) -> None:
        refuse_repeated(field, values)
        unknown = await self._projects.unknown(field, values)
        refuse_unknown(field, values, unknown, code=code)

    async def _refuse_foreign(
        self, field: str, owner: Any, project_id: UUID, items: Sequence[Any]
    ) -> None:
        """An item with an id must be this project's own."""
        given = {item.id for item in items if item.id is not None}
        if not given:
            return
        refuse_repeated(field, [item.id or index for index, item in enumerate(items)])
        own = await self._projects.ids_of(owner, project_id)
        ids = [item.id for item in items]
        refuse_unknown(field, ids, given - own, "id", code="unknown_id")


def _place(item: Any, place: int) -> int:
    return place if item.position is None else int(item.position)
