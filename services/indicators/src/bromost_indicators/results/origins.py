"""Where a result comes from: the programme's that it inherits, copies or maps to."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_indicators.projects.schemas import OwnerRef

from .models import Result
from .repository import ResultRepository
from .rules import INHERITED, InheritedElsewhereError, wrong_origin


class OriginService:
    """Ties to the programme's results. Runs inside its caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._results = ResultRepository(session)

    async def check(
        self,
        result: Result,
        owner: OwnerRef,
        changes: Mapping[str, Any],
        *,
        actor: Actor,
    ) -> None:
        """Refuse an origin that this result cannot have."""
        if not changes.keys() & {"origin_result_id", "origin_mode"}:
            return
        origin = changes.get("origin_result_id", result.origin_result_id)
        mode = changes.get("origin_mode", result.origin_mode)
        if (origin is None) != (mode is None):
            raise wrong_origin("An origin has a way in which it was taken over.")
        if origin is None or (origin, mode) == (
            result.origin_result_id,
            result.origin_mode,
        ):
            return
        if mode == "copied":
            if result.origin_result_id != origin:
                raise wrong_origin("What was not taken from there is no copy of it.")
            return
        await self._check_mapped(owner, origin, result.kind, actor)

    async def _check_mapped(
        self, owner: OwnerRef, origin: UUID, kind: str, actor: Actor
    ) -> None:
        found = await self._results.get(origin, visible_to=actor)
        if (
            found is None
            or owner.is_programme
            or found.programme_id != owner.programme_id
            or found.archived_at is not None
        ):
            raise wrong_origin("The project's programme has no such result.")
        if found.kind != kind:
            raise wrong_origin("The programme's result is of another kind.")

    async def hand_down(self, result: Result, changed: set[str]) -> None:
        """Change the programme's result in the projects that inherit it, too."""
        heirs = await self._results.hand_down(result, changed & INHERITED)
        if heirs and "kind" in changed:
            raise InheritedElsewhereError(
                f"{heirs} projects inherit this result as the kind that it was."
            )
