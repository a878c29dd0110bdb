"""What ties the results of a framework together, and to the programme above it."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_indicators.projects.schemas import OwnerRef
from bromost_indicators.projects.service import ProjectService

from .graph_repository import GraphRepository
from .schemas import FrameworkGraphOut


class GraphService:
    """How the results of a project or programme hang together."""

    def __init__(self, session: AsyncSession) -> None:
        self._graph = GraphRepository(session)
        self._projects = ProjectService(session)

    async def get(self, owner_id: UUID, *, actor: Actor) -> FrameworkGraphOut:
        owner = await self._projects.get(owner_id, actor=actor)
        parts = await self._of_project(owner) if not owner.is_programme else _NOTHING
        owners = {owner.id, owner.programme_id}
        return FrameworkGraphOut.model_validate(
            {
                "owner_id": owner.id,
                "what": owner.what,
                "programme": await self._graph.programme(owner.programme_id),
                "goals": await self._graph.goals(owner.programme_id),
                "contributions": await self._graph.contributions(*owners),
                "rollups": await self._graph.rollups(owner.id),
                **parts,
            },
            from_attributes=True,
        )

    async def _of_project(self, project: OwnerRef) -> dict[str, Any]:
        indicators = defaultdict(list)
        for row in await self._graph.indicators_above(project.programme_id):
            indicators[row.result_id].append(row)
        return {
            "above": [
                {**row._asdict(), "indicators": indicators[row.id]}
                for row in await self._graph.above(project.programme_id)
            ],
            "sides": await self._graph.sides(project.id),
            "places": await self._graph.places(project.id),
        }


_NOTHING: dict[str, Any] = {"above": [], "sides": [], "places": []}
