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
        listed = [_of_project(project, found) for project in projects]
        worst = sorted(
            (one for one in listed if one["offending"]),
            key=lambda one: (-sum(one["offending"].values()), one["code"]),
        )
        return CoverageOut.model_validate(
            {
                "owner_id": owner_id,
                "what": owner.what,
                "checks": _checks(found),
                "split": {name: _sum(found, f"split_{name}") for name in SPLIT},
                "projects": worst[:MOST_PROJECTS],
                "projects_total": len(projects),
            }
        )


def _checks(found: _Found) -> list[dict[str, Any]]:
    return [
        {
            "code": rule.code,
            "about": rule.about,
            "total": _sum(found, f"{rule.code}_total"),
            "offending": _sum(found, rule.code),
            "ids": [
                one
                for row in found.values()
                for one in sorted(row.get(f"{rule.code}_ids") or [])
            ],
        }
        for rule in RULES
    ]


def _sum(found: _Found, column: str) -> int:
    return sum(row.get(column, 0) for row in found.values())


def _of_project(project: AnyRow, found: _Found) -> dict[str, Any]:
    row = found.get(project.id, {})
    counts = {rule.code: row.get(rule.code, 0) for rule in RULES}
    return {
        "id": project.id,
        "code": project.code,
        "title": project.title,
        "original_language": project.original_language,
        "offending": {code: count for code, count in counts.items() if count},
    }
