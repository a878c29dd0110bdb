from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.paging import AnyRow
from bromost_indicators.projects.service import ProjectService

from .repository import CoverageRepository
from .rules import RULES, SPLIT
from .schemas import CoverageOut

# The worst come first, and whoever mends those sees the next.
MOST_PROJECTS = 200
_Found = Mapping[UUID, Mapping[str, Any]]


class CoverageService:
    """Whether what is done is tied to what it is for, and can be measured."""

    def __init__(self, session: AsyncSession) -> None:
        self._coverage = CoverageRepository(session)
        self._projects = ProjectService(session)

    async def get(self, owner_id: UUID, *, actor: Actor) -> CoverageOut:
        owner = await self._projects.get(owner_id, actor=actor)
        projects: Sequence[AnyRow] = []
        if owner.is_programme:
            projects = await self._coverage.projects(owner_id, visible_to=actor)
        found = await self._coverage.found(
            owner_id, [project.id for project in projects], owner.programme_id
        )
        counted = [(_offending(found.get(one.id, {})), one) for one in projects]
        worst = sorted(
            (one for one in counted if one[0]),
            key=lambda one: (-sum(one[0].values()), one[1].code),
        )
        return CoverageOut.model_validate(
            {
                "owner_id": owner_id,
                "what": owner.what,
                "checks": _checks(found, owner_id),
                "split": {name: _sum(found, f"split_{name}") for name in SPLIT},
                "projects": [_of_project(*one) for one in worst[:MOST_PROJECTS]],
                "projects_total": len(projects),
            }
        )


def _checks(found: _Found, owner_id: UUID) -> list[dict[str, Any]]:
    own = found.get(owner_id, {})
    return [
        {
            "code": rule.code,
            "about": rule.about,
            "total": _sum(found, f"{rule.code}_total"),
            "offending": _sum(found, rule.code),
            "ids": sorted(own.get(f"{rule.code}_ids") or []),
        }
        for rule in RULES
    ]


def _sum(found: _Found, column: str) -> int:
    return sum(row.get(column, 0) for row in found.values())


def _offending(row: Mapping[str, Any]) -> dict[str, int]:
    return {rule.code: count for rule in RULES if (count := row.get(rule.code))}


def _of_project(offending: Mapping[str, int], project: AnyRow) -> dict[str, Any]:
    return {
        "id": project.id,
        "code": project.code,
        "title": project.title,
        "original_language": project.original_language,
        "offending": offending,
    }
